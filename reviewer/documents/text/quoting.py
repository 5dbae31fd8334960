"""From a span of text to its selector: the quote, as printed and joined, and what stands around it.

Pure; whether a word stands elsewhere in the document is asked of the caller.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from reviewer.documents.text.hyphens import join_lines
from reviewer.documents.text.page_text import PageText
from reviewer.documents.text.running import bodies, within
from reviewer.documents.text.selection import parts_of, printed, trimmed
from reviewer.model.anchor import CONTEXT, TextPosition, TextSelector

_REACH = 16 * CONTEXT
"""Printed code points on either side of which the context is made: enough for 64 after joining, however wide the gaps."""


def text_selector(
    pages: Mapping[int, PageText], start: TextPosition, end: TextPosition, known_word: Callable[[str], bool]
) -> TextSelector:
    """Return the selector of a span, white space at its ends left out.

    Args:
        pages: The texts of all pages touched; the pages before and after lend their text to prefix and suffix where given.
        start: First code point.
        end: One past the last.
        known_word: Tells whether a word stands elsewhere in the document, for hyphens at line ends.

    Raises:
        ValueError: A page touched is not in the mapping, or there is nothing but white space.

    """
    missing = [page for page in range(start.page, end.page + 1) if page not in pages]
    if missing:
        raise ValueError(f"the text of page {missing[0]} is not given")
    texts = {index: one.text for index, one in pages.items()}
    parts = trimmed(parts_of(texts, start, end))
    if not parts:
        raise ValueError("nothing but white space")
    first, last = TextPosition(parts[0].page, parts[0].start), TextPosition(parts[-1].page, parts[-1].end)
    body = bodies(pages, first.page, last.page)
    spans = {part.page: within(pages[part.page], (part.start, part.end), body[part.page]) for part in parts}
    around, low, high = _around(texts, first, last, spans)
    joined = join_lines(around, known_word)
    low, high = joined.between(low, high)
    return TextSelector(
        start=first,
        end=last,
        quote=joined.text[low:high],
        quote_as_printed=printed(parts),
        prefix=joined.text[max(0, low - CONTEXT) : low],
        suffix=joined.text[high : high + CONTEXT],
        layers=tuple(pages[page].layer for page in range(first.page, last.page + 1)),
    )


def _around(
    texts: Mapping[int, str], first: TextPosition, last: TextPosition, spans: Mapping[int, tuple[int, int]]
) -> tuple[str, int, int]:
    """Return a passage with what stands around it, over the ends of pages that are given, and where in that it lies.

    Args:
        texts: By page.
        first: Where the passage begins.
        last: Where it ends.
        spans: The passage's own part of each page, without running headers and footers in its midst.

    """
    low_page = first.page - 1 if first.offset < _REACH and first.page - 1 in texts else first.page
    high_page = last.page + 1 if last.offset + _REACH > len(texts[last.page]) and last.page + 1 in texts else last.page
    whole = ""
    low = high = 0
    for page in range(low_page, high_page + 1):
        if whole and not whole.endswith("\n"):
            whole += "\n"
        begin = spans[page][0] if first.page < page <= last.page else 0
        end = spans[page][1] if first.page <= page < last.page else len(texts[page])
        if page == first.page:
            low = len(whole) + first.offset
        if page == last.page:
            high = len(whole) - begin + last.offset
        whole += texts[page][begin:end]
    cut = max(0, low - _REACH)
    return whole[cut : high + _REACH], low - cut, high - cut
