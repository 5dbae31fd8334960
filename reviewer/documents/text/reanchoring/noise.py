"""Owns what a second reading may do to a word: which two writings can be one and the same word, read twice. Pure.

Where nobody recognised anything, none can. Of names and figures nothing is believed but a digit before small letters that
stands for a letter ("Netf1ix"), or letters among digits ("l00"); of other words that matter also what is no word ("wlthout"). Of
ordinary words it is believed where one of the two is a word (`english`, or that stands elsewhere in both versions), the other is
none, and nothing differs but letters that look alike to who reads pictures; two words are never one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import Levenshtein

from reviewer.documents.text.reanchoring.english import is_english, is_english_name
from reviewer.documents.text.reanchoring.matters import is_common, is_listed, matter_of
from reviewer.documents.text.reanchoring.punctuation import is_abbreviation
from reviewer.documents.text.reanchoring.words import Word, words_in
from reviewer.looking.folding import folded

_ONE_LETTER = str.maketrans("0158629|!¡qie", "olsbbzglllglc")
_SHAPES = (("rn", "m"), ("cl", "d"), ("vv", "w"), ("nn", "m"), ("ll", "h"), ("lc", "k"))
_TO_DIGITS = str.maketrans("oOlIi|!sSbBzZ", "0011111558822")

_ALIKE = frozenset(
    map(
        frozenset,
        (
            "ac",
            "ao",
            "ag",
            "as",
            "bh",
            "bl",
            "co",
            "cg",
            "dl",
            "fl",
            "fr",
            "ft",
            "gy",
            "hn",
            "lr",
            "lt",
            "mn",
            "nr",
            "nu",
            "uv",
            "uy",
            "vy",
        ),
    )
)
"""Letters that are taken for each other now and then, of those that `shape` leaves (one for i, l and 1, for c and e, …)."""

_THIN = frozenset("lrft")
"""Letters of a stroke that gets lost, or is seen where there is a speck."""

_LONG, _LONGER = 5, 9
"""Letters of a word in which one letter, or two, may have been taken for others."""


@dataclass(frozen=True)
class Vocabulary:
    """Which words stand in two versions of a document, and how often; what stands in the quotes compared is taken off.

    Who misread a word does so everywhere in its own version, so a writing is a word where it stands in the other one.
    """

    old: Mapping[str, int] = field(default_factory=dict)
    new: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, old: Iterable[str], new: Iterable[str]) -> Vocabulary:
        """Count the words of the pages of two versions."""
        return cls(*(Counter(word for text in texts for word in _LETTERS.findall(folded(text))) for texts in (old, new)))

    def without(self, old: Iterable[Word], new: Iterable[Word]) -> Vocabulary:
        """Return what stands elsewhere than in two quotes."""
        wanted = [{word.letters for word in (*old, *new)} for _ in (0, 1)]
        taken = [Counter(word.letters for word in words) for words in (old, new)]
        rests = [
            {word: count for word in some if (count := counted.get(word, 0) - out[word]) > 0}
            for some, counted, out in zip(wanted, (self.old, self.new), taken, strict=True)
        ]
        return Vocabulary(*rests)

    def are_both_words(self, old: str, new: str) -> bool:
        """Tell whether each of two writings stands in the version that has the other one here."""
        return new in self.old and old in self.new

    def has_twice(self, word: str) -> bool:
        """Tell whether a writing stands elsewhere in both versions."""
        return word in self.old and word in self.new


_LETTERS = re.compile(r"[^\W\d_]+")
NO_WORDS = Vocabulary()


def reads_as(old: Word, new: Word, *, is_recognised: bool, elsewhere: Vocabulary) -> bool:
    """Tell whether two writings can be one word, read twice.

    Args:
        old: As it stands in one version.
        new: As it stands in the other.
        is_recognised: Whether a program recognised either of them in a picture.
        elsewhere: The words that stand in other places of the two versions.

    """
    if not is_recognised:
        return False
    if not (old.is_latin and new.is_latin):
        return old.key == new.key
    if old.has_digit or new.has_digit:
        return _is_digit_in_letters(old, new)
    one, other = old.letters, new.letters
    if one == other:  # an apostrophe came or went: its, it's
        return not is_english(one)
    if matter_of(old) is not None or matter_of(new) is not None:
        return _is_no_word_of_its_own(old, new, elsewhere)
    return _is_misreading(old, new, elsewhere)


def _is_no_word_of_its_own(old: Word, new: Word, elsewhere: Vocabulary) -> bool:
    """Tell whether a word that matters, no name or number, or one at a sentence's start, was misread as no word at all."""
    if old.is_initial or new.is_initial:
        return False
    for word, other in ((old, new), (new, old)):
        is_known = (word is old and is_common(word)) or (len(word.letters) > 3 and is_listed(word))
        is_none = not (is_listed(other) or is_common(other) or is_english(other.written))
        if is_known and is_none and shape(word.letters) == shape(other.letters):
            return other.letters not in (elsewhere.old if word is old else elsewhere.new)
    return False


def _is_misreading(old: Word, new: Word, elsewhere: Vocabulary) -> bool:
    """Tell whether one of two ordinary words can be the other, misread: one is a word, the other is none and looks like it."""
    one, other = old.letters, new.letters
    if elsewhere.are_both_words(one, other) or is_english_name(old.written) or is_english_name(new.written):
        return False
    known = [is_english(word.written) or elsewhere.has_twice(word.letters) for word in (old, new)]
    if not any(is_english(word.written) for word in (old, new)):  # of another language, or rare: both may be words
        return known.count(True) == 1 and shape(one) == shape(other)
    return known.count(True) == 1 and look_alike(one, other)


def look_alike(one: str, other: str) -> bool:
    """Tell whether two folded words differ by nothing but what readers of pictures take for each other."""
    one, other = shape(one), shape(other)
    edits = Levenshtein.editops(one, other)
    length = min(len(one), len(other))
    if len(edits) > (length >= _LONG) + (length >= _LONGER):
        return False
    return all(
        _is_read_so(one[edit.src_pos : edit.src_pos + 1], other[edit.dest_pos : edit.dest_pos + 1], edit.tag) for edit in edits
    )


def _is_read_so(letter: str, other: str, edit: str) -> bool:
    if edit == "replace":
        return frozenset((letter, other)) in _ALIKE
    return (letter if edit == "delete" else other) in _THIN


def shape(word: str) -> str:
    """Return a folded word with one letter for all that are taken for each other."""
    word = word.translate(_ONE_LETTER)
    for letters, taken_for in _SHAPES:
        word = word.replace(letters, taken_for)
    return word


_NOTE_MARK = re.compile(r"[^\W\d_]{3,}[.!?]['\"”’»)\]]*$")
_READ_FOR_NOTES = frozenset("?°>^<")


def is_lost_note(before: str, mark: Word, behind: str, instead: Sequence[Word]) -> bool:
    """Tell whether a figure is the mark of a note, which stands right behind the end of a sentence, and was not read as a figure.

    Args:
        before: What stands before it.
        mark: The figure.
        behind: What stands behind it.
        instead: What stands in its place in the other version.

    """
    if not (mark.written.isdigit() and len(mark.written) <= 3 and {one.written for one in instead} <= _READ_FOR_NOTES):
        return False
    last = _NOTE_MARK.search(before)
    is_at_end = not behind.strip() or (behind[0].isspace() and behind.lstrip("\"“‘'«([ \n\t\u00a0")[:1].isupper())
    return last is not None and is_at_end and not is_abbreviation(last[0].rstrip("'\"”’»)]").rstrip(".!?"))


def _is_digit_in_letters(old: Word, new: Word) -> bool:
    """Tell whether two writings, of which one has a digit, are one word with a letter for a digit or a digit for a letter."""
    if old.has_digit and new.has_digit:
        return _is_mixed(old, new) and _as_number(old) == _as_number(new) and _digits_agree(old.written, new.written)
    plain, mixed = (old, new) if new.has_digit else (new, old)
    letters = sum(char.isalpha() for char in mixed.written)
    if letters * 2 < len(mixed.written) or (letters * 2 == len(mixed.written) and not is_common(plain)):
        return False  # mostly digits: it is a number
    is_long = letters > 4 * (len(mixed.written) - letters)
    is_word = not plain.is_capital and (is_listed(plain) or is_long)
    if not (_is_within_small_letters(mixed.written) or is_common(plain) or is_word):
        return False  # MI5, iPhone5: it may be the digit
    return len(plain.letters) == len(mixed.letters) and all(
        a == b or (b.isdigit() and a.translate(_TO_DIGITS) == b) for a, b in zip(plain.letters, mixed.letters, strict=False)
    )


def _is_within_small_letters(written: str) -> bool:
    """Tell whether each digit of a word has a small letter behind it, which no number has that names something."""
    return all(one.islower() for one in _BEHIND_DIGITS.findall(written))


_BEHIND_DIGITS = re.compile(r"\d+(\D?)")


def _is_mixed(old: Word, new: Word) -> bool:
    return any(char.isalpha() for char in old.written) != any(char.isalpha() for char in new.written)


def _as_number(word: Word) -> str:
    return word.written.translate(_TO_DIGITS)


def _digits_agree(one: str, other: str) -> bool:
    """Tell whether a number with letters in it is mostly digits: "l00" is 100, "S5" and "B2345678" may name something."""
    mixed = one if any(char.isalpha() for char in one) else other
    letters = [char for char in mixed if char.isalpha()]
    return len(letters) < sum(char.isdigit() for char in mixed) and set(letters) <= set("lIioO") and not mixed[0].isupper()


BEGINNINGS = words_in("un in im il ir dis non mis de re anti over under pre out a")
