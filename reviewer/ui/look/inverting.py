"""Pictures for reading in the dark: light becomes dark and dark light, while a green mark stays green. Never for exports.

Channels turned one by one would make every colour its opposite. Nothing is decided here about the colours of paper and ink.
"""

from __future__ import annotations

from PySide6.QtGui import QImage, QPainter


def inverted_lightness(image: QImage) -> QImage:
    """Return the picture with each pixel moved from its lightness to the opposite one, all channels by as much.

    In whole pictures at a time, since pixels one by one are too slow: what is light is taken down by twice what it is above the
    middle, what is dark is brought up.
    """
    light = image.convertToFormat(QImage.Format.Format_Grayscale8).convertToFormat(QImage.Format.Format_RGB32)
    dark = light.copy()
    dark.invertPixels()
    up, down = _doubled(light), _doubled(dark)
    for one in (up, down):
        one.invertPixels()
    made = image.copy()
    _add(made, up)
    made.invertPixels()
    _add(made, down)  # to an inverted picture: taken away
    made.invertPixels()
    return made


def _doubled(image: QImage) -> QImage:
    made = image.copy()
    _add(made, image)
    return made


def _add(image: QImage, other: QImage) -> None:
    """Add the channels of another picture, up to white."""
    painter = QPainter(image)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Plus)
    painter.drawImage(0, 0, other)
    painter.end()
