"""A button of the bar under a selection: sign, word and key cap, painted by itself.

Owns its look only. The one that was used last carries the accent ring, whether or not the keyboard is on it.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from reviewer.i18n import tr
from reviewer.model.stance import Stance
from reviewer.ui.look import icons, labels
from reviewer.ui.look.theme import Theme, stance_words

HEIGHT_PX = 30
PAD_PX = 10
TERSE_PAD_PX = 6
GAP_PX = 8
GLYPH_PX = 16
CAP_PX = 18


class StanceButton(QAbstractButton):
    """Keeps the selection with a stance, or as a plain highlight.

    Args:
        stance: None is a plain highlight.
        key: The letter that does the same on the page.
        theme: Colours and fonts.

    """

    def __init__(self, stance: Stance | None, key: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stance = stance
        self.key = key
        self._theme = theme
        self._last_used = False
        self._wordless = stance is None
        self._pad = PAD_PX
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setText(stance_words(stance))
        labels.name(self, stance_words(stance), tr("Key {key}").format(key=key))
        labels.set_tooltip(
            self, tr("{what} ({key}); with Shift choose the claim first").format(what=stance_words(stance), key=key)
        )

    @property
    def last_used(self) -> bool:
        """Whether Enter takes this one."""
        return self._last_used

    def set_last_used(self, last_used: bool) -> None:
        """Mark as the one that was used last."""
        self._last_used = last_used
        self.update()

    def set_terse(self, terse: bool) -> None:
        """Leave the word out, and stand closer, where there is no room; a plain highlight never has a word."""
        self._wordless = terse or self.stance is None
        self._pad = TERSE_PAD_PX if terse else PAD_PX
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return the room for sign, word and key cap."""
        width = 2 * self._pad + GLYPH_PX + GAP_PX + self._cap_width()
        if not self._wordless:
            width += QFontMetrics(self._theme.font()).horizontalAdvance(self.text()) + GAP_PX
        return QSize(width, HEIGHT_PX)

    def minimumSizeHint(self) -> QSize:
        """Return the same: a squeezed button would be a riddle."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the button."""
        look = self._theme.stance(self.stance)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ringed = self._last_used or self.hasFocus()
        if ringed or self.underMouse() or self.isDown():
            surface = look.tint if ringed else self._theme.token("hover")
            painter.setBrush(surface)
            painter.setPen(QPen(self._theme.token("accent"), 2) if ringed else QPen(Qt.PenStyle.NoPen))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        x = float(self._pad)
        sign = "highlight" if self.stance is None else look.icon
        icons.paint(painter, sign, QRectF(x, (self.height() - GLYPH_PX) / 2, GLYPH_PX, GLYPH_PX), look.words)
        x += GLYPH_PX + GAP_PX
        if not self._wordless:
            painter.setFont(self._theme.font())
            painter.setPen(self._theme.token("text"))
            width = QFontMetrics(painter.font()).horizontalAdvance(self.text())
            painter.drawText(QRectF(x, 0, width + 1, self.height()), Qt.AlignmentFlag.AlignVCenter, self.text())
            x += width + GAP_PX
        self._paint_cap(painter, x)
        painter.end()

    def _paint_cap(self, painter: QPainter, x: float) -> None:
        cap = QRectF(x, (self.height() - CAP_PX) / 2, self._cap_width(), CAP_PX)
        painter.setPen(QPen(QColor(self._theme.token("separator")), 1))
        painter.setBrush(self._theme.token("window"))
        painter.drawRoundedRect(cap.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.setFont(self._theme.font("tag"))
        painter.setPen(self._theme.token("text_second"))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self.key)

    def _cap_width(self) -> int:
        return max(CAP_PX, QFontMetrics(self._theme.font("tag")).horizontalAdvance(self.key) + 8)
