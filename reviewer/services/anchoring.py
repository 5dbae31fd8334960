"""From a span to an anchor: all the ways back to a passage, gathered while the page is at hand.

Owns which pages are asked for and what is stored of them. Text and pixels come from the document's worker, known words from
the case; what quotes look like is decided by `documents.text`.
"""

from __future__ import annotations

import contextlib
import re
from collections import OrderedDict
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from functools import cache
from typing import Protocol, TypeVar

from reviewer.documents.dispatching.priorities import Priority
from reviewer.documents.findings import Crop
from reviewer.documents.results import Bitmap, PixelRect
from reviewer.documents.text.furniture.between_pages import pages_needed, read_needed
from reviewer.documents.text.page.page_text import PageText
from reviewer.documents.text.quotes.quoting import beside, kept_in, text_selector
from reviewer.documents.text.selecting.selection import Selection, select
from reviewer.errors import DocumentError, UsageError
from reviewer.i18n import tr
from reviewer.model.anchor import Anchor, RegionSelector
from reviewer.model.document import Document
from reviewer.model.geometry import PageQuad, Quad, Rect
from reviewer.model.ids import AnchorId
from reviewer.model.page import PageInfo
from reviewer.model.spans import RegionSpan, TextSpan
from reviewer.services.session import Session
from reviewer.services.waiting import awaited

T = TypeVar("T")

HASH_SCALE = 1.0
"""Pixels per page unit of the crop whose perceptual hash is kept with a region."""

SMALLEST_REGION = 1.0
"""Page units: a narrower or lower region is a slip of the hand."""

_KEPT_TEXTS = 8

_HYPHENED = re.compile(r"(?<![^\W\d_])(?=([^\W\d_]+-[^\W\d_]+))")
_AROUND_WORDS = ".,:;!?()[]{}<>/\"'`“”„‘’‚«»‹›…"


class ReadPages(Protocol):
    """What anchors need of an open document; `OpenDocument` has it."""

    @property
    def page_count(self) -> int:
        """How many pages there are."""

    def pages(self, first: int, count: int) -> Future[tuple[PageInfo, ...]]:
        """Return the geometry of pages."""

    def text(self, page: int) -> Future[PageText]:
        """Return a page's characters."""

    def crop(self, page: int, rect: Rect, *, scale: float) -> Future[Crop]:
        """Cut a picture out of a page."""


class DrawnPages(ReadPages, Protocol):
    """The same, with what is drawn of them; `OpenDocument` has it."""

    def render(self, page: int, *, scale: float, clip: PixelRect | None = None, priority: int) -> Future[Bitmap]:
        """Draw a part of a page as displayed."""


class KeptPages:
    """A document's pages as anchors need them, the last few kept: annotations of a page follow each other.

    Each answer is waited for here, so that the work can be stopped meanwhile: futures that are returned are done.

    Args:
        opened: The document.
        cancelled: Asked while an answer is waited for.
        words: The sentence of the `CancelledError` that comes of it.

    """

    def __init__(self, opened: DrawnPages, cancelled: Callable[[], bool], words: str) -> None:
        self._opened = opened
        self._cancelled = cancelled
        self._words = words
        self._texts: OrderedDict[int, Future[PageText]] = OrderedDict()
        self._infos: tuple[tuple[int, int], Future[tuple[PageInfo, ...]]] | None = None
        self.page_count = opened.page_count

    def _await(self, future: Future[T]) -> Future[T]:
        return awaited(future, self._cancelled, self._words)

    def pages(self, first: int, count: int) -> Future[tuple[PageInfo, ...]]:
        """Return the geometry of pages."""
        if self._infos is None or self._infos[0] != (first, count):
            self._infos = (first, count), self._opened.pages(first, count)
        return self._await(self._infos[1])

    def text(self, page: int) -> Future[PageText]:
        """Return a page's characters."""
        if page not in self._texts:
            self._texts[page] = self._opened.text(page)
            if len(self._texts) > _KEPT_TEXTS:
                self._texts.popitem(last=False)
        self._texts.move_to_end(page)
        return self._await(self._texts[page])

    def crop(self, page: int, rect: Rect, *, scale: float) -> Future[Crop]:
        """Cut a picture out of a page."""
        return self._await(self._opened.crop(page, rect, scale=scale))

    def render(self, page: int, *, scale: float, clip: PixelRect) -> Future[Bitmap]:
        """Draw a part of a page as displayed."""
        return self._await(self._opened.render(page, scale=scale, clip=clip, priority=Priority.EXCERPT))


def anchor_of(session: Session, document: Document, span: TextSpan | RegionSpan, opened: ReadPages) -> Anchor:
    """Build the anchor of a span. Waits for the worker and the case; not to be called on the store or reader thread.

    What the pages measure and are called is asked of the document: the case's word on it could have been changed, or be gone.

    Raises:
        UsageError: The page does not exist, the region lies outside it, or the span holds no text, or was counted in one that
            is used no more.
        DocumentError: The page cannot be read.

    """
    if isinstance(span, TextSpan):
        return _of_text(session, document, span, opened)
    return _of_region(session, document, span, opened)


def _of_text(session: Session, document: Document, span: TextSpan, opened: ReadPages) -> Anchor:
    first = _page(opened, span.start.page)
    _require_page(opened, span.end.page)
    asked = {page: opened.text(page) for page in pages_needed(span.start.page, span.end.page, opened.page_count)}
    texts = read_needed(lambda page: asked[page].result(), span.start.page, span.end.page, opened.page_count)
    _require_texts_of(span, texts)
    kept = kept_in(texts, span.start, span.end, span.quote)
    selection = select(texts, span.start, span.end, kept)
    if not selection.quads:
        raise UsageError(tr("There is no text in what was marked"), tr("Mark a region instead."))

    typed = typed_whole(span.quote) | typed_hyphened(span.quote)

    @cache
    def known(word: str) -> bool:
        """Tell whether a word stands elsewhere, or was typed so: whole, a line end breaks it, and else the hyphen is its own."""
        return word in typed or session.read(lambda case: case.word_stands_in(document.id, word)).result()

    return Anchor(
        id=AnchorId(session.new_id()),
        document_sha256=document.sha256,
        page=first.index,
        page_label=first.label,
        quads=selection.quads,
        text=text_selector(texts | _beside(texts, selection, opened), selection.start, selection.end, known, kept),
    )


def _require_texts_of(span: TextSpan, texts: Mapping[int, PageText]) -> None:
    """Refuse a span that was counted in other texts than its pages have now: the same places are other words there."""
    for one in span.layers:
        if one.page in texts and texts[one.page].layer.sha256 != one.sha256:
            raise UsageError(
                tr("The text of page {page} is another one now").format(page=one.page + 1),
                tr("It was changed after these words were selected. Select them again."),
            )


def typed_whole(quote: str) -> frozenset[str]:
    """Return the words of a quote that it has without a hyphen and not with one, too."""
    words = {word.strip(_AROUND_WORDS) for word in quote.split()}
    hyphened = {word.replace("-", "") for word in words if "-" in word}
    return frozenset(word for word in words if word.isalpha() and word not in hyphened)


def typed_hyphened(quote: str) -> frozenset[str]:
    """Return each two words of a quote that a hyphen joins, with that hyphen."""
    return frozenset(_HYPHENED.findall(quote))


def _beside(texts: Mapping[int, PageText], selection: Selection, opened: ReadPages) -> dict[int, PageText]:
    """Return the texts of the pages before and after that lend context."""
    wanted = beside(selection.start, selection.end, len(texts[selection.end.page]), opened.page_count)
    found = {}
    for page, asked in [(page, opened.text(page)) for page in wanted]:
        with contextlib.suppress(DocumentError):  # a neighbour that cannot be read lends nothing, and the passage stands without
            found[page] = asked.result()
    return found


def _of_region(session: Session, document: Document, span: RegionSpan, opened: ReadPages) -> Anchor:
    page = _page(opened, span.page)
    rect = within(page, span.rect)
    crop = opened.crop(page.index, rect, scale=HASH_SCALE).result()
    return Anchor(
        id=AnchorId(session.new_id()),
        document_sha256=document.sha256,
        page=page.index,
        page_label=page.label,
        quads=(PageQuad(page.index, Quad.of_rect(rect)),),
        region=RegionSelector(page.index, rect, crop.dhash),
    )


def within(page: PageInfo, rect: Rect) -> Rect:
    """Return the part of a rectangle that lies on its page.

    Raises:
        UsageError: Nothing of it does, or too little to be meant.

    """
    inside = page.rect.intersection(rect)
    if inside is None:
        raise UsageError(
            tr("The region does not lie on page {page}").format(page=page.number),
            tr("The page measures {width:g} by {height:g}.").format(width=page.width, height=page.height),
        )
    if inside.width < SMALLEST_REGION or inside.height < SMALLEST_REGION:
        raise UsageError(tr("The region is too small to show anything"), tr("Mark more of the page."))
    return inside


def _page(opened: ReadPages, index: int) -> PageInfo:
    _require_page(opened, index)
    return opened.pages(index, 1).result()[0]


def _require_page(opened: ReadPages, index: int) -> None:
    count = opened.page_count
    if not 0 <= index < count:
        raise UsageError(
            tr("There is no page {page}").format(page=index + 1), tr("The document has {count} pages.").format(count=count)
        )
