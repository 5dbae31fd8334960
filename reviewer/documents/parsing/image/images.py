"""Worker side: an image as a document. A frame is a page, a pixel is a unit of page space, the EXIF turn is already made.

Owns drawing parts of a frame at any scale and keeping frames for the next part. Runs only in worker processes.
A TIFF's frames are its pages; of an animation (GIF, WebP, PNG) only the first picture is taken, because its later ones are
moments and not pages.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Iterator
from typing import NoReturn

from PIL import Image

from reviewer.documents import limits
from reviewer.documents.findings import Hyperlink, OutlineItem
from reviewer.documents.parsing.image import frames
from reviewer.documents.parsing.image.frames import frame_sizes, media_type, open_image
from reviewer.documents.parsing.image.parting import open_picture
from reviewer.documents.parsing.image.pictures import Picture, level_size
from reviewer.documents.parsing.image.salvage import said_size, salvaged
from reviewer.documents.parsing.image.tiff_parts import frames_beyond
from reviewer.documents.parsing.image.written_in import written_in
from reviewer.documents.parsing.opened import RefusedError
from reviewer.documents.protocol.framing import Status
from reviewer.documents.results import PixelRect, shown_page_px
from reviewer.model.annotation import Annotation
from reviewer.model.document import PlainText
from reviewer.model.file_facts import FactKind, FileFact, FileFacts
from reviewer.model.geometry import Matrix, Rect, page_rotation
from reviewer.model.page import PageInfo

_KEPT_BYTES = 256 * 1024**2
"""What decoded frames may take together that are kept for the next part; the frame in use is kept whatever its size."""

_PROBED_FRAMES = 8
"""So many frames that cannot be decoded are tried for one that can."""

_MARGIN = 5
"""Pixels beside a part that still count for its edges, where it is shrunk to no less than half."""

_TURNS = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}


class ImageDocument:
    """An image open for reading; fulfils `opened.Opened`."""

    encrypted = False
    restricted = False
    undrawn = False
    reduced = 1

    def __init__(self, data: memoryview, *, extractor: str) -> None:
        self.data = data
        self.extractor = extractor
        self._kept: OrderedDict[int, Picture] = OrderedDict()
        self._sizes: list[tuple[int, int]] = []
        self.page_count = self.beyond = 0
        refusal = self._take(data)
        if refusal is not None:
            self._take_what_is_left(refusal)

    def _take(self, data: memoryview) -> RefusedError | None:
        """Read frames from these bytes from now on; return what keeps them all from being seen, and None where one is seen."""
        self._read_from = data
        try:
            image = open_image(data)
            self.media_type = media_type(image)
            sizes, self.repaired, is_all = frame_sizes(image)
        except RefusedError as error:
            return error
        if max(map(min, sizes)) <= 0:
            return RefusedError(Status.DAMAGED)
        self._sizes = [_of_a_page(size) for size in sizes]
        self.page_count = len(self._sizes)
        self.beyond = 0 if is_all else frames_beyond(data, self.page_count)
        return self._keeps_from_seeing()

    def _keeps_from_seeing(self) -> RefusedError | None:
        """Return why none of the first frames can be decoded; None where one can."""
        first: RefusedError | None = None
        for frame in range(min(self.page_count, _PROBED_FRAMES)):
            try:
                self._picture(frame)
            except RefusedError as error:
                first = first or error
                self.repaired = True
            else:
                return None
        return first

    def _take_what_is_left(self, refusal: RefusedError) -> None:
        """Read a damaged image as far as it goes. Where only its size is left, it has pages of that size that cannot be drawn."""
        if refusal.status not in {Status.DAMAGED, Status.PAGE_DAMAGED}:
            raise refusal
        rest = salvaged(self.data)
        left = refusal if rest is None else self._take(memoryview(rest))
        if left is not None and left.status is Status.TOO_MANY_PIXELS:
            raise left
        self.undrawn, self.repaired = left is not None, True
        if not self._sizes:
            said = said_size(self.data)
            if said is None or min(said[1]) <= 0 or math.prod(said[1]) > limits.MAX_IMAGE_PIXELS:
                raise refusal
            self.media_type, self._sizes, self.page_count = said[0], [said[1]], 1

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

    def unseen_words(self, page: int) -> list[tuple[int, int]]:  # noqa: ARG002 -- the protocol's signature
        """Return nothing: an image has no words that it does not show."""
        return []

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

    def file_facts(self, first: int, count: int) -> FileFacts:
        """Return what is written in it beside its pixels: an image starts nothing and names nothing."""
        if first:
            return FileFacts(pages=count)
        try:
            image = open_image(self._read_from)
            words, cut = tuple(written_in(image)), frames.PASSED_OVER in image.info or self._read_from is not self.data
        except frames.ERRORS:
            return FileFacts(pages=count, cut=True)
        return FileFacts(facts=tuple(FileFact(FactKind.METADATA, None, one) for one in words), pages=count, cut=cut)

    def attached_pieces(self, number: int) -> Iterator[bytes]:  # noqa: ARG002 -- the protocol's signature
        """No file is attached in an image."""
        raise RefusedError(Status.BAD_REQUEST)

    def _part(self, page: int, scale: float, area: PixelRect) -> Image.Image:
        """Return `area` of the upright frame at `scale`, white where the frame ends."""
        picture = self._picture(page)
        level = _level(picture.size, scale)
        width, height = level_size(picture.size, level)
        (aside, down), remaining = picture.shift(level), scale * 2**level
        canvas = Image.new("RGB", (area.width, area.height), "white")
        whole = shown_page_px(self.page_info(page), scale)
        # the last column and row may be less than a pixel of the image; drawn by themselves, so that nothing is stretched
        columns = _spans(area.x, area.x + area.width, math.floor(width * remaining), whole.width)
        rows = _spans(area.y, area.y + area.height, math.floor(height * remaining), whole.height)
        for left, right in columns:
            for top, bottom in rows:
                if remaining == 1 and not aside and not down:
                    part = picture.piece(level, (left, top, right, bottom))
                else:
                    far_x, far_y = min(width, right / remaining + aside), min(height, bottom / remaining + down)
                    box = (left / remaining + aside, top / remaining + down, far_x, far_y)
                    part = _resized(picture, level, box, (right - left, bottom - top))
                canvas.paste(part, (left - area.x, top - area.y))
        self.repaired = self.repaired or picture.cut_short
        self._let_go()
        return canvas

    def _picture(self, page: int) -> Picture:
        """Return a frame, decoded as far as it must be for parts to be had of it."""
        if self.undrawn:
            raise RefusedError(Status.PICTURE_LOST)
        found = self._kept.get(page)
        if found is None:
            found = open_picture(self._read_from, page, self._sizes[page])
            if found.size != self._sizes[page]:
                raise RefusedError(Status.PAGE_DAMAGED)
            self.repaired = self.repaired or found.cut_short
            self.reduced = max(self.reduced, found.reduced)
            self._kept[page] = found
            self._let_go()
        self._kept.move_to_end(page)
        return found

    def _let_go(self) -> None:
        """Let go of the frames that were not asked for lately, as far as they are too many."""
        while len(self._kept) > 1 and sum(one.held_bytes for one in self._kept.values()) > _KEPT_BYTES:
            self._kept.popitem(last=False)


def _of_a_page(size: tuple[int, int]) -> tuple[int, int]:
    """Return the size of a frame's page; where a frame has none, or one beyond all bounds, its page is a damaged one."""
    width, height = (min(max(side, 1), int(limits.MAX_PAGE_UNITS)) for side in size)
    return width, height


def _level(size: tuple[int, int], scale: float) -> int:
    """Return the largest power of two by which a frame can be shrunk that leaves it at least as large as wanted."""
    wanted = max(0, math.floor(math.log2(1 / scale) + 1e-9)) if scale < 1 else 0
    level = 0
    while level < wanted and min(level_size(size, level)) > 1:
        level += 1
    return level


def _resized(picture: Picture, level: int, box: tuple[float, float, float, float], size: tuple[int, int]) -> Image.Image:
    """Return a part of a shrunk frame at another size, as if all of it had been there."""
    width, height = level_size(picture.size, level)
    x0, y0 = max(0, math.floor(box[0]) - _MARGIN), max(0, math.floor(box[1]) - _MARGIN)
    x1, y1 = min(width, math.ceil(box[2]) + _MARGIN), min(height, math.ceil(box[3]) + _MARGIN)
    part = picture.piece(level, (x0, y0, x1, y1))
    return part.resize(size, Image.Resampling.BICUBIC, box=(box[0] - x0, box[1] - y0, box[2] - x0, box[3] - y0))


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
