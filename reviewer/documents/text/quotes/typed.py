"""What is typed for signs that most keyboards do not have, or that nobody types: dashes, ellipses, bullets, dots that lead over.

Pure. Quotes are compared strictly; who finds nothing looks once more for what may have been meant.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

AUTHOR_MARKS = "\u2217\u2020\u2021"
"""Asterisk operator, dagger and double dagger, as they stand behind the names of authors."""

_DASHES = str.maketrans({**dict.fromkeys("\u2012\u2013\u2014\u2015\u2212", "-"), "\u2217": "*"})
_UNSEEN = "\u2060"

_BULLETS = "•▪▸►➢➤‣◦⁃∙\uf0b7\uf0a7\uf0d8"
"""Without ticks and boxes, which say something: \uf0fc is a tick."""

_ADORNED = re.compile(rf"(?<!\S)[{_BULLETS}]|(?:\.[^\S\n]?){{5,}}|(?:…[^\S\n]?){{2,}}|(?:·[^\S\n]?){{5,}}")
_MARKED = re.compile(rf"(?<=[^\W\d_])[{AUTHOR_MARKS}]+(?!\w)")

_FIGURE = re.compile(r"[$\u20ac\u00a3\u00a5]?\.?\d")
_END_DASHES = " \t\n\u00a0-\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_MINUS = re.compile(r"[-\u2010-\u2013\u2212]\s*")
_KEPT_BEHIND = re.compile(r"(?<=\w)[-\u2010\u2011]|(?<=[A-Z\d])[\u2012\u2013\u2212]")


def both_as_typed(texts: Mapping[int, str], quote: str) -> tuple[dict[int, str], str]:
    """Return the texts of pages and a quote as they are typed; marks of authors are passed over where the quote has none."""
    marked = any(mark in quote for mark in AUTHOR_MARKS + "*")
    plain = {page: as_typed(text if marked else without_author_marks(text)) for page, text in texts.items()}
    return plain, as_typed(without_end_dashes(quote)).strip()


def as_typed(text: str) -> str:
    """Return a text with hyphens for its dashes, and `unadorned`; every code point keeps its place."""
    return unadorned(text.translate(_DASHES))


def unadorned(text: str) -> str:
    """Return a text with spaces for bullets before words and for five dots or more; every code point keeps its place."""
    return _ADORNED.sub(lambda found: " " * len(found[0]), text)


def without_author_marks(text: str) -> str:
    """Return a text without the marks behind names in it; every code point keeps its place."""
    return _MARKED.sub(lambda found: _UNSEEN * len(found[0]), text)


def without_end_dashes(quote: str) -> str:
    """Return a quote without dashes and white space at its ends, but for what may be a minus sign or a word's own hyphen.

    Those are one dash before a figure, one hyphen behind a word, and one dash behind a figure or a capital: "-5 %", "A-".
    """
    quote = quote.strip()
    begin, end = len(quote) - len(quote.lstrip(_END_DASHES)), len(quote.rstrip(_END_DASHES))
    if _FIGURE.match(quote, begin) and _MINUS.fullmatch(quote, 0, begin):
        begin = 0
    kept = _KEPT_BEHIND.match(quote, end)
    return quote[begin : kept.end() if kept and kept.end() == len(quote) else end]
