"""Owns which writings are words of English: the list that ships (`resources/words`), read when it is first asked.

A writing that is in it is a word and no misreading of another one. Of a language that is not in it only what a document itself
shows can be known.
"""

from __future__ import annotations

import lzma
import re
import unicodedata
from functools import cache

from reviewer import paths
from reviewer.documents.text.reanchoring.words import SOFT

_JOINTS = re.compile(f"[-'{SOFT}]")


def is_english(written: str) -> bool:
    """Tell whether something is written as a word of English, or as several with hyphens; a name counts in any case."""
    words, names = _listed()
    plain = unicodedata.normalize("NFC", written).lower()
    parts = [one for one in _JOINTS.split(plain) if len(one) > 1]
    joined = _JOINTS.sub("", plain)
    return joined in words or joined in names or (bool(parts) and all(one in words or one in names for one in parts))


def is_english_name(written: str) -> bool:
    """Tell whether something is a name, and nothing but one: “maria”, also in small letters."""
    words, names = _listed()
    plain = unicodedata.normalize("NFC", written).lower()
    return plain in names and plain not in words


@cache
def _listed() -> tuple[frozenset[str], frozenset[str]]:
    """Return the words of the list, and its names in small letters."""
    words: list[str] = []
    names: list[str] = []
    before = ""
    for line in lzma.decompress(paths.resource("words", "english.xz").read_bytes()).decode().split("\n"):
        before = before[: ord(line[0]) - ord("A")] + line[1:]
        (words if before.islower() else names).append(before.lower())
    return frozenset(words), frozenset(names)
