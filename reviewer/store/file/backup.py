"""Owns whole copies of a case, which get their names only when they are finished: whole or not at all, never over another file.

Until it is finished it lies in a hidden folder beside its place. What a killed program left of one is cleared by the next that
makes a case in the same folder.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from reviewer.errors import CaseError
from reviewer.i18n import tr
from reviewer.store.file import hidden_folder
from reviewer.store.file.database import Driver, Mode, connect, settle
from reviewer.store.file.renaming import rename_to_free

if TYPE_CHECKING:
    from sqlite_utils import Database


LONGEST_NAME = 220
"""Bytes of a case's name: what is laid beside it for a while (journal, lock, its backup) has to fit on the disk as well."""

STEP_PAGES = 1024
"""Pages of SQLite's, mostly of 4 KiB, that are copied at a time: some 10 ms."""

_PREFIX = ".case-"
_UNFINISHED = "unfinished"
_OURS = {_UNFINISHED, f"{_UNFINISHED}-journal", f"{_UNFINISHED}.lock", hidden_folder.RECORD}
"""What is in a hidden folder; one that holds anything else is left alone."""


def write(database: Database, to: Path, *, driver: Driver = sqlite3.connect, between: Callable[[], None] = lambda: None) -> None:
    """Write a complete copy of an open case to `to` through SQLite's online backup.

    Args:
        database: The open case, in no transaction.
        to: Must not exist.
        driver: Connects to the copy.
        between: Called between two steps of it. What it changes through `database` goes into the copy
            (https://www.sqlite.org/c3ref/backup_finish.html).

    Raises:
        CaseError: Something lies at `to`.

    """
    check_free(to)
    with unfinished(to) as beside:
        with closing(connect(beside, Mode.CREATE, driver=driver)) as copy:
            settle(copy, writing=True)
            # after the last step nothing is copied any more: what was changed then would be missing
            database.conn.backup(copy.conn, pages=STEP_PAGES, progress=lambda _status, left, _total: between() if left else None)
        put_in_place(beside, to)


@contextmanager
def unfinished(path: Path) -> Iterator[Path]:
    """Give the block a name for the file that it makes for `path`, on the same disk; what the block leaves of it is removed.

    Raises:
        CaseError: The folder cannot be written.

    """
    try:
        for left, _ in hidden_folder.left(path, _PREFIX):
            _remove(left)
        folder = hidden_folder.make(path, _PREFIX)
    except OSError as error:
        raise unwritable(path, error) from error
    try:
        yield folder / _UNFINISHED
    finally:
        _remove(folder)


def _remove(folder: Path) -> None:
    """Remove a hidden folder, its record last; where that cannot be done, the next one tries again."""
    with suppress(OSError):
        if {one.name for one in folder.iterdir()} <= _OURS:
            for name in sorted(_OURS - {hidden_folder.RECORD}):
                (folder / name).unlink(missing_ok=True)
            (folder / hidden_folder.RECORD).unlink(missing_ok=True)
            folder.rmdir()


def name_before_migration(path: Path, version: int) -> Path:
    """Return a free name beside the case for its backup before it is brought up to date."""
    n = 1
    while True:
        number = "" if n == 1 else f"-{n}"
        name = path.with_name(f"{path.stem}.version-{version}{number}{path.suffix}")
        if not name.exists():
            return name
        n += 1


def check_free(path: Path) -> None:
    """Refuse a name that is taken or that no case can have, and a folder that is not there.

    Raises:
        CaseError: With the reason; nothing was touched.

    """
    if len(os.fsencode(path.name)) > LONGEST_NAME:
        raise CaseError(tr("The name “{name}” is too long for a case").format(name=path.name), tr("Choose a shorter name."))
    try:
        if not path.parent.is_dir():
            raise CaseError(
                tr("There is no folder “{folder}”").format(folder=path.parent),
                tr("Make the folder first, or choose another one."),
            )
        path.lstat()
    except FileNotFoundError:
        return
    except OSError as error:
        raise unwritable(path, error) from error
    raise taken(path)


def taken(path: Path) -> CaseError:
    """Return the error for a name that another file has."""
    return CaseError(tr("There is a file “{name}” already").format(name=path.name), tr("Choose another name, or open that file."))


def unwritable(path: Path, error: BaseException) -> CaseError:
    """Return the error for a file that cannot be made where it should lie."""
    reason = getattr(error, "strerror", None) or error
    return CaseError(
        tr("The file “{name}” cannot be written: {reason}").format(name=path.name, reason=reason),
        tr("See whether you may write to its folder."),
    )


def put_in_place(beside: Path, path: Path) -> None:
    """Give a finished file its name; a file of that name that came up meanwhile is left alone.

    Raises:
        CaseError: The name is taken, or the folder cannot be written.

    """
    try:
        rename_to_free(beside, path)
    except FileExistsError as error:
        raise taken(path) from error
    except OSError as error:
        raise unwritable(path, error) from error
