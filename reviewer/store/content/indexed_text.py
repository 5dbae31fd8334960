"""What of a text stands in the search index, so that words are found that a plain tokenizer does not see.

FTS5's `unicode61` takes a run of Chinese for one word and a word broken at a line end for two. So characters of scripts without
spaces are set apart, in the index and in what is looked for, and joined words follow the text, each with the words around it:
phrases over a break are found as well, and the printed text stays what it was. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_APART = "\u2063"
_END = "\u2064"
_JOINT = "\u2062"
"""Invisible operators of formulas (Unicode 22.6), left out of texts: between letters, after the text, where a word was joined."""
_OWN = re.compile(f"[{_APART}{_END}{_JOINT}]")

_SPACELESS = (
    "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f"
    "\U0001b000-\U0001b16f\U00020000-\U0003ffff"
)
"""Letters of scripts that put no spaces between words: Chinese and Japanese."""
_BETWEEN = re.compile(rf"(?<=[{_SPACELESS}])(?=\w)|(?<=\w)(?=[{_SPACELESS}])")
_BREAK = re.compile(r"(?<=[^\W\d_])(?:\u00ad|[-\u2010\u2011\u00ad][^\S\n]*\n\s*)(?=[^\W\d_])")
"""Where a word is broken: by a hyphen at a line end, or by one that is shown only there."""
_HYPHEN = "[-\u2010\u2011\u00ad]"
_BROKEN_BEFORE = re.compile(rf"\w(?:\u00ad|{_HYPHEN}[^\S\n]*\n\s*)\Z")
_LONGEST_GAP = 64
"""White space around a line end that is looked through for the first part of a word, in code points."""
_AROUND = 8
"""Words before and after a joined one that come with it: as many as a phrase may have on that side."""


def indexed(text: str) -> str:
    """Return what stands in the index for a text."""
    plain = _OWN.sub("", text)
    return _set_apart(plain) + "".join(f"{_END} … {_set_apart(one)}" for one in _joined_words(plain))


def printed(body: str) -> str:
    """Return the text that a body of the index was made of."""
    return body.partition(_END)[0].replace(_APART, "")


def sought(words: str) -> str:
    """Return words as they stand in the index."""
    return _set_apart(_BREAK.sub("", _OWN.sub("", words)))


def shown(snippet: str) -> str:
    """Return a piece of a body as words of the document on one line."""
    return " ".join(_OWN.sub("", snippet).split())


def stands_whole(word: str, text: str) -> bool:
    """Tell whether a word stands in a text, whatever its capitals: as none's part, and none that a line end breaks.

    A word with a hyphen in it stands where that is within a line.
    """
    spelled = _HYPHEN.join(map(re.escape, re.split(_HYPHEN, word.casefold())))
    text = text.casefold()
    found = re.finditer(rf"(?<!\w){spelled}(?!\w|\u00ad|{_HYPHEN}[^\S\n]*\n\s*\w)", text)
    return any(_BROKEN_BEFORE.search(text, max(0, one.start() - _LONGEST_GAP), one.start()) is None for one in found)


def _set_apart(text: str) -> str:
    return text if text.isascii() else _BETWEEN.sub(_APART, text)


def _joined_words(text: str) -> Iterator[str]:
    """Yield the words that are broken, joined, with those around them; what lies near is yielded together."""
    if _BREAK.search(text) is None:
        return
    words = _BREAK.sub(_JOINT, text).split()
    start = end = 0
    for at, word in enumerate(words):
        if _JOINT not in word:
            continue
        if at - _AROUND > end and end:
            yield _plain(words[start:end])
            start = end = 0
        start = start if end else max(0, at - _AROUND)
        end = at + _AROUND + 1
    if end:
        yield _plain(words[start:end])


def _plain(words: list[str]) -> str:
    return " ".join(words).replace(_JOINT, "")
