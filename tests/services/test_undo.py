"""Undo and redo: any depth, in order, and never more than what was done."""

from __future__ import annotations

from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviewer.errors import CaseError, NoLongerAppliesError, UsageError
from reviewer.model.changes import Changes, RecordKind
from reviewer.services import commands
from reviewer.services.events import CaseChanged, Event, HistoryChanged
from reviewer.services.session import Session
from reviewer.services.undo import History
from reviewer.store.case_file import CaseFile


def texts(session: Session) -> list[str]:
    return [one.claim.text for one in session.read(lambda case: case.claims()).result()]


def test_undo_and_redo_go_to_any_depth(session: Session) -> None:
    history = History(session)
    states = [texts(session)]
    for n in range(12):
        commands.add_claim(session, text=f"claim {n}").result()
        states.append(texts(session))
    for wanted in reversed(states[:-1]):
        history.undo().result()
        assert texts(session) == wanted
    assert history.undo_words is None
    for wanted in states[1:]:
        history.redo().result()
        assert texts(session) == wanted
    assert history.redo_words is None


def test_an_undo_asked_for_at_once_undoes_the_intent_that_is_still_pending(session: Session) -> None:
    history = History(session)
    adding = commands.add_claim(session, text="a")
    undoing = history.undo()
    adding.result()
    assert undoing.result().intent == "Add claim"
    assert texts(session) == []


def test_a_new_intent_ends_what_can_be_done_again(session: Session) -> None:
    history = History(session)
    commands.add_claim(session, text="a").result()
    history.undo().result()
    assert history.redo_words is not None
    commands.add_claim(session, text="b").result()
    assert history.redo_words is None
    with pytest.raises(UsageError, match="nothing to redo"):
        history.redo().result()


def test_the_menu_is_told_in_the_words_of_the_intents(session: Session, told: list[Event]) -> None:
    history = History(session)
    made, _ = commands.add_claim(session, text="a").result()
    commands.edit_claim(session, claim=made, text="b").result()
    history.undo().result()
    words = [(one.undo_words, one.redo_words) for one in told if isinstance(one, HistoryChanged)]
    assert words == [("Add claim", None), ("Edit claim", None), ("Add claim", "Edit claim")]
    assert (history.undo_words, history.redo_words) == words[-1]


def test_with_nothing_done_there_is_nothing_to_undo(session: Session) -> None:
    with pytest.raises(UsageError, match="nothing to undo"):
        History(session).undo().result()
    assert session.pending == 0


def test_what_was_done_before_this_session_is_not_undone(session: Session) -> None:
    commands.add_claim(session, text="earlier").result()
    history = History(session)
    assert history.undo_words is None


def test_every_undo_and_redo_is_in_the_journal(session: Session) -> None:
    history = History(session)
    commands.add_claim(session, text="a").result()
    history.undo().result()
    history.redo().result()
    entries = session.read(lambda case: list(case.journal())).result()
    added, undone, redone = entries[-3:]
    assert undone.undoes == added.seq
    assert redone.redoes is not None
    assert texts(session) == ["a"]


def test_intents_of_one_visit_are_one_step_and_end_what_can_be_done_again(session: Session) -> None:
    history = History(session)
    made, _ = commands.add_claim(session, text="a").result()
    for text in ("ab", "abc"):
        commands.edit_claim(session, claim=made, text=text, initiator="visit 1").result()
    commands.add_claim(session, text="z").result()
    history.undo().result()
    commands.edit_claim(session, claim=made, text="abcd", initiator="visit 1").result()
    assert history.redo_words is None
    history.undo().result()
    assert texts(session) == ["a"]
    assert history.undo_words == "Add claim"
    history.redo().result()
    assert texts(session) == ["abcd"]
    commands.edit_claim(session, claim=made, text="x", initiator="visit 2").result()
    history.undo().result()
    assert texts(session) == ["abcd"]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(["add", "edit", "remove", "undo", "redo"]), max_size=20))
def test_any_sequence_goes_back_and_forth_exactly(session: Session, acts: list[str]) -> None:
    for claim in session.read(lambda case: case.claims()).result():
        commands.remove_claim(session, claim=claim.claim.id).result()
    history = History(session)
    past, future = [texts(session)], [[""]][:0]
    for n, act in enumerate(acts):
        ids = [one.claim.id for one in session.read(lambda case: case.claims()).result()]
        if act == "undo":
            if history.undo_words:
                history.undo().result()
                future.append(past.pop())
        elif act == "redo":
            if history.redo_words:
                history.redo().result()
                past.append(future.pop())
        else:
            if act == "add" or not ids:
                commands.add_claim(session, text=f"claim {n}").result()
            elif act == "edit":
                commands.edit_claim(session, claim=ids[0], text=f"edited {n}").result()
            else:
                commands.remove_claim(session, claim=ids[0]).result()
            past.append(texts(session))
            future.clear()
        assert texts(session) == past[-1]
        assert bool(history.undo_words) == (len(past) > 1)
        assert bool(history.redo_words) == bool(future)


def test_a_step_that_is_cut_short_tells_what_was_undone_of_it_and_can_redo_that(
    session: Session, told: list[Event], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a disk that fills up between two documents of one drop."""
    history = History(session)
    for text in ("a", "b"):
        commands.add_claim(session, text=text, initiator="drop").result()
    told.clear()
    revert, calls = CaseFile.revert, count()

    def once(case: CaseFile, *given: Any, **named: Any) -> Changes:
        if next(calls):
            raise CaseError("full")
        return revert(case, *given, **named)

    with monkeypatch.context() as patched:
        patched.setattr(CaseFile, "revert", once)
        with pytest.raises(CaseError, match="full"):
            history.undo().result()
    assert texts(session) == ["a"]
    assert [one.changes.undoes for one in told if isinstance(one, CaseChanged)] == [3]
    history.redo().result()
    assert texts(session) == ["a", "b"]
    history.undo().result()
    history.undo().result()
    assert texts(session) == [], "what was left of the step can be undone still"


def test_an_undo_that_the_case_was_too_busy_for_can_be_tried_again(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_given: object, **_named: object) -> Changes:
        raise CaseError("busy")

    history = History(session)
    commands.add_claim(session, text="a").result()
    for move, left in ((history.undo, []), (history.redo, ["a"])):
        with monkeypatch.context() as patched:
            patched.setattr(CaseFile, "revert", busy)
            with pytest.raises(CaseError, match="busy"):
                move().result()
        move().result()
        assert texts(session) == left


def test_a_step_that_no_longer_applies_is_dropped(session: Session) -> None:
    history = History(session)
    claim, _ = commands.add_claim(session, text="a").result()
    session.record("elsewhere", lambda recorder, _: recorder.update(RecordKind.CLAIM, claim, {"text": "b"})).result()
    history._done.pop()
    with pytest.raises(NoLongerAppliesError):
        history.undo().result()
    assert history.undo_words is None


def test_what_is_typed_after_something_else_is_a_step_of_its_own(session: Session) -> None:
    history = History(session)
    claim, _ = commands.add_claim(session, text="a").result()
    commands.edit_claim(session, claim=claim, text="a b", initiator="visit").result()
    commands.add_claim(session, text="between").result()
    commands.edit_claim(session, claim=claim, text="a b c", initiator="visit").result()
    history.undo().result()
    assert texts(session) == ["a b", "between"]
