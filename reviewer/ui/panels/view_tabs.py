"""The tabs of the tool bar that switch between the window's views. Painted here: bold and underlined where chosen."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QTabBar, QWidget

from reviewer.i18n import tr
from reviewer.ui.look import labels
from reviewer.ui.look.theme import Theme

HEIGHT_PX = 47
_PADDING_PX = 14


class ViewTabs(QTabBar):
    """One tab a view. Its width is that of the bold words, so that nothing moves when another one is chosen."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("views")
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        labels.name(self, tr("Views"))
        theme.changed.connect(self.update)

    def set_compact(self, compact: bool) -> None:
        """Leave less room around the words, for a narrow window."""
        self.setProperty("compact", compact)
        self.updateGeometry()
        self.update()

    def tabSizeHint(self, index: int) -> QSize:
        """Qt's override."""
        padding = 6 if self.property("compact") else _PADDING_PX
        metrics = QFontMetrics(self._theme.font(bold=True))
        return QSize(metrics.horizontalAdvance(self.tabText(index)) + 2 * padding, HEIGHT_PX)

    def minimumTabSizeHint(self, index: int) -> QSize:
        """Qt's override."""
        return self.tabSizeHint(index)

    def sizeHint(self) -> QSize:
        """Qt's override: room for all words as they are now; Qt's own answer is that of the last layout."""
        return QSize(sum(self.tabSizeHint(index).width() for index in range(self.count())), HEIGHT_PX)

    def minimumSizeHint(self) -> QSize:
        """Qt's override."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt's override."""
        painter = QPainter(self)
        pointer = self.mapFromGlobal(self.cursor().pos())
        for index in range(self.count()):
            rect = self.tabRect(index)
            chosen = index == self.currentIndex()
            enabled = self.isEnabled() and self.isTabEnabled(index)
            hovered = self.underMouse() and rect.contains(pointer)
            token = "disabled" if not enabled else "text" if chosen or hovered else "text_second"
            painter.setPen(self._theme.token(token))
            painter.setFont(self._theme.font(bold=chosen))
            painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextSingleLine), self.tabText(index))
            if chosen:
                line = QRect(rect.left(), rect.bottom() - 1, rect.width(), 2)
                painter.fillRect(line, self._theme.token("accent"))
            if chosen and self.hasFocus():
                painter.setPen(QPen(self._theme.token("accent"), 2))
                painter.drawRect(rect.adjusted(2, 7, -2, -8))
