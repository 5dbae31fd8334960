"""Owns whether a case, as it lies there, was made by this machine: only then is its search index believed.

Who remembers that is not the store's business: `Seals` is what it asks. A state is named by the case's id and the journal's
head. The head says nothing of the index, which is derived: that is why an index is only vouched for from the moment on in which
this machine made it, entry by entry or anew, and why a seal is only laid on what grew out of such a state.
"""

from __future__ import annotations

import sqlite3
import threading
from typing import TYPE_CHECKING, Protocol

from reviewer.errors import CaseError
from reviewer.store.file.database import value
from reviewer.store.history import journal
from reviewer.store.history.journal import Head

if TYPE_CHECKING:
    from sqlite_utils import Database


class Seals(Protocol):
    """Remembers states of cases beyond the life of the program. Neither method raises: what cannot be known is not known."""

    def knows(self, case: str, head: str) -> bool:
        """Tell whether a state was kept, on this machine."""

    def keep(self, case: str, head: str) -> None:
        """Remember a state; it is on the disk when this returns."""


class NoSeals:
    """Remembers nothing, so that every case comes from elsewhere."""

    def knows(self, _case: str, _head: str) -> bool:
        """Know nothing."""
        return False

    def keep(self, _case: str, _head: str) -> None:
        """Keep nothing."""


class Seal:
    """One opened case's states; shared by its connections, whatever threads they are on."""

    def __init__(self, seals: Seals | None = None) -> None:
        self._seals = seals or NoSeals()
        self._guard = threading.Lock()
        self._ours: frozenset[str] = frozenset()

    def vouches(self, database: Database) -> bool:
        """Tell whether this machine made the case and its index as they are now; of a damaged case it never says so.

        Raises:
            sqlite3.OperationalError: The case is busy.

        """
        state = _state(database)
        if state is None:
            return False
        case, head = state
        with self._guard:
            if head not in self._ours and self._seals.knows(case, head):
                self._ours |= {head}
            return head in self._ours

    def made_anew(self, database: Database) -> None:
        """Vouch from now on for the case as it is: its index has just been made from what the case holds.

        This is not kept: another file with the same head may have another index.
        """
        head = journal.head(database).hash
        with self._guard:
            self._ours |= {head}

    def before_commit(self, database: Database, last: Head, new: Head) -> None:
        """Keep the state that the caller's transaction is about to make, if it follows from one that is vouched for.

        Whether the commit then happens, fails, or is cut short by a kill: the case is in one of two states that are known.
        """
        case = str(value(database, "SELECT id FROM cases") or "")
        with self._guard:
            if last.hash in self._ours or self._seals.knows(case, last.hash):
                self._seals.keep(case, new.hash)
                self._ours = frozenset({last.hash, new.hash})


def _state(database: Database) -> tuple[str, str] | None:
    """Return the case's id and head as they stand there; None where they cannot be read."""
    try:
        return str(value(database, "SELECT id FROM cases") or ""), journal.head(database).hash
    except sqlite3.DatabaseError as error:
        if (getattr(error, "sqlite_errorcode", 0) & 0xFF) in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            raise
        return None
    except CaseError:  # an entry that does not parse
        return None
