"""The Search view: hits grouped by document, each with its words around it. Enter or a click lands on it.

What is found follows the case: when documents, passages or claims moved, it is searched anew as soon as somebody looks. What is
typed is searched while it is typed; an answer that comes too late is given up.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from reviewer.i18n import tr
from reviewer.model.ids import DocumentId
from reviewer.services.search.finding import finder_of
from reviewer.services.search.query_words import remarks, said
from reviewer.services.search.searching import Answer, Asked, Suggestion, answer, as_typed
from reviewer.store.content.finding import Superseded
from reviewer.store.reader import CaseReader
from reviewer.ui.case.case_desk import CaseDesk
from reviewer.ui.case.case_rows import Moved
from reviewer.ui.controls.sheet import show_once
from reviewer.ui.look.theme import Theme
from reviewer.ui.models.hit_model import HitModel, HitRow, MoreHits, counted_words
from reviewer.ui.models.node_model import RECORD
from reviewer.ui.panels.search.hit_tree import HitDelegate, HitTree
from reviewer.ui.panels.search.search_head import SearchHead
from reviewer.ui.panels.search.unsearched import unsearched_words

PORTION = 100
"""Hits shown at once, and how many more come when they are asked for."""

Found = tuple[Answer, dict[tuple[DocumentId, int], str], str]
"""The answer, the labels of the pages in it, and what was not searched, in words."""


class SearchView(QWidget):
    """The results of the last search.

    Signals:
        hit_taken: The `SearchHit` that was chosen.
        reworded: Other words are searched for than were typed, as a suggestion has them or a list of terms.

    """

    hit_taken = Signal(object)
    reworded = Signal(str)

    def __init__(self, theme: Theme, desk: CaseDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._theme = theme
        self._asked = self._shown = Asked("")
        self._spellings: tuple[str, ...] = ()
        self._typing = False
        self._most = PORTION
        self._awaited = 0
        self._too_late = threading.Event()  # set when an answer that is on its way is not wanted any more
        self._asked_from: QWidget | None = None
        self._stale = False
        self._last_hit = QPersistentModelIndex()  # before those that were asked for
        desk.rows.refreshed.connect(self._on_rows_refreshed)
        self.setProperty("surface", "base")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.head = SearchHead(theme)
        self.summary, self.unsearched = self.head.summary, self.head.unsearched
        self.head.narrowed.connect(self._on_narrowed)
        self.head.suggestion_taken.connect(self._on_suggestion_taken)
        self.head.terms_requested.connect(self.open_terms)
        column.addWidget(self.head)
        self._model = HitModel(self)
        self.tree = HitTree()
        self.tree.setModel(self._model)
        self._delegate = HitDelegate(theme, self.tree)
        self.tree.setItemDelegate(self._delegate)
        self.tree.clicked.connect(self._take)
        self.tree.activated.connect(self._take)
        column.addWidget(self.tree, 1)
        self._more_soon = QTimer(self)
        self._more_soon.setSingleShot(True)
        self._more_soon.timeout.connect(self._show_more)  # not while the tree handles the key
        self.show_hint()

    @property
    def query(self) -> str:
        """What the results that are shown were found by: the words asked for last may still be on their way, or have failed."""
        return self._shown.typed

    @property
    def spellings(self) -> tuple[str, ...]:
        """In which other ways the words stand in recognised text, as far as they were found so."""
        return self._spellings

    def show_hint(self) -> None:
        """Say what to do while nothing was searched for."""
        self.summary.setText(tr("Type words into the search field: pages, quotes, notes and claims are searched."))

    def search(self, typed: str) -> None:
        """Search the case and show what is found; for the same words once more, the rows stay as they are found again.

        What is found gets the keyboard, unless it went elsewhere meanwhile; where nothing is, it stays with the words.
        """
        again = typed == self._asked.typed and not self._typing
        self._asked_from = self.window().focusWidget()
        self._ask(replace(self._asked, typed=typed), again=again)

    def search_typed(self, typed: str) -> None:
        """Show what is found of what was typed so far, the last word taken for the beginning of one; the keyboard stays there."""
        self._asked_from = None
        self._ask(replace(self._asked, typed=as_typed(typed)), typing=True)

    def _ask(self, asked: Asked, *, again: bool = False, typing: bool = False) -> None:
        self._asked, self._typing = replace(asked, wanted=self.head.wanted, tolerant=self.head.tolerant.isChecked()), typing
        if not again:
            self._most = PORTION
        self._search(again=again)

    def _search(self, *, again: bool) -> None:
        """Search for what was asked; `again` means that the case has changed since."""
        asked, most, typing, self._stale = self._asked, self._most, self._typing, False
        self._awaited += 1
        if not self._shown.typed:  # in place of what to do
            self.summary.setText(tr("Searching …"))
        self._too_late.set()
        self._too_late = too_late = threading.Event()

        def find(reader: CaseReader) -> Found:
            found = answer(reader, asked, limit=most, suggest=not typing, unwanted=too_late.is_set)
            documents = {hit.document for hit in found.found.hits if hit.document is not None}
            page_labels = {(one, page.index): page.label for one in documents for page in reader.pages(one) if page.label}
            return found, page_labels, "" if typing else unsearched_words(reader)

        def found(result: Found) -> None:
            self._awaited -= 1
            if asked == self._asked and not too_late.is_set():
                self._show(result, again=again)
            self._catch_up()

        def failed(error: BaseException) -> None:
            self._awaited -= 1
            if not isinstance(error, Superseded):
                self._desk.tasks.failed.emit(error)

        self._desk.tasks.deliver(self._desk.session.read(find), found, failed, owner=self)

    def _catch_up(self) -> None:
        """Search anew what has changed, one search at a time."""
        if self._stale and self._asked.typed and not self._awaited and self.isVisible():
            self._search(again=True)

    def _on_rows_refreshed(self, moved: Moved) -> None:
        if moved.claims:
            self.head.show_claims(self._desk.rows.claims)
        if moved.documents or moved.passages or moved.claims:
            self._stale = True
            self._catch_up()

    def _on_narrowed(self) -> None:
        if self._asked.typed:
            self._ask(self._asked, typing=self._typing)

    def _on_suggestion_taken(self, one: Suggestion) -> None:
        self.head.take(one)
        self._asked_from = self.window().focusWidget()
        self._ask(one.asked)
        self.reworded.emit(one.asked.typed)

    def open_terms(self) -> None:
        """Let a list of terms be searched for."""
        from reviewer.ui.dialogs.terms_dialog import TermsDialog

        tolerant = self.head.tolerant.isChecked()
        dialog = TermsDialog(self._theme, self._desk, self.head.wanted, tolerant=tolerant, parent=self.window())
        dialog.term_chosen.connect(self.search)
        dialog.term_chosen.connect(self.reworded)
        show_once(dialog)

    def showEvent(self, event: QShowEvent) -> None:
        """Qt's override: what changed meanwhile is seen now."""
        super().showEvent(event)
        self.head.show_claims(self._desk.rows.claims)
        asked = self._desk.session.read(lambda reader: reader.coverage.reviewers(), background=True)
        self._desk.tasks.deliver(asked, self.head.show_reviewers, owner=self)
        if not self._asked.typed and not self._desk.session.came_from_elsewhere:  # whose index is made anew, which takes long
            ahead = self._desk.session.read(lambda reader: reader.searching().look_ahead(), background=True)
            self._desk.tasks.deliver(ahead, lambda _done: None, lambda _error: None, owner=self)  # the search itself will say so
        self._catch_up()

    def looked_at(self) -> Iterator[tuple[DocumentId, int]]:
        """Yield the pages (from 0) that stand in the results on show."""
        for index in self.tree.rows_in_view() if self.isVisible() else ():
            record = index.data(RECORD)
            if isinstance(record, HitRow) and record.hit.document is not None and record.hit.page is not None:
                yield record.hit.document, record.hit.page

    def take_focus(self) -> None:
        """Give the keyboard to the results, where there are any."""
        if self._model.rowCount():
            self.tree.setFocus()

    def _show(self, result: Found, *, again: bool) -> None:
        told, page_labels, unsearched = result
        asked, found = told.asked, told.found
        self._shown, self._spellings = asked, found.spellings
        if not self._typing:
            self.unsearched.setText(unsearched)
            self.unsearched.setVisible(bool(unsearched))
        self.head.show_suggestions(told.suggestions)
        lines = list(remarks(asked.query))
        if found.spellings:
            lines.append(tr("Also found in recognised text: {words}").format(words=", ".join(found.spellings)))
        self.head.remarks.setText(" ".join(lines))
        self.head.remarks.setVisible(bool(lines))
        pictures = {one.document.id for one in self._desk.rows.documents if one.document.is_picture}
        names = {one.document.id: one.document.name for one in self._desk.rows.documents}
        self._model.show(found.hits, page_labels, pictures=pictures, anew=not again, counts=found.counts, names=names)
        self._delegate.finder = finder_of(asked.typed, found.spellings)
        self.tree.expandAll()
        words = said(asked.query, asked.typed)
        if not found.hits:
            self.summary.setText(tr("Nothing found for {words}.").format(words=words))
            return
        self.summary.setText(tr("{counts} with {words}").format(counts=counted_words(found.totals), words=words))
        if not again or not self.tree.currentIndex().isValid():
            self.tree.setCurrentIndex(self._model.index(0, 0, self._model.index(0, 0)))
        below, self._last_hit = self._last_hit, QPersistentModelIndex()
        if below.isValid() and (first := self.tree.below_hit(below)).isValid():
            self.tree.setCurrentIndex(first)
        field, self._asked_from = self._asked_from, None
        types_on = isinstance(field, QLineEdit) and field.text().strip() != asked.typed
        if field is not None and field is self.window().focusWidget() and not types_on:
            self.tree.setFocus()

    def _take(self, index: QModelIndex) -> None:
        record = index.data(RECORD)
        if isinstance(record, HitRow):
            self.hit_taken.emit(record.hit)
        elif isinstance(record, MoreHits) and record.document is None:
            self._more_soon.start()
        elif isinstance(record, MoreHits) and record.document is not None:
            name = next((one.document.name for one in self._desk.rows.documents if one.document.id == record.document), "")
            self._asked_from = self.tree
            self.head.narrow_to(record.document, name)

    def _show_more(self) -> None:
        self._last_hit = QPersistentModelIndex(self.tree.indexAbove(self.tree.currentIndex()))
        self._most += PORTION
        self._search(again=True)
