"""Which of a page's layers of text is used. Owns that choice, for searching, reading and quoting alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewer.store.content import search

if TYPE_CHECKING:
    from sqlite_utils import Database

BEST_LAYER_LAST = (
    "ORDER BY page, trim(text, ' ' || char(9, 10, 12, 13)) <> '', CASE kind WHEN 'corrected' THEN 2 WHEN 'ocr' THEN 1 ELSE 0 END"
)
"""Corrected before recognised before what the document brings; one that says nothing comes after all that do."""


def index_best(database: Database, sha256: str, page: int) -> None:
    """Have a page of a source found by the words of the layer that is used, inside the caller's transaction."""
    found = database.execute(
        f"SELECT text FROM text_layers WHERE sha256 = ? AND page = ? {BEST_LAYER_LAST}",  # noqa: S608 - our own words
        (sha256, page),
    ).fetchall()
    search.remove(database, "page", sha256, page)
    if found and found[-1][0].strip():
        search.add(database, "page", sha256, page, found[-1][0])
