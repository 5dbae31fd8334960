"""Owns which punctuation between words says something, and what of it is setting. Pure.

A comma, a bracket or quotation marks make another sentence (“The partner, who knew, left”, “had “access” to it”). Their shapes,
bullets, leaders and the full stops of abbreviations are setting.
"""

from __future__ import annotations

import re
import unicodedata

from reviewer.documents.text.reanchoring.words import SOFT, words_in

ABBREVIATIONS = words_in(
    """
    mr mrs ms mx dr prof rev hon st sr jr messrs inc ltd co corp llc plc bros dept div est gen col capt lt sgt maj sen rep gov
    pres no nos nr art arts sec secs para paras ch fig figs vol vols p pp ed eds al cf viz vs v approx ca jan feb mar apr jun
    jul aug sep sept oct nov dec mt ave blvd rd ph.d esq supp app ex exh etc
    """
)
"""Words behind which a full stop ends no sentence."""

_SHAPES = str.maketrans(
    dict.fromkeys("“”„‟«»″＂", '"')
    | dict.fromkeys("‘’‚‛‹›`´′＇", "'")
    | dict.fromkeys("\u00ad\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-")
    | {"…": "."}
)
_SETTING = frozenset("•‣⁃*·‧∙†‡_\\|@&%‰§#°")
"""Bullets, rules, marks of notes; and signs that are words (`words`)."""
_HYPHENS = frozenset("-\u00ad\u2010\u2011")
_LAST = re.compile(r"[\w.]+$")
_LONGEST = 40
"""Letters of a word that is looked at."""
_TWICE = re.compile(r"(.)\1+")


def signs_between(text: str, start: int, end: int) -> str:
    """Return what of the punctuation between two words says something, in one shape.

    Args:
        text: Where they stand.
        start: Where the first one ends.
        end: Where the second one begins.

    """
    between = text[start:end]
    if between.strip() in _HYPHENS and not between[:1].isspace():  # a hyphen: it joins the two, or stands where a line ends
        return ""
    between = between.translate(_SHAPES).replace("''", '"')
    found = "".join(char for char in between if unicodedata.category(char)[0] == "P" and char not in _SETTING)
    last = _LAST.search(text[max(0, start - _LONGEST) : start].replace(SOFT, ""))
    if found.startswith(".") and last is not None and is_abbreviation(last[0]):
        found = found.lstrip(".")
    return _TWICE.sub(r"\1", found)


def is_abbreviation(word: str) -> bool:
    """Tell whether a full stop behind a word belongs to it: a letter, or short for something."""
    plain = word.lstrip("(['\"“‘«").lower()
    return len(plain) == 1 or plain in ABBREVIATIONS or "." in plain
