"""The button in the status line that says which page is read, as wide for one page of a document as for any other.

Owns its words and its width. What a click does is the status line's.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QToolButton

from reviewer.i18n import tr
from reviewer.model.page import PageInfo
from reviewer.ui.look import labels, readable
from reviewer.ui.look.theme import Theme

_MOST_ROOM = 24
"""Characters of a label for which there is room beforehand: a file may say anything."""


class PlaceButton(QToolButton):
    """The button.

    Attributes:
        beyond: How many pages the document's file has beyond those that are shown; to be set before a page is.

    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setFont(theme.font("second", bold=True))
        self.setProperty("words", True)
        labels.set_tooltip(self, tr("Go to page… (Ctrl+G)"))
        labels.name(self, tr("Page"))
        self.beyond = 0
        self._count = 0
        self._pages: Sequence[PageInfo] = ()
        self._widest = ""

    def show_picture(self) -> None:
        """Say that it is a picture, which has no pages."""
        self._count = 0
        self.setMinimumWidth(0)
        self.setText(tr("Picture"))
        labels.name(self, tr("Picture"))

    def show_page(self, label: str, number: int, count: int, pages: Sequence[PageInfo]) -> None:
        """Show a page, with room for every other one of the document; of a spread, for every other spread."""
        if count != self._count or pages is not self._pages:
            self._count, self._pages = count, pages
            self.setMinimumWidth(0)
            self._widest = max((one.label for one in pages if len(one.label) <= _MOST_ROOM), key=len, default="") or str(count)
        others = [self._widest, str(count)]
        if "–" in label:
            others = [f"{one}–{other}" for one in others for other in others]
        for one, at in (*((one, count) for one in others), (label, number)):
            self._show(one, at, count)
            self.setMinimumWidth(max(self.minimumWidth(), self.sizeHint().width()))
        labels.name(self, readable.page_of_words(label, number, count))

    def _show(self, label: str, number: int, count: int) -> None:
        of = tr("{number} of the first {count}; the file has {all}") if self.beyond else tr("{number} of {count}")
        told = of.format(number=number, count=count, all=count + self.beyond)
        words = f"{readable.label_words(label, number)}  ({told})"
        self.setText(words.replace("&", "&&"))  # a label's ampersand is none of a shortcut's
