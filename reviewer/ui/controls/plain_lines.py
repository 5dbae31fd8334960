"""Breaks plain text into the lines that fit a width, for delegates that paint it. Never sees markup; owns no state.

Characters that would turn a line about are shown instead of obeyed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption

from reviewer.model.neutral import displayed

_SIMPLE = re.compile("[\\s -~\u00a1-\u00ac\u00ae-\u024f\u2010-\u2027]*")
"""Latin letters and punctuation: one after the other from left to right, and broken at spaces."""

_KEPT_WORDS = 20_000


def break_lines(text: str, font: QFont, width_px: float, *, most: int = 0) -> list[str]:
    """Return the lines of `text` in `font` within `width_px` logical pixels.

    Args:
        text: Any string; white space and line ends count as one space.
        font: The font it will be painted in.
        width_px: The room.
        most: At most so many lines, the last one elided; 0 for no limit.

    """
    text = displayed(text)
    words = text.split()
    ends = _ends(words, word_widths(font), width_px, most) if _SIMPLE.fullmatch(text) else None
    if ends is None:
        return _break_any(" ".join(words), font, width_px, most)
    if not words:
        return []
    lines = [" ".join(words[first:end]) for first, end in pairwise([0, *ends])]
    if ends[-1] < len(words):
        rest = " ".join(words[ends[-2] if len(ends) > 1 else 0 : ends[-1] + 1]) + " …"
        lines[-1] = QFontMetricsF(font).elidedText(rest, Qt.TextElideMode.ElideRight, max(width_px, 8.0))
    return lines


def count_lines(text: str, widths: WordWidths, width_px: float, *, most: int) -> int:
    """Return how many lines `break_lines` makes in the font of `widths`, which costs less than making them."""
    text = displayed(text)
    ends = _ends(text.split(), widths, width_px, most) if _SIMPLE.fullmatch(text) else None
    return len(break_lines(text, widths.font, width_px, most=most) if ends is None else ends)


def needs_own_line(remark: str, widths: WordWidths, width_px: float) -> bool:
    """Tell whether a remark would leave too little of a line so wide to the name and page that it stands behind."""
    return bool(remark) and 3 * widths[remark] > width_px


class WordWidths(dict[str, float]):
    """The widths of words in one font, measured when first asked for."""

    def __init__(self, font: QFont) -> None:
        super().__init__()
        self.font = font
        self._metrics = QFontMetricsF(font)

    def __missing__(self, word: str) -> float:
        if len(self) > _KEPT_WORDS:
            self.clear()
        found = self[word] = self._metrics.horizontalAdvance(word)
        return found


_WIDTHS: dict[str, WordWidths] = {}
"""By font; the program's type scale has few."""


def word_widths(font: QFont) -> WordWidths:
    """Return the widths of words in a font."""
    key = font.toString()
    found = _WIDTHS.get(key)
    if found is None:
        found = _WIDTHS[key] = WordWidths(font)
    return found


def _ends(words: list[str], widths: WordWidths, width_px: float, most: int) -> list[int] | None:
    """Return before which word each line ends, from the words' widths: a tenth of what a layout costs.

    None where a word is wider than the room. Where the last end is not that of the text, there was no room for all.
    """
    space, room = widths[" "], max(width_px, 8.0)
    ends: list[int] = []
    used = -space
    for at, word in enumerate(words):
        width = widths[word]
        if width > room:
            return None
        used += space + width
        if used > room:
            ends.append(at)
            if len(ends) == most:
                return ends
            used = width
    return [*ends, len(words)] if words else []


def _break_any(flat: str, font: QFont, width_px: float, most: int) -> list[str]:
    """Break text of any script with Qt's layout."""
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
    painter: QPainter,
    lines: list[str],
    spans: Callable[[str], Iterable[tuple[int, int]]],
    top_left: QPointF,
    *,
    tint: QColor,
    line_px: float,
) -> None:
    """Lay a tint behind the parts of each line that `spans` names, by start and end."""
    metrics = QFontMetricsF(painter.font())
    for row, line in enumerate(lines):
        for begin, end in spans(line):
            start = metrics.horizontalAdvance(line[:begin])
            width = metrics.horizontalAdvance(line[:end]) - start
            painter.fillRect(QRectF(top_left.x() + start, top_left.y() + row * line_px + 2, width, line_px - 4), tint)
