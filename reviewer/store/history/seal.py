"""Owns whether a case, as it lies there, was made by this machine, and whether its search index is believed.

Who remembers that is not the store's business: `Seals` is what it asks. A state is named by the case's id and the journal's
head. The head says nothing of the index, which is derived: that is why an index is only vouched for from the moment on in which
this machine made it, entry by entry or anew, and why a seal is only laid on what grew out of such a state. Whoever opens the
case later believes the index while the file is as this machine left it. A file that only was copied or put back is ours still:
its index is made anew without a word.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from reviewer.errors import CaseError
from reviewer.store.file.database import value
from reviewer.store.history import journal
from reviewer.store.history.journal import Head

if TYPE_CHECKING:
    from sqlite_utils import Database


class Seals(Protocol):
    """Remembers states of cases beyond the life of the program. No method raises: what cannot be known is not known."""

    def knows(self, case: str, head: str) -> bool:
        """Tell whether a state was kept, on this machine."""

    def keep(self, case: str, head: str) -> None:
        """Remember a state; it is on the disk when this returns."""

    def knows_file(self, case: str, file: str) -> bool:
        """Tell whether this is how this machine last left a file of the case."""

    def keep_file(self, case: str, file: str) -> None:
        """Remember how a file of the case is left; this may be lost."""


class NoSeals:
    """Remembers nothing, so that every case comes from elsewhere."""

    def knows(self, _case: str, _head: str) -> bool:
        """Know nothing."""
        return False

    def keep(self, _case: str, _head: str) -> None:
        """Keep nothing."""

    def knows_file(self, _case: str, _file: str) -> bool:
        """Know nothing."""
        return False

    def keep_file(self, _case: str, _file: str) -> None:
        """Keep nothing."""


class Seal:
    """One opened case's states; shared by its connections, whatever threads they are on."""

    def __init__(self, seals: Seals | None = None) -> None:
        self._seals = seals or NoSeals()
        self._guard = threading.Lock()
        self._case = ""
        self._vouched: frozenset[str] = frozenset()
        self._left = ""

    def is_ours(self, database: Database) -> bool:
        """Tell whether this machine changed the case last, as far as its journal tells; of a damaged case it never says so.

        Raises:
            sqlite3.OperationalError: The case is busy.

        """
        state = _state(database)
        with self._guard:
            return state is not None and (state[1] in self._vouched or self._seals.knows(*state))

    def vouches(self, database: Database, path: Path) -> bool:
        """Tell whether the index in the case's file is believed: the case is ours, and its file is as this machine left it.

        Raises:
            sqlite3.OperationalError: The case is busy.

        """
        state = _state(database)
        if state is None:
            return False
        case, head = state
        with self._guard:
            if head not in self._vouched and self._seals.knows(case, head) and self._seals.knows_file(case, found := _file(path)):
                self._case, self._vouched, self._left = case, self._vouched | {head}, found
            return head in self._vouched

    def made_anew(self, database: Database) -> None:
        """Vouch from now on for the case as it is: its index has just been made from what the case holds.

        This is not kept: another file with the same head may have another index.
        """
        case, head = _id(database), journal.head(database).hash
        with self._guard:
            self._case, self._vouched = case, self._vouched | {head}

    def before_commit(self, database: Database, last: Head, new: Head) -> None:
        """Keep the state that the caller's transaction is about to make, if it follows from one that is vouched for.

        Whether the commit then happens, fails, or is cut short by a kill: the case is in one of two states that are known.
        """
        case = _id(database)
        with self._guard:
            self._case, vouched = case, last.hash in self._vouched
            if vouched or self._seals.knows(case, last.hash):
                self._seals.keep(case, new.hash)
                self._vouched = frozenset({last.hash, new.hash} if vouched else ())

    def stands(self, path: Path) -> bool:
        """Tell whether the file is still as it was found or left here."""
        with self._guard:
            return bool(self._left) and self._left == _file(path)

    def leave(self, path: Path) -> None:
        """Keep how the file is now, in a state that is vouched for."""
        with self._guard:
            self._left = _file(path)
            if self._left:
                self._seals.keep_file(self._case, self._left)

    @contextmanager
    def changing(self, path: Path) -> Iterator[None]:
        """Keep how the block leaves the file, unless somebody else changed it before."""
        stands = self.stands(path)
        try:
            yield
        finally:
            if stands:
                self.leave(path)


def _file(path: Path) -> str:
    """Return what tells a file from a changed one or a copy, "" where it cannot be known.

    Writing moves the time of change, which nobody can set. The file is not opened: closing it would take SQLite's locks from
    this whole process (https://www.sqlite.org/howtocorrupt.html 2.2). Devices have other numbers after a restart.
    """
    try:
        found = path.stat()
    except OSError:
        return ""
    return f"{found.st_ino} {found.st_size} {found.st_mtime_ns} {found.st_ctime_ns}"


def _state(database: Database) -> tuple[str, str] | None:
    """Return the case's id and head as they stand there; None where they cannot be read."""
    try:
        return _id(database), journal.head(database).hash
    except sqlite3.DatabaseError as error:
        if (getattr(error, "sqlite_errorcode", 0) & 0xFF) in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            raise
        return None
    except CaseError:  # an entry that does not parse
        return None


def _id(database: Database) -> str:
    return str(value(database, "SELECT id FROM cases") or "")
