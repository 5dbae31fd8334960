"""Pairs that look alike and say something else: none of them is ever taken for the same without a person."""

from __future__ import annotations

import pytest

from reviewer.documents.text.reanchoring.comparing import compared
from reviewer.documents.text.reanchoring.hyphens import with_soft_hyphens
from reviewer.documents.text.reanchoring.matters import Matter
from reviewer.documents.text.reanchoring.noise import Vocabulary

SET_BY_SOMEBODY = [
    ("the company was failing in May", "the company was falling in May"),
    ("the lien on it", "the hen on it"),
    ("it was damp there", "it was clamp there"),
    ("They clone it", "They done it"),
    ("it was tanned by them", "it was tamed by them"),
    ("by ian of sales", "by lan of sales"),
    ("went to them", "went t0 them"),
    ("100 users", "l00 users"),
    ("the burner was on", "the bumer was on"),
]


@pytest.mark.parametrize(("old", "new"), SET_BY_SOMEBODY)
def test_in_two_texts_that_somebody_set_no_word_is_a_misread_other_one(old: str, new: str) -> None:
    assert not compared(old, new).is_same
    assert not compared(new, old).is_same


@pytest.mark.parametrize("is_recognised", [False, True])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("signed by I. Jones today", "signed by L. Jones today"),
        ("signed by I. Jones today", "signed by l. Jones today"),
        ("signed by O.Jones today", "signed by Q.Jones today"),
    ],
)
def test_an_initial_is_a_name(old: str, new: str, *, is_recognised: bool) -> None:
    assert not compared(old, new, is_recognised=is_recognised).is_same


@pytest.mark.parametrize("is_recognised", [False, True])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("See passport B2345678 of the man", "See passport 82345678 of the man"),
        ("See Section B5 of the deed", "See Section 85 of the deed"),
        ("See Exhibit S3 of the deed", "See Exhibit 53 of the deed"),
        ("Flight I5 left", "Flight 15 left"),
        ("Flight I500 left", "Flight 1500 left"),
        ("file O123 was lost", "file 0123 was lost"),
        ("the agents of MI5 came", "the agents of MIS came"),
        ("sold as model Pro5 there", "sold as model ProS there"),
        ("the G8 met", "the GB met"),
        ("form W2B1 was sent", "form W2BI was sent"),
    ],
)
def test_a_letter_in_an_identifier_is_no_misread_digit(old: str, new: str, *, is_recognised: bool) -> None:
    assert not compared(old, new, is_recognised=is_recognised).is_same
    assert not compared(new, old, is_recognised=is_recognised).is_same


SIGNS = [
    ("They own ⅙ of the shares.", "They own ⅛ of the shares."),
    ("They own ⅚ of the shares.", "They own ⅝ of the shares."),
    ("They own ½ of the shares.", "They own ¼ of the shares."),
    ("about Ⅵ of them", "about Ⅷ of them"),
    ("Net result (5,200) for the year", "Net result 5,200 for the year"),
    ("Net result ($5.2) for the year", "Net result $5.2 for the year"),
    ("Paid ₪500 to him", "Paid ₽500 to him"),
    ("Paid 500 ₽ to him", "Paid 500 ₴ to him"),
    ("a gain of -₪500 then", "a gain of ₪500 then"),
    ("~500 users were asked", "500 users were asked"),
    ("5′ long", "5 long"),
    ("5″ long", "5′ long"),
    ("5 ″ long", "5 long"),
    ("10 °C", "10 C"),
    ("☑ Granted ☐ Refused", "☐ Granted ☑ Refused"),
    ("☒ Granted", "☐ Granted"),
    ("○ Granted ● Refused", "● Granted ○ Refused"),
    ("□ Granted", "■ Granted"),
    ("✓ private messages", "✗ private messages"),
    ("Agree 👍 on messages", "Agree 👎 on messages"),
    ("Data A → B moved", "Data A ← B moved"),
    ("★★★ for it", "★ for it"),
    ("he wrote ███ to them", "he wrote to them"),
    ("x ∉ A here", "x ∈ A here"),
]


@pytest.mark.parametrize("is_recognised", [False, True])
@pytest.mark.parametrize(("old", "new"), SIGNS)
def test_a_sign_that_says_something_is_no_setting(old: str, new: str, *, is_recognised: bool) -> None:
    assert not compared(old, new, is_recognised=is_recognised).is_same
    assert not compared(new, old, is_recognised=is_recognised).is_same


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("• the partners", "▪ the partners"),
        ("■ the partners", "● the partners"),
        ("Netflix® partners", "Netflix partners"),
        ("the partners | may", "the partners may"),
        ("the partners’ wish", "the partners′ wish"),
        ("the “partners” may", "the ″partners″ may"),
    ],
)
def test_a_sign_that_only_sets_a_text_says_nothing(old: str, new: str) -> None:
    assert compared(old, new).is_same
    assert compared(new, old).is_same


@pytest.mark.parametrize("is_recognised", [False, True])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("In 2018 she re-signed the contract.", "In 2018 she resigned the contract."),
        ("The court re-covered the sofa", "The court recovered the sofa"),
        ("This is a typical grant", "This is atypical grant"),
        ("a part of the firm", "apart of the firm"),
        ("by the rapist there", "by therapist there"),
        ("the bill was over due then", "the bill was overdue then"),
        ("a co-op there", "a coop there"),
        ("Smith-Jones paid", "Smith Jones paid"),
        ("Smith-Jones paid", "SmithJones paid"),
    ],
)
def test_a_hyphen_or_a_space_within_a_word_may_make_another_one(old: str, new: str, *, is_recognised: bool) -> None:
    assert not compared(old, new, is_recognised=is_recognised).is_same
    assert not compared(new, old, is_recognised=is_recognised).is_same


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("she wrote the con-\ntract anew", "she wrote the con-tract anew"),
        ("a well-\nknown firm", "a well-known firm"),
        ("a well-known firm,\nas is the con-\ntract", "a well-known firm, as is the con-tract"),
    ],
)
def test_a_hyphen_at_a_line_end_says_nothing(printed: str, said: str) -> None:
    quote = with_soft_hyphens(said, printed)
    assert len(quote) == len(said)
    assert compared(quote, said.replace("con-tract", "contract")).is_same
    assert not compared(said, said.replace("con-tract", "contract").replace("well-known", "wellknown")).is_same


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("the thirteenth of them", "the thirtieth of them"),
        ("the eighteenth case", "the eightieth case"),
        ("the millionth user", "the billionth user"),
        ("stored 40 gigabytes of it", "stored 40 megabytes of it"),
        ("a plant of 40 gigawatts now", "a plant of 40 megawatts now"),
    ],
)
def test_an_ordinal_or_a_measure_is_a_number_that_no_reading_changes(old: str, new: str) -> None:
    words = Vocabulary.of([old, old], [new, old])
    for one, other in ((old, new), (new, old)):
        found = compared(one, other, is_recognised=True, words=words)
        assert [change.matters for change in found.changed] == [(Matter.NUMBER,)]
