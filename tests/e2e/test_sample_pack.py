"""The sample case from nothing to a verified pack, on the command line, checked by readers that share no code with the writer."""

from __future__ import annotations

import shutil
import sqlite3
import zipfile
from pathlib import Path

import bagit
import pytest

from tests.e2e import readers
from tests.e2e.program import Program


@pytest.fixture(scope="module")
def case(program: Program) -> Path:
    """Return the sample case."""
    path = program.folder / "sample.revcase"
    program("sample", path)
    return path


@pytest.fixture(scope="module")
def pack(program: Program, case: Path) -> Path:
    """Return the sample case's pack, as a folder."""
    path = program.folder / "pack"
    assert program("export", case, path).strip() == str(path)
    return path


@pytest.fixture
def copy(pack: Path, tmp_path: Path) -> Path:
    """Return a copy of the pack that a test may spoil."""
    return shutil.copytree(pack, tmp_path / "copy")


def test_the_sample_tells_the_whole_story(program: Program, case: Path) -> None:
    documents = program.json("documents", case)
    claims = program.json("claims", case)
    passages = program.json("passages", case)
    assert len(documents) == 5
    assert {one["media_type"] for one in documents} == {"application/pdf", "image/png"}
    assert {one["kind"] for one in claims} == {"denial", "admission", "statement", "correction"}
    assert sum(one["parent"] is None for one in claims) == 7
    assert {link["stance"] for one in passages for link in one["links"]} == {"states", "supports", "contradicts", "context"}
    assert len(passages) >= 25
    assert {one["kind"] for one in passages} == {"text", "region"}
    assert any(not one["links"] for one in passages)
    assert any(len({quad["page"] for quad in one["quads"]}) == 2 for one in passages)
    assert "iv" in {one["page_label"] for one in passages}


def test_a_grant_is_context_and_never_contradicts_access(program: Program, case: Path) -> None:
    claims = {one["id"]: one for one in program.json("claims", case)}
    register = [one for one in program.json("passages", case) if one["document_name"] == "partner-permissions.pdf"]
    stances = {
        link["stance"] for one in register for link in one["links"] if claims[link["claim"]]["text"] in {"accessed", "never"}
    }
    assert stances == {"context"}


def test_every_view_of_the_claims_desk_has_something_true_in_it(program: Program, case: Path) -> None:
    verdicts = {one["text"]: one["verdict"] for one in program.json("matrix", case)}
    assert verdicts["We never asked for, or accessed, anyone’s private messages."] == "partly"
    assert (verdicts["asked for"], verdicts["accessed"]) == ("contradicted", "unresolved")
    access = program.json("access", case)
    assert {one["status"] for one in access} == {"requested", "offered", "granted", "possible", "used", "revoked", "denied"}
    assert [(one["actor"], one["permission"]) for one in access if not one["sourced"]] == [("Tuneharbor", "Delete")]
    assert {(one["actor"], one["permission"]) for one in access if one["disagrees"]} == {("Lumenreel", "Read")}
    timeline = program.json("timeline", case)
    assert {one["kind"] for one in timeline} == {"statement", "access", "document", "event", "correction"}
    assert not all(one["exact"] for one in timeline)
    assert len(program.json("corrections", case)) == 1


def test_nothing_of_the_sample_says_used_but_where_a_document_does(program: Program, case: Path) -> None:
    """Whoever retells the story from the access table must not overstate it."""
    quotes = {one["id"]: one["quote"] for one in program.json("passages", case)}
    used = {
        (one["actor"], one["permission"], *(quotes[passage] for passage in one["passages"]))
        for one in program.json("access", case)
        if one["status"] == "used"
    }
    assert used == {("Lumenreel", "Send", "The app posts the card"), ("Tuneharbor", "Send", "Sending is in daily use.")}


def test_one_question_is_open_and_says_so(program: Program, case: Path) -> None:
    silent = [one for one in program.json("claims", case) if not any(one["passages"].values())]
    assert len(silent) == 1
    (note,) = readers.rows(case, "select note from claims where id = :id", {"id": silent[0]["id"]})
    assert note[0].startswith("Open.")


def test_the_case_and_the_pack_pass_every_check(program: Program, case: Path, pack: Path) -> None:
    program("check", case)
    program("verify", pack)
    assert bagit.Bag(str(pack)).is_valid()
    for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        sums = readers.checksums(pack, manifest)
        assert sums
        assert all(sums.values())


def test_the_journal_is_one_chain_for_a_reader_of_our_own(program: Program, case: Path, tmp_path: Path) -> None:
    assert readers.rows(case, "select count(*) from journal")[0][0] >= 40
    assert readers.broken_entries(case) == []
    spoilt = shutil.copy(case, tmp_path / "spoilt.revcase")
    connection = sqlite3.connect(spoilt)
    connection.execute("update journal_changes set after = 'used' where field = 'note' and after like 'Shows what was granted%'")
    connection.commit()
    connection.close()
    assert readers.broken_entries(spoilt) != []
    assert program("check", spoilt, code=1)


def test_every_text_passage_is_highlighted_where_its_words_stand(program: Program, case: Path, pack: Path) -> None:
    by_name: dict[str, list[readers.Highlight]] = {}
    for path in (pack / "data" / "documents").glob("*.pdf"):
        for one in readers.highlights(path):
            by_name.setdefault(one.name.partition(":")[0], []).append(one)
    checked = 0
    for passage in program.json("passages", case):
        if passage["kind"] != "text":
            continue
        path = pack / "data" / "documents" / passage["document_name"]
        printed = [readers.plain(line) for line in passage["quote_as_printed"].splitlines()]
        found = sorted(by_name[passage["id"]], key=lambda one: one.page)
        quads = [(one.page, quad) for one in found for quad in one.quads]
        assert all(one.has_appearance for one in found)
        assert len(quads) == len(printed)
        for (page, (left, bottom, right, top)), words in zip(quads, printed, strict=True):
            line = next(run for run in readers.lines(path, page) if bottom <= run.baseline <= top and words in run.text)
            assert abs(left - line.x) < 1 if line.text.startswith(words) else left > line.x
            assert right - left > 3 * len(words)
            checked += 1
    assert checked > 40


def test_highlights_name_stance_and_desk_but_nobody(pack: Path) -> None:
    for path in (pack / "data" / "documents").glob("*.pdf"):
        for one in readers.highlights(path):
            assert one.author == "Investigations desk"
            assert one.contents


def test_quotes_of_the_annotations_are_verbatim(pack: Path) -> None:
    texts = {path.name: " ".join(readers.text_of(path)) for path in (pack / "data" / "documents").glob("*.pdf")}
    everything = " ".join(texts.values())
    quotes = [
        selector["exact"]
        for item in readers.annotations(pack)
        for selector in _selectors(item["target"])
        if selector.get("type") == "TextQuoteSelector"
    ]
    assert len(quotes) >= 30
    missing = [quote for quote in quotes if readers.plain(quote) not in everything]
    assert not missing


def _selectors(target: object) -> list[dict[str, str]]:
    """Return every selector below a target, whichever way they are nested."""
    if isinstance(target, list):
        return [one for part in target for one in _selectors(part)]
    if not isinstance(target, dict):
        return []
    own = [target] if str(target.get("type", "")).endswith("Selector") else []
    return own + [one for part in target.values() for one in _selectors(part)]


def test_no_word_of_provenance_is_in_the_pack(pack: Path) -> None:
    private = [b"A person who kept the register", b"Handed over on paper", b"A person who worked with partners"]
    for path in pack.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert not [one for one in private if one in data], path


def test_the_same_case_makes_the_same_pack_twice(program: Program, case: Path, pack: Path, tmp_path: Path) -> None:
    program("export", case, tmp_path / "again")
    first = {path.relative_to(pack): path.read_bytes() for path in pack.rglob("*") if path.is_file()}
    second = {
        path.relative_to(tmp_path / "again"): path.read_bytes() for path in (tmp_path / "again").rglob("*") if path.is_file()
    }
    assert first.keys() == second.keys()
    assert [str(name) for name in first if first[name] != second[name]] == []


def test_a_zip_holds_one_folder_and_verifies(program: Program, case: Path, tmp_path: Path) -> None:
    path = tmp_path / "denial.zip"
    program("export", case, path)
    program("verify", path)
    with zipfile.ZipFile(path) as archive:
        assert {name.split("/")[0] for name in archive.namelist()} == {"denial"}
        archive.extractall(tmp_path / "out")
    assert bagit.Bag(str(tmp_path / "out" / "denial")).is_valid()


@pytest.mark.parametrize("what", ["changed", "gone", "added", "manifest"])
def test_a_pack_that_was_touched_does_not_verify(program: Program, copy: Path, what: str) -> None:
    victim = copy / "data" / "claims.csv"
    if what == "changed":
        victim.write_bytes(victim.read_bytes().replace(b"contradicts", b"contradict5", 1))
    elif what == "gone":
        victim.unlink()
    elif what == "added":
        victim = copy / "data" / "documents" / "note.pdf"
        victim.write_bytes(b"%PDF-1.7")
    else:
        victim = copy / "manifest-sha256.txt"
        victim.write_text(victim.read_text("utf-8").replace("data/claims.csv", "data/claim.csv"), "utf-8")
    told = program("verify", copy, code=1)
    assert victim.name in told


def test_an_existing_pack_is_replaced_only_when_asked(program: Program, case: Path, copy: Path, tmp_path: Path) -> None:
    assert "copy" in program.call("export", case, copy).stderr
    program("export", case, copy, "--force")
    program("verify", copy)
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "holiday.txt").write_text("not a pack")
    program("export", case, mine, "--force", code=3)
    assert [one.name for one in mine.iterdir()] == ["holiday.txt"]
