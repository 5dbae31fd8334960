"""The tables open in spreadsheets as text, and say what the case says."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from reviewer.errors import PasswordNeededError
from reviewer.exporters.forms.table import CLAIM_COLUMNS, PASSAGE_COLUMNS, defused, rows_as_csv
from reviewer.exporters.plan.exhibits import ExportPlan
from tests.exporters.conftest import Write
from tests.exporters.fake_documents import FakeDocuments

FORMULAS = [
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "\u00a0=1+1", "\u200b=1+1",
    "\ufeff=1+1", "\u00ad=1+1",
    "＝1+1", "＋1", "－1", "＠SUM(A1)", "﹦1+1", "﹢1", "﹣1", "﹫x",
    "\x00=1+1", "\u202e=1+1", "\u2028=1+1", '"=1+1', "'=1+1", "|calc", "%0A=1",
    '=HYPERLINK("file:////10.255.255.1/x","y")', "=cmd|'/C calc'!A0", "=DDE(\"a\";\"b\")", "−1+1", "\u200e@x", "\U000e0041=1",
]  # fmt: skip
INNER = ["x;=1+1", "x; =1+1", "x|=1", "x;＝1", "a;+1;-1;@x"]


@pytest.mark.parametrize("payload", FORMULAS)
def test_a_cell_that_starts_like_a_formula_starts_with_an_apostrophe(payload: str) -> None:
    assert defused(payload).startswith("'")


@pytest.mark.parametrize("payload", INNER)
def test_a_formula_behind_a_foreign_separator_is_defused_too(payload: str) -> None:
    for separator in ";|":
        for cell in unicodedata.normalize("NFKC", defused(payload)).split(separator)[1:]:
            assert not cell.strip().startswith(("=", "+", "-", "@"))


@pytest.mark.parametrize(
    "text",
    ["“We never asked”", "3 – 4", "a = b", "see p. 4; it says", "Lumenreel, +4 others", "e-mail", "mail@example.org", "12"],
)
def test_ordinary_words_are_left_alone(text: str) -> None:
    assert defused(text) == text


def test_tables_are_what_rfc_4180_and_spreadsheets_ask_for() -> None:
    data = b"".join(rows_as_csv(("a", "b"), [('say "x", y', 3), (None, "two\nlines")]))
    assert data == b'\xef\xbb\xbf"a","b"\r\n"say ""x"", y","3"\r\n"","two lines"\r\n'


def read(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""), strict=True))


def test_claims_have_a_row_each_with_counts_and_exhibits(write: Write, tmp_path: Path) -> None:
    write(tmp_path / "pack")
    rows = read(tmp_path / "pack/data/claims.csv")
    assert tuple(rows[0]) == CLAIM_COLUMNS
    assert [(one["claim"], one["element_of"], one["contradicts"], one["exhibits"]) for one in rows] == [
        ("1", "", "0", "1"),
        ("1.1", "1", "1", "2"),
        ("1.2", "1", "1", "3 4 5 6"),
        ("2", "", "1", "5"),
        ("3", "", "0", ""),
    ]
    assert rows[3]["date"] == "2018-12~"


def test_passages_have_a_row_for_each_claim_and_quotes_verbatim(write: Write, plan: ExportPlan, tmp_path: Path) -> None:
    write(tmp_path / "pack")
    rows = read(tmp_path / "pack/data/passages.csv")
    assert tuple(rows[0]) == PASSAGE_COLUMNS
    assert [(one["exhibit"], one["claim"], one["stance"]) for one in rows] == [
        ("1", "1", "states"), ("2", "1.1", "contradicts"), ("3", "1.2", "contradicts"), ("4", "1.2", "supports"),
        ("5", "1.2", "context"), ("5", "2", "contradicts"), ("6", "1.2", "context"), ("7", "", ""),
    ]  # fmt: skip
    by_exhibit = {one["exhibit"]: one for one in rows}
    text = plan.exhibits[3].anchor.text
    assert text
    assert by_exhibit["4"]["quote"] == text.quote
    assert by_exhibit["4"]["quote_as_printed"] == "We do not read threads; the app only posts the recom- mendation"
    assert by_exhibit["2"]["quote_as_printed"] == ""  # differs in line ends alone
    assert by_exhibit["6"]["page_label"] == "iv"
    assert (tmp_path / "pack/data" / by_exhibit["6"]["annotated_copy"]).is_file()
    assert (tmp_path / "pack/data" / by_exhibit["6"]["picture"]).is_file()


def test_a_refused_document_gives_no_words_to_the_table(write: Write, documents: FakeDocuments, tmp_path: Path) -> None:
    documents.locked["STATEMENT.pdf"] = PasswordNeededError("STATEMENT.pdf is locked")
    write(tmp_path / "pack")
    row = next(one for one in read(tmp_path / "pack/data/passages.csv") if one["exhibit"] == "3")
    assert (row["quote"], row["annotated_copy"], row["picture"]) == ("", "", "")
    assert (row["page"], row["page_label"]) == ("", "")
    assert row["left_out"] == "STATEMENT.pdf is locked"


def test_hostile_words_in_every_field_start_no_formula(write: Write, plan: ExportPlan, tmp_path: Path) -> None:
    hostile = replace(
        plan,
        claims=tuple(replace(one, text="=1+1", speaker="+x", channel="@y") for one in plan.claims),
        exhibits=tuple(replace(one, note="-2") for one in plan.exhibits),
    )
    write(tmp_path / "pack", plan=hostile)
    for name in ("claims.csv", "passages.csv"):
        for row in read(tmp_path / "pack/data" / name):
            assert not [cell for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize("name", ["claims.csv", "passages.csv"])
def test_tables_are_as_they_were(name: str, write: Write, golden: Callable[[str, bytes], None], tmp_path: Path) -> None:
    write(tmp_path / "pack")
    golden(name, (tmp_path / "pack/data" / name).read_bytes())
