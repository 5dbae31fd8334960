"""What can be done in the window with the words of pages: put a recognised one right, have a page read again, choose its text.

Owns the questions and what is told. Where the text of a page on show makes no sense, it offers once a document to read it again.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QWidget

from reviewer.documents.text.page.page_text import PageText
from reviewer.documents.text.selecting.pointing import char_at, word_span
from reviewer.i18n import tr
from reviewer.looking.garbled import is_garbled
from reviewer.model.anchor import TextPosition
from reviewer.model.document import Document
from reviewer.model.ids import DocumentId, PassageId
from reviewer.model.neutral import inserted
from reviewer.model.quotation import in_quotes
from reviewer.model.recognised import PageLayer
from reviewer.model.text_layer import LayerKind
from reviewer.ui.acts.correcting import Correcting
from reviewer.ui.acts.recognition_acts import RecognitionActs
from reviewer.ui.case.case_parts import CaseParts
from reviewer.ui.look import readable
from reviewer.ui.reading.document_tab import DocumentTab
from reviewer.ui.reading.read_view import ReadView
from reviewer.ui.viewer.menu_place import MenuPlace
from reviewer.ui.viewer.page_words import SelectedWords

_KEY = "F2"
_MOST_SHOWN = 60


class WordActs(QObject):
    """The words of pages in one window.

    Args:
        parts: The case.
        read: Where it is read.
        recognition: Reads pages again.
        over: The window.

    """

    def __init__(self, parts: CaseParts, read: ReadView, recognition: RecognitionActs, over: QWidget) -> None:
        super().__init__(over)
        self._parts = parts
        self._desk = parts.desk
        self._read = read
        self._recognition = recognition
        self._correcting = Correcting(parts, over)
        self._offered: set[DocumentId] = set()
        self._offered_last = DocumentId("")
        self._sensible: PageText | None = None
        self._end_offer: tuple[PageText, Callable[[], object]] | None = None
        read.tabs.tab_made.connect(self._on_tab_made)
        read.changed.connect(self._look)
        read.installEventFilter(self)
        read.page_menus.add_to_selection = self._add_to_selection
        read.page_menus.add_to_passage = self._add_to_passage

    def correct(self) -> None:
        """Ask what is printed where recognised words are selected, and put them right."""
        tab = self._read.tabs.current
        words = tab.view.words.selected if tab is not None else None
        if tab is None or tab.document is None or self._desk.read_only:
            if self._desk.read_only:
                self._parts.problems.tell_read_only()
            return
        words = words or self._pressed_in_passage(tab)
        if words is None or not words.text.kind.is_recognised or not words.text.confidences:
            told = tr("Select a word that this program recognised first, with a double click.")
            self._parts.problems.toast(told, warning=True)
            return
        self._correcting.ask(tab, words)

    def _pressed_in_passage(self, tab: DocumentTab) -> SelectedWords | None:
        """Return the word of the chosen passage on which the mouse was pressed last: there a click means the passage."""
        marked = self._desk.rows.passages.get(PassageId(self._read.chosen_passage))
        at = tab.view.words.pressed_at()
        if marked is None or at is None or marked.passage.document != tab.document:
            return None
        quads = [one.quad.rect for one in marked.passage.anchor.quads if one.page == at.page]
        if not any(one.contains(at.point) for one in quads):
            return None
        text = tab.view.words.of(at.page)
        offset = None if text is None else char_at(text, at.point)
        return None if text is None or offset is None else SelectedWords(text, *word_span(text, offset))

    def read_page_again(self) -> None:
        """Read the page on show again, from what it shows."""
        tab, document = self._read.tabs.current, self._document()
        if tab is not None and document is not None:
            self._recognition.read_again(document, [tab.view.current_page])

    def switch_text(self) -> None:
        """Use the text that the file brings on the page on show, or the recognised one again."""
        tab, document = self._read.tabs.current, self._document()
        if tab is None or document is None:
            return
        sha256, page = document.sha256, tab.view.current_page
        reading = self._desk.session.read(lambda reader: reader.recognised.layers(sha256, page))
        self._desk.tasks.deliver(reading, partial(self._switch, document, page), owner=self)

    def _switch(self, document: Document, page: int, layers: tuple[PageLayer, ...]) -> None:
        from reviewer.services.commands.words import use_own_text, use_recognised_text

        told = [one for one in layers if one.text.strip()]
        if {one.is_ours for one in told} != {True, False}:
            self._parts.problems.toast(tr("This page has one text only. “Recognise this page again” makes another."))
            return
        is_ours = told[-1].is_ours
        command = use_own_text if is_ours else use_recognised_text
        words = tr("The text of the file is used on this page.") if is_ours else tr("The recognised text is used on this page.")
        chosen = command(self._desk.session, document=document.id, pages=[page])
        self._desk.tasks.deliver(
            chosen, lambda _changes: self._parts.wishes.offer_undo(words), self._parts.problems.report, owner=self
        )

    def _document(self) -> Document | None:
        tab = self._read.tabs.current
        return self._desk.rows.document(tab.document or "") if tab is not None else None

    def _add_to_selection(self, tab: DocumentTab, menu: QMenu) -> None:
        words = tab.view.words.selected
        if words is None or not words.text.confidences:
            return
        menu.addSeparator()
        action = menu.addAction(tr("Correct the recognised word…"))
        action.setShortcut(_KEY)
        action.setEnabled(not self._desk.read_only)
        action.triggered.connect(self.correct)

    def _add_to_passage(self, tab: DocumentTab, menu: QMenu, place: MenuPlace) -> None:
        """Offer to put the word under the pointer right: a double click on it means the passage that it stands in."""
        text = tab.view.words.of(place.at.page) if place.at is not None else None
        offset = char_at(text, place.at.point) if text is not None and place.at is not None else None
        if text is None or offset is None or not text.confidences or not text.kind.is_recognised:
            return
        self._add_quote(menu, place, text)
        start, end = word_span(text, offset)
        word = readable.shortened(text.text[start:end], _MOST_SHOWN)
        menu.addSeparator()
        action = menu.addAction(tr("Correct the recognised word {word}…").format(word=in_quotes(word)).replace("&", "&&"))
        action.setEnabled(not self._desk.read_only)
        action.triggered.connect(lambda: self._correct_at(tab, TextPosition(text.page, start), TextPosition(text.page, end)))

    def _add_quote(self, menu: QMenu, place: MenuPlace, text: PageText) -> None:
        """Offer to have a passage quote what the page says now, where it was marked in another reading of it."""
        found = (self._desk.rows.passages.get(PassageId(one)) for one in place.passages)
        marked = next((one for one in found if one is not None and one.passage.anchor.text is not None), None)
        layers = () if marked is None or marked.passage.anchor.text is None else marked.passage.anchor.text.layers
        if marked is None or not any(one.page == text.page and one.sha256 != text.layer.sha256 for one in layers):
            return
        passage = marked.passage
        action = menu.addAction(tr("Quote what the page says now"))
        action.setEnabled(not self._desk.read_only)
        action.triggered.connect(lambda: self._correcting.update_quotes(passage.document, (passage.id,)))

    def _correct_at(self, tab: DocumentTab, start: TextPosition, end: TextPosition) -> None:
        tab.view.words.select(start, end)
        self.correct()

    def _on_tab_made(self, tab: DocumentTab) -> None:
        key = QShortcut(QKeySequence(_KEY), tab.view)
        key.setContext(Qt.ShortcutContext.WidgetShortcut)
        key.activated.connect(self.correct)
        tab.view.words.replaced.connect(self._on_text_replaced)

    def _on_text_replaced(self, _page: int, text: PageText) -> None:
        """Take the offer back: the page has another text than the one that made no sense."""
        if self._end_offer is not None and self._end_offer[0] is text:
            self._end_offer[1]()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's override: what is offered for a page is not on show where the page is not; back there it is offered again."""
        if event.type() == QEvent.Type.Hide and self._end_offer is not None:
            self._offered.discard(self._offered_last)
            self._end_offer[1]()
        return super().eventFilter(watched, event)

    def _on_offer_closed(self) -> None:
        self._end_offer = None

    def _look(self) -> None:
        """Offer to read a document again whose page on show says nothing that could be meant."""
        tab, document = self._read.tabs.current, self._document()
        if tab is None or document is None or document.id in self._offered or self._desk.read_only:
            return
        page = tab.view.current_page
        text = tab.view.words.of(page)
        if text is None or text is self._sensible or text.confidences or text.kind is LayerKind.CORRECTED:
            return
        if not is_garbled(text.text):
            self._sensible = text  # looked at once, though much changes around it
            return
        self._offered.add(document.id)
        self._offered_last = document.id
        told = tr("The text of page {page} of {name} makes no sense. It can be recognised from what the page shows.")
        offer = self._parts.problems.toast(
            told.format(page=page + 1, name=inserted(document.name)),
            action=tr("Recognise such pages"),
            then=lambda: self._recognition.read_again(document, None, garbled=True),
            stays=True,
        )
        self._end_offer = text, offer.close
        offer.closed.connect(self._on_offer_closed)
