"""Tells a screen reader what goes on in a page view: pages and their parts, the caret, what is selected, what the keys do.

Owns which of the view's parts is asked for what; the words that go out are the narrator's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QAbstractScrollArea

from reviewer.documents.findings import Hyperlink
from reviewer.documents.text.page.page_text import PageText
from reviewer.i18n import tr
from reviewer.model.geometry import PageQuad, Point, Quad
from reviewer.ui.look import readable
from reviewer.ui.viewer.geometry.page_layout import PagePoint
from reviewer.ui.viewer.geometry.stage import Stage
from reviewer.ui.viewer.gestures.following import Following
from reviewer.ui.viewer.marks.overlay import Overlay
from reviewer.ui.viewer.marks.passages import described
from reviewer.ui.viewer.narrator import Narrator
from reviewer.ui.viewer.spoken_page import wanted
from reviewer.ui.viewer.spoken_parts import SpokenPart
from reviewer.ui.viewer.spreads import Spreads
from reviewer.ui.viewer.view_mark import ViewMark

SOON_MS = 150
"""How long a view must stand still before its parts are given anew: who scrolls hears nothing of them."""

LATE_MS = 2_500
"""When it is looked once more whether somebody listens: a screen reader connects some time after the program started."""


class ReadingAloud(QObject):
    """Keeps what a screen reader is told of one view true.

    Args:
        area: The view.
        stage: Where its pages are.
        overlay: The passages.
        spreads: Which pages stand beside each other.
        following: Knows where hyperlinks lead.

    Attributes:
        text_of: Returns a page's text, if it is there.
        go_to_passage: Shows a passage.

    """

    def __init__(
        self,
        area: QAbstractScrollArea,
        stage: Stage,
        overlay: Overlay,
        spreads: Spreads,
        following: Following,
    ) -> None:
        super().__init__(area)
        self._stage, self._overlay, self._spreads, self._following = stage, overlay, spreads, following
        self.text_of: Callable[[int], PageText | None] = lambda _page: None
        self.go_to_passage: Callable[[str], None] = lambda _passage: None
        self.narrator = Narrator(area, stage)
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._soon.timeout.connect(self.speak)
        self._late = QTimer(self, singleShot=True, interval=LATE_MS)
        self._late.timeout.connect(self.speak)
        stage.moved.connect(self._on_stage_moved)
        following.learnt.connect(self.speak)
        area.installEventFilter(self)

    def begin(self) -> None:
        """Another document is on show."""
        self._late.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's override: a screen reader that came meanwhile is told when the keyboard comes back to the page."""
        if event.type() == QEvent.Type.FocusIn:
            self.speak()
        return super().eventFilter(watched, event)

    def page_read(self, page: int, count: int) -> None:
        """Say which page is read, of a spread both."""
        self.narrator.page_read("; ".join(self._page_words(one, count) for one in self._pages(page)) if count else "")
        self.speak()

    def speak(self) -> None:
        """Give the words of the page that is read, as far as they are there, and all passages and hyperlinks in view."""
        if not wanted() or not self._stage.layout.count:
            return
        pages = list(self._pages(self._stage.camera.current_page))
        texts = []
        for page in pages:
            text = self.text_of(page)
            head = f"{self._page_words(page, self._stage.layout.count)}\n" if len(pages) > 1 else ""
            texts.append(f"{head}{'' if text is None else text.text}")
        marks = [mark for page in pages for mark in self._overlay.index.read_on_page(page)]
        self.narrator.page_text("\n".join(texts), marks)
        self.narrator.page_parts([part for page in self._stage.camera.pages for part in self._parts(page)])

    def _pages(self, page: int) -> Iterator[int]:
        page = self._spreads.first(page)
        yield page
        beside = self._spreads.beside(page)
        if beside is not None:
            yield beside

    def _page_words(self, page: int, count: int) -> str:
        info = self._stage.layout.info(page)
        return readable.page_of_words("" if info is None else info.label, page + 1, count)

    def _parts(self, page: int) -> Iterator[SpokenPart]:
        """Yield the passages that begin on a page, and its hyperlinks."""
        for mark in self._overlay.index.read_on_page(page):
            if mark.quads[0].page == page:
                yield self._passage(mark)
        for link, words in self._following.all_on(page):
            yield self._hyperlink(page, link, words)

    def _passage(self, mark: ViewMark) -> SpokenPart:
        quote = mark.words.replace("\n", " ") or tr("A region")
        first, *more = described(mark).split("\n")
        act = partial(self.go_to_passage, str(mark.passage))
        return SpokenPart(tr("{stance}: {quote}").format(stance=first, quote=quote), ". ".join(more), mark.quads, act)

    def _hyperlink(self, page: int, link: Hyperlink, words: str) -> SpokenPart:
        quads: Sequence[PageQuad] = (PageQuad(page, Quad.of_rect(link.rect)),)
        middle = PagePoint(page, Point((link.rect.x0 + link.rect.x1) / 2, (link.rect.y0 + link.rect.y1) / 2))
        act = partial(self._following.follow_at, middle)
        return SpokenPart(tr("Link: {place}").format(place=words), "", quads, act)

    def _on_stage_moved(self) -> None:
        if wanted():
            self.narrator.parts_moved()
            self._soon.start()
