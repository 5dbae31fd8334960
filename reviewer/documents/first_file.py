"""The file that the program is started on, opened while the window is still being loaded.

Owns the thread that reads it. Whoever takes the result closes it.
"""

from __future__ import annotations

import contextlib
import threading
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

from reviewer.documents.client import OpenDocument, Source, Workers


@dataclass(frozen=True, slots=True)
class FirstFile:
    """A file on its way.

    Attributes:
        path: The file.
        opening: Its bytes, not hashed yet, and the document opened from them; fails as `open_file` does.

    """

    path: Path
    opening: Future[tuple[Source, OpenDocument]]

    def identify(self) -> None:
        """Work out the checksum of what was opened, where it is open by now; takes a second a GiB."""
        if not self.opening.done() or self.opening.exception() is not None:
            return
        source, _ = self.opening.result()
        with contextlib.suppress(ValueError):  # closed: nobody wants it any more
            source.sha256  # noqa: B018 - asked for so that the window need not wait when it asks


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
    opening: Future[tuple[Source, OpenDocument]] = Future()

    def run() -> None:
        try:
            opening.set_result(open_file(path, workers))
        except Exception as error:  # noqa: BLE001 - whatever it is belongs to the one who waits for the future
            opening.set_exception(error)

    opening.set_running_or_notify_cancel()
    threading.Thread(target=run, name="first file", daemon=True).start()
    return FirstFile(path, opening)
