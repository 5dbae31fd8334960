"""A field and a list below it: type to filter, arrows to move, Enter to take. The palette and the claim picker are made of it.

Owns the keys. What the choices are, and what happens with the one taken, is the business of whoever opens it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import shiboken6
from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QFocusEvent, QFontMetricsF, QHideEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from reviewer.model.neutral import displayed
from reviewer.ui.controls.row_paint import paint_surface, row_rect
from reviewer.ui.dialogs.choice import Choice, rank
from reviewer.ui.look import icons, labels
from reviewer.ui.look.theme import Theme
from reviewer.ui.models.node_model import RECORD, Node, NodeModel

_ROW_PX = 32
_MOST_ROWS = 9
_WIDTH_PX = 520
_INDENT_PX = 24


Extra = Callable[[str], Sequence[Choice]]


class ChoiceModel(NodeModel):
    """The rows on show."""

    def describe(self, record: object, role: int) -> object:
        """Number, words and remark in one line."""
        if isinstance(record, Choice) and role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return displayed(" ".join(part for part in (record.before, record.text, record.after) if part))
        return None

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """Qt's override: a choice that is off cannot be taken."""
        record = self.record(index)
        off = isinstance(record, Choice) and not record.enabled
        return Qt.ItemFlag.ItemNeverHasChildren if off else super().flags(index)


class Chooser(QFrame):
    """The popup. `taken` carries the chosen key and what was typed; `cancelled` says that it was left without a choice.

    Args:
        theme: Colours and fonts.
        title: A line above the field; none when empty.
        placeholder: What the field says while it is empty.
        choices: The rows before anything is typed.
        extra: Rows that depend on what is typed, put at the end (such as "New claim: …").
        nothing: What is said where no row fits what was typed.
        parent: The window.

    """

    taken = Signal(str, str)
    cancelled = Signal()

    def __init__(
        self,
        theme: Theme,
        *,
        title: str,
        placeholder: str,
        choices: Sequence[Choice],
        extra: Extra = lambda _typed: (),
        nothing: str = "",
        parent: QWidget,
    ) -> None:
        super().__init__(parent.window())
        self._above = parent
        self._before: QWidget | None = None
        self.setObjectName("palette")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._choices, self._extra, self._answered = tuple(choices), extra, False
        labels.name(self, title or placeholder)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        if title:
            column.addWidget(labels.label(title, role="second", font=theme.font("second", bold=True)))
        self.field = QLineEdit()
        self.field.setPlaceholderText(placeholder)
        labels.name(self.field, placeholder)
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._on_field_changed)
        column.addWidget(self.field)
        self._model = ChoiceModel(self)
        self.list = QListView()
        self.list.setModel(self._model)
        self.list.setItemDelegate(_ChoiceDelegate(theme, self.list))
        self.list.setProperty("surface", "base")
        self.list.setMouseTracking(True)
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        labels.name(self.list, title or placeholder)
        self.list.clicked.connect(self._take)
        column.addWidget(self.list)
        self.nothing = labels.label(nothing, role="hint")
        self.nothing.setContentsMargins(12, 6, 12, 6)
        column.addWidget(self.nothing)
        self._on_field_changed()

    def open_below(self, top_middle: QPoint) -> None:
        """Show it with the middle of its upper edge at a global place, inside its window."""
        window = self._above.window()
        width = min(_WIDTH_PX, window.width() - 32)
        self.setFixedWidth(width)
        self.ensurePolished()
        self.adjustSize()
        middle = window.mapFromGlobal(top_middle)
        x = max(16, min(middle.x() - width // 2, window.width() - width - 16))
        y = max(8, min(middle.y(), window.height() - self.height() - 16))
        self.move(x, y)
        self._before = QApplication.focusWidget()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    def shown(self) -> list[Choice]:
        """Return the rows on show, in order."""
        return [node.record for node in self._model.nodes() if isinstance(node.record, Choice)]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's override: arrows and Enter in the field act on the list; a press elsewhere, or leaving, closes it."""
        if self._leaves(watched, event):
            self.close()
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            steps = {
                Qt.Key.Key_Down: 1,
                Qt.Key.Key_Up: -1,
                Qt.Key.Key_PageDown: _MOST_ROWS - 1,
                Qt.Key.Key_PageUp: 1 - _MOST_ROWS,
            }
            key = Qt.Key(event.key())
            if key in steps:
                self._move(steps[key])
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take(self.list.currentIndex())
                return True
            if key in (Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
                self.close()
                return True
        return super().eventFilter(watched, event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Qt's override: give the keyboard back to where it was; Qt would give it to whatever comes next."""
        before = self._before
        if self.field.hasFocus() and before is not None and shiboken6.isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)
        super().closeEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Qt's override: leaving without a choice is said, once."""
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        if not self._answered:
            self._answered = True
            self.cancelled.emit()
        super().hideEvent(event)

    def _leaves(self, watched: QObject, event: QEvent) -> bool:
        """Tell whether the pointer or the keyboard went to another part of the window, not to another window or a menu."""
        if event.type() == QEvent.Type.MouseButtonPress:
            return isinstance(watched, QWidget) and not self._is_mine(watched)
        if watched is not self.field or not isinstance(event, QFocusEvent) or event.type() != QEvent.Type.FocusOut:
            return False
        return event.reason() not in (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)

    def _is_mine(self, widget: QWidget) -> bool:
        return widget is self or self.isAncestorOf(widget)

    def _move(self, by: int) -> None:
        count = self._model.rowCount()
        row = max(0, min(count - 1, self.list.currentIndex().row() + by))
        self.list.setCurrentIndex(self._model.index(row, 0))

    def _take(self, index: QModelIndex) -> None:
        record = index.data(RECORD)
        if isinstance(record, Choice) and record.enabled and not self._answered:
            self._answered = True
            typed = self.field.text().strip()
            self.close()
            self.taken.emit(record.key, typed)

    def _on_field_changed(self) -> None:
        typed = self.field.text().strip()
        rows = [*rank(self._choices, typed), *self._extra(typed)]
        self._model.patch([])
        self._model.patch([Node(one.key, one) for one in rows])
        self.list.setCurrentIndex(self._model.index(0, 0))
        self.list.setFixedHeight(_ROW_PX * max(1, min(_MOST_ROWS, len(rows))) + 2)
        self.list.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        self.adjustSize()


class _ChoiceDelegate(QStyledItemDelegate):
    """Paints a row: number or icon, words, keys."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, _ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        record = index.data(RECORD)
        if not isinstance(record, Choice):
            return
        painter.save()
        paint_surface(painter, self._theme, option)
        rect = row_rect(option).adjusted(12, 0, -10, 0)
        middle = int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextSingleLine)
        colour = self._theme.token("text" if record.enabled else "disabled")
        second = self._theme.token("text_second" if record.enabled else "disabled")
        if record.icon:
            icons.paint(painter, record.icon, QRectF(rect.left(), rect.center().y() - 8, 16, 16), second)
        painter.setFont(self._theme.font("second"))
        painter.setPen(second)
        metrics = QFontMetricsF(painter.font())
        remark = metrics.elidedText(_flat(record.after), Qt.TextElideMode.ElideRight, rect.width() * 0.3)
        after = metrics.horizontalAdvance(remark)
        painter.drawText(rect, middle | int(Qt.AlignmentFlag.AlignRight), remark)
        inset = _INDENT_PX if record.indented else 0
        painter.drawText(rect.adjusted(inset, 0, 0, 0), middle, _flat(record.before))
        left = inset + max(24.0, metrics.horizontalAdvance(record.before) + 10)
        font = self._theme.font()
        painter.setFont(font)
        painter.setPen(colour)
        room = rect.width() - left - after - 12
        shown = QFontMetricsF(font).elidedText(_flat(record.text), Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRectF(rect.left() + left, rect.top(), room, rect.height()), middle, shown)
        painter.restore()


def _flat(text: str) -> str:
    return " ".join(displayed(text).split())
