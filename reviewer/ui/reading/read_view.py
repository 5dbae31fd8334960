"""The Read view: documents at the left, the page in the middle, claims at the right, and how they speak to each other.

Owns that wiring. What each part shows is its own business; changes go through `wishes`.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from reviewer.documents.findings import OutlineItem
from reviewer.i18n import tr
from reviewer.model.geometry import Rect
from reviewer.model.ids import ClaimId, PassageId
from reviewer.model.overview import MarkedPassage
from reviewer.services.search.finding import FoundPlace
from reviewer.ui.case.case_parts import CaseParts
from reviewer.ui.case.case_rows import Moved
from reviewer.ui.case.crops import Crops
from reviewer.ui.panels.claims.claims_pane import SOON_MS, ClaimsPane
from reviewer.ui.panels.documents.documents_pane import DocumentsPane
from reviewer.ui.panels.pages.pages_pane import PagesPane
from reviewer.ui.reading.annotations import Annotations
from reviewer.ui.reading.covered_pages import CoveredPages
from reviewer.ui.reading.document_tab import DocumentTab
from reviewer.ui.reading.document_tabs import DocumentTabs
from reviewer.ui.reading.note_keeping import NoteKeeping
from reviewer.ui.reading.page_menus import PageMenus
from reviewer.ui.reading.panes import Panes
from reviewer.ui.reading.passage_keys import PassageKeys
from reviewer.ui.reading.passage_menu import PassageMenu
from reviewer.ui.reading.room_offer import RoomOffer
from reviewer.ui.reading.tagging import Tagging
from reviewer.ui.viewer.page_view import PageView


class ReadView(QWidget):
    """Documents, page, claims.

    Signals:
        changed: Something that the status line or the actions show is different.
        page_turned: Another page is read; comes with `changed`, for what is to be seen with it at once.
        claim_wished: What is asked of a claim ("add", "edit", "element", "remove", "up", "down") and its id or "".
        document_wished: What is asked of a document ("about", "rename", "provenance", "remove", "cite") and its id.
        locate_requested: The id of a linked document whose file is to be found.
        add_documents_requested: Files are to be chosen.

    """

    changed = Signal()
    page_turned = Signal()
    claim_wished = Signal(str, str)
    document_wished = Signal(str, str)
    locate_requested = Signal(str)
    add_documents_requested = Signal()

    def __init__(self, parts: CaseParts, tagging: Tagging, menu: PassageMenu, crops: Crops) -> None:
        super().__init__()
        self._parts = parts
        self._desk = parts.desk
        self._tagging, self._menu = tagging, menu
        writable = not self._desk.read_only
        self.documents = DocumentsPane(parts.theme)
        self.pages = PagesPane(self._desk.tasks, parts.theme)
        self.annotations = Annotations(parts, self.pages, self)
        self.page_menus = PageMenus(parts, menu, self.annotations, self)
        self.tabs = DocumentTabs(parts)
        self.claims = ClaimsPane(parts.theme, crops)
        self.panes = Panes(self.documents, self.pages, self.tabs, self.claims)
        self._room = RoomOffer(self.panes, self.tabs, parts.problems)
        self.panes.changed.connect(self.changed)
        self.panes.folded.connect(self.tabs.show_folded)
        self.pages.hide()
        self._pages_soon = QTimer(self, singleShot=True, interval=SOON_MS)  # the page comes first
        self._pages_soon.timeout.connect(self._show_pages)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.panes)
        self.documents.follow(self._desk.rows, writable=writable)
        self._covered = CoveredPages(parts.checks.covered, self.documents, self.pages, self.changed.emit, self)
        self.claims.follow(self._desk.rows, writable=writable)
        NoteKeeping(parts, self.claims.note)
        self._keys = PassageKeys(tagging, menu, self)
        self._connect_panes()

    @property
    def page_view(self) -> PageView | None:
        """The page view on show, where a document is open in it."""
        tab = self.tabs.current
        return tab.view if tab is not None and tab.opened is not None else None

    @property
    def chosen_passage(self) -> str:
        """The passage chosen on the page, or "" for none."""
        return self.page_view.selected_passage if self.page_view else ""

    def show_document(self, document: str) -> DocumentTab | None:
        """Open a document's tab, or bring it to the front."""
        found = self._desk.rows.document(document)
        return self.tabs.show_document(found) if found else None

    def go_to_passage(self, passage: str) -> None:
        """Show a passage in its document."""
        marked = self._desk.rows.passages.get(PassageId(passage))
        tab = self.show_document(marked.passage.document) if marked else None
        if tab is not None:
            tab.go_to_passage(passage)
            self.claims.show_passage(passage)
            tab.take_focus()

    def choose_passage(self, passage: str) -> None:
        """Make a passage of the document on show the chosen one, here and in the claims, without moving the page."""
        marked = self._desk.rows.passages.get(PassageId(passage))
        tab = self.tabs.current
        if marked is not None and tab is not None and tab.document == marked.passage.document:
            tab.view.select_passage(passage)
            self.claims.show_passage(passage)

    def go_to_page(self, document: str, page: int, part: Rect | None = None) -> None:
        """Show a page (from 0) of a document, or a part of it."""
        tab = self.show_document(document)
        if tab is not None:
            tab.go_to_page(page, part)
            tab.take_focus()

    def go_to_words(self, document: str, place: FoundPlace) -> None:
        """Show where the words of a search over the case stand in a document."""
        tab = self.show_document(document)
        if tab is not None:
            tab.go_to_words(place)
            tab.take_focus()

    def take_focus(self) -> None:
        """Give the keyboard to the page, or to the button that brings the first one; to no button while a page is on its way."""
        if self.tabs.current is not None:
            self.tabs.current.take_focus()
        else:
            add = self.tabs.nothing.add_button
            (add if add.isVisibleTo(self) else self).setFocus()

    def show_place(self, marked: MarkedPassage) -> None:
        """Show where a passage is or was, after undo and redo; a page on which any of it is seen stays where it is."""
        passage, tab = marked.passage, self.tabs.current
        seen = tab is not None and tab.document == passage.document and tab.view.passages.sees(passage.anchor.quads)
        if passage.id in self._desk.rows.passages:
            (self.choose_passage if seen else self.go_to_passage)(passage.id)
        elif tab is not None and seen:
            tab.view.select_passage("")
            tab.take_focus()
        else:
            part = Rect.around_all([one.quad.rect for one in passage.anchor.quads if one.page == passage.anchor.page])
            self.go_to_page(passage.document, passage.anchor.page, part)

    def show_below(self, part: str) -> None:
        """Show a part of the pane below the documents ("pages", "outline", "annotations"), and give it the keyboard."""
        if not self.pages.isVisible():
            self.panes.fold(self.panes.left)
        if not self.pages.open_part(part):
            self._parts.problems.toast(tr("No annotations are known in this document."))

    def edit_note(self) -> None:
        """Open the chosen passage's note."""
        if self.chosen_passage:
            self.claims.show_passage(self.chosen_passage)
        if not self.claims.isVisible():
            self.panes.fold(self.claims)
        self.claims.edit_note()

    def close_documents(self) -> None:
        """Keep what is typed and give the workers back, before the case is closed."""
        self.claims.note.commit()
        self.claims.note.retry()
        self.tabs.close_all()

    def _connect_panes(self) -> None:
        self.documents.open_requested.connect(self._on_documents_open_requested)
        self.documents.beside_requested.connect(self.tabs.show_beside)
        self._parts.opening.unlocked_changed.connect(self.documents.show_unlocked)
        self.documents.wished.connect(self.document_wished)
        self.documents.add_requested.connect(self.add_documents_requested)
        self.pages.page_requested.connect(self._on_pages_page_requested)
        self.pages.place_requested.connect(self._on_pages_place_requested)
        self.tabs.nothing.add_requested.connect(self.add_documents_requested)
        self.tabs.tab_made.connect(self._on_tabs_tab_made)
        self.tabs.locate_requested.connect(self.locate_requested)
        self.documents.locate_requested.connect(self.locate_requested)
        self.tabs.current_changed.connect(self._on_tabs_current_changed)
        self.tabs.sides.changed.connect(self.changed)
        self.tabs.sides.changed.connect(lambda: self._room.look(self.tabs.sides.are_two))
        self.claims.note.left.connect(self.take_focus)
        self.claims.add_requested.connect(lambda: self.claim_wished.emit("add", ""))
        self.claims.claim_wished.connect(self.claim_wished)
        self.claims.claim_chosen.connect(lambda claim: self._desk.choose(claim=ClaimId(claim)))
        self.claims.passage_activated.connect(self.go_to_passage)
        self.claims.passage_chosen.connect(self._on_claims_passage_chosen)
        self.claims.passage_wished.connect(self._on_claims_passage_wished)
        self.claims.menu_requested.connect(lambda point, passage, claim: self._menu.popup(self.claims, point, passage, claim))
        self._desk.rows.refreshed.connect(self._on_rows_refreshed)
        self._desk.rows.documents_changed.connect(self._on_rows_documents_changed)

    def _on_documents_open_requested(self, document: str) -> None:
        tab = self.show_document(document)
        if tab is not None:
            tab.take_focus()

    def _on_pages_page_requested(self, page: int) -> None:
        if self.page_view is not None:
            self.page_view.go_to_page(page)

    def _on_pages_place_requested(self, item: OutlineItem) -> None:
        if self.page_view is not None and item.page is not None:
            if item.point is None:
                self.page_view.go_to_page(item.page)
            else:
                self.page_view.navigator.go_to_point(item.page, item.point)

    def _on_tabs_tab_made(self, tab: DocumentTab) -> None:
        self._tagging.attach(tab)
        view = tab.view
        view.installEventFilter(self._keys)
        view.place_changed.connect(lambda page, _count: self._on_view_place_changed(tab, page))
        view.page_drawn.connect(lambda page: self.pages.model.try_again(page) if tab is self.tabs.current else None)
        view.moved.connect(lambda: self.pages.show_in_view(view.pages_in_view) if tab is self.tabs.current else None)
        changes = view.selection_changed, view.zoom_changed, view.inverted_changed, view.tool_changed, view.history_changed
        for signal in (*changes, view.spreads.changed, view.hint.changed, tab.place.changed):
            signal.connect(self.changed)
        view.words.arrived.connect(lambda page: self.changed.emit() if page == view.current_page else None)
        view.spreads.changed.connect(self._room.look)
        view.inverted_changed.connect(self.pages.set_inverted)
        view.passage_selected.connect(lambda _passage: self._on_view_passage_selected(tab))
        view.passage_activated.connect(self._on_view_passage_activated)
        view.passage_removal_requested.connect(lambda passage: self._parts.wishes.remove_passage(PassageId(passage)))
        view.menu_requested.connect(partial(self.page_menus.popup, tab))

    def _on_tabs_current_changed(self) -> None:
        tab = self.tabs.current
        self.pages.setVisible(tab is not None)
        self.documents.show_current((tab and tab.document) or "")
        self.claims.show_passage(self.chosen_passage)
        self._pages_soon.start()
        self.changed.emit()

    def _show_pages(self) -> None:
        tab = self.tabs.current
        self.pages.show_document(tab.opened if tab else None, tab.pages if tab else ())
        self.annotations.show(tab)
        self._covered.show(tab)
        if tab is not None and tab.document is not None:
            self.pages.show_marks(partial(self._desk.rows.index.on_page, tab.document))
        if self.page_view is not None:
            self.pages.show_page(self.page_view.current_page)
            self.pages.show_in_view(self.page_view.pages_in_view)
            self.pages.set_inverted(self.page_view.inverted)

    def _on_view_place_changed(self, tab: DocumentTab, page: int) -> None:
        if tab is self.tabs.current:
            self.pages.show_page(page)
            self.page_turned.emit()
            self.changed.emit()

    def _on_view_passage_selected(self, tab: DocumentTab) -> None:
        """Keep the note with the page: it is that of the passage ringed in the document on show, or none."""
        if tab is self.tabs.current:
            self.claims.show_passage(self.chosen_passage)
            self.changed.emit()

    def _on_view_passage_activated(self, passage: str) -> None:
        self.claims.show_passage(passage)
        self.edit_note()

    def _on_claims_passage_chosen(self, passage: str) -> None:
        marked = self._desk.rows.passages.get(PassageId(passage))
        tab = self.tabs.current
        if marked is None or tab is None:
            return
        with QSignalBlocker(tab.view):  # the note shows it already, also where it stands in another document
            tab.view.select_passage(passage if tab.document == marked.passage.document else "")
        self.changed.emit()

    def _on_claims_passage_wished(self, wish: str, passage: str, claim: str) -> None:
        if wish == "cite":
            self._menu.cite(passage)
        elif wish == "unlink" and claim:
            self._parts.wishes.unlink(PassageId(passage), ClaimId(claim))
        else:
            self._parts.wishes.remove_passage(PassageId(passage))

    def _on_rows_documents_changed(self) -> None:
        """Stand on the document on show where the list stands on none: it was on show before it was in the case."""
        tab = self.tabs.current
        if not self.documents.current and tab is not None and tab.document is not None:
            self.documents.show_current(tab.document)

    def _on_rows_refreshed(self, moved: Moved) -> None:
        tab = self.tabs.current
        self.pages.forget_marks(moved.pages(tab.document) if tab is not None and tab.document is not None else ())
        self.changed.emit()
