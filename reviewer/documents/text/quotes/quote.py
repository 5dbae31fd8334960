"""Finding a quote that a person typed or pasted in the texts of a document's pages.

Pure, linear in the length of the document, and bounded where quote and text repeat themselves. Exact up to what typesetting
changes (see `find_quote`): a changed word or a changed case is never found, and a missing space only where that is how dashes and
the like are typed. The index it looks things up in is `skeleton`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from reviewer.documents.text.furniture.between_pages import bare_pages, blanked, numberless
from reviewer.documents.text.page.margin import Span as Stretch
from reviewer.documents.text.quotes.page_ends import begins_with_end, may_begin, page_of_end
from reviewer.documents.text.quotes.skeleton import (
    gap_kinds,
    is_mark,
    outer_gap,
    skeleton,
    skeleton_map,
    stands_alone,
    typed_gap_kinds,
)
from reviewer.documents.text.quotes.typed import both_as_typed
from reviewer.errors import UsageError
from reviewer.i18n import tr
from reviewer.model.anchor import TextPosition

_LONGEST_OUTER = 64
"""Hyphens and white space before a quote's first character that are looked at, in code points."""

_HEADROOM = 12_000
"""Code points that headers and notes between the two parts of a quote may take."""

_LOOKS, _LOOKS_EACH = 300_000, 4
"""How many gaps between characters are looked at for one quote, and how many more for each character of the document."""


Span = tuple[TextPosition, TextPosition]

_Kinds = Callable[[str, str, str], frozenset[str]]


Passed = Callable[[int], tuple[Sequence[Stretch], Sequence[Stretch]]]
"""Returns what a passage leaves out that goes on over the end of a page (from 0), start and end each: there, and on the next."""


def find_quote(
    texts: Mapping[int, str], quote: str, passed: Passed = lambda _page: ((), ()), *, typed: bool = False
) -> list[Span]:
    """Return every place where the quote stands, start and end, in reading order and without overlaps.

    Matched case-sensitively after NFKC. Alike are: any white space and line ends; any quotation marks of the same kind, single or
    double; hyphens of any shape; a word broken by a hyphen or a soft hyphen at a line end, and the word with or without that
    hyphen. Margin line numbers may be in the quote or not. It may cross the ends of pages that follow each other in `texts`;
    where a page number, a running header or footnotes stand between its two parts, the span goes over them.

    Args:
        texts: The text of each page by its index, as `PageText.text`.
        quote: What to look for; white space around it is ignored.
        passed: Asked for what is passed over at the end of a page on which the quote may begin and not end: texts alone do not
            tell all of it.
        typed: Take the quote for typed: dashes, ellipses and spaces beside signs may be set otherwise, and bullets, leading dots
            and marks of authors are passed over.

    Returns:
        Half-open spans in code points of the texts as given; empty for a quote without a letter, a digit or a sign.

    Raises:
        UsageError: The quote and the text repeat themselves so often, and so nearly alike, that the search would not end.

    """
    if typed:
        texts, quote = both_as_typed(texts, quote)
    wanted = _Wanted.of(quote, typed_gap_kinds if typed else gap_kinds)
    if not wanted.bones:
        return []
    plain = numberless(texts)
    found = _places(_Document.of(plain), wanted)
    if any(char.isdecimal() for char in quote) and any(plain[page] is not texts[page] for page in texts):
        found += _apart(_places(_Document.of(texts), wanted), found)
    crossing = dict.fromkeys(_crossing(plain, wanted, len(quote), passed))  # running lines and notes may be the same ones
    return sorted([*found, *_apart(crossing, found)])


def _apart(places: Iterable[Span], found: Sequence[Span]) -> list[Span]:
    """Return the places that share nothing with those found before, which come in order."""
    found = sorted(found)
    starts = [start for start, _ in found]
    apart = []
    for one in places:
        at, past = bisect_right(starts, one[0]), bisect_left(starts, one[1])
        if not any(_overlap(one, other) for other in (*found[max(0, at - 1) : at], *found[max(0, past - 1) : past])):
            apart.append(one)
    return apart


def _places(document: _Document, wanted: _Wanted) -> list[Span]:
    """Return every place where the quote stands in the texts as they are."""
    found = []
    looks = _LOOKS + _LOOKS_EACH * len(document.bones)
    at = document.bones.find(wanted.bones)
    while at >= 0:
        span, looked, further = _match(document, wanted, at)
        if span is not None:
            found.append(span)
        looks -= looked + len(wanted.bones) // 1024
        if looks < 0:
            raise UsageError(tr("The quote repeats itself too often to be found"), tr("Quote a part of it that does not."))
        at = document.bones.find(wanted.bones, at + further)
    return found


def _crossing(texts: Mapping[int, str], wanted: _Wanted, length: int, passed: Passed) -> Iterator[Span]:
    """Yield the places where the quote goes on behind the running lines and the footnotes between two pages."""
    bare = bare_pages(texts) if len(texts) > 1 else {}
    window = 4 * length + _LONGEST_OUTER
    bones = cache(lambda page: skeleton(bare[page]) if page in bare else None)
    whole = cache(lambda page: skeleton(texts[page]))  # a line that laws repeat at ends of pages may be said all the same
    ends_on = cache(lambda page: any(begins_with_end(one or "", wanted.bones) for one in (bones(page), whole(page))))
    for page, text in sorted(bare.items()):
        after = bare.get(page + 1)
        if after is None:
            continue
        if text != texts[page] or after != texts[page + 1]:
            yield from _over_ends({page: text, page + 1: after}, wanted, window)
        begins = may_begin(whole(page), texts[page], wanted.bones)  # what is bare is part of that
        last = page_of_end(page, wanted.bones, bones, ends_on) if begins else page
        left_out: dict[int, list[Stretch]] = {}
        for one in range(page, last):
            for at, found in zip((one, one + 1), passed(one), strict=True):
                left_out.setdefault(at, []).extend(found)
        for given in (bare, texts) if len(left_out) > 2 or any(left_out.values()) else ():  # some of what repeats is said
            yield from _over_ends(
                {one: blanked(given[one], found) for one, found in left_out.items()}, wanted, window + _HEADROOM
            )


def _over_ends(pages: Mapping[int, str], wanted: _Wanted, window: int) -> Iterator[Span]:
    """Yield the places where the quote begins on the first of some pages, `window` from its end at most, and ends on the last."""
    first, last = min(pages), max(pages)
    cut = max(0, len(pages[first].rstrip()) - window)
    looked_at = {**pages, first: pages[first][cut:], last: pages[last][:window]}
    for start, end in _places(_Document.of(looked_at), wanted):
        if (start.page, end.page) == (first, last):
            yield TextPosition(first, start.offset + cut), end


def _overlap(one: Span, other: Span) -> bool:
    """Tell whether two places share a code point; one that lies within the first is in what that passes over."""
    return one[0] < other[1] and other[0] < one[1] and not one[0] < other[0] < other[1] < one[1]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A quote taken apart.

    Attributes:
        bones: Its skeleton.
        gaps: What may stand between each two characters of the skeleton.
        alike: How many gaps before each one allow the same, without another between them.
        lead: What must stand before the first: hyphens, where the quote begins with some.
        trail: What must stand after the last.
        kinds: Tells what a gap may stand for.

    """

    bones: str
    gaps: tuple[frozenset[str], ...]
    alike: tuple[int, ...]
    lead: re.Pattern[str] | None
    trail: re.Pattern[str] | None
    kinds: _Kinds

    @classmethod
    def of(cls, quote: str, kinds: _Kinds) -> _Wanted:
        """Take a quote apart."""
        quote = quote.strip()
        places = skeleton_map(quote)
        if not places:
            return cls("", (), (), None, None, kinds)
        gaps = tuple(kinds(quote[one + 1 : other], *_beside(quote, one, quote, other)) for one, other in pairwise(places))
        alike: list[int] = []
        for n, gap in enumerate(gaps):
            alike.append(alike[-1] + 1 if n and gap == gaps[n - 1] else 0)
        lead, trail = outer_gap(quote[: places[0]], r"\Z"), outer_gap(quote[places[-1] + 1 :])
        return cls(skeleton(quote), gaps, tuple(alike), lead, trail, kinds)


@dataclass(frozen=True, slots=True)
class _Document:
    """The pages' texts with their skeletons end to end; the way back is worked out for pages with a candidate only."""

    texts: Mapping[int, str]
    pages: list[int]
    starts: list[int]
    bones: str
    maps: dict[int, list[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, texts: Mapping[int, str]) -> _Document:
        """Make the skeletons of all pages."""
        pages = sorted(texts)
        parts = [skeleton(texts[page]) for page in pages]
        starts = []
        at = 0
        for part in parts:
            starts.append(at)
            at += len(part)
        return cls(texts, pages, starts, "".join(parts))

    def places(self, start: int, count: int) -> Iterator[TextPosition]:
        """Yield where `count` characters of the skeleton from `start` on stand in the pages' texts."""
        index = bisect_right(self.starts, start) - 1
        while count > 0:
            page = self.pages[index]
            if page not in self.maps:
                self.maps[page] = skeleton_map(self.texts[page])
            places, offset = self.maps[page], start - self.starts[index]
            taken = range(offset, min(offset + count, len(places)))  # no copy: most candidates fail at once
            yield from (TextPosition(page, places[one]) for one in taken)
            start += len(taken)
            count -= len(taken)
            index += 1

    def gap(self, one: TextPosition, other: TextPosition) -> str | None:
        """Return what stands between two characters, a page's end as a line end; None where pages between are not given."""
        if one.page == other.page:
            return self.texts[one.page][one.offset + 1 : other.offset]
        between = range(one.page + 1, other.page)
        if any(page not in self.texts for page in between):
            return None
        parts = [self.texts[one.page][one.offset + 1 :], *(self.texts[page] for page in between)]
        return "\n".join([*parts, self.texts[other.page][: other.offset]])


def _match(document: _Document, wanted: _Wanted, at: int) -> tuple[Span | None, int, int]:
    """Return the span of a candidate where its gaps agree with the quote's, else None.

    Second, how many gaps were looked at; third, how many characters of the skeleton further the next candidate can be: where a
    gap of the document is not what the quote has there, it is not what the quote has one before either, if that allows the same.
    """
    length = len(wanted.bones)
    if _has_accent(document, at + length):
        return None, 1, 1  # the quote ends in a bare letter, the page has an accent on it
    first, last = next(document.places(at, 1)), next(document.places(at + length - 1, 1))
    span = _widened(document, wanted, first, last)
    if span is None:
        return None, 1, 1
    for index, (one, other) in enumerate(pairwise(document.places(at, length))):
        if not _agrees(document, one, other, wanted, index):
            return None, index + 1, wanted.alike[index] + 1
    return span, length, length


def _has_accent(document: _Document, after: int) -> bool:
    """Tell whether a character of the skeleton is an accent on the one before it, and not one that stands by itself."""
    if after >= len(document.bones) or not is_mark(document.bones[after]):
        return False
    place = next(document.places(after, 1))
    return not stands_alone(document.texts[place.page][place.offset])


def _widened(document: _Document, wanted: _Wanted, first: TextPosition, last: TextPosition) -> Span | None:
    """Return the span with the hyphens that the quote begins and ends with, None where the page has none there."""
    start, end = first.offset, last.offset + 1
    if wanted.lead is not None:
        lead = wanted.lead.search(document.texts[first.page], max(0, start - _LONGEST_OUTER), start)
        if lead is None:
            return None
        start = lead.start()
    if wanted.trail is not None:
        trail = wanted.trail.match(document.texts[last.page], end)
        if trail is None:
            return None
        end = trail.end()
    return TextPosition(first.page, start), TextPosition(last.page, end)


def _agrees(document: _Document, one: TextPosition, other: TextPosition, wanted: _Wanted, index: int) -> bool:
    """Tell whether what stands between two characters can be what the quote has there."""
    gaps = wanted.gaps[index]
    if one.page == other.page and other.offset - one.offset <= 1 and "" in gaps:
        return True
    gap = document.gap(one, other)
    if gap is None:
        return False
    return not gaps.isdisjoint(
        wanted.kinds(gap, *_beside(document.texts[one.page], one.offset, document.texts[other.page], other.offset))
    )


def _beside(text: str, before: int, other: str, after: int) -> tuple[str, str]:
    """Return the characters on either side of a gap, each with the one beside it."""
    return text[max(0, before - 1) : before + 1], other[after : after + 2]
