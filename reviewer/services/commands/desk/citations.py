"""Intents on citations: the passage that says a fact or an event, or in which a name is mentioned."""

from __future__ import annotations

from concurrent.futures import Future

from reviewer.errors import UsageError
from reviewer.i18n import tr
from reviewer.model.changes import Changes, RecordKind
from reviewer.model.ids import EventId, FactId, NameId, PassageId
from reviewer.model.names import NameKind
from reviewer.services.commands.desk.intent import found, intend
from reviewer.services.commands.desk.names import insert_name
from reviewer.services.commands.passages import the_passage
from reviewer.services.session import Session
from reviewer.store.history.recorder import Recorder
from reviewer.store.reader import CaseReader


def cite(
    session: Session,
    *,
    passage: PassageId,
    fact: FactId | None = None,
    event: EventId | None = None,
    name: NameId | None = None,
    new_name: tuple[str, NameKind] | None = None,
    initiator: str = "",
) -> Future[Changes]:
    """Say that a passage says a fact or an event, or mentions somebody: one of the three, or somebody who is new to the case.

    Raises:
        UsageError: (in the future) One of them is not there, that is said already, or a new name is somebody's already.

    """

    def record(recorder: Recorder, case: CaseReader) -> None:
        if new_name is not None:
            insert_citation(recorder, case, passage, name=insert_name(recorder, case.desk.load(), *new_name))
            return
        insert_citation(recorder, case, passage, fact=fact, event=event, name=name)

    is_of_name = name is not None or new_name is not None
    return intend(session, tr("Mark where somebody is mentioned") if is_of_name else tr("Cite passage"), record, initiator)


def uncite(
    session: Session,
    *,
    passage: PassageId,
    fact: FactId | None = None,
    event: EventId | None = None,
    name: NameId | None = None,
    initiator: str = "",
) -> Future[Changes]:
    """Take back that a passage says it; the passage stays.

    Raises:
        UsageError: (in the future) It is not said to.

    """

    def record(recorder: Recorder, case: CaseReader) -> None:
        one = case.desk.citation(passage, str(fact or event or name or ""))
        if one is None:
            raise UsageError(tr("The passage is not cited there"), tr("It may have been taken back meanwhile."))
        recorder.delete(RecordKind.CITATION, one)

    return intend(session, tr("Take back a citation"), record, initiator)


def insert_citation(
    recorder: Recorder,
    case: CaseReader,
    passage: PassageId,
    *,
    fact: FactId | None = None,
    event: EventId | None = None,
    name: NameId | None = None,
) -> None:
    """Cite a passage as a part of the intent being recorded; what it is cited for may have been made by that intent."""
    the_passage(case, passage)
    desk = case.desk.load()
    if fact is not None:
        found(desk.facts, fact, tr("access fact"))
    if event is not None:
        found(desk.events, event, tr("event"))
    if name is not None:
        found(desk.names, name, tr("name"))
    fields = {"passage": passage, "fact": fact, "event": event, "name": name, "created_at": recorder.at}
    recorder.insert(RecordKind.CITATION, recorder.new_id(), fields)
