"""Pictures for reading in the dark: light becomes dark and dark light, while a green mark stays green. Never for exports.

Channels turned one by one would make every colour its opposite. Which colours paper and ink become is told.
"""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtGui import QColor, QImage, QPainter

_BYTES = 4
_ROW = 1024
"""Bytes of a row of a packed plane."""

_THIRDS = [bytes((value + more) // 3 for value in range(256)) for more in range(3)]
"""A third of a channel, rounded so that those of three equal channels are that channel again."""

_UP = [max(0, 255 - 2 * value) * 0x010101 | 0xFF000000 for value in range(256)]
"""By how much what is dark is brought up, by its lightness."""

_DOWN = [max(0, 2 * value - 255) * 0x010101 | 0xFF000000 for value in range(256)]
"""By how much what is light is taken down, by its lightness."""


def inverted(image: QImage, paper: QColor, ink: QColor) -> QImage:
    """Return a picture (RGB32) with each pixel moved from its lightness to the opposite one, all channels by as much.

    Lightness is the mean of the channels. White becomes `paper` and black `ink`, all else lies between them.

    What has no colours, as most pages, is looked up: 2 ms a megapixel. Of all else whole pictures are added, since pixels one by
    one are too slow: 7 ms a megapixel.
    """
    made = _looked_up(image, paper, ink) if image.allGray() else _moved(image, paper, ink)
    made.setDevicePixelRatio(image.devicePixelRatio())
    return made


def _looked_up(image: QImage, paper: QColor, ink: QColor) -> QImage:
    plane = bytes(image.constBits())[1::_BYTES]
    return _coloured(image, plane, _between(paper.rgb(), ink.rgb()))


def _moved(image: QImage, paper: QColor, ink: QColor) -> QImage:
    light = _lightness(bytes(image.constBits()))
    made = image.copy()
    made.setDevicePixelRatio(1.0)
    _lay(made, _coloured(image, light, _UP))
    made.invertPixels()
    _lay(made, _coloured(image, light, _DOWN))  # to an inverted picture, so what is light is taken down
    made.invertPixels()
    return _between_them(made, paper, ink)


def _between_them(image: QImage, paper: QColor, ink: QColor) -> QImage:
    """Return a picture with `paper` for black and `ink` for white: laid thinly over a ground that shines through.

    That takes a tenth of the time of multiplying, and takes the two as differing by as much in each channel.
    """
    share = (ink.red() + ink.green() + ink.blue() - paper.red() - paper.green() - paper.blue()) / (3 * 255)
    made = QImage(image.size(), QImage.Format.Format_RGB32)
    made.fill(QColor(*_grounds((paper.red(), paper.green(), paper.blue()), share)))
    _lay_thinly(made, image, share)
    return made


@lru_cache(4)
def _grounds(wanted: tuple[int, int, int], share: float) -> list[int]:
    """Return which channels become those that are wanted under black of some opacity: tried out, for Qt rounds in its own way."""
    greys = [value * 0x010101 | 0xFF000000 for value in range(256)]
    row = QImage(256, 1, QImage.Format.Format_RGB32)
    for at, grey in enumerate(greys):
        row.setPixel(at, 0, grey)
    black = QImage(256, 1, QImage.Format.Format_RGB32)
    black.fill(QColor(0, 0, 0))
    _lay_thinly(row, black, share)
    found = [row.pixel(at, 0) & 0xFF for at in range(256)]
    nearest = [min(abs(there - one) for there in found) for one in wanted]
    fits = [[at for at in range(256) if abs(found[at] - one) == off] for one, off in zip(wanted, nearest, strict=True)]
    return [one[len(one) // 2] for one in fits]


def _lay_thinly(image: QImage, other: QImage, share: float) -> None:
    painter = QPainter(image)
    painter.setOpacity(share)
    painter.drawImage(0, 0, other)
    painter.end()


def _lightness(pixels: bytes) -> bytes:
    """Return the mean of each pixel's channels: thirds are added for four pixels at a time, as if these were one."""
    rows = -(-len(pixels) // (_BYTES * _ROW))
    thirds = [pixels[at::_BYTES].translate(third).ljust(rows * _ROW, b"\0") for at, third in enumerate(_THIRDS)]
    packed = [QImage(one, _ROW // _BYTES, rows, _ROW, QImage.Format.Format_ARGB32_Premultiplied) for one in thirds]
    made = packed[0].copy()
    for one in packed[1:]:
        _lay(made, one)
    return bytes(made.constBits())


def _coloured(image: QImage, plane: bytes, colours: list[int]) -> QImage:
    """Return a picture as large as another one, of the colours that a plane of it names."""
    named = QImage(plane, image.width(), image.height(), image.bytesPerLine() // _BYTES, QImage.Format.Format_Indexed8)
    named.setColorTable(colours)
    return named.convertToFormat(QImage.Format.Format_RGB32)


def _lay(image: QImage, other: QImage) -> None:
    """Add the channels of another picture, pixel on pixel, up to 255."""
    painter = QPainter(image)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Plus)
    painter.drawImage(0, 0, other)
    painter.end()


@lru_cache(4)
def _between(paper: int, ink: int) -> list[int]:
    """Return the colour for each grey: `ink` of black, `paper` of white."""
    ends = [(ink >> shift & 0xFF, paper >> shift & 0xFF, shift) for shift in (0, 8, 16)]
    return [
        sum(round(low + (high - low) * value / 255) << shift for low, high, shift in ends) | 0xFF000000 for value in range(256)
    ]
