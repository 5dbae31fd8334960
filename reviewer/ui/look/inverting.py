"""Pictures for reading in the dark: light becomes dark and dark light, while a green mark stays green. Never for exports.

Channels turned one by one would make every colour its opposite. Nothing is decided here about the colours of paper and ink.
"""

from __future__ import annotations

from PySide6.QtGui import QImage, QPainter

_BYTES = 4


def inverted_lightness(image: QImage) -> QImage:
    """Return a picture (RGB32) with each pixel moved from its lightness to the opposite one, all channels by as much.

    Lightness is the mean of the channels. Whole pictures are added at a time, since pixels one by one are too slow; what has no
    colours, as most pages, only has its channels turned.
    """
    made = image.copy()
    if image.allGray():
        made.invertPixels()
        return made
    light = _means(image)
    dark = light.copy()
    dark.invertPixels()
    up, down = _doubled(light), _doubled(dark)
    for one in (up, down):
        one.invertPixels()
    _add(made, up)  # what is dark is brought up
    made.invertPixels()
    _add(made, down)  # to an inverted picture, so what is light is taken down
    made.invertPixels()
    return made


def _means(image: QImage) -> QImage:
    """Return the mean of each pixel's channels as a grey picture."""
    width, height, stride = image.width(), image.height(), image.bytesPerLine() // _BYTES
    held = bytes(image.constBits())
    made = QImage(width, height, QImage.Format.Format_RGB32)
    painter = QPainter(made)
    for channel in range(3):
        plane = held[channel::_BYTES]
        grey = QImage(plane, width, height, stride, QImage.Format.Format_Grayscale8)
        painter.setOpacity(1 / (channel + 1))  # over the mean of those before
        painter.drawImage(made.rect(), grey.convertToFormat(QImage.Format.Format_RGB32))
    painter.end()
    return made


def _doubled(image: QImage) -> QImage:
    made = image.copy()
    _add(made, image)
    return made


def _add(image: QImage, other: QImage) -> None:
    """Add the channels of another picture, pixel on pixel, up to white."""
    painter = QPainter(image)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Plus)
    painter.drawImage(image.rect(), other, other.rect())
    painter.end()
