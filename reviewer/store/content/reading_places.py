"""Owns where a person was in each document: neither journalled nor undoable, and no evidence of anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewer.errors import CaseError
from reviewer.model.ids import DocumentId
from reviewer.model.overview import ReadingPlace
from reviewer.store.records import rows

if TYPE_CHECKING:
    from sqlite_utils import Database


def write(database: Database, document: DocumentId, place: ReadingPlace) -> None:
    """Remember a place inside the caller's transaction, instead of the one before."""
    database.execute(
        "INSERT OR REPLACE INTO reading_places (document, page, offset_y, zoom) VALUES (?, ?, ?, ?)",
        (document, place.page, place.offset, place.zoom),
    )


def of(database: Database, document: DocumentId) -> ReadingPlace | None:
    """Return the place, or None where a document was never read, or where the case, maybe a stranger's, has none that can be.

    A document must not be lost to its reader over where somebody else stopped: it begins with its first page then.
    """
    row = database.execute("SELECT page, offset_y, zoom FROM reading_places WHERE document = ?", (document,)).fetchone()
    try:
        return None if row is None else rows.PLACE.of(row)
    except CaseError:
        return None
