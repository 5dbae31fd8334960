"""What counts as the same words: how they are set and read, and nothing that turns a sentence round."""

from __future__ import annotations

import random

import pytest

from reviewer.documents.text.reanchoring.comparing import Kind, compared
from reviewer.documents.text.reanchoring.matters import Matter
from reviewer.documents.text.reanchoring.noise import Vocabulary
from tests import rewording

SAME = [
    ("We didn't access", "We didn’t access"),
    ("the re-\nsult of $5 million", "the result of $5 million"),
    ("rose 5% in 2017", "rose 5 % in 2017"),
    ("10-15 days", "10–15 days"),
    ("read the ﬁle", "read the file"),
    ("Peña", "Pen\u0303a"),
    ("private messages", "privatemessages"),
    ("PRIVATE MESSAGES OF USERS", "Private messages of users"),
    ("“the users”", '"the users"'),
    ("soft\u00adware", "software"),
    ("the U. S. courts", "the U.S. courts"),
    ("the U.S. courts", "the US courts"),
    ("一、主要会计数据", "一、主要 会计数据"),
    ("terms: - the users", "terms: \u00ad the users"),
    ("the F-\n16 of 2009-\n2010", "the F-16 of 2009-2010"),
]

CHANGED = [
    ("We did not access", "We did access", Matter.NEGATION),
    ("We did access", "We didn’t access", Matter.NEGATION),
    ("We did not access", "We didn’t access", Matter.NEGATION),
    ("it can be read", "it cannot be read", Matter.NEGATION),
    ("they had access", "they no longer had access", Matter.NEGATION),
    ("with consent", "without consent", Matter.NEGATION),
    ("all but messages", "all except messages", Matter.NEGATION),
    ("was lawful", "was unlawful", Matter.NEGATION),
    ("a compliant firm", "a non-compliant firm", Matter.NEGATION),
    ("is now here", "is nowhere", Matter.NEGATION),
    ("paid 1,500", "paid 1.500", Matter.NUMBER),
    ("between -5 and 5", "between 5 and 5", Matter.NUMBER),
    ("rose 5%", "rose 5", Matter.NUMBER),
    ("paid $5", "paid €5", Matter.NUMBER),
    ("10-15 days", "1015 days", Matter.NUMBER),
    ("twenty-five people", "twenty-six people", Matter.NUMBER),
    ("exhibit S5", "exhibit 55", Matter.NUMBER),
    ("exhibit I5", "exhibit 15", Matter.NUMBER),
    ("five million", "five billion", Matter.NUMBER),
    ("ten percent", "ten", Matter.NUMBER),
    ("Mayer said", "Meyer said", Matter.NAME),
    ("the Company", "the company", Matter.NAME),
    ("it may read", "it might read", Matter.MODAL),
    ("it may be used", "it maybe used", Matter.MODAL),
    ("they could read", "they read", Matter.MODAL),
    ("in March 2018", "in April 2018", Matter.DATE),
    ("after 2018", "before 2018", Matter.DATE),
    ("on Monday", "on Sunday", Matter.DATE),
    ("all messages", "some messages", Matter.QUANTITY),
    ("read messages", "only read messages", Matter.QUANTITY),
    ("granted access", "grants access", None),
    ("coöperate", "cooperate", None),
    ("访问消息", "不访问消息", None),
]


@pytest.mark.parametrize(("old", "new"), SAME)
def test_what_is_set_or_read_otherwise_says_the_same(old: str, new: str) -> None:
    assert compared(old, new).is_same
    assert compared(new, old).is_same


@pytest.mark.parametrize(("old", "new", "matter"), CHANGED)
@pytest.mark.parametrize("is_recognised", [False, True])
def test_a_changed_word_is_a_change_and_named(old: str, new: str, matter: Matter | None, *, is_recognised: bool) -> None:
    for one, other in ((old, new), (new, old)):
        found = compared(one, other, is_recognised=is_recognised)
        assert not found.is_same
        assert matter is None or matter in {one for stretch in found.changed for one in stretch.matters}


PUNCTUATED = [
    ("The partner, who knew, left", "The partner who knew left"),
    ("he had “access” to it", "he had access to it"),
    ("No, we accessed it", "No we accessed it"),
    ("he left; they knew", "he left, they knew"),
    ("the users (all of them) knew", "the users all of them knew"),
    ("Let's eat, partners of ours", "Let's eat partners of ours"),
    ("the users' data", "the users data"),
    ("It was Alder. Brandt knew it", "It was Alder Brandt knew it"),
    ("he said: they knew", "he said they knew"),
    ("he — they knew — left", "he they knew left"),
]


@pytest.mark.parametrize(("old", "new"), PUNCTUATED)
def test_punctuation_that_somebody_changed_is_told_and_of_a_recogniser_believed(old: str, new: str) -> None:
    for one, other in ((old, new), (new, old)):
        found = compared(one, other)
        assert {matter for change in found.changed for matter in change.matters} == {Matter.PUNCTUATION}
        assert compared(one, other, is_recognised=True).is_same


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("he had “access” to it", "he had ''access'' to it"),
        ("he had ‘access’ to it", "he had 'access' to it"),
        ("it was so—they knew", "it was so – they knew"),
        ("it was so...they knew", "it was so … they knew"),
        ("of Mr. Alder and Inc. Holm", "of Mr Alder and Inc Holm"),
        ("1 The terms ...... 5", "1 The terms ............ 5"),
        ("as follows: • the partner", "as follows: ▪ the partner"),
    ],
)
def test_punctuation_in_another_shape_says_nothing(old: str, new: str) -> None:
    assert compared(old, new).is_same
    assert compared(new, old).is_same


def test_everything_that_was_changed_is_told() -> None:
    (change,) = compared("they paid it", "they never paid Alder 500 of it").changed[:1]
    assert change.matters == (Matter.NEGATION,)
    (_, change) = compared("they paid it", "they never paid Alder 500 of it").changed
    assert change.matters == (Matter.NUMBER, Matter.NAME)


@pytest.mark.parametrize("is_recognised", [False, True])
def test_a_name_is_no_misread_common_word(*, is_recognised: bool) -> None:
    assert not compared("in Google Docs and others", "in Google Does and others", is_recognised=is_recognised).is_same
    assert not compared("in Google Does and others", "in Google Docs and others", is_recognised=is_recognised).is_same


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("rnessages of Netflix", "messages of Netf1ix"),
        ("The users", "Thc users"),
        ("went to them", "went t0 them"),
        ("without consent", "wlthout consent"),
        ("100 users", "l00 users"),
    ],
)
def test_misread_words_that_are_none_say_the_same_where_text_was_recognised(old: str, new: str) -> None:
    assert compared(old, new, is_recognised=True).is_same


def test_a_misreading_is_believed_where_the_word_stands_elsewhere_and_the_other_is_none() -> None:
    words = Vocabulary.of(["the message and the massage"], ["the message"])
    assert compared("a message", "a mossage", is_recognised=True, words=words).is_same
    assert not compared("a message", "a mossage", words=words).is_same
    assert not compared("a message", "a massage", is_recognised=True, words=words).is_same


def test_two_words_of_the_language_are_never_a_misreading_of_each_other() -> None:
    for old, new in (
        ("to fail", "to fall"),
        ("he has read", "he had read"),
        ("clear terms", "dear terms"),
        ("his guilt", "his quilt"),
        ("the corner", "the comer"),
        ("the form", "the from"),
    ):
        assert not compared(old, new, is_recognised=True).is_same


def test_a_bullet_that_was_read_as_a_letter_says_nothing() -> None:
    old = "the partners • may read messages"
    assert compared(old, "the partners e may read messages", is_recognised=True).is_same
    assert compared("the partners e may read messages", old, is_recognised=True).is_same
    assert not compared(old, "the partners e may read messages").is_same
    assert not compared("the partners may read messages", "the partners e may read messages", is_recognised=True).is_same
    assert not compared(old, "the partners I may read messages", is_recognised=True).is_same


def test_changes_say_where_they_stand_in_both_quotes() -> None:
    old, new = "They did not read the messages.", "They did read the messages."
    (change,) = compared(old, new).changed
    assert old[slice(*change.old)] == "not"
    assert change.new[0] == change.new[1]
    assert [one.kind for one in compared(old, new).stretches] == [Kind.SAME, Kind.CHANGED, Kind.SAME]


@pytest.mark.parametrize("matter", rewording.CHANGES)
def test_each_changed_word_that_matters_is_caught(matter: str) -> None:
    tried = 0
    reports = [rewording.report(seed, pages=1)[0].split() for seed in range(20)]
    for seed in range(300):
        dice = random.Random(seed)
        said = " ".join(reports[seed % 20][seed % 40 : seed % 40 + 40])
        other = rewording.CHANGES[matter](dice, said)
        if other is None:
            continue
        tried += 1
        for is_recognised in (False, True):
            words = Vocabulary.of([said, *reports[1]], [other, *reports[1]])
            assert not compared(said, other, is_recognised=is_recognised, words=words).is_same, (said, other)
    assert tried > 150
