"""Words that were recognised wrongly are thought of, and other words are not: measured on words that were spoiled by a seed."""

from __future__ import annotations

import random

from reviewer.looking.look_alikes import MOST, mistaken

MISTAKES = {
    "m": ("rn", "nn"),
    "d": ("cl",),
    "w": ("vv",),
    "o": ("0",),
    "l": ("1", "i"),
    "i": ("l", "1"),
    "s": ("5",),
    "h": ("li", "b"),
    "b": ("6", "8"),
    "g": ("9", "q"),
    "e": ("c",),
    "n": ("ri", "u"),
    "u": ("ii",),
    "f": ("t",),
    "z": ("2",),
}
RATE = 0.06
"""Of letters that are misread: of a word of ten one in two is, as on a bad photograph of a screen."""

TEXT = """
access account agreement allegation ambassador amount application archive article authority balance board building
calendar candidate chairman charity closing comment commission company complaint contract council daughter decision
delivery denial deposit director document election embassy employee engine evidence finance fishing foundation freight
funding garden government guarantee harbour hearing history holding illegal import income influence inquiry insurance
interview invoice journal judgment kingdom landing lawyer letter licence lobbyist machine management market meeting
member message messages minister ministry modern modem morning mountain network newspaper notice number office official
operation parliament partner payment pension permission police political president printing private property protest
public purchase question railway receipt reception record register regulator remark report request residence revenue
sailing sample secretary security senator shareholder shipping signature solicitor speaker statement station storage
summary summons supplier surname tender testimony timber trading transfer treasury treaty trial tribunal trust union
vessel warehouse weapon website whistle window witness working writing
"""
WORDS = TEXT.split()


def spoiled(word: str, dice: random.Random) -> str:
    return "".join(dice.choice(MISTAKES[one]) if one in MISTAKES and dice.random() < RATE else one for one in word)


def test_most_words_that_were_misread_are_thought_of_and_hardly_any_other_word_is() -> None:
    dice = random.Random(5)
    made = [(word, spoiled(word, dice)) for word in WORDS for _ in range(40)]
    others = {word: {word, *mistaken(word)} for word in WORDS}
    exact = sum(read == word for word, read in made) / len(made)
    found = sum(read in others[word] for word, read in made) / len(made)
    false = {(word, other) for word in WORDS for other, read in made if other != word and read in others[word]}
    assert exact < 0.75
    assert found > 0.97, f"of all; {exact:.2f} stand there as they should"
    assert false == {("modem", "modern"), ("modern", "modem")}, "what a picture does not tell apart either"


def test_never_too_many_are_thought_of() -> None:
    assert len(mistaken("illllimmiinndddd")) == MOST
    assert mistaken("xyx") == []
