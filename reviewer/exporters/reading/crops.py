"""Pictures of passages: which part of a page is shown around one, and how sharply.

Works in the page as displayed, so that "lines above and below" means what a reader sees, and hands the rectangle back in page
space. The worker draws (`documents.crop`).
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

from reviewer.exporters.plan.exhibits import Exhibit, PlannedDocument
from reviewer.model.geometry import Matrix, Rect, page_rotation
from reviewer.model.page import PageInfo

PDF_SCALE = 2.0
"""Pixels a point: 144 dpi, sharp on a good screen and in print."""
LONGEST_PX = 2400
"""No side of a crop is longer."""
_EDGE = 0.04
_COLUMN_PT = 660.0
_COLUMN_PX = 1400.0


@dataclass(frozen=True, slots=True)
class CropWindow:
    """What to draw: a rectangle in page space, pixels a unit, and the width in CSS pixels at which it is shown."""

    page: int
    rect: Rect
    scale: float
    shown_width: int


def window(exhibit: Exhibit, document: PlannedDocument, page: int) -> CropWindow | None:
    """Return the part of a page to show for an exhibit: its quads, some lines around them, and the width of the text.

    None where the page's size is not known or the exhibit has no place on it.
    """
    info = document.pages.get(page)
    boxes = [one.quad.rect for one in exhibit.anchor.quads if one.page == page]
    if info is None or not boxes:
        return None
    shown = page_rotation(info.width, info.height, info.rotation)
    boxes = [shown.apply_rect(one) for one in boxes]
    whole = Rect.around_all(boxes)
    framed = _framed(whole, median(one.height for one in boxes), info, is_image=document.is_image, region=_is_region(exhibit))
    return _window(page, framed, shown, is_image=document.is_image)


def _is_region(exhibit: Exhibit) -> bool:
    return exhibit.anchor.text is None


def _framed(box: Rect, line: float, info: PageInfo, *, is_image: bool, region: bool) -> Rect:
    """Return the part of the page as displayed: `line` is the height of a line of the passage."""
    width, height = info.shown_size
    column = _COLUMN_PX if is_image else _COLUMN_PT
    if width <= column * 1.1:
        x0, x1 = (0.0, width) if is_image else (width * _EDGE, width * (1 - _EDGE))
    else:
        wide = min(width, max(column, box.width * 1.2))
        x0 = min(max(0.0, (box.x0 + box.x1 - wide) / 2), width - wide)
        x1 = x0 + wide
    wide = x1 - x0
    above = 0.04 * wide if region else min(max(1.9 * line, 0.04 * wide), 0.07 * wide)
    framed = Rect(min(x0, box.x0), box.y0 - above, max(x1, box.x1), box.y1 + above)
    return framed.intersection(Rect(0, 0, width, height)) or Rect(0, 0, width, height)


def _window(page: int, framed: Rect, shown: Matrix, *, is_image: bool) -> CropWindow:
    longest = max(framed.width, framed.height)
    scale = min(1.0 if is_image else PDF_SCALE, LONGEST_PX / longest)
    css = framed.width if is_image else framed.width * 96 / 72
    return CropWindow(page, shown.inverse().apply_rect(framed), scale, round(css))
