"""Worker side: a page with more text than can be selected at the speed of a hand, cut down to its first characters and lines.

Owns cutting MuPDF's own list of lines, before anything of it is made into Python's objects: two million letters of those would
take more memory than a worker has.
"""

from __future__ import annotations

from typing import Any

from pymupdf import mupdf

from reviewer.documents import limits

_LINE_FEED = 10


def is_too_long(text: str) -> bool:
    """Tell whether a page's text has more characters or lines than there may be."""
    return len(text) > limits.MAX_PAGE_CHARS or text.count("\n") > limits.MAX_PAGE_LINES


def is_cut(text: str) -> bool:
    """Tell whether a text is only the first of its page: it has as many characters, but for a line end, or lines as may be."""
    return len(text) >= limits.MAX_PAGE_CHARS - 1 or text.count("\n") >= limits.MAX_PAGE_LINES


def cut_down(textpage: Any) -> None:
    """Leave of a text page as many characters as there may be, line ends included, and as many lines."""
    chars, lines = limits.MAX_PAGE_CHARS, limits.MAX_PAGE_LINES
    page = textpage.this.m_internal
    block = page.first_block
    while block is not None:
        if block.type == mupdf.FZ_STEXT_BLOCK_TEXT:
            for line in mupdf.FzStextBlock(block):
                lines -= 1
                chars = _passed(line.m_internal, chars - 1)
                if not chars or not lines:
                    line.m_internal.next = None
                    block.next = None
                    page.last_block = block
                    return
        block = block.next


def _passed(line: Any, room: int) -> int:
    """Return how many characters there is room for behind a line; what there is no room for is cut off."""
    char, brings_its_end = line.first_char, False
    while char is not None and room:
        room -= 1
        brings_its_end = char.c == _LINE_FEED
        if not room:
            char.next = None
            line.last_char = char
        char = char.next
    return room + brings_its_end if room else 0
