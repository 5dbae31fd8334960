"""Whatever a person types means something, and means what they would expect."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer.looking.query import All, Any, Near, Node, Query, Remark, Wanted, Without, written
from reviewer.looking.typed_query import understood

A, B, C, D = (Wanted(one) for one in "abcd")


@pytest.mark.parametrize(
    ("typed", "node"),
    [
        ("a", A),
        ("a b", All((A, B))),
        ("a AND b", All((A, B))),
        ("a and b", All((A, Wanted("and"), B))),
        ('"a b" c', All((Wanted("a b"), C))),
        ("„a b“ «c»", All((Wanted("a b"), C))),
        ('"a b', Wanted("a b")),
        ('a "', A),
        ('12" pipe', All((Wanted("12"), Wanted("pipe")))),
        ("a*", Wanted("a", is_beginning=True)),
        ('"a b"*', Wanted("a b", is_beginning=True)),
        ("a OR b c", Any((A, All((B, C))))),
        ("(a OR b) c", All((Any((A, B)), C))),
        ("(a OR b c", Any((A, All((B, C))))),
        ("a) b", All((A, B))),
        ("3(a) b", All((Wanted("3(a"), B))),
        ("a NOT b", Without(A, B)),
        ("a -b -c", Without(A, Any((B, C)))),
        ("NOT b a", Without(A, B)),
        ("-b a", Without(A, B)),
        ('a -"b c"', Without(A, Wanted("b c"))),
        ("a -(b OR c)", Without(A, Any((B, C)))),
        ("a AND NOT b", Without(A, B)),
        ("a NOT (NOT b)", All((A, B))),
        ("co-operate", Wanted("co-operate")),
        ("a - b", All((A, B))),
        ("a NEAR b", Near((A, B), 10)),
        ("a NEAR/5 b c", All((Near((A, B), 5), C))),
        ("a NEAR/5 b NEAR/3 c", Near((A, B, C), 3)),
        ("a NEAR/999999999999 b", Near((A, B), 50)),
        ("(a) NEAR (b)", Near((A, B), 10)),
        ("NEAR(a b)", Near((A, B), 10)),
        ("NEAR(a b", Near((A, B), 10)),
        ("NEAR(a b, 5) c", All((Near((A, B), 5), C))),
        ("NEAR(a b,", Near((A, B), 10)),
        ("NEAR(a)", A),
        ("NEAR() a", A),
        ("a OR", A),
        ("a AND", A),
        ("a NOT", A),
        ("OR a", A),
        ("a NEAR", A),
        ("NEAR a", A),
        ("a OR OR b", Any((A, B))),
        ("a OR AND b", Any((A, B))),
        ("AND", Wanted("AND")),
        ("AND AND", All((Wanted("AND"), Wanted("AND")))),
        ("NEAR", Wanted("NEAR")),
        ("", None),
        ("*", None),
        ("()", None),
        ('""', None),
        ("-", None),
        ("😀", None),
        ("a 😀", A),
        ("a\x00b", All((A, B))),
        ("a OR a", A),
    ],
)
def test_what_is_typed_means_what_a_person_expects(typed: str, node: Node | None) -> None:
    assert understood(typed) == Query(node)


@pytest.mark.parametrize(
    ("typed", "node", "remark"),
    [
        ("NOT a", None, Remark.ONLY_NOT),
        ("-a -b", None, Remark.ONLY_NOT),
        ("a OR NOT b", A, Remark.NOT_IN_OR),
        ("(a OR b) NEAR c", All((Any((A, B)), C)), Remark.NEAR_OF_MORE),
        ("(" * 5000 + "a", A, Remark.CUT),
    ],
)
def test_what_is_not_taken_as_it_was_typed_is_said(typed: str, node: Node | None, remark: Remark) -> None:
    assert understood(typed) == Query(node, frozenset({remark}))


def test_of_very_many_words_the_first_are_looked_for() -> None:
    found = understood("word " * 2000)
    assert (len(found.node.parts) if isinstance(found.node, All) else 0, found.remarks) == (32, {Remark.CUT})


def test_words_in_a_row_are_also_a_phrase_unless_somebody_says_otherwise() -> None:
    assert understood("did not").phrase == Wanted("did not")
    assert [understood(one).phrase for one in ("did", "did OR not", "did* not", "did -not", "did NEAR not")] == [None] * 5


def test_the_words_that_are_wanted_are_those_to_be_marked() -> None:
    assert understood('a (b* OR "c d") -e a').terms == (A, Wanted("b", is_beginning=True), Wanted("c d"))


def test_words_as_beginnings() -> None:
    assert written(understood('a OR "b c" -d').begun().node or A) == 'a* OR ("b c" NOT d)'


PIECES = st.sampled_from(
    [
        "AND",
        "OR",
        "NOT",
        "NEAR",
        "NEAR/3",
        "NEAR/",
        "(",
        ")",
        '"',
        "“",
        "-",
        "*",
        " ",
        "a",
        "b*",
        "\x00",
        "😀",
        "a-b",
        "'",
        "ß",
        "字",
        "\n",
    ]
)


@settings(max_examples=400)
@given(st.lists(st.one_of(PIECES, st.text(max_size=3)), max_size=40), st.sampled_from(["", " "]))
def test_whatever_is_typed_is_understood_and_can_be_written_down_again(pieces: list[str], gap: str) -> None:
    query = understood(gap.join(pieces))
    if query.node is not None:
        again = understood(written(query.node))
        assert again.node == query.node
        assert all(any(map(str.isalnum, one.words)) for one in query.terms)


@pytest.mark.parametrize("one", ["a", '"', "(", ")", "-", "*", "a ", "NOT ", "NEAR ", "(a ", "a)", '"a ', "字", "-(", "\n"])
def test_ten_thousand_of_anything_are_understood(one: str) -> None:
    query = understood(one * (10_000 // len(one)))
    if query.node is not None:
        assert understood(written(query.node)).node == query.node
