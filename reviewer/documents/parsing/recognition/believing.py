"""Worker side: which of what an engine read is text: edges, icons, stains and handwriting look like letters to it, too.

Owns how sure an engine is of a page, and which lines and words are believed. Where it is sure of a line, that is left alone; of
other lines only words are kept that look like some, so that the figures beside a row of icons stay and the icons go. On a page
of which it is sure nowhere, which is a photograph or handwriting, only lines are believed that it is sure of. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from statistics import mean

from reviewer.documents.parsing.recognition.engine import Line, Word
from reviewer.looking.garbled import could_be_word

SENSIBLE = 60.0
"""Mean confidence above which a page is straight: letters that stand on their heads reach about 45."""

HARDLY_SENSIBLE = 50.0
"""The same below which nothing on it may be text: photographs reach 30, handwriting below a printed heading 48, the worst
telegrams 33 and more."""

BELIEVED_ALONE = 55.0
"""Mean confidence of a line on such a page that is believed all the same."""

FEW_LETTERS = 12
"""Fewer than so many say nothing of how a page lies."""

BELIEVED_LINE = 65.0
"""Mean confidence of a line from which on its words need not look like some."""

BELIEVED_WORD = 10.0
"""The same of any word. Nearly all that is left out so is no word; what is hard to read reaches 20."""

_BELIEVED_LETTERS = {1: 80.0, 2: 60.0}
_BELIEVED_LONGER = 30.0
"""Confidence of a word in another line by how many letters it has: icons are read as one or two."""

_SIGNS = 0.6
"""Share of letters and digits that such a word has at least. An address on the web has four fifths."""

_AROUND_WORDS = ".,:;!?()[]{}\"'“”‘’„«»-–—|@"
_WITHIN_NUMBERS = str.maketrans("", "", ".,:/-%$€£")
_LIKELY, _UNLIKELY = 90.0, 25.0
"""In place of a confidence, for an engine that tells none."""

_GUESSED = 65.0
"""What `SENSIBLE` is for such an engine to be done with: letters on their heads reach 62, and the worst photographs 64."""

_SURELY, _LEAST_WORDS = 75.0, 3
"""How likely a line looks, and how many words it has, to be believed on a page that cannot be read otherwise."""

_LEAST_WORD = 3
"""Letters that a word has at least to look like one: what stands on its side is read as one or two letters each."""


def believed(lines: Sequence[Line]) -> list[Line]:
    """Return the lines, and the words in them, that are some."""
    if _is_untold(lines):
        return _likely(lines)
    least = 0.0 if sense(lines) >= HARDLY_SENSIBLE or not has_letters(lines) else BELIEVED_ALONE
    kept = (one for one in lines if _mean(one.words) >= (SENSIBLE if one.stands else least))
    words = [replace(one, words=_believed_words(one.words)) for one in kept]
    return [one for one in words if one.words]


def has_letters(lines: Sequence[Line]) -> bool:
    """Tell whether there are enough letters to say anything of a page."""
    return sum(length for length, _ in _letters(lines)) >= FEW_LETTERS


def makes_sense(lines: Sequence[Line]) -> bool:
    """Tell whether a page need not be read in any other way."""
    return sense(lines) >= (_GUESSED if _is_untold(lines) else SENSIBLE)


def sense(lines: Sequence[Line]) -> float:
    """Return the mean confidence of a page's letters; 0 where there are hardly any."""
    words = _letters(lines)
    count = sum(length for length, _ in words)
    return sum(length * sure for length, sure in words) / count if count >= FEW_LETTERS else 0.0


def amount(lines: Sequence[Line]) -> float:
    """Return how much was read with some confidence."""
    return sum(length * sure for length, sure in _letters(lines) if sure >= SENSIBLE)


def _believed_words(words: Sequence[Word]) -> tuple[Word, ...]:
    if _mean(words) < BELIEVED_LINE:
        return tuple(one for one in words if _mean([one]) >= BELIEVED_WORD and _looks_right(one))
    return tuple(one for one in words if _mean([one]) >= BELIEVED_WORD or _is_word(one))


def _is_word(word: Word) -> bool:
    """Tell whether a word in a line that was read well is one, however unsure the engine is: “owner’s” may have no confidence."""
    text = word.text.strip(_AROUND_WORDS)
    return len(text) >= _LEAST_WORD and could_be_word(text)


def _looks_right(word: Word) -> bool:
    """Tell whether a word in a line that was read badly looks like one, or like a number."""
    text = word.text.strip(_AROUND_WORDS)
    signs = sum(one.isalnum() for one in text)
    if not signs or signs < _SIGNS * len(text):
        return False
    if signs > 1 and any(one.isdigit() for one in text):
        return True
    return _mean([word]) >= (_BELIEVED_LETTERS.get(signs, _BELIEVED_LONGER) if text.isascii() else _BELIEVED_LONGER)


def _is_untold(lines: Sequence[Line]) -> bool:
    """Tell whether the engine says nothing of how sure it is."""
    return all(word.confidence is None for line in lines for word in line.words)


def _likely(lines: Sequence[Line]) -> list[Line]:
    """Return the lines that may say something, where the engine tells no confidence.

    A page most of which looks like no words is a photograph or cannot be read: of that only lines of words are kept.
    """
    signs = [one for one in lines if any(sign.isalnum() for word in one.words for sign in word.text)]
    if not has_letters(signs) or sense(signs) >= SENSIBLE:
        return signs
    return [one for one in signs if len(one.words) >= _LEAST_WORDS and sense([one]) >= _SURELY]


def _mean(words: Sequence[Word]) -> float:
    """Return how sure the engine is of words; of those that it says nothing of, entirely."""
    return mean(100.0 if word.confidence is None else word.confidence for word in words)


def _letters(lines: Sequence[Line]) -> list[tuple[int, float]]:
    """Return how many letters each word has, and how sure the engine is of it. Lines that stand upright make no sense."""
    return [(len(word.letters), 0.0 if line.stands else _sure(word)) for line in lines for word in line.words]


def _sure(word: Word) -> float:
    """Return how sure the engine is of a word; where it says nothing, whether that looks like one: like letters or digits."""
    if word.confidence is not None:
        return word.confidence
    text = word.text.strip(_AROUND_WORDS)
    digits = text.translate(_WITHIN_NUMBERS)
    if len(digits) > 1 and digits.isdigit():
        return _LIKELY
    is_long = len(text) >= _LEAST_WORD or not text.isascii()  # a word of Chinese is a letter or two
    return _LIKELY if is_long and could_be_word(text) else _UNLIKELY
