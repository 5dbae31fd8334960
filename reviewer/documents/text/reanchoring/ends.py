"""Owns where a passage that was found among letters begins and ends on its page: at whole words, with the signs it had. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from reviewer.documents.text.quotes.skeleton import skeleton
from reviewer.documents.text.reanchoring.letters import Letters
from reviewer.documents.text.reanchoring.words import Word, words_of
from reviewer.model.anchor import TextPosition, TextSelector

_REACH = 60
"""Code points around an end that are looked at for whole words; no word or figure is longer."""


def on_page(letters: Letters, start: int, end: int, old: TextSelector) -> tuple[TextPosition, TextPosition]:
    """Return the place of letters `start` up to `end`, widened as the old quote was: to whole words, and signs at its ends."""
    first, last = letters.place(start), letters.place(end - 1)
    texts = letters.texts
    begin = _begin(texts, first.page, first.offset, old)
    finish = _finish(texts, last.page, last.offset + 1, old)
    return TextPosition(first.page, begin), TextPosition(last.page, finish)


def _begin(texts: Mapping[int, str], page: int, offset: int, old: TextSelector) -> int:
    text = texts[page]
    if not (old.prefix[-1:].isalnum() and old.quote[:1].isalnum()):
        offset = _nearest(text, offset, is_end=False)
        before = _words_around(text, offset)
        for word in reversed([one for one in before if one.end <= offset]):
            if not word.is_sign or text[word.end : offset].strip() or not _is_its_sign(word, old.prefix.rstrip()[-1:]):
                break
            offset = word.start
    had = [char for char in old.quote[: _first_alnum(old.quote)] if not char.isspace()]
    for char in reversed(had):
        at = offset
        while at and text[at - 1].isspace():
            at -= 1
        if not at or skeleton(text[at - 1]) != skeleton(char):
            break
        offset = at - 1
    return offset


def _finish(texts: Mapping[int, str], page: int, offset: int, old: TextSelector) -> int:
    text = texts[page]
    if not (old.suffix[:1].isalnum() and old.quote[-1:].isalnum()):
        offset = _nearest(text, offset, is_end=True)
        for word in [one for one in _words_around(text, offset) if one.start >= offset]:
            if not word.is_sign or text[offset : word.start].strip() or not _is_its_sign(word, old.suffix.lstrip()[:1]):
                break
            offset = word.end
    had = [char for char in old.quote[len(old.quote) - _first_alnum(old.quote[::-1]) :] if not char.isspace()]
    for char in had:
        at = offset
        while at < len(text) and text[at].isspace():
            at += 1
        if at == len(text) or skeleton(text[at]) != skeleton(char):
            break
        offset = at + 1
    return offset


def _is_its_sign(word: Word, beside_old: str) -> bool:
    """Tell whether a sign of a figure is new here: what stood beside the old quote was left out on purpose."""
    return word.written in "%‰$€£¥₹¢°-" and skeleton(beside_old) != skeleton(word.written)


def _nearest(text: str, offset: int, *, is_end: bool) -> int:
    """Return the end or beginning of a word that is nearest to a place within one."""
    for word in _words_around(text, offset):
        if word.start < offset < word.end and (word.has_digit or text[offset - 1 : offset + 1].isalnum()):
            inside, rest = offset - word.start, word.end - offset
            if is_end:
                return word.end if inside >= rest or word.has_digit else word.start
            return word.start if inside <= rest or word.has_digit else word.end
    return offset


def _words_around(text: str, offset: int) -> list[Word]:
    low = max(0, offset - _REACH)
    return [Word(one.written, one.start + low, one.end + low) for one in words_of(text[low : offset + _REACH])]


def _first_alnum(text: str) -> int:
    return next((at for at, char in enumerate(text) if char.isalnum()), len(text))
