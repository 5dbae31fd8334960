"""What the window's actions do: each method is one, and hands on to the part that it is the business of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog

from reviewer.i18n import tr
from reviewer.model.claim import Stance
from reviewer.ui.dialogs.about_dialog import AboutDialog
from reviewer.ui.dialogs.command_palette import CommandPalette
from reviewer.ui.dialogs.help_dialog import HelpDialog, help_text, keys_text
from reviewer.ui.dialogs.preferences_dialog import PreferencesDialog
from reviewer.ui.dialogs.text_dialog import TextDialog
from reviewer.ui.reading.page_numbers import page_index
from reviewer.ui.viewer.page_view import PageView

if TYPE_CHECKING:
    from reviewer.ui.main_window import MainWindow
    from reviewer.ui.open_case import OpenCase


class WindowActs(QObject):
    """The handlers of one window's actions. An action that is off is never called, so each may rely on what it needs."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    @property
    def _case(self) -> OpenCase:
        case = self._window.case
        if case is None:
            raise RuntimeError("an action of a case was called without one")
        return case

    @property
    def _view(self) -> PageView:
        view = self._case.read.page_view
        if view is None:
            raise RuntimeError("an action of a page was called without one")
        return view

    def new_case(self) -> None:
        """Start an untitled case."""
        self._window.windows.new_case(self._window)

    def open_dialog(self) -> None:
        """Choose a case, or documents."""
        self._window.windows.open_dialog(self._window)

    def open_sample(self) -> None:
        """Open the sample case."""
        self._window.windows.open_sample(self._window)

    def name_and_place(self) -> None:
        """Give an untitled case a name and a place."""
        self._window.windows.name_and_place(self._window)

    def save_copy(self) -> None:
        """Write a copy of the case."""
        self._case.case_acts.save_copy()

    def show_properties(self) -> None:
        """Show what the case is."""
        self._case.case_acts.show_properties()

    def add_documents(self) -> None:
        """Choose files to add."""
        self._case.documents.choose()

    def export(self) -> None:
        """Export the evidence pack."""
        self._case.case_acts.export()

    def undo(self) -> None:
        """Undo the newest step; what is being typed is kept first."""
        self._case.read.claims.note.commit()
        self._case.parts.wishes.undo()

    def redo(self) -> None:
        """Do the last undone step again."""
        self._case.parts.wishes.redo()

    def mark(self, stance: Stance | None, *, pick: bool) -> None:
        """Keep the selection."""
        self._view.request_mark(stance, pick_claim=pick)

    def claim(self, wish: str) -> None:
        """Do something with the claim on show, or the one used last."""
        if wish == "add":
            self._case.claim_acts.wish("add", "")
            return
        rows = self._case.desk.rows
        first = rows.elements(None)[0].claim.id
        shown = self._case.claims.claim if self._window.view == "claims" else self._case.desk.last_claim
        self._case.claim_acts.wish(wish, shown or first)

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
            self._window.theme, tr("Go to page"), tr("Page"), "", main=tr("Go"), hint=hint, wrong=wrong, parent=self._window
        )

        def go() -> None:
            found = page_index(pages, dialog.text)
            if found is not None:
                tab.go_to_page(found)
                tab.view.setFocus()

        dialog.accepted.connect(go)
        _open(dialog)

    def back(self) -> None:
        """Go back to where the reader was."""
        self._view.back()

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

    def turn(self) -> None:
        """Turn the pages for reading."""
        self._view.rotate_view()

    def invert(self) -> None:
        """Invert the pages for reading, or not."""
        self._view.set_inverted(not self._view.inverted)

    def is_inverted(self) -> bool:
        """Tell whether pages are inverted."""
        view = self._window.case.read.page_view if self._window.case else None
        return view is not None and view.inverted

    def switch_tool(self) -> None:
        """Change between text and region."""
        self._view.set_tool("text" if self._view.tool == "region" else "region")

    def is_region(self) -> bool:
        """Tell whether a drag marks a region."""
        view = self._window.case.read.page_view if self._window.case else None
        return view is not None and view.tool == "region"

    def cite(self) -> None:
        """Copy the chosen passage with its citation."""
        self._case.menu.cite(self._case.read.chosen_passage)

    def next_passage(self) -> None:
        """Go to the next passage."""
        self._view.next_passage()

    def previous_passage(self) -> None:
        """Go to the passage before."""
        self._view.previous_passage()

    def edit_note(self) -> None:
        """Put the cursor into the chosen passage's note."""
        self._case.read.edit_note()

    def show_view(self, view: str) -> None:
        """Show a view."""
        self._window.show_view(view)

    def focus_search(self) -> None:
        """Put the cursor into the search field."""
        self._window.strip.focus_search()

    def fold_documents(self) -> None:
        """Fold the documents away, or bring them back."""
        self._case.read.fold(self._case.read.left)

    def fold_claims(self) -> None:
        """Fold the claims away, or bring them back."""
        self._case.read.fold(self._case.read.claims)

    def step_tab(self, by: int) -> None:
        """Show the next document tab, or the one before."""
        self._case.read.tabs.step(by)

    def close_tab(self) -> None:
        """Close the document tab on show."""
        self._case.read.tabs.close_current()

    def show_palette(self) -> None:
        """Show every action by name."""
        self._window.refresh()
        CommandPalette(self._window.theme, self._window.actions_of_window, self._window).open_over(self._window)

    def show_preferences(self) -> None:
        """Show the preferences."""
        settings = self._window.windows.parts.settings
        dialog = PreferencesDialog(self._window.theme, settings.values, settings.forget_recent, self._window)
        dialog.accepted.connect(lambda: self._window.windows.change_preferences(dialog.values))
        _open(dialog)

    def show_help(self) -> None:
        """Show the offline help."""
        _open(HelpDialog(self._window.theme, tr("Help"), help_text(), self._window))

    def show_keys(self) -> None:
        """Show all keys."""
        _open(HelpDialog(self._window.theme, tr("Keyboard shortcuts"), keys_text(self._window.actions_of_window), self._window))

    def show_about(self) -> None:
        """Say what the program is."""
        _open(AboutDialog(self._window.theme, self._window))

    def close_window(self) -> None:
        """Close the window."""
        self._window.close()

    def quit(self) -> None:
        """Close every window."""
        self._window.windows.quit()


def _open(dialog: QDialog) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open() if dialog.isModal() else dialog.show()
