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
from reviewer.documents.recognising.engines import reads_by
from reviewer.documents.recognising.recogniser import Recogniser
from reviewer.documents.results import shown_page_px
from reviewer.errors import CancelledError, CaseError, DocumentError, LinkedFileError, NotIsolatedError, RecognitionError
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
from reviewer.services.recognition.recognition_result import FailedPage, RecognitionResult
from reviewer.services.session import Session
from reviewer.services.waiting import LOOK_UP_S, awaited
from reviewer.store.case_file import CaseFile
from reviewer.store.content import failed_pages
from reviewer.store.history.journal import RECOGNITION

T = TypeVar("T")


@dataclass(slots=True)
class _Outcome:
    """What has become of one document so far; as in `RecognitionResult`."""

    document: Document
    pages: int = 0
    wordless: list[int] = field(default_factory=list)
    failures: list[FailedPage] = field(default_factory=list)
    refused: str = ""
    hint: str = ""

    def result(self) -> RecognitionResult:
        wordless, failures = tuple(sorted(self.wordless)), tuple(sorted(self.failures))
        return RecognitionResult(self.document, self.pages, wordless, failures, self.refused, self.hint)


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
    begun: Callable[[RecognitionProgress], None]
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
                self._tell(self.begun, current.turn, under_way=1)
                picture = self._tried(current.turn, current.pixels)
                following = self._begin()
                found = None if picture is None else self._recognised(picture, current)
                if found is not None:
                    self._keep(current.turn.document, found)
                self._end(current.turn, following)
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
            self._outcomes.setdefault(document.id, _Outcome(document))
            try:
                opened = self._open(document)
                (info,) = self._wait(opened.pages(turn.page, 1))
            except (CancelledError, NotIsolatedError, RecognitionError):
                self.agenda.put_back(turn)
                raise
            except DocumentError as error:
                self._refuse(document, error)
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

    def _tried(self, turn: Turn, work: Future[T]) -> T | None:
        """Return what comes of work on a page; None where it fails, which says nothing of other pages."""
        try:
            return self._wait(work)
        except (CancelledError, NotIsolatedError, RecognitionError):
            raise
        except LinkedFileError as error:
            self._refuse(turn.document, error)
        except DocumentError as error:
            self._note_failed(turn, error.summary)
        return None

    def _refuse(self, document: Document, error: DocumentError) -> None:
        """Read nothing more of a document: why not is true of all of it."""
        outcome = self._outcomes[document.id]
        outcome.refused, outcome.hint = error.summary, error.hint
        self.agenda.drop(document.id)

    def _recognised(self, picture: Bitmap, drawn: _Drawing) -> RecognisedPage | None:
        """Return the text of a page; None where recognising it fails."""
        is_image = drawn.turn.document.is_image
        read = self._tried(drawn.turn, self.recogniser.recognise(picture, is_screen=is_image))
        return None if read is None else in_page_space(*read, drawn.info, is_image=is_image)

    def _keep(self, document: Document, found: RecognisedPage) -> None:
        """Write a page; from then on it is used by whoever has the document open."""
        if not self._written(document, found):
            return
        self._unvouched[document.id] = document
        outcome = self._outcomes[document.id]
        outcome.pages += 1
        if not found.text.strip():
            outcome.wordless.append(found.page + 1)
            return
        layers = self.session.sources.layers(document.sha256)
        self.session.read(lambda case: layers.look(case, found.page)).result()

    def _note_failed(self, turn: Turn, why: str) -> None:
        """Remember a page that cannot be read: until something else reads it is tried only where somebody asks for it."""
        self._outcomes[turn.document.id].failures.append(FailedPage(turn.page + 1, why))
        note = partial(failed_pages.note, sha256=turn.document.sha256, page=turn.page, by=reads_by())
        self.session.write(lambda case: case.keep(note, asked_for=False), background=True).result()

    def _end(self, turn: Turn, following: _Drawing | None) -> None:
        """Take note that a page is done, and its document where that was the last of it."""
        self.done += 1
        document = turn.document
        if not self.agenda.has(document.id) and (following is None or following.turn.document.id != document.id):
            self._vouch(document)
        self._tell(self.tell, turn, under_way=int(following is not None))

    def _tell(self, to: Callable[[RecognitionProgress], None], turn: Turn, *, under_way: int) -> None:
        total = self.done + self.agenda.left + under_way
        to(RecognitionProgress(self.done, total, turn.document.id, turn.document.name, turn.page))

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
