"""Where words of one reading of a page stand in another reading of the same lines, as after somebody put words right.

Pure. Of two texts whose lines are not the same ones it knows nothing: that is the business of `reanchoring`.
"""

from __future__ import annotations

from rapidfuzz.distance import Levenshtein

_ALIKE = 0.5
"""How much of a line has to be the same for it to be another reading of it."""


def in_other_reading(old: str, new: str, start: int, end: int) -> tuple[int, int] | None:
    """Return where words from `start` up to `end` of a text stand in another reading; None where its lines are others."""
    before, after = old.split("\n"), new.split("\n")
    if len(before) != len(after):
        return None
    found = _place(before, after, start, is_end=False), _place(before, after, end, is_end=True)
    first, last = found
    return None if first is None or last is None or first >= last else (first, last)


def _place(before: list[str], after: list[str], offset: int, *, is_end: bool) -> int | None:
    """Return where a place of one text is in the other: a letter that is read otherwise takes its whole reading along, and
    whole words put in beside a quote are none of it."""
    passed = 0
    for one, other in zip(before, after, strict=True):
        if offset <= len(one):
            within = _in_line(one, other, offset, is_end=is_end)
            return None if within is None else passed + within
        offset -= len(one) + 1
        passed += len(other) + 1
    return None


def _in_line(one: str, other: str, offset: int, *, is_end: bool) -> int | None:
    if Levenshtein.normalized_similarity(one, other) < _ALIKE:
        return None
    steps = list(Levenshtein.opcodes(one, other))
    for step in reversed(steps) if is_end else steps:
        is_within = step.src_start < offset <= step.src_end if is_end else step.src_start <= offset < step.src_end
        if step.tag == "equal" and is_within:
            return step.dest_start + offset - step.src_start
        if step.tag == "insert" and step.src_start == offset:
            put_in = other[step.dest_start : step.dest_end]
            return step.dest_start + (_first_of_word(put_in) if is_end else _last_of_words(put_in))
        if step.tag != "equal" and is_within:
            return step.dest_end if is_end else step.dest_start
    return 0 if is_end else len(other)


def _last_of_words(put_in: str) -> int:
    """Return where in letters put in right before words those begin that belong to them: whole words before them do not."""
    return next((at + 1 for at in reversed(range(len(put_in))) if put_in[at].isspace()), 0)


def _first_of_word(put_in: str) -> int:
    """Return where in letters put in right behind words those end that belong to them."""
    return next((at for at, letter in enumerate(put_in) if letter.isspace()), len(put_in))
