"""Where a person is taken: to what an undo changed, a search found or they just made, once the rows of the case know it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from reviewer.i18n import tr
from reviewer.model.ids import ClaimId, DocumentId, PassageId
from reviewer.model.overview import SearchHit
from reviewer.services.search.finding import place_of
from reviewer.ui.case.case_parts import CaseParts
from reviewer.ui.case.went_back import WentBack
from reviewer.ui.panels.claims.claims_view import ClaimsView
from reviewer.ui.panels.search.search_view import SearchView
from reviewer.ui.reading.read_view import ReadView


class Landing(QObject):
    """Takes a person to places in the views of a case.

    Signals:
        view_wanted: The view ("read", "claims", "search") to be shown.
        document_shown: The tab of a document that came was opened, as a `DocumentTab`.
        desk_wanted: The id of a record of the claims desk that is to be shown.

    """

    view_wanted = Signal(str)
    document_shown = Signal(object)
    desk_wanted = Signal(str)

    def __init__(self, parts: CaseParts, read: ReadView, claims: ClaimsView, search: SearchView, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = parts.desk
        self._problems = parts.problems
        self._read, self._claims, self._search = read, claims, search
        self._place: WentBack | None = None
        self._passage = self._claim = self._document = ""
        parts.wishes.went_back.connect(self._on_wishes_went_back)
        parts.desk.rows.refreshed.connect(self._show_awaited)
        search.hit_taken.connect(self._on_search_hit_taken)
        claims.read_requested.connect(self.read_passage)

    def read_passage(self, passage: str) -> None:
        """Show a passage on its page."""
        self.view_wanted.emit("read")
        self._read.go_to_passage(passage)

    def read_page(self, document: str, page: int) -> None:
        """Show a page (from 0) of a document."""
        self.view_wanted.emit("read")
        self._read.go_to_page(document, page)

    def choose_passage(self, passage: str) -> None:
        """Make a passage that was just made the chosen one, as soon as it is there."""
        self._passage = passage
        self._show_awaited()

    def show_claim(self, claim: str) -> None:
        """Stand on a claim that was just made, in both views, as soon as it is there."""
        self._claim = claim
        self._show_awaited()

    def tell_gone(self) -> None:
        """Say that there is nothing any more where somebody wants to go."""
        self._problems.toast(tr("What was found there is not in the case any more."), warning=True)

    def open_claim(self, claim: str) -> None:
        """Show a claim, or the claim of an element."""
        self.view_wanted.emit("claims")
        self._claims.show_claim(ClaimId(claim))

    def show_document(self, document: str) -> None:
        """Show a document that just came, as soon as it is there."""
        self._document = document
        self._show_awaited()

    def _on_search_hit_taken(self, hit: SearchHit) -> None:
        rows = self._desk.rows
        if PassageId(hit.record) in rows.passages:
            self.read_passage(hit.record)
        elif rows.claim(hit.record) is not None:
            self.view_wanted.emit("claims")
            self._claims.show_claim(ClaimId(hit.record))
        elif hit.kind == "page" and hit.document is not None and rows.document(hit.document) is not None:
            self.view_wanted.emit("read")
            self._read.go_to_words(hit.document, place_of(hit, self._search.query, self._search.spellings))
        elif hit.kind == "desk":
            self.desk_wanted.emit(hit.record)
        else:
            self.tell_gone()

    def _on_wishes_went_back(self, place: WentBack) -> None:
        """Show the place when the rows are what they were undone to."""
        self._place = place
        self._show_awaited()

    def _show_awaited(self) -> None:
        """Show what was waited for once the rows know it: the place of an undo, a new passage or claim, the first document."""
        if not self._desk.is_current:
            return
        place, self._place = self._place, None
        if place is not None:
            self._show_place(place)
        if PassageId(self._passage) in self._desk.rows.passages:
            passage, self._passage = self._passage, ""
            self._read.choose_passage(passage)
        if self._desk.rows.claim(self._claim) is not None:
            claim, self._claim = self._claim, ""
            self._claims.show_claim(ClaimId(claim))
            self._read.claims.show_claim(claim)
        if self._desk.rows.document(DocumentId(self._document)) is not None:
            document, self._document = self._document, ""
            self.document_shown.emit(self._read.show_document(document))

    def _show_place(self, place: WentBack) -> None:
        """Show a passage on its page, a claim in the view that is open; how a passage bears on a claim is seen in both."""
        if place.document is not None:
            if self._desk.rows.document(place.document) is not None:
                self.view_wanted.emit("read")
                self._read.show_document(place.document)
                self._read.take_focus()
        elif place.passage is not None and (place.claim is None or not self._claims.isVisible()):
            self.view_wanted.emit("read")
            self._read.show_place(place.passage)
        elif place.claim is not None and self._read.isVisible():
            self._read.claims.show_claim(place.claim)
        elif place.claim is not None:
            self.view_wanted.emit("claims")
            self._claims.show_claim(place.claim)
