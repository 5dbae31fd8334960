"""Coverage: which pages somebody had on show, only found, marked, or checked after somebody else, and for how long."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntFlag

from reviewer.model.document import Document
from reviewer.model.ids import DocumentId, PassageId


class PageState(IntFlag):
    """What is known of a page; a page of which nothing is, nobody has opened."""

    OPENED = 1
    """It was in view long enough to be looked at."""
    FOUND = 2
    """It stood in the results of a search."""
    MARKED = 4
    """A passage stands on it."""
    COUNTERCHECKED = 8
    """Somebody else checked all passages that begin on it, or the page where there are none, and nothing changed since."""


@dataclass(frozen=True, slots=True)
class PageView:
    """How long one person had a page of a document on show, or that they found it.

    Attributes:
        document: The document.
        page: From 0.
        shown_ms: How long it was in view; 0 where it was not.
        found: Whether it stood in the results of a search.

    """

    document: DocumentId
    page: int
    shown_ms: int = 0
    found: bool = False


@dataclass(frozen=True, slots=True)
class Countercheck:
    """A second person's word that a passage, or all of a page, is right.

    Attributes:
        id: Of the record.
        document: The document.
        page: From 0.
        passage: The passage, or None where the whole page is meant.
        reviewer: Who checked.
        at: When.
        covers: The passages that it counts for: of somebody else, and not changed since. Empty for one of a page without any.

    """

    id: str
    document: DocumentId
    page: int
    passage: PassageId | None
    reviewer: str
    at: str
    covers: tuple[PassageId, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentCoverage:
    """The coverage of one document.

    Attributes:
        document: The document.
        states: A `PageState` a page, as bytes.
        shown_ms: How long its pages were on show, all added up.

    """

    document: Document
    states: bytes
    shown_ms: int = 0

    def pages(self, state: PageState) -> Iterator[int]:
        """Yield the pages (from 0) of which this is known."""
        return (page for page, known in enumerate(self.states) if known & state)

    def count(self, state: PageState) -> int:
        """Return of how many pages this is known."""
        return sum(self.states.count(known) for known in range(_ALL + 1) if known & state)

    @property
    def unopened(self) -> tuple[int, ...]:
        """The pages (from 0) that were not opened."""
        return tuple(page for page, known in enumerate(self.states) if not known & PageState.OPENED)

    @property
    def only_found(self) -> int:
        """How many pages were found, but not opened."""
        wanted, both = PageState.FOUND, PageState.FOUND | PageState.OPENED
        return sum(self.states.count(known) for known in range(_ALL + 1) if known & both == wanted)


_ALL = int(PageState.OPENED | PageState.FOUND | PageState.MARKED | PageState.COUNTERCHECKED)


@dataclass(frozen=True, slots=True)
class CaseCoverage:
    """The coverage of a case.

    Attributes:
        documents: Of each document, in list order.
        reviewers: Everybody of whom something is known, by name.

    """

    documents: tuple[DocumentCoverage, ...] = ()
    reviewers: tuple[str, ...] = ()

    @property
    def page_count(self) -> int:
        """How many pages there are."""
        return sum(len(one.states) for one in self.documents)

    def count(self, state: PageState) -> int:
        """Return of how many pages something is known."""
        return sum(one.count(state) for one in self.documents)


def runs_of(pages: Iterable[int]) -> Iterator[range]:
    """Yield pages in order as runs of pages that follow each other."""
    first = last = -1
    for page in sorted(pages):
        if page == last + 1 and first >= 0:
            last = page
            continue
        if first >= 0:
            yield range(first, last + 1)
        first = last = page
    if first >= 0:
        yield range(first, last + 1)


def numbers_of(pages: Iterable[int], *, most: int = 1_000) -> str:
    """Return pages (from 0) as people number them: "1-3, 17"; of very many runs the first, and an ellipsis."""
    runs = list(runs_of(pages))
    shown = [f"{one.start + 1}" if len(one) == 1 else f"{one.start + 1}-{one.stop}" for one in runs[:most]]
    return ", ".join([*shown, "…"] if len(runs) > most else shown)
