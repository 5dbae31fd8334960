"""`add` and `documents`: a line each, and the others go on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests import builders
from tests.cli.conftest import Call

Listed = Callable[..., list[dict[str, Any]]]


def test_add_prints_what_became_of_each_and_exits_3_for_a_refused_one(
    case: Path, tmp_path: Path, reviewer: Call, listed: Listed
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "1 good.pdf").write_bytes(builders.text_pdf(["hello"]))
    (folder / "2 bad.pdf").write_bytes(builders.damaged_pdf())
    (folder / "3 same.pdf").write_bytes(builders.text_pdf(["hello"]))
    (folder / "4 shot.png").write_bytes(builders.png())
    (folder / ".hidden.png").write_bytes(builders.png())
    result = reviewer("add", case, folder, tmp_path / "absent.pdf")
    assert result.code == 3
    rows = [line.split("\t") for line in result.lines]
    assert [len(row) for row in rows] == [4] * 5
    assert [row[0] for row in rows] == ["added", "refused", "known", "added", "refused"]
    documents = listed("documents", case)
    assert [row[1] for row in rows] == [documents[0]["id"], "-", documents[0]["id"], documents[1]["id"], "-"]
    assert rows[1][2] == str(folder / "2 bad.pdf")
    assert rows[1][3]
    assert f"error: {folder / '2 bad.pdf'}: " in result.err
    assert "1 hidden" in result.err


def test_what_is_damaged_is_said_beside_what_was_added(case: Path, tmp_path: Path, done: Call) -> None:
    (tmp_path / "table.pdf").write_bytes(builders.repairable_pdf())
    (row,) = done("add", case, tmp_path / "table.pdf").lines
    status, _, _, reason = row.split("\t")
    assert (status, "damaged" in reason) == ("added", True)


def test_documents_are_listed_with_exactly_the_fields_of_the_contract(filled: Path, listed: Listed) -> None:
    pdf, post = listed("documents", filled)
    assert set(pdf) == {"id", "name", "sha256", "media_type", "pages", "text", "dated"}
    assert (pdf["name"], pdf["media_type"], pdf["pages"], pdf["text"]) == ("register.pdf", "application/pdf", 3, "born_digital")
    assert (post["name"], post["media_type"], post["pages"], post["text"]) == ("post.png", "image/png", 1, "none")


def test_a_known_document_alone_exits_0(filled: Path, tmp_path: Path, done: Call) -> None:
    assert done("add", filled, tmp_path / "register.pdf").out.startswith("known\t")


def test_an_empty_list_is_an_empty_array(case: Path, listed: Listed, done: Call) -> None:
    for name in ("documents", "claims", "passages"):
        assert listed(name, case) == []
        assert done(name, case).out == ""
    assert listed("search", case, "word") == []


def test_a_locked_document_is_added_with_its_password_file_and_the_password_is_nowhere(
    case: Path, tmp_path: Path, reviewer: Call, listed: Listed
) -> None:
    (tmp_path / "locked.pdf").write_bytes(builders.encrypted_pdf("open sesame"))
    (tmp_path / "password.txt").write_bytes(b"open sesame\r\n")
    (tmp_path / "wrong.txt").write_text("no")
    for extra in ((), ("--password-file", tmp_path / "wrong.txt")):
        refused = reviewer("add", case, tmp_path / "locked.pdf", *extra)
        assert refused.code == 3
        assert "password" in refused.out
    added = reviewer("add", case, tmp_path / "locked.pdf", "--password-file", tmp_path / "password.txt")
    assert added.code == 0
    assert "indexed" in added.out
    words = ("highlight", case, "locked", "--quote", "private messages")
    locked = reviewer(*words)
    assert (locked.code, locked.out) == (3, "")
    assert "password" in locked.err
    (tmp_path / "several.txt").write_text("no\nopen sesame\n")
    assert reviewer(*words, "--password-file", tmp_path / "several.txt").code == 0
    assert b"open sesame" not in case.read_bytes()
    assert "open sesame" not in str(listed("journal", case))


def test_provenance_is_kept_and_a_bad_date_exits_2_before_anything_is_added(
    case: Path, tmp_path: Path, reviewer: Call, done: Call, listed: Listed
) -> None:
    (tmp_path / "a.pdf").write_bytes(builders.text_pdf(["a"]))
    result = reviewer("add", case, tmp_path / "a.pdf", "--obtained-on", "31 April")
    assert result.code == 2
    assert listed("documents", case) == []
    done("add", case, tmp_path / "a.pdf", "--obtained-on", "2018-12", "--obtained-from", "a source", "--leaked")
    fields = {one["field"]: one["after"] for one in listed("journal", case)[-1]["changes"]}
    assert (fields["obtained_on"], fields["obtained_from"], fields["publication"]) == ("2018-12", "a source", "leaked")


def test_search_ranks_and_names_page_and_kind(filled: Path, done: Call, listed: Listed) -> None:
    done("claim", filled, "It was switched off.")
    hits = listed("search", filled, "switched", "off")
    assert [one["rank"] for one in hits] == list(range(1, len(hits) + 1))
    assert {(one["kind"], one["page"]) for one in hits} == {("page", 2), ("claim", None)}
    page = next(one for one in hits if one["kind"] == "page")
    assert set(page) == {"document", "document_name", "page", "kind", "snippet", "rank", "exact", "together"}
    assert page["document_name"] == "register.pdf"
    assert "switched off" in page["snippet"]


def test_an_empty_path_is_off_and_an_empty_folder_is_said_to_be(case: Path, tmp_path: Path, reviewer: Call, done: Call) -> None:
    empty = reviewer("add", case, "")
    assert (empty.code, empty.out) == (2, "")
    (tmp_path / "nothing").mkdir()
    result = done("add", case, tmp_path / "nothing")
    assert result.out == ""
    assert "no files" in result.err


def test_names_with_odd_characters_keep_a_line_each(case: Path, tmp_path: Path, done: Call, listed: Listed) -> None:
    (tmp_path / "two\nlines\tx.pdf").write_bytes(builders.text_pdf(["a"]))
    (line,) = done("add", case, tmp_path / "two\nlines\tx.pdf").lines
    assert len(line.split("\t")) == 4
    assert len(done("documents", case).lines) == 1
    assert listed("documents", case)[0]["name"] == "two\nlines\tx.pdf"


def test_a_document_cannot_be_published_and_leaked(case: Path, tmp_path: Path, reviewer: Call, listed: Listed) -> None:
    file = tmp_path / "register.pdf"
    file.write_bytes(builders.text_pdf(["words"]))
    said = reviewer("add", case, file, "--published", "--leaked")
    assert said.code == 2
    assert "not both" in said.err
    assert listed("documents", case) == []


def test_a_case_gets_no_name_of_a_document(tmp_path: Path, reviewer: Call) -> None:
    refused = reviewer("new", tmp_path / "foo.PDF")
    assert (refused.code, refused.out) == (2, "")
    assert "foo.PDF is the name of a document, not of a case" in refused.err
    assert "“reviewer new foo.revcase” makes a case." in refused.err
    assert "“reviewer add foo.revcase foo.PDF”" in refused.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("name", "remarked"), [("The denial v1.2", True), ("case.db", True), ("a.REVCASE", False)])
def test_a_name_that_the_window_does_not_know_a_case_by_is_remarked_upon(
    tmp_path: Path, done: Call, name: str, remarked: bool
) -> None:
    made = done("new", tmp_path / name)
    assert (f"note: {name} does not end in .revcase" in made.err) == remarked
    assert done("check", tmp_path / name).code == 0


def test_a_search_that_finds_nothing_says_so_beside_the_result(case: Path, reviewer: Call) -> None:
    plain = reviewer("search", case, "nowhere", "found")
    assert (plain.code, plain.out) == (0, "")
    assert plain.err == "note: nothing in the case has “nowhere” and “found”\n"
    assert reviewer("search", case, "nowhere", "--json").out == "[]\n"


def test_when_a_document_was_written_is_said_at_once_or_later_taken_back_and_undone(
    case: Path, tmp_path: Path, done: Call, reviewer: Call, listed: Listed
) -> None:
    def dates() -> list[str | None]:
        return [one["dated"] for one in listed("documents", case)]

    (tmp_path / "letter.pdf").write_bytes(builders.text_pdf(["hello"]))
    done("add", case, tmp_path / "letter.pdf", "--dated", "about May 2014")
    assert dates() == ["2014-05~"]
    done("dated", case, "letter", "2014-05-02/2017-01-11")
    assert dates() == ["2014-05-02/2017-01-11"]
    assert [one["from"]["first"] for one in listed("timeline", case)] == ["2014-05-02"]
    refused = reviewer("dated", case, "letter", "03/04/2016")
    assert (refused.code, "either of two days" in refused.err) == (2, True)
    done("dated", case, "letter", "")
    assert dates() == [None]
    assert done("undo", case).last == "Undone: Date document"
    assert dates() == ["2014-05-02/2017-01-11"]
    assert done("check", case).code == 0


def test_documents_with_a_date_that_is_none_are_not_added(case: Path, tmp_path: Path, reviewer: Call, listed: Listed) -> None:
    (tmp_path / "letter.pdf").write_bytes(builders.text_pdf(["hello"]))
    result = reviewer("add", case, tmp_path / "letter.pdf", "--dated", "31 April 2014")
    assert (result.code, listed("documents", case)) == (2, [])
