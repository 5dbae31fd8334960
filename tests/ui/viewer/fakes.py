"""A document whose pages are a grid of letters, drawn and read only when a test says so."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QCoreApplication

from reviewer.documents.client import Bitmap, PixelRect
from reviewer.documents.findings import Hyperlink, OutlineItem
from reviewer.documents.text.page.page_text import PageText
from reviewer.model.geometry import PageQuad, Quad, Rect
from reviewer.model.ids import PassageId
from reviewer.model.page import PageInfo
from reviewer.model.text_layer import LayerKind
from reviewer.ui.viewer.view_mark import ViewMark

LEFT, TOP, LETTER, LINE = 72.0, 96.0, 6.0, 20.0
LETTER_HEIGHT = 14.0

WORDS = (
    "The partner application may send read write and",
    "delete private messages of a person who has",
    "connected the two accounts",
)


def page_text(page: int, lines: Sequence[str] = WORDS) -> PageText:
    """Return a text whose letters are 6 × 14 units, 20 units from line to line, from (72, 96) on."""
    boxes = array("f")
    text = ""
    for row, line in enumerate(lines):
        y0, y1 = TOP + row * LINE, TOP + row * LINE + LETTER_HEIGHT
        for col, _ in enumerate(line):
            x0, x1 = LEFT + col * LETTER, LEFT + (col + 1) * LETTER
            boxes.extend((x0, y0, x1, y0, x0, y1, x1, y1))
        boxes.extend((0.0,) * 8)
        text += line + "\n"
    return PageText(page, text, boxes, "fake 1")


def letter_at(row: int, col: int) -> tuple[float, float]:
    """Return the middle of a letter in page units."""
    return LEFT + (col + 0.5) * LETTER, TOP + row * LINE + LETTER_HEIGHT / 2


def word_rect(row: int, first: int, last: int) -> Rect:
    """Return the rectangle around the letters `first` up to, not including, `last` of a row."""
    return Rect(LEFT + first * LETTER, TOP + row * LINE, LEFT + last * LETTER, TOP + row * LINE + LETTER_HEIGHT)


def mark(name: str, page: int, rect: Rect, **fields: object) -> ViewMark:
    """Return a mark over one rectangle."""
    return ViewMark(PassageId(name), (PageQuad(page, Quad.of_rect(rect)),), **fields)  # type: ignore[arg-type]


@dataclass
class Render:
    """One request for pixels."""

    page: int
    scale: float
    clip: PixelRect
    turn: int
    future: Future[Bitmap]

    def draw(self, grey: int = 255) -> None:
        """Answer with pixels of one grey, unless cancelled."""
        if self.future.set_running_or_notify_cancel():
            stride = self.clip.width * 4
            row = bytes((grey, grey, grey, 255)) * self.clip.width
            buffer = memoryview(bytearray(row * self.clip.height))
            self.future.set_result(Bitmap(self.clip.width, self.clip.height, stride, buffer))


@dataclass
class FakeDocument:
    """What the viewer sees of an open document.

    `lines` gives each page's words, those of page 0 for all others not named; pages in `wordless` have none, those in `scans` are
    pictures with their words stamped on them, a program read those of pages in `recognised`: we, where it is `sure` so many in a
    hundred, else another one. `links` gives what leads somewhere, `unseen`
    which words nobody sees.
    """

    page_count: int = 3
    lines: dict[int, Sequence[str]] = field(default_factory=dict)
    wordless: frozenset[int] = frozenset()
    scans: frozenset[int] = frozenset()
    recognised: frozenset[int] = frozenset()
    links: dict[int, tuple[Hyperlink, ...]] = field(default_factory=dict)
    unseen: dict[int, tuple[tuple[int, int], ...]] = field(default_factory=dict)
    headings: tuple[OutlineItem, ...] = ()
    sure: int = 0
    hold_texts: bool = False
    hold_links: bool = False
    renders: list[Render] = field(default_factory=list)
    texts: dict[int, Future[PageText]] = field(default_factory=dict)
    text_requests: list[int] = field(default_factory=list)
    link_requests: list[int] = field(default_factory=list)
    unseen_requests: list[int] = field(default_factory=list)
    outline_requests: int = 0
    outline_asked: Future[tuple[OutlineItem, ...]] = field(default_factory=Future)
    links_asked: dict[int, Future[tuple[Hyperlink, ...]]] = field(default_factory=dict)

    def render(
        self, page: int, *, scale: float, clip: PixelRect | None = None, turn: int = 0, priority: int = 0
    ) -> Future[Bitmap]:
        assert clip is not None
        one = Render(page, scale, clip, turn, Future())
        self.renders.append(one)
        return one.future

    def text(self, page: int) -> Future[PageText]:
        self.text_requests.append(page)
        self.texts[page] = Future()
        if not self.hold_texts:
            self.read(page)
        return self.texts[page]

    def read(self, page: int) -> None:
        """Answer a request for a page's text."""
        lines = () if page in self.wordless else self.lines.get(page, self.lines.get(0, WORDS))
        kind = LayerKind.OCR if page in self.recognised else LayerKind.BORN_DIGITAL
        text = replace(page_text(page, lines), is_scan=page in self.scans, kind=kind)
        self.texts[page].set_result(replace(text, confidences=bytes([self.sure] * len(text)) if self.sure else b""))

    def hyperlinks(self, page: int) -> Future[tuple[Hyperlink, ...]]:
        self.link_requests.append(page)
        self.links_asked[page] = Future()
        if not self.hold_links:
            self.tell_links(page)
        return self.links_asked[page]

    def unseen_words(self, page: int) -> Future[tuple[tuple[int, int], ...]]:
        self.unseen_requests.append(page)
        told: Future[tuple[tuple[int, int], ...]] = Future()
        told.set_result(self.unseen.get(page, ()))
        return told

    def tell_links(self, page: int) -> None:
        """Answer a request for what leads somewhere on a page."""
        self.links_asked[page].set_result(self.links.get(page, ()))

    def outline(self) -> Future[tuple[OutlineItem, ...]]:
        self.outline_requests += 1
        self.outline_asked = Future()
        if not self.hold_links:
            self.tell_outline()
        return self.outline_asked

    def tell_outline(self) -> None:
        """Answer the request for the table of contents."""
        self.outline_asked.set_result(self.headings)

    @property
    def open_renders(self) -> list[Render]:
        """Requests for pixels that are neither answered nor cancelled."""
        return [one for one in self.renders if not one.future.done()]

    def draw_all(self) -> None:
        """Answer every request for pixels, also those that follow."""
        for _ in range(1000):
            waiting = self.open_renders
            if not waiting:
                return
            waiting[0].draw()
            settle()


def settle() -> None:
    """Let everything that has been posted to the GUI thread happen."""
    for _ in range(4):
        QCoreApplication.sendPostedEvents()
        QCoreApplication.processEvents()


def pages(count: int, *, width: float = 595.0, height: float = 842.0, rotation: int = 0) -> tuple[PageInfo, ...]:
    """Return pages of one size."""
    return tuple(PageInfo(index, str(index + 1), width, height, rotation) for index in range(count))
