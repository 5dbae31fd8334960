"""A claim's sentence, large, with its elements bracketed below their words; words are selected in it to be made elements.

Words are chosen with the mouse, or with the arrow keys (Shift for more); E makes an element of them. Owns where words stand; what
becomes of a selection is asked for by `element_wished`. Offsets are code points: Qt's own units stay in here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextLayout,
    QTextLine,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from reviewer.i18n import tr
from reviewer.model.claim import Words
from reviewer.model.ids import ClaimId
from reviewer.model.neutral import displayed
from reviewer.model.stance import Stance
from reviewer.ui.controls import stance_paint
from reviewer.ui.look import labels
from reviewer.ui.look.theme import Theme

_BRACKET_PX = 7
_BELOW_PX = 30
"""Room below a line with brackets: the bracket, and the counts under it."""
_WORD = re.compile(r"\w+(?:[’'.,-]\w+)*")
"""A word without the punctuation around it, so that an element ends with its last letter."""


@dataclass(frozen=True, slots=True)
class Bracket:
    """An element below its words: which, where, and its passages by stance."""

    element: ClaimId
    words: Words
    counts: Mapping[Stance, int]


class ClaimSentence(QWidget):
    """The sentence.

    Signals:
        element_wished: Words of the claim, as `Words`, are to be an element.
        element_chosen: The id of an element whose bracket was clicked.

    """

    element_wished = Signal(object)
    element_chosen = Signal(str)

    def __init__(self, theme: Theme, *, writable: bool) -> None:
        super().__init__()
        self._theme, self._writable = theme, writable
        self._text, self._before, self._after = "", "", ""
        self._brackets: Sequence[Bracket] = ()
        self._words: list[tuple[int, int]] = []
        self._anchor = self._head = -1  # numbers of words; -1 while none is chosen
        self._is_pressed = False
        self._layout = QTextLayout()
        self._heights: dict[int, int] = {}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self._lay)

    @property
    def selection(self) -> Words | None:
        """The words chosen, in code points of the claim."""
        if self._head < 0 or not self._words:
            return None
        first, last = sorted((self._anchor, self._head))
        return Words(self._words[first][0], self._words[last][1])

    def show_claim(self, text: str, brackets: Sequence[Bracket], *, quoted: bool) -> None:
        """Show a claim's words, in quotation marks where they were said so, with its elements."""
        if text != self._text:
            self._anchor = self._head = -1
        self._text = text
        self._before, self._after = ("“", "”") if quoted else ("", "")
        self._brackets = sorted(brackets, key=lambda one: one.words.start)
        self._words = [found.span() for found in _WORD.finditer(text)]
        hint = tr("Choose words with the arrow keys and Shift, then press E to make an element of them") if self._writable else ""
        labels.name(self, f"{self._before}{text}{self._after}", hint)
        self._lay()

    def hasHeightForWidth(self) -> bool:
        """Qt's override."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Qt's override."""
        if self._heights.get(width) is None:
            broken = self._broken(width)
            last = broken.lineAt(broken.lineCount() - 1) if broken.lineCount() else None
            below = _BELOW_PX if self._brackets else 4
            self._heights = {width: 30 if last is None else int(last.y() + last.height() + below)}
        return self._heights[width]

    def sizeHint(self) -> QSize:
        """Qt's override."""
        return QSize(400, self.heightForWidth(max(self.width(), 200)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's override."""
        super().resizeEvent(event)
        self._layout = self._broken(self.width())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt's override."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.selection
        if chosen is not None:
            for rect in self._rects(chosen):
                painter.fillRect(rect, self._theme.token("page_selection"))
        painter.setPen(self._theme.token("text"))
        self._layout.draw(painter, QPointF(0, 0))
        for one in self._brackets:
            self._paint_bracket(painter, one)
        if self.hasFocus():
            painter.setPen(QPen(self._theme.token("accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's override."""
        extend = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Home: -len(self._words), Qt.Key.Key_End: len(self._words)}
        step = steps.get(Qt.Key(event.key()))
        if step is not None and self._words:
            self._go(max(0, min(self._head + step, len(self._words) - 1)), extend=extend)
        elif event.key() == Qt.Key.Key_E and self.selection is not None and self._writable:
            self.element_wished.emit(self.selection)
        elif event.matches(QKeySequence.StandardKey.Copy) and self.selection is not None:
            QGuiApplication.clipboard().setText(self._text[self.selection.start : self.selection.end])
        elif event.key() == Qt.Key.Key_Escape and self._head >= 0:
            self._anchor = self._head = -1
            self.update()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt's override: a press on a bracket chooses its element, on a word begins a selection."""
        if event.button() is not Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        for one in self._brackets:
            if any(rect.adjusted(0, rect.height(), 0, _BELOW_PX).contains(event.position()) for rect in self._rects(one.words)):
                self.element_chosen.emit(one.element)
                return
        word = self._word_at(event.position())
        self._is_pressed = word >= 0
        if word >= 0:
            self._go(word, extend=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Qt's override."""
        word = self._word_at(event.position()) if self._is_pressed else -1
        if word >= 0:
            self._go(word, extend=True)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Qt's override."""
        self._is_pressed = False
        super().mouseReleaseEvent(event)

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Qt's override: the ring."""
        self.update()

    def focusOutEvent(self, _event: QFocusEvent) -> None:
        """Qt's override."""
        self.update()

    def _go(self, word: int, *, extend: bool) -> None:
        self._head = word
        if not extend or self._anchor < 0:
            self._anchor = word
        chosen = self.selection
        if chosen is not None:
            self.setAccessibleDescription(displayed(self._text[chosen.start : chosen.end]))
        self.update()

    def _lay(self) -> None:
        self._heights = {}
        self._layout = self._broken(self.width())
        self.updateGeometry()
        self.update()

    def _broken(self, width: int) -> QTextLayout:
        """Break the sentence into lines of a width, with room below those that have brackets."""
        whole = self._before + self._text.replace("\n", " ") + self._after
        layout = QTextLayout(whole, self._theme.font("claim", serif=True))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        y = 3.0  # off the ring
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(width - 8, 40))
            line.setPosition(QPointF(4, y))
            y += line.height() + (_BELOW_PX if self._brackets else 0)
        layout.endLayout()
        return layout

    def _units(self, at: int) -> int:
        """Return Qt's own count of UTF-16 units before a code point of the claim."""
        return len((self._before + self._text[:at]).encode("utf-16-le", "surrogatepass")) // 2

    def _rects(self, words: Words) -> list[QRectF]:
        """Return where words stand, a rectangle a line."""
        start, end = self._units(words.start), self._units(min(words.end, len(self._text)))
        found = []
        for number in range(self._layout.lineCount()):
            line = self._layout.lineAt(number)
            first, last = max(start, line.textStart()), min(end, line.textStart() + line.textLength())
            if first < last:
                left, right = _x_of(line, first), _x_of(line, last)
                found.append(QRectF(min(left, right), line.y(), abs(right - left), line.height()))
        return found

    def _word_at(self, at: QPointF) -> int:
        for number, (start, end) in enumerate(self._words):
            if any(rect.adjusted(-3, 0, 3, 0).contains(at) for rect in self._rects(Words(start, end))):
                return number
        return -1

    def _paint_bracket(self, painter: QPainter, bracket: Bracket) -> None:
        rects = self._rects(bracket.words)
        painter.setPen(QPen(self._theme.token("text_second"), 1))
        for at, rect in enumerate(rects):
            top, foot = rect.bottom() + 1, rect.bottom() + _BRACKET_PX
            if at == 0:
                painter.drawLine(QPointF(rect.left(), top), QPointF(rect.left(), foot))
            if at == len(rects) - 1:
                painter.drawLine(QPointF(rect.right(), top), QPointF(rect.right(), foot))
            painter.drawLine(QPointF(rect.left(), foot), QPointF(rect.right(), foot))
        counts = stance_paint.present(bracket.counts)
        if rects and counts:
            wide = stance_paint.counts_width(self._theme, counts)
            left = max(0.0, min(rects[0].center().x() - wide / 2, self.width() - wide))
            stance_paint.paint_counts(painter, self._theme, left, rects[0].bottom() + _BRACKET_PX + 11, counts)


def _x_of(line: QTextLine, at: int) -> float:
    """Return where a unit begins; these bindings hand out a pair, of which their stubs know nothing."""
    found: Any = line.cursorToX(at)
    return float(found[0] if isinstance(found, tuple) else found)
