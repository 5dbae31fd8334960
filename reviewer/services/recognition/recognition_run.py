"""One run of recognising text: page after page as an agenda says, the next one drawn while one is read.

Owns what becomes of a page and of its document, and that the journal vouches for what was read, however the run ends.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

from reviewer.documents.client import Bitmap, OpenDocument
from reviewer.documents.dispatching.priorities import Priority
from reviewer.documents.recognising.recogniser import Recogniser
from reviewer.documents.results import shown_page_px
from reviewer.errors import CancelledError, CaseError, DocumentError, NotIsolatedError, RecognitionError
from reviewer.i18n import tr
from reviewer.model.changes import Changes, RecordKind
from reviewer.model.document import Document
from reviewer.model.ids import DocumentId
from reviewer.model.page import PageInfo
from reviewer.model.recognised import RecognisedPage
from reviewer.services.events import RecognitionProgress
from reviewer.services.page_texts import TextCount
from reviewer.services.recognition.recognised_pages import in_page_space, scale_of
from reviewer.services.recognition.recognition_agenda import Agenda, Turn
from reviewer.services.session import Session
from reviewer.services.waiting import LOOK_UP_S, awaited
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


@dataclass(slots=True)
class _Outcome:
    """What has become of one document so far; as in `RecognitionResult`."""

    document: Document
    pages: int = 0
    with_words: int = 0
    failed: list[int] = field(default_factory=list)
    refused: str = ""
    hint: str = ""

    def result(self) -> RecognitionResult:
        return RecognitionResult(self.document, self.pages, self.with_words, tuple(sorted(self.failed)), self.refused, self.hint)


@dataclass(frozen=True, slots=True)
class _Drawing:
    """A page on its way to be read."""

    turn: Turn
    info: PageInfo
    pixels: Future[Bitmap]


@dataclass(slots=True)
class RecognitionRun:
    """One run under way. See `recognising.recognise` for what it takes."""

    session: Session
    recogniser: Recogniser
    agenda: Agenda
    tell: Callable[[RecognitionProgress], None]
    stopped: Callable[[], bool]
    held: Callable[[], bool]
    done: int = 0
    _outcomes: dict[DocumentId, _Outcome] = field(default_factory=dict)
    _unvouched: dict[DocumentId, Document] = field(default_factory=dict)
    _opened: tuple[Document, OpenDocument] | None = None

    def all_of(self, documents: Sequence[Document]) -> tuple[RecognitionResult, ...]:
        """Read until nothing is left or the run is stopped; return what became of these documents and of those read."""
        for one in documents:
            self._outcomes[one.id] = _Outcome(one)
        try:
            self._read()
        except CancelledError:
            pass  # what was read by then is kept
        finally:
            self._close()
            for one in tuple(self._unvouched.values()):
                self._vouch(one)
        return tuple(one.result() for one in self._outcomes.values())

    def _read(self) -> None:
        current = self._begin()
        while current is not None:
            following: _Drawing | None = None
            try:
                picture = self._drawn(current.pixels)
                following = self._begin()
                found = None if picture is None else self._recognised(picture, current)
                self._keep(current.turn, found, following)
            except BaseException:
                self.agenda.put_back(current.turn)
                if following is not None:
                    following.pixels.cancel()
                    self.agenda.put_back(following.turn)
                raise
            current = following

    def _begin(self) -> _Drawing | None:
        """Have the next page drawn; None where none is left."""
        while not self.stopped() and self.held():
            time.sleep(LOOK_UP_S)
        while (turn := self.agenda.take()) is not None:
            document = turn.document
            outcome = self._outcomes.setdefault(document.id, _Outcome(document))
            try:
                opened = self._open(document)
                (info,) = self._wait(opened.pages(turn.page, 1))
            except (CancelledError, NotIsolatedError, RecognitionError):
                self.agenda.put_back(turn)
                raise
            except DocumentError as error:
                outcome.refused, outcome.hint = error.summary, error.hint
                self.agenda.drop(document.id)
            except CaseError:
                self.agenda.drop(document.id)
                if not self._is_gone(document):
                    raise
            else:
                scale = scale_of(info, is_image=document.is_image)
                clip = shown_page_px(info, scale)
                pixels = opened.render(info.index, scale=scale, clip=clip, priority=Priority.INDEXING)
                return _Drawing(turn, info, pixels)
        return None

    def _open(self, document: Document) -> OpenDocument:
        """Return the document open; one at a time is."""
        if self._opened is not None and self._opened[0].id == document.id:
            return self._opened[1]
        self._close()
        opened = self._wait(self.session.open_document(document.id))
        self._opened = document, opened
        return opened

    def _close(self) -> None:
        opened, self._opened = self._opened, None
        if opened is not None:
            opened[1].close()

    def _drawn(self, drawing: Future[Bitmap]) -> Bitmap | None:
        """Return a page's pixels; None where it cannot be drawn."""
        try:
            return self._wait(drawing)
        except (CancelledError, NotIsolatedError):
            raise
        except DocumentError:
            return None

    def _recognised(self, picture: Bitmap, drawn: _Drawing) -> RecognisedPage | None:
        """Return the text of a page; None where recognising it failed, which says nothing of other pages."""
        is_image = drawn.turn.document.is_image
        try:
            found, by = self._wait(self.recogniser.recognise(picture, is_screen=is_image))
        except (CancelledError, NotIsolatedError, RecognitionError):
            raise
        except DocumentError:
            return None
        return in_page_space(found, by, drawn.info, is_image=is_image)

    def _keep(self, turn: Turn, found: RecognisedPage | None, following: _Drawing | None) -> None:
        """Write a page; from then on it is used by whoever has the document open."""
        document = turn.document
        outcome = self._outcomes[document.id]
        if found is None:
            outcome.failed.append(turn.page + 1)
        elif self._written(document, found):
            self._unvouched[document.id] = document
            outcome.pages += 1
            if found.text.strip():
                outcome.with_words += 1
                layers = self.session.sources.layers(document.sha256)
                self.session.read(lambda case: layers.look(case, found.page)).result()
        self.done += 1
        if not self.agenda.has(document.id) and (following is None or following.turn.document.id != document.id):
            self._vouch(document)
        total = self.done + self.agenda.left + (following is not None)
        self.tell(RecognitionProgress(self.done, total, document.id, document.name, turn.page))

    def _written(self, document: Document, found: RecognisedPage) -> bool:
        """Write a page, and tell whether its document was there for that."""
        try:
            self.session.write(lambda case: case.add_recognised(document.sha256, found), background=True).result()
        except CaseError:
            if not self._is_gone(document):
                raise
            return False
        return True

    def _is_gone(self, document: Document) -> bool:
        """Tell whether a document was removed from the case meanwhile."""
        return self.session.read(lambda case: case.document_with(document.sha256)).result() is None

    def _vouch(self, document: Document) -> None:
        """Have the journal vouch for what was recognised in a document, also by a run that was killed."""
        self._unvouched.pop(document.id, None)
        write = partial(vouched, session=self.session, document=document)
        self.session.write(write, background=True, initiator=RECOGNITION).result()

    def _wait(self, future: Future[T]) -> T:
        return awaited(future, self.stopped, tr("Recognising text was cancelled")).result()


def vouched(case: CaseFile, session: Session, document: Document) -> Changes | None:
    """Make the entry that ends a run, where anything was recognised; None for a document that is not in the case any more."""
    case.get_ready()  # what nobody vouches for is gone then
    recognised = case.reader.recognised
    if recognised.is_vouched(document.sha256) or case.reader.document_with(document.sha256) is None:
        return None
    with case.intent(tr("Recognise text"), reviewer=session.reviewer, origin=RECOGNITION) as recorder:
        case.readiness.unvouched.drop_others(document.sha256)
        counted = TextCount()
        for one in recognised.all_texts(document.sha256):
            counted.take(one)
        fields = {
            "text": counted.kind(document.page_count).value,
            "recognised": recognised.fingerprint(document.sha256),
        }
        recorder.update(RecordKind.DOCUMENT, document.id, fields)
    return recorder.result
