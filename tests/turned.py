"""Pairs of phrases that say something else, the same for the same seed: each of a source that the guard does not share.

Words are those of Python's own manual, names the cities of the time zone database, months and days the calendar's, signs those of
Unicode by category, numbers are spelled here, prefixes of units are the ones of the SI; modal verbs and accents are written down.
"""

from __future__ import annotations

import calendar
import random
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache
from pydoc_data.topics import topics
from zoneinfo import available_timezones

from rapidfuzz.distance import Levenshtein

Pair = tuple[str, str]


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_ONES = _words(
    """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
    nineteen"""
)
_TENS = _words("twenty thirty forty fifty sixty seventy eighty ninety")
_ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
_PREFIXES = _words("quetta ronna yotta zetta exa peta tera giga mega kilo hecto deca deci centi milli micro nano pico femto atto")
_UNITS = _words("byte bit watt gram metre litre hertz volt pascal joule newton")
_MODALS = _words("can could may might must shall should will would ought dare need")
_ACCENTED = _words(
    """konnte könnte hatte hätte musste müsste wurde würde durfte dürfte waren wären el él si sí mas más papa papá año ano tache
    tâche pecher pêcher sur sûr ou où la là des dès resume résumé expose exposé rose rosé schon schön losen lösen zahlen zählen"""
)
_SETTING = frozenset("▪►▸◦∙■●©®™|¦\u2500\u2501\u2502\u2503")
_MARKS = [
    (", who knew,", " who knew"),
    (" “all” of it", " all of it"),
    ("; they knew", ", they knew"),
    (" (so they said)", " so they said"),
    (": none", " none"),
]


def spelled(number: int) -> str:
    """Return a number below a million in words."""
    if number >= 1000:
        rest = f" {spelled(number % 1000)}" if number % 1000 else ""
        return f"{spelled(number // 1000)} thousand{rest}"
    if number >= 100:
        rest = f" and {spelled(number % 100)}" if number % 100 else ""
        return f"{_ONES[number // 100]} hundred{rest}"
    if number >= 20:
        return _TENS[number // 10 - 2] + (f"-{_ONES[number % 10]}" if number % 10 else "")
    return _ONES[number]


def ordinal(number: int) -> str:
    """Return the same as an ordinal."""
    head, last = re.fullmatch(r"(.*?)(\w+)", spelled(number)).groups()  # type: ignore[union-attr]
    last = _ORDINALS.get(last) or (f"{last[:-1]}ieth" if last.endswith("y") else last + ("h" if last.endswith("t") else "th"))
    return f"{head}{last}"


@cache
def _manual() -> tuple[str, ...]:
    prose = [line for topic in topics.values() for line in topic.split("\n") if line[:1].isalpha()]  # what is indented is code
    counted = Counter(re.findall(r"\b[a-z]{3,}\b(?![(_.])", "\n".join(prose)))
    return tuple(sorted(word for word, count in counted.items() if count >= 4))


@cache
def _alike(words: tuple[str, ...], most: int) -> tuple[Pair, ...]:
    return tuple(
        (one, other)
        for n, one in enumerate(words)
        for other in words[n + 1 :]
        if abs(len(one) - len(other)) <= most and Levenshtein.distance(one, other, score_cutoff=most) <= most
    )


@cache
def _opposites() -> tuple[Pair, ...]:
    known = set(_manual())
    return tuple(
        (word, f"{by}{word}") for word in known for by in ("un", "in", "im", "dis", "non", "mis") if f"{by}{word}" in known
    )


@cache
def _cities() -> tuple[str, ...]:
    return tuple(
        sorted({one.rsplit("/", 1)[-1] for one in available_timezones() if re.fullmatch(r"[A-Z]\w+/[A-Z][a-z]{4,}", one)})
    )


@cache
def _signs(*categories: str) -> tuple[str, ...]:
    found = [char for char in map(chr, range(sys.maxunicode)) if unicodedata.category(char) in categories]
    return tuple(
        char
        for char in found
        if char not in "▪►▸◦∙■●©®™|¦\u2500\u2501\u2502\u2503" and unicodedata.normalize("NFKC", char) == char
    )


def _two(dice: random.Random, some: tuple[str, ...]) -> Pair:
    one, other = dice.sample(some, 2)
    return one, other


def _figures(dice: random.Random) -> Pair:
    figure = f"{dice.randint(10, 99_999):,}"
    at = dice.choice([n for n, char in enumerate(figure) if char.isdigit()])
    other = figure[:at] + dice.choice([one for one in "0123456789" if one != figure[at]]) + figure[at + 1 :]
    return dice.choice([(figure, other), (f"({figure})", figure), (f"{figure} %", figure), (f"-{figure}", figure)])


def _spelled(dice: random.Random) -> Pair:
    number = dice.choice((dice.randint(1, 99), dice.randint(1, 99_999)))
    step = dice.choice((1, 10, 100))
    way = dice.choice((spelled, ordinal))
    return way(number), way(number + step)


def _units(dice: random.Random) -> Pair:
    one, other = dice.sample(_PREFIXES, 2)
    unit = dice.choice(_UNITS)
    return f"5 {one}{unit}s", f"5 {other}{unit}s"


def _initials(dice: random.Random) -> Pair:
    one, other = dice.sample("ABCDEFGHIJKLMNOPQRSTUVWXYZ", 2)
    city = dice.choice(_cities())
    return f"{one}. {city}", f"{other}. {city}"


def _dates(dice: random.Random) -> Pair:
    names = dice.choice((calendar.month_name[1:], calendar.month_abbr[1:], calendar.day_name[:]))
    one, other = dice.sample(list(names), 2)
    return one, other


def _modals(dice: random.Random) -> Pair:
    one, other = dice.sample(_MODALS, 2)
    return dice.choice([(one, other), (one, f"{one} not"), (f"{one} not", f"{one}n't")])


def _accents(dice: random.Random) -> Pair:
    at = 2 * dice.randrange(len(_ACCENTED) // 2)
    return _ACCENTED[at], _ACCENTED[at + 1]


PAIRS: Mapping[str, Callable[[random.Random], Pair]] = {
    "figure": _figures,
    "number in words": _spelled,
    "unit": _units,
    "currency": lambda dice: (f"{(two := _two(dice, _signs('Sc')))[0]}500", f"{two[1]}500"),
    "sign": lambda dice: _two(dice, _signs("So", "Sm")),
    "name": lambda dice: _two(dice, dice.choice(_alike(_cities(), 2))),
    "name in small letters": lambda dice: _two(dice, tuple(one.lower() for one in dice.choice(_alike(_cities(), 2)))),
    "initial": _initials,
    "date": _dates,
    "modal verb": _modals,
    "opposite": lambda dice: dice.choice(_opposites()),
    "word that looks alike": lambda dice: dice.choice(_alike(_manual(), 1)),
    "accent": _accents,
}
"""What says something else however it was read."""

MARKS: Mapping[str, Callable[[random.Random], Pair]] = {"punctuation": lambda dice: dice.choice(_MARKS)}
"""What is told of text that somebody set."""


def planted(dice: random.Random, text: str, pair: Pair, start: int = 0, end: int | None = None) -> Pair | None:
    """Return a text with either of two phrases put in between the same two of its words; None where it has too few.

    `start`, `end`: between which places.
    """
    gaps = [
        one for one in re.finditer(r"(?<=[a-z]) (?=[a-z])", text) if start <= one.start() < (len(text) if end is None else end)
    ]
    if not gaps:
        return None
    at = dice.choice(gaps).start()
    one, other = dice.sample(pair, 2)
    return f"{text[:at]} {one}{text[at:]}", f"{text[:at]} {other}{text[at:]}"
