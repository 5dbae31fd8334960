"""Owns what is known of pages on which a search finds little or nothing: without words, or pictures with a few over them."""

from __future__ import annotations

from collections.abc import Mapping, Set

from sqlite_utils import Database


def pages_with_words(database: Database) -> Mapping[str, int]:
    """Return how many pages of each source have any words, by SHA-256; sources without any are missing."""
    return dict(
        database.execute(
            "SELECT sha256, count(DISTINCT page) FROM text_layers"
            " WHERE trim(text, ' ' || char(9, 10, 12, 13)) <> '' GROUP BY sha256"
        ).fetchall()
    )


def scanned_pages(database: Database) -> Mapping[str, int]:
    """Return how many pages of each source are pictures with a few words over them, by SHA-256; sources without are missing."""
    return dict(
        database.execute("SELECT sha256, count(DISTINCT page) FROM text_layers WHERE is_scan = 1 GROUP BY sha256").fetchall()
    )


def scans_among(database: Database, sha256: str, first: int, count: int) -> Set[int]:
    """Return which of `count` pages of a source, from `first` (from 0) on, are such pictures."""
    found = database.execute(
        "SELECT page FROM text_layers WHERE sha256 = ? AND is_scan = 1 AND page >= ? AND page < ?", (sha256, first, first + count)
    )
    return {int(page) for (page,) in found}
