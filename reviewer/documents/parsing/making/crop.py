"""Pictures of parts of pages, with marks painted on, and the hash by which such a part is known again.

Worker side, Pillow only: the page itself is drawn by whoever opened the document. Same page, same bytes.
"""

from __future__ import annotations

import io
import math
from collections.abc import Sequence

from PIL import Image, ImageChops, ImageDraw

from reviewer.documents.findings import Crop
from reviewer.documents.limits import MAX_CROP_PIXELS
from reviewer.documents.marks import Mark
from reviewer.documents.parsing.making.annotation import BORDER, UNDERLINE
from reviewer.documents.parsing.opened import Opened, RefusedError
from reviewer.documents.protocol.framing import Status
from reviewer.documents.results import PixelRect
from reviewer.model.geometry import Matrix, Point, Quad, Rect, page_rotation

Pair = tuple[float, float]


def crop(opened: Opened, page: int, rect: Rect, scale: float, marks: Sequence[Mark]) -> Crop:
    """Return a picture of a rectangle of a page, upright as the page is displayed.

    The picture is as large as the rectangle at that scale, rounded out to whole pixels; what lies outside the page is white. A
    picture of more than `limits.MAX_CROP_PIXELS` comes out at a smaller scale. Marks are painted as fill and underline, regions
    as fill and border.

    Args:
        opened: The document.
        page: From 0.
        rect: In page space, on the unrotated page; with whatever margin is wanted.
        scale: Pixels per page unit.
        marks: What to paint; quads on other pages are ignored.

    Raises:
        RefusedError: The rectangle has no area.

    """
    info = opened.page_info(page)
    shown = page_rotation(info.width, info.height, info.rotation)
    wanted = shown.apply_rect(rect)
    if not wanted.area > 0:
        raise RefusedError(Status.BAD_REQUEST)
    scale = min(scale, math.sqrt(MAX_CROP_PIXELS / 2 / wanted.area))
    clip = _pixels(wanted, scale)
    plain = opened.page_image(page, scale, clip).convert("RGB")
    to_pixels = shown.then(Matrix(scale, 0, 0, scale, -clip.x, -clip.y))
    picture = plain
    for mark in marks:
        quads = [to_pixels.apply_quad(quad) for quad in mark.quads_on(page)]
        if quads:
            picture = _painted(picture, mark, quads, scale)
    return Crop(png(picture), picture.width, picture.height, difference_hash(plain))


def difference_hash(picture: Image.Image) -> str:
    """Return a 64-bit difference hash as 16 lower-case hex digits.

    The picture in grey, shrunk to 9 × 8; one bit a pair of neighbours, row by row from the upper left, most significant bit
    first: 1 where the right one is brighter. Two pictures are alike when few bits differ.
    """
    small = picture.convert("L").resize((9, 8), Image.Resampling.LANCZOS)
    grey = small.tobytes()
    bits = 0
    for row in range(8):
        for column in range(8):
            at = row * 9 + column
            bits = bits << 1 | (grey[at + 1] > grey[at])
    return f"{bits:016x}"


def png(picture: Image.Image) -> bytes:
    """Return a picture as PNG with nothing beside its pixels."""
    out = io.BytesIO()
    bare = Image.frombytes(picture.mode, picture.size, picture.tobytes())
    bare.save(out, "PNG", compress_level=6)
    return out.getvalue()


def _pixels(rect: Rect, scale: float) -> PixelRect:
    """Return the whole pixels that hold a rectangle of the displayed page."""
    x0, y0 = math.floor(rect.x0 * scale + 1e-6), math.floor(rect.y0 * scale + 1e-6)
    x1, y1 = math.ceil(rect.x1 * scale - 1e-6), math.ceil(rect.y1 * scale - 1e-6)
    return PixelRect(x0, y0, max(1, x1 - x0), max(1, y1 - y0))


def _painted(picture: Image.Image, mark: Mark, quads: Sequence[Quad], scale: float) -> Image.Image:
    """Return a picture with one mark's fill multiplied onto it and its lines drawn over."""
    layer = Image.new("RGB", picture.size, "white")
    fill = ImageDraw.Draw(layer)
    for quad in quads:
        fill.polygon([_pair(quad.ul), _pair(quad.ur), _pair(quad.lr), _pair(quad.ll)], fill=mark.colour.filled)
    out = ImageChops.multiply(picture, layer)
    draw = ImageDraw.Draw(out)
    width = max(1, round((BORDER if mark.region else UNDERLINE) * scale))
    for quad in quads:
        if mark.region:
            box = quad.rect
            draw.rectangle(
                (box.x0, box.y0, max(box.x0, box.x1 - 1), max(box.y0, box.y1 - 1)), outline=mark.colour.rgb, width=width
            )
        else:
            draw.line([_pair(point) for point in _underline(quad, width / 2)], fill=mark.colour.rgb, width=width)
    return out


def _underline(quad: Quad, inside: float) -> tuple[Point, Point]:
    """Return the lower edge of a quad as displayed, moved inside by that many pixels."""
    height = math.dist(_pair(quad.ul), _pair(quad.ll)) or 1.0
    share = min(inside / height, 0.5)
    up = Point((quad.ul.x - quad.ll.x) * share, (quad.ul.y - quad.ll.y) * share)
    return Point(quad.ll.x + up.x, quad.ll.y + up.y), Point(quad.lr.x + up.x, quad.lr.y + up.y)


def _pair(point: Point) -> Pair:
    return point.x, point.y
