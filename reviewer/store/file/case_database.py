"""A connection to a case that says when it is closed, so that nothing of ours takes its locks away meanwhile (`locked_files`)."""

from __future__ import annotations

import sqlite3

from sqlite_utils import Database

from reviewer import locked_files
from reviewer.locked_files import FileKey


class CaseDatabase(Database):
    """A `Database` on a file that is counted while it is open."""

    def __init__(self, connection: sqlite3.Connection, key: FileKey) -> None:
        super().__init__(connection, recursive_triggers=False, execute_plugins=False)
        self._key: FileKey | None = key

    def close(self) -> None:
        """Close the connection; a second time nothing happens."""
        super().close()
        key, self._key = self._key, None
        if key is not None:
            locked_files.disconnected(key)
