"""Reading the annotations of a document for a list of them, in the background.

Owns what a list is told: the annotations in the order of the pages, each with its place and the words under it, and how many
there may be. Pixels and words that somebody waits for come before it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import TypeVar

from reviewer.documents.dispatching.priorities import Priority
from reviewer.documents.open_document import OpenDocument
from reviewer.documents.text.page.page_text import PageText
from reviewer.errors import CancelledError, DocumentError
from reviewer.i18n import tr
from reviewer.model.annotation import Annotation
from reviewer.model.geometry import Rect
from reviewer.model.page import PageInfo
from reviewer.services.annotations.annotation_places import AnnotationPlaces, places_of
from reviewer.services.page_runs import PageRuns
from reviewer.services.session import Session
from reviewer.services.waiting import awaited

T = TypeVar("T")

MOST_LISTED = 100_000
"""Annotations of one document in a list."""

MOST_SAID = 64_000_000
"""Code points of all that they say, together."""

TOLD_EVERY_S = 0.25
"""How often a list is told of more: each time it is painted anew."""

_MOST_WORDS = 300
"""Code points of the words under a mark that a list is told."""


@dataclass(frozen=True, slots=True)
class ListedAnnotation:
    """An annotation as a list shows it.

    Attributes:
        annotation: The annotation.
        words: The words that it lies upon, on one line; "" where it lies upon none.
        places: Where a passage would be that it is taken into the case as; None where that is not known.

    """

    annotation: Annotation
    words: str = ""
    places: AnnotationPlaces | None = None


def read_annotations(
    session: Session,
    opened: OpenDocument,
    tell: Callable[[tuple[ListedAnnotation, ...]], None],
    *,
    cancelled: Callable[[], bool],
) -> Future[bool]:
    """Read the annotations of a whole document, after everything that a person waits for.

    Args:
        session: The open case.
        opened: The document.
        tell: Called on the thread of the work with more of them, in the order of the pages.
        cancelled: Asked all the time; the work stops at once, also where it waits for the document.

    Returns:
        Whether some could not be read.

    Raises:
        DocumentError: (in the future) The document cannot be read, or was closed.
        CancelledError: (in the future) `cancelled` said so.

    """
    return session.job(_Listing(opened, tell, lambda: cancelled() or session.closing.is_set()).run)


@dataclass(slots=True)
class _Listing:
    """One reading."""

    opened: OpenDocument
    tell: Callable[[tuple[ListedAnnotation, ...]], None]
    stop: Callable[[], bool]
    found: list[ListedAnnotation] = field(default_factory=list)
    told_at: float = 0.0
    page: PageInfo | None = None
    text: PageText | None = None
    unread: int = -1

    def run(self) -> bool:
        """Read them all; return whether some could not be read."""
        first, cut = 0, False
        count = said = 0
        runs = PageRuns(self.opened.page_count, lambda at, most: self._await(self.opened.annotations(at, most)).result())
        while first < self.opened.page_count:
            read = runs.read(first)
            if read is None:
                first, cut = first + 1, True
                continue
            for one in read.found:
                count, said = count + 1, said + sum(len(remark.text) for remark in (one.remark, *one.replies))
                if count > MOST_LISTED or said > MOST_SAID:
                    self._tell()
                    return True
                self._list(one)
            first, cut = first + read.pages, cut or read.cut
        self._tell()
        return cut

    def _await(self, future: Future[T]) -> Future[T]:
        return awaited(future, self.stop, tr("Reading annotations was cancelled"))

    def _list(self, annotation: Annotation) -> None:
        if self.stop():
            raise CancelledError(tr("Reading annotations was cancelled"))
        self.found.append(self._listed(annotation))
        if time.monotonic() - self.told_at >= TOLD_EVERY_S:
            self._tell()

    def _tell(self) -> None:
        found, self.found = tuple(self.found), []
        if found:
            self.tell(found)
        self.told_at = time.monotonic()

    def _listed(self, annotation: Annotation) -> ListedAnnotation:
        if annotation.page == self.unread:
            return ListedAnnotation(annotation)
        try:
            self._turn_to(annotation)
        except DocumentError:  # it stands in the list without its words; taking it into the case says why
            self.page, self.unread = None, annotation.page
        if self.page is None:
            return ListedAnnotation(annotation)
        text = self.text.text if self.text is not None else ""
        places = places_of(annotation, self.page, self.text)
        shown = self.page.rect
        words = " … ".join(text[start : min(end, start + _MOST_WORDS)] for start, end in places.spans[:_MOST_WORDS])
        regions: tuple[Rect, ...] = tuple(shown.intersection(one) or one for one in places.regions)
        return ListedAnnotation(annotation, " ".join(words[:_MOST_WORDS].split()), AnnotationPlaces(places.spans, regions))

    def _turn_to(self, annotation: Annotation) -> None:
        """Have at hand what is needed of an annotation's page."""
        if self.page is None or self.page.index != annotation.page:
            self.page = self.text = None
            self.page = self._await(self.opened.pages(annotation.page, 1)).result()[0]
        if annotation.quads and self.text is None:
            self.text = self._await(self.opened.text(annotation.page, priority=Priority.INDEXING)).result()
