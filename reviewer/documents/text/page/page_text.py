"""The text of one page with a box for every code point, and its visual lines.

Owns `PageText` and the geometry of lines; knows nothing of parsers, Qt or selections. All offsets count code points, all
coordinates are page space.
"""

from __future__ import annotations

import hashlib
from array import array
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from reviewer.documents.text.page.columns import in_columns
from reviewer.documents.text.page.lines import Line, quad_of, visual_lines
from reviewer.documents.text.page.margin import Span, numbers_at_margin
from reviewer.documents.text.page.stray import stray_lines
from reviewer.documents.text.page.wide_gaps import over_wide_gaps
from reviewer.model.anchor import LayerRef
from reviewer.model.geometry import Point, Quad, Rect
from reviewer.model.ids import Sha256
from reviewer.model.recognised import UNTOLD
from reviewer.model.text_layer import LayerKind

FLOATS_A_BOX = 8
"""Numbers a code point has in `PageText.boxes`: x and y of upper left, upper right, lower left, lower right."""


_ROW = 32.0
_ROWS = 500
"""Bands of the page by which lines are looked up; what lies above or below all of them is in the outermost ones."""


@dataclass(frozen=True, eq=False)
class PageText:
    """The characters of one page, in the extractor's reading order.

    Attributes:
        page: Counts from 0.
        text: One "\\n" after each line; otherwise as the document encodes it.
        boxes: Eight floats a code point: x and y of upper left, upper right, lower left, lower right in page space; "upper" and
            "left" are those of the text, so boxes of turned text are turned. Zero size for "\\n".
        extractor: Name and version, such as "mupdf 1.28.2+order3".
        kind: Which layer of text this is.
        is_scan: Whether the page is a picture with these few words over it, and what the picture says is not among them.
        confidences: Of recognised text one byte a code point, as in `RecognisedPage`; else empty.
        is_cut: Whether it is only the first of the page's text, for there is more than can be told.

    Raises:
        ValueError: There are not eight floats for each code point.

    """

    page: int
    text: str
    boxes: array[float]
    extractor: str
    kind: LayerKind = LayerKind.BORN_DIGITAL
    is_scan: bool = False
    confidences: bytes = b""
    is_cut: bool = False

    def __post_init__(self) -> None:
        if len(self.boxes) != FLOATS_A_BOX * len(self.text):
            raise ValueError(f"{len(self.boxes)} numbers for {len(self.text)} characters")

    def __len__(self) -> int:
        """Return the number of code points."""
        return len(self.text)

    @cached_property
    def layer(self) -> LayerRef:
        """Which text layer positions on this page are counted in."""
        digest = hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()
        return LayerRef(self.page, self.kind, self.extractor, Sha256(digest))

    @cached_property
    def confidence(self) -> float | None:
        """How sure what recognised the words is of them, 0 to 100 on average; None where nobody tells."""
        told = [one for one in self.confidences if one != UNTOLD]
        return sum(told) / len(told) if told else None

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The visual lines in reading order, without those that show nothing."""
        return in_columns(over_wide_gaps(visual_lines(self.text, self.boxes)))

    @cached_property
    def line_rects(self) -> tuple[Rect, ...]:
        """Around each of the lines, in page space."""
        return tuple(quad_of(one.extent, one.frame).rect for one in self.lines)

    def lines_between(self, y0: float, y1: float) -> list[int]:
        """Return the numbers of the lines that may touch a band of the page, in reading order, without looking at all of them."""
        rows = range(_row(y0), _row(y1) + 1)
        return sorted({at for row in rows for at in self._rows.get(row, ())})

    @cached_property
    def _rows(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for at, rect in enumerate(self.line_rects):
            for row in range(_row(rect.y0), _row(rect.y1) + 1):
                found.setdefault(row, []).append(at)
        return found

    @cached_property
    def margin_numbers(self) -> tuple[Span, ...]:
        """The line numbers at the margin of a bill, a pleading or a transcript, each with its line end."""
        return numbers_at_margin(self.text, self.boxes)

    @cached_property
    def strays(self) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
        """Lines that come first in the text though they stand below the others, and last though they stand above them."""
        return stray_lines(self.lines)

    @cached_property
    def number_lines(self) -> frozenset[Line]:
        """The lines that are nothing but the numbers of others, at the margin."""
        spans = self.margin_numbers
        return frozenset(one for one in self.lines if any(low <= one.start and one.end <= high for low, high in spans))

    @cached_property
    def stray_lines(self) -> frozenset[Line]:
        """All of these: footers, footnotes and headers that the text has elsewhere."""
        return frozenset(one for some in self.strays for one in some)

    def has_words_at(self, point: Point) -> bool:
        """Tell whether words are meant by a point of the page.

        On a scan, and on a picture in which we recognised them, those that it lies on, or beside by a line's height.
        """
        if not self.is_scan and not self.confidences:
            return bool(self.text.strip())
        return any(rect.grown(min(rect.width, rect.height)).contains(point) for rect in self.line_rects)

    def line_at(self, offset: int) -> Line | None:
        """Return the visual line that holds a code point or ends before it, or None where none does."""
        at = self.line_number(offset)
        if at < 0:
            return None
        line = self.lines[at]
        return line if offset <= line.end else None

    def line_number(self, offset: int) -> int:
        """Return the index of the last visual line that begins at or before a code point, -1 before the first."""
        return bisect_right(self._line_starts, offset) - 1

    @cached_property
    def _line_starts(self) -> list[int]:
        """The starts of the visual lines, for looking one up."""
        return [line.start for line in self.lines]

    def quad(self, offset: int) -> Quad:
        """Return the box of one code point.

        Raises:
            IndexError: There is no such code point.

        """
        if not 0 <= offset < len(self.text):
            raise IndexError(offset)
        at = offset * FLOATS_A_BOX
        x0, y0, x1, y1, x2, y2, x3, y3 = self.boxes[at : at + FLOATS_A_BOX]
        return Quad(Point(x0, y0), Point(x1, y1), Point(x2, y2), Point(x3, y3))


def _row(y: float) -> int:
    return int(min(max(y / _ROW, 0.0), _ROWS))
