"""No sentence of the access table says more than a passage does."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.desk.access_table import AccessCell, AccessTable, access_table_of, disagree
from reviewer.desk.access_words import counted, summary, told
from reviewer.model.access import AccessFact, AccessStatus
from reviewer.model.desk import Desk
from tests.desk.made_desk import ACTOR, READ, desk_of, fact

DATES = st.sampled_from([None, "2013", "2014-05-14", "2015-21", "2016~", "2017-02", "2018-12-19"])
FACTS = st.builds(fact, st.sampled_from(AccessStatus), DATES, DATES, sourced=st.booleans())


def said_of(*facts: AccessFact) -> str:
    nothing = AccessCell(ACTOR, READ, ())
    return summary(access_table_of(desk_of(*facts)).cells.get((ACTOR.id, READ.id), nothing))


def table_of(*facts: AccessFact) -> AccessTable:
    return access_table_of(desk_of(*facts))


@given(st.lists(FACTS, max_size=5))
def test_no_sentence_says_used_or_granted_or_read_without_a_passage_that_does(facts: list[AccessFact]) -> None:
    sentence = said_of(*facts)
    claimed, _, loose = sentence.partition("Without a source:")
    sourced = {one.status for one in facts if one.is_sourced}
    for word, status in (("used", AccessStatus.USED), ("granted", AccessStatus.GRANTED), ("possible", AccessStatus.POSSIBLE)):
        if re.search(rf"\b{word}\b", claimed, re.IGNORECASE):
            assert status in sourced
    assert not re.search(r"\bread\b", sentence, re.IGNORECASE)
    unsourced = {one.status.value for one in facts if not one.is_sourced}
    assert set(re.findall(r"\w+", loose)) == unsourced
    for one in facts:
        assert ("unsourced" in told(one)) is not one.is_sourced


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ((), "Nothing is recorded. That does not say that it was denied."),
        ((fact(AccessStatus.GRANTED, "2014"), fact(AccessStatus.POSSIBLE, "2017")), "Granted. Use is not shown."),
        ((fact(AccessStatus.POSSIBLE, "2017"),), "Possible. Neither a grant nor use is shown."),
        ((fact(AccessStatus.USED, "2014", "2015"), fact(AccessStatus.REVOKED, "2016")), "Used. Revoked."),
        ((fact(AccessStatus.USED, sourced=False),), "No passage says anything of it. Without a source: used."),
        (
            (fact(AccessStatus.OFFERED, "2015"), fact(AccessStatus.DENIED, "2015-11-20")),
            "Offered. That it was taken is not shown. Denied.",
        ),
    ],
)
def test_what_a_cell_amounts_to(facts: tuple[AccessFact, ...], sentence: str) -> None:
    assert said_of(*facts) == sentence


@pytest.mark.parametrize(
    ("one", "other", "cannot_both_hold"),
    [
        (fact(AccessStatus.GRANTED, "2014"), fact(AccessStatus.DENIED, "2015"), True),
        (fact(AccessStatus.GRANTED, "2014", "2014-06"), fact(AccessStatus.DENIED, "2015"), False),
        (fact(AccessStatus.GRANTED, "2014", "2017-02"), fact(AccessStatus.REVOKED, "2016-03"), True),
        (fact(AccessStatus.GRANTED, "2013", "2016"), fact(AccessStatus.REVOKED, "2016-03"), False),
        (fact(AccessStatus.OFFERED, "2015"), fact(AccessStatus.DENIED, "2015"), False),
        (fact(AccessStatus.REVOKED, "2015"), fact(AccessStatus.REVOKED, "2016-03"), True),
        (fact(AccessStatus.REVOKED, "2016"), fact(AccessStatus.REVOKED, "2016-03"), False),
        (fact(AccessStatus.GRANTED, "2014"), fact(AccessStatus.USED, "2015"), False),
        (fact(AccessStatus.USED), fact(AccessStatus.DENIED), True),
    ],
)
def test_facts_that_cannot_both_hold_are_both_shown(one: AccessFact, other: AccessFact, cannot_both_hold: bool) -> None:
    assert disagree(one, other) is disagree(other, one) is cannot_both_hold
    cell = table_of(one, other).cells[ACTOR.id, READ.id]
    assert set(cell.facts) == {one, other}
    assert ("do not agree" in summary(cell)) is cannot_both_hold


def test_a_fact_without_a_passage_counts_as_unsourced_and_a_cell_says_what_it_rests_on() -> None:
    table = table_of(fact(AccessStatus.GRANTED), fact(AccessStatus.POSSIBLE, sourced=False))
    assert (table.unsourced, table.fact_count, counted(table.cells[ACTOR.id, READ.id])) == (1, 2, "2 facts, 1 passage.")
    assert access_table_of(Desk(names=(ACTOR,), permissions=(READ,))).actors == ()
