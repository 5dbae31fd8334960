"""Intents on events: what happened when."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Future

from reviewer.i18n import tr
from reviewer.model.changes import Changes, RecordKind, Value
from reviewer.model.ids import EventId, PassageId
from reviewer.services.commands.desk import typed
from reviewer.services.commands.desk.citations import insert_citation
from reviewer.services.commands.desk.intent import found, intend, make
from reviewer.services.session import Session
from reviewer.store.history.recorder import Recorder
from reviewer.store.reader import CaseReader


def add_event(
    session: Session, *, event: str, date: str, note: str = "", passages: Iterable[PassageId] = (), initiator: str = ""
) -> Future[tuple[EventId, Changes]]:
    """Add what happened, and when (EDTF); without a passage it is unsourced.

    Raises:
        UsageError: (in the future) It says nothing, the date is none, or a passage is not there.

    """
    cited = tuple(dict.fromkeys(passages))

    def record(recorder: Recorder, case: CaseReader) -> EventId:
        made = EventId(recorder.new_id())
        fields: dict[str, Value] = {
            "event": typed.words(event, tr("An event")),
            "date": typed.required_date(date, tr("The event")),
            "note": typed.words(note, tr("The note"), required=False),
            "created_at": recorder.at,
        }
        recorder.insert(RecordKind.EVENT, made, fields)
        for one in cited:
            insert_citation(recorder, case, one, event=made)
        return made

    return make(session, tr("Add event"), record, initiator)


def edit_event(
    session: Session,
    *,
    event: EventId,
    text: str | None = None,
    date: str | None = None,
    note: str | None = None,
    initiator: str = "",
) -> Future[Changes]:
    """Change what happened, when, or the note; what is None stays."""

    def record(recorder: Recorder, case: CaseReader) -> None:
        found(case.desk.load().events, event, tr("event"))
        fields: dict[str, Value] = {}
        if text is not None:
            fields["event"] = typed.words(text, tr("An event"))
        if date is not None:
            fields["date"] = typed.required_date(date, tr("The event"))
        if note is not None:
            fields["note"] = typed.words(note, tr("The note"), required=False)
        recorder.update(RecordKind.EVENT, event, fields)

    return intend(session, tr("Edit event"), record, initiator)


def remove_event(session: Session, *, event: EventId, initiator: str = "") -> Future[Changes]:
    """Take an event away; its passages stay."""

    def record(recorder: Recorder, case: CaseReader) -> None:
        found(case.desk.load().events, event, tr("event"))
        recorder.delete_tree(RecordKind.EVENT, event)

    return intend(session, tr("Remove event"), record, initiator)
