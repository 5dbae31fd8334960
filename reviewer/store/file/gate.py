"""Owns the way into a case file: its first bytes, then a read-only look at its schema, and only then anything else.

A case may come from a stranger. Nothing of it is run: its schema must equal ours text by text before any other query. Order and
reasons: header and application id; a journal that SQLite may play back without harm; recovery of a change cut short by a crash;
schema.
"""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reviewer import locked_files
from reviewer.errors import CaseError, CaseReadOnlyError
from reviewer.i18n import tr
from reviewer.store.file import backup
from reviewer.store.file.database import APPLICATION_ID, Driver, Mode, connect, own_memory, settle, transaction
from reviewer.store.file.failures import read_only_error, told
from reviewer.store.file.migrations import STEPS, Step, expected_schema, migrate, schema_of, stand_ins

if TYPE_CHECKING:
    from sqlite_utils import Database

_HEADER = 100
_MAGIC = b"SQLite format 3\x00"
_JOURNAL_MAGIC = bytes.fromhex("d9d505f920a163d7")
_ROLLBACK = 1
"""The file format's write and read version of a case: a rollback journal, no write-ahead log."""


@dataclass(frozen=True, slots=True)
class Header:
    """What the first 100 bytes say (https://www.sqlite.org/fileformat.html 1.3)."""

    application_id: int
    version: int
    versions: tuple[int, int]
    expected_size: int | None


def read_header(path: Path) -> Header:
    """Read the first bytes of a file that should be a case; nothing is parsed beyond them.

    Raises:
        CaseError: Not there, a folder, empty, or not a case, each with its own sentence.

    """
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise _wrong_kind(path, tr("“{name}” is a folder, not a case"))
        if not stat.S_ISREG(mode):
            raise _wrong_kind(path, tr("“{name}” is not an ordinary file"))
        first = locked_files.first_bytes(path, _HEADER)
    except FileNotFoundError as error:
        raise CaseError(
            tr("There is no case “{path}”").format(path=path), tr("See whether it was moved or renamed, or make a new one.")
        ) from error
    except OSError as error:
        raise CaseError(
            tr("The case “{name}” cannot be read: {reason}").format(name=path.name, reason=error.strerror or error),
            tr("See whether you may read it and whether its disk is connected."),
        ) from error
    if not first:
        raise CaseError(
            tr("“{name}” is empty: there is no case in it").format(name=path.name),
            tr("The copy may have been cut short. Go back to the original or a backup."),
        )
    if len(first) < _HEADER or not first.startswith(_MAGIC):
        raise _not_a_case(path)
    return _parsed(path, first)


def _parsed(path: Path, first: bytes) -> Header:
    def integer(offset: int) -> int:
        return int.from_bytes(first[offset : offset + 4], "big")

    if integer(68) != APPLICATION_ID:
        raise _not_a_case(path)
    page_size = int.from_bytes(first[16:18], "big")
    page_size = 65536 if page_size == 1 else page_size
    size_is_valid = integer(24) == integer(92)
    return Header(integer(68), integer(60), (first[18], first[19]), integer(28) * page_size if size_is_valid else None)


def _wrong_kind(path: Path, summary: str) -> CaseError:
    return CaseError(summary.format(name=path.name or path), tr("Choose a file that ends in .revcase."))


def _not_a_case(path: Path) -> CaseError:
    return CaseError(
        tr("“{name}” is not a case of this program").format(name=path.name),
        tr("Choose a file that ends in .revcase; documents are added to a case."),
    )


def enter(path: Path, mode: Mode, *, driver: Driver = sqlite3.connect, steps: Sequence[Step] = STEPS) -> tuple[Database, int]:
    """Return a connection to a case whose schema was checked, and its schema version.

    Raises:
        CaseError: It is no case, newer than this program, damaged, changed by something else, or not readable.
        CaseReadOnlyError: `mode` is to write, and the place does not allow it.

    """
    header = read_header(path)
    if header.version > len(steps):
        raise CaseError(
            tr("“{name}” was made by a newer version of this program").format(name=path.name),
            tr("Nothing was changed. Update this program to open it."),
        )
    if header.versions != (_ROLLBACK, _ROLLBACK) or header.version < 1:
        raise foreign(path)
    hot = _hot_journal(path)
    if header.expected_size is not None and not hot and path.stat().st_size < header.expected_size:
        raise CaseError(
            tr("“{name}” is cut short: parts of the case are missing").format(name=path.name),
            tr("The copy may not have finished. Go back to the original or a backup."),
        )
    with told(path):
        database = _looked_at(path, Mode.READ, driver, steps, header.version, hot=hot)
        if mode is not Mode.READ:
            database.close()
            database = _looked_at(path, mode, driver, steps, header.version, hot=False)
    return database, header.version


def enter_reading(path: Path, *, driver: Driver = sqlite3.connect, steps: Sequence[Step] = STEPS) -> Database:
    """Return a read-only connection to a case that reads like one of the newest schema, also where it is older.

    Raises:
        CaseError: As for `enter`.

    """
    database, version = enter(path, Mode.READ, driver=driver, steps=steps)
    try:
        with told(path), own_memory(database):
            for statement in stand_ins(version):
                database.execute(statement)
    except BaseException:
        database.close()
        raise
    return database


def enter_writing(
    path: Path,
    *,
    driver: Driver = sqlite3.connect,
    steps: Sequence[Step] = STEPS,
    damage: Callable[[Path], Sequence[str]] = lambda _path: (),
) -> Database:
    """Return a connection for writing to a case; an older one was backed up beside itself and brought up to date.

    Args:
        path: The case.
        driver: Connects to it.
        steps: The migrations.
        damage: Asked before an older one is brought up to date: returns what is wrong with it, a sentence each.

    Raises:
        CaseError: As for `enter`, or there is no room for the backup that is made before.
        CaseReadOnlyError: It cannot be written where it lies, or is older and damaged.

    """
    database, version = enter(path, Mode.WRITE, driver=driver, steps=steps)
    try:
        with told(path):
            _check_place(path)
            if version < len(steps):
                _bring_up_to_date(path, database, version, steps=steps, driver=driver, damage=damage)
    except BaseException:
        database.close()
        raise
    return database


def _check_place(path: Path) -> None:
    """Find out now, not at the first highlight, whether an entered case can be written."""
    if path.stat().st_nlink > 1:
        raise CaseReadOnlyError(
            tr("The file of the case “{name}” has a second name on its disk (a hard link)").format(name=path.name),
            tr(
                "Work by the other name would not be seen here, nor this there. Read it, or make a copy of the file and use that."
            ),
        )
    effective = os.access in os.supports_effective_ids
    for place in (path, path.resolve().parent):  # SQLite makes its rollback journal beside the file
        if not os.access(place, os.W_OK, effective_ids=effective):
            raise read_only_error(path)


def _bring_up_to_date(
    path: Path,
    database: Database,
    version: int,
    *,
    steps: Sequence[Step],
    driver: Driver,
    damage: Callable[[Path], Sequence[str]],
) -> None:
    """Back up an older case, and give it the schema of today; a damaged one is not written to at all."""
    if found := damage(path):
        raise CaseReadOnlyError(
            tr("The case “{name}” is of an older version and damaged, and was not changed: {finding}").format(
                name=path.name, finding=found[0]
            ),
            tr("It can be read still. Go back to a backup or another copy; “reviewer check” says all that is wrong."),
        )
    backup.write(database, backup.name_before_migration(path, version), driver=driver)
    with transaction(database):
        migrate(database, steps=steps)


def _looked_at(path: Path, mode: Mode, driver: Driver, steps: Sequence[Step], version: int, *, hot: bool) -> Database:
    """Connect, compare the schema, then settle. A crash's half-made change is rolled back first, which needs a writing look."""
    if hot and mode is Mode.READ:
        _recover(path, driver)
    database = connect(path, mode, driver=driver)
    try:
        _check_schema(path, database, tuple(steps[:version]))
        settle(database, writing=mode is not Mode.READ)
    except BaseException:
        database.close()
        raise
    return database


def _check_schema(path: Path, database: Database, steps: tuple[Step, ...]) -> None:
    if schema_of(database) != expected_schema(steps):
        raise foreign(path)


def _hot_journal(path: Path) -> bool:
    """Tell whether a change that was cut short lies beside the case.

    Raises:
        CaseError: What lies there is no journal that SQLite may be let near.

    """
    place = path.resolve()  # where SQLite puts it, too
    journal = place.with_name(place.name + "-journal")
    try:
        found = journal.lstat()
    except OSError:
        return False
    if not stat.S_ISREG(found.st_mode):
        raise _odd_journal(path)
    if found.st_size == 0:
        return False
    try:
        with journal.open("rb") as file:
            file.seek(max(0, found.st_size - len(_JOURNAL_MAGIC)))
            names_another = file.read() == _JOURNAL_MAGIC
    except OSError:  # then SQLite cannot read it either, and says so
        return True
    if names_another:
        raise _odd_journal(path)
    return True


def _odd_journal(path: Path) -> CaseError:
    """Return the error for a journal that this program never leaves.

    One whose last eight bytes are the magic names a super-journal (https://www.sqlite.org/fileformat.html, the rollback journal):
    on playing it back SQLite would delete the file so named, whichever it is. We attach no databases, so ours never name one.
    """
    return CaseError(
        tr("“{name}” was not opened: what lies beside it as its journal was made to do harm").format(name=path.name),
        tr("Nothing was read or changed. Move the file that ends in “-journal” away, and ask where the case came from."),
    )


def _recover(path: Path, driver: Driver) -> None:
    """Let SQLite roll back what a crash left half made; a change that somebody is just making is left alone."""
    try:
        database = connect(path, Mode.WRITE, driver=driver)
    except CaseError:
        return  # the place cannot be written; reading says what that means
    try:
        database.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    finally:
        database.close()


def foreign(path: Path) -> CaseError:
    """Return the error for a schema that is not ours."""
    return CaseError(
        tr("“{name}” is damaged, or was changed by something else than this program").format(name=path.name),
        tr("Nothing in it was run or changed. Go back to a backup or ask for another copy."),
    )
