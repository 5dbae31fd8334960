"""The drawn timeline with somebody at it: what is chosen, by pointer and keys, and what is read aloud of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication

from reviewer.desk.timeline_layout import Cluster, Plan
from reviewer.desk.timeline_packing import Dated, Placed
from reviewer.desk.timeline_words import told_whole
from reviewer.i18n import tr
from reviewer.model.neutral import displayed
from reviewer.ui.look import labels
from reviewer.ui.look.theme import Theme
from reviewer.ui.panels.timeline.scaled_view import ScaledView

_ALL = 1_000_000
_TURN = 120.0
"""What a wheel's step is, in eighths of a degree."""


class TimelineCanvas(ScaledView):
    """The picture.

    Signals:
        chosen_changed: Another thing is chosen, or none.
        taken: The chosen one was double clicked, or Enter pressed on it.
        menu_requested: A global place at which the menu of the chosen one is wanted.

    """

    chosen_changed = Signal()
    taken = Signal()
    menu_requested = Signal(QPoint)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._chosen = ""
        self._orders: dict[str, int] = {}
        self._pressed: QPointF | None = None
        self._is_dragged = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._keys = tr("Arrow keys go from one to the next, with Shift they move the scale. Enter opens, plus and minus zoom.")
        labels.name(self, tr("Timeline"), self._keys)

    @property
    def chosen(self) -> Dated | None:
        """The chosen thing."""
        order = self._orders.get(self._chosen)
        return None if order is None else self._plan.dated[order]

    @property
    def cluster(self) -> Cluster | None:
        """What cannot be told apart from the chosen one; None where it stands alone."""
        order = self._orders.get(self._chosen)
        return None if order is None else self.laid_out.cluster_of(order)

    def set_plan(self, plan: Plan) -> None:
        """Show a newer state; the chosen one stays chosen while it is there."""
        super().set_plan(plan)
        self._orders = {one.item.record: one.order for one in plan.dated}
        if self._chosen not in self._orders:
            layout = self.laid_out
            fullest = max(layout.clusters, key=lambda one: len(one.members), default=None)
            first = min(fullest.members, key=lambda one: layout.place_of(one).row) if fullest else 0
            self._chosen = plan.dated[first].item.record if plan.dated else ""
        self.chosen_changed.emit()

    def choose(self, record: str) -> None:
        """Choose something by the id of its record, and bring it into view."""
        if record != self._chosen:
            self._chosen = record
            self._tell()
            self.chosen_changed.emit()
            self.viewport().update()
        placed = self._placed()
        if placed is not None:
            self.reveal(placed)

    def show_grain(self, px_per_day: float) -> None:
        """Draw days as wide as asked for; the chosen one stays where it is, if it is in sight."""
        placed = self._placed()
        about = None if placed is None else placed.middle + self.frame.origin
        in_sight = about is not None and self.names_width < about < self.viewport().width()
        self.zoom_to(px_per_day, about if in_sight else None)

    def step(self, by: int) -> None:
        """Choose the one before or after by date."""
        if self._plan.dated:
            at = self._orders.get(self._chosen, -by) + by
            self.choose(self._plan.dated[max(0, min(len(self._plan.dated) - 1, at))].item.record)

    def step_row(self, by: int) -> None:
        """Choose the nearest one in the row above or below."""
        now, rows = self._placed(), self.laid_out.rows
        if now is not None and 0 <= now.row + by < len(rows):
            nearest = min(rows[now.row + by].placed, key=lambda one: abs(one.middle - now.middle))
            self.choose(nearest.dated.item.record)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's override."""
        key, shift = Qt.Key(event.key()), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        page, part = self.viewport().height() - 80, int(self.body_width / 8)
        acts: dict[tuple[Qt.Key, bool], Callable[[], object]] = {
            (Qt.Key.Key_Left, False): lambda: self.step(-1),
            (Qt.Key.Key_Right, False): lambda: self.step(1),
            (Qt.Key.Key_Up, False): lambda: self.step_row(-1),
            (Qt.Key.Key_Down, False): lambda: self.step_row(1),
            (Qt.Key.Key_Home, False): lambda: self.step(-_ALL),
            (Qt.Key.Key_End, False): lambda: self.step(_ALL),
            (Qt.Key.Key_Left, True): lambda: self.pan(-part),
            (Qt.Key.Key_Right, True): lambda: self.pan(part),
            (Qt.Key.Key_Up, True): lambda: self.pan(0, -part),
            (Qt.Key.Key_Down, True): lambda: self.pan(0, part),
            (Qt.Key.Key_PageUp, False): lambda: self.pan(0, -page),
            (Qt.Key.Key_PageDown, False): lambda: self.pan(0, page),
            (Qt.Key.Key_Return, False): self.taken.emit,
            (Qt.Key.Key_Enter, False): self.taken.emit,
        }
        zooms = {"+": 1, "=": 1, "-": -1, "−": -1}
        if event.text() in zooms:
            self.step_zoom(zooms[event.text()])
        elif event.text() == "0":
            self.fit()
        elif (act := acts.get((key, shift))) is not None:
            act()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Qt's override: with Ctrl it zooms about the pointer, with Shift it moves the scale."""
        turned = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.step_zoom((turned.y() or turned.x()) / _TURN, event.position().x())
            event.accept()
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.pan(-(turned.x() or turned.y()))
            event.accept()
        else:
            super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt's override."""
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self._pressed, self._is_dragged = event.position(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Qt's override: a drag moves what is seen."""
        if self._pressed is None:
            return
        moved = event.position() - self._pressed
        if self._is_dragged or moved.manhattanLength() >= QApplication.startDragDistance():
            self._is_dragged = True
            self._pressed = event.position()
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            self.pan(-round(moved.x()), -round(moved.y()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Qt's override: a press that moved nothing chooses."""
        was_dragged, self._pressed, self._is_dragged = self._is_dragged, None, False
        self.viewport().unsetCursor()
        if not was_dragged and event.button() == Qt.MouseButton.LeftButton:
            self._choose_at(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Qt's override."""
        if self.at(event.position().x(), event.position().y()) is not None:
            self.taken.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Qt's override."""
        at = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            self._choose_at(QPointF(event.pos()))
        elif (placed := self._placed()) is not None:
            frame = self.frame
            y = frame.y(self.laid_out.rows[placed.row].top)
            at = self.viewport().mapToGlobal(QPoint(round(placed.middle + frame.origin), round(y + 20)))
        if self.chosen is not None:
            self.menu_requested.emit(at)

    def viewportEvent(self, event: QEvent) -> bool:
        """Qt's override: the pointer over something shows all of its words."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            placed = self.at(event.pos().x(), event.pos().y())
            if placed is not None:
                row = round(self.frame.y(self.laid_out.rows[placed.row].top))
                within = QRect(round(placed.begin + self.frame.origin), row, round(placed.end - placed.begin), 26)
                labels.show_tooltip(self.viewport(), event.globalPos(), told_whole(placed.dated.item), within)
                return True
        return super().viewportEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt's override."""
        painter = QPainter(self.viewport())
        self.paint_on(painter, self._placed(), self.cluster, focused=self.hasFocus())
        painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt's override: the ring."""
        super().focusInEvent(event)
        placed = self._placed()
        if placed is not None and event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.reveal(placed)  # whoever comes by keys sees where they are
        self._tell()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Qt's override."""
        super().focusOutEvent(event)
        self.viewport().update()

    def _placed(self) -> Placed | None:
        order = self._orders.get(self._chosen)
        return None if order is None else self.laid_out.place_of(order)

    def _choose_at(self, at: QPointF) -> None:
        placed = self.at(at.x(), at.y())
        cluster = self.cluster_at(at.x()) if placed is None and at.x() >= self.names_width else None
        if placed is not None:
            self.choose(placed.dated.item.record)
        elif cluster is not None:
            self.choose(self._plan.dated[cluster.members[0]].item.record)

    def _tell(self) -> None:
        """Have screen readers say what is chosen."""
        chosen = self.chosen
        words = displayed(told_whole(chosen.item)) if chosen is not None else ""
        self.setAccessibleDescription(f"{words}. {self._keys}" if words else self._keys)
        if words and self.hasFocus() and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))
