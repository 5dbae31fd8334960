"""The small sheet at a hyperlink that leads out of the document: what it names, in words, and a button to copy them.

Owns how it looks and when it goes away: with Escape, with a press or the keyboard elsewhere, with a scroll. It opens nothing.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFrame, QGridLayout, QPushButton, QWidget

from reviewer.documents.findings import Hyperlink
from reviewer.i18n import tr
from reviewer.model.neutral import one_line
from reviewer.ui.look import labels
from reviewer.ui.look.theme import Theme
from reviewer.ui.viewer.gestures.leading import outside_words

MOST_WIDTH_PX = 420
"""Logical pixels that the words may take; longer ones are left out in the middle, where addresses tell least."""

AWAY_PX = 4
EDGE_PX = 4


class AddressSheet(QFrame):
    """The sheet, a child of the viewport that it floats over."""

    def __init__(self, theme: Theme, area: QAbstractScrollArea) -> None:
        super().__init__(area.viewport())
        self._theme, self._area = theme, area
        self._words = ""
        self._kind = labels.label(role="second", parent=self)
        self._address = labels.label(parent=self)
        self._copy = QPushButton(self)
        self._copy.setAutoDefault(True)
        self._copy.clicked.connect(self._on_copy_clicked)
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 8, 12, 10)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        grid.addWidget(self._kind, 0, 0, 1, 2)
        grid.addWidget(self._address, 1, 0)
        grid.addWidget(self._copy, 1, 1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.hide()

    @property
    def words(self) -> str:
        """What is told, whole."""
        return self._words

    def show_at(self, where: QRect, found: Hyperlink) -> None:
        """Tell what a hyperlink leads to, below it or above where there is no room; `where` it lies in the viewport."""
        self.leave()
        self._words = found.words
        said = outside_words(found.kind)
        self._kind.setText(said)
        whole = one_line(found.words)
        room = min(MOST_WIDTH_PX, max(120, self._area.viewport().width() - 160))
        self._address.setText(QFontMetrics(self._address.font()).elidedText(whole, Qt.TextElideMode.ElideMiddle, room))
        self._address.setVisible(bool(whole))
        self._copy.setVisible(bool(whole))
        self._copy.setText(tr("Copy"))
        labels.name(self, said, whole)
        labels.name(self._address, whole)
        labels.name(self._copy, tr("Copy"), whole)
        self._place(where)
        self.show()
        self.raise_()
        (self._copy if whole else self).setFocus(Qt.FocusReason.PopupFocusReason)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.installEventFilter(self)
        app.focusChanged.connect(self._on_focus_changed)

    def leave(self) -> None:
        """Go away; the page has the keyboard again if the sheet had it."""
        if self.isHidden():
            return
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.removeEventFilter(self)
        app.focusChanged.disconnect(self._on_focus_changed)
        now = QApplication.focusWidget()
        if now is not None and self._holds(now):
            self._area.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Leave when a button is pressed anywhere else; the press counts there as well."""
        pressed = event.type() in {QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick}
        if pressed and isinstance(watched, QWidget) and not self._holds(watched):
            self.leave()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Keep presses beside the button from reaching the page."""
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a flat sheet with a 1 px edge."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(self._theme.token("base"))
        painter.setPen(QPen(self._theme.token("page_edge"), 1))
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.end()

    def _holds(self, widget: QWidget) -> bool:
        return widget is self or self.isAncestorOf(widget)

    def _place(self, where: QRect) -> None:
        """Stand under the hyperlink, or above it where there is no room, always inside the viewport."""
        layout = self.layout()
        assert layout is not None
        layout.activate()
        self.resize(self.sizeHint())
        room = self._area.viewport().rect().adjusted(EDGE_PX, EDGE_PX, -EDGE_PX, -EDGE_PX)
        y = where.bottom() + AWAY_PX
        if y + self.height() > room.bottom():
            y = where.top() - AWAY_PX - self.height()
        x = min(where.left(), room.right() - self.width())
        self.move(QPoint(max(x, room.left()), min(max(y, room.top()), max(room.top(), room.bottom() - self.height()))))

    def _on_copy_clicked(self) -> None:
        QGuiApplication.clipboard().setText(self._words)
        self._copy.setText(tr("Copied"))
        labels.name(self._copy, tr("Copied"), one_line(self._words))

    def _on_focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is not None and not self._holds(now):  # None: another window is in front for a while
            self.leave()
