"""Recognising the text of pages that have none: in the background, a page at a time, as far as it gets.

Owns the way from a page's pixels to a layer of text in the case. A page that was read is kept at once, so a run may be cancelled
or killed at any moment, and the next one goes on with what is left. At the end of its part of a run each document gets one entry
in the journal. One process draws the pages, another that never sees the document recognises them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from reviewer.documents.client import Bitmap, OpenDocument
from reviewer.documents.priorities import Priority
from reviewer.documents.recognising.recogniser import Recogniser
from reviewer.documents.recognising.trained_data import TrainedData, find_trained_data
from reviewer.documents.results import shown_page_px
from reviewer.errors import CancelledError, DocumentError, NotIsolatedError, RecognitionError
from reviewer.i18n import tr
from reviewer.model.changes import Changes, RecordKind
from reviewer.model.document import Document
from reviewer.model.ids import DocumentId
from reviewer.model.page import PageInfo
from reviewer.model.recognised import RecognisedPage
from reviewer.services.events import RecognitionProgress
from reviewer.services.page_texts import TextCount
from reviewer.services.recognised_pages import in_page_space, scale_of
from reviewer.services.session import Session
from reviewer.services.waiting import awaited
from reviewer.settings.preferences import Settings
from reviewer.store.case_file import CaseFile
from reviewer.store.history.journal import RECOGNITION

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class RecognitionResult:
    """What became of one document.

    Attributes:
        document: The document.
        pages: How many of its pages were read in this run.
        with_words: On how many of them words were found.
        failed: Numbers of the pages that could not be drawn or read, from 1.
        refused: Why the document could not be opened, as a sentence; else "".
        hint: What to do about that.

    """

    document: Document
    pages: int = 0
    with_words: int = 0
    failed: tuple[int, ...] = ()
    refused: str = ""
    hint: str = ""


def languages(settings: Settings) -> TrainedData:
    """Return the languages that text is recognised in.

    Raises:
        RecognitionError: There are none on this computer.

    """
    own = settings.values.trained_data
    return find_trained_data(Path(own) if own else None)


def recognise(
    session: Session,
    trained: TrainedData,
    documents: Sequence[DocumentId] | None = None,
    *,
    progress: Callable[[RecognitionProgress], None] = lambda _progress: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Future[tuple[RecognitionResult, ...]]:
    """Recognise the text of pages that have no words, or only a few over a picture, and were not read before.

    Args:
        session: The open case.
        trained: In which languages.
        documents: Which documents, in this order; all of the case where None.
        progress: Called after each page, on another thread; the same is published as an event.
        cancelled: Asked several times a second. What was read by then is kept, and is what the future holds.

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
        recogniser = session.workers.recogniser(trained)
        try:
            return tuple(_Run(session, recogniser, tell, stopped).all_of(documents))
        finally:
            recogniser.close()

    return session.job(run)


@dataclass(slots=True)
class _Read:
    """What has become of one document so far; as in `RecognitionResult`."""

    pages: int = 0
    with_words: int = 0
    failed: list[int] = field(default_factory=list)


@dataclass(slots=True)
class _Run:
    """One run under way."""

    session: Session
    recogniser: Recogniser
    tell: Callable[[RecognitionProgress], None]
    stopped: Callable[[], bool]
    done: int = 0
    total: int = 0

    def all_of(self, documents: Sequence[DocumentId] | None) -> Iterator[RecognitionResult]:
        """Yield what became of each document, until the run is stopped."""
        found = self.session.read(lambda case: [one.document for one in case.documents()]).result()
        by_id = {one.id: one for one in found}
        wanted = found if documents is None else [by_id[one] for one in documents if one in by_id]
        left = {one.id: self._left_of(one) for one in wanted}
        self.total = sum(map(len, left.values()))
        for document in wanted:
            if self.stopped():
                return
            yield self._one(document, left[document.id])

    def _left_of(self, document: Document) -> tuple[int, ...]:
        sha256, count = document.sha256, document.page_count
        return self.session.read(lambda case: case.recognised.wordless(sha256, count), background=True).result()

    def _one(self, document: Document, pages: Sequence[int]) -> RecognitionResult:
        out = _Read()
        refused = hint = ""
        try:
            if pages:
                opened = self._wait(self.session.open_document(document.id))
                try:
                    self._read(document, opened, pages, out)
                finally:
                    opened.close()
        except CancelledError:
            pass  # what was read by then is kept
        except (NotIsolatedError, RecognitionError):
            raise
        except DocumentError as error:
            refused, hint = error.summary, error.hint
        finally:
            self._record(document)
        return RecognitionResult(document, out.pages, out.with_words, tuple(out.failed), refused, hint)

    def _read(self, document: Document, opened: OpenDocument, pages: Sequence[int], out: _Read) -> None:
        """Read pages one after the other, the next one drawn meanwhile."""
        infos = {page: self._wait(opened.pages(page, 1))[0] for page in pages[:1]}
        drawing = self._draw(opened, infos[pages[0]])
        try:
            for page, following in zip(pages, [*pages[1:], None], strict=True):
                info, drawn = infos.pop(page), drawing
                picture = self._drawn(drawn)
                if following is not None:
                    infos[following] = self._wait(opened.pages(following, 1))[0]
                    drawing = self._draw(opened, infos[following])
                found = None if picture is None else self._recognised(picture, info, is_screen=document.is_image)
                self.done += 1
                if found is None:
                    out.failed.append(info.number)
                else:
                    self._keep(document, found)
                    out.pages += 1
                    out.with_words += bool(found.text.strip())
                self.tell(RecognitionProgress(self.done, self.total, document.id, document.name, page))
        finally:
            drawing.cancel()

    def _draw(self, opened: OpenDocument, info: PageInfo) -> Future[Bitmap]:
        scale = scale_of(info, is_image=opened.media_type.startswith("image/"))
        return opened.render(info.index, scale=scale, clip=shown_page_px(info, scale), priority=Priority.INDEXING)

    def _drawn(self, drawing: Future[Bitmap]) -> Bitmap | None:
        """Return a page's pixels; None where it cannot be drawn."""
        try:
            return self._wait(drawing)
        except NotIsolatedError:
            raise
        except DocumentError:
            return None

    def _recognised(self, picture: Bitmap, info: PageInfo, *, is_screen: bool) -> RecognisedPage | None:
        """Return the text of a page; None where recognising it failed, which says nothing of other pages."""
        try:
            found, by = self._wait(self.recogniser.recognise(picture, is_screen=is_screen))
        except (NotIsolatedError, RecognitionError):
            raise
        except DocumentError:
            return None
        return in_page_space(found, by, info, is_image=is_screen)

    def _keep(self, document: Document, found: RecognisedPage) -> None:
        """Write a page; from then on it is used by whoever has the document open."""
        sha256 = document.sha256
        self.session.write(lambda case: case.add_recognised(sha256, found), background=True).result()
        if found.text.strip():
            self.session.sources.layers(sha256, {found.page})

    def _record(self, document: Document) -> None:
        """Have the journal vouch for what was recognised in a document, also by a run that was killed."""
        self.session.write(lambda case: _vouched(case, self.session, document), background=True, initiator=RECOGNITION).result()

    def _wait(self, future: Future[T]) -> T:
        return awaited(future, self.stopped, tr("Recognising text was cancelled")).result()


def _vouched(case: CaseFile, session: Session, document: Document) -> Changes | None:
    """Make the entry that ends a run, where anything was recognised; None for a document that is not in the case any more."""
    recognised = case.reader.recognised
    if recognised.is_vouched(document.sha256) or case.reader.document_with(document.sha256) is None:
        return None
    counted = TextCount()
    for one in recognised.all_texts(document.sha256):
        counted.take(one)
    fields = {
        "text": counted.kind(document.page_count).value,
        "recognised": recognised.fingerprint(document.sha256),
    }
    with case.intent(tr("Recognise text"), reviewer=session.reviewer, origin=RECOGNITION) as recorder:
        recorder.update(RecordKind.DOCUMENT, document.id, fields)
    return recorder.result
