"""Owns what a second reading may do to a word: which two writings can be one and the same word, read twice. Pure.

Where nobody recognised anything, none can. Of names and figures nothing is believed but a digit before small letters that
stands for a letter ("Netf1ix"), or letters among digits ("l00"); of other words that matter also what is no word ("wlthout"). Of
ordinary words it is believed where just the letters differ that programs take for each other, or where one of the two is a word
that stands elsewhere while the other stands nowhere; never where one is the other with another ending or beginning ("grants").
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rapidfuzz.distance import OSA

from reviewer.documents.text.reanchoring.matters import is_common, is_listed, matter_of
from reviewer.documents.text.reanchoring.words import Word, words_in
from reviewer.looking.folding import folded

_ONE_LETTER = str.maketrans("0158629|!¡qie", "olsbbzglllglc")
_SHAPES = (("rn", "m"), ("cl", "d"), ("vv", "w"), ("nn", "m"), ("ll", "h"), ("lc", "k"))
_TO_DIGITS = str.maketrans("oOlIi|!sSbBzZ", "0011111558822")

_ENDINGS = re.compile(r"(?:s|es|d|ed|ing|er|ers|or|ors|ly|y|al|en|n|r|t|ion|ions|able|less|ful|ment|st|est)?")
_REAL_WORDS = words_in(
    """
    fail fall form from modem modern bum burn com corn tum turn stem stern clear dear close dose clog dog bail ball hail
    hall mail mall tail tall sail sall wail wall ail all he be her hear bear head bead beat heat hut but tie lie die tile
    file fire tire fine line cut out our cur eat cat ear car oat red reel deed died lied tied far tar for tor four tour fen
    ten fin tin fan tan felt tell fell time lime dime lean clean dean loan lone done gone hone bone bold hold both moth now
    how low row mow cow own win wire wise rise use uses user used sue see sees seen seem seer set sets sell sold told tool
    fool foot loot boot hoot lead load loud land hand band sand said paid laid raid made make male mate late date gate rate
    hate fate base case cause ease lose loose rose nose is as us a an at it if in on or of to so do go no me we my by has
    had have gave save give live five dive love move more mere were where here there three their then than them thin think
    thing this that what when went want wont cast east cars ears clown down clue due clay day clip dip clock dock club dub
    clam dam clad dad clash dash corner comer corners comers barn bam darn torn tom burns bums turns tums yarn yam stems
    sterns quest guest quests guests quilt guilt learned leaned mails malls fails falls failed falled bails balls clogs dogs
    clears dears closed dosed closes doses clubs dubs clocks docks modems moderns earn eam docs does dogs
    """
)
"""Words that are common and easily taken for one another: neither is a misreading."""

_SHORT, _LONG, _LONGER = 3, 5, 9


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

    def knows_one(self, old: str, new: str) -> bool:
        """Tell whether one of two writings stands elsewhere."""
        return any(word in some for word in (old, new) for some in (self.old, self.new))


_LETTERS = re.compile(r"[^\W\d_]+")


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
    if one == other:
        return one not in _WITHOUT_APOSTROPHE
    if matter_of(old) is not None or matter_of(new) is not None:
        return _is_no_word_of_its_own(old, new, elsewhere)
    return _is_misreading(one, other, elsewhere)


def _is_no_word_of_its_own(old: Word, new: Word, elsewhere: Vocabulary) -> bool:
    """Tell whether a word that matters, no name or number, or one at a sentence's start, was misread as no word at all."""
    if old.is_initial or new.is_initial:
        return False
    for word, other in ((old, new), (new, old)):
        is_known = (word is old and is_common(word)) or (len(word.letters) > _SHORT and is_listed(word))
        is_none = not (is_listed(other) or is_common(other) or other.letters in _REAL_WORDS)
        if is_known and is_none and shape(word.letters) == shape(other.letters):
            return other.letters not in (elsewhere.old if word is old else elsewhere.new)
    return False


def _is_misreading(one: str, other: str, elsewhere: Vocabulary) -> bool:
    """Tell whether one of two ordinary words can be the other, misread."""
    if {one, other} <= _REAL_WORDS or elsewhere.are_both_words(one, other) or _is_inflected(one, other):
        return False
    if shape(one) == shape(other):
        return True
    if min(len(one), len(other)) < _LONG:
        return False
    distance = OSA.distance(one, other)
    return elsewhere.knows_one(one, other) and distance <= (1 if min(len(one), len(other)) < _LONGER else 2)


_WITHOUT_APOSTROPHE = words_in("were well shell hell ill wed shed cant wont")
"""Words that are others with an apostrophe."""


def shape(word: str) -> str:
    """Return a folded word with one letter for all that are taken for each other."""
    word = word.translate(_ONE_LETTER)
    for letters, taken_for in _SHAPES:
        word = word.replace(letters, taken_for)
    return word


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


def _is_inflected(one: str, other: str) -> bool:
    """Tell whether two words differ by a beginning or an ending alone."""
    shared = _shared(one, other)
    if shared >= 3 and _ENDINGS.fullmatch(one[shared:]) and _ENDINGS.fullmatch(other[shared:]):
        return True
    shorter, longer = sorted((one, other), key=len)
    return longer.endswith(shorter) and longer[: len(longer) - len(shorter)] in BEGINNINGS


BEGINNINGS = words_in("un in im il ir dis non mis de re anti over under pre out a")


def _shared(one: str, other: str) -> int:
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count
