"""Whatever is wrong with a pack is found, and whatever is strange about it fails; nothing is ever written while checking."""

from __future__ import annotations

import hashlib
import os
import random
import re
from pathlib import Path

import bagit
import pytest

from reviewer.errors import UsageError
from reviewer.exporters.bag.bag_reader import unsafe
from reviewer.exporters.bag.verify import VerifyReport, verify
from tests.exporters.denial import HEAD
from tests.exporters.forging import relist, zipped


def both(folder: Path) -> list[VerifyReport]:
    """Check a pack as a folder and as a .zip."""
    return [verify(folder), verify(zipped(folder))]


def test_a_whole_pack_passes_and_names_what_to_compare(pack: Path) -> None:
    for report in both(pack):
        assert report.ok
        assert report.findings == ()
        assert report.files == sum(one.is_file() for one in pack.rglob("*"))
        assert report.head == HEAD
        assert report.fingerprint == hashlib.sha256((pack / "tagmanifest-sha256.txt").read_bytes()).hexdigest()


def test_one_flipped_bit_anywhere_fails(pack: Path) -> None:
    files = sorted(one for one in pack.rglob("*") if one.is_file())
    chance = random.Random(7)
    for file in files:
        before = file.read_bytes()
        at = chance.randrange(len(before))
        file.write_bytes(before[:at] + bytes([before[at] ^ (1 << chance.randrange(8))]) + before[at + 1 :])
        for report in both(pack):
            assert not report.ok, (file, at)
        file.write_bytes(before)
    assert verify(pack).ok


def test_a_changed_file_is_named(pack: Path) -> None:
    (pack / "data/claims.csv").write_bytes(b"changed")
    for report in both(pack):
        assert "data/claims.csv is not as it was written: its SHA-256 differs" in report.findings


@pytest.mark.parametrize(
    "name", ["data/claims.csv", "bag-info.txt", "bagit.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt"]
)
def test_a_missing_file_fails(name: str, pack: Path) -> None:
    (pack / name).unlink()
    for report in both(pack):
        assert not report.ok
        assert any(name in one and "missing" in one for one in report.findings)


@pytest.mark.parametrize(
    "name", ["data/added.txt", "added.txt", "data/documents/.DS_Store", "manifest-sha256.txt.minisig", "tagmanifest-md5.txt"]
)
def test_a_file_that_no_manifest_lists_fails(name: str, pack: Path) -> None:
    (pack / name).write_text("")
    for report in both(pack):
        assert f"{name} is in the pack, but no manifest lists it" in report.findings


def test_a_renamed_file_fails_twice(pack: Path) -> None:
    (pack / "data/claims.csv").rename(pack / "data/statements.csv")
    for report in both(pack):
        assert len([one for one in report.findings if "claims.csv" in one or "statements.csv" in one]) == 2


def test_what_bagit_accepts_and_refuses_we_accept_and_refuse(pack: Path) -> None:
    relist(pack)
    assert bagit.Bag(str(pack)).is_valid()
    assert verify(pack).ok
    (pack / "data/index.html").write_bytes(b"x")
    assert not bagit.Bag(str(pack)).is_valid()
    assert not verify(pack).ok


def test_a_bag_of_another_program_can_be_checked(tmp_path: Path) -> None:
    (tmp_path / "bag").mkdir()
    (tmp_path / "bag/a letter.txt").write_text("hello")
    bagit.make_bag(str(tmp_path / "bag"), checksums=["sha256"])
    for report in both(tmp_path / "bag"):
        assert report.findings == ()


def test_the_sum_of_sizes_is_checked(pack: Path) -> None:
    info = pack / "bag-info.txt"
    info.write_text(re.sub(r"Payload-Oxum: \d+", "Payload-Oxum: 1", info.read_text()))
    relist(pack)
    (found,) = [one for one in verify(pack).findings if "bag-info.txt says" in one]
    assert re.fullmatch(r"bag-info.txt says 1 bytes in (\d+) files; there are \d\d+ bytes in \1 files", found)
    info.write_text(re.sub(r"Payload-Oxum: .*", "Payload-Oxum: a few", info.read_text()))
    relist(pack)
    assert any("bag-info.txt says a few; there are" in one for one in verify(pack).findings)


@pytest.mark.parametrize(
    "text",
    [
        b"BagIt-Version: 9.9\nTag-File-Character-Encoding: UTF-8\n",
        b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-16\n",
        b"",
        b"\xff\xfe\x00",
    ],
)
def test_a_declaration_that_is_none_fails(text: bytes, pack: Path) -> None:
    (pack / "bagit.txt").write_bytes(text)
    relist(pack)
    for report in both(pack):
        assert not report.ok


@pytest.mark.parametrize(
    "line",
    [
        "0" * 64 + "  ../outside",
        "0" * 64 + "  /etc/passwd",
        "0" * 64 + "  data/../../x",
        "0" * 64 + "  C:/x",
        "0" * 64 + "  data\\x",
        "0" * 63 + "  data/x",
        "nonsense",
        "0" * 64 + "  bag-info.txt",
        "\x00",
    ],
)
def test_a_line_of_a_manifest_that_leads_astray_fails(line: str, pack: Path) -> None:
    with (pack / "manifest-sha256.txt").open("a") as file:
        file.write(line + "\n")
    for report in both(pack):
        assert any("manifest-sha256.txt" in one and "differs" not in one for one in report.findings)


def test_what_belongs_to_the_other_manifest_fails(pack: Path) -> None:
    tags, payload = pack / "tagmanifest-sha256.txt", pack / "manifest-sha256.txt"
    first = payload.read_text().splitlines()[0]
    tags.write_text(f"{tags.read_text()}{first}\n")
    assert any("does not belong there" in one for one in verify(pack).findings)


@pytest.mark.parametrize("head", ["\u202e" + "ab" * 31, "ask the desk", "AB" * 32])
def test_a_head_that_is_none_fails_and_is_not_shown(head: str, pack: Path) -> None:
    """It is the one value that people are told to compare."""
    info = pack / "bag-info.txt"
    info.write_text(re.sub("Case-Journal-Head: .*", f"Case-Journal-Head: {head}", info.read_text()), encoding="utf-8")
    relist(pack)
    report = verify(pack)
    assert (report.ok, report.head) == (False, "")
    assert any("journal head that is none" in one for one in report.findings)


def test_a_file_listed_twice_fails(pack: Path) -> None:
    manifest = pack / "manifest-sha256.txt"
    manifest.write_text(manifest.read_text() * 2)
    assert any("twice" in one for one in verify(pack).findings)


def test_fetching_from_elsewhere_is_not_checking(pack: Path) -> None:
    (pack / "fetch.txt").write_text("http://example.org/x - data/x\n")
    relist(pack)
    assert any("fetch.txt" in one for one in verify(pack).findings)


def test_links_and_devices_are_no_files(pack: Path, tmp_path: Path) -> None:
    (tmp_path / "claims.csv").write_bytes((pack / "data/claims.csv").read_bytes())
    (pack / "data/claims.csv").unlink()
    (pack / "data/claims.csv").symlink_to(tmp_path / "claims.csv")
    os.mkfifo(pack / "data/pipe")
    findings = verify(pack).findings
    assert any("'data/claims.csv' is a link" in one for one in findings)
    assert any("'data/pipe' is a link or a device" in one for one in findings)


def test_a_folder_that_is_a_link_is_not_walked_into(pack: Path, tmp_path: Path) -> None:
    (pack / "data/crops").rename(tmp_path / "crops")
    (pack / "data/crops").symlink_to(tmp_path / "crops")
    assert any("'data/crops' is a link" in one for one in verify(pack).findings)


@pytest.mark.parametrize(
    "path",
    [
        "/x",
        "../x",
        "a/../b",
        "a//b",
        "./a",
        "a\\b",
        "C:x",
        "a:b",
        "con",
        "a/NUL.txt",
        "com1",
        "x.",
        "x ",
        "a\nb",
        "a\u202eb",
        "a\u200bb",
        "DATA~1",
        "a/LETTER~2.TXT/b",
        "a.txt;1",
        "a/b;12/c",
        "caf#U00e9",
        "caf#L0000e9",
        *(f"a{sign}b" for sign in '<>"|?*'),
        "",
    ],
)
def test_paths_that_mean_something_else_elsewhere_are_unsafe(path: str) -> None:
    assert unsafe(path)


@pytest.mark.parametrize(
    "path",
    ["data/index.html", "a letter.txt", "Übersicht.pdf", "文件/一.png", "v1.0", "-x", "50%", "a~b", "~", "a;1b", "#1", "#Up"],
)
def test_ordinary_paths_are_safe(path: str) -> None:
    assert unsafe(path) == ""


def test_torn_and_foreign_files_fail(pack: Path, tmp_path: Path) -> None:
    data = zipped(pack).read_bytes()
    for n, found in enumerate((b"", b"hello", data[: len(data) // 2], data[100:], os.urandom(1000))):
        file = tmp_path / f"{n}.zip"
        file.write_bytes(found)
        report = verify(file)
        assert not report.ok
        assert report.findings
    (tmp_path / "empty").mkdir()
    assert not verify(tmp_path / "empty").ok


def test_a_file_that_cannot_be_read_fails_and_the_others_are_checked(pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.open

    def fails(path: object, *args: int) -> int:
        if str(path).endswith("claims.csv"):
            raise PermissionError(13, "no")
        return real(path, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "open", fails)
    report = verify(pack)
    assert [one for one in report.findings if "cannot be read" in one and "claims.csv" in one]
    assert report.files == sum(one.is_file() for one in pack.rglob("*")) - 1


def test_a_bomb_is_read_in_pieces(pack: Path, tmp_path: Path) -> None:
    (pack / "bag-info.txt").write_bytes(b" " * (65 << 20))
    relist(pack)
    assert any("too large" in one for one in verify(pack).findings)


def test_findings_can_be_shown_in_a_terminal(pack: Path) -> None:
    (pack / "data/\x1b[2J\u202e").write_text("")
    with (pack / "manifest-sha256.txt").open("a") as file:
        file.write("0" * 64 + "  data/\x1b]0;x\x07\n")
    findings = verify(pack).findings
    assert len(findings) >= 2
    assert all(one.isprintable() for one in findings)


def test_a_path_where_there_is_nothing_is_the_calls_mistake(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        verify(tmp_path / "nothing")
