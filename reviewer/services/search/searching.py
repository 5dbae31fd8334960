"""Answers a search over a case as people meet it: what is found, and where nothing is, what would find more."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from pathlib import Path

from reviewer.errors import UsageError
from reviewer.i18n import tr
from reviewer.looking.query import All, Any, Query, written
from reviewer.looking.typed_query import understood
from reviewer.model.ids import DocumentId
from reviewer.model.searching import EVERYTHING, FoundHits, HitKind, SearchFilter
from reviewer.store.reader import CaseReader

MOST_TERMS = 2_000
"""Lines of a list of terms that are searched."""


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


@dataclass(frozen=True, slots=True)
class TermTable:
    """How often each of some terms is found in each document.

    Attributes:
        terms: As they were given, each once.
        documents: Those of the case, by id, with their names; under None claims and what is noted on them.
        counts: Of each term how many hits of each kind there are in each document.
        is_cut: There were more terms.

    """

    terms: tuple[str, ...]
    documents: dict[DocumentId | None, str]
    counts: tuple[FoundHits, ...]
    is_cut: bool = False

    def hits(self, term: int, document: DocumentId | None) -> int:
        """Return how many hits a term has in a document."""
        return sum((self.counts[term].counts or {}).get(document, {}).values())

    def pages(self, term: int, document: DocumentId | None) -> int:
        """Return on how many of its pages."""
        return (self.counts[term].counts or {}).get(document, {}).get(HitKind.PAGE, 0)


def terms_in(text: str) -> list[str]:
    """Return the terms of a list, one a line, each once."""
    return list(dict.fromkeys(line.strip() for line in text.lstrip("\ufeff").splitlines() if line.strip()))


def table_of(reader: CaseReader, terms: Sequence[str], wanted: SearchFilter = EVERYTHING, *, tolerant: bool = False) -> TermTable:
    """Search for each of some terms, as if it were typed by itself.

    Args:
        reader: Of the case.
        terms: What for.
        wanted: What of it is wanted.
        tolerant: Also words in recognised text that may have been misread.

    """
    documents: dict[DocumentId | None, str] = {one.document.id: one.document.name for one in reader.documents()}
    documents[None] = tr("claims and notes")
    searched = tuple(terms[:MOST_TERMS])
    counts = tuple(reader.searching().count(understood(one), wanted, tolerant=tolerant) for one in searched)
    return TermTable(searched, documents, counts, len(terms) > MOST_TERMS)


def table_cells(table: TermTable) -> tuple[list[str], list[list[str | int | None]]]:
    """Return the table for a spreadsheet: a column a term, below its header a row a document."""
    rows: list[list[str | int | None]] = [
        [name, *(table.hits(number, one) for number in range(len(table.terms)))] for one, name in table.documents.items()
    ]
    return [tr("document"), *table.terms], rows


def save_table(table: TermTable, place: Path) -> None:
    """Write the table as CSV to a place where nothing lies yet.

    Raises:
        UsageError: Something lies there, or it cannot be written.

    """
    from reviewer.exporters.forms.table import rows_as_csv

    try:
        with place.open("xb") as file:
            file.writelines(rows_as_csv(*table_cells(table)))
    except FileExistsError as error:
        raise UsageError(tr("There is a file of this name already"), tr("Choose another name.")) from error
    except OSError as error:
        raise UsageError(tr("The table cannot be written: {why}").format(why=error.strerror or error)) from error
