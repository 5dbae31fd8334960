"""The window as it stands at once: its surfaces and, where the program is started on a file, the file's first page.

Loads little, since the first page waits for it. What is missing, bars, actions and views, is added by `main_window`.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6 import QtCore, QtGui
from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from reviewer.i18n import tr
from reviewer.services.parts import Parts
from reviewer.ui import drops
from reviewer.ui.look.theme import Theme
from reviewer.ui.tasks import Tasks

if TYPE_CHECKING:  # loaded, or made by Qt's bindings, when each is first asked for
    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QHideEvent, QKeyEvent, QKeySequence, QShowEvent

    from reviewer.ui.panels.empty_view import EmptyView
    from reviewer.ui.panels.status.job_strip import JobStrip
    from reviewer.ui.panels.status.status_line import StatusLine
    from reviewer.ui.panels.tool_strip import ToolStrip
    from reviewer.ui.problems import Problems
    from reviewer.ui.reading.first_look import FirstLook, Taken


STRIP_PX, STATUS_PX = 48, 28
"""Logical pixels of the tool bar and of the status line."""


class BareWindow(QMainWindow):
    """A window with a place for the views, and room for the bars above and below them.

    Attributes:
        stack: The views.
        look: The first page of a file, while no case is there for it.
        early_keys: What was pressed meanwhile and nobody had a use for: shortcuts of actions that are not there yet.

    Signals:
        paths_given: Files and folders to open in this window, or to add to its case.
        closing: The window is about to close.
        visible_changed: Whether any of it can be seen now.

    """

    paths_given = Signal(list)
    closing = Signal()
    visible_changed = Signal(bool)

    def __init__(self, parts: Parts, theme: Theme, tasks: Tasks) -> None:
        super().__init__()
        self._tasks = tasks
        self.theme = theme
        self.look: FirstLook | None = None
        self.early_keys: list[QKeySequence] = []
        self.setMinimumSize(560, 380)
        self.stack = QStackedWidget()
        self.setWindowTitle(tr("Opening…"))
        self._column = self._assemble()
        self._take_place(parts.settings.values.window_geometry)

    @cached_property
    def strip(self) -> ToolStrip:
        """The tool bar."""
        from reviewer.ui.panels.tool_strip import ToolStrip

        views = {"read": tr("Read"), "claims": tr("Claims"), "matrix": tr("Matrix"), "access": tr("Access")}
        return ToolStrip(self.theme, {**views, "timeline": tr("Timeline"), "search": tr("Search")}, self)

    @cached_property
    def status(self) -> StatusLine:
        """The line at the foot."""
        from reviewer.ui.panels.status.status_line import StatusLine

        return StatusLine(self.theme)

    @cached_property
    def problems(self) -> Problems:
        """What tells the person what happened."""
        from reviewer.ui.problems import Problems

        return Problems(self.theme, self, self.stack)

    @cached_property
    def jobs(self) -> JobStrip:
        """Long work."""
        from reviewer.ui.panels.status.job_strip import JobStrip

        return JobStrip(self._tasks, self.theme)

    @cached_property
    def empty(self) -> EmptyView:
        """What is seen without a case."""
        from reviewer.ui.panels.empty_view import EmptyView

        return EmptyView(self.theme)

    def fill(self) -> None:
        """Put bars, messages and the empty view where there is room for them."""
        for bare, bar in zip(self._bars, (self.strip, self.status), strict=True):
            self._column.replaceWidget(bare, bar)
            bare.deleteLater()
        self._column.insertWidget(1, self.problems.strip)
        self._column.insertWidget(2, self.problems.origin)
        self._column.insertWidget(self._column.count() - 1, self.jobs)
        self.stack.addWidget(self.empty)

    def show_look(self, look: FirstLook) -> None:
        """Show the first page of a file until its case is there."""
        self.look = look
        self.stack.addWidget(look)
        self.stack.setCurrentWidget(look)
        look.take_focus()

    def end_look(self, *, taking: bool) -> Taken | None:
        """Take the first page away; where `taking`, hand over what goes on being shown."""
        look, self.look = self.look, None
        if look is None:
            return None
        taken = look.take() if taking else None
        look.discard()
        self.stack.removeWidget(look)
        look.deleteLater()
        return taken

    def closeEvent(self, event: QCloseEvent) -> None:
        """Qt's override: what is typed is kept."""
        self.end_look(taking=False)
        self.closing.emit()
        super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's override: Escape, where nobody else has a use for it, leaves the full screen; early keys are kept."""
        qt = QtCore.Qt  # made when a key is pressed, not before the first page
        if event.key() == qt.Key.Key_Escape and self.isFullScreen():
            self.setWindowState(self.windowState() & ~qt.WindowState.WindowFullScreen)
        elif self.look is not None and not event.isAutoRepeat():
            self.early_keys.append(QtGui.QKeySequence(event.keyCombination()))
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Qt's override."""
        super().showEvent(event)
        self.visible_changed.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Qt's override."""
        super().hideEvent(event)
        self.visible_changed.emit(False)

    def changeEvent(self, event: QEvent) -> None:
        """Qt's override."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange:
            self.visible_changed.emit(not self.isMinimized())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Qt's override: files and folders are welcome anywhere."""
        if drops.local_paths(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Qt's override."""
        paths = drops.local_paths(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self.paths_given.emit(paths)

    def _assemble(self) -> QVBoxLayout:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._bars = _surface(STRIP_PX, "bottom"), _surface(STATUS_PX, "top")
        for one in (self._bars[0], self.stack, self._bars[1]):
            column.addWidget(one, 1 if one is self.stack else 0)
        self.setCentralWidget(whole)
        return column

    def _take_place(self, geometry: str) -> None:
        if not (geometry and self.restoreGeometry(QtCore.QByteArray.fromBase64(geometry.encode()))):
            room = self.screen().availableGeometry()
            self.resize(min(1400, room.width() - 16), min(900, room.height() - 40))
        if self.isFullScreen():  # that was for what was read then: who starts anew finds bars and panes
            self.setWindowState(self.windowState() & ~QtCore.Qt.WindowState.WindowFullScreen)


def _surface(height_px: int, line: str) -> QFrame:
    made = QFrame()
    made.setFixedHeight(height_px)
    made.setProperty("surface", "window")
    made.setProperty("line", line)
    return made
