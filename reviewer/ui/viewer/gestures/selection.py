"""The selection: what was dragged over, where it is on the pages, and what it says.

Owns the current gesture and its outcome. It asks `PageTexts` for the pages that a gesture spans and works the outcome out again
when one arrives; where a page gets another text, it keeps only what stands there too. It neither paints nor asks for anything to
be kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QObject, QTimer, Signal

from reviewer.documents.text.furniture.between_pages import ToldFurniture, pages_needed
from reviewer.documents.text.page.page_text import PageText
from reviewer.documents.text.selecting.gaps import Gap, gap_in
from reviewer.documents.text.selecting.replaced import standing_in
from reviewer.documents.text.selecting.selection import Part, passage, printed, quads_of
from reviewer.model.anchor import TextPosition
from reviewer.model.geometry import PageQuad, Quad, Rect
from reviewer.model.ids import DocumentId
from reviewer.model.spans import RegionSpan, TextSpan
from reviewer.ui.viewer.geometry.page_layout import PagePoint
from reviewer.ui.viewer.gestures.tools import Draft, RegionDraft, TextDraft, TextTool, Tool
from reviewer.ui.viewer.pixels.page_texts import PageTexts

_AT_ONCE, _GATHER_MS = 14, 100
"""Pages up to which a selection is worked out at every text that comes, and how long texts are gathered for a longer one."""


class SelectionModel(QObject):
    """What is selected in one document.

    Signals:
        changed: Quads have changed, or there is no selection any more.

    """

    changed = Signal()

    def __init__(self, texts: PageTexts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._tool: Tool | None = None
        self._draft: Draft | None = None
        self._quads: tuple[PageQuad, ...] = ()
        self._parts: list[Part] = []
        self._whole_pages: dict[tuple[int, int, int], tuple[PageQuad, ...]] = {}
        self._furniture = ToldFurniture()
        self._lost: tuple[PageText, TextDraft] | None = None
        self._soon = QTimer(self, singleShot=True, interval=_GATHER_MS)
        self._soon.timeout.connect(self._work_out)
        self.dragging = False
        texts.arrived.connect(self._on_text_arrived)
        texts.replaced.connect(self._on_text_replaced)

    @property
    def draft(self) -> Draft | None:
        """The selection, or None."""
        return self._draft

    @property
    def quads(self) -> tuple[PageQuad, ...]:
        """Where it is, a line a quad; for a region its one rectangle."""
        return self._quads

    @property
    def tool(self) -> Tool | None:
        """The gesture that made it, also after its end: Shift+click goes on from its anchor."""
        return self._tool

    @property
    def grows(self) -> tuple[bool, bool]:
        """Whether it was made by keys, which may take more at its end, and whether at its beginning."""
        tool = self._tool
        if not isinstance(tool, TextTool) or not isinstance(tool.head, TextPosition) or not isinstance(tool.anchor, TextPosition):
            return False, False
        return tool.anchor < tool.head, tool.head < tool.anchor

    @property
    def waiting(self) -> bool:
        """Whether nothing is selected because the text at an end of the gesture is still on its way."""
        if not isinstance(self._tool, TextTool) or self._draft is not None:
            return False
        return any(self._texts.has_words(one.page) is None for one in (self._tool.anchor, self._tool.head))

    @property
    def leaves_its_row(self) -> bool:
        """Whether a drag along one row took more than it was over: the file has the words of a row apart, as in some tables."""
        ends = (self._tool.anchor, self._tool.head) if isinstance(self._tool, TextTool) else ()
        points = [one for one in ends if isinstance(one, PagePoint)]
        if len(points) < 2 or points[0].page != points[1].page:
            return False
        (one, other), first = (at.point for at in points), next(iter(self._quads), None)
        flat = first is None or abs(first.quad.ur.x - first.quad.ul.x) >= abs(first.quad.ur.y - first.quad.ul.y)
        spans = [(rect.y0, rect.y1) if flat else (rect.x0, rect.x1) for rect in (each.quad.rect for each in self._quads)]
        low, high = sorted((one.y, other.y) if flat else (one.x, other.x))
        row = [span for span in spans if span[0] <= low and high <= span[1]]
        return 0 < len(row) < len(spans)

    @property
    def gap(self) -> Gap:
        """What the selected text passes over on its way."""
        if not isinstance(self._draft, TextDraft):
            return Gap.NOTHING
        return gap_in(self._texts.known, self._parts)

    @property
    def is_recognised(self) -> bool:
        """Whether a program recognised any of the selected text in a picture."""
        if not isinstance(self._draft, TextDraft):
            return False
        on_its_pages = (self._texts.known.get(page) for page in {one.page for one in self._quads})
        return any(text is not None and text.kind.is_recognised for text in on_its_pages)

    def lines_on(self, page: int) -> tuple[Rect, ...]:
        """Return the rectangles around the lines of text of a page (from 0), in page space; none while its text is not there."""
        text = self._texts.known.get(page)
        return text.line_rects if text is not None else ()

    def begin(self, tool: Tool) -> None:
        """Start a gesture in place of what was selected."""
        self._tool = tool
        self._lost = None
        self.dragging = True
        self._hold(tool)
        self._work_out()

    def choose(self, tool: Tool) -> None:
        """Select at once what a gesture would have selected: the keyboard's way."""
        self._tool = tool
        self._lost = None
        self.dragging = False
        self._hold(tool)
        self._work_out()

    def move(self, to: PagePoint) -> None:
        """Let the gesture follow the pointer."""
        if self._tool is None:
            return
        self._tool.move(to)
        self._hold(self._tool)
        self._work_out()

    def extend(self, to: PagePoint) -> bool:
        """Let the last text selection reach to a point (Shift+click); False where there is none to extend."""
        if not isinstance(self._tool, TextTool):
            return False
        self.dragging = True
        self.move(to)
        return True

    def end(self) -> None:
        """End the gesture; its outcome stays selected."""
        self.dragging = False

    def clear(self) -> None:
        """Drop the gesture and the selection."""
        self._tool = None
        self._lost = None
        self.dragging = False
        self._parts = []
        self._whole_pages.clear()
        self._furniture = ToldFurniture()
        self._soon.stop()
        self._texts.hold(range(0))
        self._take(None, ())

    def text(self, most: int | None = None) -> str:
        """Return the selected text as printed, or its first `most` characters; "" for a region or nothing."""
        self._settle()
        if not isinstance(self._draft, TextDraft):
            return ""
        return printed(self._parts) if most is None else printed(_first(self._parts, most))[:most]

    def copied(self) -> str:
        """Return the selected text as it is copied: rows as rows, words whole; "" for a region or nothing."""
        from reviewer.documents.text.quotes.copying import copied  # not needed before the first copy

        self._settle()
        return copied(self._texts.known, self._parts) if isinstance(self._draft, TextDraft) else ""

    def span(self, document: DocumentId) -> TextSpan | RegionSpan | None:
        """Return the selection as it is handed out, white space at the ends left out; None where nothing remains.

        Its words come with it: what was painted is kept, though pages beside may tell more of it when they have come.
        """
        self._settle()
        draft, parts = self._draft, self._parts
        if isinstance(draft, RegionDraft):
            return RegionSpan(document, draft.page, draft.rect)
        if draft is None or not parts:
            return None
        first, last = parts[0], parts[-1]
        start, end = TextPosition(first.page, first.start), TextPosition(last.page, last.end)
        layers = tuple(self._texts.known[page].layer for page in dict.fromkeys(one.page for one in parts))
        return TextSpan(document, start, end, printed(parts), layers)

    def _settle(self) -> None:
        """Work out at once what waits for more texts to come."""
        if self._soon.isActive():
            self._work_out()

    def _on_text_replaced(self, page: int, text: PageText) -> None:
        """Drop what was selected in a text that is no longer used; a drag goes on over the words that come."""
        tool = self._tool
        if not isinstance(tool, TextTool) or page not in tool.pages:
            return
        if self.dragging and isinstance(tool.anchor, PagePoint) and isinstance(tool.head, PagePoint):
            self._work_out()
            return
        draft = self._draft if len(tool.pages) == 1 else None
        self.clear()
        if isinstance(draft, TextDraft):
            self._lost = text, draft

    def _find_anew(self, page: int) -> None:
        """Select again what was lost with a text, where the one that has come has the same words at the same place."""
        new = self._texts.known.get(page)
        if self._lost is None or self._lost[1].start.page != page or new is None:
            return
        old, draft = self._lost
        self._lost = None
        found = standing_in(new, old, draft.start.offset, draft.end.offset)
        if found is not None:
            self.choose(TextTool(TextPosition(page, found[0]), TextPosition(page, found[1])))

    def _on_text_arrived(self, page: int) -> None:
        self._find_anew(page)
        if self._tool is None or page not in (needed := self._needed(self._tool)):
            return
        if len(needed) <= _AT_ONCE:
            self._work_out()
        elif not self._soon.isActive():
            self._soon.start()

    def _needed(self, tool: Tool) -> range:
        return pages_needed(tool.pages[0], tool.pages[-1], self._texts.page_count)

    def _hold(self, tool: Tool) -> None:
        self._texts.hold(self._needed(tool))

    def _work_out(self) -> None:
        self._soon.stop()
        draft = self._tool.draft(self._texts.known) if self._tool else None
        if isinstance(draft, RegionDraft):
            self._take(draft, (PageQuad(draft.page, Quad.of_rect(draft.rect)),))
        elif isinstance(draft, TextDraft):
            quads = self._text_quads(draft)
            self._take(draft if quads else None, quads)
        else:
            self._take(None, ())

    def _take(self, draft: Draft | None, quads: tuple[PageQuad, ...]) -> None:
        if (draft, quads) == (self._draft, self._quads):
            return
        self._draft, self._quads = draft, quads
        self.changed.emit()

    def _text_quads(self, draft: TextDraft) -> tuple[PageQuad, ...]:
        """Return the quads page by page, as `select` does; pages in between are worked out once a drag."""
        found: list[PageQuad] = []
        known = self._texts.known
        told = self._furniture.of(known, draft.start.page, draft.end.page)
        self._parts = passage(known, draft.start, draft.end, told)
        for part in self._parts:
            found += self._page_quads(known[part.page], part.start, part.end)
        return tuple(found)

    def _page_quads(self, text: PageText, first: int, last: int) -> tuple[PageQuad, ...]:
        at_an_end = self._tool is None or text.page in {self._tool.pages[0], self._tool.pages[-1]}
        key = (text.page, first, last)
        if key in self._whole_pages:
            return self._whole_pages[key]
        quads = tuple(quads_of(text, first, last))
        if not at_an_end:
            self._whole_pages[key] = quads
        return quads


def _first(parts: Iterable[Part], most: int) -> Iterator[Part]:
    """Yield the first parts, as many as have so many characters."""
    for part in parts:
        if most <= 0:
            return
        yield part
        most -= part.end - part.start
