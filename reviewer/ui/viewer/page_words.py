"""The words of the pages of whatever document is on show: as far as they are known, wanted, and newer ones in their place.

Owns no text: `PageTexts` of the document on show does, and changes with it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from reviewer.documents.text.page.page_text import PageText
from reviewer.model.anchor import TextPosition
from reviewer.ui.viewer.geometry.page_layout import PagePoint
from reviewer.ui.viewer.gestures.selection import SelectionModel
from reviewer.ui.viewer.gestures.tools import TextDraft, TextTool
from reviewer.ui.viewer.pixels.supply import Supply


class SelectedWords(NamedTuple):
    """Words of one page that are selected: from `start` up to, not including, `end` in its text."""

    text: PageText
    start: int
    end: int


class PageWords(QObject):
    """What a page view knows of words.

    Signals:
        arrived: The text of this page (from 0) is there, or it is known now that it has none.
        replaced: This page (from 0) has another text now than this one, which was there.

    Attributes:
        pressed_at: Returns where on a page the mouse was pressed last.

    """

    arrived = Signal(int)
    replaced = Signal(int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._supply: Supply | None = None
        self._selection: SelectionModel | None = None
        self.pressed_at: Callable[[], PagePoint | None] = lambda: None

    def attach(
        self,
        supply: Supply | None,
        selection: SelectionModel | None = None,
        pressed_at: Callable[[], PagePoint | None] = lambda: None,
    ) -> None:
        """Speak of another document; of none where None."""
        self._supply, self._selection, self.pressed_at = supply, selection, pressed_at
        if supply is not None:
            supply.texts.arrived.connect(self.arrived)
            supply.texts.replaced.connect(self.replaced)

    def of(self, page: int) -> PageText | None:
        """Return the text of a page (from 0), where it is there."""
        return None if self._supply is None else self._supply.texts.get(page)

    @property
    def selected(self) -> SelectedWords | None:
        """The words that are selected, where they stand on one page."""
        draft = None if self._selection is None else self._selection.draft
        if not isinstance(draft, TextDraft) or draft.start.page != draft.end.page:
            return None
        text = self.of(draft.start.page)
        return None if text is None else SelectedWords(text, draft.start.offset, draft.end.offset)

    def select(self, start: TextPosition, end: TextPosition) -> None:
        """Select words by where they stand."""
        if self._selection is not None:
            self._selection.choose(TextTool(start, end))

    def want(self, page: int) -> None:
        """Have the text of a page fetched."""
        if self._supply is not None:
            self._supply.texts.want((page,))

    def renew(self, page: int) -> None:
        """Use the words that a page has now; what is selected on it stays only where the same words stand at the same place."""
        if self._supply is not None:
            self._supply.renew_text(page)
