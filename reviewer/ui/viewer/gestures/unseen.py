"""Words that a quote has and nobody sees on its page: looked for in what is selected, else in the passage that is chosen.

Owns which these are. Which words of a page cannot be seen, its worker finds out, once it is quoted from.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QObject, Signal

from reviewer.documents.text.quotes.unseen import unseen_in_words
from reviewer.documents.text.selecting.selection import quads_of
from reviewer.model.geometry import PageQuad, Point
from reviewer.ui.viewer.gestures.marking import Marking
from reviewer.ui.viewer.gestures.tools import TextDraft
from reviewer.ui.viewer.marks.overlay import Overlay
from reviewer.ui.viewer.pixels.supply import Supply

MOST_PAGES = 20
"""Pages of a quote that are looked at: longer ones are no quotes."""


class UnseenWords(QObject):
    """The words of a quote that cannot be seen.

    Attributes:
        count: How many there are, as far as is known.

    Signals:
        changed: There are others now.

    """

    changed = Signal()

    def __init__(self, marking: Marking, overlay: Overlay) -> None:
        super().__init__(marking)
        self._marking, self._overlay = marking, overlay
        self._supply: Supply | None = None
        self.count = 0
        for signal in (marking.selection_changed, marking.reselected):
            signal.connect(self.look)

    def attach(self, supply: Supply | None) -> None:
        """Work on another document, or on none."""
        self._supply = supply
        if supply is not None:
            supply.unseen.arrived.connect(self._on_arrived)
            supply.texts.arrived.connect(self._on_arrived)
        self.look()

    @property
    def words(self) -> str:
        """How many there are, as a sentence; "" for none."""
        return unseen_in_words(self.count)

    def look(self) -> None:
        """Look at what is quoted now."""
        quoted: dict[int, list[PageQuad]] = {}
        for one in self._quoted():
            quoted.setdefault(one.page, []).append(one)
        found = [word for page in sorted(quoted)[:MOST_PAGES] for word in self._on_page(page, quoted[page])]
        quads = tuple(one for word in found for one in word)
        if quads != self._overlay.unseen:
            self._overlay.unseen, self.count = quads, len(found)
            self._marking.tell(self.words)
            self.changed.emit()

    def _quoted(self) -> Sequence[PageQuad]:
        """Return where the quote stands; nothing where no words are quoted."""
        selection = self._marking.selection
        if selection is not None and selection.draft is not None:
            return selection.quads if isinstance(selection.draft, TextDraft) and not selection.dragging else ()
        mark = self._overlay.index.get(self._overlay.chosen)
        return () if mark is None or mark.region else mark.quads

    def _on_page(self, page: int, quoted: Sequence[PageQuad]) -> Iterator[list[PageQuad]]:
        """Yield where each word lies that is quoted and cannot be seen. Words that we recognised were seen."""
        if self._supply is None:
            return
        text = self._supply.texts.get(page)
        if text is None:
            self._supply.texts.want((page,))
        if text is None or text.confidences:
            return
        self._supply.unseen.want(page)
        rects = [one.quad.rect for one in quoted]
        for start, end in self._supply.unseen.on_page(page):
            word = list(quads_of(text, start, min(end, len(text))))
            middles = [Point((one.quad.ul.x + one.quad.lr.x) / 2, (one.quad.ul.y + one.quad.lr.y) / 2) for one in word]
            if any(rect.contains(middle) for middle in middles for rect in rects):
                yield word

    def _on_arrived(self, page: int) -> None:
        if any(one.page == page for one in self._quoted()):
            self.look()
