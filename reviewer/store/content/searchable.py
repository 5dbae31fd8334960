"""Owns what is known of pages in which a search finds little or nothing: wordless, unread, or pictures with a few words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

from sqlite_utils import Database

from reviewer.model.document import Document
from reviewer.model.ids import DocumentId

_NOT_READ = (
    "NOT EXISTS (SELECT 1 FROM text_layers AS other WHERE other.sha256 = one.sha256 AND other.page = one.page"
    " AND other.letters IS NOT NULL AND trim(other.text, ' ' || char(9, 10, 12, 13)) <> '')"
)
"""What the picture says was not recognised by us, or nothing was found in it."""


@dataclass(frozen=True, slots=True)
class Unsearched:
    """How many pages of a document a search finds nothing on, or not all.

    Attributes:
        wordless: They have no words.
        scanned: They are pictures, of which a search finds the few words over them.
        unread: Their words could not be read, or not all of them.

    """

    wordless: int = 0
    scanned: int = 0
    unread: int = 0


def unsearched(database: Database, documents: Iterable[Document]) -> Mapping[DocumentId, Unsearched]:
    """Return how many such pages each document has; those without any are missing."""
    counted = {
        str(sha256): (with_words, Unsearched(0, scanned, unread))
        for sha256, with_words, scanned, unread in database.execute(
            "SELECT sha256,"  # noqa: S608 - our own words
            " count(DISTINCT page) FILTER (WHERE trim(text, ' ' || char(9, 10, 12, 13)) <> ''"
            f" OR (is_unread = 1 AND {_NOT_READ})),"
            f" count(DISTINCT page) FILTER (WHERE is_scan = 1 AND {_NOT_READ}),"
            f" count(DISTINCT page) FILTER (WHERE is_unread = 1 AND {_NOT_READ})"
            " FROM text_layers AS one GROUP BY sha256"
        ).fetchall()
    }
    found = {}
    for one in documents:
        with_words, known = counted.get(one.sha256, (0, Unsearched()))
        wordless = max(one.page_count - with_words, 0)
        found[one.id] = Unsearched(wordless, known.scanned, known.unread)
    return {document: count for document, count in found.items() if count != Unsearched()}


def scans_among(database: Database, sha256: str, first: int, count: int) -> Set[int]:
    """Return which of `count` pages of a source, from `first` (from 0) on, are pictures with a few words over them."""
    return _among(database, "is_scan", sha256, first, count)


def unread_among(database: Database, sha256: str, first: int, count: int) -> Set[int]:
    """Return which of `count` pages of a source, from `first` (from 0) on, could not be read, or not in full."""
    return _among(database, "is_unread", sha256, first, count)


def _among(database: Database, column: str, sha256: str, first: int, count: int) -> Set[int]:
    found = database.execute(
        f"SELECT page FROM text_layers AS one WHERE sha256 = ? AND {column} = 1 AND page >= ? AND page < ?"  # noqa: S608
        f" AND {_NOT_READ}",
        (sha256, first, first + count),
    )
    return {int(page) for (page,) in found}
