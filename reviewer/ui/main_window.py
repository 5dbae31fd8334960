"""The window: tool bar, strip, view, status line. Only assembles: what is in it is made and owned elsewhere."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QEvent, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QHideEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from reviewer.i18n import tr
from reviewer.services import drafts
from reviewer.services.parts import Parts
from reviewer.services.session import Session
from reviewer.ui import action_table, drops, status_keeper
from reviewer.ui.actions import Actions
from reviewer.ui.case_menu import CaseMenu, ListCases
from reviewer.ui.look.theme import Theme
from reviewer.ui.open_case import OpenCase
from reviewer.ui.panels.empty_view import EmptyView
from reviewer.ui.panels.job_strip import JobStrip
from reviewer.ui.panels.status_line import StatusLine
from reviewer.ui.panels.tool_strip import ToolStrip
from reviewer.ui.problems import Problems
from reviewer.ui.shortcut_keeper import ShortcutKeeper
from reviewer.ui.tasks import Tasks
from reviewer.ui.window_acts import WindowActs


class MainWindow(QMainWindow):
    """One window: empty, or on one case.

    Signals:
        paths_given: Files and folders to open in this window, or to add to its case.
        closing: The window is about to close.

    """

    paths_given = Signal(list)
    closing = Signal()

    def __init__(self, parts: Parts, theme: Theme, tasks: Tasks, list_cases: ListCases) -> None:
        super().__init__()
        self._parts = parts
        self._tasks = tasks
        self.theme = theme
        self.case: OpenCase | None = None
        self.view = "empty"
        self.setMinimumSize(560, 380)
        self.setAcceptDrops(True)
        self.problems = Problems(self.theme, self)
        self.acts = WindowActs(self, self, theme, parts.settings)
        self.actions_of_window = Actions(self.theme, self, action_table.table(self.acts))
        ShortcutKeeper(self, self.actions_of_window.keys(but=("edit.undo", "edit.redo")))
        self.menu = CaseMenu(self.actions_of_window, list_cases, self)
        views = {"read": tr("Read"), "claims": tr("Claims"), "search": tr("Search")}
        self.strip = ToolStrip(self.theme, views, self.menu, self)
        self.jobs = JobStrip(tasks, self.theme)
        self.status = StatusLine(self.theme)
        self.stack = QStackedWidget()
        self.empty = EmptyView(self.theme)
        self.stack.addWidget(self.empty)
        self._refresh_soon = QTimer(self, singleShot=True, interval=0)
        self._assemble()
        self._connect()
        self.refresh()
        self.empty.sample_button.setFocus()

    def attach(self, session: Session) -> None:
        """Show a case in this window."""
        self.case = OpenCase(session, self._tasks, self.theme, problems=self.problems, jobs=self.jobs, window=self)
        for one in self.case.views.values():
            self.stack.addWidget(one)
        self.case.changed.connect(self._refresh_soon.start)
        self.case.view_wanted.connect(self.show_view)
        self.case.read.tabs.action_requested.connect(self.actions_of_window.trigger)
        self.case.desk.set_visible(self.isVisible())
        self.show_view("read")
        if session.came_from_elsewhere:
            self.problems.tell_origin(read_only=session.read_only)
        if session.read_only:
            self.problems.strip.tell(tr("This case is open for reading only: nothing you see can be changed."), closable=False)

    def detach(self) -> Session | None:
        """Take the case out of this window; whoever asked closes its session."""
        case, self.case = self.case, None
        if case is None:
            return None
        case.close()
        self.problems.strip.hide()
        self.problems.origin.hide()
        self.show_view("empty")
        for one in case.views.values():
            self.stack.removeWidget(one)
            one.deleteLater()
        case.deleteLater()
        return case.session

    def show_view(self, view: str) -> None:
        """Show one of the case's views, or the empty one."""
        shown = self.case.views.get(view) if self.case else None
        self.view = view if shown is not None else "empty"
        self.stack.setCurrentWidget(shown or self.empty)
        if shown is not None:
            self.strip.set_view(view)
            if view == "search" and not self.strip.tabs.hasFocus():
                self.strip.focus_search()
            elif not self.strip.tabs.hasFocus():
                shown.take_focus()
        self.refresh()

    def focus_search(self) -> None:
        """Put the cursor into the search field."""
        self.strip.focus_search()

    def refresh(self) -> None:
        """Switch actions, and say in title, bar and status line what is so now."""
        case = self.case
        info = case.desk.rows.info if case else None
        draft = case is not None and drafts.is_draft(case.session.path, self._parts.drafts)
        title = tr("New case") if info is None else tr("Untitled case") if draft else info.title
        self.strip.set_title(title, untitled=draft)
        shown = title.replace("[*]", "[*][*]")  # Qt would read it as the mark of a changed document
        self.setWindowTitle(f"{shown} — {status_keeper.saved_words(case)}")
        for one in (self.strip.tabs, self.strip.search):
            one.setEnabled(case is not None)
        status_keeper.show_status(self.status, case, self.view)
        if case is not None:
            case.read.tabs.refresh_buttons()
        self.actions_of_window.refresh(status_keeper.situation(case, self.view, untitled=draft))
        self.strip.export_button.setEnabled(self.actions_of_window["case.export"].isEnabled())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Qt's override: closing never asks; what is typed is kept."""
        self.closing.emit()
        super().closeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Qt's override."""
        super().showEvent(event)
        if self.case is not None:
            self.case.desk.set_visible(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Qt's override: a window that cannot be seen does not look for changes."""
        super().hideEvent(event)
        if self.case is not None:
            self.case.desk.set_visible(False)

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

    def changeEvent(self, event: QEvent) -> None:
        """Qt's override: a minimised window does not look for changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange and self.case is not None:
            self.case.desk.set_visible(not self.isMinimized())

    def _assemble(self) -> None:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for one in (self.strip, self.problems.strip, self.problems.origin, self.stack, self.jobs, self.status):
            column.addWidget(one, 1 if one is self.stack else 0)
        self.setCentralWidget(whole)
        geometry = self._parts.settings.values.window_geometry
        if not (geometry and self.restoreGeometry(QByteArray.fromBase64(geometry.encode()))):
            room = self.screen().availableGeometry()
            self.resize(min(1400, room.width() - 16), min(900, room.height() - 40))

    def _connect(self) -> None:
        self.strip.view_chosen.connect(self.show_view)
        self.strip.search_requested.connect(self._on_strip_search_requested)
        self.strip.export_requested.connect(lambda: self.actions_of_window.trigger("case.export"))
        self.strip.name_requested.connect(lambda: self.actions_of_window.trigger("case.name"))
        self.status.action_requested.connect(self._on_status_action_requested)
        self.empty.sample_requested.connect(self.acts.sample_requested)
        self.empty.files_requested.connect(self.acts.open_requested)
        self.menu.aboutToShow.connect(self.refresh)
        self.menu.case_chosen.connect(self._on_menu_case_chosen)
        self._refresh_soon.timeout.connect(self.refresh)

    def _on_menu_case_chosen(self, path: Path) -> None:
        self.paths_given.emit([path])

    def _on_strip_search_requested(self, text: str) -> None:
        if self.case is not None:
            self.show_view("search")
            self.case.search.search(text)
            self.case.search.tree.setFocus()

    def _on_status_action_requested(self, name: str) -> None:
        view = self.case.read.page_view if self.case else None
        fits_width = view is not None and view.zoom_mode == "width"
        self.actions_of_window.trigger("page.fit_page" if name == "page.fit_width" and fits_width else name)
