"""How the passages of one page lie over each other: underlines that must not cover each other, bars that stand side by side.

Pure geometry in *shown* units: page units after the page is turned for display, before zoom, so that the outcome holds for every
zoom. What it looks like is `overlay`'s and `margin`'s.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from reviewer.documents.text.page.lines import quad_of
from reviewer.documents.text.page.page_text import PageText
from reviewer.model.geometry import Matrix, Quad, Rect
from reviewer.model.ids import PassageId
from reviewer.ui.viewer.marks.lanes import Lanes, cover
from reviewer.ui.viewer.view_mark import ViewMark

SIDE_SHARE = 0.45
"""A line that begins further right than this part of the page's width has its bar on the right."""

INDENT_SHARE = 0.09
"""Lines that begin within this part of the page's width of each other have their bars at one place: indents, numbers, lists."""


@dataclass(frozen=True, slots=True)
class ShownBar:
    """What stands beside a passage, or beside its part in one column, in shown units.

    Attributes:
        top: From where the bar in the margin reaches,
        bottom: and to where.
        on_right: Whether bar and margin marks stand at the right of the text.
        edge: Where the text at its height begins (or, on the right, ends), apart from indents: bars of one column stand in line.
        lane: 0, or how many bars stand between it and the text.

    """

    top: float
    bottom: float
    on_right: bool
    edge: float
    lane: int = 0


@dataclass(frozen=True, slots=True)
class ShownMark:
    """A passage on one page, in shown units.

    Attributes:
        mark: The passage.
        quads: Its quads on this page.
        begins: Whether its first quad of all is on this page (and takes the first tick).
        ends: Whether its last quad of all is on this page.
        from_right: Whether its text runs from right to left.
        lane: 0, or how many underlines of other passages run above its own.
        bars: One, or one a column that it runs over, in reading order.

    """

    mark: ViewMark
    quads: tuple[Quad, ...]
    begins: bool
    ends: bool
    from_right: bool
    lane: int
    bars: tuple[ShownBar, ...]


@dataclass(frozen=True, slots=True)
class PlacedMark:
    """What of a passage on a page does not depend on the other passages there, in shown units."""

    mark: ViewMark
    quads: tuple[Quad, ...]
    rects: tuple[Rect, ...]
    around: Rect
    bars: tuple[ShownBar, ...]
    from_right: bool


@dataclass(slots=True)
class Arrangement:
    """What was found for a page, to be kept while its text and its turn stay: the next call works out only what is different."""

    placed: dict[str, PlacedMark] = field(default_factory=dict)
    lanes: dict[str, int] = field(default_factory=dict)


def show_marks(
    marks: Collection[ViewMark],
    page: int,
    to_shown: Matrix,
    width: float,
    text: PageText | None,
    *,
    known: Arrangement | None = None,
) -> list[ShownMark]:
    """Return the passages of a page with their lanes and bars.

    Args:
        marks: Those that touch the page, in any order.
        page: From 0.
        to_shown: From page space to shown units.
        width: Of the page as shown.
        text: The page's characters, to tell where lines begin; bars stand at the quads themselves without it.
        known: What an earlier call with the same page and text found.

    """
    known = Arrangement() if known is None else known
    lines = cache(lambda: _Lines(text, to_shown, width))
    moved = _update(known, marks, lambda mark: _placed(mark, page, to_shown, width, lines()))
    placed = sorted(known.placed.values(), key=lambda one: (one.bars[0].top, one.around.x0))  # as shown: a page may be turned
    _take_lanes(placed, known.lanes, moved)
    bar_lanes = _bar_lanes(placed)
    return [
        ShownMark(
            mark=one.mark,
            quads=one.quads,
            begins=one.mark.quads[0].page == page,
            ends=one.mark.quads[-1].page == page,
            from_right=one.from_right,
            lane=0 if one.mark.region else known.lanes[one.mark.passage],
            bars=tuple(replace(bar, lane=bar_lanes[one.mark.passage, n]) for n, bar in enumerate(one.bars)),
        )
        for one in placed
    ]


def _update(known: Arrangement, marks: Collection[ViewMark], place: Callable[[ViewMark], PlacedMark]) -> list[Rect]:
    """Place the marks that are not placed as they are already; return the rectangles that came or went."""
    before, known.placed = known.placed, {}
    moved: list[Rect] = []
    for mark in marks:
        found = earlier = before.get(mark.passage)
        if found is None or found.mark is not mark:
            found = place(mark)
            if earlier is None or earlier.rects != found.rects:
                known.lanes.pop(mark.passage, None)
                moved += found.rects
                moved += earlier.rects if earlier is not None else ()
        known.placed[mark.passage] = found
    for passage in before.keys() - known.placed.keys():
        known.lanes.pop(passage, None)
        moved += before[passage].rects
    return moved


def _take_lanes(placed: Sequence[PlacedMark], known: dict[str, int], moved: list[Rect]) -> None:
    """Give every text a lane. Only those that lie over what `moved` (rectangles that came or went) may need another one."""
    lanes = Lanes()
    for one in placed:
        if one.mark.region:
            continue
        lane = known.get(one.mark.passage)
        if lane is None or _lies_over(one, moved):
            fresh = lanes.free(one.rects)
            if lane is not None and fresh != lane:
                moved += one.rects
            lane = known[one.mark.passage] = fresh
        lanes.take(one.rects, lane)


def _lies_over(one: PlacedMark, moved: Sequence[Rect]) -> bool:
    near = [other for other in moved if other.y0 < one.around.y1 and other.y1 > one.around.y0]
    return any(cover(rect, other) for other in near for rect in one.rects)


def _placed(mark: ViewMark, page: int, to_shown: Matrix, width: float, lines: _Lines) -> PlacedMark:
    quads = tuple(to_shown.apply_quad(one.quad) for one in mark.quads if one.page == page)
    rects = tuple(one.rect for one in quads)
    around = Rect.around_all(rects)
    if mark.region:
        bars: tuple[ShownBar, ...] = (ShownBar(around.y0, around.y1, on_right=False, edge=around.x0),)
    else:
        bars = tuple(_bar(part, width, lines) for part in _by_column(rects))
    return PlacedMark(mark, quads, rects, around, bars, _runs_from_right(mark.words))


def _by_column(rects: Sequence[Rect]) -> list[list[Rect]]:
    """Part the lines of a passage where it goes on higher up, in another column: what stands in between is not its own."""
    parts: list[list[Rect]] = []
    column = rects[0]
    for one in rects:
        is_elsewhere = one.y1 <= column.y0 and (one.x0 >= column.x1 or one.x1 <= column.x0)
        if not parts or is_elsewhere:
            parts.append([])
            column = one
        parts[-1].append(one)
        column = Rect.around_all((column, one))
    return parts


def _bar(rects: Sequence[Rect], width: float, lines: _Lines) -> ShownBar:
    around = Rect.around_all(rects)
    beside = lines.beside(around)
    own_left = min((one.x0 for one in beside if any(cover(one, rect) for rect in rects)), default=around.x0)
    on_right = own_left > SIDE_SHARE * width
    outermost = [around, *beside]  # nothing that is written at this height may be covered
    edge = max(one.x1 for one in outermost) if on_right else min(one.x0 for one in outermost)
    return ShownBar(around.y0, around.y1, on_right, lines.in_line(edge, on_right=on_right))


class _Lines:
    """The lines of a page as shown, from top to bottom."""

    def __init__(self, text: PageText | None, to_shown: Matrix, width: float) -> None:
        lines = () if text is None else text.lines
        self._rects = sorted((to_shown.apply_quad(quad_of(one.reach, one.frame)).rect for one in lines), key=lambda one: one.y0)
        self._tops = [one.y0 for one in self._rects]
        self._highest = max((one.height for one in self._rects), default=0.0)
        self._right = max((one.x1 for one in self._rects if one.x0 > SIDE_SHARE * width), default=0.0)
        self._indent = INDENT_SHARE * width
        self._lefts: list[float] = []
        for x0 in sorted(one.x0 for one in self._rects):
            if not self._lefts or x0 - self._lefts[-1] > self._indent:
                self._lefts.append(x0)

    def beside(self, around: Rect) -> list[Rect]:
        """Return the lines that stand at the height of a passage."""
        near = self._rects[bisect_left(self._tops, around.y0 - self._highest) : bisect_right(self._tops, around.y1)]
        return [one for one in near if _beside(one, around)]

    def in_line(self, edge: float, *, on_right: bool) -> float:
        """Return where text that begins (or, on the right, ends) at `edge` would without its indent."""
        if on_right:
            return max(edge, self._right)
        left = self._lefts[max(0, bisect_right(self._lefts, edge) - 1)] if self._lefts else edge
        return left if 0 <= edge - left <= self._indent else edge


def _bar_lanes(placed: Sequence[PlacedMark]) -> dict[tuple[PassageId, int], int]:
    """Return the lanes of bars by passage and place among its bars: each has the first whose last bar ends above it."""
    found = {(one.mark.passage, n): 0 for one in placed for n in range(len(one.bars))}  # what regions keep
    ends: dict[bool, list[float]] = {False: [], True: []}
    texts = ((one, n, bar) for one in placed if not one.mark.region for n, bar in enumerate(one.bars))
    for one, n, bar in sorted(texts, key=lambda each: each[2].top):
        taken, begins = ends[bar.on_right], bar.top + 0.35 * min(12.0, bar.bottom - bar.top)
        lane = next((lane for lane, end in enumerate(taken) if end <= begins), len(taken))
        taken[lane : lane + 1] = [bar.bottom]
        found[one.mark.passage, n] = lane
    return found


def _beside(line: Rect, around: Rect) -> bool:
    """Tell whether a line of the page stands at the height of a passage."""
    return min(line.y1, around.y1) - max(line.y0, around.y0) > 0.3 * min(line.height, around.height)


def _runs_from_right(words: str) -> bool:
    """Tell whether the first letter with a direction runs from right to left (Unicode UAX 9, rule P2)."""
    for letter in words[:80]:
        way = unicodedata.bidirectional(letter)
        if way in {"R", "AL"}:
            return True
        if way == "L":
            return False
    return False
