"""Worker side: from pixels to text: prepared, read by an engine, and straightened where a page lies aslant or on its side.

Owns when a page is read once more: only where hardly anything sensible was found as it lies, for reading takes all the time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import mean, median

from PIL import Image

from reviewer.documents.parsing.recognition import preparing, slant
from reviewer.documents.parsing.recognition.engine import Engine, Line, Word
from reviewer.documents.parsing.recognition.laying_out import WayBack, laid_out
from reviewer.documents.protocol.recognition import Recognised
from reviewer.looking.garbled import could_be_word

SENSIBLE = 60.0
"""Mean confidence above which a page is straight: letters that stand on their heads reach about 45."""

_FEW_LETTERS = 12
"""Fewer than so many say nothing of how a page lies."""

_BETTER = 1.3
"""Times as much sense that a turned page must make, where it made little as it lies."""

_AS_GOOD = 0.9
"""The same where it made sense, but its lines are aslant: read straight they come in their order."""

BELIEVED_LINE = 40.0
"""Mean confidence of a line below which it is none: a typed page with stains loses two fifths of its errors so."""

_READABLE = 50.0
"""Mean confidence of a page below which it is handwriting, a photograph, or in another alphabet: real pages with stains
and bad print reach 60, these 45. Of such a page only lines that make sense are believed, as a heading that is printed."""

BELIEVED_WORD = 10.0
"""The same of a word in such a line. Nearly all that is left out so is no word; what is hard to read reaches 20."""

_ASLANT = 0.026
"""Slope of a line, one and a half degrees, beyond which the engine takes parts of lines for lines of their own."""


_AROUND_WORDS = ".,;:!?()[]{}\"'“”‘’„«»-–—"
_WITHIN_NUMBERS = str.maketrans("", "", ".,:/-%$€£")
_LIKELY, _UNLIKELY = 90.0, 25.0
"""In place of a confidence, for an engine that tells none."""

_GUESSED = 65.0
"""What `SENSIBLE` is for such an engine to be done with: letters on their heads reach 62, and the worst photographs 64."""

_SURELY, _LEAST_WORDS = 75.0, 3
"""How likely a line looks, and how many words it has, to be believed on a page that cannot be read otherwise."""

_LEAST_WORD = 3
"""Letters that a word has at least to look like one: what stands on its side is read as one or two letters each."""


def recognised(engine: Engine, picture: Image.Image, *, is_screen: bool) -> Recognised:
    """Recognise the text in a grey picture.

    Raises:
        RuntimeError: The engine failed.

    """
    if preparing.is_blank(picture):
        return laid_out((), WayBack(picture.size, picture.size))
    prepared = preparing.dark_on_light(picture)
    times = preparing.factor(picture, is_screen=is_screen)
    prepared = preparing.enlarged(prepared, times)
    size, turned, lines = prepared.size, 0.0, engine.lines(prepared)
    makes_sense = _makes_sense(lines)
    if not makes_sense or _slope(lines) > _ASLANT:
        least = _amount(lines) * (_AS_GOOD if makes_sense else _BETTER)
        for degrees in _turns(prepared, lines):
            other = slant.turned(prepared, degrees)
            found = engine.lines(other)
            if _amount(found) > least:
                size, turned, lines, least = other.size, degrees, found, _amount(found)
            if _makes_sense(found):
                break
    return laid_out(believed(lines), WayBack(picture.size, size, times, turned))


def _turns(prepared: Image.Image, lines: Sequence[Line]) -> Iterator[float]:
    """Yield by how many degrees, clockwise, a page may have to be turned to be read."""
    found = slant.slant_of(prepared)
    if found:
        yield -found
    if found or sum(length for length, _ in _letters(lines)) >= _FEW_LETTERS:
        yield 180.0 - found


def believed(lines: Sequence[Line]) -> list[Line]:
    """Return the lines, and the words in them, that are some: edges, icons and stains look like letters to an engine, too."""
    if _is_untold(lines):
        return _likely(lines)
    least = SENSIBLE if 0.0 < _sense(lines) < _READABLE else BELIEVED_LINE
    kept = [one for one in lines if _mean(one.words) >= (SENSIBLE if one.stands else least)]
    words = [replace(one, words=tuple(word for word in one.words if _mean([word]) >= BELIEVED_WORD)) for one in kept]
    return [one for one in words if one.words]


def _is_untold(lines: Sequence[Line]) -> bool:
    """Tell whether the engine says nothing of how sure it is."""
    return all(word.confidence is None for line in lines for word in line.words)


def _likely(lines: Sequence[Line]) -> list[Line]:
    """Return the lines that may say something, where the engine tells no confidence.

    A page most of which looks like no words is a photograph or cannot be read: of that only lines of words are kept.
    """
    signs = [one for one in lines if any(sign.isalnum() for word in one.words for sign in word.text)]
    if sum(length for length, _ in _letters(signs)) < _FEW_LETTERS or _sense(signs) >= SENSIBLE:
        return signs
    return [one for one in signs if len(one.words) >= _LEAST_WORDS and _sense([one]) >= _SURELY]


def _mean(words: Sequence[Word]) -> float:
    """Return how sure the engine is of words; of those that it says nothing of, entirely."""
    return mean(100.0 if word.confidence is None else word.confidence for word in words)


def _slope(lines: Sequence[Line]) -> float:
    """Return how steep most lines are, up or down."""
    feet = [one.baseline for one in lines if len(one.words) > 1 and one.baseline[2] > one.baseline[0]]
    return median(abs(y1 - y0) / (x1 - x0) for x0, y0, x1, y1 in feet) if feet else 0.0


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


def _makes_sense(lines: Sequence[Line]) -> bool:
    """Tell whether a page need not be read in any other way."""
    return _sense(lines) >= (_GUESSED if _is_untold(lines) else SENSIBLE)


def _sense(lines: Sequence[Line]) -> float:
    """Return the mean confidence of a page's letters; 0 where there are hardly any."""
    words = _letters(lines)
    count = sum(length for length, _ in words)
    return sum(length * sure for length, sure in words) / count if count >= _FEW_LETTERS else 0.0


def _amount(lines: Sequence[Line]) -> float:
    """Return how much was read with some confidence."""
    return sum(length * sure for length, sure in _letters(lines) if sure >= SENSIBLE)
