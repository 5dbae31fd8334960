"""What stands beside the text of a page: a bar for every passage, and a mark with glyph and claim number for every link.

Pure geometry in device pixels of the view, for painting and for pointing alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reviewer.model.geometry import Rect
from reviewer.model.stance import Stance
from reviewer.ui.viewer.marks.frame import Frame
from reviewer.ui.viewer.marks.shown_marks import ShownBar, ShownMark
from reviewer.ui.viewer.view_mark import ViewMark

BAR_GAP_PX = 8
BAR_WIDTH_PX = 3
LANE_PX = 6
"""How much further out the bar of an overlapping passage stands."""

BADGE_GAP_PX = 8
BADGE_HEIGHT_PX = 17
BADGE_STEP_PX = 20
BADGE_WIDTH_PX = 30
PLAIN_BADGE_WIDTH_PX = 18
DIGIT_PX = 7
OVERHANG_PX = 14
"""How far a margin mark may hang over the page's edge, where it would cover words otherwise."""

LEAST_SCALE = 0.6
"""Logical pixels a page unit below which a narrow page has no room for margin marks; bars remain."""

ROOMY_PX = 360
"""Logical pixels of a page's width from which on it has room for them at any scale: a photo's units are its many pixels."""

FARTHEST_PX = 120
"""A margin mark that would be pushed further than this from its passage is left out."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar beside a passage."""

    rect: Rect
    mark: ViewMark


@dataclass(frozen=True, slots=True)
class Badge:
    """A margin mark: the stance's glyph and the claim's number, or the plain glyph alone."""

    rect: Rect
    mark: ViewMark
    stance: Stance | None
    number: str


def bars(shown: Sequence[ShownMark], frame: Frame) -> list[Bar]:
    """Return the bars of a page's passages; regions have none, their outline says enough."""
    found = []
    width = BAR_WIDTH_PX * frame.dpr
    for one in shown:
        if one.mark.region:
            continue
        for bar in one.bars:
            out = (BAR_GAP_PX + LANE_PX * bar.lane) * frame.dpr
            x0 = frame.across(bar.edge) + out if bar.on_right else frame.across(bar.edge) - out - width
            found.append(Bar(Rect(x0, frame.down(bar.top), x0 + width, frame.down(bar.bottom)), one.mark))
    return found


def badges(shown: Sequence[ShownMark], frame: Frame, *, least_scale: float = LEAST_SCALE) -> list[Badge]:
    """Return the margin marks of a page, stacked so that none covers another; none where a narrow one is below `least_scale`.

    They stand where a passage begins, also where it goes on in another column.
    """
    if frame.scale / frame.dpr < least_scale and frame.width / frame.dpr < ROOMY_PX:
        return []
    rows = _rows(shown, frame)
    lanes = _column_lanes(rows, frame)
    found: list[Badge] = []
    for row, lane in zip(rows, lanes, strict=True):
        of = row.of
        if of.mark.region:
            place = _region_badge(of, frame, row.y, row.number, found)
        else:
            place = _badge_rect(of.bars[0], lane, frame, row.y, row.number)
        found.append(Badge(place, of.mark, row.stance, row.number))
    return found


@dataclass(frozen=True, slots=True)
class _Row:
    """A margin mark whose height on the page is known: that of which passage, where it begins, and what it shows."""

    of: ShownMark
    y: float
    stance: Stance | None
    number: str


def _rows(shown: Sequence[ShownMark], frame: Frame) -> list[_Row]:
    """Return the margin marks from top to bottom, each below those at its side of the page."""
    found: list[_Row] = []
    free: dict[bool, float] = {}
    for one in shown:
        bar = one.bars[0]
        wanted = frame.down(bar.top)
        for stance, number in one.mark.entries or ((None, ""),):
            y = max(wanted, free.get(bar.on_right, wanted))
            if y - wanted > FARTHEST_PX * frame.dpr:
                break
            found.append(_Row(one, y, stance, number))
            free[bar.on_right] = y + BADGE_STEP_PX * frame.dpr
    return found


def _column_lanes(rows: Sequence[_Row], frame: Frame) -> list[int]:
    """Return for each margin mark beside how many bars it stands: those of passages over each other stand in one column."""
    columns: list[list[int]] = []
    open_columns: dict[bool, list[int]] = {}
    foot: dict[bool, float] = {}
    for at, row in enumerate(rows):
        bar = row.of.bars[0]
        if bar.on_right not in foot or row.y > foot[bar.on_right]:
            open_columns[bar.on_right] = []
            columns.append(open_columns[bar.on_right])
        open_columns[bar.on_right].append(at)
        reach = max(frame.down(bar.bottom), row.y + BADGE_STEP_PX * frame.dpr)
        foot[bar.on_right] = max(foot.get(bar.on_right, reach), reach)
    lanes = [row.of.bars[0].lane for row in rows]
    for column in columns:
        outermost = max(lanes[at] for at in column)
        for at in column:
            lanes[at] = outermost
    return lanes


def badge_width_px(number: str) -> int:
    """Return a margin mark's width in logical pixels."""
    return PLAIN_BADGE_WIDTH_PX if not number else BADGE_WIDTH_PX + DIGIT_PX * max(0, len(number) - 1)


def _badge_rect(one: ShownBar, lane: int, frame: Frame, y: float, number: str) -> Rect:
    dpr = frame.dpr
    width, height = badge_width_px(number) * dpr, BADGE_HEIGHT_PX * dpr
    out = (BAR_GAP_PX + BAR_WIDTH_PX + LANE_PX * max(1, lane) + BADGE_GAP_PX) * dpr
    close = (BAR_GAP_PX + BAR_WIDTH_PX + LANE_PX * lane + 1) * dpr  # beside its bar, where the page has no more room
    over = OVERHANG_PX * dpr
    if one.on_right:
        edge, end = frame.across(one.edge), frame.x + frame.width - width
        x0 = min(edge + out, max(end - dpr, min(edge + close, end + over)))
    else:
        edge = frame.across(one.edge) - width
        x0 = max(edge - out, min(frame.x + dpr, max(edge - close, frame.x - over)))
    return Rect(x0, y, x0 + width, y + height)


def _region_badge(one: ShownMark, frame: Frame, y: float, number: str, found: Sequence[Badge]) -> Rect:
    """Return where the margin mark of a region goes: left of it, right of it, or above it; upon it only where that is the page.

    What was marked is there to be read.
    """
    dpr = frame.dpr
    width, height, gap = badge_width_px(number) * dpr, BADGE_HEIGHT_PX * dpr, BADGE_GAP_PX * dpr
    around = one.quads[0].rect
    left, right, top = frame.across(around.x0), frame.across(around.x1), frame.down(around.y0)
    if left - gap - width >= frame.x:
        x0 = left - gap - width
    elif right + gap + width <= frame.x + frame.width:
        x0 = right + gap
    elif top - gap / 2 - height >= frame.y:
        x0, y = max(frame.x, left), top - gap / 2 - height
        for other in sorted((one.rect for one in found), key=lambda rect: rect.x0):  # beside those that stand there already
            if other.y0 < y + height and other.y1 > y and other.x0 < x0 + width and other.x1 > x0:
                x0 = other.x1 + gap / 2
    else:
        x0, y = max(frame.x, left) + 4 * dpr, y + 4 * dpr
    return Rect(x0, y, x0 + width, y + height)
