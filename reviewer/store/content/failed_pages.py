"""Owns which pages could not be recognised, and by what: they are not tried by the same again unless somebody asks.

No evidence of anything, so neither journalled nor undone. A page that is read after all is none of them any more.
"""

from __future__ import annotations

from collections.abc import Set
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def note(database: Database, sha256: str, page: int, by: str) -> None:
    """Remember inside the caller's transaction that a page (from 0) of a source could not be read."""
    database.execute("INSERT OR REPLACE INTO failed_pages (sha256, page, by) VALUES (?, ?, ?)", (sha256, page, by))


def forget(database: Database, sha256: str, page: int) -> None:
    """Take note inside the caller's transaction that a page was read."""
    database.execute("DELETE FROM failed_pages WHERE sha256 = ? AND page = ?", (sha256, page))


def pages(database: Database, sha256: str, by: str | None = None) -> Set[int]:
    """Return the pages (from 0) of a source that could not be read by that; by anything where None."""
    asked = "SELECT page FROM failed_pages WHERE sha256 = ?1 AND (?2 IS NULL OR by = ?2)"
    return {int(page) for (page,) in database.execute(asked, (sha256, by))}
