"""What a screen reader is told of the page view: which page, what is selected, which passage is chosen.

Owns the view's accessible name and description, the announcements, and the text that stands for the page.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QAbstractScrollArea

from reviewer.i18n import tr
from reviewer.ui.viewer.geometry.stage import Stage
from reviewer.ui.viewer.marks.passages import described
from reviewer.ui.viewer.spoken_page import SpokenPage, wanted
from reviewer.ui.viewer.spoken_parts import SpokenPart, SpokenParts
from reviewer.ui.viewer.view_mark import ViewMark

MOST_CHARS = 2000
"""So much of a text is said."""


class Narrator(QObject):
    """Keeps one view's accessible texts true."""

    def __init__(self, view: QAbstractScrollArea, stage: Stage) -> None:
        super().__init__(view)
        self._view = view
        self._stage = stage
        self._page: SpokenPage | None = None
        self._parts: SpokenParts | None = None
        self._outer = self._read = ""
        self.page_read("")

    def name_after(self, outer: str) -> None:
        """Name the view after what it shows; the page that is read follows."""
        self._outer = outer
        self._name()

    def page_read(self, words: str) -> None:
        """Say which page is read; "" means that there is no document. While the reader scrolls on, it is said aloud."""
        turned = bool(self._read and words and words != self._read)
        self._read = words
        self._name()
        if turned and self._view.hasFocus():
            self.announce(words)

    def page_text(self, text: str, passages: Sequence[ViewMark]) -> None:
        """Give the words and passages of the page that is read."""
        if self._page is None:
            self._page = SpokenPage(self._view.viewport())
        self._page.setGeometry(self._view.viewport().rect())
        self._page.say(self._view.accessibleName(), text, passages)

    def page_parts(self, parts: Sequence[SpokenPart]) -> None:
        """Give the passages and hyperlinks in view, one by one."""
        if self._parts is None:
            self._parts = SpokenParts(self._view.viewport(), self._stage)
        self._parts.show(parts)

    def parts_moved(self) -> None:
        """Other parts of the pages are in view, or the same elsewhere."""
        if self._parts is not None:
            self._parts.place()

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

    def _name(self) -> None:
        words = self._read or tr("No document")
        self._view.setAccessibleName(f"{self._outer}. {words}" if self._outer else words)

    def _describe(self, words: str) -> None:
        if words != self._view.accessibleDescription():
            self._view.setAccessibleDescription(words)
            self.announce(words)
