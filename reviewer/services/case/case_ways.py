"""How a session's case file is locked, made, opened and opened once more: with which clock and seals, after which look at it.

Owns the lock. The case itself is the store thread's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from reviewer.errors import CaseReadOnlyError
from reviewer.model.ids import Clock, NewId, Reviewer
from reviewer.services.case.soundness import Soundness
from reviewer.store.case_file import CaseFile
from reviewer.store.file.backup import check_free, unwritable
from reviewer.store.file.lock import CaseLock
from reviewer.store.history.seal import Seal, Seals

LONG_JOURNAL = 1_000
"""Entries that are walked in about as long as a process takes to start."""

LEEWAY = timedelta(minutes=5)
"""By so much the clocks of two computers may differ without a word."""


@dataclass(slots=True)
class CaseWays:
    """What it takes to open a case.

    Attributes:
        clock: Tells the time of journal entries.
        new_id: Makes ids.
        seals: Remembers which cases this machine made; without them every one comes from elsewhere.
        read_only: Refuse writes.
        lock: Held while the case is open for writing.
        soundness: The look at the case that was opened last; None at one that was just made here, or is only read.

    """

    clock: Clock
    new_id: NewId
    seals: Seals | None
    read_only: bool = False
    lock: CaseLock | None = None
    soundness: Soundness | None = None

    def take_lock(self, path: Path, reviewer: Reviewer, wait_s: float = 0.0) -> None:
        """Lock a case, unless it is only read; the errors are those of `CaseLock.acquire`."""
        if not self.read_only:
            self.lock = CaseLock.acquire(path, reviewer, wait_s=wait_s, since=self.clock())

    def take_free_place(self, path: Path, reviewer: Reviewer) -> None:
        """Lock the place of a new case.

        Raises:
            CaseError: There is a file of that name already, or it cannot be written there.

        """
        check_free(path)
        try:
            self.take_lock(path, reviewer)
        except CaseReadOnlyError as error:  # there is nothing yet that could be read
            raise unwritable(path, error.__cause__ or error) from error

    def release(self) -> None:
        """Give the lock back, where there is one."""
        if self.lock is not None:
            self.lock.release()

    @contextmanager
    def moving_lock(self, target: Path, reviewer: Reviewer) -> Iterator[None]:
        """Lock the place that the case is moved to by the block, and give back the lock of the old one, or of none of them."""
        here = self.lock
        self.take_free_place(target, reviewer)
        there = self.lock
        try:
            yield
        except BaseException:
            self.lock, here = here, there
            raise
        finally:
            if here is not None:
                here.release()

    def open(self, path: Path) -> CaseFile:
        """Open a case. It is looked at before its first change.

        Raises:
            CaseError: It cannot be opened.

        """
        look = Soundness(path)
        case = CaseFile.open(
            path,
            clock=self.clock,
            new_id=self.new_id,
            read_only=self.read_only,
            before_first_change=look.require,
            seal=Seal(self.seals),
        )
        self.soundness = None if self.read_only else look
        return case

    def lies_ahead(self, moment: str) -> bool:
        """Tell whether a moment of the journal is still to come: new entries would carry it, for none goes back."""
        try:
            return datetime.fromisoformat(moment) > datetime.fromisoformat(self.clock()) + LEEWAY
        except (ValueError, TypeError):  # no moment that this program writes, which `check` says
            return False

    def look_ahead(self, leaving: Callable[[], bool], entries: int) -> None:
        """Look at the case that was opened last, whose journal has `entries`, before its first change has to wait for it."""
        if self.soundness is not None:
            self.soundness.look_ahead(leaving, apart=entries > LONG_JOURNAL)

    def give_up(self) -> None:
        """Cancel the change that waits for the look at the case that was opened last."""
        if self.soundness is not None:
            self.soundness.give_up()

    def create(self, path: Path, title: str, reviewer: Reviewer, origin: str) -> CaseFile:
        """Make a case where nothing lies, and open it.

        Raises:
            CaseError: It cannot be made there.

        """
        return CaseFile.create(
            path, title=title, clock=self.clock, new_id=self.new_id, reviewer=reviewer, origin=origin, seal=Seal(self.seals)
        )
