"""Owns the sentence around a quote: what of it stands before and behind, as far as the context reaches that is kept. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reviewer.documents.text.reanchoring.noise import BEGINNINGS
from reviewer.documents.text.reanchoring.words import SOFT, words_in
from reviewer.model.anchor import CONTEXT, TextSelector

_END = re.compile(r"(\S*?)[.!?]['\"”’»)\]]*\s+(?=['\"“‘«(\[]*[^\W_a-zß-ÿ])")
_ABBREVIATIONS = words_in(
    """
    mr mrs ms mx dr prof rev hon st sr jr messrs inc ltd co corp llc plc bros dept div est gen col capt lt sgt maj sen rep gov
    pres no nos nr art arts sec secs para paras ch fig figs vol vols p pp ed eds al cf viz vs v approx ca jan feb mar apr jun
    jul aug sep sept oct nov dec mt ave blvd rd ph.d esq supp app ex exh
    """
)
"""Words behind which a full stop ends no sentence."""
_HYPHEN = re.compile(r"(?<![^\W\d_])([^\W\d_]+)-(?=[^\W\d_])")
_HYPHEN_AT_END = re.compile(r"(?<=[^\W\d_])-\s?$")


@dataclass(frozen=True)
class Sentence:
    """A quote within its sentence.

    Attributes:
        before: What stands before the quote.
        behind: What stands behind it.
        is_begun: Whether `before` goes back to where the sentence begins; else what was kept ends earlier.
        is_ended: Whether `behind` goes on to its end.

    """

    before: str
    behind: str
    is_begun: bool
    is_ended: bool


def sentences_around(old: TextSelector, new: TextSelector) -> tuple[Sentence, Sentence]:
    """Return the sentences around two quotes; where only one has a beginning or an end, neither is cut off there."""
    heads = [_begin(one) for one in (old, new)]
    tails = [_end(one) for one in (old, new)]
    if None in heads:
        heads = [None, None]
    if None in tails:
        tails = [None, None]
    room = min(old.start.offset, new.start.offset)
    first, second = (_sentence(*row, room) for row in zip((old, new), heads, tails, strict=True))
    return first, second


def _sentence(one: TextSelector, head: int | None, tail: int | None, room: int) -> Sentence:
    before, behind = one.prefix[head or 0 :], one.suffix[:tail]
    if room < len(before):  # what stands on the page before may be another page now
        before, head = before[len(before) - room :], None
        before = before[len(before.split(" ", 1)[0]) :]
    is_begun, is_ended = head is not None, tail is not None
    if not is_begun and len(one.prefix) >= CONTEXT:  # it begins within a word
        before = before[len(before.split(" ", 1)[0]) :]
    if not is_ended and len(one.suffix) >= CONTEXT:
        behind = behind[: len(behind) - len(behind.rsplit(" ", 1)[-1])]
    before = _HYPHEN_AT_END.sub(" ", before)
    return Sentence(_softened(before), _softened(behind), is_begun, is_ended)


def _begin(one: TextSelector) -> int | None:
    """Return where in what stands before a quote its sentence begins, or None where that is farther away."""
    ends = [end for end in _ends(one.prefix + one.quote[:_AHEAD]) if end <= len(one.prefix)]
    return ends[-1] if ends else None


def _end(one: TextSelector) -> int | None:
    """Return where in what stands behind a quote its sentence ends, or None where that is farther away."""
    own = one.quote[-_AHEAD:]
    return next((end - len(own) for end in _ends(own + one.suffix) if end >= len(own)), None)


_AHEAD = 20
"""Characters of a quote that tell whether a sentence ends beside it."""


def _ends(text: str) -> list[int]:
    return [match.end() for match in _END.finditer(text) if not _is_abbreviation(match)]


def _is_abbreviation(match: re.Match[str]) -> bool:
    """Tell whether a full stop belongs to the word before it."""
    word = match[1].lstrip("(['\"“‘«").lower()
    return "." in match[0].rstrip()[len(match[1]) :][:1] and (len(word) == 1 or word in _ABBREVIATIONS or "." in word)


def _softened(text: str) -> str:
    """Return a context with U+00AD for the hyphens of its words: which of them stood at a line's end is lost there."""
    return _HYPHEN.sub(lambda match: match[0] if match[1].lower() in BEGINNINGS else f"{match[1]}{SOFT}", text)
