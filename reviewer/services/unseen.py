"""Owns how many words of a stretch of text nobody can see on its pages: under a bar, white on white, cut off."""

from __future__ import annotations

from reviewer.documents.client import OpenDocument
from reviewer.errors import DocumentError
from reviewer.model.anchor import TextPosition


class UnseenWords:
    """Counts such words in one open document; each page is looked at once."""

    def __init__(self, opened: OpenDocument) -> None:
        self._opened = opened
        self._pages: dict[int, tuple[tuple[int, int], ...]] = {}

    def count(self, start: TextPosition, end: TextPosition) -> int:
        """Return how many there are from a place to another one. Waits for the document's process.

        A page that has words and cannot be drawn counts as seen: of that nobody can say anything. So do words that this program
        recognised, which it saw.
        """
        count = 0
        for page in range(start.page, end.page + 1):
            first = start.offset if page == start.page else 0
            spans = (one for one in self._of(page) if page < end.page or one[0] < end.offset)
            count += sum(past > first for _, past in spans)
        return count

    def _of(self, page: int) -> tuple[tuple[int, int], ...]:
        if page not in self._pages:
            try:
                is_ours = bool(self._opened.text(page).result().confidences)
                self._pages[page] = () if is_ours else self._opened.unseen_words(page).result()
            except DocumentError:
                self._pages[page] = ()
        return self._pages[page]
