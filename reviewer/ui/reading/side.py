"""One of two documents that stand side by side: a head that names it, and its tab.

Owns the head. Which tab is shown here, and whether a head is wanted at all, is the business of `sides`.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from reviewer.i18n import tr
from reviewer.model.neutral import inserted, one_line
from reviewer.ui.controls.elided_label import ElidedLabel
from reviewer.ui.controls.icon_button import IconButton
from reviewer.ui.look import labels
from reviewer.ui.look.theme import Theme
from reviewer.ui.reading.document_tab import DocumentTab

HEAD_PX = 30
LEAST_PX = 200


class Side(QWidget):
    """A document under its head.

    Attributes:
        tab: The tab shown here, or None.
        stack: All tabs that have their place here.
        link: The button that lets both documents scroll together.

    Signals:
        closed: The cross was pressed.
        link_clicked: Both are to scroll together, or not any more.

    """

    closed = Signal()
    link_clicked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setMinimumWidth(LEAST_PX)
        self.tab: DocumentTab | None = None
        self._head = QFrame()
        self._head.setFixedHeight(HEAD_PX)
        self._head.setProperty("side", True)
        self._name = ElidedLabel(theme, middle=True)
        self.link = IconButton(theme, "link", tr("Scroll both documents together (Shift+F8)"))
        self.link.setCheckable(True)
        self.link.clicked.connect(self.link_clicked)
        self._cross = IconButton(theme, "close", tr("Show only the other document"), size_px=14)
        self._cross.clicked.connect(self.closed)
        row = QHBoxLayout(self._head)
        row.setContentsMargins(12, 0, 6, 0)
        row.setSpacing(4)
        row.addWidget(self._name, 1)
        row.addWidget(self.link)
        row.addWidget(self._cross)
        self._head.hide()
        self._head.installEventFilter(self)
        self.stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self.stack, 1)

    def show_tab(self, tab: DocumentTab | None) -> None:
        """Show a tab, which may have stood elsewhere."""
        self.tab = tab
        if tab is not None:
            if self.stack.indexOf(tab) < 0:
                self.stack.addWidget(tab)
            self.stack.setCurrentWidget(tab)

    def show_head(self, *, shown: bool, active: bool) -> None:
        """Show the document's name and whether this side is read."""
        name = one_line(self.tab.name) if self.tab is not None else ""
        self._name.set_text(name)
        self._name.set_colour("text" if active else "text_second")
        labels.name(self._head, tr("{name}, read now").format(name=inserted(name)) if active else name)
        labels.name(self._cross, tr("Close {name} here; its tab stays").format(name=inserted(name)))
        if self._head.property("active") != active:
            self._head.setProperty("active", active)
            self._head.style().unpolish(self._head)
            self._head.style().polish(self._head)
        self._head.setVisible(shown)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's override: a press on the head goes to its page."""
        if event.type() == QEvent.Type.MouseButtonPress and self.tab is not None:
            self.tab.take_focus()
        return super().eventFilter(watched, event)
