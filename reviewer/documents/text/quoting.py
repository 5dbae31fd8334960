"""From a span of text to its selector: the quote, as printed and joined, and what stands around it.

Furniture in the passage's midst is in neither form of the quote, nor in what stands around; start and end span it all the same.
Pure; whether a word stands elsewhere in the document is asked of the caller.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from reviewer.documents.text.furniture import Kept, furniture, without
from reviewer.documents.text.hyphens import join_lines
from reviewer.documents.text.margin import Span
from reviewer.documents.text.page_text import PageText
from reviewer.documents.text.selection import Part, passage, printed, select, ways_of_keeping, whole_and_starts
from reviewer.documents.text.skeleton import skeleton
from reviewer.model.anchor import CONTEXT, TextPosition, TextSelector

LENDS = 256
"""Code points: a passage nearer to its page's start or end than this takes context from the page beside it."""

_REACH = 16 * CONTEXT
"""Printed code points on either side of which the context is made: enough for 64 after joining, however wide the gaps."""


def text_selector(
    pages: Mapping[int, PageText],
    start: TextPosition,
    end: TextPosition,
    known_word: Callable[[str], bool],
    kept: Kept = Kept.NOTHING,
) -> TextSelector:
    """Return the selector of a span, white space at its ends left out.

    Args:
        pages: The texts of all pages touched; the pages before and after lend their text to prefix and suffix where given.
        start: First code point.
        end: One past the last.
        known_word: Tells whether a word stands elsewhere in the document, for hyphens at line ends.
        kept: What is part of it of the furniture between its ends.

    Raises:
        ValueError: A page touched is not in the mapping, or there is nothing but white space.

    """
    missing = [page for page in range(start.page, end.page + 1) if page not in pages]
    if missing:
        raise ValueError(f"the text of page {missing[0]} is not given")
    parts = passage(pages, start, end, kept=kept)
    if not parts:
        raise ValueError("nothing but white space")
    first, last = TextPosition(parts[0].page, parts[0].start), TextPosition(parts[-1].page, parts[-1].end)
    around, low, high = _around(pages, parts)
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


def kept_in(pages: Mapping[int, PageText], start: TextPosition, end: TextPosition, quote: str) -> Kept:
    """Return what the words by which a span was found keep of the furniture between its ends: they are never left out."""
    if not quote:
        return Kept.NOTHING
    asked = skeleton(quote)
    ways = (one for one in ways_of_keeping(pages, start, end) if skeleton(select(pages, start, end, one).text) == asked)
    return next(ways, Kept.NOTHING)


def beside(start: TextPosition, end: TextPosition, length: int, page_count: int) -> tuple[int, ...]:
    """Return the pages before and after a passage that lend it context, because it is so near an end of its own.

    Args:
        start: Its first code point.
        end: One past its last.
        length: Code points of its last page.
        page_count: Pages of the document.

    """
    before = (start.page - 1,) if start.offset < LENDS and start.page > 0 else ()
    after = (end.page + 1,) if length - end.offset < LENDS and end.page + 1 < page_count else ()
    return before + after


def stands_around(pages: Mapping[int, PageText], selector: TextSelector, kept: Kept = Kept.NOTHING) -> bool:
    """Tell whether prefix and suffix are what `text_selector` makes of the same pages, whichever words it was told are known.

    Raises:
        ValueError: There is nothing but white space between start and end.

    """
    parts = passage(pages, selector.start, selector.end, kept=kept)
    if not parts:
        raise ValueError("nothing but white space")
    around, low, high = _around(pages, parts)
    hyphened = join_lines(around, lambda _word: False)
    stays = {*join_lines(around, lambda _word: True).starts}
    printed = [(char, at not in stays) for char, at in zip(hyphened.text, hyphened.starts, strict=False)]
    low, high = hyphened.between(low, high)
    return _says(reversed(printed[:low]), selector.prefix[::-1]) and _says(printed[high:], selector.suffix)


def _says(printed: Iterable[tuple[str, bool]], said: str) -> bool:
    """Tell whether words are the next ones printed, all that are to be kept; what is printed is told with whether it may go."""
    rest = iter(printed)
    fits = len(said) <= CONTEXT and all(_next(rest, char) for char in said)
    return fits and (len(said) == CONTEXT or all(may_go for _, may_go in rest))


def _next(rest: Iterator[tuple[str, bool]], wanted: str) -> bool:
    for char, may_go in rest:
        if char == wanted:
            return True
        if not may_go:
            return False
    return False


def _around(pages: Mapping[int, PageText], parts: list[Part]) -> tuple[str, int, int]:
    """Return a passage with what stands around it, over the ends of pages that are given, and where in that it lies."""
    first, last = parts[0], parts[-1]
    low_page = first.page - 1 if first.start < _REACH and first.page - 1 in pages else first.page
    high_page = last.page + 1 if last.end + _REACH > len(last.text) and last.page + 1 in pages else last.page
    found = furniture(pages, low_page, high_page)

    def context(page: int, span: Span) -> list[Part]:
        spans = without(span, (*found[page].numbers, *found[page].running))
        return [Part(page, pages[page].text, low, high) for low, high in spans]

    before = [part for page in range(low_page, first.page) for part in context(page, (0, len(pages[page])))]
    before += context(first.page, (0, first.start))
    after = context(last.page, (last.end, len(last.text)))
    after += [part for page in range(last.page + 1, high_page + 1) for part in context(page, (0, len(pages[page])))]
    whole, starts = whole_and_starts([*before, *parts, *after])
    low = starts[len(before)]
    high = starts[len(before) + len(parts) - 1] + len(last.printed)
    cut = max(0, low - _REACH)
    return whole[cut : high + _REACH], low - cut, high - cut
