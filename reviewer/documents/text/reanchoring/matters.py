"""Owns which words matter: those that turn a sentence round, say how much, who, when, or how surely. Pure; English first.

What a word is decides how it is told to a person, and that no misreading is ever believed of it. It never makes a change
harmless: a word that is in none of these lists and was changed is a change too.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

from reviewer.documents.text.reanchoring.words import Word, words_in


class Matter(StrEnum):
    """What a word that matters says."""

    NEGATION = "negation"
    NUMBER = "number"
    NAME = "name"
    MODAL = "modal"
    DATE = "date"
    QUANTITY = "quantity"
    SIGN = "sign"
    PUNCTUATION = "punctuation"
    WORD = "word"


_NEGATION = words_in(
    """
    not no never none nothing nobody nowhere neither nor without except excepting excluding unless cannot cant dont doesnt
    didnt isnt arent wasnt werent wont wouldnt shouldnt couldnt mustnt mightnt neednt shant hasnt havent hadnt aint hardly
    barely scarcely seldom rarely deny denies denied denying refuse refuses refused fail fails failed lack lacks lacked
    against instead nicht kein keine keinen keiner keinem keines nie niemals ohne weder ne pas jamais sans aucun aucune rien
    nunca sin ningun ninguna nada niet geen nooit zonder inte ingen aldrig utan ikke jamas senza mai nessun nessuno nao nem
    """
)
_MODAL = words_in(
    """
    may might can could shall should will would must ought need needs dare able unable required permitted allowed likely
    unlikely possibly probably perhaps maybe certainly allegedly reportedly apparently muss kann darf soll wird konnte
    sollte durfte peut doit puede debe
    """
)
_NUMBER = words_in(
    """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
    nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million millions
    billion billions trillion trillions dozen dozens first second third fourth fifth sixth seventh eighth ninth tenth
    eleventh twelfth twentieth hundredth once twice thrice single double triple half halves quarter quarters tenths fifths
    thirds percent percentage percents pct bn mn m k dollar dollars euro euros pound pounds cent cents pence yen yuan usd
    eur gbp kg km mg cm mm mb gb tb kilometre kilometres kilometer kilometers mile miles metre metres meter meters tonne
    tonnes ton tons
    """
)
_DATE = words_in(
    """
    january february march april may june july august september october november december jan feb mar apr jun jul aug sep
    sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
    today yesterday tomorrow tonight spring summer autumn fall winter day days week weeks month months year years decade
    decades century am pm early late mid earlier later before after until since during ago daily weekly monthly
    quarterly yearly annually hour hours minute minutes seconds morning afternoon evening midnight noon
    """
)
_QUANTITY = words_in(
    """
    all any some every each most many much few fewer several both either only just solely merely always often sometimes
    usually frequently occasionally more less least than at over under above below about nearly almost approximately exactly
    up down everyone everybody anyone anybody someone somebody entire entirely whole partly partially fully completely but
    yet still and or if
    """
)
TURN_WITH_CASE = frozenset({"may", "will", "march", "august", "mark", "sun", "mar", "sat", "us", "it", "who", "am", "pm", "can"})
"""Words that a capital makes another word."""

_COMMON = words_in(
    """
    the a an this that these those we i he she they it you our my his her their its your in on at by of to from for with as
    is are was were be been being has have had do does did which who whom whose what when where why how there here so such
    then thus however therefore moreover although though because while
    """
)
"""Words that are no names though a sentence begins with them."""

_ROMAN = re.compile(r"(?=[ivxlc])(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})")


_NUMERAL = re.compile(
    r"(?:thir|four|fif|six|seven|eigh|nine)teenths?|(?:twen|thir|for|fif|six|seven|eigh|nine)tieths?"
    r"|(?:hundred|thousand|(?:m|b|tr)illion|ten|eleven|twelf|seven|eigh|nin|six|fif|four)ths?"
    r"|(?:kilo|mega|giga|tera|peta|milli|micro|nano|centi)(?:byte|bit|watt|gram|metre|meter|litre|liter|ton|tonne|hertz|volt)s?"
)
"""Ordinals, and measures with what multiplies them."""

_LISTED = (
    (Matter.NEGATION, _NEGATION),
    (Matter.MODAL, _MODAL),
    (Matter.NUMBER, _NUMBER),
    (Matter.DATE, _DATE),
    (Matter.QUANTITY, _QUANTITY),
)


def matter_of(word: Word) -> Matter | None:
    """Return what a word says that matters, or None for an ordinary one."""
    if word.has_digit or word.is_sign:
        return Matter.SIGN if unicodedata.category(word.written[0]) == "So" else Matter.NUMBER
    if word.is_initial:
        return Matter.NAME
    parts = {word.letters, *re.split("['\u00ad-]", word.written.lower())}
    for matter, listed in _LISTED:
        if parts & listed or (matter is Matter.NUMBER and any(map(_NUMERAL.fullmatch, parts))):
            return matter
    if "non" in parts or word.key.endswith("n't"):
        return Matter.NEGATION
    if word.is_capital and word.letters not in _COMMON:
        return Matter.NUMBER if word.written.isupper() and _ROMAN.fullmatch(word.letters) else Matter.NAME
    return None


def is_listed(word: Word) -> bool:
    """Tell whether a word, without its capitals, matters by itself."""
    return any(word.letters in listed for _, listed in _LISTED)


def is_common(word: Word) -> bool:
    """Tell whether a word is so common that a capital makes no name of it."""
    return word.letters in _COMMON


NEGATING = words_in("un in im il ir dis non mis anti")
"""Beginnings that make the opposite of a word."""


def are_opposites(one: str, other: str) -> bool:
    """Tell whether one of two folded words is the other with a beginning that turns it round."""
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) > 2 and longer.endswith(shorter) and longer.removesuffix(shorter) in NEGATING
