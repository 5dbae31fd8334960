"""The row of tabs above the page, one a document: names as long as there is room, else short of their middles."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QTabBar, QToolButton, QWidget

from reviewer.i18n import tr
from reviewer.model.neutral import inserted, one_line
from reviewer.ui.look import icons, labels
from reviewer.ui.look.theme import Theme

_LEAST_TAB_PX = 190
"""Room for the icon, about fifteen letters and the cross."""


class TabBar(QTabBar):
    """The row of tabs; a middle click or the cross closes one. `closing_requested` carries its place."""

    closing_requested = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName("documents")
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setMovable(True)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideMiddle)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        labels.name(self, tr("Open documents"))
        theme.changed.connect(self.dress)

    def dress(self) -> None:
        """Draw all icons in the colours of now."""
        colour = self._theme.token("text_second")
        for index in range(self.count()):
            self.setTabIcon(index, icons.icon("image" if self.tabData(index) else "document", colour))
            button = self.tabButton(index, QTabBar.ButtonPosition.RightSide)
            if isinstance(button, QToolButton):
                button.setIcon(icons.icon("close", colour, size_px=14))

    def add(self, name: str, *, is_image: bool) -> int:
        """Add a tab and return its place."""
        index = self.addTab("")
        self.setTabData(index, is_image)
        self.name(index, name)
        cross = QToolButton(self)
        cross.setAutoRaise(True)
        cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        labels.name(cross, tr("Close {name}").format(name=inserted(name)))
        labels.set_tooltip(cross, tr("Close tab (Ctrl+W)"))
        cross.clicked.connect(lambda: self._close(cross))
        self.setTabButton(index, QTabBar.ButtonPosition.RightSide, cross)
        self.dress()
        return index

    def name(self, index: int, name: str) -> None:
        """Name a tab; an ampersand is an ampersand."""
        flat = one_line(name)
        self.setTabText(index, flat.replace("&", "&&"))
        self.setTabToolTip(index, labels.escaped(flat))
        self.setAccessibleTabName(index, flat)

    def minimumTabSizeHint(self, index: int) -> QSize:
        """Qt's override: a name stays readable; where there is no room for all tabs, the bar scrolls."""
        return QSize(min(_LEAST_TAB_PX, self.tabSizeHint(index).width()), super().minimumTabSizeHint(index).height())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Qt's override."""
        index = self.tabAt(event.position().toPoint())
        if event.button() is Qt.MouseButton.MiddleButton and index >= 0:
            self.closing_requested.emit(index)
        else:
            super().mouseReleaseEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's override: a ring around the chosen tab while the keyboard is here."""
        super().paintEvent(event)
        if self.hasFocus() and self.currentIndex() >= 0:
            painter = QPainter(self)
            painter.setPen(QPen(self._theme.token("accent"), 2))
            painter.drawRect(self.tabRect(self.currentIndex()).adjusted(2, 4, -3, -4))

    def _close(self, cross: QWidget) -> None:
        for index in range(self.count()):
            if self.tabButton(index, QTabBar.ButtonPosition.RightSide) is cross:
                self.closing_requested.emit(index)
                return
