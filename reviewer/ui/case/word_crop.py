"""The picture of a few words of a page, large enough to be read letter by letter, with what stands around them and a frame.

Owns how large that is, and asking for it. Who corrects a word compares what was recognised with it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QTransform

from reviewer.documents.dispatching.priorities import Priority
from reviewer.documents.open_document import OpenDocument
from reviewer.documents.results import Bitmap
from reviewer.model.geometry import Quad, Rect, page_rotation
from reviewer.model.page import PageInfo
from reviewer.ui.case.crop_frame import Frame, placed, turn_of, turned
from reviewer.ui.look.pictures import image_of
from reviewer.ui.tasks import Tasks

_LINE_PX = 34
"""Height of a line in the picture, in logical pixels: letters of half of that are easy to tell apart."""

_LEAST_LINE_PX = 12
"""Likewise, where many words are to be seen at once."""

_MARGIN_PX = 16
_GAP_PX, _PEN_PX, _HALO_PX = 3.0, 2.0, 4.0
"""Between words and frame, and how wide its line and what sets that off from the page are, in logical pixels."""


@dataclass(frozen=True, slots=True)
class Words:
    """Words of one line on a page: what they say, and a quad a letter, in page space."""

    page: PageInfo
    text: str
    quads: tuple[Quad, ...]


def framed_words(words: Words, *, width_px: float, height_px: float, ratio: float) -> tuple[Frame, Rect]:
    """Return which part of the page a picture of at most that size (logical pixels) shows, and where in it the words are."""
    page = words.page
    shown = page_rotation(page.width, page.height, page.rotation)
    quads = [shown.apply_quad(one) for one in words.quads]
    turn = turn_of(quads, words.text)
    rect = turned(page, turn)[0].apply_rect(Rect.around_all(one.rect for one in quads))
    margin = _MARGIN_PX * ratio
    fits = (width_px * ratio - 2 * margin) / max(rect.width, 1e-3)
    line = max(rect.height, 1e-3)
    scale = max(min(_LINE_PX * ratio / line, fits), _LEAST_LINE_PX * ratio / line)
    return placed(page, turn, rect, scale, room=(width_px * ratio, height_px * ratio), margin=margin)


def ask_for_picture(
    words: Words,
    opened: OpenDocument,
    tasks: Tasks,
    show: Callable[[QImage | None], None],
    *,
    size_px: tuple[int, int],
    ratio: float,
    frame_colour: QColor,
    owner: QObject,
) -> None:
    """Hand the picture to `show`; None where the page cannot be drawn.

    Args:
        words: What is framed.
        opened: The document.
        tasks: Brings it to the window's thread.
        show: Takes it.
        size_px: Its width and height at most, in logical pixels.
        ratio: Device pixels a logical pixel.
        frame_colour: Of the frame.
        owner: The object that `show` belongs to.

    """
    frame, place = framed_words(words, width_px=size_px[0], height_px=size_px[1], ratio=ratio)
    drawn = opened.render(words.page.index, scale=frame.scale, clip=frame.clip, priority=Priority.EXCERPT)

    def done(bitmap: Bitmap) -> None:
        show(_painted(bitmap, frame, place, ratio, frame_colour))

    tasks.deliver(drawn, done, lambda _error: show(None), owner=owner)


def _painted(bitmap: Bitmap, frame: Frame, place: Rect, ratio: float, colour: QColor) -> QImage:
    image = image_of(bitmap)
    if frame.turn:
        image = image.transformed(QTransform().rotate(frame.turn))
    around = place.grown(_GAP_PX * ratio)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for pen_colour, wide in ((QColor("white"), _HALO_PX), (colour, _PEN_PX)):
        painter.setPen(QPen(pen_colour, wide * ratio, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap, Qt.PenJoinStyle.RoundJoin))
        painter.drawRect(QRectF(around.x0, around.y0, around.width, around.height))
    painter.end()
    image.setDevicePixelRatio(ratio)
    return image
