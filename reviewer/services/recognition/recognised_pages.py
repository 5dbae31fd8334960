"""A page's pixels for recognising its text, and what was found in them as the text of the page.

Owns how large a page is drawn for that, and the way from its pixels to its page space. Pure.
"""

from __future__ import annotations

from array import array

from reviewer.documents import limits
from reviewer.documents.protocol.recognition import Recognised
from reviewer.documents.results import scale_within
from reviewer.model.geometry import Matrix, Point, page_rotation
from reviewer.model.page import PageInfo
from reviewer.model.recognised import RecognisedPage

DPI = 200
"""Dots an inch at which a page is drawn: what most scans have. At 300 a page takes twice as long, and is read no better."""

POINTS_AN_INCH = 72.0


def scale_of(info: PageInfo, *, is_image: bool) -> float:
    """Return pixels a unit: those of the image itself, or 200 an inch, or as many as are recognised at once."""
    wanted = 1.0 if is_image else DPI / POINTS_AN_INCH
    return scale_within(info, wanted, limits.MAX_RECOGNISED_PIXELS, limits.MAX_RECOGNISED_SIDE - 1)


def in_page_space(found: Recognised, by: str, info: PageInfo, *, is_image: bool) -> RecognisedPage:
    """Return what was recognised in a page's pixels as the text of that page."""
    scale = scale_of(info, is_image=is_image)
    back = Matrix(1 / scale, 0, 0, 1 / scale).then(page_rotation(info.width, info.height, info.rotation).inverse())
    boxes = array("f")
    pixels = iter(found.boxes)
    for x, y in zip(pixels, pixels, strict=True):
        point = back.apply(Point(x, y))
        boxes.append(point.x)
        boxes.append(point.y)
    return RecognisedPage(info.index, found.text, boxes, found.confidences, by)
