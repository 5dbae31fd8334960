"""Worker side: an image as a document. A frame is a page, a pixel is a unit of page space, the EXIF turn is already made.

Owns drawing parts of a decoded frame at any scale and keeping decoded frames for the next part. Runs only in worker processes.
A TIFF's frames are its pages; of an animation (GIF, WebP, PNG) only the first picture is taken, because its later ones are
moments and not pages.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from typing import NoReturn

from PIL import Image

from reviewer.documents import limits
from reviewer.documents.parsing.frames import decode, frame_sizes, media_type, open_image
from reviewer.documents.parsing.opened import RefusedError
from reviewer.documents.protocol.framing import Status
from reviewer.documents.results import Hyperlink, OutlineItem, PixelRect, shown_page_px
from reviewer.model.annotation import Annotation
from reviewer.model.document import PageInfo, PlainText
from reviewer.model.geometry import Matrix, Rect, page_rotation

_KEPT_PIXELS = 64_000_000
"""Pixels of decoded frames kept for the next part; the frame in use is kept whatever its size."""

_TURNS = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}


class ImageDocument:
    """An image open for reading; fulfils `opened.Opened`."""

    encrypted = False
    restricted = False

    def __init__(self, data: memoryview, *, extractor: str) -> None:
        self.data = data
        self.extractor = extractor
        image = open_image(data)
        self.media_type = media_type(image)
        self._sizes, self.repaired = frame_sizes(image)
        self.page_count = len(self._sizes)
        self._kept: OrderedDict[int, list[Image.Image]] = OrderedDict()
        width, height = self._sizes[0]
        if width <= 0 or height <= 0:
            raise RefusedError(Status.DAMAGED)
        try:
            self._keep(0, *decode(data, 0))  # an image that nobody can see is refused at once
        except RefusedError as error:
            raise RefusedError(Status.DAMAGED if error.status is Status.PAGE_DAMAGED else error.status) from error

    @property
    def pdf(self) -> None:
        """There is no PDF behind an image."""
        return

    def fresh_pdf(self) -> NoReturn:
        """There is no PDF behind an image."""
        raise RefusedError(Status.BAD_REQUEST)

    def page_info(self, page: int) -> PageInfo:
        """Return the size of a frame."""
        width, height = self._sizes[page]
        return PageInfo(page, "", float(width), float(height))

    def page_image(self, page: int, scale: float, clip: PixelRect | None = None, turn: int = 0) -> Image.Image:
        """Draw a frame, or a part of it, as an RGB image."""
        info = self.page_info(page)
        area = clip or shown_page_px(info, scale, turn)
        if area.width * area.height > limits.MAX_BITMAP_PIXELS:
            raise RefusedError(Status.TOO_MANY_PIXELS)
        upright = _unturned(info, scale, area, turn)
        part = self._part(page, scale, upright)
        return part.transpose(_TURNS[turn]) if turn in _TURNS else part

    def draw(self, page: int, scale: float, clip: PixelRect, turn: int, into: memoryview) -> None:
        """Draw a part of a frame into memory: blue, green, red, 255 a pixel."""
        into[:] = self.page_image(page, scale, clip, turn).convert("RGBA").tobytes("raw", "BGRA")

    def characters(self, page: int) -> tuple[str, bytes]:  # noqa: ARG002 -- the protocol's signature
        """An image brings no text of its own."""
        return "", b""

    def plain_text(self, page: int) -> str:  # noqa: ARG002 -- the protocol's signature
        """An image brings no text of its own."""
        return ""

    def with_origin(self, page: int, text: str) -> PlainText:  # noqa: ARG002 -- the protocol's signature
        """An image brings no text of its own."""
        return PlainText(text)

    def annotations(self, page: int) -> tuple[list[Annotation], bool]:  # noqa: ARG002 -- the protocol's signature
        """Return nothing: images carry no annotations."""
        return [], False

    def outline(self) -> list[OutlineItem]:
        """An image has no table of contents."""
        return []

    def hyperlinks(self, page: int) -> list[Hyperlink]:  # noqa: ARG002 -- the protocol's signature
        """An image leads nowhere."""
        return []

    def _part(self, page: int, scale: float, area: PixelRect) -> Image.Image:
        """Return `area` of the upright frame at `scale`, white where the frame ends."""
        frame, shrunk = self._shrunk(page, scale)
        remaining = scale * shrunk
        canvas = Image.new("RGB", (area.width, area.height), "white")
        whole = shown_page_px(self.page_info(page), scale)
        # the last column and row may be less than a pixel of the image; drawn by themselves, so that nothing is stretched
        columns = _spans(area.x, area.x + area.width, math.floor(frame.width * remaining), whole.width)
        rows = _spans(area.y, area.y + area.height, math.floor(frame.height * remaining), whole.height)
        for left, right in columns:
            for top, bottom in rows:
                far_x, far_y = min(frame.width, right / remaining), min(frame.height, bottom / remaining)
                box = (left / remaining, top / remaining, far_x, far_y)
                if remaining == 1:
                    part = frame.crop((left, top, right, bottom))
                else:
                    part = frame.resize((right - left, bottom - top), Image.Resampling.BICUBIC, box=box)
                canvas.paste(part, (left - area.x, top - area.y))
        return canvas

    def _shrunk(self, page: int, scale: float) -> tuple[Image.Image, int]:
        """Return the frame shrunk by the largest power of two that leaves it at least as large as wanted, and that power."""
        if page not in self._kept:
            self._keep(page, *decode(self.data, page))
        self._kept.move_to_end(page)
        levels = self._kept[page]
        wanted = max(0, math.floor(math.log2(1 / scale) + 1e-9)) if scale < 1 else 0
        while len(levels) <= wanted and min(levels[-1].size) > 1:
            levels.append(levels[-1].reduce(2))
        level = min(wanted, len(levels) - 1)
        return levels[level], 2**level

    def _keep(self, page: int, frame: Image.Image, cut_short: bool) -> None:
        """Keep a decoded frame, and let go of the oldest ones that are too many."""
        if (frame.width, frame.height) != self._sizes[page]:
            raise RefusedError(Status.PAGE_DAMAGED)
        self.repaired = self.repaired or cut_short
        self._kept[page] = [frame]
        while len(self._kept) > 1 and sum(one[0].width * one[0].height for one in self._kept.values()) > _KEPT_PIXELS:
            self._kept.popitem(last=False)


def _spans(start: int, end: int, inside: int, whole: int) -> list[tuple[int, int]]:
    """Return what of `start` to `end` lies on the image: whole pixels up to `inside`, and a last one up to `whole`."""
    cuts = [(max(0, start), min(end, inside)), (max(start, inside), min(end, whole))]
    return [(low, high) for low, high in cuts if low < high]


def _unturned(info: PageInfo, scale: float, area: PixelRect, turn: int) -> PixelRect:
    """Return where a part of the turned image lies in the upright one."""
    whole = shown_page_px(info, scale)
    back = page_rotation(whole.width, whole.height, turn).inverse() if turn % 360 else Matrix()
    rect = back.apply_rect(Rect(area.x, area.y, area.x + area.width, area.y + area.height))
    return PixelRect(round(rect.x0), round(rect.y0), round(rect.width), round(rect.height))
