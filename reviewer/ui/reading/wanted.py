"""What is wanted of a tab: done now, or as soon as its document is there."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from reviewer.model.geometry import Rect
from reviewer.model.ids import PassageId
from reviewer.services.search.finding import FoundPlace
from reviewer.ui.case.case_desk import CaseDesk
from reviewer.ui.reading.finding import Finding
from reviewer.ui.viewer.page_view import PageView


class Wanted:
    """A place and the keyboard.

    Attributes:
        ready: Whether the document is on show.

    """

    def __init__(self, desk: CaseDesk, view: PageView, finding: Finding) -> None:
        self._desk = desk
        self._view = view
        self._finding = finding
        self._focus = False
        self._asked_from: QWidget | None = None
        self._passage = ""
        self._page: tuple[int, Rect | None] | None = None
        self._words: FoundPlace | None = None
        self.ready = False

    def focus(self) -> None:
        """Give the keyboard to the page; who types into the bar above it, or has begun to type elsewhere, goes on there.

        That is asked of the window, for it may not be the active one just now. While another view is on show nothing is taken.
        """
        self._focus, self._asked_from = not self.ready, self._view.window().focusWidget()
        if self.ready and not self._finding.bar.field.hasFocus() and self._view.isVisibleTo(self._view.window()):
            self._view.setFocus()

    def passage(self, passage: str) -> None:
        """Bring a passage into view, once it is in the case."""
        self._passage = passage
        if self.ready:
            self.settle()

    def page(self, page: int, part: Rect | None) -> None:
        """Bring a page, or a part of it, into view."""
        if self.ready:
            self._view.go_to_page(page, part)
        else:
            self._page = page, part

    def words(self, place: FoundPlace) -> None:
        """Show where the words of a search over the case stand."""
        if self.ready:
            self._finding.look_for_words(place)
        else:
            self._words = place

    def settle(self) -> None:
        """Go to the passage that is wanted, where its mark has come by now."""
        if self._passage and PassageId(self._passage) in self._desk.rows.passages:
            passage, self._passage = self._passage, ""
            self._view.go_to_passage(passage)

    def give_focus(self, *, also: bool) -> None:
        """Give the keyboard to the page that is on show now, where that was wanted, or `also` speaks for it."""
        now = self._view.window().focusWidget()
        types_elsewhere = isinstance(now, QLineEdit | QPlainTextEdit) and now is not self._asked_from
        if (self._focus and not types_elsewhere) or also:
            self.focus()
        self._focus = False

    def give_places(self) -> None:
        """Go to the page and to the words that were wanted before the document was there."""
        (page, self._page), (words, self._words) = (self._page, None), (self._words, None)
        if page is not None:
            self._view.go_to_page(*page)
        if words is not None:
            self._finding.look_for_words(words)
