"""Owns what is done to an opened case before its first change: the caller's look at it, its search index, what imports left.

Done once, by whatever comes first: somebody who has time for it, or the change itself.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from reviewer.store.content import index_making, search
from reviewer.store.content.sources import Imports
from reviewer.store.history.seal import Seal

if TYPE_CHECKING:
    from sqlite_utils import Database


class Readiness:
    """Whether a case may be changed yet. Used on the thread of the writing connection."""

    def __init__(self, database: Database, imports: Imports, seal: Seal, look: Callable[[], None] | None) -> None:
        """`look` is called first; what it raises keeps the case as it is, and it is called again the next time."""
        self._database = database
        self._imports = imports
        self._seal = seal
        self._look = look
        self._done = False

    def require(self, leaving: Callable[[], bool] = lambda: False) -> None:
        """Make the case ready for its first change, if that is not done.

        Args:
            leaving: Asked now and then; the index stays as it was where it says so.

        Raises:
            CancelledError: `leaving` said so.
            Exception: What `look` raised.

        """
        if self._done:
            return
        if self._look is not None:
            self._look()
        if not self._seal.vouches(self._database) or search.looks_odd(self._database):
            index_making.make_anew(self._database, leaving=leaving)
            self._seal.made_anew(self._database)
        self._imports.sweep()
        self._done = True
