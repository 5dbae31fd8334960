"""Owns which text lies under a passage or a region, and where on its pages the words of it stand. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from reviewer.documents.text.page.page_text import PageText
from reviewer.documents.text.reanchoring.words import Word
from reviewer.documents.text.selecting.marked import marked_spans
from reviewer.documents.text.selecting.selection import quads_of
from reviewer.model.geometry import PageQuad


@dataclass(frozen=True, slots=True)
class Side:
    """The text under some quads, and where each of its code points comes from: page and offset, None between two spans."""

    text: str
    spots: tuple[tuple[int, int] | None, ...]


def side_of(quads: Sequence[PageQuad], pages: Mapping[int, PageText]) -> Side:
    """Return the text under quads, in reading order; it is empty where no words are known, as under a picture.

    What stands between two of them, such as the foot of a page, is not in it.
    """
    text, spots = "", list[tuple[int, int] | None]()
    for number in sorted({one.page for one in quads} & pages.keys()):
        page = pages[number]
        for start, end in marked_spans(page, [one.quad for one in quads if one.page == number]):
            if text:
                text, spots = text + "\n", [*spots, None]
            text += page.text[start:end]
            spots += [(number, at) for at in range(start, end)]
    return Side(text, tuple(spots))


def places(side: Side, words: Sequence[Word], pages: Mapping[int, PageText]) -> tuple[PageQuad, ...]:
    """Return where words stand that follow each other: a quad a line, with what lies between two of them."""
    if not words:
        return ()
    spots = [one for one in side.spots[words[0].start : words[-1].end] if one is not None]
    return tuple(quad for number, low, high in _runs(spots) for quad in quads_of(pages[number], low, high))


def _runs(spots: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    """Yield the page, the start and the end of offsets that follow each other."""
    for (number, _), some in groupby(enumerate(spots), lambda one: (one[1][0], one[1][1] - one[0])):
        offsets = [at for _, (_, at) in some]
        yield number, offsets[0], offsets[-1] + 1
