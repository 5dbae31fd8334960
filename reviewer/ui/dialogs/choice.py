"""What can be chosen from a list, and in which order it comes when a person types.

Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_LEAST_SCORE = 80.0
"""Likeness, of 100, from which on words that nobody began so are shown all the same."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One row.

    Attributes:
        key: What is taken.
        text: Its words, which the filter looks at.
        before: A number or so in front of it.
        after: Keys or a remark at its right end.
        icon: Name of a drawing in place of `before`.
        enabled: Whether it can be taken now.
        indented: Whether it is part of the row above.
        also: Words that it is found by as well; they are not shown.

    """

    key: str
    text: str
    before: str = ""
    after: str = ""
    icon: str = ""
    enabled: bool = True
    indented: bool = False
    also: str = ""


def rank(choices: Sequence[Choice], typed: str) -> list[Choice]:
    """Return the choices that fit what was typed, best first; those that can be taken before those that cannot.

    What was typed whole, words or number, comes before what begins with it, and that before what has words that begin so, shown
    ones before others.
    """
    from rapidfuzz import fuzz, utils  # loaded when something is typed, not with the window

    words = utils.default_process(typed).split()
    if not words:
        return sorted(choices, key=lambda one: not one.enabled)
    scored = []
    for place, one in enumerate(choices):
        there = utils.default_process(f"{one.before} {one.text}").split()
        whole, text = " ".join(words), " ".join(utils.default_process(one.text).split())
        if whole in (text, " ".join(utils.default_process(one.before).split())):
            score = 400.0
        elif text.startswith(whole):
            score = 300.0
        elif all(any(have.startswith(want) for have in there) for want in words):
            score = 200.0
        elif all(any(have.startswith(want) for have in (*there, *utils.default_process(one.also).split())) for want in words):
            score = 150.0
        else:
            score = fuzz.partial_ratio(whole, " ".join(there))
        if score >= _LEAST_SCORE:
            scored.append((not one.enabled, -score, place, one))
    return [one for *_, one in sorted(scored, key=lambda row: row[:3])]
