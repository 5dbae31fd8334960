"""Owns in which other ways a word may stand in the index because a program recognised it so: those that do stand there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from reviewer.looking.look_alikes import mistaken
from reviewer.looking.query import Wanted
from reviewer.store.content.indexed_text import sought
from reviewer.store.content.matching import Spellings
from reviewer.store.file.database import value

if TYPE_CHECKING:
    from sqlite_utils import Database

_SHORTEST = 3
"""Letters that a word has at least: of shorter ones nearly everything is a misreading."""


def spellings_of(database: Database, terms: Iterable[Wanted]) -> Spellings:
    """Return, by word as it stands in the index, the other spellings that stand there."""
    found: dict[str, list[str]] = {}
    for one in terms:
        words = sought(one.words).lower().split()
        for number, word in enumerate(words):
            if word not in found and len(word) >= _SHORTEST and word.isascii() and word.isalnum():
                star = "*" if one.is_beginning and number == len(words) - 1 else ""
                found[word] = [other for other in mistaken(word) if _stands(database, f'"{other}"{star}')]
    return {word: others for word, others in found.items() if others}


def _stands(database: Database, query: str) -> bool:
    return value(database, "SELECT 1 FROM search_index WHERE search_index MATCH ? LIMIT 1", (query,)) is not None
