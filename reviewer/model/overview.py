"""What views and exporters ask of a case: records joined and counted, as plain frozen rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reviewer.model.changes import Change
from reviewer.model.claim import Claim, Link
from reviewer.model.document import Document
from reviewer.model.ids import CaseId, DocumentId
from reviewer.model.passage import Passage
from reviewer.model.stance import Stance


@dataclass(frozen=True, slots=True)
class CaseInfo:
    """The case itself and its journal's head.

    `desk_label` is the author written into annotated copies, never a person's name. `head` is the hash of the newest journal
    entry, `head_seq` its number and `head_at` its time.
    """

    id: CaseId
    title: str
    desk_label: str
    created_at: str
    head: str
    head_seq: int
    head_at: str


@dataclass(frozen=True, slots=True)
class DocumentOverview:
    """A document and how many passages were marked in it."""

    document: Document
    passages: int


@dataclass(frozen=True, slots=True)
class ClaimOverview:
    """A claim, its number for people ("2", or "2.1" for the first element of 2), and its own links counted by stance."""

    claim: Claim
    number: str
    counts: Mapping[Stance, int]


@dataclass(frozen=True, slots=True)
class MarkedPassage:
    """A passage with all its links."""

    passage: Passage
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class LinkedPassage:
    """A passage as evidence for one claim."""

    link: Link
    passage: Passage
    document_name: str


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One entry of the hash-chained journal. `origin` says where it came from: window, command line, import, merge."""

    seq: int
    at: str
    reviewer: str
    intent: str
    origin: str
    previous: str
    hash: str
    changes: tuple[Change, ...] = ()
    undoes: int | None = None
    redoes: int | None = None


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One hit of a search over the case.

    `kind` is page, quote, note, claim or misread; `record` the id of what was found (document, passage or claim); `page` counts
    from 0; `snippet` is plain text; `rank` counts from 1, the best; `together`: whether the words stand there in the order that
    was asked for, with nothing between them; `is_exact`: whether they stand there as they were typed, and not only like them;
    `instead` what a person put there, where the words were only recognised so.
    """

    kind: str
    record: str
    document: DocumentId | None
    document_name: str | None
    page: int | None
    snippet: str
    rank: int
    together: bool = True
    is_exact: bool = True
    instead: str = ""


FIT_WIDTH, FIT_PAGE = 0.0, -1.0
"""What a reading place's zoom is while the page's width, or whole pages, are fitted to the view."""


@dataclass(frozen=True, slots=True)
class ReadingPlace:
    """Where a reader was in a document.

    Attributes:
        page: From 0.
        offset: Of the view's upper edge from the page's top, in page units.
        zoom: 1.0 = 100 %, or `FIT_…`.
        across: Of the view's middle from the page's left edge, in page units; None where that is not known. No case holds it.

    """

    page: int
    offset: float
    zoom: float
    across: float | None = None
