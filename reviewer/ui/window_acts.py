"""What the window's actions do: each method is one, and hands on to the part that it is the business of."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from reviewer.i18n import tr
from reviewer.model.stance import Stance
from reviewer.settings.preferences import Settings
from reviewer.ui.actions import Actions
from reviewer.ui.acts import folders
from reviewer.ui.acts.page_look import PageLook
from reviewer.ui.acts.page_tools import PageTools
from reviewer.ui.acts.page_word_acts import PageWordActs
from reviewer.ui.controls.clipboard import copy_text
from reviewer.ui.controls.sheet import show_once
from reviewer.ui.coverage_acts import CoverageActs
from reviewer.ui.dialogs.about_dialog import AboutDialog, diagnostics
from reviewer.ui.dialogs.command_palette import CommandPalette
from reviewer.ui.dialogs.help_dialog import HelpDialog, help_text, keys_text
from reviewer.ui.dialogs.preferences_dialog import PreferencesDialog
from reviewer.ui.dialogs.text_dialog import TextDialog
from reviewer.ui.look.theme import Theme
from reviewer.ui.open_case import OpenCase
from reviewer.ui.problems import Problems
from reviewer.ui.reading.page_numbers import page_index
from reviewer.ui.record_acts import RecordActs
from reviewer.ui.sides_acts import SidesActs
from reviewer.ui.viewer.page_view import PageView


class Frame(Protocol):
    """What the acts know of the window around them."""

    @property
    def case(self) -> OpenCase | None:
        """The case in the window."""

    @property
    def view(self) -> str:
        """The id of the view on show."""

    @property
    def actions_of_window(self) -> Actions:
        """Every action."""

    @property
    def problems(self) -> Problems:
        """The window's messages."""

    def show_view(self, view: str) -> None:
        """Show a view."""

    def focus_search(self) -> None:
        """Put the cursor into the search field."""

    def refresh(self) -> None:
        """Switch actions for what is so now."""


class WindowActs(QObject):
    """The handlers of one window's actions. An action that is off is never called, so each may rely on what it needs.

    Signals: what is the business of the program, not of this window.
        new_case_requested: An untitled case is to be started.
        open_requested: A case, or documents, are to be chosen.
        folder_requested: A folder is to be chosen and its files added.
        sample_requested: The sample case is to be opened.
        place_requested: The untitled case is to get a name and a place.
        preferences_chosen: Preferences by name, to be kept.
        quit_requested: Every window is to be closed.
        isolation_requested: Say how well documents are isolated.

    """

    new_case_requested = Signal()
    open_requested = Signal()
    folder_requested = Signal()
    sample_requested = Signal()
    place_requested = Signal()
    preferences_chosen = Signal(dict)
    quit_requested = Signal()
    isolation_requested = Signal()

    def __init__(self, frame: Frame, over: QWidget, theme: Theme, settings: Settings) -> None:
        super().__init__(over)
        self._frame = frame
        self._over = over
        self._theme = theme
        self._settings = settings
        self.look = PageLook(lambda: frame.case.read.page_view if frame.case else None)
        self.tools = PageTools(lambda: frame.case.read.page_view if frame.case else None)
        self.words = PageWordActs(lambda: frame.case.words if frame.case else None)
        self.sides = SidesActs(lambda: frame.case)
        self.coverage = CoverageActs(lambda: frame.case)
        self.records = RecordActs(lambda: frame.case, lambda: frame.view)

    @property
    def _case(self) -> OpenCase:
        case = self._frame.case
        if case is None:
            raise RuntimeError("an action of a case was called without one")
        return case

    @property
    def _view(self) -> PageView:
        view = self._case.read.page_view
        if view is None:
            raise RuntimeError("an action of a page was called without one")
        return view

    def save_copy(self) -> None:
        """Write a copy of the case."""
        self._case.case_acts.save_copy()

    def show_properties(self) -> None:
        """Show what the case is."""
        self._case.case_acts.show_properties()

    def export(self) -> None:
        """Export the evidence pack."""
        self._case.case_acts.export()

    def print_document(self) -> None:
        """Print the document on show."""
        if self._case.read.tabs.current is not None:
            self._case.printing.ask(self._case.read.tabs.current)

    def undo(self) -> None:
        """Undo the newest step; what is being typed is kept first."""
        self._case.read.claims.note.commit()
        if not self._case.versions.undo_dismissal():
            self._case.parts.wishes.undo()

    def redo(self) -> None:
        """Do the last undone step again."""
        self._case.parts.wishes.redo()

    def mark(self, stance: Stance | None, *, pick: bool) -> None:
        """Keep the selection."""
        self._view.request_mark(stance, pick_claim=pick)

    def go_to_page(self) -> None:
        """Ask for a page by label or number."""
        tab = self._case.read.tabs.current
        if tab is None:
            return
        pages = tab.pages

        def wrong(text: str) -> str:
            found = page_index(pages, text)
            return "" if found is not None or not text.strip() else tr("There is no page {page}.").format(page=text.strip())

        hint = tr("A label such as iv, or a number from 1 to {count}.").format(count=len(pages))
        dialog = TextDialog(
            self._theme, tr("Go to page"), tr("Page"), "", main=tr("Go"), hint=hint, wrong=wrong, parent=self._over
        )

        def go() -> None:
            found = page_index(pages, dialog.text)
            if found is not None:
                tab.go_to_page(found)
                tab.view.setFocus()

        dialog.accepted.connect(go)
        show_once(dialog)

    def find(self) -> None:
        """Look for words in the document on show; in other views than its own, in the case."""
        tab = self._case.read.tabs.current
        if self._frame.view != "read":
            self._frame.focus_search()
        elif tab is not None:
            tab.finding.open()

    def find_next(self, by: int) -> None:
        """Go to the next hit in the document on show, or the one before."""
        tab = self._case.read.tabs.current
        if tab is not None:
            tab.finding.step(by)

    def back(self) -> None:
        """Go back to where the reader was."""
        self._view.navigator.back()

    def forward(self) -> None:
        """Undo going back."""
        self._view.navigator.forward()

    def zoom_in(self) -> None:
        """Zoom in."""
        self._view.zoom_in()

    def zoom_out(self) -> None:
        """Zoom out."""
        self._view.zoom_out()

    def fit_width(self) -> None:
        """Fit the page's width."""
        self._view.fit_width()

    def fit_page(self) -> None:
        """Fit whole pages."""
        self._view.fit_page()

    def cite(self) -> None:
        """Copy the chosen passage with its citation."""
        self._case.menu.cite(self._case.read.chosen_passage)

    def next_passage(self) -> None:
        """Go to the next passage."""
        self._view.navigator.step(forwards=True)

    def previous_passage(self) -> None:
        """Go to the passage before."""
        self._view.navigator.step(forwards=False)

    def edit_note(self) -> None:
        """Put the cursor into the chosen passage's note."""
        self._case.read.edit_note()

    def show_view(self, view: str) -> None:
        """Show a view."""
        self._frame.show_view(view)

    def open_terms(self) -> None:
        """Let a list of terms be searched for."""
        if self._frame.case is not None:
            self._frame.show_view("search")
            self._frame.case.search.open_terms()

    def focus_search(self) -> None:
        """Put the cursor into the search field."""
        self._frame.focus_search()

    def fold_documents(self) -> None:
        """Fold the documents away, or bring them back."""
        self._case.read.panes.fold(self._case.read.panes.left)

    def fold_claims(self) -> None:
        """Fold the claims away, or bring them back."""
        self._case.read.panes.fold(self._case.read.claims)

    def show_below(self, part: str) -> None:
        """Show the pages, the outline or the annotations of the document below the list of documents."""
        self._case.read.show_below(part)

    def step_tab(self, by: int) -> None:
        """Show the next document tab, or the one before."""
        self._case.read.tabs.step(by)

    def close_tab(self) -> None:
        """Close the document tab on show."""
        self._case.read.tabs.close_current()

    def switch_full_screen(self) -> None:
        """Give the window the whole screen, or take it back."""
        self._over.setWindowState(self._over.windowState() ^ Qt.WindowState.WindowFullScreen)

    def is_full_screen(self) -> bool:
        """Tell whether the window has the whole screen."""
        return self._over.isFullScreen()

    def show_palette(self) -> None:
        """Show every action by name."""
        self._frame.refresh()
        CommandPalette(self._theme, self._frame.actions_of_window, self._over).open_over(self._over)

    def show_preferences(self) -> None:
        """Show the preferences."""
        dialog = PreferencesDialog(self._theme, self._settings.values, self._settings.forget_recent, self._over)
        dialog.accepted.connect(lambda: self.preferences_chosen.emit(dialog.values))
        dialog.languages.folder_wanted.connect(folders.show_folder)
        show_once(dialog)

    def show_help(self) -> None:
        """Show the offline help."""
        show_once(HelpDialog(self._theme, tr("Help"), help_text(), self._over))

    def show_keys(self) -> None:
        """Show all keys."""
        show_once(HelpDialog(self._theme, tr("Keyboard shortcuts"), keys_text(self._frame.actions_of_window), self._over))

    def show_about(self) -> None:
        """Say what the program is."""
        show_once(AboutDialog(self._theme, self._over))

    def copy_diagnostics(self) -> None:
        """Copy versions for a report."""
        copy_text(diagnostics())
        self._frame.problems.toast(tr("Diagnostics copied"))

    def close_window(self) -> None:
        """Close the window."""
        self._over.close()
