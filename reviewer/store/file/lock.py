"""Owns the advisory lock beside a case: who has it open for writing, on which computer, since when.

SQLite's own locks keep two writers apart for a moment; this file keeps two people apart for as long as they work. A lock whose
process is gone on this computer is stale and taken over at once; one of another computer is believed. Reading needs no lock.
"""

from __future__ import annotations

import json
import os
import stat
import tempfile
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Self

from reviewer import file_lock
from reviewer.errors import CaseError, CaseLockedError, CaseReadOnlyError
from reviewer.i18n import tr
from reviewer.model.ids import Reviewer
from reviewer.paths import open_ordinary
from reviewer.store.file import process_identity

POLL_S = 0.05
_UNREADABLE_GRACE_S = 1.0
_LARGEST = 4096


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a lock. `started` tells the process from a later one with the same number; `since` is UTC ISO 8601."""

    reviewer: str
    host: str
    pid: int
    started: str
    since: str

    @property
    def words(self) -> str:
        """Who, where and since when, for a sentence."""
        where = tr("on this computer") if self.host == process_identity.host() else tr("on {host}").format(host=self.host)
        return tr("{reviewer} {where}, since {since}").format(reviewer=self.reviewer, where=where, since=_local_words(self.since))

    @property
    def gone(self) -> bool:
        """Whether the holding process has certainly ended: it was one of this computer and is no longer there."""
        return process_identity.has_ended(self.host, self.pid, self.started)

    @property
    def running(self) -> bool:
        """Whether the holding process certainly runs on this computer, at this moment."""
        return process_identity.is_running(self.host, self.pid, self.started)


def _local_words(moment: str) -> str:
    """Return a UTC moment as date and time here ("23 Nov 2026, 20:41"), or as it stands where it is none."""
    try:
        local = datetime.fromisoformat(moment).astimezone()
    except (ValueError, OverflowError):  # the file is anybody's to write
        return moment
    return f"{local.day} {local:%b %Y, %H:%M}"


def lock_path(path: Path) -> Path:
    """Return where the lock of a case lies."""
    place = path.resolve()  # one lock, by whatever link the case is reached
    return place.with_name(place.name + ".lock")


def holder_of(path: Path) -> Holder | None:
    """Return who holds a case at this moment, or None where nobody does or the holder is gone."""
    holder = _read(lock_path(path))
    return None if holder is None or holder.gone else holder


class CaseLock:
    """A case's lock, held until `release`."""

    def __init__(self, path: Path, holder: Holder) -> None:
        self.path = path
        self.holder = holder

    @classmethod
    def acquire(cls, path: Path, reviewer: Reviewer, *, wait_s: float, since: str) -> Self:
        """Take the lock of the case at `path`, waiting for another holder at most `wait_s` seconds.

        Args:
            path: The case.
            reviewer: Named to whoever else wants it.
            wait_s: How long to wait; 0 does not.
            since: This moment, UTC ISO 8601.

        Raises:
            CaseLockedError: Somebody else holds it; `holder` says who.
            CaseReadOnlyError: No file can be made beside the case.

        """
        pid = os.getpid()
        mine = Holder(reviewer.name, process_identity.host(), pid, process_identity.started(pid) or "", since)
        lock = lock_path(path)
        patience = _Patience(wait_s)
        while True:
            if _create(lock, mine):
                return cls(path, mine)
            other = _read(lock)
            stale = other is not None and other.gone
            if (stale or patience.unreadable_too_long(lock, other)) and _take_over(lock, other, mine):
                return cls(path, mine)
            if patience.over(other):
                raise _locked(path, lock, other)
            time.sleep(POLL_S)

    def release(self) -> None:
        """Give the lock back; one that somebody else has taken over meanwhile is left alone."""
        lock = lock_path(self.path)
        if _read(lock) == self.holder:
            with suppress(FileNotFoundError):
                lock.unlink()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()


class _Patience:
    """How long is still waited, and since when a lock file has been there without readable words in it."""

    def __init__(self, wait_s: float) -> None:
        self._end = time.monotonic() + wait_s
        self._unreadable: tuple[object, float] | None = None

    def unreadable_too_long(self, lock: Path, other: Holder | None) -> bool:
        """Tell whether the lock is the leftover of a process that died between making and filling it."""
        if other is not None:
            self._unreadable = None
            return False
        try:
            found = lock.stat()
        except OSError:
            return False
        state = (found.st_ino, found.st_size, found.st_mtime_ns)
        if self._unreadable is None or self._unreadable[0] != state:
            self._unreadable = (state, time.monotonic())
        return time.monotonic() - self._unreadable[1] >= _UNREADABLE_GRACE_S

    def over(self, other: Holder | None) -> bool:
        """Tell whether to give up; an unreadable lock is given the time to be filled or found stale, and a stale one that
        somebody is just taking over the time to say who that is."""
        if other is None or other.gone:
            return time.monotonic() >= self._end + 2 * _UNREADABLE_GRACE_S
        return time.monotonic() >= self._end


def _written(holder: Holder) -> bytes:
    return json.dumps(asdict(holder), ensure_ascii=False).encode("utf-8", "replace")


def _read(lock: Path) -> Holder | None:
    try:
        with open_ordinary(lock) as file:
            found = json.loads(file.read(_LARGEST))
        return Holder(str(found["reviewer"]), str(found["host"]), int(found["pid"]), str(found["started"]), str(found["since"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _create(lock: Path, mine: Holder) -> bool:
    """Make the lock file with its words in one step where hard links allow it, else exclusively and then fill it."""
    _refuse_link(lock)
    try:
        handle, name = tempfile.mkstemp(prefix=f".{lock.name}.", dir=lock.parent)  # exclusively: nobody's file is written into
        own = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(_written(mine))
            os.link(own, lock)
        except FileExistsError:
            return False
        except OSError:
            with lock.open("xb") as file:
                file.write(_written(mine))
        finally:
            own.unlink(missing_ok=True)
    except FileExistsError:
        return False
    except OSError as error:
        raise CaseReadOnlyError(
            tr("The case “{name}” cannot be changed where it lies").format(name=lock.name.removesuffix(".lock")),
            tr("Open it for reading only, or copy it to a folder that you may write to."),
        ) from error
    return True


def _refuse_link(lock: Path) -> None:
    """Refuse a lock that is a link or no file: what came with a case must not lead our words into another file."""
    try:
        ordinary = stat.S_ISREG(lock.lstat().st_mode)
    except OSError:
        return
    if not ordinary:
        raise CaseReadOnlyError(
            tr("The case “{name}” cannot be changed where it lies: “{lock}” beside it is a link or no file").format(
                name=lock.name.removesuffix(".lock"), lock=lock.name
            ),
            tr("This program never makes such a thing. Remove it, or open the case for reading only."),
        )


def _take_over(lock: Path, stale: Holder | None, mine: Holder) -> bool:
    """Put our words into a stale lock, unless somebody was quicker: all who may are on this computer, so a file lock decides."""
    try:
        with os.fdopen(os.open(lock, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)), "r+b") as file:
            found = os.fstat(file.fileno())
            ours = stat.S_ISREG(found.st_mode) and found.st_nlink == 1 and found.st_size <= _LARGEST
            if not ours or not file_lock.take(file.fileno(), at=_LARGEST) or _read(lock) != stale:
                return False
            file.seek(0)
            file.truncate()
            file.write(_written(mine))
            file.flush()
            return True
    except OSError:
        return False


def _locked(path: Path, lock: Path, other: Holder | None) -> CaseError:
    running, own = other is not None and other.running, False
    if other is None:
        words = tr("somebody whose name cannot be read")
    elif other.pid == os.getpid() and other.host == process_identity.host():
        own = True
        words = tr("another window of this program")
    else:
        words = other.words
    hint = tr("Open it for reading only, or close it there.")
    if not (running or own):
        hint = f"{hint} {tr('If nobody has it open any more, delete “{lock}”.').format(lock=lock.name)}"
    summary = tr("The case “{name}” is open for writing by {holder}").format(name=path.name, holder=words)
    return CaseLockedError(summary, hint, holder=words, beside=running and not own)
