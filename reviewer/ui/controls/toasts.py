"""Where messages float in a window, and how many of them at a time: two, besides a failure that stays until it is closed.

They lie at the foot of what the window shows, or at its head where the pointer or the text that is typed is at the foot: nothing
that is at hand is covered, and no click that was meant for the page hits a message that has just come.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from reviewer.ui.controls.toast import Toast

MOST = 2
"""Messages that float at a time."""

HEAD_PX, FOOT_PX = 44, 20
"""How far from head (where the tabs are) and foot, in logical pixels."""

_GAP_PX = 8
_NEAR_PX = 24
"""So far from a message is near enough to be covered by it, or to hit it unawares."""


class Toasts(QObject):
    """The messages of one window, over the part of it that shows what a person works on."""

    def __init__(self, window: QWidget, over: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._over = over
        self._all: list[Toast] = []
        self._at_head = False
        over.installEventFilter(self)

    def add(self, toast: Toast) -> None:
        """Show a message, in the place of the same one and of the oldest that goes anyway."""
        for one in [one for one in self._all if one.text == toast.text]:
            one.close()
        self._all.append(toast)
        toast.closed.connect(lambda: self._forget(toast))
        passing = [one for one in self._all if not one.stays]
        room = max(1, MOST - len(self._staying()))
        for one in passing[: max(0, len(passing) - room)]:
            one.close()
        if len(self._all) == 1:
            self._at_head = self._is_foot_in_use(toast)
        self._place()

    def close_newest(self) -> bool:
        """Close the newest message on show, and tell whether there was one."""
        shown = self._shown()
        if shown:
            shown[-1].close()
        return bool(shown)

    def make_room(self, widget: QWidget) -> None:
        """Lie at the other end where what a person is about to use would be covered."""
        for toast in self._shown()[:1]:
            used = QRect(widget.mapTo(self._window, QPoint()), widget.size())
            self._at_head = self._is_foot_in_use(toast) or self._place_at_foot(toast).intersects(used)
            self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's override: messages keep their place when there is more room, or less."""
        if watched is self._over and event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _shown(self) -> list[Toast]:
        """Return what floats, the oldest first."""
        staying = self._staying()
        return [one for one in self._all if one in staying or not one.stays]

    def _staying(self) -> list[Toast]:
        """Return which of those that stay are on show: failures one after the other, and of others the newest: it is what came of
        what was asked for last, and what it hides comes back after it.
        """
        staying = [one for one in self._all if one.stays]
        failure = next((one for one in staying if one.warning), None)
        other = next((one for one in reversed(staying) if not one.warning), None)
        return [one for one in (failure, other) if one is not None]

    def _forget(self, toast: Toast) -> None:
        if toast in self._all:
            self._all.remove(toast)
        self._place()

    def _place(self) -> None:
        shown = self._shown()
        for toast in self._all:
            if toast not in shown:
                toast.hide()
        heights = 0
        for toast in shown if self._at_head else reversed(shown):
            toast.fit()
            toast.move(self._corner(toast, heights))
            toast.show()
            toast.raise_()
            heights += toast.height() + _GAP_PX

    def _corner(self, toast: Toast, before_px: int) -> QPoint:
        room = QRect(self._over.mapTo(self._window, QPoint()), self._over.size())
        x = max(_GAP_PX, room.x() + (room.width() - toast.width()) // 2)
        foot = room.y() + room.height() - FOOT_PX - before_px - toast.height()
        return QPoint(x, room.y() + HEAD_PX + before_px if self._at_head else foot)

    def _is_foot_in_use(self, toast: Toast) -> bool:
        """Tell whether a person is at work where a message would lie."""
        place = self._place_at_foot(toast)
        if place.contains(self._window.mapFromGlobal(QCursor.pos())):
            return True
        typed = QApplication.focusWidget()
        if not isinstance(typed, QLineEdit | QPlainTextEdit) or not self._window.isAncestorOf(typed):
            return False
        return place.intersects(QRect(typed.mapTo(self._window, QPoint()), typed.size()))

    def _place_at_foot(self, toast: Toast) -> QRect:
        """Return where a message would lie at the foot, with what is near."""
        self._at_head = False
        toast.fit()
        return QRect(self._corner(toast, 0), toast.size()).adjusted(-_NEAR_PX, -_NEAR_PX, _NEAR_PX, _NEAR_PX)
