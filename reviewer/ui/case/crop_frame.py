"""Which part of a page the picture of a passage shows, how large, and how turned: all of the passage, its words upright.

Words stay large enough to be read: where a column is too narrow for that, the picture shows where the passage begins. A passage
over a page end has a part on each page, one below the other.

Pure: a card asks for its height before anything of the page is read, so that the height rests on the anchor alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from reviewer.documents.results import PixelRect
from reviewer.documents.text.page.words import is_cjk
from reviewer.model.anchor import Anchor
from reviewer.model.geometry import IDENTITY, Matrix, Quad, Rect, page_rotation
from reviewer.model.page import PageInfo

LEAST_PX, MOST_PX = 72, 280
"""Height of a picture, in logical pixels: some lines around a short passage, and no card that fills a screen."""

PAGE_END_PX = 9
"""Between the parts of two pages, in logical pixels."""

_LEAST_PART_PX = 56
"""Height of the part of one page among several, where they need not share less."""

_MOST_PARTS = 3
"""A passage over more pages is shown where it begins and where it ends."""

_LARGEST = 1.15
"""Logical pixels a point."""

_LEAST = 0.72
"""Likewise, for text: print of 11 points is 8 pixels high, and can just be read."""

_LARGEST_IMAGE = 1.5
"""Logical pixels a pixel of an image."""

_MARGIN_PX = 14


@dataclass(frozen=True, slots=True)
class Frame:
    """A picture of a part of a page.

    Attributes:
        scale: Device pixels a unit of the page.
        clip: The part, in device pixels of the page as displayed.
        turn: Degrees clockwise by which it is turned afterwards, for words that do not stand upright on the page as displayed.

    """

    scale: float
    clip: PixelRect
    turn: int


def picture_height(anchor: Anchor, width_px: int) -> int:
    """Return how high a picture of that width has to be to show the whole passage, both in logical pixels."""
    pages = _pages(anchor)
    if len(pages) == 1:
        return _part_height(anchor, anchor.page, width_px, LEAST_PX)
    heights = (_part_height(anchor, page, width_px, _LEAST_PART_PX) for page in pages)
    return min(MOST_PX, sum(heights) + PAGE_END_PX * (len(pages) - 1))


def parts(anchor: Anchor, width_px: int, height_px: int) -> list[tuple[int, int]]:
    """Return what a picture of that size (logical pixels) shows: pages (from 0) from top to bottom, and how high each part is."""
    pages = _pages(anchor)
    if len(pages) == 1:
        return [(anchor.page, height_px)]
    wanted = {page: _part_height(anchor, page, width_px, _LEAST_PART_PX) for page in pages}
    left = height_px - PAGE_END_PX * (len(pages) - 1)
    for rest, page in zip(range(len(pages), 0, -1), sorted(pages, key=wanted.__getitem__), strict=True):
        wanted[page] = min(wanted[page], left // rest)  # who needs little leaves the more to the others
        left -= wanted[page]
    return list(wanted.items())


def _pages(anchor: Anchor) -> list[int]:
    if not anchor.quads or anchor.quads[-1].page == anchor.page:
        return [anchor.page]
    pages = list(dict.fromkeys(one.page for one in anchor.quads))
    return pages if len(pages) <= _MOST_PARTS else [pages[0], pages[-1]]


def _part_height(anchor: Anchor, page: int, width_px: int, least_px: int) -> int:
    quads = _quads(anchor, page)
    if not quads:
        return least_px
    xs = [point.x for one in quads for point in one.points]
    ys = [point.y for one in quads for point in one.points]
    across, down = max(xs) - min(xs), max(ys) - min(ys)  # cheaper than rectangles: all cards of a claim are asked at once
    if _turn(anchor, quads) % 180:
        across, down = down, across
    scale = max(min(_LARGEST, (width_px - 2 * _MARGIN_PX) / max(across, 1.0)), 0.0 if anchor.text is None else _LEAST)
    return max(least_px, min(MOST_PX, ceil(down * scale) + 2 * _MARGIN_PX))


def framed(anchor: Anchor, page: PageInfo, *, width_px: float, height_px: float, ratio: float) -> Frame:
    """Return what a picture of that size (logical pixels) shows: the passage in the middle, scaled down as far as is readable.

    Args:
        anchor: Where the passage is.
        page: The page of which the picture, or this part of it, is.
        width_px: Of the picture, in logical pixels.
        height_px: Likewise.
        ratio: Device pixels a logical pixel.

    """
    shown = page_rotation(page.width, page.height, page.rotation)
    quads = [shown.apply_quad(one) for one in _quads(anchor, page.index)]
    turn = _turn(anchor, quads)
    upright, wide, _ = turned(page, turn)
    rect = upright.apply_rect(Rect.around_all(one.rect for one in quads)) if quads else Rect(0, 0, *page.shown_size)
    width, height, margin = width_px * ratio, height_px * ratio, _MARGIN_PX * ratio
    scale = min((width - 2 * margin) / max(rect.width, 1.0), (height - 2 * margin) / max(rect.height, 1.0))
    if page.to_user_space == IDENTITY:  # an image: its pixels say nothing of how large its words are, so some of what is around
        part = max(rect.width * 1.15, wide * 0.45)
        scale = min(scale, _LARGEST_IMAGE * ratio, max(width / part, width / wide))
    else:
        scale = max(min(scale, _LARGEST * ratio), 0.0 if anchor.text is None else _LEAST * ratio)
    return placed(page, turn, rect, scale, room=(width, height), margin=margin)[0]


def turned(page: PageInfo, turn: int) -> tuple[Matrix, float, float]:
    """Return the way from a page as displayed to the same page turned once more, and its width and height then."""
    wide, high = page.shown_size
    return (page_rotation(wide, high, turn), *((wide, high) if turn % 180 == 0 else (high, wide)))


def placed(
    page: PageInfo, turn: int, rect: Rect, scale: float, *, room: tuple[float, float], margin: float
) -> tuple[Frame, Rect]:
    """Return a picture with a part of a page in its middle, and where that part lies in it, once it is turned.

    Args:
        page: The page.
        turn: As in `Frame`.
        rect: The part, on the page as displayed and turned.
        scale: Device pixels a unit of the page.
        room: Width and height of the picture at most, in device pixels.
        margin: Before a part that is too long to be in the middle, likewise.

    """
    _, wide, high = turned(page, turn)
    width, height = room
    width, height = min(width, max(1.0, wide * scale)), min(height, max(1.0, high * scale))
    left = _start(rect.x0 * scale, rect.x1 * scale, width, margin, wide * scale)
    top = _start(rect.y0 * scale, rect.y1 * scale, height, margin, high * scale)
    there = page_rotation(page.shown_size[0] * scale, page.shown_size[1] * scale, turn).inverse()
    clip = there.apply_rect(Rect(left, top, left + width, top + height))
    part = PixelRect(round(clip.x0), round(clip.y0), max(1, int(clip.width)), max(1, int(clip.height)))
    within = Rect(rect.x0 * scale - left, rect.y0 * scale - top, rect.x1 * scale - left, rect.y1 * scale - top)
    return Frame(scale, part, turn), within


def _start(low: float, high: float, room: float, margin: float, whole: float) -> float:
    """Return where a picture begins along one side of the page: what it shows is in its middle, or begins in it where longer."""
    start = (low + high - room) / 2 if high - low + margin <= room else low - margin
    return min(max(start, 0.0), max(0.0, whole - room))


def _quads(anchor: Anchor, page: int) -> list[Quad]:
    return [one.quad for one in anchor.quads if one.page == page]


def _turn(anchor: Anchor, quads: Sequence[Quad]) -> int:
    """Return by how many degrees clockwise a passage has to be turned to stand upright; a region stands as it was drawn."""
    return 0 if anchor.text is None else turn_of(quads, anchor.text.quote)


def turn_of(quads: Sequence[Quad], words: str) -> int:
    """Return by how many degrees clockwise words have to be turned to stand upright.

    Chinese and Japanese stand upright in columns that run downwards.
    """
    if not quads:
        return 0
    x, y = quads[0].ll.x - quads[0].ul.x, quads[0].ll.y - quads[0].ul.y  # downwards, for the text
    if y >= abs(x) or any(is_cjk(sign) for sign in words):
        return 0
    return 180 if -y >= abs(x) else 90 if x > 0 else 270
