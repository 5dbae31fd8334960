"""Intents on claims: what is kept, what is refused with a sentence, and what the views are told."""

from __future__ import annotations

import pytest

from reviewer.errors import UsageError
from reviewer.model.changes import RecordKind
from reviewer.model.claim import ClaimKind
from reviewer.model.ids import ClaimId
from reviewer.services import commands
from reviewer.services.events import CaseChanged, Event, PendingChanged
from reviewer.services.session import Session
from reviewer.services.undo import History


def claims(session: Session) -> list[tuple[str, str]]:
    return [(one.number, one.claim.text) for one in session.read(lambda case: case.claims()).result()]


def add(session: Session, text: str, parent: ClaimId | None = None) -> ClaimId:
    return commands.add_claim(session, text=text, parent=parent).result()[0]


def test_a_claim_goes_with_all_below_it_however_deep(session: Session) -> None:
    """Cases from elsewhere may nest deeper than this program does."""
    top = add(session, "top")
    middle = add(session, "middle", top)
    low, keep = add(session, "low"), add(session, "keep")
    session.record("Nest", lambda recorder, _: recorder.update(RecordKind.CLAIM, low, {"parent": middle})).result()
    changes = commands.remove_claim(session, claim=top).result()
    assert set(changes.removed(RecordKind.CLAIM)) == {top, middle, low}
    assert [one.claim.id for one in session.read(lambda case: case.claims()).result()] == [keep]


def test_a_claim_is_kept_with_everything_said_of_it(session: Session) -> None:
    made, _ = commands.add_claim(
        session,
        text="  We never asked. ",
        speaker="Lumenreel",
        date="2018-12-19~",
        channel="post",
        kind=ClaimKind.DENIAL,
        note="first",
    ).result()
    found = session.read(lambda case: case.claim(made)).result()
    assert found is not None
    claim = found.claim
    assert (claim.text, claim.speaker, claim.date, claim.channel, claim.kind, claim.note) == (
        "We never asked.",
        "Lumenreel",
        "2018-12-19~",
        "post",
        ClaimKind.DENIAL,
        "first",
    )


def test_elements_are_numbered_below_their_claim(session: Session) -> None:
    first = add(session, "never asked for, or accessed")
    add(session, "second")
    add(session, "asked", first)
    add(session, "accessed", first)
    assert claims(session) == [("1", "never asked for, or accessed"), ("1.1", "asked"), ("1.2", "accessed"), ("2", "second")]


def test_an_element_of_an_element_is_refused(session: Session) -> None:
    element = add(session, "asked", add(session, "claim"))
    with pytest.raises(UsageError, match="elements of its own"):
        add(session, "deeper", element)


@pytest.mark.parametrize(("fields", "said"), [({"text": " \n"}, "needs words"), ({"text": "x", "date": "03/04/2026"}, "date")])
def test_what_cannot_be_taken_is_refused_and_leaves_nothing(session: Session, fields: dict[str, str], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        commands.add_claim(session, **fields).result()
    assert claims(session) == []


def test_editing_changes_what_is_named_and_nothing_else(session: Session) -> None:
    made, _ = commands.add_claim(session, text="a", speaker="b", date="2018").result()
    changes = commands.edit_claim(session, claim=made, speaker="", text="c").result()
    found = session.read(lambda case: case.claim(made)).result()
    assert found is not None
    assert (found.claim.text, found.claim.speaker, found.claim.date) == ("c", None, "2018")
    assert {one.field for one in changes.changes} == {"text", "speaker"}


def test_an_edit_that_changes_nothing_is_no_entry(session: Session, told: list[Event]) -> None:
    made = add(session, "a")
    told.clear()
    commands.edit_claim(session, claim=made, text="a").result()
    assert not [one for one in told if isinstance(one, CaseChanged)]


def test_moving_orders_and_changes_the_parent(session: Session) -> None:
    one, two, three = (add(session, text) for text in ("one", "two", "three"))
    commands.move_claim(session, claim=three, position=0).result()
    assert [text for _, text in claims(session)] == ["three", "one", "two"]
    commands.move_claim(session, claim=two, position=0, parent=one).result()
    assert claims(session) == [("1", "three"), ("2", "one"), ("2.1", "two")]
    with pytest.raises(UsageError, match="elements cannot become"):
        commands.move_claim(session, claim=one, position=0, parent=three).result()


def test_removing_a_claim_removes_its_elements(session: Session) -> None:
    first = add(session, "claim")
    add(session, "element", first)
    changes = commands.remove_claim(session, claim=first).result()
    assert claims(session) == []
    assert len(changes.removed(RecordKind.CLAIM)) == 2


def test_a_claim_that_is_gone_is_said_to_be(session: Session) -> None:
    made = add(session, "claim")
    commands.remove_claim(session, claim=made).result()
    with pytest.raises(UsageError, match="no longer there"):
        commands.edit_claim(session, claim=made, text="x").result()


def test_listeners_hear_of_pending_and_then_of_the_change(session: Session, told: list[Event]) -> None:
    commands.add_claim(session, text="a", initiator="pane").result()
    session.intend(lambda: None).result()
    kinds = [type(one).__name__ if not isinstance(one, PendingChanged) else one.count for one in told[:3]]
    assert kinds[0] == 1
    assert "CaseChanged" in kinds
    changed = next(one for one in told if isinstance(one, CaseChanged))
    assert changed.initiator == "pane"
    assert changed.changes.intent == "Add claim"
    assert session.pending == 0


def test_the_case_itself_can_be_named(session: Session) -> None:
    commands.edit_case(session, title="A new title").result()
    commands.edit_case(session, desk_label="Desk").result()
    info = session.read(lambda case: case.info()).result()
    assert (info.title, info.desk_label) == ("A new title", "Desk")
    with pytest.raises(UsageError, match="needs a title"):
        commands.edit_case(session, title=" ").result()


def test_a_title_and_a_label_given_together_are_one_entry(session: Session) -> None:
    history, before = History(session), session.read(lambda case: case.info()).result()
    commands.edit_case(session, title="A new title", desk_label="Desk").result()
    info = session.read(lambda case: case.info()).result()
    assert (info.title, info.desk_label, info.head_seq) == ("A new title", "Desk", before.head_seq + 1)
    assert history.undo().result().intent == "Edit case"
    info = session.read(lambda case: case.info()).result()
    assert (info.title, info.desk_label) == (before.title, before.desk_label)
