"""What full, half filled, hatched and dashed mean, in the bar above the timeline; what has no room there is left out."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from reviewer.desk.access_words import status_word, unsourced_word
from reviewer.i18n import tr
from reviewer.model.access import AccessStatus
from reviewer.ui.look import labels
from reviewer.ui.look.theme import Theme
from reviewer.ui.panels.timeline.item_paint import paint_sample

_SIGN_PX, _GAP_PX, _BETWEEN_PX = 24.0, 8.0, 16.0


class TimelineLegend(QWidget):
    """The line."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._rows = (
            ("used", status_word(AccessStatus.USED)),
            ("granted", status_word(AccessStatus.GRANTED)),
            ("hatched", tr("date not exact")),
            ("unsourced", unsourced_word()),
        )
        labels.name(self, ", ".join(words for _, words in self._rows))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Qt's override."""
        return QSize(int(sum(self._widths())), 24)

    def minimumSizeHint(self) -> QSize:
        """Qt's override: there need be room for none of it."""
        return QSize(0, 24)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt's override: from the right end leftwards, as many as there is room for."""
        painter = QPainter(self)
        painter.setFont(self._theme.font("second"))
        widths = self._widths()
        shown = 0
        while shown < len(widths) and sum(widths[: shown + 1]) <= self.width():
            shown += 1
        x = self.width() - sum(widths[:shown])
        for (name, words), width in zip(self._rows[:shown], widths, strict=False):
            paint_sample(painter, self._theme, name, QRectF(x, (self.height() - 12) / 2, _SIGN_PX, 12))
            painter.setPen(self._theme.token("attention" if name == "unsourced" else "text_second"))
            rect = QRectF(x + _SIGN_PX + _GAP_PX, 0, width, self.height())
            painter.drawText(rect, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), words)
            x += width

    def _widths(self) -> list[float]:
        metrics = QFontMetricsF(self._theme.font("second"))
        return [_SIGN_PX + _GAP_PX + metrics.horizontalAdvance(words) + _BETWEEN_PX for _, words in self._rows]
