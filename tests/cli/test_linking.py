"""Documents too large for a case, from the command line: linked when told to, checked, mended, named where missing."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reviewer.documents.sources import source as source_module
from tests import builders
from tests.cli.conftest import Call

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="files are lent on Linux only")

CASES = Path(__file__).parents[1] / "case_files"
Listed = Callable[..., list[dict[str, Any]]]


@pytest.fixture(autouse=True)
def _low_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source_module, "MAX_SOURCE_BYTES", 20_000)


@pytest.fixture
def large(tmp_path: Path) -> Path:
    path = tmp_path / "from the source" / "archive.pdf"
    path.parent.mkdir()
    path.write_bytes(builders.many_pages_pdf(40))
    return path


@pytest.fixture
def linked(case: Path, large: Path, done: Call) -> Path:
    """Return a case with `archive.pdf` linked and a highlight in it."""
    done("add", case, large, "--link-large")
    done("highlight", case, "archive", "--quote", "mark of this page is token00007")
    return case


def test_a_large_file_is_refused_with_the_hint_that_links_it(case: Path, large: Path, reviewer: Call, listed: Listed) -> None:
    (large.parent / "small.pdf").write_bytes(builders.text_pdf(["small"]))
    result = reviewer("add", case, large.parent)
    assert result.code == 3
    assert [line.split("\t")[0] for line in result.lines] == ["refused", "added"]
    assert f"error: {large}: The document is larger than 2 GiB" in result.err
    assert "hint: Add --link-large" in result.err
    assert [one["name"] for one in listed("documents", case)] == ["small.pdf"]


def test_told_to_it_is_linked_in_its_turn(case: Path, large: Path, reviewer: Call, listed: Listed) -> None:
    (large.parent / "zz small.pdf").write_bytes(builders.text_pdf(["small"]))
    result = reviewer("add", case, large.parent, "--link-large")
    assert result.code == 0
    first, second = (line.split("\t") for line in result.lines)
    assert (first[0], first[3]) == ("added", "Linked: the case keeps its checksum and where it lies, not its bytes")
    assert (second[0], second[3]) == ("added", "")
    documents = listed("documents", case)
    assert [one["name"] for one in documents] == ["archive.pdf", "zz small.pdf"]
    assert set(documents[0]) == {"id", "name", "sha256", "media_type", "pages", "text", "dated"}
    assert listed("search", case, "token00039")


def test_highlighting_says_that_the_file_is_checked_and_exporting_what_stays_outside(
    linked: Path, done: Call, tmp_path: Path
) -> None:
    said = done("highlight", linked, "archive", "--quote", "token00012")
    assert "note: archive.pdf: checking that its file is unchanged" in said.err
    assert len(said.lines) == 1
    exported = done("export", linked, tmp_path / "pack")
    assert exported.out == f"{tmp_path / 'pack'}\n"
    assert "note: archive.pdf: The document itself is too large for a pack." in exported.err
    assert done("verify", tmp_path / "pack").out.startswith("ok: ")
    assert len(list((tmp_path / "pack/data/crops").iterdir())) == 2


def test_neither_journal_nor_lists_name_the_place(linked: Path, done: Call) -> None:
    for words in (("journal", linked, "--json"), ("documents", linked), ("passages", linked, "--json"), ("claims", linked)):
        assert "from the source" not in done(*words).out


def test_check_names_a_linked_file_that_is_missing_or_changed(linked: Path, large: Path, reviewer: Call, done: Call) -> None:
    assert "and 1 documents fit together" in done("check", linked).out
    data = large.read_bytes()
    large.write_bytes(data[:-1] + b"?")
    changed = reviewer("check", linked)
    assert changed.code == 1
    assert changed.lines[0].startswith("The linked file of “archive.pdf” was changed: its bytes are not those that were added")
    large.unlink()
    missing = reviewer("check", linked)
    assert (missing.code, missing.lines[0]) == (1, f"The linked file of “archive.pdf” is missing: {large}")
    large.write_bytes(data)
    done("check", linked)


def test_a_missing_file_is_told_with_both_ways_on_and_the_rest_of_the_case_works(
    linked: Path, large: Path, reviewer: Call, done: Call, listed: Listed
) -> None:
    tmp_path = linked.parent
    moved = large.rename(tmp_path / "archive, second copy.bin")
    refused = reviewer("highlight", linked, "archive", "--quote", "token00012")
    assert (refused.code, refused.out) == (3, "")
    assert "error: The file of this linked document is not where it was" in refused.err
    assert "“reviewer add CASE FILE --link-large”" in refused.err
    assert "from the source" not in refused.err
    assert len(listed("passages", linked)) == 1
    assert listed("search", linked, "token00012")
    pack = reviewer("export", linked, tmp_path / "pack")
    assert pack.code == 3
    assert "error: archive.pdf: The file of this linked document is not where it was" in pack.err
    done("verify", tmp_path / "pack")
    unlinked = reviewer("add", linked, moved)
    assert unlinked.code == 3, "without the option nothing is read of it"
    mended = done("add", linked, moved, "--link-large")
    assert mended.out.startswith("known\t")
    assert "linked to this file from now on" in mended.out
    done("highlight", linked, "archive", "--quote", "token00012")
    done("check", linked)


def test_another_file_mends_nothing(linked: Path, large: Path, tmp_path: Path, reviewer: Call, listed: Listed) -> None:
    large.unlink()
    other = tmp_path / "archive.pdf"
    other.write_bytes(builders.many_pages_pdf(41))
    added = reviewer("add", linked, other, "--link-large")
    assert added.out.startswith("added\t")
    assert len(listed("documents", linked)) == 2
    assert reviewer("check", linked).code == 1


@pytest.mark.parametrize("version", [1, 2])
def test_a_released_case_is_brought_up_to_date_and_exports(version: int, tmp_path: Path, reviewer: Call, done: Call) -> None:
    case = tmp_path / "old.revcase"
    shutil.copy(CASES / f"v{version}.revcase", case)
    done("claim", case, "A later claim")
    assert (tmp_path / "old.version-1.revcase").exists() == (version == 1)
    exported = reviewer("export", case, tmp_path / "pack")
    assert exported.code == 3, "the quads of these small cases were made up, and so their quote is left out by name"
    assert "Partner sheet.pdf, exhibit 1: Its mark does not lie on the words that it quotes" in exported.err
    said = "note: Message archive.pdf: The document is too large for a pack, and was not opened for it"
    assert (said in exported.err) == (version == 2), "nothing was marked in it, so that its file is not missed"
    assert (tmp_path / "pack/data/documents/Partner-sheet.pdf").is_file()
    done("verify", tmp_path / "pack")
    checked = reviewer("check", case)
    assert [line for line in checked.lines if "linked file" in line] == (
        [] if version == 1 else ["The linked file of “Message archive.pdf” is missing: Message archive.pdf"]
    )
