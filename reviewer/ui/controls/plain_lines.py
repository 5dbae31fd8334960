"""Breaks plain text into the lines that fit a width, for delegates that paint it. Never sees markup; owns no state."""

from __future__ import annotations

import re

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption


def break_lines(text: str, font: QFont, width_px: float, *, most: int = 0) -> list[str]:
    """Return the lines of `text` in `font` within `width_px` logical pixels.

    Args:
        text: Any string; white space and line ends count as one space.
        font: The font it will be painted in.
        width_px: The room.
        most: At most so many lines, the last one elided; 0 for no limit.

    """
    flat = " ".join(text.split())
    if not flat:
        return []
    layout = QTextLayout(flat, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    units = flat.encode("utf-16-le", "surrogatepass")
    found: list[str] = []
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width_px, 8.0))
        start, length = line.textStart(), line.textLength()
        if most and len(found) == most - 1:
            rest = units[start * 2 :].decode("utf-16-le", "surrogatepass")
            found.append(QFontMetricsF(font).elidedText(rest, Qt.TextElideMode.ElideRight, max(width_px, 8.0)))
            break
        found.append(units[start * 2 : (start + length) * 2].decode("utf-16-le", "surrogatepass").rstrip())
    layout.endLayout()
    return found


def draw_lines(painter: QPainter, lines: list[str], top_left: QPointF, width_px: float, line_px: float) -> float:
    """Paint lines below each other with the painter's font and pen; return the height they took in pixels."""
    flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextSingleLine)
    y = top_left.y()
    for line in lines:
        painter.drawText(QRectF(top_left.x(), y, width_px, line_px), flags, line)
        y += line_px
    return y - top_left.y()


def paint_found(
    painter: QPainter, lines: list[str], words: tuple[str, ...], top_left: QPointF, *, tint: QColor, line_px: float
) -> None:
    """Lay a tint behind every place in the lines where one of the words stands, upper or lower case alike."""
    metrics = QFontMetricsF(painter.font())
    for row, line in enumerate(lines):
        for word in words:
            for found in re.finditer(re.escape(word), line, re.IGNORECASE):
                start = metrics.horizontalAdvance(line[: found.start()])
                width = metrics.horizontalAdvance(line[: found.end()]) - start
                painter.fillRect(QRectF(top_left.x() + start, top_left.y() + row * line_px + 2, width, line_px - 4), tint)
