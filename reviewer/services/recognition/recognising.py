"""Recognising the text of pages that have none: in the background, a page at a time, as far as it gets.

Owns how a run is begun, for the window and the command line. A page that was read is kept at once, so a run may be cancelled
or killed at any moment, and the next one goes on with what is left. At the end of its part of a run each document gets one entry
in the journal. One process draws the pages, another that never sees the document recognises them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from concurrent.futures import Future
from functools import partial

from reviewer.documents.recognising.engines import reads_by
from reviewer.documents.recognising.trained_data import TrainedData, find_trained_data, own_folder
from reviewer.looking.garbled import is_garbled
from reviewer.model.document import Document
from reviewer.model.ids import DocumentId
from reviewer.services.events import RecognitionProgress
from reviewer.services.recognition.recognition_agenda import Agenda
from reviewer.services.recognition.recognition_result import RecognitionResult
from reviewer.services.recognition.recognition_run import RecognitionRun, vouched
from reviewer.services.session import Session
from reviewer.settings.preferences import Settings
from reviewer.store.history.journal import RECOGNITION
from reviewer.store.reader import CaseReader

__all__ = ["RecognitionResult", "gather", "gather_again", "languages", "recognise"]


def languages(settings: Settings, chosen: Sequence[str] = ()) -> TrainedData:
    """Return the languages that text is recognised in: those that are chosen here, else those that the preferences choose.

    Raises:
        RecognitionError: There are none on this computer, or not one of these.

    """
    values = settings.values
    return find_trained_data(own_folder(values.trained_data), chosen or values.languages)


def gather(
    session: Session, agenda: Agenda, documents: Sequence[DocumentId] | None = None, *, also_failed: bool = False
) -> Future[int]:
    """Put the pages that have no words, or only a few over a picture, and were not read before, on an agenda.

    What a run that was killed left is vouched for first, as far as it is this machine's; else its pages are read again.

    Args:
        session: The open case.
        agenda: Where they go.
        documents: Of which documents, in this order; of all of the case where None.
        also_failed: Also those that this program could not read before.

    Returns:
        (in the future) How many they are.

    """

    def run() -> int:
        return _put_wordless(session, agenda, _documents(session, documents), also_failed=also_failed)

    return session.job(run)


def gather_again(
    session: Session, agenda: Agenda, document: DocumentId, pages: Collection[int] | None = None, *, garbled: bool = False
) -> Future[int]:
    """Put pages on an agenda that have words already, to be read again from what they show. All texts are kept.

    Pages on which a person corrected words are left out: these corrections stand in the text that was read.

    Args:
        session: The open case.
        agenda: Where they go.
        document: Of which document.
        pages: Which (from 0); all where None.
        garbled: Only those whose text makes no sense.

    Returns:
        (in the future) How many they are.

    """

    def wanted(case: CaseReader, found: Document) -> list[int]:
        texts = case.page_texts(document)
        return [
            page
            for page in range(found.page_count)
            if (pages is None or page in pages)
            and (not garbled or (page in texts and is_garbled(texts[page][0])))
            and not case.recognised.corrections(document, page)
        ]

    def run() -> int:
        for found in _documents(session, (document,)):
            chosen = session.read(partial(wanted, found=found)).result()
            agenda.put(found, chosen)
            return len(chosen)
        return 0

    return session.job(run)


def recognise(
    session: Session,
    trained: TrainedData,
    documents: Sequence[DocumentId] | None = None,
    *,
    agenda: Agenda | None = None,
    begun: Callable[[RecognitionProgress], None] = lambda _progress: None,
    progress: Callable[[RecognitionProgress], None] = lambda _progress: None,
    cancelled: Callable[[], bool] = lambda: False,
    held: Callable[[], bool] = lambda: False,
) -> Future[tuple[RecognitionResult, ...]]:
    """Recognise the text of pages that have no words, or only a few over a picture, and were not read before.

    Args:
        session: The open case.
        trained: In which languages.
        documents: Which documents, in this order; all of the case where None.
        agenda: What is to be read instead, page by page; more may be put there meanwhile.
        begun: Called before each page, on another thread: a large picture takes its time.
        progress: Called after each page, on another thread; the same is published as an event.
        cancelled: Asked often. What was read by then is kept, and is what the future holds; what was not is on the agenda.
        held: Asked before each page: no other is begun while it says so.

    Raises:
        RecognitionError: (in the future) What is known of the languages cannot be read.
        NotIsolatedError: (in the future) Nothing on this computer would isolate what recognises.
        CaseError: (in the future) The case cannot be written.

    """

    def stopped() -> bool:
        return cancelled() or session.closing.is_set()

    def tell(one: RecognitionProgress) -> None:
        session.events.publish(one)
        progress(one)

    def run() -> tuple[RecognitionResult, ...]:
        found = _documents(session, documents) if agenda is None else []
        pages = agenda or Agenda()
        with session.workers.turn_to_recognise(stopped) as recognises:
            if not recognises:
                return ()
            _put_wordless(session, pages, found, also_failed=True)
            recogniser = session.workers.recogniser(trained)
            try:
                return RecognitionRun(session, recogniser, pages, begun, tell, stopped, held).all_of(found)
            finally:
                recogniser.close()

    return session.job(run)


def _documents(session: Session, wanted: Sequence[DocumentId] | None) -> list[Document]:
    found = session.read(lambda case: [one.document for one in case.documents()]).result()
    by_id = {one.id: one for one in found}
    return found if wanted is None else [by_id[one] for one in wanted if one in by_id]


def _put_wordless(session: Session, agenda: Agenda, documents: Sequence[Document], *, also_failed: bool) -> int:
    """Put pages without words on an agenda, and return how many they are."""
    _end_killed_runs(session, documents)
    count = 0
    for one in documents:
        pages = _wordless(session, one, "" if also_failed else reads_by())
        agenda.put(one, pages)
        count += len(pages)
    return count


def _end_killed_runs(session: Session, documents: Sequence[Document]) -> None:
    """Have an entry vouch for pages that were read without one, those of documents in which nothing is being read."""
    left = session.read(lambda case: case.recognised.unvouched(), background=True).result()
    for one in documents:
        if one.sha256 in left:
            session.write(partial(vouched, session=session, document=one), background=True, initiator=RECOGNITION).result()


def _wordless(session: Session, document: Document, but_failed_by: str) -> tuple[int, ...]:
    def read(case: CaseReader) -> tuple[int, ...]:
        return case.recognised.wordless(document.sha256, document.page_count, but_failed_by=but_failed_by)

    return session.read(read, background=True).result()
