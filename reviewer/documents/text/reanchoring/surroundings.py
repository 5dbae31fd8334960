"""Owns the sentence around a quote: what of it stands before and behind, as far as the context reaches that is kept. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from reviewer.documents.text.reanchoring.noise import BEGINNINGS
from reviewer.documents.text.reanchoring.punctuation import is_abbreviation
from reviewer.documents.text.reanchoring.words import SOFT
from reviewer.model.anchor import CONTEXT, TextSelector

_END = re.compile(r"(\S*?)[.!?]['\"”’»)\]]*\s+(?=(?:[-–—•*▪·]\s)?['\"“‘«(\[]*[^\W_a-zß-ÿ])")
_OVER = re.compile(r"(\S+?)[.!?]['\"”’»)\]]*$")
_HYPHEN = re.compile(r"(?<![^\W\d_])([^\W\d_]+)-(?=[^\W\d_])")
_HYPHEN_AT_END = re.compile(r"(?<=[^\W\d_])-\s?$")

PageTexts = tuple[Mapping[int, str], Mapping[int, str]]
"""The texts of an older and a newer version's pages."""
NO_PAGES: PageTexts = ({}, {})


@dataclass(frozen=True)
class Sentence:
    """A quote within its sentence.

    Attributes:
        before: What stands before the quote.
        is_begun: Whether `before` goes back to where the sentence begins; else what was kept ends earlier.
        behind: What stands behind it.
        is_ended: Whether `behind` goes on to its end.

    """

    before: str
    is_begun: bool
    behind: str
    is_ended: bool


def sentences_around(old: TextSelector, new: TextSelector, pages: PageTexts) -> tuple[Sentence, Sentence]:
    """Return the sentences around two quotes; where only one has a beginning or an end, neither is cut off there.

    `pages`: the texts of both versions' pages, as far as they are known: what stands on the page behind may be another page now.
    """
    both = (old, new)
    heads, tails = [_begin(one) for one in both], [_end(one) for one in both]
    if None in heads:
        heads = [None, None]
    if any(tail is not None and tail <= 1 for tail in tails) and all(map(_is_over, both)):
        tails = [0, 0]  # another sentence begins behind it in one version: in the other one, too, whatever comes there
    if None in tails:
        tails = [None, None]
    left = [_left_behind(*row) for row in zip(both, pages, strict=True)]
    if any(room is not None and tail is not None and tail > room[0] for tail, room in zip(tails, left, strict=True)):
        tails = [None, None]
    reaches = _reaches(both, [room for room in left if room is not None]) if None in tails else (None, None)
    first, second = (
        Sentence(*_before(one, head, min(old.start.offset, new.start.offset)), *_behind(one, tail, reach))
        for one, head, tail, reach in zip(both, heads, tails, reaches, strict=True)
    )
    return first, second


def _before(one: TextSelector, head: int | None, room: int) -> tuple[str, bool]:
    """Return what stands before a quote, and whether its sentence begins there."""
    before = one.prefix[head or 0 :]
    if room < len(before):  # what stands on the page before may be another page now
        before, head = before[len(before) - room :], None
        before = before[len(before.split(" ", 1)[0]) :]
    if head is None and len(one.prefix) >= CONTEXT:  # it begins within a word
        before = before[len(before.split(" ", 1)[0]) :]
    return _softened(_HYPHEN_AT_END.sub(" ", before)), head is not None


def _behind(one: TextSelector, tail: int | None, room: int | None) -> tuple[str, bool]:
    """Return what stands behind a quote, and whether its sentence ends there."""
    behind = one.suffix[:tail]
    is_cut = False
    if room is not None and room < len(behind):  # as `_before`; no word is cut where the page ends with it
        behind, is_cut = behind[: room + (behind[room] == " ")], True
    if tail is None and (is_cut or len(one.suffix) >= CONTEXT):  # it ends within a word
        behind = behind[: len(behind) - len(behind.rsplit(" ", 1)[-1])]
    return _softened(behind), tail is not None


def _reaches(both: tuple[TextSelector, TextSelector], left: list[tuple[int, int]]) -> tuple[int | None, int | None]:
    """Return how far what stands behind each quote is compared, by what is left of its page and line: None for all that is kept.

    That is to where the first of the pages ends, but for the line on which a quote ends: no page's foot stands there.
    """
    if not left:
        return None, None
    page, line = min(page for page, _ in left), max(line for _, line in left)
    if line <= page:
        return page, page
    old, new = (one.suffix.find(" ", line) if " " in one.suffix[line:] else len(one.suffix) for one in both)
    return old, new


def _left_behind(one: TextSelector, pages: Mapping[int, str]) -> tuple[int, int] | None:
    """Return how much of its page's text stands behind a quote, and how much of its line; None where that is not known."""
    text = pages.get(one.end.page)
    if text is None or one.end.offset > len(text):
        return None
    left = text[one.end.offset :]
    return len(left), len(left.split("\n", 1)[0])


def _begin(one: TextSelector) -> int | None:
    """Return where in what stands before a quote its sentence begins, or None where that is farther away."""
    ends = [end for end in _ends(one.prefix + one.quote[:_AHEAD]) if end <= len(one.prefix)]
    return ends[-1] if ends else None


def _end(one: TextSelector) -> int | None:
    """Return where in what stands behind a quote its sentence ends, or None where that is farther away."""
    own = one.quote[-_AHEAD:]
    return next((end - len(own) for end in _ends(own + one.suffix) if end >= len(own)), None)


def _is_over(one: TextSelector) -> bool:
    """Tell whether a quote ends with the end of a sentence."""
    last = _OVER.search(one.quote)
    return last is not None and not is_abbreviation(last[1])


_AHEAD = 20
"""Characters of a quote that tell whether a sentence ends beside it."""


def _ends(text: str) -> list[int]:
    return [match.end() for match in _END.finditer(text) if not _is_abbreviation(match)]


def _is_abbreviation(match: re.Match[str]) -> bool:
    """Tell whether a full stop belongs to the word before it."""
    return "." in match[0].rstrip()[len(match[1]) :][:1] and is_abbreviation(match[1])


def _softened(text: str) -> str:
    """Return a context with U+00AD for the hyphens of its words: which of them stood at a line's end is lost there."""
    return _HYPHEN.sub(lambda match: match[0] if match[1].lower() in BEGINNINGS else f"{match[1]}{SOFT}", text)
