"""A list of terms, and how often each stands in each document: every place on its pages counts, as finding steps through them.

What people marked and wrote is counted by itself: a quote stands on its page already. Counting reads the text of every page on
which a term is found, and lets others have the case between some pages and the next.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol, TypeVar

from reviewer.errors import CancelledError, UsageError
from reviewer.i18n import tr
from reviewer.looking.query import All, Query, Wanted
from reviewer.looking.typed_query import QUOTES, understood
from reviewer.model.ids import DocumentId
from reviewer.model.searching import EVERYTHING, HitKind, SearchFilter
from reviewer.store.reader import CaseReader

T = TypeVar("T")

MOST_TERMS = 2_000
"""Lines of a list of terms that are searched."""

_AT_ONCE = 500
"""Pages looked through before others have their turn: some hundredths of a second."""


class Reads(Protocol):
    """Asks a case something, and waits for the answer."""

    def __call__(self, asked: Callable[[CaseReader], T], /) -> T:
        """Return the answer."""


@dataclass(frozen=True, slots=True)
class Counted:
    """In how many places a term stands, and on how many pages; none where it stands in what people wrote and marked."""

    hits: int = 0
    pages: int = 0

    def __add__(self, other: Counted) -> Counted:
        """Return both together."""
        return Counted(self.hits + other.hits, self.pages + other.pages)


@dataclass(frozen=True, slots=True)
class TermTable:
    """How often each of some terms stands in each document.

    Attributes:
        terms: As they were given, each once.
        documents: Those of the case, by id, with their names; under None passages, notes and claims.
        counts: Of each term what was counted in each document in which it stands.
        is_cut: There were more terms.

    """

    terms: tuple[str, ...]
    documents: dict[DocumentId | None, str]
    counts: tuple[dict[DocumentId | None, Counted], ...]
    is_cut: bool = False

    def having(self, term: int) -> Iterator[tuple[DocumentId | None, str, Counted]]:
        """Yield the documents in which a term stands, in list order, their names, and what was counted there."""
        for document, name in self.documents.items():
            if document in self.counts[term]:
                yield document, name, self.counts[term][document]

    def total(self, term: int) -> Counted:
        """Return what was counted of a term in all documents, and in passages, notes and claims."""
        return sum(self.counts[term].values(), Counted())


def terms_in(text: str) -> list[str]:
    """Return the terms of a list, one a line, each once."""
    return list(dict.fromkeys(line.strip() for line in text.lstrip("\ufeff").splitlines() if line.strip()))


def as_term(line: str) -> Query:
    """Return what a line of a list asks for: its words together, as a term is, unless it has quotation marks or operators."""
    query = understood(line)
    if not isinstance(query.node, All) or not query.is_plain or any(sign in line for sign in QUOTES):
        return query
    *first, last = (one for one in query.node.parts if isinstance(one, Wanted))
    if any(one.is_beginning for one in first):
        return query
    return Query(Wanted(" ".join(one.words for one in (*first, last)), last.is_beginning))


def table_of(
    read: Reads,
    terms: Sequence[str],
    wanted: SearchFilter = EVERYTHING,
    *,
    tolerant: bool = False,
    progress: Callable[[int], None] = lambda _done: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> TermTable:
    """Count each of some terms.

    Args:
        read: Asks the case.
        terms: What for.
        wanted: What of it is wanted.
        tolerant: Also words in recognised text that may have been misread.
        progress: Told how many terms were counted.
        cancelled: Asked between some pages and the next.

    Raises:
        CancelledError: `cancelled` said so.

    """
    documents: dict[DocumentId | None, str] = {one.document.id: one.document.name for one in read(CaseReader.documents)}
    documents[None] = tr("passages, notes and claims")
    searched, counts = tuple(terms[:MOST_TERMS]), []
    for done, term in enumerate(searched):
        progress(done)
        counts.append(_counted(read, term, wanted, tolerant=tolerant, cancelled=cancelled))
    return TermTable(searched, documents, tuple(counts), len(terms) > MOST_TERMS)


def _counted(
    read: Reads, term: str, wanted: SearchFilter, *, tolerant: bool, cancelled: Callable[[], bool]
) -> dict[DocumentId | None, Counted]:
    query = as_term(term)
    finder, entries = read(lambda case: case.searching().entries(query, wanted, tolerant=tolerant))
    counts: dict[DocumentId | None, Counted] = {}
    for first in range(0, len(entries), _AT_ONCE):
        some = entries[first : first + _AT_ONCE]
        if cancelled():
            raise CancelledError(tr("Counting was cancelled"))
        places = read(partial(lambda case, some: case.searching().places(some, finder), some=some))
        for one, hits in zip(some, places, strict=True):
            is_page = one.kind is HitKind.PAGE
            where = one.document if is_page else None
            counts[where] = counts.get(where, Counted()) + Counted(hits, int(is_page))
    return counts


def table_cells(table: TermTable) -> tuple[list[str], list[list[str | int | None]]]:
    """Return the table for a spreadsheet: a row a term and document, and one for a term that stands nowhere."""
    rows: list[list[str | int | None]] = []
    for number, term in enumerate(table.terms):
        having = [[term, name, one.hits, None if document is None else one.pages] for document, name, one in table.having(number)]
        rows += having or [[term, None, 0, 0]]
    return [tr("term"), tr("document"), tr("hits"), tr("pages")], rows


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
