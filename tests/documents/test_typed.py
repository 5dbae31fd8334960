"""Quotes as they are typed: found where they are said, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.documents.text.quotes.quote import find_quote
from reviewer.documents.text.quotes.typed import as_typed, without_author_marks, without_end_dashes
from tests.documents.layouts import REPEATABLE


def found(text: str, quote: str) -> list[str]:
    return [text[start.offset : end.offset] for start, end in find_quote({0: text}, quote, typed=True)]


@pytest.mark.parametrize(
    ("printed", "quote"),
    [
        ("they asked\n• to read\n• to write", "they asked to read to write"),
        ("they asked\n\uf0b7 to read\n\uf0a7to write", "they asked • to read ▪ to write"),
        ("they asked to read", "they asked • to read"),
        ("Home • About", "Home About"),
        ("Chapter I ........ 5", "Chapter I 5"),
        ("Chapter I.........5", "Chapter I ..... 5"),
        ("Chapter I . . . . . . .\n5", "Chapter I 5"),
        ("Chapter I……… 5", "Chapter I 5"),
        ("Chapter I····· 5", "Chapter I 5"),
        ("a fine of $ 5 or € 6", "a fine of $5 or €6"),
        ("under §5, 20% of it", "under § 5, 20 % of it"),
        ("he said “ no ” to it", "he said “no” to it"),
        ("he said“no”to it", 'he said "no" to it'),
        ("to all… he said … so", "to all … he said… so"),
        ("under 5(a) (1)", "under 5(a)(1)"),
        ("Ann Roe\u2217 and Max Doe\u2020\u2021, both", "Ann Roe and Max Doe, both"),
        ("Ann Roe\u2217 and Max Doe", "Ann Roe* and Max Doe"),
        ("of −5 % of it", "of -5 % of it"),
        ("of\n–5 % of it", "of -5 % of it"),
        ("from 3 – 5 % of it", "from 3-5 % of it"),
        ("from 3–5 % of it", "from 3 - 5 % of it"),
        ("from 3–\n5 % of it", "from 3 -- 5 % of it"),
        ("in 2014. . . 15 of it", "in 2014 ... 15 of it"),
        ("No. 5 of U. S. law", "No.5 of U.S. law"),
        ("they said –so it is", "they said - so it is"),
        ("they said – so it is", "they said -so it is"),
        ("they said—so it is", "they said -- so it is"),
        ("the per-\nmission of it", "the permission of it"),
        ("fell from \u00ad5 to 12", "fell from -5 to 12"),
        ("they sold –a5 of it", "they sold - a5 of it"),
        ("they use –.net of it", "they use - .net of it"),
        ("in 20 “5” of it", "in 20“5” of it"),
        ("a rate of .5 of it", "a rate of.5 of it"),
        ("that is 5% 6 of it", "that is 5%6 of it"),
        ("under 5. So it is", "under 5.So it is"),
        ("of 2017 年的", "of 2017年的"),
        ("of 用 AI of it", "of 用AI of it"),
    ],
)
def test_what_nobody_types_alike_makes_no_difference(printed: str, quote: str) -> None:
    assert found(f"Before. {printed} After.", quote) == [printed]


@pytest.mark.parametrize(
    ("printed", "quote"),
    [
        ("a fine of 2,000", "a fine of 200"),
        ("a fine of 2,000", "a fine of 2000"),
        ("a fine of 2 000", "a fine of 2000"),
        ("a fine of 2.000", "a fine of 2 000"),
        ("on page 2. 5 men went", "on page 2.5 men went"),
        ("on page 2 .5 men went", "on page 2.5 men went"),
        ("a rate of 2.5 men", "a rate of 2. 5 men"),
        ("from 5–\n10 %", "from 510 %"),
        ("from 5-\n10 %", "from 510 %"),
        ("from 5–10 %", "from 510 %"),
        ("rose by 5 % then", "rose by -5 % then"),
        ("rose by −5 % then", "rose by 5 % then"),
        ("lost – 5 % then", "lost -5 % then"),
        ("lost –5 % then", "lost - 5 % then"),
        ("lost – $5 then", "lost -$5 then"),
        ("rose by .5 then", "rose by 5 then"),
        ("they did not read", "they did read"),
        ("they did read", "they did not read"),
        ("the therapist", "the rapist"),
        ("the “rapist”", "therapist"),
        ("✓ Yes ☐ No", "Yes No"),
        ("• Yes and", "✓ Yes and"),
        ("□ Yes ■ No", "Yes No"),
        ("x = 5 \u2217 3 it", "x = 5 3 it"),
        ("x = 5\u22173 it", "x = 53 it"),
        ("x = a\u2217b it", "x = ab it"),
        ("x is 5\u2020 it", "x is 5 it"),
        ("Ann Roe and", "Ann Roe\u2020 and"),
        ("Ann Roe\u2021 and", "Ann Roe\u2020 and"),
        ("Chapter I.........5", "Chapter I5"),
        ("he said .... no", "he said no"),
        ("he said … no", "he said no"),
        ("under (a), (b)", "under (a)(b)"),
        ("it is 5•3 of", "it is 53 of"),
        ("it is 5 • 3 of", "it is 53 of"),
    ],
)
def test_what_is_not_said_is_not_found(printed: str, quote: str) -> None:
    assert found(f"Before. {printed} After.", quote) == []


@pytest.mark.parametrize(
    ("quote", "kept"),
    [
        ("– all of it —", "all of it"),
        ("all of it --", "all of it"),
        ("all of it – ", "all of it"),
        ("all of it—", "all of it"),
        ("-5 %", "-5 %"),
        ("–5 %", "–5 %"),
        ("- 5 %", "- 5 %"),
        ("−$5", "−$5"),
        ("-.5", "-.5"),
        ("— 5 of them", "5 of them"),
        ("-- 5 of them", "5 of them"),
        ("-all", "all"),
        ("rated A-", "rated A-"),
        ("rated A−", "rated A−"),
        ("from 2010–", "from 2010–"),
        ("from 2010--", "from 2010"),
        ("from 2010—", "from 2010"),
        ("anti-", "anti-"),
        ("anti–", "anti"),
        ("--", ""),
    ],
)
def test_dashes_at_the_ends_go_where_they_say_nothing(quote: str, kept: str) -> None:
    assert without_end_dashes(quote) == kept


@pytest.mark.parametrize(
    ("printed", "quote"),
    [
        ("–5 %", "–5 %"),
        ("−5 %", "-5 %"),
        ("5 %", "– 5 %"),
        ("rated A", "rated A-"),
        ("since 2010", "since 2010–"),
        ("5 %", "-5 %"),
    ],
)
def test_a_minus_sign_at_an_end_must_be_printed(printed: str, quote: str) -> None:
    assert found(f"Before {printed} after.", quote) == ([printed] if printed[0] in "–−" else [])


@REPEATABLE
@given(st.text("ab1.•\u2020\u2217…– \n", max_size=60))
def test_every_code_point_keeps_its_place(text: str) -> None:
    for given_back in (as_typed(text), without_author_marks(text)):
        assert len(given_back) == len(text)
        assert all(one == other for one, other in zip(given_back, text, strict=True) if other in "ab1\n")
