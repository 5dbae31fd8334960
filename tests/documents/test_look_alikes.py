"""Words that look alike in recognised text: two that are both words are never taken for one, a misread one is.

The pairs come from sources that the program does not know: those that reviewers found, and `tests/turned`.
"""

from __future__ import annotations

import random

import pytest

from reviewer.documents.text.reanchoring.comparing import compared
from reviewer.documents.text.reanchoring.noise import Vocabulary
from tests import turned

PAIRS = [
    "employer employee", "payer payee", "mortgagor mortgagee", "lessor lessee", "prosecuted persecuted", "encrypted decrypted",
    "increased decreased", "inclusive exclusive", "uploaded unloaded", "affect effect", "roubles rubles", "maria marla",
    "alder alden", "ian lan", "included inclined", "exported imported", "internal external", "immoral immortal",
    "ingested infested", "recruited requited", "wanted wasted", "adopted adapted", "principal principle", "casual causal",
    "lien hen", "form from", "clone done", "modern modem", "corner comer", "burn bum", "eight fight", "statue statute",
    "trail trial", "martial marital", "censor censer", "counsel council", "deceased diseased", "interred interned",
    "moral morale", "perpetrate perpetuate", "prescribe proscribe", "ensure insure", "elicit illicit", "altered allered altered",
    "kelly keily kelly", "users user's", "its it's", "well we'll", "resume résumé", "konnte könnte", "schon schön", "gilt gült",
    "the thé",
]  # fmt: skip


@pytest.mark.parametrize("pair", [one for one in PAIRS if len(one.split()) == 2])
def test_two_words_that_look_alike_are_never_one_misread(pair: str) -> None:
    first, second = pair.split()
    for one, other in ((first, second), (second, first)):
        old, new = f"it was said that the {one} of them came", f"it was said that the {other} of them came"
        for elsewhere in ("", one, f"{one} {other}"):
            words = Vocabulary.of([f"{old} {elsewhere}"], [f"{new} {one}"])
            assert not compared(old, new, is_recognised=True, words=words).is_same, (old, new)


SENTENCE = "it was told in the report that the partner had read of them since they were there for the users"


@pytest.mark.parametrize("kind", turned.PAIRS)
def test_what_says_something_else_is_never_a_misreading(kind: str) -> None:
    for seed in range(150):
        dice = random.Random(seed)
        pair = turned.PAIRS[kind](dice)
        texts = turned.planted(dice, SENTENCE, pair)
        assert texts is not None
        old, new = texts
        for elsewhere in (" ".join(pair), ""):
            words = Vocabulary.of([old, elsewhere], [new, old if elsewhere else ""])
            assert not compared(old, new, is_recognised=True, words=words).is_same, (old, new)
            assert not compared(old, new, words=words).is_same, (old, new)


def test_punctuation_that_says_something_else_is_told_of_text_that_somebody_set() -> None:
    for seed in range(50):
        dice = random.Random(seed)
        texts = turned.planted(dice, SENTENCE, turned.MARKS["punctuation"](dice))
        assert texts is not None
        assert not compared(*texts).is_same, texts


@pytest.mark.parametrize(
    ("word", "read"),
    [
        ("messages", "rnessages"),
        ("messages", "mcssages"),
        ("partner", "partncr"),
        ("learned", "leamed"),
        ("modify", "modity"),
        ("including", "includinq"),
        ("clearly", "dearly"),
        ("company's", "companys"),
        ("well-known", "wcll-known"),
    ],
)
def test_a_word_that_was_misread_as_none_is_still_it(word: str, read: str) -> None:
    old, new = f"it was {word} of them", f"it was {read} of them"
    is_word = read == "dearly"
    words = Vocabulary.of([old, word], [new, word])
    assert compared(old, new, is_recognised=True, words=words).is_same is not is_word
    again = Vocabulary.of([new, word], [old, word])
    assert compared(new, old, is_recognised=True, words=again).is_same is not is_word
    assert not compared(old, new, words=words).is_same


def test_a_letter_that_nobody_takes_for_another_makes_another_word() -> None:
    words = Vocabulary.of(["the partner"], ["the partner"])
    assert not compared("a partner", "a pargner", is_recognised=True, words=words).is_same


@pytest.mark.parametrize(("word", "read"), [("Vertragspartner", "Vertragspartncr"), ("mitgeteilt", "rnitgeteilt")])
def test_a_word_of_another_language_is_known_from_both_versions(word: str, read: str) -> None:
    old, new = f"das {word} war", f"das {read} war"
    known = Vocabulary.of([old, word], [new, word])
    assert compared(old, new, is_recognised=True, words=known).is_same is word.islower()  # a capital may be a name
    assert not compared(old, new, is_recognised=True, words=Vocabulary.of([old], [new])).is_same


def test_the_mark_of_a_note_that_was_not_read_is_no_changed_number() -> None:
    old = "for his own use.1 Today we are there"
    for new in ("for his own use. Today we are there", "for his own use.? Today we are there"):
        assert compared(old, new, is_recognised=True).is_same
        assert compared(new, old, is_recognised=True).is_same
        assert not compared(old, new).is_same


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("for his own use.1 Today we", "for his own use.2 Today we"),
        ("for his own use.1 Today we", "for his own use.l Today we"),
        ("to him.500 dollars", "to him. dollars"),
        ("he paid .5 Million", "he paid Million"),
        ("see Fig.5 The use", "see Fig. The use"),
        ("see Art.5 The use", "see Art. The use"),
        ("of 2.5 Million", "of 2. Million"),
        ("he paid 5 Million", "he paid Million"),
        ("in Windows7 There", "in Windows There"),
        ("the end.$5 The", "the end.$ The"),
    ],
)
def test_any_other_figure_that_went_is_a_changed_number(old: str, new: str) -> None:
    assert not compared(old, new, is_recognised=True).is_same
    assert not compared(new, old, is_recognised=True).is_same
