"""The verdict of a claim follows from its elements, and a person may overrule it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.desk.standings import standings
from reviewer.model.desk import Desk
from reviewer.model.ids import ClaimId
from reviewer.model.verdict import Verdict, of_elements
from tests.desk.made_desk import claim, verdict

S, C, P, U, N = Verdict.SUPPORTED, Verdict.CONTRADICTED, Verdict.PARTLY, Verdict.UNRESOLVED, Verdict.NO_EVIDENCE
DENIAL = (claim("1"), claim("given", parent="1", contradicts=1), claim("used", parent="1"), claim("ever", parent="1"))


def of(claim_id: str, desk: Desk) -> Verdict:
    return standings(DENIAL, desk)[ClaimId(claim_id)].verdict


def test_what_contradicts_one_element_turns_neither_another_nor_the_whole_claim() -> None:
    desk = Desk(verdicts=(verdict("given", C),))
    assert (of("given", desk), of("used", desk), of("ever", desk), of("1", desk)) == (C, N, N, P)


def test_passages_alone_settle_nothing() -> None:
    assert (of("given", Desk()), of("used", Desk()), of("1", Desk())) == (U, N, U)


@pytest.mark.parametrize(
    ("elements", "whole"),
    [
        ((S, S), S),
        ((C, C, C), C),
        ((C, S), P),
        ((C, U), P),
        ((P, S), P),
        ((S, U), U),
        ((S, N), U),
        ((U, N), U),
        ((N, N), N),
    ],
)
def test_the_rule(elements: tuple[Verdict, ...], whole: Verdict) -> None:
    assert of_elements(elements) is whole


@given(st.lists(st.sampled_from(Verdict), min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_the_rule_knows_no_order_and_says_contradicted_only_of_what_is_throughout(held: list[Verdict], random: object) -> None:
    found = of_elements(held)
    assert found is of_elements(list(reversed(held)))
    assert (found is C) == (set(held) == {C})
    assert (found is S) == (set(held) == {S})


def test_a_person_overrules_what_follows_and_takes_it_back() -> None:
    set_by = verdict("1", C, reason="the part on use is a flourish")
    desk = Desk(verdicts=(verdict("given", C), set_by))
    found = standings(DENIAL, desk)[ClaimId("1")]
    assert (found.verdict, found.follows, found.set_by, found.is_overruled) == (C, P, set_by, True)
    back = Desk(verdicts=(*desk.verdicts, verdict("1", None)))
    assert standings(DENIAL, back)[ClaimId("1")].verdict is P
    assert [one.verdict for one in back.history(ClaimId("1"))] == [C, None]
