"""A .zip is checked without being unpacked, and one that is made to mislead fails."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from reviewer.exporters.bag.bag_reader import opened
from reviewer.exporters.bag.verify import verify
from tests.exporters.forging import zipped


def hostile(name: str, *, mode: int = 0o100644, data: bytes = b"x") -> Callable[[zipfile.ZipFile], None]:
    def add(archive: zipfile.ZipFile) -> None:
        entry = zipfile.ZipInfo("placeholder")
        entry.filename = entry.orig_filename = name
        entry.external_attr = mode << 16
        archive.writestr(entry, data)

    return add


@pytest.mark.parametrize(
    "name",
    ["../evil.txt", "/etc/evil", "pack/../../evil", "pack/data/../evil", "other/evil.txt", "evil.txt", "pack\\evil", "C:\\evil",
     "pack/data/con", "pack/data/x.", "pack/data/CLAIMS.CSV",
     "pack/data/cla\u0131ms", "pack/data/a\u202eb", "pack/", "PACK/data/x"],
)  # fmt: skip
def test_entries_of_a_zip_that_reach_out_or_hide_fail(name: str, pack: Path, tmp_path: Path) -> None:
    before = {one for one in tmp_path.parent.rglob("*") if one.name != "pack.zip"}
    report = verify(zipped(pack, extra=hostile(name)))
    assert not report.ok
    assert {one for one in tmp_path.parent.rglob("*") if one.name != "pack.zip"} == before


def test_entries_of_a_zip_that_are_links_or_there_twice_fail(pack: Path) -> None:
    assert not verify(zipped(pack, extra=hostile("pack/data/link", mode=0o120777, data=b"/etc/passwd"))).ok

    def again(archive: zipfile.ZipFile) -> None:
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("pack/data/claims.csv", "other")

    assert any("twice" in one for one in verify(zipped(pack, extra=again)).findings)


def other_zip() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("secret.txt", "elsewhere")
    return made.getvalue()


@pytest.mark.parametrize(("before", "after"), [(b"MZ a program", b""), (b"", b"a program"), (other_zip(), b"")])
def test_a_zip_with_something_before_or_after_it_fails(before: bytes, after: bytes, pack: Path) -> None:
    """A file may be a .zip and a program at once."""
    target = zipped(pack)
    assert verify(target).ok
    target.write_bytes(before + target.read_bytes() + after)
    assert "Not safe: something stands in the .zip beside its files" in verify(target).findings


def test_a_zip_with_something_between_its_entries_and_its_directory_fails(pack: Path) -> None:
    """A program that reads it from the front would take it for an entry more."""
    target = zipped(pack)
    data = target.read_bytes()
    begins = struct.unpack_from("<I", data, len(data) - 6)[0]
    entry = other_zip()[: -22 - 46 - len("secret.txt")]
    forged = bytearray(data[:begins] + entry + data[begins:])
    struct.pack_into("<I", forged, len(forged) - 6, begins + len(entry))
    target.write_bytes(forged)
    with zipfile.ZipFile(target) as archive:
        assert archive.testzip() is None, "the directory knows nothing of it"
    assert "Not safe: something stands in the .zip beside its files" in verify(target).findings


def test_a_zip_of_very_many_files_ends_otherwise_and_is_read_all_the_same(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "many.zip", "w") as archive:
        for number in range(0x10000):
            archive.writestr(f"many/data/{number}", b"")
    with opened(tmp_path / "many.zip") as bag:
        assert bag.problems == []
    (tmp_path / "many.zip").write_bytes(other_zip() + (tmp_path / "many.zip").read_bytes())
    with opened(tmp_path / "many.zip") as bag:
        assert bag.problems == ["something stands in the .zip beside its files"]


def test_an_encrypted_or_commented_zip_fails(pack: Path) -> None:
    def comment(archive: zipfile.ZipFile) -> None:
        archive.comment = b"look elsewhere"

    assert "Not safe: the .zip carries a comment" in verify(zipped(pack, extra=comment)).findings
    target = zipped(pack)
    data = bytearray(target.read_bytes())
    at = data.index(b"PK\x01\x02")
    struct.pack_into("<H", data, at + 8, 1)
    target.write_bytes(data)
    assert any(one.startswith("Not safe:") and "encrypted" in one for one in verify(target).findings)


def test_flipped_bytes_of_a_zip_never_pass_where_content_changed_and_never_crash(pack: Path) -> None:
    target = zipped(pack)
    data = target.read_bytes()
    chance = random.Random(11)
    for _ in range(150):
        at = chance.randrange(len(data))
        target.write_bytes(data[:at] + bytes([data[at] ^ (1 << chance.randrange(8))]) + data[at + 1 :])
        report = verify(target)
        if report.ok:  # a time stamp or another field that is no content: what would be unpacked is the same
            with zipfile.ZipFile(target) as archive:
                for name in archive.namelist():
                    if not name.endswith("/"):
                        assert archive.read(name) == (pack / name.removeprefix("pack/")).read_bytes()
