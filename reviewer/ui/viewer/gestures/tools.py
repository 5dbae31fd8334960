"""What a drag, or the same by keys, means: two small state machines that make a selection of it. Free of Qt.

The text tool takes words, within one word its characters, or what it began with (a double click's word, a triple click's line),
over page ends too. The region tool takes a rectangle on one page. Of the mouse, tools remember points, not offsets: the text of a
page may arrive after the drag has begun, and what is selected is worked out again then. They draw nothing and keep nothing once
the selection is dropped.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Protocol

from reviewer.documents.text.page.page_text import PageText
from reviewer.documents.text.page.raised import without_marks
from reviewer.documents.text.page.words import whole_words
from reviewer.documents.text.selecting.dragging import dragged, outer_end
from reviewer.documents.text.selecting.pointing import caret_at, char_at, line_span, word_span
from reviewer.model.anchor import TextPosition
from reviewer.model.geometry import Point, Rect
from reviewer.ui.viewer.geometry.page_layout import PagePoint

MOST_PAGES = 200
"""How many pages one selection may span: the texts of all of them are held while it lasts, about 100 KB each."""


class ToolKind(StrEnum):
    """What a drag makes."""

    TEXT = "text"
    REGION = "region"


class Unit(IntEnum):
    """What a drag takes whole."""

    CHARACTER = 1
    WORD = 2
    LINE = 3


@dataclass(frozen=True, slots=True)
class TextDraft:
    """Selected text: from `start` up to, not including, `end`, in reading order."""

    start: TextPosition
    end: TextPosition


@dataclass(frozen=True, slots=True)
class RegionDraft:
    """A selected rectangle of a page, in page space."""

    page: int
    rect: Rect


Draft = TextDraft | RegionDraft
TextEnd = PagePoint | TextPosition
"""One end of selected text: where the mouse was, or where the caret stands."""


class Tool(Protocol):
    """One gesture from its press on."""

    def move(self, to: PagePoint) -> None:
        """Follow the pointer."""

    def draft(self, texts: Mapping[int, PageText], /) -> Draft | None:
        """Return what is selected as far as the texts are there, or None for nothing."""

    @property
    def pages(self) -> range:
        """The pages that the gesture spans."""


@dataclass
class TextTool:
    """Text between two points, or two places, taken by the unit of the press.

    Args:
        anchor: Where the selecting began, and stays.
        head: Where the pointer or the caret is.
        unit: What is taken whole.

    """

    anchor: TextEnd
    head: TextEnd
    unit: Unit = Unit.CHARACTER

    @classmethod
    def pressed(cls, at: PagePoint, unit: Unit = Unit.CHARACTER) -> TextTool:
        """Begin at a point; with words or lines something is selected at once."""
        return cls(at, at, unit)

    def move(self, to: PagePoint) -> None:
        """Follow the pointer, but not so far that all pages in between would have to be read."""
        if abs(to.page - self.anchor.page) < MOST_PAGES:
            self.head = to

    @property
    def pages(self) -> range:
        """The pages from the anchor's to the head's."""
        first, last = sorted((self.anchor.page, self.head.page))
        return range(first, last + 1)

    def draft(self, texts: Mapping[int, PageText], /) -> TextDraft | None:
        """Return the text between anchor and head; None while a text at either end is missing, or where nothing lies between."""
        ends = self.ends(texts)
        if ends is None or ends[0] == ends[1]:
            return None
        return TextDraft(*sorted(ends))

    def ends(self, texts: Mapping[int, PageText], /) -> tuple[TextPosition, TextPosition] | None:
        """Return the place that stays and the one that moves, whichever is first; None while a text at either end is missing."""
        over = self._dragged_over(texts)
        if over is not None and self.unit is Unit.CHARACTER:
            return _with_whole_words(texts, over)
        a = _span(texts.get(self.anchor.page), self.anchor, self.unit)
        b = _span(texts.get(self.head.page), self.head, self.unit)
        if a is None or b is None:
            return None
        each = (*a, *b, *(over or ()))
        return (min(each), max(each)) if a[0] <= b[0] else (max(each), min(each))

    def _dragged_over(self, texts: Mapping[int, PageText]) -> tuple[TextPosition, TextPosition] | None:
        """Return the ends of the characters between two points, that of the anchor first; None where there are no two points."""
        one, other = self.anchor, self.head
        if not isinstance(one, PagePoint) or not isinstance(other, PagePoint) or not {one.page, other.page} <= texts.keys():
            return None
        if one.page == other.page:
            a, b = dragged(texts[one.page], one.point, other.point)
        else:
            a = outer_end(texts[one.page], one.point, first=one.page < other.page)
            b = outer_end(texts[other.page], other.point, first=other.page < one.page)
        return TextPosition(one.page, a), TextPosition(other.page, b)


@dataclass
class RegionTool:
    """A rectangle on the page of the press."""

    anchor: PagePoint
    head: Point
    page_rect: Rect
    least: float = 0.0

    @classmethod
    def pressed(cls, at: PagePoint, page_rect: Rect, least: float) -> RegionTool:
        """Begin at a point of a page of the given size; `least` is the longer side in page units below which it is a click."""
        return cls(at, at.point, page_rect, least)

    def move(self, to: PagePoint) -> None:
        """Follow the pointer on the page of the press; points of other pages are ignored."""
        if to.page == self.anchor.page:
            self.head = to.point

    @property
    def pages(self) -> range:
        """The one page."""
        return range(self.anchor.page, self.anchor.page + 1)

    def draft(self, _texts: Mapping[int, PageText], /) -> RegionDraft | None:
        """Return the rectangle within the page, or None while it is no larger than a click."""
        rect = Rect.around((self.anchor.point, self.head)).intersection(self.page_rect)
        if rect is None or max(rect.width, rect.height) < self.least:
            return None
        return RegionDraft(self.anchor.page, rect)


def _with_whole_words(
    texts: Mapping[int, PageText], ends: tuple[TextPosition, TextPosition]
) -> tuple[TextPosition, TextPosition]:
    """Return the ends of a drag moved out to whole words, where it was over more than one; each end stays that of its point."""
    low, high = sorted(ends)
    if low.page == high.page:
        page = texts[low.page]
        dragged = low.offset, high.offset
        start, end = without_marks(page, whole_words(page.text, *dragged), dragged)
    else:
        first, last = texts[low.page], texts[high.page]
        rest, head = (low.offset, len(first)), (0, high.offset)
        start, _ = without_marks(first, whole_words(first.text, *rest, goes_on=True), rest)
        _, end = without_marks(last, whole_words(last.text, *head, goes_on=True), head)
    grown = TextPosition(low.page, start), TextPosition(high.page, end)
    return grown if ends[0] <= ends[1] else grown[::-1]


def _span(text: PageText | None, at: TextEnd, unit: Unit) -> tuple[TextPosition, TextPosition] | None:
    """Return what one end takes by itself: a caret, or the word or line there."""
    if text is None:
        return None
    if isinstance(at, TextPosition):
        return at, at
    caret = caret_at(text, at.point)
    if unit is Unit.CHARACTER:
        return TextPosition(at.page, caret), TextPosition(at.page, caret)
    offset = char_at(text, at.point)
    if offset is None:
        offset = min(caret, len(text.text) - 1)
    if offset < 0:
        return None
    start, end = word_span(text, offset) if unit is Unit.WORD else line_span(text, offset)
    return TextPosition(at.page, start), TextPosition(at.page, end)
