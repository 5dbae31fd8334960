"""What the window's actions do with the words of the page on show. They are off where no page is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reviewer.ui.acts.word_acts import WordActs


class PageWordActs:
    """The handlers of these actions.

    Args:
        words: Returns what does it in the case on show, or None.

    """

    def __init__(self, words: Callable[[], WordActs | None]) -> None:
        self._words = words

    def correct(self) -> None:
        """Put the selected words right."""
        if (words := self._words()) is not None:
            words.correct()

    def read_again(self) -> None:
        """Read the page on show again."""
        if (words := self._words()) is not None:
            words.read_page_again()

    def switch_text(self) -> None:
        """Use the other text of the page on show."""
        if (words := self._words()) is not None:
            words.switch_text()
