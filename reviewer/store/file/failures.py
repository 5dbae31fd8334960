"""Owns what a failure of the database library means for a person: one sentence and one way on for each."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reviewer.errors import CaseError, CaseReadOnlyError
from reviewer.i18n import tr


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn the library's failures inside the block into sentences about the case at `path`."""
    try:
        yield
    except (sqlite3.Error, UnicodeError) as error:
        raise sentence(path, error) from error


def sentence(path: Path, error: sqlite3.Error | UnicodeError) -> CaseError:
    """Return what a failure of the library means for the case at `path`."""
    if isinstance(error, UnicodeEncodeError):
        return CaseError(tr("A text holds characters that cannot be stored"), tr("Nothing was changed."))
    code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF  # the primary code, https://www.sqlite.org/rescode.html
    if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_READONLY_ROLLBACK:
        return CaseReadOnlyError(
            tr("A change to the case “{name}” was cut short, and it lies where that cannot be taken back").format(name=path.name),
            tr("Copy it, with the file that ends in -journal beside it, to a folder that you may write to, and open it there."),
        )
    if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_READONLY_DBMOVED:
        return CaseReadOnlyError(
            tr("The file of the case “{name}” was moved, replaced or deleted while it is open; the change was not made").format(
                name=path.name
            ),
            tr("Everything before it is kept. Put the file back to its place, or save a copy of the case and go on in the copy."),
        )
    if code == sqlite3.SQLITE_READONLY:
        return read_only_error(path)
    if isinstance(error, UnicodeError) or "decode to UTF-8" in str(error):
        summary, hint = tr("The case “{name}” holds text that cannot be read"), tr("Go back to a backup or another copy.")
    elif code in _sentences():
        summary, hint = _sentences()[code]
    else:
        summary, hint = tr("The case “{name}” cannot be used: {reason}"), tr("Run “reviewer check” on it, or go back to a copy.")
    return CaseError(summary.format(name=path.name, reason=error), hint)


def read_only_error(path: Path) -> CaseReadOnlyError:
    """Return the error for a case that lies where it cannot be changed, or was opened for reading."""
    return CaseReadOnlyError(
        tr("The case “{name}” cannot be changed where it lies").format(name=path.name),
        tr("Open it for reading only, or copy it to a folder that you may write to."),
    )


def _sentences() -> dict[int, tuple[str, str]]:
    busy = (
        tr("The case “{name}” is busy: another program is using it"),
        tr("Nothing was changed. Wait until it has finished and try again."),
    )
    damaged = (
        tr("The case “{name}” is damaged"),
        tr("Go back to a backup or another copy. “reviewer check” says what is wrong."),
    )
    return {
        sqlite3.SQLITE_BUSY: busy,
        sqlite3.SQLITE_LOCKED: busy,
        sqlite3.SQLITE_CORRUPT: damaged,
        sqlite3.SQLITE_NOTADB: damaged,
        sqlite3.SQLITE_FULL: (
            tr("There is no space left where the case “{name}” lies; the change was not made"),
            tr("Everything before it is kept. Make room and try again."),
        ),
        sqlite3.SQLITE_CANTOPEN: (
            tr("The case “{name}” cannot be opened"),
            tr("See whether it is still there and whether you may read it and write to its folder."),
        ),
        sqlite3.SQLITE_IOERR: (
            tr("The disk that holds the case “{name}” does not answer"),
            tr("See whether it is still connected; what was saved before is in the file."),
        ),
        sqlite3.SQLITE_TOOBIG: (tr("A piece of text is too large for the case “{name}”"), tr("Nothing was changed.")),
        sqlite3.SQLITE_CONSTRAINT: (
            tr("The change does not fit what else is in the case “{name}”; it was not made"),
            tr("The case may have changed meanwhile: look at it again."),
        ),
    }
