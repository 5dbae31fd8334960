"""Intents on documents and on the case itself. Adding documents is `importing`."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future

from reviewer.errors import UsageError
from reviewer.i18n import tr
from reviewer.model.changes import Changes, RecordKind
from reviewer.model.document import Provenance
from reviewer.model.ids import DocumentId
from reviewer.services.dates import checked_date
from reviewer.services.session import Session
from reviewer.store.history.recorder import Recorder
from reviewer.store.reader import CaseReader
from reviewer.store.records.fields import provenance_fields


def rename_document(session: Session, *, document: DocumentId, name: str, initiator: str = "") -> Future[Changes]:
    """Change the name that a document goes by in this case; its bytes stay.

    Raises:
        UsageError: (in the future) The name is empty.

    """

    def record(recorder: Recorder, case: CaseReader) -> None:
        case.document(document)
        recorder.update(RecordKind.DOCUMENT, document, {"name": _needed(name, tr("A document needs a name"))})

    return _intent(session, tr("Rename document"), record, initiator)


def set_provenance(
    session: Session, *, document: DocumentId, provenance: Provenance, dated: str | None = None, initiator: str = ""
) -> Future[Changes]:
    """Change how a document was obtained, and when it was written or published: None stays, "" takes that date away.

    Raises:
        UsageError: (in the future) A date cannot be understood.

    """

    def record(recorder: Recorder, case: CaseReader) -> None:
        case.document(document)
        fields = provenance_fields(checked(provenance))
        if dated is not None:
            fields["dated"] = checked_dated(dated)
        recorder.update(RecordKind.DOCUMENT, document, fields)

    return _intent(session, tr("Edit provenance"), record, initiator)


def set_dated(session: Session, *, document: DocumentId, dated: str, initiator: str = "") -> Future[Changes]:
    """Say when a document was written or published (EDTF); "" takes that away.

    Raises:
        UsageError: (in the future) The date cannot be understood.

    """

    def record(recorder: Recorder, case: CaseReader) -> None:
        case.document(document)
        recorder.update(RecordKind.DOCUMENT, document, {"dated": checked_dated(dated)})

    return _intent(session, tr("Date document"), record, initiator)


def remove_document(session: Session, *, document: DocumentId, initiator: str = "") -> Future[Changes]:
    """Take a document out of the list, with its passages and their links. Its bytes stay in the case so that it can be undone."""

    def record(recorder: Recorder, case: CaseReader) -> None:
        case.document(document)
        recorder.delete_document_tree(document)

    return _intent(session, tr("Remove document"), record, initiator)


def move_document(session: Session, *, document: DocumentId, position: int, initiator: str = "") -> Future[Changes]:
    """Move a document to place `position` (from 0) in the list."""

    def record(recorder: Recorder, case: CaseReader) -> None:
        case.document(document)
        order = [one.document.id for one in case.documents() if one.document.id != document]
        order.insert(max(0, min(position, len(order))), document)
        for place, one in enumerate(order):
            recorder.update(RecordKind.DOCUMENT, one, {"position": place})

    return _intent(session, tr("Move document"), record, initiator)


def edit_case(
    session: Session, *, title: str | None = None, desk_label: str | None = None, initiator: str = ""
) -> Future[Changes]:
    """Change the case's title, and the author written into annotated copies: the desk's name, never a person's. None stays.

    Raises:
        UsageError: (in the future) The title or the label is empty.

    """

    def record(recorder: Recorder, case: CaseReader) -> None:
        fields = {}
        if title is not None:
            fields["title"] = _needed(title, tr("A case needs a title"))
        if desk_label is not None:
            fields["desk_label"] = _needed(desk_label, tr("The desk needs a label"))
        recorder.update(RecordKind.CASE, case.info().id, fields)

    both = title is not None and desk_label is not None
    words = tr("Edit case") if both else tr("Rename case") if desk_label is None else tr("Change desk label")
    return _intent(session, words, record, initiator)


def checked(provenance: Provenance) -> Provenance:
    """Return provenance as the case keeps it: trimmed, empty parts as None.

    Raises:
        UsageError: The date cannot be understood.

    """
    on = (provenance.obtained_on or "").strip()
    return Provenance(
        obtained_how=(provenance.obtained_how or "").strip() or None,
        obtained_from=(provenance.obtained_from or "").strip() or None,
        obtained_on=checked_date(on) if on else None,
        publication=provenance.publication,
    )


def checked_dated(text: str) -> str | None:
    """Return when a document was written or published, as the case keeps it; None where nothing is said.

    Raises:
        UsageError: The date cannot be understood.

    """
    return checked_date(text) if text.strip() else None


def _needed(text: str, otherwise: str) -> str:
    trimmed = text.strip()
    if not trimmed:
        raise UsageError(otherwise)
    return trimmed


def _intent(session: Session, words: str, fn: Callable[[Recorder, CaseReader], None], initiator: str) -> Future[Changes]:
    return session.intend(lambda: session.record(words, fn, initiator=initiator).result()[1])
