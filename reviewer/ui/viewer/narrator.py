"""What a screen reader is told of the page view: which page, what is selected, which passage is chosen.

Owns the view's accessible name and description, the announcements, and the text that stands for the page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QAbstractScrollArea

from reviewer.i18n import tr
from reviewer.ui.look import readable
from reviewer.ui.viewer.marks.passages import described
from reviewer.ui.viewer.spoken_page import SpokenPage, wanted
from reviewer.ui.viewer.view_mark import ViewMark

MOST_CHARS = 2000


class Narrator(QObject):
    """Keeps one view's accessible texts true."""

    def __init__(self, view: QAbstractScrollArea) -> None:
        super().__init__(view)
        self._view = view
        self._page: SpokenPage | None = None
        self._outer = ""
        self._said = ""
        self.page_read(0, 0, "")

    def page_read(self, page: int, count: int, label: str) -> None:
        """Say which page is read; `label` is the page's own, "" where it has none."""
        words = readable.page_of_words(label, page + 1, count) if count else tr("No document")
        if self._view.accessibleName() != self._said:  # named from outside, after its document
            self._outer = self._view.accessibleName()
        self._said = f"{self._outer}. {words}" if self._outer else words
        self._view.setAccessibleName(self._said)

    def page_text(self, text: str, passages: Callable[[], Sequence[ViewMark]]) -> None:
        """Give the words and passages of the page that is read; costs nothing while no screen reader listens."""
        if not wanted():
            return
        if self._page is None:
            self._page = SpokenPage(self._view.viewport())
        self._page.say(self._view.accessibleName(), text, passages())

    def selected(self, text: str, *, region: bool = False) -> None:
        """Say what is selected; "" and no region means nothing is."""
        words = tr("A region is selected") if region else tr("Selected: {text}").format(text=text[:MOST_CHARS]) if text else ""
        self._describe(words)

    def caret(self, line: str, passed: str) -> None:
        """Say the line that the caret is on, or, where it stayed on one, what it has passed there."""
        words = tr("Caret in the line: {words}").format(words=line[:MOST_CHARS]) if line else ""
        if words == self._view.accessibleDescription():
            self.announce(passed[:MOST_CHARS])
        self._describe(words)

    def chosen(self, mark: ViewMark | None) -> None:
        """Say which passage is chosen: its words, stances, claims and note."""
        if mark is None:
            self._describe("")
            return
        words = mark.words[:MOST_CHARS] or tr("A region")
        self._describe(tr("Passage: {words}. {what}").format(words=words, what=described(mark).replace("\n", ". ")))

    def announce(self, words: str) -> None:
        """Say something at once; nothing while no screen reader listens."""
        if words and wanted():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._view, words))

    def _describe(self, words: str) -> None:
        if words != self._view.accessibleDescription():
            self._view.setAccessibleDescription(words)
            self.announce(words)
