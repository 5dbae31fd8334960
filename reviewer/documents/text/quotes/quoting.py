"""From a span of text to its selector: the quote, as printed and joined, and what stands around it.

Furniture in the passage's midst is in neither form of the quote, nor in what stands around; start and end span it all the same.
Pure; whether a word stands elsewhere in the document is asked of the caller.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache

from reviewer.documents.text.furniture.between_pages import Kept, furniture, without
from reviewer.documents.text.page.margin import Span
from reviewer.documents.text.page.page_text import PageText
from reviewer.documents.text.quotes.hyphens import breaks_words, join_keeping, join_lines, legible
from reviewer.documents.text.quotes.skeleton import skeleton
from reviewer.documents.text.quotes.typed import unadorned
from reviewer.documents.text.selecting.selection import Part, passage, printed, select, ways_of_keeping, whole_and_starts
from reviewer.model.anchor import CONTEXT, TextPosition, TextSelector

LENDS = 256
"""Code points: a passage nearer to its page's start or end than this takes context from the page beside it."""

_DASH, _HYPHEN = re.compile("[\u2012-\u2015]|--+"), re.compile("[\u2010-\u2015]|-+")
"""What stands between words, however it is typed."""

_SIGNS = "*†‡§¶\u2217"
"""Footnote marks that are no figures."""

_PAGES_ASKED = 3
"""Parts of a passage whose pages are asked whether their printer broke words: they tell of the others."""

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
        known_word: Tells whether a word stands elsewhere in the document, for hyphens at line ends, as `join_lines` says.
        kept: What is part of it of the furniture between its ends.

    Raises:
        ValueError: A page touched is not in the mapping, or there is nothing but white space.

    """
    missing = [page for page in range(start.page, end.page + 1) if page not in pages]
    if missing:
        raise ValueError(f"the text of page {missing[0]} is not given")
    return selector_of(pages, passage(pages, start, end, kept=kept), known_word)


def selector_of(pages: Mapping[int, PageText], parts: list[Part], known_word: Callable[[str], bool]) -> TextSelector:
    """Return the selector of a passage, as `text_selector` does.

    Raises:
        ValueError: There are no parts.

    """
    if not parts:
        raise ValueError("nothing but white space")
    first, last = TextPosition(parts[0].page, parts[0].start), TextPosition(parts[-1].page, parts[-1].end)
    around, low, high, _ = _around(pages, parts)
    texts = {part.page: part.text for part in parts[:_PAGES_ASKED]}.values()
    joined = join_lines(around, known_word, cache(lambda: breaks_words(texts, known_word)))
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
    """Return what the words by which a span was found keep of the furniture between its ends: they are never left out.

    What says just these words, or else the least that has them all.
    """
    if not quote:
        return Kept.NOTHING
    quote = unadorned(quote)
    letters, words = skeleton(quote), [_words(quote, dashed) for dashed in (False, True)]
    having: Kept | None = None
    said, every = "", Kept.NOTHING
    for one in ways_of_keeping(pages, start, end):
        said, every = unadorned(select(pages, start, end, one).text), one
        if skeleton(said) == letters:
            return one
        if having is None and any(_has_all(_words(said, n == 1), one_way) for n, one_way in enumerate(words)):
            having = one
    if having is not None:
        return having
    return every if _has_all(skeleton(said), letters) else Kept.NOTHING


def _words(text: str, dashed: bool) -> list[str]:
    """Return the words of a text by what identifies them, those whole that a line end breaks, without footnote marks.

    Dashes part words; so do hyphens where they are `dashed`, typed for dashes.
    """
    joined = (_HYPHEN if dashed else _DASH).sub(" ", join_lines(text, lambda _word: True).text)
    found = (_unmarked(skeleton(word)) for word in joined.split())
    return [word for word in found if word]


def _unmarked(word: str) -> str:
    """Return a word without the figures or signs at its end, which may be a footnote's mark; what is nothing else stays."""
    end = len(word)
    while end and not word[end - 1].isalnum() and word[end - 1] not in _SIGNS:
        end -= 1
    start = end
    while start and (word[start - 1].isdigit() or word[start - 1] in _SIGNS):
        start -= 1
    return word[:start] + word[end:] if start else word


def _has_all(there: Iterable[str], asked: Iterable[str]) -> bool:
    """Tell whether all words, or letters, that are asked for are there, in order."""
    rest = iter(there)
    return all(one in rest for one in asked)


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


def stands_around(pages: Mapping[int, PageText], parts: list[Part], selector: TextSelector) -> bool:
    """Tell whether prefix and suffix are what `selector_of` makes of the same pages, or made in earlier versions, whichever words
    it was told are known.

    What may be furniture may be left out, whichever of it this version takes for some.
    """
    around, low, high, optional = _around(pages, parts, loosely=True)
    joined, may_go = join_keeping(around)
    may_go |= optional
    printed = [(char, at in may_go) for char, at in zip(joined.text, joined.starts, strict=False)]
    low, high = joined.between(low, high)
    return _says(printed[:low][::-1], legible(selector.prefix)[::-1]) and _says(printed[high:], legible(selector.suffix))


def _says(printed: Sequence[tuple[str, bool]], said: str) -> bool:
    """Tell whether words are the next ones printed, all that are to be kept; what is printed is told with whether it may go."""
    if len(said) > CONTEXT:
        return False
    reached = _with_what_may_go(printed, {0})
    for char in said:
        reached = _with_what_may_go(printed, {at + 1 for at in reached if at < len(printed) and printed[at][0] == char})
    return bool(reached) if len(said) == CONTEXT else len(printed) in reached


def _with_what_may_go(printed: Sequence[tuple[str, bool]], reached: set[int]) -> set[int]:
    """Return places in what is printed with those that are reached from there by leaving out what may go."""
    found: set[int] = set()
    for start in reached:
        at = start
        while at not in found:
            found.add(at)
            at += at < len(printed) and printed[at][1]
    return found


def _around(pages: Mapping[int, PageText], parts: list[Part], *, loosely: bool = False) -> tuple[str, int, int, frozenset[int]]:
    """Return a passage with what stands around it, over the ends of pages that are given, and where in that it lies.

    Last come the places of what may be furniture where that is taken `loosely`: it is there, and may be left out.
    """
    first, last = parts[0], parts[-1]
    low_page = first.page - 1 if first.start < _REACH and first.page - 1 in pages else first.page
    high_page = last.page + 1 if last.end + _REACH > len(last.text) and last.page + 1 in pages else last.page
    found = furniture(pages, low_page, high_page, loosely=loosely)

    def context(page: int, span: Span) -> list[Part]:
        left_out = (*found[page].numbers, *found[page].running)
        firm = without(span, left_out)
        spans = sorted((*firm, *without(span, firm))) if loosely else firm
        perhaps.update((page, span[0]) for span in spans if span not in firm)
        return [Part(page, pages[page].text, low, high) for low, high in spans]

    perhaps: set[tuple[int, int]] = set()
    before = [part for page in range(low_page, first.page) for part in context(page, (0, len(pages[page])))]
    before += context(first.page, (0, first.start))
    after = context(last.page, (last.end, len(last.text)))
    after += [part for page in range(last.page + 1, high_page + 1) for part in context(page, (0, len(pages[page])))]
    every = [*before, *parts, *after]
    whole, starts = whole_and_starts(every)
    low = starts[len(before)]
    high = starts[len(before) + len(parts) - 1] + len(last.printed)
    cut = max(0, low - _REACH)
    optional = frozenset(
        at - cut
        for one, start in zip(every, starts, strict=True)
        if (one.page, one.start) in perhaps
        for at in range(start, start + len(one.printed))
    )
    return whole[cut : high + _REACH], low - cut, high - cut, optional
