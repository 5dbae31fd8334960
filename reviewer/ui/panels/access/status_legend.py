"""What the circles mean, in a line above a table or a timeline, and how many facts are unsourced."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from reviewer.desk.access_words import status_word
from reviewer.i18n import trn
from reviewer.model.access import AccessStatus
from reviewer.ui.controls.plain_lines import draw_lines
from reviewer.ui.controls.status_circle import SIZE_PX, paint_status
from reviewer.ui.look import labels
from reviewer.ui.look.theme import Theme

_HEIGHT_PX = 40
_GAP_PX, _BETWEEN_PX = 8, 22


class StatusLegend(QFrame):
    """The line."""

    def __init__(self, theme: Theme, statuses: Sequence[AccessStatus]) -> None:
        super().__init__()
        self.setFixedHeight(_HEIGHT_PX)
        self.setProperty("surface", "pane")
        self.setProperty("line", "bottom")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.addWidget(_Circles(theme, statuses), 1)
        self._unsourced = labels.label(role="attention")
        row.addWidget(self._unsourced)

    def show_unsourced(self, count: int) -> None:
        """Say how many facts are without a passage; nothing where none is."""
        self._unsourced.setVisible(count > 0)
        self._unsourced.setText(trn("⚠ {count} unsourced", "⚠ {count} unsourced", count).format(count=count))


class _Circles(QWidget):
    def __init__(self, theme: Theme, statuses: Sequence[AccessStatus]) -> None:
        super().__init__()
        self._theme, self._statuses = theme, statuses
        labels.name(self, ", ".join(map(status_word, statuses)))
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Qt's override."""
        return QSize(self._width(), _HEIGHT_PX)

    def minimumSizeHint(self) -> QSize:
        """Qt's override: in a narrow window what has no room is left out."""
        return QSize(60, _HEIGHT_PX)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt's override."""
        painter = QPainter(self)
        painter.setFont(self._theme.font("second"))
        metrics = QFontMetricsF(painter.font())
        painter.setPen(self._theme.token("text"))
        x = 0.0
        for one in self._statuses:
            word = status_word(one)
            wide = SIZE_PX + _GAP_PX + metrics.horizontalAdvance(word)
            if x + wide > self.width():
                return
            paint_status(painter, one, QPointF(x, (self.height() - SIZE_PX) / 2), self._theme.token("text"))
            draw_lines(painter, [word], QPointF(x + SIZE_PX + _GAP_PX, 0), wide, self.height())
            x += wide + _BETWEEN_PX

    def _width(self) -> int:
        metrics = QFontMetricsF(self._theme.font("second"))
        words = sum(metrics.horizontalAdvance(status_word(one)) for one in self._statuses)
        return int(words + len(self._statuses) * (SIZE_PX + _GAP_PX + _BETWEEN_PX))
