"""Answers a search over a case as people meet it: what is found, and where nothing is, what would find more."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum, auto

from reviewer.looking.query import All, Any, Query, written
from reviewer.looking.typed_query import understood
from reviewer.model.searching import EVERYTHING, FoundHits, SearchFilter
from reviewer.store.reader import CaseReader

_BEGINS_FROM = 3
"""Letters of a word that is being typed from which on it is looked for as a beginning: of fewer, nearly everything is one."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody searches for.

    Attributes:
        typed: Their words.
        wanted: What of it is wanted.
        tolerant: Also words in recognised text that may have been misread.

    """

    typed: str
    wanted: SearchFilter = EVERYTHING
    tolerant: bool = False

    @property
    def query(self) -> Query:
        """How the words were understood."""
        return understood(self.typed)


def as_typed(typed: str) -> str:
    """Return what somebody is typing, its last word taken for the beginning of one, once it says enough."""
    return f"{typed}*" if re.search(rf"(?<!\w)\w{{{_BEGINS_FROM},}}\Z", typed) and typed.count('"') % 2 == 0 else typed


class Way(Enum):
    """A way to find more."""

    BEGINNINGS = auto()
    WITHOUT_FILTER = auto()
    TOLERANT = auto()
    ANY_WORD = auto()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What would find more, and how many hits."""

    way: Way
    asked: Asked
    count: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What was asked, what it brought, and what would bring more."""

    asked: Asked
    found: FoundHits
    suggestions: tuple[Suggestion, ...] = ()


def answer(
    reader: CaseReader, asked: Asked, *, limit: int, suggest: bool = True, unwanted: Callable[[], bool] | None = None
) -> Answer:
    """Search a case.

    Args:
        reader: Of the case.
        asked: What for.
        limit: How many hits come with the words around them.
        suggest: Look also for what would find more.
        unwanted: Asked now and then whether nobody waits for the answer any more.

    Raises:
        Superseded: Nobody does.

    """
    query = asked.query
    found = reader.searching().find(query, limit=limit, wanted=asked.wanted, tolerant=asked.tolerant, unwanted=unwanted)
    return Answer(asked, found, _suggestions(reader, asked, query, found) if suggest else ())


def _suggestions(reader: CaseReader, asked: Asked, query: Query, found: FoundHits) -> tuple[Suggestion, ...]:
    others: list[tuple[Way, Asked]] = []
    begun = query.begun()
    if begun.node is not None and begun.node != query.node:
        others.append((Way.BEGINNINGS, replace(asked, typed=written(begun.node))))
    if not found.total:
        if asked.wanted != EVERYTHING:
            others.append((Way.WITHOUT_FILTER, replace(asked, wanted=EVERYTHING)))
        if not asked.tolerant:
            others.append((Way.TOLERANT, replace(asked, tolerant=True)))
        if isinstance(query.node, All):
            others.append((Way.ANY_WORD, replace(asked, typed=written(Any(query.node.parts)))))
    counted = (
        Suggestion(way, one, reader.searching().count(one.query, one.wanted, tolerant=one.tolerant).total) for way, one in others
    )
    return tuple(one for one in counted if one.count > found.total)
