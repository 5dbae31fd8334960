"""Owns by which words a page is found: those of the text that is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewer.store.content import search
from reviewer.store.content.entry_texts import text_of

if TYPE_CHECKING:
    from sqlite_utils import Database


def renew(database: Database, sha256: str, page: int) -> None:
    """Have a page (from 0) of a source found by the words that it has now, inside the caller's transaction."""
    search.remove(database, "page", sha256, page)
    text = text_of(database, "page", sha256, page)
    if text is not None and text.strip():
        search.add(database, "page", sha256, page, text)
