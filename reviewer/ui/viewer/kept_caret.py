"""Keeps the caret where it is on paper when its page gets another text: the same number of characters in is elsewhere there.

Owns where it is to stand when that text comes. The view stays as it is: its reader may have gone on meanwhile.
"""

from __future__ import annotations

from PySide6.QtCore import QObject

from reviewer.documents.text.page.page_text import PageText
from reviewer.documents.text.selecting.pointing import caret_at, caret_edge
from reviewer.model.anchor import TextPosition
from reviewer.ui.viewer.geometry.page_layout import PagePoint
from reviewer.ui.viewer.gestures.caret import Caret
from reviewer.ui.viewer.gestures.caret_places import middle_of
from reviewer.ui.viewer.page_words import PageWords


def kept_over_texts(caret: Caret, words: PageWords) -> Caret:
    """Have a caret kept over changes of texts, for as long as it lives, and return it."""
    _KeptCaret(caret, words)
    return caret


class _KeptCaret(QObject):
    """One page view's caret, between two texts."""

    def __init__(self, caret: Caret, words: PageWords) -> None:
        super().__init__(caret)
        self._caret = caret
        self._words = words
        self._spot: PagePoint | None = None
        words.replaced.connect(self._on_text_replaced)
        words.arrived.connect(self._on_text_arrived)

    def _on_text_replaced(self, page: int, text: PageText) -> None:
        place = self._caret.place
        if place is None or place.page != page:
            return
        edge = caret_edge(text, place.offset)
        self._spot = None if edge is None else middle_of((page, *edge))
        self._caret.hide()

    def _on_text_arrived(self, page: int) -> None:
        spot, text = self._spot, self._words.of(page)
        if spot is None or spot.page != page:
            return
        self._spot = None
        if self._caret.place is None and text is not None and text.lines:
            self._caret.place = TextPosition(page, caret_at(text, spot.point))
            self._caret.moved.emit()
