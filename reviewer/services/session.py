"""One open case: its store thread, its reader thread, and the line in which a person's intents wait for their turn.

Owns the case file, its lock and the open sources; publishes what was committed. Does not know what intents there are
(`commands`) nor who listens.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from pathlib import Path
from typing import Self, TypeVar

from reviewer.documents.client import OpenDocument, Workers
from reviewer.errors import CaseError
from reviewer.i18n import tr
from reviewer.model.changes import Changes
from reviewer.model.ids import Clock, DocumentId, NewId, Reviewer, Sha256
from reviewer.services.case.case_ways import CaseWays
from reviewer.services.case.sources import Sources
from reviewer.services.case.threads import CaseThreads
from reviewer.services.events import CaseChanged, Dispatch, Events, Pending, at_once
from reviewer.store.case_file import CaseFile
from reviewer.store.file.gate import read_header
from reviewer.store.history.recorder import Recorder
from reviewer.store.history.seal import Seals
from reviewer.store.reader import CaseReader

T = TypeVar("T")


class Session:
    """An open case. Everything it does returns a future; what was committed is told through `events`.

    Attributes:
        path: The case file.
        read_only: Whether writes are refused.
        came_from_elsewhere: Whether, as far as is known, it was not this machine that changed the case last; told at opening.
        dated_ahead: What time new journal entries will carry where the newest one's is still to come; else "". Told at opening.
        made_index: Whether the case's search index was made anew, as the first change does where it is not believed.
        reviewer: Who works, as the journal will say.
        origin: Where intents come from, as the journal will say: "window" or "command line".
        events: Tells what was committed, on the thread that `dispatch` chooses.
        new_id: Makes ids.
        closing: Set when the case is being closed; long work looks at it between its steps.

    """

    def __init__(
        self,
        path: Path,
        *,
        ways: CaseWays,
        start: Callable[[], CaseFile],
        reviewer: Reviewer,
        workers: Callable[[], Workers],
        dispatch: Dispatch,
        origin: str,
    ) -> None:
        """Use `open` or `create`; `start` opens the case on the store thread, and where it fails the lock is given back."""
        self.path = path
        self.read_only = ways.read_only
        self.made_index = False
        self.reviewer = reviewer
        self.origin = origin
        self.new_id, self.clock = ways.new_id, ways.clock
        self.events = Events(dispatch)
        self._ways = ways
        self._get_workers = workers
        self._pending = Pending(self.events)
        self._commit_hooks: list[Callable[[Changes, str], None]] = []
        self.closing = threading.Event()
        try:
            self._threads = CaseThreads(path, start)
        except BaseException:
            ways.release()
            raise
        self.came_from_elsewhere, at = self._threads.came_from_elsewhere, self._threads.newest_at
        self.dated_ahead = at if ways.lies_ahead(at) else ""
        self.sources = Sources(self)

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        clock: Clock,
        new_id: NewId,
        reviewer: Reviewer,
        workers: Callable[[], Workers],
        seals: Seals | None = None,
        dispatch: Dispatch = at_once,
        origin: str = "window",
        read_only: bool = False,
        wait_s: float = 0.0,
    ) -> Self:
        """Open an existing case.

        Args:
            path: The case file.
            clock: Tells the time of journal entries.
            new_id: Makes ids.
            reviewer: Who works.
            workers: Gives the worker processes, when the first document is opened.
            seals: Remembers which cases this machine made; without them every one comes from elsewhere.
            dispatch: Where listeners of events run.
            origin: "window" or "command line".
            read_only: Refuse writes and take no lock.
            wait_s: How many seconds to wait for another holder of the lock.

        Raises:
            CaseLockedError: Somebody else holds the lock.
            CaseError: The file is no case, is damaged, or was made by a newer version.

        """
        read_header(path)  # before a lock is laid beside it: what is no case is refused as that
        ways = CaseWays(clock, new_id, seals, read_only)
        ways.take_lock(path, reviewer, wait_s)
        return cls(
            path, ways=ways, start=lambda: ways.open(path), reviewer=reviewer, workers=workers, dispatch=dispatch, origin=origin
        )

    @classmethod
    def create(
        cls,
        path: Path,
        *,
        title: str,
        clock: Clock,
        new_id: NewId,
        reviewer: Reviewer,
        workers: Callable[[], Workers],
        seals: Seals | None = None,
        dispatch: Dispatch = at_once,
        origin: str = "window",
    ) -> Self:
        """Make a new case and open it.

        Raises:
            CaseError: There is a file of that name already, or it cannot be written there.

        """
        ways = CaseWays(clock, new_id, seals)
        ways.take_free_place(path, reviewer)
        return cls(
            path,
            ways=ways,
            start=lambda: ways.create(path, title, reviewer, origin),
            reviewer=reviewer,
            workers=workers,
            dispatch=dispatch,
            origin=origin,
        )

    @property
    def workers(self) -> Workers:
        """The worker processes, started on first use."""
        return self._get_workers()

    @property
    def pending(self) -> int:
        """How many of a person's intents are not committed yet."""
        return self._pending.count

    def read(self, fn: Callable[[CaseReader], T], *, background: bool = False) -> Future[T]:
        """Ask the read-only connection on the reader thread."""
        return self._threads.read(fn, background=background)

    def write(self, fn: Callable[[CaseFile], T], *, background: bool = False, initiator: str = "") -> Future[T]:
        """Run `fn` with the writing connection on the store thread.

        Where it returns `Changes`, or a tuple that holds one, `CaseChanged` is published after the commit and before the future
        has its result. Background work goes after everything that a person waits for.

        Raises:
            CaseError: (in the future) The case is open for reading only.

        """

        def run(case: CaseFile) -> T:
            if self.read_only:
                hint = tr("Open it for writing, or save a copy and work on that.")
                raise CaseError(tr("This case is open for reading only"), hint)
            try:
                result = fn(case)
            finally:
                self.made_index = case.readiness.made_index
            self.tell_committed(result if isinstance(result, tuple) else (result,), initiator)
            return result

        return self._threads.write(run, background=background)

    def record(
        self, words: str, fn: Callable[[Recorder, CaseReader], T], *, initiator: str = "", background: bool = False
    ) -> Future[tuple[T, Changes]]:
        """Do one intent in one transaction: one journal entry, one event.

        `words` are those of the Undo menu. `fn` gets the recorder and a reader that sees what has been recorded so far; what
        it raises rolls everything back.
        """

        def run(case: CaseFile) -> tuple[T, Changes]:
            with case.intent(words, reviewer=self.reviewer, origin=self.origin) as recorder:
                result = fn(recorder, case.reader)
            return result, recorder.result

        return self.write(run, background=background, initiator=initiator)

    def intend(self, fn: Callable[[], T]) -> Future[T]:
        """Queue one of a person's intents behind those asked before it; until it ends it counts as pending.

        `fn` runs on the intents' thread and may wait for pages, reads and writes.
        """
        return self._threads.intents.submit(self._pending.counted(fn))

    def job(self, fn: Callable[[], T]) -> Future[T]:
        """Run long work on a thread of its own; it should look at `closing` between its steps."""
        return self._threads.jobs.submit(fn)

    def import_job(self, fn: Callable[[], T]) -> Future[T]:
        """Run an import after those asked before it, so that two of them never bring the same bytes at once."""
        return self._threads.imports.submit(fn)

    def save_copy(self, to: Path) -> Future[None]:
        """Write a complete copy to `to`, where nothing may lie, with all that was asked for before; also of a case only read."""
        asked_before = self.intend(lambda: None)
        return self.job(lambda: self._threads.copy(to, after=asked_before))

    def move(self, target: Path, put: Callable[[Path, Path], None]) -> Future[None]:
        """Move the case's file by `put` while it stays open, after what was asked for; imports that go on end first.

        Raises:
            CaseError: (in the future) It cannot be moved there; it stays open where it is.

        """

        def run() -> None:
            with self._ways.moving_lock(target, self.reviewer):
                self._threads.move(self.path, target, put, self._ways.open)
                self.path = target
            self.look_ahead()

        return self.import_job(lambda: self.intend(run).result())

    def look_ahead(self, entries: int = 0) -> None:
        """Begin to look at the case, so that its first change need not wait; a journal of many `entries` in another process."""
        self.job(lambda: self._ways.look_ahead(self.closing.is_set, entries))

    def on_commit(self, hook: Callable[[Changes, str], None]) -> None:
        """Call `hook` with every commit and its initiator, on the store thread, before listeners are told."""
        self._commit_hooks.append(hook)

    def open_document(self, document: DocumentId) -> Future[OpenDocument]:
        """Open a document from the bytes in the case, in a worker of its own. The caller closes it.

        Raises:
            PasswordNeededError: (in the future) It is encrypted and `give_password` has not been told the right one.
            DocumentError: (in the future) It cannot be read.

        """
        return self.sources.open_document(document)

    def open_source(self, sha256: Sha256) -> Future[OpenDocument]:
        """Open the bytes of a file that is being added, or of a document in the case. The caller closes it."""
        return self.sources.open_source(sha256)

    def give_password(self, sha256: Sha256, password: str) -> None:
        """Remember a document's password until the case is closed; it is written nowhere."""
        self.sources.give_password(sha256, password)

    def give_up(self) -> None:
        """Cancel a change that still waits for the first look at the case; what is being written is kept."""
        self._ways.give_up()

    def close(self) -> None:
        """Finish what was asked for, stop long work at its next step, close the case and give back its lock."""
        if self.closing.is_set():
            return
        self.closing.set()
        self._threads.finish_work()
        self.sources.close()
        try:
            self._threads.close()
        finally:
            self._ways.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def tell_committed(self, results: Iterable[object], initiator: str) -> None:
        """Tell of the `Changes` among what a write returned. Called on the store thread, after the commit."""
        for one in results:
            if isinstance(one, Changes) and one.changes:
                for hook in self._commit_hooks:
                    hook(one, initiator)
                self.events.publish(CaseChanged(one, initiator))
