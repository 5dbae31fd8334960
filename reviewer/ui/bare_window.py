"""The window as it stands at once: its bars and, where the program is started on a file, the file's first page.

Loads little, since the first page waits for it. What is missing, actions and views, is added by `main_window`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QHideEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from reviewer.i18n import tr
from reviewer.services.parts import Parts
from reviewer.ui import drops
from reviewer.ui.look.theme import Theme
from reviewer.ui.panels.status_line import StatusLine
from reviewer.ui.panels.tool_strip import ToolStrip

if TYPE_CHECKING:  # loaded where there is a file to look at
    from reviewer.ui.reading.first_look import FirstLook, Taken


class BareWindow(QMainWindow):
    """A window with its bars and a place for the views.

    Attributes:
        strip: The tool bar.
        stack: The views.
        status: The line at the foot.
        look: The first page of a file, while no case is there for it.

    Signals:
        paths_given: Files and folders to open in this window, or to add to its case.
        closing: The window is about to close.
        visible_changed: Whether any of it can be seen now.

    """

    paths_given = Signal(list)
    closing = Signal()
    visible_changed = Signal(bool)

    def __init__(self, parts: Parts, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.look: FirstLook | None = None
        self.setMinimumSize(560, 380)
        self.strip = ToolStrip(self.theme, {"read": tr("Read"), "claims": tr("Claims"), "search": tr("Search")}, self)
        self.strip.set_title(tr("New case"))
        self.status = StatusLine(self.theme)
        self.status.show_place(None)
        self.stack = QStackedWidget()
        for one in (self.strip.tabs, self.strip.search, self.strip.export_button):
            one.setEnabled(False)
        self.setWindowTitle(tr("Opening…"))
        self.column = self._assemble()
        self._take_place(parts.settings.values.window_geometry)

    def show_look(self, look: FirstLook) -> None:
        """Show the first page of a file until its case is there."""
        self.look = look
        self.stack.addWidget(look)
        self.stack.setCurrentWidget(look)

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
        """Qt's override: closing never asks; what is typed is kept."""
        self.end_look(taking=False)
        self.closing.emit()
        super().closeEvent(event)

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
        for one in (self.strip, self.stack, self.status):
            column.addWidget(one, 1 if one is self.stack else 0)
        self.setCentralWidget(whole)
        return column

    def _take_place(self, geometry: str) -> None:
        if not (geometry and self.restoreGeometry(QByteArray.fromBase64(geometry.encode()))):
            room = self.screen().availableGeometry()
            self.resize(min(1400, room.width() - 16), min(900, room.height() - 40))
