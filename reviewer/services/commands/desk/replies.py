"""Intents on the right of reply: what was asked of whom, what came back, and a claim that is ready."""

from __future__ import annotations

from concurrent.futures import Future

from reviewer.errors import UsageError
from reviewer.i18n import tr
from reviewer.model.changes import Changes, RecordKind, Value
from reviewer.model.ids import ClaimId, DocumentId
from reviewer.services.commands.claims import the_claim
from reviewer.services.commands.desk import typed
from reviewer.services.commands.desk.intent import found, intend, make
from reviewer.services.session import Session
from reviewer.store.history.recorder import Recorder
from reviewer.store.reader import CaseReader


def ask_for_reply(
    session: Session,
    *,
    claim: ClaimId,
    asked: str,
    asked_of: str,
    asked_on: str | None = None,
    deadline: str | None = None,
    initiator: str = "",
) -> Future[tuple[str, Changes]]:
    """Write down what was put to whom about a claim.

    Raises:
        UsageError: (in the future) It does not say what or of whom, a date is none, or the deadline is before the question.

    """

    def record(recorder: Recorder, case: CaseReader) -> str:
        if the_claim(case, claim).claim.parent is not None:
            raise UsageError(tr("A reply is asked for to a whole claim"), tr("Choose the claim above this element."))
        made = recorder.new_id()
        fields: dict[str, Value] = {
            "claim": claim,
            "answer": "",
            "created_at": recorder.at,
            **_question(asked, asked_of, asked_on, deadline),
        }
        recorder.insert(RecordKind.REPLY, made, fields)
        return made

    return make(session, tr("Ask for a reply"), record, initiator)


def edit_question(
    session: Session,
    *,
    reply: str,
    asked: str,
    asked_of: str,
    asked_on: str | None = None,
    deadline: str | None = None,
    initiator: str = "",
) -> Future[Changes]:
    """Change what was asked, of whom and when."""

    def record(recorder: Recorder, case: CaseReader) -> None:
        found(case.desk.load().replies, reply, tr("question"))
        recorder.update(RecordKind.REPLY, reply, _question(asked, asked_of, asked_on, deadline))

    return intend(session, tr("Edit question"), record, initiator)


def answer(
    session: Session,
    *,
    reply: str,
    text: str = "",
    answered_on: str | None = None,
    claim: ClaimId | None = None,
    document: DocumentId | None = None,
    initiator: str = "",
) -> Future[Changes]:
    """Write down an answer: in words, as a statement of the case, or as a document of it. Nothing of it takes it back.

    Raises:
        UsageError: (in the future) The question, the statement or the document is not there, or the date is none.

    """

    def record(recorder: Recorder, case: CaseReader) -> None:
        asked = found(case.desk.load().replies, reply, tr("question"))
        if claim is not None:
            the_claim(case, claim)
            if claim == asked.claim:
                raise UsageError(tr("A claim cannot be the answer to a question about itself"), tr("Choose another statement."))
        if document is not None:
            case.document(document)
        fields: dict[str, Value] = {
            "answer": typed.words(text, tr("The answer"), required=False),
            "answered_on": typed.date(answered_on),
            "answer_claim": claim,
            "answer_document": document,
        }
        recorder.update(RecordKind.REPLY, reply, fields)

    return intend(session, tr("Write down a reply"), record, initiator)


def remove_reply(session: Session, *, reply: str, initiator: str = "") -> Future[Changes]:
    """Take a question away, with its answer."""

    def record(recorder: Recorder, case: CaseReader) -> None:
        found(case.desk.load().replies, reply, tr("question"))
        recorder.delete(RecordKind.REPLY, reply)

    return intend(session, tr("Remove question"), record, initiator)


def set_ready(session: Session, *, claim: ClaimId, ready: bool, initiator: str = "") -> Future[Changes]:
    """Mark a claim ready to be published, or take that back. Whether anybody was asked for a reply is told, and does not hinder.

    Raises:
        UsageError: (in the future) The claim is not there, or an element.

    """

    def record(recorder: Recorder, case: CaseReader) -> None:
        if the_claim(case, claim).claim.parent is not None:
            raise UsageError(tr("A whole claim is ready, not one element"), tr("Choose the claim above this element."))
        recorder.update(RecordKind.CLAIM, claim, {"ready": 1 if ready else None})

    return intend(session, tr("Mark ready") if ready else tr("Mark not ready"), record, initiator)


def _question(asked: str, asked_of: str, asked_on: str | None, deadline: str | None) -> dict[str, Value]:
    put, due = typed.date(asked_on), typed.date(deadline)
    return {
        "asked": typed.words(asked, tr("A question")),
        "asked_of": typed.line(asked_of, tr("Who was asked")),
        "asked_on": put,
        "deadline": due,
    }
