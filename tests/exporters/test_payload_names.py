"""File names inside a pack are ours, whatever a document is called."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.exporters.plan.names import LONGEST, folder_name, safe_name

PLAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")
RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")


@pytest.mark.parametrize(
    ("given_name", "expected"),
    [
        ("partner-permissions.pdf", "partner-permissions.pdf"),
        ("Übersicht der Löhne.PDF", "Ubersicht-der-Lohne.pdf"),
        ("Zażółć gęślą jaźń, część 2.pdf", "Zazolc-gesla-jazn-czesc-2.pdf"),
        ("cafe\u0301.pdf", "cafe.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\someone\\terms.pdf", "terms.pdf"),
        ("100% true\n; rm -rf.pdf", "100-true-rm-rf.pdf"),
        ("Memo 3/4", "Memo-3-4.pdf"),
        ("Trace / Monkey: <b>paper</b>", "Trace-Monkey-b-paper-b.pdf"),
        ("CON.pdf", "CON-file.pdf"),
        ("nul.tar.png", "nul-file.pdf"),
        (".hidden.pdf", "hidden.pdf"),
        ("v1.2..final.pdf", "v1.2.final.pdf"),
        ("文件.pdf", "document-007.pdf"),
        ("\u202efdp.exe", "fdp.pdf"),
        ("   ", "document-007.pdf"),
        ("a" * 300 + ".pdf", "a" * 76 + ".pdf"),
    ],
)
def test_names_are_kept_as_far_as_they_can_be(given_name: str, expected: str) -> None:
    assert safe_name(given_name, ".pdf", fallback="document-007", taken=set()) == expected


@given(st.lists(st.text(max_size=120), max_size=30))
def test_any_names_become_valid_everywhere_and_stay_apart(names: list[str]) -> None:
    taken: set[str] = set()
    found = [safe_name(one, ".pdf", fallback=f"document-{n:03d}", taken=taken) for n, one in enumerate(names)]
    assert len({one.lower() for one in found}) == len(names)
    for one in found:
        assert PLAIN.fullmatch(one)
        assert len(one) <= LONGEST
        assert ".." not in one
        assert not RESERVED.fullmatch(one)


def test_many_documents_of_one_name_are_counted_up_within_the_limit() -> None:
    taken: set[str] = set()
    found = [safe_name("x" * 200 + ".pdf", ".pdf", fallback="document", taken=taken) for _ in range(120)]
    assert len(set(found)) == 120
    assert found[119].endswith("x-120.pdf")
    assert max(map(len, found)) <= LONGEST


@pytest.mark.parametrize(
    ("stem", "expected"),
    [("the-denial", "the-denial"), ("The denial", "The denial"), ("The  denial ", "The-denial"),
     ("..", "evidence-pack"), ("con", "con-file"),
     ("a\nb", "a-b"), ("v1.0", "v1.0"), ("50%", "50")]
)  # fmt: skip
def test_the_folder_in_a_zip_is_named_like_the_file_where_it_can_be(stem: str, expected: str) -> None:
    assert folder_name(stem) == expected
