"""The process that recognises text in pixels: started with the first picture, given back when nobody has one.

Owns that process's lane and what it is told first. It never gets a document: whoever draws the pages is another process.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future

from reviewer.documents import limits
from reviewer.documents.channels.channel import RECOGNISES, WorkerKind
from reviewer.documents.dispatching.dispatcher import Dispatcher
from reviewer.documents.dispatching.jobs import Job, Sending
from reviewer.documents.dispatching.lane import Lane
from reviewer.documents.dispatching.pool import Served
from reviewer.documents.dispatching.process import WorkerProcess
from reviewer.documents.lockdown.controls import Held
from reviewer.documents.protocol.framing import Kind, Status, frames
from reviewer.documents.protocol.recognition import RECOGNISED_BYTES, Learn, Recognise, Recognised, read_recognised
from reviewer.documents.recognising.trained_data import TrainedData
from reviewer.documents.results import Bitmap
from reviewer.documents.submitting import failed, submit


class Recogniser:
    """Recognises text, one picture after the other; thread-safe. Whoever makes it closes it.

    Args:
        dispatcher: Starts its process.
        languages: In which it reads.
        admit: Given what locks the process in, raises `DocumentError` where that is not enough.
        built_in: By the engine within PyMuPDF, also where this system has the better one.

    """

    def __init__(
        self, dispatcher: Dispatcher, languages: TrainedData, admit: Callable[[Held], None], *, built_in: bool = False
    ) -> None:
        self._dispatcher = dispatcher
        self._lane = Lane(_Recognising(dispatcher, Learn(languages.files, built_in)), None, admit)
        dispatcher.call(lambda: dispatcher.add(self._lane))

    @property
    def worker_pid(self) -> int:
        """The process id of what recognises, 0 where there is none."""
        return self._lane.worker_pid

    def recognise(self, picture: Bitmap, *, is_screen: bool) -> Future[tuple[Recognised, str]]:
        """Return the text in a picture, in its pixels, and what recognised it: name, versions, languages.

        Args:
            picture: `limits.MAX_RECOGNISED_PIXELS` at most.
            is_screen: Whether its pixels are those of a screen, and not of paper that was scanned.

        Raises (through the future):
            WorkerError: The process died, or took too long.
            DocumentError: What it takes cannot be read; or the picture has too many pixels.

        """
        width, height = picture.width_px, picture.height_px
        if width * height > limits.MAX_RECOGNISED_PIXELS or max(width, height) > limits.MAX_RECOGNISED_SIDE:
            return failed(Status.TOO_MANY_PIXELS)

        def read(payload: memoryview, extractor: str) -> tuple[Recognised, str]:
            return read_recognised(payload, width_px=width, height_px=height), extractor

        def prepare(_shared: bool) -> Sending:
            return Sending(Recognise(width, height, is_screen, picture.packed()).parts(), RECOGNISED_BYTES, read)

        return submit(self._dispatcher, self._lane, Job(Kind.RECOGNISE, prepare, limits.RECOGNISE_DEADLINE_S))

    def close(self) -> None:
        """End the process; what was asked and not answered fails."""
        self._dispatcher.call(lambda: self._dispatcher.remove(self._lane))


class _Recognising:
    """Where the lane gets its processes: the dispatcher's, of one kind. Fulfils `pool.Pool`."""

    def __init__(self, dispatcher: Dispatcher, learn: Learn) -> None:
        self._dispatcher = dispatcher
        first_words = b"".join(frames(Kind.LEARN, 0, [learn.pack()]))
        self._kind = WorkerKind(RECOGNISES, first_words)

    @property
    def shares_memory(self) -> bool:
        """Whether descriptors can be lent, which is never asked for."""
        return self._dispatcher.shares_memory

    def take(self, lane: Served) -> WorkerProcess:
        """Have a process started; OSError where none can be had."""
        return self._dispatcher.take_of(self._kind, lane)

    def kill(self, process: WorkerProcess) -> None:
        """End a process."""
        self._dispatcher.kill(process)

    def look(self) -> None:
        """Nothing is looked at here."""

    def puts_off(self, lane: Served) -> bool:
        """Whether recognising is put off for now: a page that somebody turns to needs the processor more."""
        return self._dispatcher.puts_off(lane)
