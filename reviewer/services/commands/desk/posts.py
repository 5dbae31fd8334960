"""Intents on posts: what a picture of one says, put right by hand."""

from __future__ import annotations

from concurrent.futures import Future

from reviewer.errors import UsageError
from reviewer.i18n import tr
from reviewer.model.changes import Changes, RecordKind, Value
from reviewer.model.ids import DocumentId
from reviewer.services.commands.desk import typed
from reviewer.services.commands.desk.intent import intend
from reviewer.services.session import Session
from reviewer.store.history.recorder import Recorder
from reviewer.store.reader import CaseReader


def set_post(
    session: Session,
    *,
    document: DocumentId,
    page: int = 0,
    author: str = "",
    handle: str = "",
    text: str = "",
    shown_time: str = "",
    address: str = "",
    initiator: str = "",
) -> Future[Changes]:
    """Keep what the post on a page (from 0) of a document says, in place of what was kept before.

    Raises:
        UsageError: (in the future) There is no such page, or nothing is said.

    """

    def record(recorder: Recorder, case: CaseReader) -> None:
        if not 0 <= page < case.document(document).page_count:
            raise UsageError(tr("The document has no page {page}").format(page=page + 1))
        said: dict[str, Value] = {
            "author": typed.line(author, tr("The author"), required=False),
            "handle": typed.line(handle, tr("The handle"), required=False),
            "post": typed.words(text, tr("The text"), required=False),
            "shown_time": typed.line(shown_time, tr("The time shown"), required=False),
            "address": typed.line(address, tr("The address"), required=False),
        }
        if not any(said.values()):
            raise UsageError(tr("Nothing is said of the post"), tr("Fill in at least one field, or remove the card."))
        kept = next((one for one in case.desk.load().posts if (one.document, one.page) == (document, page)), None)
        if kept is not None:
            recorder.update(RecordKind.POST, kept.id, said)
        else:
            place: dict[str, Value] = {"document": document, "page": page, "created_at": recorder.at}
            recorder.insert(RecordKind.POST, recorder.new_id(), said | place)

    return intend(session, tr("Write down a post"), record, initiator)


def remove_post(session: Session, *, document: DocumentId, page: int = 0, initiator: str = "") -> Future[Changes]:
    """Forget what a post says; the picture stays.

    Raises:
        UsageError: (in the future) Nothing is written down of it.

    """

    def record(recorder: Recorder, case: CaseReader) -> None:
        kept = next((one for one in case.desk.load().posts if (one.document, one.page) == (document, page)), None)
        if kept is None:
            raise UsageError(tr("Nothing is written down of a post on this page"))
        recorder.delete(RecordKind.POST, kept.id)

    return intend(session, tr("Remove post"), record, initiator)
