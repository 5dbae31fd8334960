"""The tabs in the middle of the window, one a document, and the buttons beside them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from reviewer.i18n import tr
from reviewer.model.document import Document
from reviewer.model.ids import DocumentId
from reviewer.model.neutral import inserted
from reviewer.services.events import DocumentAdded, DocumentPreview
from reviewer.settings.case_views import CaseView
from reviewer.ui.case.case_parts import CaseParts
from reviewer.ui.controls.icon_button import IconButton
from reviewer.ui.panels.nothing_open import NothingOpen
from reviewer.ui.reading.document_tab import DocumentTab
from reviewer.ui.reading.first_look import TABS_PX, Taken
from reviewer.ui.reading.sides import Sides
from reviewer.ui.reading.tab_bar import TabBar
from reviewer.ui.viewer.page_view import PageView


class DocumentTabs(QWidget):
    """The open documents; `head` is the row of tabs and buttons above them.

    Signals:
        tab_made: A `DocumentTab` that is new: connect to its page view.
        current_changed: Another tab is on show, or the one on show got or lost its document.
        action_requested: The id of the action that a button stands for.
        locate_requested: The id of a linked document whose file is to be found.

    """

    tab_made = Signal(object)
    current_changed = Signal()
    action_requested = Signal(str)
    locate_requested = Signal(str)

    def __init__(self, parts: CaseParts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._desk = desk = parts.desk
        self._theme = theme = parts.theme
        self._tabs: list[DocumentTab] = []
        self._previews: dict[str, DocumentTab] = {}
        self._newest: list[DocumentTab] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.head = QFrame()
        self.head.setFixedHeight(TABS_PX)
        self.head.setProperty("surface", "window")
        self.head.setProperty("line", "bottom")
        row = QHBoxLayout(self.head)
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(4)
        self.bar = TabBar(theme)
        self.bar.currentChanged.connect(self._on_bar_changed)
        self.bar.tabMoved.connect(lambda old, new: self._tabs.insert(new, self._tabs.pop(old)))
        self.bar.closing_requested.connect(self.close_tab)
        self.left_pane = self._brings_back("panel-left", tr("Show the documents (F9)"), "pane.documents")
        row.addWidget(self.left_pane)
        row.addWidget(self.bar, 1)
        self.back = IconButton(theme, "arrow-left", tr("Back to where I was (Alt+Left)"))
        self.back.clicked.connect(lambda: self.action_requested.emit("page.back"))
        self.forward = IconButton(theme, "arrow-right", tr("Forward again (Alt+Right)"))
        self.forward.clicked.connect(lambda: self.action_requested.emit("page.forward"))
        self.region = IconButton(theme, "region", tr("Mark regions instead of text (R)"))
        self.region.setCheckable(True)
        self.region.clicked.connect(lambda: self.action_requested.emit("page.region"))
        self.right_pane = self._brings_back("panel-right", tr("Show the claims (F10)"), "pane.claims")
        for one in (self.region, self.back, self.forward, self.right_pane):
            row.addWidget(one)
        column.addWidget(self.head)
        self.nothing = NothingOpen(theme)
        self.nothing.folder_requested.connect(lambda: self.action_requested.emit("document.folder"))
        self.sides = Sides(theme, self.nothing)
        self.sides.activated.connect(self._on_sides_activated)
        column.addWidget(self.sides, 1)
        desk.rows.documents_changed.connect(self._on_rows_documents_changed)
        desk.opened.connect(self._show_nothing)
        self._on_rows_documents_changed()
        desk.preview_ready.connect(self._on_preview_ready)
        desk.document_added.connect(self._on_document_added)

    @property
    def current(self) -> DocumentTab | None:
        """The tab on show."""
        index = self.bar.currentIndex()
        return self._tabs[index] if 0 <= index < len(self._tabs) else None

    def tabs(self) -> tuple[DocumentTab, ...]:
        """Return all tabs in order."""
        return tuple(self._tabs)

    def show_document(self, document: Document) -> DocumentTab:
        """Show a document in its tab, a new one where it has none."""
        found = next((one for one in self._tabs if one.document == document.id), None)
        if found is None:
            found = self._add(document.name, is_image=document.is_image)
            found.open(document)
        self.bar.setCurrentIndex(self._tabs.index(found))
        return found

    @property
    def left(self) -> dict[str, Any]:
        """What is open and on show, as fields of a `CaseView`."""
        current, sides = self.current, self.sides
        return {
            "tabs": tuple(one.left for one in self._tabs if one.document is not None),
            "current": (current and current.document) or "",
            "sides": tuple(one.document or "" for one in sides.tabs) if sides.are_two else (),
            "linked": sides.linked,
        }

    def restore(self, view: CaseView) -> DocumentTab | None:
        """Show tabs as they were left, those whose documents are still there; what is not on show is opened later."""
        for left in view.tabs:
            document = self._desk.rows.document(DocumentId(left.document))
            if document is not None and all(one.document != document.id for one in self._tabs):
                self._add(document.name, is_image=document.is_image).open_later(document, left)
        found = next((one for one in self._tabs if one.document == view.current), self.current)
        sides = [tab for one in view.sides for tab in self._tabs if tab.document == one]
        if len(sides) == 2 and found in sides:
            self._show_two(sides[0], sides[1])
            self.sides.set_linked(view.linked)
        if found is not None:
            self.bar.setCurrentIndex(self._tabs.index(found))
            found.wake()
        return found

    def show_two(self) -> bool:
        """Show the document that was read before beside the one on show; False where there is no other."""
        tab = self.current
        others = [one for one in (*reversed(self._newest), *self._tabs) if one in self._tabs and one is not tab]
        if tab is None or not others:
            return False
        self._show_two(tab, others[0])
        return True

    def show_beside(self, document: str) -> None:
        """Show a document beside the one on show, and read it; of two on show it takes the place of the one that is read."""
        tab, wanted = self.current, self._desk.rows.document(document)
        if wanted is None:
            return
        if tab is not None and tab.document == document:
            told = tr("{name} is on show already: another document can stand beside it.")
            self._parts.problems.toast(told.format(name=inserted(wanted.name)))
        found = self.show_document(wanted)
        if tab is not None and tab is not found and not self.sides.are_two:
            self._show_two(tab, found)
            self.bar.setCurrentIndex(self._tabs.index(found))
        found.take_focus()

    def _show_two(self, left: DocumentTab, right: DocumentTab) -> None:
        self.sides.show_two(left, right)
        self.bar.setCurrentIndex(self._tabs.index(left))
        for one in (left, right):
            one.wake()

    def keep_places(self) -> None:
        """Remember at once where each document is read."""
        for one in self._tabs:
            one.keep_place()

    def open_again(self, document: str) -> None:
        """Open a document again in the tab that could not show it."""
        for one in self._tabs:
            if one.document == document and one.opened is None:
                one.open_again()

    def take_over(self, taken: Taken) -> None:
        """Go on showing a file that was on show before its case was there, and is about to be added to it."""
        tab = self._add(taken.path.name, is_image=taken.opened.media_type.startswith("image/"), view=taken.view)
        self._previews[taken.source.sha256] = tab
        tab.take_over(taken.opened, taken.pages)

    def show_folded(self, left: bool, right: bool) -> None:
        """Offer the panes at the sides that are folded away, so that the mouse finds them too."""
        self.left_pane.setVisible(left)
        self.right_pane.setVisible(right)

    def refresh_buttons(self) -> None:
        """Show what the buttons would do in the tab on show."""
        tab = self.current
        view = tab.view if tab is not None and tab.opened is not None else None
        self.back.setEnabled(tab is not None and tab.can_go_back)
        self.forward.setEnabled(tab is not None and tab.can_go_forward)
        self.region.setEnabled(view is not None)
        self.region.setChecked(view is not None and view.tool == "region")

    def close_tab(self, index: int) -> None:
        """Close a tab; the document stays in the case."""
        if not 0 <= index < len(self._tabs):
            return
        tab = self._tabs[index]
        stays = self.sides.beside(tab)
        if stays is not None:
            self.bar.setCurrentIndex(self._tabs.index(stays))
        self._tabs.pop(index)
        self.bar.removeTab(index)
        tab.close_document()
        self.sides.remove(tab)
        self._newest = [one for one in self._newest if one is not tab]
        tab.deleteLater()
        self._on_bar_changed()

    def close_current(self) -> None:
        """Close the tab on show."""
        self.close_tab(self.bar.currentIndex())

    def drop_previews(self) -> None:
        """Close what was shown before it was in the case and did not get there."""
        for tab in self._previews.values():
            if tab in self._tabs:
                self.close_tab(self._tabs.index(tab))
        self._previews.clear()

    def step(self, by: int) -> None:
        """Show the tab `by` places further, around the end."""
        if self._tabs:
            self.bar.setCurrentIndex((self.bar.currentIndex() + by) % len(self._tabs))
            self._tabs[self.bar.currentIndex()].take_focus()

    def close_all(self) -> None:
        """Give every worker back, before the case is closed."""
        for one in self._tabs:
            one.close_document()

    def _brings_back(self, icon: str, words: str, action: str) -> IconButton:
        made = IconButton(self._theme, icon, words)
        made.clicked.connect(lambda: self.action_requested.emit(action))
        made.hide()
        return made

    def _add(self, name: str, *, is_image: bool, view: PageView | None = None) -> DocumentTab:
        tab = DocumentTab(self._parts, name, view)
        self._tabs.append(tab)
        self.sides.add(tab)
        tab.shown.connect(lambda: self._on_tab_changed(tab))
        tab.gave_up.connect(lambda: self._on_tab_changed(tab))
        tab.locate_requested.connect(self.locate_requested)
        self.tab_made.emit(tab)
        self.bar.add(name, is_image=is_image)
        return tab

    def _on_bar_changed(self) -> None:
        tab = self.current
        self.sides.show_tab(tab)
        if tab is not None:
            self._newest = [*(one for one in self._newest if one is not tab), tab]
            tab.wake()
        self.current_changed.emit()

    def _on_sides_activated(self, tab: DocumentTab) -> None:
        if tab in self._tabs:
            self.bar.setCurrentIndex(self._tabs.index(tab))

    def _on_tab_changed(self, tab: DocumentTab) -> None:
        self.sides.refresh()
        if tab is self.current:
            self.current_changed.emit()

    def _show_nothing(self) -> None:
        if self._desk.rows.info is not None:  # else nobody knows yet what there is
            self.nothing.show_state(has_documents=bool(self._desk.rows.documents), writable=not self._desk.read_only)

    def _on_rows_documents_changed(self) -> None:
        self._show_nothing()
        for index in range(len(self._tabs) - 1, -1, -1):
            tab = self._tabs[index]
            if tab.document is None:
                continue
            document = self._desk.rows.document(tab.document)
            if document is None:
                self.close_tab(index)
            elif document.name != tab.name:
                tab.name = document.name
                self.bar.name(index, document.name)
                self.sides.refresh()

    def _on_preview_ready(self, preview: DocumentPreview) -> None:
        if self._tabs:
            return

        tab = self._add(preview.path.name, is_image=False)
        tab.take_focus()
        self._previews[preview.sha256] = tab
        self._parts.opening.open_source(preview.sha256, tab.preview, lambda _error: self.drop_previews(), owner=tab)

    def _on_document_added(self, added: DocumentAdded) -> None:
        tab = self._previews.pop(added.sha256, None)
        if tab in self._tabs:
            tab.adopt(added.document)
            self._on_tab_changed(tab)
