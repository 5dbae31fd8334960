"""Worker side: lines with right-to-left script put into reading order, from where their glyphs stand on paper.

MuPDF breaks such lines where the direction changes, and leaves the pieces in the order of drawing. Here the pieces of one line
are put together again, cut where a wide gap parts table cells, and read by the Unicode Bidirectional Algorithm backwards. Owns
what a line is and which way its paragraph runs; lines of other scripts pass through untouched.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from reviewer.documents.parsing.pdf_text.glyphs import Box, DrawnLine, Glyph, Letters, letter_boxes
from reviewer.documents.text.page.direction import letter_way
from reviewer.documents.text.page.reordering import Placed, facing, mirrored, reading_order
from reviewer.documents.text.page.stretches import Sign

_CELL_GAP = 1.0
"""Gap from which on a line is cut, in heights of its lower side: as far as the pieces of a visual line may stand apart."""
_WORD_GAP = 0.2
"""Gap between two letters that means a space, in font sizes."""
_SHARED_HEIGHT = 0.6
"""Part of the lower one's height that pieces of one line share."""
_ENDS = 0.25
"""What it counts that a line begins and ends with letters of one direction, beside the share of such letters."""
_MOST_PIECES = 64
_LONGEST = 2_000
"""Glyphs of a line from where on it is cut."""
_COLLIDING = 0.2
"""Part of the glyphs of a piece that may lie upon others of its line: more, and it is another text in the same place."""


@dataclass
class Row:
    """What stands on one line of the page, in the order of drawing until `cells` is asked for.

    Attributes:
        pieces: MuPDF's lines.
        glyphs: All of theirs.

    """

    pieces: list[DrawnLine]
    glyphs: list[Glyph] = field(default_factory=list)

    @property
    def is_backward(self) -> bool:
        """Whether any of it is of a script that runs from right to left."""
        return any(one.is_backward for one in self.pieces)

    def ways(self) -> Counter[bool]:
        """Return how many letters run each way."""
        found = (letter_way(glyph.letters[0]) for glyph in self.glyphs if glyph.known)
        return Counter(one for one in found if one is not None)

    def ends(self) -> tuple[bool, bool]:
        """Return which way the first and the last letter run that stand on the line."""
        line = self.pieces[0]
        letters = [one for one in self.glyphs if one.known and letter_way(one.letters[0]) is not None]
        if not letters:
            return False, True
        places = [sum(line.along(one.box)) for one in letters]
        outer = (letters[places.index(end)] for end in (min(places), max(places)))
        left, right = (letter_way(one.letters[0]) is True for one in outer)
        return left, right

    def cells(self) -> list[list[Glyph]]:
        """Return the glyphs from left to right, in as many parts as wide gaps make, with the spaces that narrow ones mean."""
        line = self.pieces[0]
        spans = [line.along(one.box) for one in self.glyphs]
        found: list[list[Glyph]] = [[]]
        before, reached = None, 0.0
        for at in sorted(range(len(spans)), key=lambda at: spans[at][0] + spans[at][1]):
            glyph, gap = self.glyphs[at], spans[at][0] - reached
            if before is not None:
                if (gap > 0 and gap > _CELL_GAP * _lower(line, glyph, before)) or len(found[-1]) >= _LONGEST:
                    found.append([])
                elif gap > _WORD_GAP * min(glyph.size, before.size) and not (glyph.is_space or before.is_space):
                    found[-1].append(Glyph(" ", _between(before.box, glyph.box), before.size, before.turn))
            found[-1].append(glyph)
            before, reached = glyph, spans[at][1]
        return [one for one in found if not all(glyph.is_space for glyph in one)] or found[:1]


def rows(lines: Sequence[DrawnLine]) -> list[Row]:
    """Return MuPDF's lines, with those together that are pieces of one line with right-to-left script."""
    found: list[Row] = []
    for line in lines:
        found.append(Row([line], list(line.glyphs)))
        while len(found) > 1 and _are_one(found[-2], found[-1]):
            last = found.pop()
            found[-1] = Row(found[-1].pieces + last.pieces, found[-1].glyphs + last.glyphs)
    return found


def read(page_rows: Sequence[Row]) -> Iterator[tuple[Row, list[Letters] | None]]:
    """Yield each row with its lines in reading order, letter by letter with boxes; None for one without right-to-left script."""
    page_ways = sum((row.ways() for row in page_rows), Counter[bool]())
    blocks = {
        block: sum((row.ways() for row in group), Counter[bool]())
        for block, group in groupby(page_rows, key=lambda row: row.pieces[0].block)
    }
    ordered: list[list[tuple[list[Glyph], list[Placed]]] | None] = []
    for row in page_rows:
        if not row.is_backward:
            ordered.append(None)
            continue
        from_right = _runs_from_right(row, blocks[row.pieces[0].block], page_ways)
        cells = row.cells()
        if from_right:
            cells.reverse()
        else:
            cells.sort(key=lambda cell: min(one.turn for one in cell))
        ordered.append([(cell, _order(cell, from_right=from_right)) for cell in cells])
    as_seen = sum(_facing(cell, order) for row in ordered if row for cell, order in row) < 0
    for row, cells_in_order in zip(page_rows, ordered, strict=True):
        if cells_in_order is None:
            yield row, None
        else:
            yield row, [list(_letters(cell, order, as_seen=as_seen)) for cell, order in cells_in_order]


def _are_one(before: Row, after: Row) -> bool:
    """Tell whether two rows are pieces of one line with right-to-left script."""
    one, other = before.pieces[0], after.pieces[0]
    if not before.glyphs or not after.glyphs or one.cosine * other.cosine + one.sine * other.sine < 0.999:
        return False
    if len(before.pieces) + len(after.pieces) > _MOST_PIECES or len(before.glyphs) + len(after.glyphs) > _LONGEST:
        return False
    if not (before.is_backward or after.is_backward):
        return False
    if _apart(one.across(before.glyphs[-1].box), one.across(after.glyphs[0].box)):
        return False
    low, high = _heights(one, before.glyphs), _heights(one, after.glyphs)
    smaller = min(low[1] - low[0], high[1] - high[0])
    if min(low[1], high[1]) - max(low[0], high[0]) < _SHARED_HEIGHT * smaller:
        return False
    here, there = _reach(one, before.glyphs), _reach(one, after.glyphs)
    gap = max(there[0] - here[1], here[0] - there[1])
    return gap <= _CELL_GAP * smaller and (gap > -_WORD_GAP * smaller or not _collide(one, before.glyphs, after.glyphs))


def _apart(one: tuple[float, float], other: tuple[float, float]) -> bool:
    """Tell whether two intervals have nothing in common."""
    return one[1] < other[0] or other[1] < one[0]


def _collide(line: DrawnLine, one: Sequence[Glyph], other: Sequence[Glyph]) -> bool:
    """Tell whether two pieces lie upon each other, as a hidden text lies upon a picture's."""
    fewer, more = sorted((one, other), key=len)
    spans = sorted(line.along(glyph.box) for glyph in more if not glyph.is_space)
    upon = 0
    for glyph in fewer:
        middle = sum(line.along(glyph.box)) / 2
        at = bisect_left(spans, (middle, middle)) - 1
        upon += at >= 0 and middle <= spans[at][1]
    return upon > _COLLIDING * len(fewer)


def _heights(line: DrawnLine, glyphs: Sequence[Glyph]) -> tuple[float, float]:
    """Return from where to where glyphs reach across the writing direction."""
    spans = [line.across(one.box) for one in glyphs]
    return min(low for low, _ in spans), max(high for _, high in spans)


def _reach(line: DrawnLine, glyphs: Sequence[Glyph]) -> tuple[float, float]:
    """Return from where to where glyphs reach in the writing direction."""
    spans = [line.along(one.box) for one in glyphs]
    return min(low for low, _ in spans), max(high for _, high in spans)


def _lower(line: DrawnLine, *glyphs: Glyph) -> float:
    """Return the height of the lowest glyph."""
    return min(high - low for low, high in (line.across(one.box) for one in glyphs))


def _between(left: Box, right: Box) -> Box:
    """Return the box of the gap between two others."""
    return (left[2], left[3], right[0], right[1], left[6], left[7], right[4], right[5])


def _runs_from_right(row: Row, block: Counter[bool], page: Counter[bool]) -> bool:
    """Tell which way a line's paragraph runs: by its own letters, those of its block and its page, and those at its ends."""
    own = row.ways()
    if own and not own[False]:
        return True
    weighed = [(own, 2), (page, 1), (block if block.total() > own.total() else Counter[bool](), 2)]
    shares = [(ways[True] / ways.total(), weight) for ways, weight in weighed if ways]
    if not shares:
        return False
    share = sum(one * weight for one, weight in shares) / sum(weight for _, weight in shares)
    ends = row.ends()
    return share + _ENDS * (all(ends) - (not any(ends))) > 0.5


def _order(cell: Sequence[Glyph], *, from_right: bool) -> list[Placed]:
    return reading_order([Sign(one.letters[0] if one.known else "", one.turn) for one in cell], from_right=from_right)


def _facing(cell: Sequence[Glyph], order: Sequence[Placed]) -> int:
    return facing([cell[one.index].letters for one in order if one.backward])


def _letters(cell: Sequence[Glyph], order: Sequence[Placed], *, as_seen: bool) -> Iterator[tuple[str, Box]]:
    """Yield the letters of a line in reading order; `as_seen` says that the document gives brackets as they look on paper."""
    for one in order:
        glyph = cell[one.index]
        if as_seen and one.backward and len(glyph.letters) == 1:
            yield mirrored(glyph.letters), glyph.box
        else:
            yield from letter_boxes(glyph)
