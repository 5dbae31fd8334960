"""Owns how a case file is connected to: the one function that makes connections, their settings, and transactions.

Nothing else opens SQLite. The driver is a parameter, so that another library with the same interface (an encrypting one) can be
used for the whole store.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reviewer import locked_files
from reviewer.store.file.failures import told

if TYPE_CHECKING:
    from sqlite_utils import Database

APPLICATION_ID = 0x52657677
"""`Revw`, big-endian at byte 68 of the file (https://www.sqlite.org/fileformat.html 1.3.7)."""

BUSY_TIMEOUT_MS = 5_000
CACHE_KIB = 4_096
LARGEST_VALUE = 64 * 1024 * 1024
"""Bytes of the largest text or blob that a case may hand us."""

Driver = Callable[..., sqlite3.Connection]
"""Connects like `sqlite3.connect`: a URI, `uri=True`, `isolation_level=None`, `timeout` in seconds."""


class Mode(Enum):
    """What a connection may do; the value is SQLite's own word for it in a URI."""

    READ = "ro"
    WRITE = "rw"
    CREATE = "rwc"


# Set on every connection before anything of the file is looked at.
_GUARDS = (
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA mmap_size = 0",
    "PRAGMA temp_store = MEMORY",
)
# Set once the schema is known to be ours. A spilling cache would lock readers out in the middle of a transaction.
_READING = ("PRAGMA foreign_keys = ON", f"PRAGMA cache_size = -{CACHE_KIB}")
_WRITING = ("PRAGMA journal_mode = DELETE", "PRAGMA synchronous = EXTRA", "PRAGMA secure_delete = ON", "PRAGMA cache_spill = OFF")


def file_uri(path: Path, mode: Mode) -> str:
    """Return the path as a URI that SQLite takes, whatever characters the name holds."""
    uri = path.absolute().as_uri()
    if not uri.startswith("file:///"):  # a Windows share: SQLite wants the host in the path, not as the URI's authority
        uri = "file:////" + uri.removeprefix("file://")
    return f"{uri}?mode={mode.value}"


def connect(path: Path, mode: Mode, *, driver: Driver = sqlite3.connect) -> Database:
    """Connect to a case file with guards up; the caller checks the schema and then calls `settle`.

    Raises:
        CaseError: The file cannot be opened.

    """
    from reviewer.store.file.case_database import CaseDatabase

    with told(path):
        connection = driver(file_uri(path, mode), uri=True, isolation_level=None, timeout=BUSY_TIMEOUT_MS / 1000)
        try:
            database = CaseDatabase(connection, locked_files.connected(path))
        except OSError as error:  # it was moved away in this moment
            connection.close()
            raise sqlite3.OperationalError(str(error)) from error
        try:
            connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_VALUE)
            connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
            for pragma in _GUARDS:
                connection.execute(pragma)
            if mode is Mode.READ:
                connection.execute("PRAGMA query_only = ON")
        except BaseException:
            database.close()
            raise
    return database


def memory() -> Database:
    """Return an empty database in memory with the same guards."""
    from sqlite_utils import Database

    connection = sqlite3.connect(":memory:", isolation_level=None)
    for pragma in (*_GUARDS, *_READING):
        connection.execute(pragma)
    return Database(connection, recursive_triggers=False, execute_plugins=False)


def settle(database: Database, *, writing: bool) -> None:
    """Apply the settings that need to look into the file; only after its schema was checked."""
    for pragma in (*_READING, *(_WRITING if writing else ())):
        database.execute(pragma)


@contextmanager
def transaction(database: Database) -> Iterator[None]:
    """Run a block as one write transaction: all of it is kept, or on any exception none of it."""
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
        database.execute("COMMIT")
    except BaseException:
        database.rollback()
        raise


@contextmanager
def own_memory(database: Database) -> Iterator[None]:
    """Let the block make and drop temporary tables and views of a reading connection: they stand in its memory alone."""
    database.execute("PRAGMA query_only = OFF")
    try:
        yield
    finally:
        database.execute("PRAGMA query_only = ON")


@contextmanager
def reading(database: Database) -> Iterator[None]:
    """Run a block on one unchanging state of the case; inside a transaction it joins that one."""
    if database.conn.in_transaction:
        yield
        return
    database.execute("BEGIN")
    try:
        yield
    finally:
        database.rollback()


def value(database: Database, sql: str, parameters: tuple[Any, ...] = ()) -> Any:
    """Return the first column of the first row, or None where there is no row."""
    row = database.execute(sql, parameters).fetchone()
    return None if row is None else row[0]
