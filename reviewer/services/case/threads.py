"""The threads of one open case: one that writes, one that reads, and those that work for a person or in the background.

Owns the two connections and in which order everything ends. Knows nothing of events or intents.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from reviewer.services.case.call_queue import CallQueue
from reviewer.store.case_file import CaseFile
from reviewer.store.reader import CaseReader

T = TypeVar("T")

JOBS = 4
"""Long pieces of work, such as opening documents and exporting, that may run at the same time."""


class CaseThreads:
    """The threads and connections of one open case.

    Attributes:
        intents: Where a person's intents wait for their turn, in order.
        imports: Where imports do.
        jobs: Runs other long work, several at a time.
        came_from_elsewhere: Whether, as far as is known, it was not this machine that changed the case last.
        newest_at: The time of the newest journal entry when the case was opened.

    """

    def __init__(self, path: Path, start: Callable[[], CaseFile]) -> None:
        """Open both connections; `start` opens the writing one, on its thread. What it raises is passed on."""
        self._store, self._reading = CallQueue("store"), CallQueue("reader")
        self.intents, self.imports = CallQueue("intents"), CallQueue("imports")
        self.jobs = ThreadPoolExecutor(JOBS, thread_name_prefix="job")
        self._case: CaseFile | None = None
        self._reader: CaseReader | None = None
        try:
            self._case = self._store.submit(start).result()
            reader = self._case.reader
            seal, self.came_from_elsewhere = reader.seal, reader.came_from_elsewhere
            self.newest_at = self._store.submit(reader.newest_at).result()
            self._reader = self._reading.submit(lambda: CaseReader.open(path, seal=seal)).result()
        except BaseException:
            self.finish_work()
            self.close()
            raise

    def read(self, fn: Callable[[CaseReader], T], *, background: bool) -> Future[T]:
        """Call `fn` on the reading thread."""

        def run() -> T:
            assert self._reader is not None
            return fn(self._reader)

        return self._reading.submit(run, background=background)

    def write(self, fn: Callable[[CaseFile], T], *, background: bool) -> Future[T]:
        """Call `fn` on the writing thread."""

        def run() -> T:
            assert self._case is not None
            return fn(self._case)

        return self._store.submit(run, background=background, brief=not background)

    def copy(self, to: Path, *, after: Future[None]) -> None:
        """Wait for something, then write a complete copy of the case. What is changed meanwhile does not wait, and is in it."""

        def run() -> None:
            assert self._case is not None
            self._case.backup(to, between=self._store.do_brief)

        after.result()
        self._store.submit(run).result()

    def move(self, here: Path, there: Path, put: Callable[[Path, Path], None], start: Callable[[Path], CaseFile]) -> None:
        """Close both connections, move the file by `put`, and open both again, where it lies then. Reads and writes wait."""

        def on_store() -> None:
            assert self._case is not None
            self._case.close()
            place = here
            try:
                put(here, there)
                place = there
            finally:
                self._case = start(place)

        def on_reading() -> None:
            assert self._reader is not None
            self._reader.close()
            try:
                self._store.submit(on_store).result()
            finally:
                reader = self._case.reader if self._case else self._reader
                self._reader = CaseReader.open(reader.path, seal=reader.seal)

        self._reading.submit(on_reading).result()

    def finish_work(self) -> None:
        """Wait for imports, intents and jobs; none can be asked for afterwards."""
        self.imports.close()
        self.intents.close()
        self.jobs.shutdown(wait=True)

    def close(self) -> None:
        """Do the reads and writes that were asked for, and close both connections."""
        try:
            self._reading.close(self._reader.close if self._reader else None)
        finally:
            self._store.close(self._case.close if self._case else None)
