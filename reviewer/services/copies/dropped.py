"""What a document holds that its viewing copy does not: counted, for the report that goes with the copy.

Owns what is counted and in which order it is told. The words for it belong to window and command line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum

from reviewer.documents.open_document import OpenDocument
from reviewer.errors import DocumentError
from reviewer.i18n import tr
from reviewer.model.annotation import PageAnnotations
from reviewer.model.document import Document, TextKind
from reviewer.model.file_facts import FactKind, FileFacts, count_of
from reviewer.services.page_runs import PageRuns
from reviewer.services.reading_file_facts import read_file_facts
from reviewer.services.session import Session
from reviewer.services.waiting import awaited


class DroppedKind(StrEnum):
    """What is dropped, besides the kinds of `FactKind`."""

    TEXT = "text"
    DESCRIPTION = "description"
    OUTLINE = "outline"
    ANNOTATION = "annotation"
    ATTACHED = "attached"
    EARLIER_STATE = "earlier_state"
    ENCRYPTION = "encryption"
    BEYOND = "beyond"


@dataclass(frozen=True, slots=True)
class Dropped:
    """Something that the copy is without.

    Attributes:
        kind: A `DroppedKind` or a `FactKind`.
        count: How many there are; pages for text.

    """

    kind: DroppedKind | FactKind
    count: int


@dataclass(frozen=True, slots=True)
class DroppedReport:
    """All that the copy is without.

    Attributes:
        rows: What there is of it, the most telling first; empty where a document is nothing but its pages.
        cut: Whether there is more than was counted, or some of it could not be read.

    """

    rows: tuple[Dropped, ...] = ()
    cut: bool = False


def count_dropped(session: Session, document: Document, cancelled: Callable[[], bool]) -> Future[DroppedReport]:
    """Count what a viewing copy of a document is without, beside the making of it.

    Raises:
        DocumentError: (in the future) The document cannot be opened.
        CancelledError: (in the future) `cancelled` said so.

    """
    reading = read_file_facts(session, document.id, cancelled=cancelled)

    def run() -> DroppedReport:
        facts = reading.result()
        with closing(session.open_document(document.id).result()) as opened:
            marks, some_unread = _annotations(opened, cancelled)
            rows = tuple(one for one in _rows(document, facts, _outline(opened), marks) if one.count)
        return DroppedReport(rows, facts.cut or some_unread)

    return session.job(run)


def _rows(document: Document, facts: FileFacts, outline: int, annotations: int) -> Iterator[Dropped]:
    whole = facts.whole
    yield Dropped(DroppedKind.BEYOND, whole.beyond)
    yield Dropped(DroppedKind.DESCRIPTION, len(whole.described))
    yield Dropped(DroppedKind.EARLIER_STATE, whole.saved_again)
    yield Dropped(DroppedKind.ATTACHED, len(facts.attachments))
    yield Dropped(DroppedKind.ANNOTATION, annotations)
    for kind in FactKind:
        yield Dropped(kind, count_of(facts.of_kind(kind)))
    yield Dropped(DroppedKind.OUTLINE, outline)
    yield Dropped(DroppedKind.TEXT, 0 if document.text is TextKind.NONE else document.page_count)
    yield Dropped(DroppedKind.ENCRYPTION, int(bool(whole.encryption)))


def _outline(opened: OpenDocument) -> int:
    try:
        return len(opened.outline().result())
    except DocumentError:
        return 0


def _annotations(opened: OpenDocument, cancelled: Callable[[], bool]) -> tuple[int, bool]:
    """Return how many annotations there are, and whether some could not be read."""

    def ask(first: int, most: int) -> PageAnnotations:
        return awaited(opened.annotations(first, most), cancelled, tr("Cancelled. No viewing copy was made.")).result()

    runs = PageRuns(opened.page_count, ask)
    count, first, cut = 0, 0, False
    try:
        while first < opened.page_count:
            found = runs.read(first) or PageAnnotations(1, cut=True)
            count, first, cut = count + len(found.found), first + found.pages, cut or found.cut
    except DocumentError:
        cut = True
    return count, cut
