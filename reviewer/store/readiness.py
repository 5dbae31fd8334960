"""Owns what is done to an opened case before its first change: the caller's look at it, its search index, what imports left,
and that nothing of another computer's places, nor recognised text that nobody vouches for, stays in it.

Done once, by that change: who only reads leaves every byte as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from reviewer.store.content import index_making, linked_files, search
from reviewer.store.content.sources import Imports
from reviewer.store.content.unvouched_layers import UnvouchedLayers
from reviewer.store.file.database import transaction
from reviewer.store.history.seal import Seal

if TYPE_CHECKING:
    from sqlite_utils import Database


class Readiness:
    """Whether a case may be changed yet. Used on the thread of the writing connection.

    Attributes:
        done: The case was made ready.
        made_index: Its index was made anew for that.
        unvouched: The recognised texts that no entry vouches for yet.

    """

    def __init__(self, path: Path, database: Database, imports: Imports, seal: Seal, look: Callable[[], None] | None) -> None:
        """`look` is called first; what it raises keeps the case as it is, and it is called again the next time."""
        self.done = False
        self.made_index = False
        self.unvouched = UnvouchedLayers(database)
        self._path = path
        self._database = database
        self._imports = imports
        self._seal = seal
        self._look = look

    def require(self) -> None:
        """Make the case ready for its first change, if that is not done.

        Raises:
            Exception: What `look` raised.

        """
        if self.done:
            return
        if self._look is not None:
            self._look()
        if not self._seal.is_ours(self._database):
            with transaction(self._database):
                linked_files.forget_places(self._database)
        believes = self._believes()
        self.unvouched.begin(believed=believes)
        if not believes:
            index_making.make_anew(self._database)
            self._seal.made_anew(self._database)
            self.made_index = True
        self._imports.sweep()
        self._seal.leave(self._path)
        self.done = True

    @property
    def is_touched(self) -> bool:
        """Whether the case is ours, or a person changed it since it came from elsewhere; else it stays as it came."""
        return self.done or self._seal.is_ours(self._database)

    def _believes(self) -> bool:
        """Tell whether the index in the file is ours, also if the file was looked at some time ago."""
        vouched = self._seal.vouches(self._database, self._path) and self._seal.stands(self._path)
        return vouched and not search.looks_odd(self._database)
