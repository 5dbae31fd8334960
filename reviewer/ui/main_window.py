"""The window: tool bar, strip, view, status line. Only assembles: what is in it is made and owned elsewhere."""

from __future__ import annotations

import gc
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent

from reviewer.i18n import tr
from reviewer.services.parts import Parts
from reviewer.ui.bare_window import BareWindow
from reviewer.ui.look.theme import Theme
from reviewer.ui.tasks import Tasks

if TYPE_CHECKING:  # furniture: loaded while the first page is being read
    from PySide6.QtWidgets import QMenu

    from reviewer.services.session import Session
    from reviewer.ui.actions import Actions
    from reviewer.ui.case_menu import CaseMenu, ListCases
    from reviewer.ui.leaving import Leaving
    from reviewer.ui.open_case import OpenCase
    from reviewer.ui.page_alone import PageAlone
    from reviewer.ui.window_acts import WindowActs


class MainWindow(BareWindow):
    """One window: empty, or on one case. `furnish` adds what the first page was not kept waiting for.

    Signals:
        empty_shown: There is no case in it, and the person sees that.

    """

    empty_shown = Signal()
    is_furnished = False  # known before a window that is made again on the whole screen hears of it

    def __init__(self, parts: Parts, theme: Theme, tasks: Tasks, list_cases: ListCases) -> None:
        super().__init__(parts, theme, tasks)
        self._parts = parts
        self._tasks = tasks
        self._list_cases = list_cases
        self.case: OpenCase | None = None
        self.view = "empty"
        self._opening = self._searched_from = ""
        self._refresh_soon = QTimer(self, singleShot=True, interval=0)
        self._refresh_soon.timeout.connect(self.refresh)

    @cached_property
    def acts(self) -> WindowActs:
        """What the actions do."""
        from reviewer.ui.window_acts import WindowActs

        return WindowActs(self, self, self.theme, self._parts.settings)

    @cached_property
    def actions_of_window(self) -> Actions:
        """Every action."""
        from reviewer.ui import action_table
        from reviewer.ui.actions import Actions

        return Actions(self.theme, self, action_table.table(self.acts))

    @cached_property
    def menu(self) -> CaseMenu:
        """The case's menu."""
        from reviewer.ui.case_menu import CaseMenu

        return CaseMenu(self.actions_of_window, self._list_cases, self)

    @cached_property
    def leaving(self) -> Leaving:
        """What asks before work is lost by closing."""
        from reviewer.ui.leaving import Leaving

        return Leaving(self.theme, self.jobs, self.problems, self, self._vanishes)

    @cached_property
    def alone(self) -> PageAlone:
        """What gives the page the whole screen."""
        from reviewer.ui.page_alone import PageAlone

        return PageAlone(self, self)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Qt's override: closing asks about nothing but work that would be lost."""
        if self.leaving.may_close():
            super().closeEvent(event)
        else:
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's override: Escape, where nobody else has a use for it, closes a message first."""
        if not (event.key() == QtCore.Qt.Key.Key_Escape and self.is_furnished and self.alone.take_escape()):
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Qt's override: cases may have come or gone while the person was elsewhere; the whole screen is the page's."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange and self.is_furnished:
            self.alone.look()
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow() and self.view == "empty":
            self.empty_shown.emit()

    def furnish(self) -> None:
        """Add bars, actions, menu, messages and the empty view."""
        from reviewer.ui.shortcut_keeper import ShortcutKeeper

        self.setAcceptDrops(True)
        ShortcutKeeper(self, self.actions_of_window.keys(but=("edit.undo", "edit.redo")))
        self.fill()
        self.strip.set_menu(self.menu)
        if self.look is None:
            self.stack.setCurrentWidget(self.empty)
            self.empty.sample_button.setFocus()
        self._connect()
        self.is_furnished = True
        self.refresh()

    def attach(self, session: Session) -> None:
        """Show a case in this window."""
        from reviewer.ui import status_keeper
        from reviewer.ui.open_case import OpenCase

        self.case = OpenCase(
            session,
            self._tasks,
            self.theme,
            self._parts.settings,
            problems=self.problems,
            jobs=self.jobs,
            window=self,
        )
        for one in self.case.views.values():
            self.stack.addWidget(one)
        self.case.changed.connect(self._refresh_soon.start)
        self.case.read.page_turned.connect(partial(status_keeper.show_place, self.status, self.case))
        self.case.view_wanted.connect(self.show_view)
        self.case.search.reworded.connect(self.strip.search.setText)
        self.case.action_requested.connect(self.actions_of_window.trigger)
        self.case.read.page_menus.add_actions = self._fill_page_menu
        self.case.desk.set_visible(self.isVisible())
        self.visible_changed.connect(self.case.desk.set_visible)
        self.show_view("read")
        taken = self.end_look(taking=True)
        if taken is not None:
            self.case.take_over(taken)
            self.case.read.take_focus()  # the page lost the keyboard while it moved
        QTimer.singleShot(0, self, self._do_early_keys)
        self.problems.tell_of_case(
            elsewhere=session.came_from_elsewhere, dated_ahead=session.dated_ahead, read_only=session.read_only
        )
        self.case.desk.committed.connect(self.problems.tell_changed)

    def tell_opening(self, path: Path | None) -> None:
        """Say which case is on its way into this window; None when none is any more."""
        self._opening = self._parts.name_of(path) if path else ""
        if self.case is None and self.is_furnished:
            self.refresh()

    def detach(self) -> Session | None:
        """Take the case out of this window; whoever asked closes its session."""
        case, self.case = self.case, None
        if case is None:
            return None
        self.visible_changed.disconnect(case.desk.set_visible)
        case.close()
        self.problems.strip.clear()
        self.problems.origin.clear()
        self.show_view("empty")
        for one in case.views.values():
            self.stack.removeWidget(one)
            one.deleteLater()
        case.deleteLater()
        gc.unfreeze()  # what was read of it may be collected again
        return case.session

    def show_view(self, view: str) -> None:
        """Show one of the case's views, or the empty one."""
        shown = self.case.views.get(view) if self.case else None
        self.view = view if shown is not None else "empty"
        self.stack.setCurrentWidget(shown or self.empty)
        self.alone.look()  # before a field in a bar gets the keyboard
        if shown is None:
            self.empty_shown.emit()
        else:
            self.strip.set_view(view)
            if view == "search" and not self.strip.tabs.hasFocus():
                if not self.strip.search.hasFocus():  # who types there goes on
                    self.strip.focus_search()
            elif not self.strip.tabs.hasFocus():
                shown.take_focus()
        self.refresh()

    def focus_search(self) -> None:
        """Put the cursor into the search field, wherever it is."""
        self.alone.focus_search()

    def refresh(self) -> None:
        """Switch actions, and say in title, bar and status line what is so now."""
        from reviewer.model.neutral import inserted
        from reviewer.ui import status_keeper

        case = self.case
        info = case.desk.rows.info if case else None
        draft = case is not None and self._parts.is_draft(case.session.path)
        title = self._opening if case is None else self._parts.name_of(case.session.path) if draft or info is None else info.title
        title = title or tr("New case")
        self.strip.set_title(title, untitled=draft)
        shown = inserted(title).replace("[*]", "[*][*]")  # Qt would read it as the mark of a changed document
        self.setWindowTitle(f"{shown} — {status_keeper.saved_words(case, opening=bool(self._opening))}")
        for one in (self.strip.tabs, self.strip.search):
            one.setEnabled(case is not None)
        status_keeper.show_status(self.status, case, self.view, opening=bool(self._opening))
        if case is not None:
            case.read.tabs.refresh_buttons()
        self.actions_of_window.refresh(status_keeper.situation(case, self.view, untitled=draft))
        self.strip.export_button.setEnabled(self.actions_of_window["case.export"].isEnabled())
        self.alone.look()

    def _fill_page_menu(self, menu: QMenu) -> None:
        from reviewer.ui.action_table import PAGE_MENU

        self.refresh()
        self.actions_of_window.fill(menu, PAGE_MENU)

    def _vanishes(self) -> bool:
        """Tell whether the case in this window would not be kept."""
        case = self.case
        return (
            case is not None
            and self._parts.is_draft(case.session.path)
            and not (case.desk.rows.claims or case.desk.rows.passages)
        )

    def _do_early_keys(self) -> None:
        """Do what was asked for by shortcuts before there were any."""
        keys, self.early_keys = self.early_keys, []
        if keys:
            self.refresh()
        for one in keys:
            self.actions_of_window.press(one)

    def _connect(self) -> None:
        self.strip.view_chosen.connect(self.show_view)
        self.strip.search_requested.connect(self._on_strip_search_requested)
        self.strip.search_typed.connect(self._on_strip_search_typed)
        self.strip.search_left.connect(self._on_strip_search_left)
        self.strip.results_wanted.connect(self._on_strip_results_wanted)
        self.strip.export_requested.connect(lambda: self.actions_of_window.trigger("case.export"))
        self.strip.name_requested.connect(lambda: self.actions_of_window.trigger("case.name"))
        self.status.action_requested.connect(self._on_status_action_requested)
        self.status.fit_requested.connect(self.actions_of_window.trigger)
        self.status.zoom_requested.connect(self.acts.look.zoom_to)
        self.empty.sample_requested.connect(self.acts.sample_requested)
        self.empty.files_requested.connect(self.acts.open_requested)
        self.empty.folder_requested.connect(self.acts.folder_requested)
        self.empty.case_chosen.connect(self._on_case_chosen)
        self.menu.aboutToShow.connect(self.refresh)
        self.menu.case_chosen.connect(self._on_case_chosen)

    def _on_case_chosen(self, path: Path) -> None:
        self.paths_given.emit([path])

    def _on_strip_search_requested(self, text: str) -> None:
        if self.case is not None:
            self.show_view("search")
            self.case.search.search(text)

    def _on_strip_search_typed(self, text: str) -> None:
        """Show what is found as it is typed, from wherever it is, once there is enough of it to look for."""
        if self.case is not None and (self.view == "search" or self.strip.has_enough):
            if self.view != "search":
                self._searched_from = self.view
                self.show_view("search")
            self.case.search.search_typed(text)

    def _on_strip_search_left(self) -> None:
        """Lead back to where somebody was who only typed into the search field."""
        if self.view == "search" and self._searched_from:
            self.show_view(self._searched_from)
        elif self.case is not None and self.view in self.case.views and self.view != "search":
            self.case.views[self.view].take_focus()

    def _on_strip_results_wanted(self) -> None:
        if self.case is not None and self.view == "search":
            self.case.search.take_focus()

    def _on_status_action_requested(self, name: str) -> None:
        view = self.case.read.page_view if self.case else None
        fits_width = view is not None and view.zoom_mode == "width"
        self.actions_of_window.trigger("page.fit_page" if name == "page.fit_width" and fits_width else name)
