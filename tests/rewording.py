"""Other versions of a text, the same for the same seed: set or read anew, with pages put in, with one word that matters changed.

Texts are pages as extractors give them: one line end after each line.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence

Pages = dict[int, str]
Change = Callable[[random.Random, str], str | None]
Way = Callable[[random.Random, Pages], Pages]

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_NEGATIONS = ("not", "never", "no", "none", "nothing", "nobody", "neither", "nor", "without", "cannot", "except", "unless")
_MODALS = ("may", "might", "can", "could", "shall", "should", "will", "would", "must", "ought")
_NUMBERS = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "twelve",
    "twenty",
    "thirty",
    "fifty",
    "hundred",
    "thousand",
    "million",
    "billion",
]
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "Jun",
    "Jul",
    "Aug",
    "Sept",
    "Oct",
    "Nov",
    "Dec",
]
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_VERBS = ("was", "is", "were", "are", "has", "have", "had", "did", "does", "do", "could", "would", "should", "will", "can", "may")
_NAMES = [
    "Alder",
    "Brandt",
    "Castile",
    "Dorsey",
    "Ellison",
    "Farrow",
    "Grieg",
    "Holm",
    "Ibsen",
    "Jansson",
    "Keller",
    "Lindqvist",
    "Marlowe",
    "Norden",
    "Osborne",
]
_CONFUSED = (
    ("rn", "m"),
    ("m", "rn"),
    ("l", "1"),
    ("o", "0"),
    ("cl", "d"),
    ("li", "h"),
    ("e", "c"),
    ("vv", "w"),
    ("i", "l"),
    ("l", "i"),
)


def _replaced(dice: random.Random, text: str, pattern: str, by: Callable[[re.Match[str]], str], flags: int = 0) -> str | None:
    found = list(re.finditer(pattern, text, flags))
    if not found:
        return None
    one = dice.choice(found)
    new = by(one)
    return None if new == one[0] else text[: one.start()] + new + text[one.end() :]


def negation(dice: random.Random, text: str) -> str | None:
    """Take a negation away, put one in, or take another."""
    ways: list[Change] = [
        lambda d, t: _replaced(d, t, rf"\b({'|'.join(_NEGATIONS)})\s", lambda _: ""),
        lambda d, t: _replaced(d, t, r"\b(\w+)n['’]t\b", lambda m: m[1]),
        lambda d, t: _replaced(d, t, rf"\b({'|'.join(_VERBS)})\s", lambda m: f"{m[1]} not "),
        lambda d, t: _replaced(
            d, t, r"\b(was|is|were|are|has|have|had|did|does|do|could|would|should)\s", lambda m: f"{m[1]}n’t "
        ),
        lambda d, t: _replaced(
            d,
            t,
            r"\b(was|is|were|are|has|have|had|can|will)\s",
            lambda m: f"{m[1]} {d.choice(('never', 'no longer', 'hardly'))} ",
        ),
        lambda d, t: _replaced(d, t, r"\b(and|with|or)\s", lambda m: {"and": "and not ", "with": "without ", "or": "nor "}[m[1]]),
    ]
    return _first(dice, text, ways)


def number(dice: random.Random, text: str) -> str | None:
    """Change a digit, a sign of a figure, or a number that is written out."""

    def other_digit(match: re.Match[str]) -> str:
        return dice.choice([one for one in "0123456789" if one != match[0]])

    ways: list[Change] = [
        lambda d, t: _replaced(d, t, r"\d", other_digit),
        lambda d, t: _replaced(d, t, r"(?<=\d)[.,](?=\d)", lambda m: ""),
        lambda d, t: _replaced(d, t, r"(?<=\d)(?=[\s.,;])", lambda _: d.choice("0123456789")),
        lambda d, t: _replaced(d, t, r"(?<=\d)\s?%", lambda _: ""),
        lambda d, t: _replaced(d, t, r"[$€£](?=\d)", lambda m: {"$": "€", "€": "£", "£": "$"}[m[0]]),
        lambda d, t: _replaced(
            d, t, rf"\b({'|'.join(_NUMBERS)})\b", lambda m: d.choice([one for one in _NUMBERS if one != m[0]])
        ),
    ]
    return _first(dice, text, ways)


def name(dice: random.Random, text: str) -> str | None:
    """Put another name in a name's place, or change a letter of one."""

    def misspelled(match: re.Match[str]) -> str:
        at = dice.randrange(1, len(match[0]))
        return match[0][:at] + dice.choice([one for one in "aeiounrst" if one != match[0][at]]) + match[0][at + 1 :]

    within = r"(?<=[a-z,] )[A-Z][a-z]{3,}\b"
    ways: list[Change] = [
        lambda d, t: _replaced(d, t, within, lambda _: d.choice(_NAMES)),
        lambda d, t: _replaced(d, t, within, misspelled),
        lambda d, t: _replaced(d, t, r"(?<=[a-z,] )[A-Z][a-z]{3,}\s", lambda _: ""),
    ]
    return _first(dice, text, ways)


def modal(dice: random.Random, text: str) -> str | None:
    """Put another modal verb in one's place, or take it away."""
    ways: list[Change] = [
        lambda d, t: _replaced(d, t, rf"\b({'|'.join(_MODALS)})\b", lambda m: d.choice([one for one in _MODALS if one != m[0]])),
        lambda d, t: _replaced(d, t, rf"\b({'|'.join(_MODALS)})\s", lambda _: ""),
        lambda d, t: _replaced(d, t, r"\b(is|are|was|were|has|have)\s", lambda m: f"{d.choice(_MODALS)} {m[1]} "),
    ]
    return _first(dice, text, ways)


def date(dice: random.Random, text: str) -> str | None:
    """Change a day, a month or a year."""
    months, days = "|".join(_MONTHS), "|".join(_DAYS)
    ways: list[Change] = [
        lambda d, t: _replaced(d, t, rf"\b({months})\b", lambda m: d.choice([one for one in _MONTHS if one[:3] != m[0][:3]])),
        lambda d, t: _replaced(d, t, rf"\b({days})\b", lambda m: d.choice([one for one in _DAYS if one != m[0]])),
        lambda d, t: _replaced(d, t, r"\b(19|20)\d\d\b", lambda m: str(int(m[0]) + d.choice((-10, -1, 1, 10)))),
        lambda d, t: _replaced(d, t, r"\b(before|after|since|until)\b", lambda m: "after" if m[0] != "after" else "before"),
        lambda d, t: _replaced(
            d, t, r"\b(month|year|week|day)s?\b", lambda m: {"m": "year", "y": "month", "w": "day", "d": "week"}[m[0][0]]
        ),
    ]
    return _first(dice, text, ways)


CHANGES: Mapping[str, Change] = {"negation": negation, "number": number, "name": name, "modal": modal, "date": date}
"""One word each that turns a sentence round."""


def _first(dice: random.Random, text: str, ways: Sequence[Change]) -> str | None:
    for way in dice.sample(ways, len(ways)):
        if (changed := way(dice, text)) is not None:
            return changed
    return None


def reflowed(dice: random.Random, pages: Pages) -> Pages:
    """Set a document anew: other lines with hyphens at their ends, other pages."""
    width, height = dice.randint(45, 95), dice.randint(22, 60)
    lines: list[str] = []
    line = ""
    for word in " ".join(pages[page] for page in sorted(pages)).split():
        if len(line) + len(word) < width:
            line = f"{line} {word}".lstrip()
            continue
        if word.isalpha() and word.islower() and len(word) > 7 and dice.random() < 0.3:
            at = dice.randint(3, len(word) - 3)
            lines.append(f"{line} {word[:at]}-".lstrip())
            line = word[at:]
        else:
            lines.append(line)
            line = word
    lines.append(line)
    cut = [lines[at : at + height] for at in range(0, len(lines), height)]
    return {n: "\n".join(some) + "\n" for n, some in enumerate(cut)}


def with_pages_put_in(dice: random.Random, pages: Pages) -> Pages:
    """Put one to three pages of other words in."""
    words = " ".join(pages.values()).split()
    rows = [pages[page] for page in sorted(pages)]
    for _ in range(dice.randint(1, 3)):
        some = [" ".join(dice.choices(words, k=10)) for _ in range(25)]
        rows.insert(dice.randint(0, len(rows)), "\n".join(some) + "\n")
    return dict(enumerate(rows))


def with_headers(dice: random.Random, pages: Pages) -> Pages:
    """Put a line above and one below each page."""
    stamp = f"Case 4:{dice.randint(10, 20)}-cv-{dice.randint(1000, 9999)} Filed {dice.randint(1, 12)}/{dice.randint(1, 28)}/17"
    return {page: f"{stamp} Page {page + 1} of {len(pages)}\n{text}CONFIDENTIAL\n" for page, text in pages.items()}


def set_otherwise(dice: random.Random, pages: Pages) -> Pages:
    """Take other quotation marks, ligatures, dashes and spaces."""
    shapes = [("'", "’"), ("’", "'"), ('"', "“"), ("“", '"'), ("”", '"'), ("fi", "ﬁ"), ("fl", "ﬂ"), (" ", "\u00a0"), ("—", " – ")]
    found = dict(pages)
    for one, other in dice.sample(shapes, 5):
        found = {page: text.replace(one, other) for page, text in found.items()}
    return found


def read_anew(
    dice: random.Random, pages: Pages, share: float = 0.01, spared: Callable[[str], bool] = lambda _word: False
) -> Pages:
    """Read a document anew, with about one letter in a hundred misread; words that are `spared` are read well."""

    def read(match: re.Match[str]) -> str:
        word = match[0]
        if spared(word) or dice.random() > share * len(word):
            return word
        fits = [(one, other) for one, other in _CONFUSED if one in word]
        if not fits:
            return word
        one, other = dice.choice(fits)
        return word.replace(one, other, 1)

    def page_read(text: str) -> str:
        return re.sub(
            r"[,;](?!\d)", lambda one: dice.choice(("", ".")) if dice.random() < share else one[0], _WORD.sub(read, text)
        )

    return {page: page_read(text) for page, text in pages.items()}


_WHO = [
    "the company",
    "the partner",
    "{name}",
    "the agency",
    "{name} and {name}",
    "the auditors",
    "each developer",
    "the committee",
    "a spokesman for {name}",
]
_DID = [
    "did not access",
    "had never asked for",
    "was granted",
    "may read, write and delete",
    "could see",
    "must not store",
    "asked for",
    "has reviewed",
    "should have revoked",
    "will publish",
    "denied having used",
    "was aware of",
    "can no longer send",
    "didn’t disclose",
    "agreed to remove",
]
_WHAT = [
    "private messages",
    "the participants of a thread",
    "{n} records of users",
    "about {n} percent of the accounts",
    "the friends list",
    "the terms of the agreement",
    "every message that was sent",
    "{n} million dollars",
    "the interface for partners",
    "personal information",
]
_WHEN = [
    "in {month} {year}",
    "on {day}, {month} {n}, {year}",
    "since {year}",
    "before the end of the {nth} quarter",
    "for {n} months",
    "without notice",
    "although the feature was switched off",
    "except where {name} consented",
    "according to the documents",
    "as a matter of policy",
]


def report(seed: int, pages: int = 8) -> Pages:
    """Return a report with all that matters in its sentences."""
    dice = random.Random(seed)

    def filled(template: str) -> str:
        while "{" in template:
            template = template.replace("{name}", dice.choice(_NAMES), 1).replace("{month}", dice.choice(_MONTHS[:11]), 1)
            template = template.replace("{year}", str(dice.randint(1998, 2026)), 1).replace("{day}", dice.choice(_DAYS), 1)
            template = template.replace("{nth}", dice.choice(("first", "second", "third")), 1)
            template = template.replace(
                "{n}", dice.choice((*_NUMBERS[:12], str(dice.randint(2, 900)), f"1,{dice.randint(100, 999)}")), 1
            )
        return template

    sentences = [
        f"{filled(dice.choice(_WHO))} {filled(dice.choice(_DID))} {filled(dice.choice(_WHAT))} {filled(dice.choice(_WHEN))}"
        for _ in range(pages * 22)
    ]
    whole = " ".join(f"{one[0].upper()}{one[1:]}." for one in sentences)
    return reflowed(random.Random(seed), {0: whole})


def some_words(dice: random.Random, text: str, count: int) -> list[tuple[int, int]]:
    """Return where some runs of six words or more begin and end in a text."""
    starts = [match.start() for match in re.finditer(r"(?<!\S)\w", text)]
    if len(starts) < 20:
        return []
    found = []
    for _ in range(count):
        at = dice.randrange(len(starts) - 8)
        end = starts[min(len(starts) - 1, at + dice.randint(6, 60))]
        found.append((starts[at], len(text[:end].rstrip())))
    return found
