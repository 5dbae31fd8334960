"""Paints one sheet: the page's pixels with the passages over them as the page view draws them, and the line at the foot.

Owns what a sheet looks like. Which sheets there are, and the printer, are `run`'s. Python's lock is held while Qt compresses what
is painted, so a page goes in by pieces (`pieces`) that keep the window waiting for some milliseconds; a page that cannot be cut
unseen, such as a scan, goes in whole, for the window may wait but no letter may change.
"""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QImage, QPainter, QPen

from reviewer.documents.results import PixelRect, shown_page_px
from reviewer.documents.text.page.page_text import PageText
from reviewer.model.geometry import page_rotation
from reviewer.model.neutral import displayed
from reviewer.model.page import PageInfo
from reviewer.ui.look.theme import Theme
from reviewer.ui.printing.page_pixels import PrintedDocument, Strip, strips, text_of
from reviewer.ui.printing.pieces import pieces
from reviewer.ui.printing.placing import POINTS_AN_INCH, Placed
from reviewer.ui.viewer.marks.frame import Frame, PageFrame
from reviewer.ui.viewer.marks.margin import OVERHANG_PX
from reviewer.ui.viewer.marks.mark_index import MarkIndex
from reviewer.ui.viewer.marks.overlay import Overlay
from reviewer.ui.viewer.palette import page_palette
from reviewer.ui.viewer.view_mark import ViewMark

_GIVE_WAY_S = 0.0005
"""After each piece: whoever waits for Python's lock, such as the window's thread, has it at once, not after some pieces."""

_SCREEN_DPI = 96.0
"""Lines and margin marks are as large on paper as on a screen of so many pixels an inch."""

_FOOT_POINTS = 7.5
_SIDE_IN = 0.2
_FLAT = 0.12
"""Line art, such as text, is deflated to less than this part of its size; what is not is a picture, and smaller as a JPEG."""


class SheetPainter:
    """Paints the sheets of one document.

    Args:
        theme: For the type of margin marks.
        opened: The document.
        marks: Its passages; empty where none are wanted.
        stopped: Asked while it is waited for pixels.

    """

    def __init__(self, theme: Theme, opened: PrintedDocument, marks: Sequence[ViewMark], *, stopped: Callable[[], bool]) -> None:
        self._opened = opened
        self._stopped = stopped
        self._texts: dict[int, PageText | None] = {}
        self._overlay = Overlay(theme, self._texts.get, least_scale=0.0)
        self._overlay.set_index(MarkIndex(marks))

    def is_marked(self, page: int) -> bool:
        """Tell whether passages are drawn on a page."""
        return bool(self._overlay.index.on_page(page))

    def paint_page(self, painter: QPainter, page: PageInfo, placed: Placed) -> None:
        """Paint a page where it was placed.

        Raises:
            DocumentError: It cannot be drawn; part of it may have been painted.
            CancelledError: The person gave up.

        """
        whole, dpr = shown_page_px(page, placed.scale), placed.dpi / _SCREEN_DPI
        marked = self.is_marked(page.index)
        if marked:  # margin marks hang over the page's edge
            self._texts.clear()  # one page's at a time; the overlay asks this very dictionary
            self._texts[page.index] = text_of(self._opened, page.index, self._stopped)
            self._overlay.text_arrived(page.index)
            over = round(OVERHANG_PX * dpr)
            whole = PixelRect(-over, 0, whole.width + 2 * over, whole.height)
        line = 4 * whole.width
        pixels = memoryview(bytearray(line * whole.height))
        picture = QImage(pixels, whole.width, whole.height, line, QImage.Format.Format_RGB32)
        for strip in strips(self._opened, page.index, scale=placed.scale, whole=whole, stopped=self._stopped):
            _put(pixels[(strip.clip.y - whole.y) * line :], strip)
        if marked:
            self._paint_marks(picture, page, whole, placed.scale, dpr)
        _paint_picture(painter, picture, pixels, whole, placed)

    def _paint_marks(self, image: QImage, page: PageInfo, whole: PixelRect, scale: float, dpr: float) -> None:
        frame = Frame(-whole.x, -whole.y, page.shown_size[0] * scale, scale, dpr)
        turned = page_rotation(page.width, page.height, page.rotation)
        where = PageFrame(page.index, frame, turned, QRectF(0, 0, whole.width, whole.height))
        colours = page_palette(inverted=False)
        painter = QPainter(image)
        self._overlay.paint_kept(painter, where, colours)
        self._overlay.paint_rest(painter, where, colours)
        painter.end()


def paint_failure(painter: QPainter, placed: Placed, words: str) -> None:
    """Say on the sheet why its page is not there, over whatever was painted of it."""
    where = QRectF(placed.x, placed.y, placed.width, placed.height)
    painter.fillRect(where, Qt.GlobalColor.white)
    painter.setPen(QPen(QColor("#767676"), placed.room.dpi / 100))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(where)
    painter.setPen(QColor("black"))
    painter.setFont(_font(placed, 11))
    inside = where.adjusted(*(sign * placed.room.dpi * _SIDE_IN for sign in (1, 1, -1, -1)))
    painter.drawText(inside, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, displayed(words))


def paint_foot(painter: QPainter, placed: Placed, name: str, rest: str) -> None:
    """Write the line at the foot: the document's name, shortened where there is no room for it, and what never is."""
    room, font = placed.room, _font(placed, _FOOT_POINTS)
    side = room.dpi * _SIDE_IN
    metrics = QFontMetricsF(font)
    width = room.width - 2 * side
    left = metrics.elidedText(
        displayed(name), Qt.TextElideMode.ElideMiddle, max(width * 0.25, width - metrics.horizontalAdvance(rest))
    )
    line = metrics.elidedText(left + displayed(rest), Qt.TextElideMode.ElideRight, width)
    painter.setFont(font)
    painter.setPen(QColor("#404040"))
    where = QRectF(side, room.height - side - metrics.height(), width, metrics.height())
    painter.drawText(where, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, line)


def _font(placed: Placed, points: float) -> QFont:
    # The system's own, without the window's features: Inter's figures of one width would be private characters in a PDF.
    font = QFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family())
    font.setPixelSize(max(1, round(points / POINTS_AN_INCH * placed.room.dpi)))
    return font


def _put(pixels: memoryview, strip: Strip) -> None:
    """Copy a strip to the beginning of some pixels, whose rows have no gaps."""
    one, line = strip.bitmap, 4 * strip.clip.width
    if (one.width_px, one.height_px) != (strip.clip.width, strip.clip.height):
        raise ValueError("a bitmap of another size than asked for")
    if one.stride < line or one.buffer.nbytes < one.stride * one.height_px:
        raise ValueError("a bitmap smaller than it says")
    if one.stride == line:
        pixels[: line * one.height_px] = one.buffer[: line * one.height_px]
        return
    for row in range(one.height_px):
        pixels[row * line : (row + 1) * line] = one.buffer[row * one.stride : row * one.stride + line]


def _paint_picture(painter: QPainter, picture: QImage, pixels: memoryview, whole: PixelRect, placed: Placed) -> None:
    """Paint a page's picture by pieces whose edges cannot be seen."""
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    grown = placed.room.dpi / placed.dpi
    for rows in pieces(pixels, width=whole.width, height=whole.height):
        painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering, _is_flat(pixels, rows, 4 * whole.width))
        x, y = placed.x + whole.x * grown, placed.y + (whole.y + rows.start) * grown
        piece = picture.copy(0, rows.start, whole.width, len(rows))
        painter.drawImage(QRectF(x, y, whole.width * grown, len(rows) * grown), piece)
        time.sleep(_GIVE_WAY_S)


def _is_flat(pixels: memoryview, rows: range, line: int) -> bool:
    """Tell whether some rows are line art rather than a picture, by how well a few of them are deflated."""
    step = max(1, len(rows) // 24)
    some = b"".join(pixels[row * line : (row + 1) * line] for row in rows[::step])
    return len(zlib.compress(some, 1)) < _FLAT * max(1, len(some))
