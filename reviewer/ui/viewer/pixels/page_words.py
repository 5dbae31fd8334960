"""The words of the pages of whatever document is on show: as far as they are known, wanted, and newer ones in their place.

Owns no text: `PageTexts` of the document on show does, and changes with it.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from reviewer.documents.text.page.page_text import PageText
from reviewer.ui.viewer.pixels.supply import Supply


class PageWords(QObject):
    """What a page view knows of words.

    Signals:
        arrived: The text of this page (from 0) is there, or it is known now that it has none.

    """

    arrived = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._supply: Supply | None = None

    def attach(self, supply: Supply | None) -> None:
        """Speak of another document; of none where None."""
        self._supply = supply
        if supply is not None:
            supply.texts.arrived.connect(self.arrived)

    def of(self, page: int) -> PageText | None:
        """Return the text of a page (from 0), where it is there."""
        return None if self._supply is None else self._supply.texts.get(page)

    def want(self, page: int) -> None:
        """Have the text of a page fetched."""
        if self._supply is not None:
            self._supply.texts.want((page,))

    def renew(self, page: int) -> None:
        """Use the words that a page has now; a selection on it keeps those that it was made of until it is let go of."""
        if self._supply is not None:
            self._supply.renew_text(page)
