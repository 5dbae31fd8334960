"""From a span of text to what is painted: quads line by line, over page ends.

Pure; takes the texts of the pages it is given and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reviewer.documents.text.lines import extent_of, quad_of
from reviewer.documents.text.page_text import PageText
from reviewer.documents.text.running import bodies, within
from reviewer.model.anchor import TextPosition
from reviewer.model.geometry import PageQuad


@dataclass(frozen=True, slots=True)
class Selection:
    """What a drag took, white space at both ends left out.

    Attributes:
        start: First code point taken.
        end: One past the last; equal to `start` when nothing but white space was taken.
        quads: One a visual line a page, as high and wide as the characters taken; none for headers and footers in between.
        text: As printed, line ends as "\\n".

    """

    start: TextPosition
    end: TextPosition
    quads: tuple[PageQuad, ...]
    text: str

    @property
    def empty(self) -> bool:
        """Whether there is nothing to mark."""
        return self.start == self.end


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a span that lies on one page: code points `start` up to `end` of `text`."""

    page: int
    text: str
    start: int
    end: int

    @property
    def printed(self) -> str:
        """The part's own characters."""
        return self.text[self.start : self.end]


def select(pages: Mapping[int, PageText], start: TextPosition, end: TextPosition) -> Selection:
    """Return the selection between two places in either order.

    Places past the end of a page mean its end. Pages in between that are not in the mapping are left out: a preview may be drawn
    before all texts have come.
    """
    start, end = min(start, end), max(start, end)
    parts = trimmed(parts_of({index: one.text for index, one in pages.items()}, start, end))
    if not parts:
        return Selection(start, start, (), "")
    first, last = parts[0], parts[-1]
    body = bodies(pages, first.page, last.page)
    spans = [(pages[part.page], within(pages[part.page], (part.start, part.end), body[part.page])) for part in parts]
    quads = tuple(quad for page, span in spans for quad in quads_of(page, *span))
    return Selection(TextPosition(first.page, first.start), TextPosition(last.page, last.end), quads, printed(parts))


def parts_of(texts: Mapping[int, str], start: TextPosition, end: TextPosition) -> list[Part]:
    """Return the parts of a span page by page, in order, offsets kept within their pages."""
    parts = []
    for page in sorted(index for index in texts if start.page <= index <= end.page):
        text = texts[page]
        low = min(start.offset, len(text)) if page == start.page else 0
        high = min(end.offset, len(text)) if page == end.page else len(text)
        parts.append(Part(page, text, max(low, 0), max(low, high, 0)))
    return parts


def trimmed(parts: list[Part]) -> list[Part]:
    """Return the parts without white space at both ends; empty where there is nothing else."""
    full = [part for part in parts if part.printed.strip()]
    if not full:
        return []
    first, last = full[0], full[-1]
    kept = parts[parts.index(first) : parts.index(last) + 1]
    kept[0] = Part(first.page, first.text, first.end - len(first.printed.lstrip()), first.end)
    kept[-1] = Part(last.page, last.text, kept[-1].start, last.start + len(last.printed.rstrip()))
    return kept


def printed(parts: list[Part]) -> str:
    """Return the parts' text as printed; a page's end is a line end even where its text does not close with one."""
    out = ""
    for part in parts:
        if out and not out.endswith("\n"):
            out += "\n"
        out += part.printed
    return out


def quads_of(page: PageText, start: int, end: int) -> Iterator[PageQuad]:
    """Yield a quad for every visual line that the span touches."""
    for line in page.lines:
        low, high = max(line.start, start), min(line.end, end)
        if low >= high:
            continue
        extent = extent_of(page.text, page.boxes, low, high, line.frame)
        if extent is not None and extent.height > 0 and extent.along1 > extent.along0:
            yield PageQuad(page.page, quad_of(extent, line.frame))
