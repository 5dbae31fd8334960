"""Owns the one row of letters and digits that a document's pages are for looking passages up, and the way back. Pure.

Small, without accents, and without all that a new setting changes: white space, hyphens, punctuation.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import accumulate

from reviewer.looking.folding import folded
from reviewer.model.anchor import TextPosition

_RUN = re.compile(r"[^\W_]+")


def letters_of(text: str) -> str:
    """Return the letters and digits of a text."""
    return "".join(_RUN.findall(folded(text)))


@dataclass(frozen=True)
class _Page:
    """A page's runs of letters: where each begins among the page's letters, and where in its folded text."""

    letters: list[int]
    text: list[int]
    unfolded: list[int] | None
    """Where each code point of the text ends in the folded one; None where they are one for one."""

    def offset(self, at: int) -> int:
        """Return which code point of the page's text a letter is."""
        run = bisect_right(self.letters, at) - 1
        place = self.text[run] + at - self.letters[run]
        return place if self.unfolded is None else bisect_right(self.unfolded, place)

    def first_from(self, offset: int) -> int:
        """Return the first letter at or behind a code point of the text; one past the last where none is."""
        place = offset if self.unfolded is None else (self.unfolded[offset - 1] if offset else 0)
        run = bisect_right(self.text, place) - 1
        if run < 0:
            return 0
        end = self.letters[run + 1] if run + 1 < len(self.letters) else None
        at = self.letters[run] + place - self.text[run]
        return at if end is None else min(at, end)


@dataclass(frozen=True)
class Letters:
    """A document's letters end to end.

    Attributes:
        text: All of them.
        pages: Which pages, in order.
        starts: Where each page's letters begin.
        texts: The pages' texts.

    """

    text: str
    pages: list[int]
    starts: list[int]
    texts: Mapping[int, str]
    _ways: dict[int, _Page] = field(default_factory=dict)

    @classmethod
    def of(cls, texts: Mapping[int, str]) -> Letters:
        """Take the letters of pages."""
        pages = sorted(texts)
        rows = [letters_of(texts[page]) for page in pages]
        return cls("".join(rows), pages, [0, *accumulate(map(len, rows))][:-1], texts)

    def page_at(self, at: int) -> int:
        """Return the number, in order, of the page that holds a letter."""
        return max(0, bisect_right(self.starts, at) - 1)

    def place(self, at: int) -> TextPosition:
        """Return where a letter stands."""
        index = self.page_at(at)
        while index + 1 < len(self.starts) and self.starts[index + 1] == self.starts[index]:
            index += 1
        return TextPosition(self.pages[index], self._way(index).offset(at - self.starts[index]))

    def at(self, place: TextPosition) -> int:
        """Return the first letter at or behind a place."""
        index = bisect_left(self.pages, place.page)
        if index == len(self.pages):
            return len(self.text)
        if self.pages[index] != place.page:
            return self.starts[index]
        end = self.starts[index + 1] if index + 1 < len(self.starts) else len(self.text)
        if self.starts[index] == end:
            return end
        return min(end, self.starts[index] + self._way(index).first_from(place.offset))

    def _way(self, index: int) -> _Page:
        if index not in self._ways:
            text = self.texts[self.pages[index]]
            plain = folded(text)
            runs = list(_RUN.finditer(plain))
            lengths = [len(one[0]) for one in runs]
            unfolded = None if len(plain) == len(text) else list(accumulate(len(folded(char)) for char in text))
            self._ways[index] = _Page([0, *accumulate(lengths)][:-1] or [0], [one.start() for one in runs] or [0], unfolded)
        return self._ways[index]
