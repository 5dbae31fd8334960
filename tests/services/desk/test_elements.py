"""Taking a claim apart: elements stand where their words do, and follow them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.errors import UsageError
from reviewer.model.claim import Claim, ElementPart, Words
from reviewer.model.ids import ClaimId
from reviewer.services import commands
from reviewer.services.commands.desk.elements import add_element, set_part
from reviewer.services.commands.element_words import find_words, followed, trimmed
from reviewer.services.session import Session
from reviewer.services.undo import History

DENIAL = "We never asked for, or accessed, anyone’s private messages. 😀"


def add(session: Session, text: str = DENIAL) -> ClaimId:
    return commands.add_claim(session, text=text).result()[0]


def cut(session: Session, claim: ClaimId, words: str, part: ElementPart | None = None) -> ClaimId:
    return add_element(session, claim=claim, words=find_words(DENIAL, words), part=part).result()[0]


def elements(session: Session, claim: ClaimId) -> list[Claim]:
    found = session.read(lambda case: case.claims()).result()
    return [one.claim for one in found if one.claim.parent == claim]


def places(session: Session, claim: ClaimId) -> dict[str, Words | None]:
    return {one.text: one.words for one in elements(session, claim)}


def test_elements_stand_in_the_order_of_their_words(session: Session) -> None:
    claim = add(session)
    cut(session, claim, "accessed", ElementPart.DID_WHAT)
    cut(session, claim, "asked for", ElementPart.DID_WHAT)
    cut(session, claim, "never", ElementPart.HEDGE)
    found = elements(session, claim)
    assert [one.text for one in found] == ["never", "asked for", "accessed"]
    assert all(one.words is not None and DENIAL[one.words.start : one.words.end] == one.text for one in found)
    assert found[0].part is ElementPart.HEDGE


def test_one_undo_takes_an_element_off_again(session: Session) -> None:
    history = History(session)
    claim = add(session)
    cut(session, claim, "accessed")
    history.undo().result()
    assert elements(session, claim) == []
    history.redo().result()
    assert [one.text for one in elements(session, claim)] == ["accessed"]


def test_words_belong_to_one_element(session: Session) -> None:
    claim = add(session)
    cut(session, claim, "never asked for")
    with pytest.raises(UsageError, match="belong to the element “never asked for”"):
        cut(session, claim, "asked")


def test_an_element_that_was_typed_is_put_where_its_words_stand(session: Session) -> None:
    claim = add(session)
    typed = commands.add_claim(session, text="Asked for", parent=claim).result()[0]
    assert cut(session, claim, "asked for") == typed
    assert len(elements(session, claim)) == 1


def test_what_is_no_element_of_a_claim_is_refused(session: Session) -> None:
    claim = add(session)
    element = cut(session, claim, "accessed")
    with pytest.raises(UsageError, match="cannot have elements"):
        add_element(session, claim=element, words=Words(0, 3)).result()
    with pytest.raises(UsageError, match="no words of the claim"):
        add_element(session, claim=claim, words=Words(2, 3)).result()
    with pytest.raises(UsageError, match="Only an element"):
        set_part(session, element=claim, part=ElementPart.WHO).result()
    with pytest.raises(UsageError, match="does not say"):
        find_words(DENIAL, "denied")
    with pytest.raises(UsageError, match="more than once"):
        find_words(DENIAL, "e")


def test_elements_follow_the_words_of_a_claim_that_is_put_right(session: Session) -> None:
    claim = add(session)
    cut(session, claim, "asked for")
    cut(session, claim, "accessed")
    commands.edit_claim(session, claim=claim, text="Lumenreel: we never asked for, or used, private messages").result()
    found = places(session, claim)
    assert found["asked for"] == Words(20, 29)
    assert found["accessed"] is None


def test_an_element_that_becomes_a_claim_stands_in_none(session: Session) -> None:
    claim = add(session)
    element = cut(session, claim, "accessed")
    commands.move_claim(session, claim=element, position=0).result()
    found = session.read(lambda case: case.claim(element)).result()
    assert found is not None
    assert (found.claim.parent, found.claim.words) == (None, None)


@given(st.text(max_size=30), st.text(min_size=1, max_size=8), st.text(max_size=30), st.text(max_size=10))
def test_words_are_followed_to_themselves_or_nowhere(before: str, said: str, after: str, put_in: str) -> None:
    words = Words(len(before), len(before) + len(said))
    changed = put_in + before + said + after
    at = followed(before + said + after, changed, words)
    assert at is None or changed[at.start : at.end] == said


@given(st.text(max_size=40), st.integers(-3, 45), st.integers(-3, 45))
def test_what_is_selected_is_trimmed_to_words(text: str, start: int, end: int) -> None:
    try:
        at = trimmed(text, Words(start, end))
    except UsageError:
        return
    said = text[at.start : at.end]
    assert said
    assert said == said.strip()
    assert said in text[max(start, 0) : max(end, 0)]
