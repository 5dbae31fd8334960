"""Worker side: a JPEG of up to a hundred million pixels as planes of a byte a sample, of which its rows are put together.

Owns those planes (ITU-T T.871). Where colours are stored at half the size, as they mostly are, they are those of the file,
brightness and two of colour, and take three eighths of what Pillow has for decoded colours; elsewhere red, green and blue.
Larger ones are `jpeg_rows`'s.
"""

from __future__ import annotations

from PIL import Image

from reviewer.documents.parsing.image.jpeg_head import jpeg_head
from reviewer.documents.parsing.image.shared_bytes import as_file

_FORMATS = ["JPEG", "MPO"]
_MARGIN = 2
"""Rows of colour beside those that are wanted which still count, where they are stretched."""


class JpegPlanes:
    """The planes of one JPEG, decoded when pixels are first wanted.

    Raises:
        ValueError: It has four inks, or its headers are not plainly built.

    """

    def __init__(self, data: memoryview) -> None:
        self._data = data
        head = jpeg_head(data)
        self.size = head.size
        self._is_grey = head.components == 1
        self._is_half = head.is_half
        self._planes: list[Image.Image] = []
        self.held_bytes = 0

    def rows(self, top: int, bottom: int) -> Image.Image:
        """Return some rows in the colours that the file's numbers stand for, "L" or "RGB"."""
        if not self._planes:
            self._planes = self._decoded()
            self.held_bytes = sum(one.width * one.height for one in self._planes)
        box = (0, top, self.size[0], bottom)
        if self._is_grey:
            return self._planes[0].crop(box)
        if not self._is_half:
            return Image.merge("RGB", [one.crop(box) for one in self._planes])
        colours = [self._stretched(one, top, bottom) for one in self._planes[1:]]
        return Image.merge("YCbCr", [self._planes[0].crop(box), *colours]).convert("RGB")

    def _stretched(self, plane: Image.Image, top: int, bottom: int) -> Image.Image:
        """Return rows of a plane of half the size at full size."""
        low, high = max(0, top // 2 - _MARGIN), min(plane.height, (bottom + 1) // 2 + _MARGIN)
        part = plane.crop((0, low, plane.width, high))
        width = self.size[0]
        box = (0, top / 2 - low, width / 2, bottom / 2 - low)
        return part.resize((width, bottom - top), Image.Resampling.BILINEAR, box=box)

    def _decoded(self) -> list[Image.Image]:
        if self._is_grey:
            return [drafted(self._data, "L", self.size, 1)]
        if not self._is_half:
            return list(drafted(self._data, None, self.size, 1).split())
        halves = drafted(self._data, "YCbCr", self.size, 2)
        colours = [halves.getchannel("Cb"), halves.getchannel("Cr")]
        del halves
        return [drafted(self._data, "L", self.size, 1), *colours]


def drafted(data: memoryview, mode: str | None, size: tuple[int, int], shrunk: int) -> Image.Image:
    """Return the picture shrunk by one, two, four or eight, which a JPEG's coding makes cheap, as what its samples stand for."""
    image = Image.open(as_file(data), formats=_FORMATS)
    image.draft(mode, (size[0] // shrunk, size[1] // shrunk))
    image.load()
    return image
