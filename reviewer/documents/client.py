"""The window's side of the worker processes: start them, open documents in them, end them.

Owns the life of the worker processes and the choice of the way to them. Must import neither parsers nor Qt.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from reviewer.documents import limits, refusals
from reviewer.documents.channels.channel import Transport
from reviewer.documents.channels.channel_choice import best_transport
from reviewer.documents.dispatching import steps
from reviewer.documents.dispatching.dispatcher import Dispatcher
from reviewer.documents.dispatching.jobs import Job, Sending
from reviewer.documents.dispatching.lane import Lane
from reviewer.documents.lockdown.controls import Held, isolates
from reviewer.documents.open_document import OpenDocument
from reviewer.documents.protocol.framing import Kind, Status
from reviewer.documents.protocol.replies import OpenedFacts
from reviewer.documents.results import Bitmap, PixelRect, shown_page_px
from reviewer.documents.sources.source import Source
from reviewer.documents.submitting import failed, opening_job, own_handle, submit

if TYPE_CHECKING:
    from reviewer.documents.findings import CompressedPixels
    from reviewer.documents.isolation import Isolation
    from reviewer.documents.recognising.recogniser import Recogniser
    from reviewer.documents.recognising.trained_data import TrainedData
    from reviewer.documents.sources.linked_source import AnySource

__all__ = [
    "Bitmap",
    "OpenDocument",
    "PixelRect",
    "Source",
    "Workers",
    "shown_page_px",
]

_LOOK_UP_S = 0.1
"""How often somebody who waits for their turn looks whether they still want it."""


class Workers:
    """The client of the worker processes; thread-safe.

    Callbacks of its futures run on its I/O thread and must not wait for other futures.

    Args:
        transport: The way to them, perhaps started already; the best that this system has where None.
        spare: Whether a warm process is kept ready for the next document, where starting one takes its time.

    Attributes:
        withheld: Whether any document was not opened since too little would isolate it.

    """

    def __init__(self, transport: Transport | None = None, *, spare: bool = True) -> None:
        self._dispatcher = Dispatcher(transport or best_transport(), spare=spare)
        self._desk = Lane(self._dispatcher)
        self.withheld = False
        self._permitted: set[str] = set()
        self._all_permitted = False
        self._started = False
        self._starting = threading.Lock()
        self._recognising = threading.Lock()

    @property
    def lends_files(self) -> bool:
        """Whether a worker can read a file without its bytes being sent: linked documents need it."""
        return self._dispatcher.shares_memory

    def start(self) -> None:
        """Start warming up; returns at once."""
        with self._starting:
            if self._started:
                return
            self._started = True
        self._dispatcher.start()
        self._dispatcher.call(lambda: self._dispatcher.add(self._desk))

    def make_ready(self) -> None:
        """Have a process started for the document that is about to be opened, while its bytes are still being read."""
        self.start()
        self._dispatcher.call(self._dispatcher.make_ready)

    def open(self, source: AnySource, *, password: str | None = None) -> Future[OpenDocument]:
        """Open a document in a worker process of its own.

        Args:
            source: Its bytes; the document keeps them for itself, so the caller may close them.
            password: For an encrypted PDF; kept in memory for as long as the document is open.

        Raises (through the future):
            PasswordNeededError: It is encrypted, and the password is missing or wrong.
            NotIsolatedError: Too little would isolate it, and it was not permitted.
            LinkedFileError: Its file was written to since it was hashed.
            DocumentError: It is damaged, no document, or too large; or it is linked, and this system cannot lend its file.
            WorkerError: The process died, or took too long.

        """
        self.start()
        return steps.run(self._open(source, password), unwanted=OpenDocument.close)

    def _open(self, lent: AnySource, password: str | None) -> Generator[Future[Any], Any, OpenDocument]:
        source = own_handle(lent)
        lane = Lane(self._dispatcher, lambda: opening_job(source, password), lambda held: self._admit(source, held))
        self._dispatcher.call(lambda: self._dispatcher.add(lane))
        try:
            facts: OpenedFacts = yield submit(self._dispatcher, lane, opening_job(source, password))
        except BaseException:  # closing the generator included: nobody waits any more
            self._dispatcher.call(lambda: self._dispatcher.remove(lane))
            self._dispatcher.call(source.close)  # there too: a request may just be lending its descriptor
            raise
        return OpenDocument(self._dispatcher, lane, source, password, facts)

    def permit(self, sha256: str | None) -> None:
        """Let a document be opened, until the end of the program, also where too little isolates it; None: any."""
        if sha256 is None:
            self._all_permitted = True
        else:
            self._permitted.add(sha256)

    def _admit(self, source: AnySource, held: Held) -> None:
        if not isolates(held) and not self._all_permitted and not (self._permitted and source.sha256 in self._permitted):
            self.withheld = True
            raise refusals.not_isolated()

    def try_isolation(self) -> Future[Isolation]:
        """Find out by trying how well a worker is isolated on this computer; takes some milliseconds of a process of its own.

        Raises (through the future):
            WorkerError: It could not be tried.

        """
        from reviewer.documents.isolation import Isolation
        from reviewer.documents.trial import Trial

        trial = Trial(self._dispatcher)
        if sys.platform != "linux":
            trial.found.set_result(Isolation())
            return trial.found
        self.start()
        self._dispatcher.call(trial.start)
        return trial.found

    def typeset(self, html: str, *, width_pt: float, height_pt: float, margin_pt: float = 54) -> Future[bytes]:
        """Return a PDF of our own trusted HTML; the same bytes for the same words.

        Args:
            html: Never anything from a document.
            width_pt: Of the pages.
            height_pt: Of the pages.
            margin_pt: On all four sides.

        """
        from reviewer.documents import asking_made

        def prepare(_shared: bool) -> Sending:
            return asking_made.typeset(html, width_pt, height_pt, margin_pt)

        return self._ask(Job(Kind.TYPESET, prepare, limits.TYPESET_DEADLINE_S))

    def picture(self, html: str, *, width_px: int, height_px: int) -> Future[bytes]:
        """Return a PNG of our own trusted HTML; the same bytes for the same words.

        Args:
            html: Never anything from a document.
            width_px: Of the picture.
            height_px: Of the picture.

        """
        from reviewer.documents import asking_made

        def prepare(_shared: bool) -> Sending:
            return asking_made.picture(html, width_px, height_px)

        return self._ask(Job(Kind.PICTURE, prepare, limits.PICTURE_DEADLINE_S))

    def compress(self, pixels: Bitmap) -> Future[CompressedPixels]:
        """Return pixels as the stream of an image in a PDF, made by a worker that holds no document.

        Args:
            pixels: Whatever they show; `limits.MAX_COMPRESSED_PIXELS` at most.

        """
        from reviewer.documents import asking_made
        from reviewer.documents.protocol.made_requests import CompressPixels

        if pixels.width_px * pixels.height_px > limits.MAX_COMPRESSED_PIXELS:
            return failed(Status.TOO_MANY_PIXELS)
        asked = CompressPixels(pixels.width_px, pixels.height_px, pixels.packed())
        return self._ask(Job(Kind.COMPRESS, lambda _shared: asking_made.compress(asked), limits.COMPRESS_DEADLINE_S))

    def recogniser(self, languages: TrainedData, *, built_in: bool = False) -> Recogniser:
        """Return what recognises text in pictures, in a process of its own that never sees a document. The caller closes it.

        Args:
            languages: In which.
            built_in: By the engine within PyMuPDF, also where this system has the better one.

        """
        from reviewer.documents.recognising.recogniser import Recogniser

        self.start()
        return Recogniser(self._dispatcher, languages, self._admit_pixels, built_in=built_in)

    @contextmanager
    def turn_to_recognise(self, given_up: Callable[[], bool]) -> Iterator[bool]:
        """Wait until nobody else of this program recognises text, for readers want the processor too; False: given up first."""
        while not (mine := self._recognising.acquire(timeout=_LOOK_UP_S)) and not given_up():
            pass
        try:
            yield mine
        finally:
            if mine:
                self._recognising.release()

    def _admit_pixels(self, held: Held) -> None:
        """Let pixels of documents into a process, whichever they are of: those of one that was permitted count for all."""
        if not isolates(held) and not self._all_permitted and not self._permitted:
            raise refusals.not_isolated()

    def _ask(self, job: Job) -> Future[Any]:
        self.start()
        return submit(self._dispatcher, self._desk, job)

    def close(self) -> None:
        """Kill and reap every worker; what was not done fails. Not to be called from a future's callback."""
        with self._starting:
            self._started = True
        self._dispatcher.close()
        self._dispatcher.call(self._desk.close)
