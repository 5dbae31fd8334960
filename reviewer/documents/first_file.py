"""The file that the program is started on, opened while the window is still being loaded.

Owns the thread that reads it. Whoever takes the result closes it.
"""

from __future__ import annotations

import threading
from concurrent.futures import Future
from pathlib import Path

from reviewer.documents.client import OpenDocument, Source, Workers
from reviewer.log import logger

_log = logger(__name__)


class FirstFile:
    """A file on its way.

    Attributes:
        path: The file.
        opening: Its bytes and the document opened from them; fails as `open_file` does. The bytes are not hashed yet, unless
            that was asked for before they came.

    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.opening: Future[tuple[Source, OpenDocument]] = Future()
        self._turn = threading.Lock()
        self._is_awaited = True

    def read(self, workers: Workers) -> None:
        """Open the file; called once, on a thread of its own."""
        try:
            self.hand_over(open_file(self.path, workers))
        except Exception as error:  # noqa: BLE001 - whatever it is belongs to the one who waits for the future
            self.opening.set_exception(error)

    def hand_over(self, found: tuple[Source, OpenDocument]) -> None:
        """Let the waiting window have the file at once; one that goes on without it gets it with its checksum."""
        with self._turn:
            if self._is_awaited:
                self.opening.set_result(found)
                return
        _hash(found[0])
        self.opening.set_result(found)

    def hash(self) -> None:
        """Work out the checksum, a second a GiB, of a file that is open by now. One that comes later comes with it."""
        with self._turn:
            self._is_awaited = False
            is_open = self.opening.done() and self.opening.exception() is None
        if is_open:
            _hash(self.opening.result()[0])


def open_file(path: Path, workers: Workers) -> tuple[Source, OpenDocument]:
    """Read a file and open it in a worker; waits for both.

    Raises:
        DocumentError: It cannot be read, or is no document.
        PasswordNeededError: It is encrypted.
        WorkerError: The process died, or took too long.

    """
    workers.make_ready()
    source = Source.from_path(path, hashed=False)
    try:
        return source, workers.open(source).result()
    except BaseException:
        source.close()
        raise


def open_first_file(path: Path, workers: Workers) -> FirstFile:
    """Begin to open a file, on a thread of its own."""
    first = FirstFile(path)
    first.opening.set_running_or_notify_cancel()
    threading.Thread(target=first.read, args=(workers,), name="first file", daemon=True).start()
    return first


def _hash(source: Source) -> None:
    """Have a source know its checksum, so that the window need not wait when it asks."""
    try:
        source.sha256  # noqa: B018 - asked for so that it is known
    except (ValueError, OSError, MemoryError) as error:  # closed, since nobody wants it; or nothing is left to give
        _log.info("first-file-not-hashed %s", type(error).__name__)
