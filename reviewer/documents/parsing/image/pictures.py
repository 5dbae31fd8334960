"""Worker side: what is kept of one decoded frame, and cutting parts out of it at any power of two.

Owns the EXIF turn of parts, and the frames that are small enough to be held whole; larger ones are `bands`'s.
"""

from __future__ import annotations

from typing import Protocol

from PIL import Image

Box = tuple[int, int, int, int]

_WAYS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What makes the turn of an EXIF orientation (EXIF 2.32, tag 274)."""

_BESIDE = 2
"""Pixels beside a part that count for its edges where it is enlarged: parts join without a seam."""

SIDEWAYS = 5
"""From this orientation on width and height change places."""

FROM_RIGHT, FROM_BELOW = frozenset({2, 3, 7, 8}), frozenset({3, 4, 6, 7})
"""Orientations of which the stored picture begins at the other side, told in the stored picture."""


class Picture(Protocol):
    """A frame from which parts can be had. Its size is that after the EXIF turn."""

    size: tuple[int, int]

    @property
    def reduced(self) -> int:
        """By how much the resolution is lower at which it is read: 1 where it is not."""

    @property
    def cut_short(self) -> bool:
        """Whether the end is missing."""

    @property
    def held_bytes(self) -> int:
        """What it takes in memory."""

    def shift(self, level: int) -> tuple[float, float]:
        """Return where the upper left corner lies in a copy: not at 0, 0 where pixels were put together from the other end on."""

    def piece(self, level: int, box: Box) -> Image.Image:
        """Return a part as "L" or "RGB", `box` being in pixels of the picture shrunk by two to the power of `level`."""


class WholePicture:
    """A frame held whole, and its copies of half the size, a quarter and so on as they are wanted."""

    reduced = 1

    def __init__(self, frame: Image.Image, *, cut_short: bool) -> None:
        self.size = frame.size
        self.cut_short = cut_short
        self._levels = [frame]

    @property
    def held_bytes(self) -> int:
        """What the frame and its copies take in memory."""
        return sum(map(image_bytes, self._levels))

    def shift(self, level: int) -> tuple[float, float]:  # noqa: ARG002 -- the protocol's signature
        """Return where the upper left corner lies in a copy of the frame."""
        return 0.0, 0.0

    def piece(self, level: int, box: Box) -> Image.Image:
        """Return a part of the frame, shrunk by that power of two."""
        while len(self._levels) <= level:
            self._levels.append(self._levels[-1].reduce(2))
        return self._levels[level].crop(box)


class ReducedPicture:
    """A frame that is too large to be read whole, held at a half, a quarter or an eighth of its resolution: closer, it blurs."""

    def __init__(self, copy: Image.Image, size: tuple[int, int], reduced: int, *, cut_short: bool) -> None:
        self.size, self.reduced, self.cut_short = size, reduced, cut_short
        self._copies = WholePicture(copy, cut_short=cut_short)
        self._from = reduced.bit_length() - 1

    @property
    def held_bytes(self) -> int:
        """What it takes in memory."""
        return self._copies.held_bytes

    def shift(self, level: int) -> tuple[float, float]:
        """Return where the upper left corner lies in a copy."""
        return self._copies.shift(level)

    def piece(self, level: int, box: Box) -> Image.Image:
        """Return a part of the frame, shrunk by that power of two."""
        if level >= self._from:
            return self._copies.piece(level - self._from, box)
        by = 1 << (self._from - level)
        width, height = level_size(self.size, self._from)
        x0, y0 = max(0, box[0] // by - _BESIDE), max(0, box[1] // by - _BESIDE)
        x1, y1 = min(width, -(-box[2] // by) + _BESIDE), min(height, -(-box[3] // by) + _BESIDE)
        part = self._copies.piece(0, (x0, y0, x1, y1))
        inside = (box[0] / by - x0, box[1] / by - y0, box[2] / by - x0, box[3] / by - y0)
        return part.resize((box[2] - box[0], box[3] - box[1]), Image.Resampling.BILINEAR, box=inside)


def image_bytes(image: Image.Image) -> int:
    """Return what an image takes in memory: Pillow has four bytes for a pixel of colour."""
    return image.width * image.height * (1 if image.mode == "L" else 4)


def level_size(size: tuple[int, int], level: int) -> tuple[int, int]:
    """Return the size of a picture shrunk by a power of two."""
    return -(-size[0] >> level), -(-size[1] >> level)


def turned(image: Image.Image, turn: object) -> Image.Image:
    """Turn pixels as the EXIF orientation says."""
    way = _WAYS.get(turn) if isinstance(turn, int) else None
    return image if way is None else image.transpose(way)


def unturned_box(box: Box, size: tuple[int, int], turn: int) -> Box:
    """Return where a part of the upright picture lies in the stored one, which has that size."""
    x0, y0, x1, y1 = box if turn < SIDEWAYS else (box[1], box[0], box[3], box[2])
    if turn in FROM_RIGHT:
        x0, x1 = size[0] - x1, size[0] - x0
    if turn in FROM_BELOW:
        y0, y1 = size[1] - y1, size[1] - y0
    return x0, y0, x1, y1
