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
from tests.exporters.forging import ENTRY, ONES, Pipe, ended, head_of, listing_of, other_zip, relist, spliced, zipped


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


UNICODE_PATH = struct.pack("<HHBI", 0x7075, 5 + len("pack/data/other"), 1, 0) + b"pack/data/other"
"""The extra field by which Info-ZIP and others give a file another name than the one that stands before it (APPNOTE 4.6.9)."""


def test_another_name_in_front_of_an_entry_fails(pack: Path) -> None:
    target = zipped(pack)
    data = target.read_bytes()
    at = head_of(data, "pack/data/claims.csv")
    forged = bytearray(data)
    struct.pack_into("<H", forged, at + 28, len(UNICODE_PATH))
    target.write_bytes(spliced(bytes(forged), at + 30 + len("pack/data/claims.csv"), UNICODE_PATH))
    with zipfile.ZipFile(target) as archive:
        assert archive.testzip() is None, "as far as the directory tells"
    assert any("claims.csv" in one and "other programs may show" in one for one in verify(target).findings)


def test_another_name_in_the_directory_fails(pack: Path) -> None:
    target = zipped(pack)
    data = target.read_bytes()
    at = listing_of(data, "pack/data/claims.csv")
    forged = bytearray(data)
    struct.pack_into("<H", forged, at + 30, len(UNICODE_PATH))
    target.write_bytes(spliced(bytes(forged), at + 46 + len("pack/data/claims.csv"), UNICODE_PATH))
    assert any("claims.csv" in one or "other" in one for one in verify(target).findings)


def test_end_records_for_large_numbers_say_the_same(pack: Path) -> None:
    """Programs that keep to the letter look at them only where the plain one says so, others always."""
    target = zipped(pack)
    data = target.read_bytes()
    target.write_bytes(ended(data, records=0, plain=ONES))
    assert verify(target).ok, "that is how they are meant"
    target.write_bytes(ended(data, records=0, plain={16: 0xFFFFFFFF}))
    assert verify(target).ok
    target.write_bytes(ended(data, records=0, plain={}))
    assert verify(target).ok, "that is how packs from 2 GiB on end"
    for forged in (
        ended(data, records=3, plain={}),
        ended(data, records=0, plain={16: 30}),
        ended(data, records=0, plain={8: 0xFFFF, 16: 30}),
        ended(data, records=3, plain=ONES),
        ended(data, records=0, plain=ONES).replace(b"PK\x06\x07", b"PK\x06\x08"),
    ):
        target.write_bytes(forged)
        assert not verify(target).ok


def test_end_records_within_the_directory_fail(pack: Path) -> None:
    """Python follows them wherever they stand; others read the directory that the last record names."""
    target = zipped(pack)
    data = target.read_bytes()
    length, begins = struct.unpack_from("<II", data, len(data) - 10)
    count = struct.unpack_from("<H", data, len(data) - 12)[0]
    records = struct.pack("<4sQ2H2I4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, length, begins)
    records += struct.pack("<4sIQI", b"PK\x06\x07", 0, begins + length, 1)
    last = bytearray(data)
    struct.pack_into("<H", last, data.rindex(ENTRY) + 32, len(records))  # the last entry's remark
    forged = bytearray(last[:-22] + records + last[-22:])
    struct.pack_into("<I", forged, len(forged) - 10, length + len(records))
    target.write_bytes(forged)
    with zipfile.ZipFile(target) as archive:
        assert archive.testzip() is None
    assert not verify(target).ok


@pytest.mark.parametrize(("field", "value"), [(34, 1), (38, 0x10), (38, 0o040755 << 16), (42, 7)])
def test_an_entry_that_is_listed_otherwise_fails(field: int, value: int, pack: Path) -> None:
    """On another disk, as a folder, or elsewhere."""
    target = zipped(pack)
    forged = bytearray(target.read_bytes())
    struct.pack_into("<H" if field == 34 else "<I", forged, listing_of(bytes(forged), "pack/data/claims.csv") + field, value)
    target.write_bytes(forged)
    assert not verify(target).ok


def test_a_remark_that_is_announced_and_not_there_fails(pack: Path) -> None:
    target = zipped(pack)
    target.write_bytes(target.read_bytes()[:-2] + b"\x05\x00")
    assert not verify(target).ok


def test_a_name_that_programs_read_in_two_ways_fails(pack: Path) -> None:
    """Not said to be UTF-8, some read it as the code page of old systems, others as UTF-8 all the same."""
    target = zipped(pack)
    data = target.read_bytes().replace(b"pack/data/claims.csv", "pack/data/cl\u00e9ms.csv".encode())
    target.write_bytes(data)
    assert any("two ways" in one for one in verify(target).findings)


@pytest.mark.parametrize(("at", "value"), [(8, 3), (10, 3), (4, 1), (6, 1)])
def test_an_end_record_that_counts_otherwise_fails(at: int, value: int, pack: Path) -> None:
    target = zipped(pack)
    forged = bytearray(target.read_bytes())
    struct.pack_into("<H", forged, len(forged) - 22 + at, value)
    target.write_bytes(forged)
    assert not verify(target).ok


@pytest.mark.parametrize("size", [65_536, 65_541, 131_080, 131_329])
def test_a_file_that_is_packed_to_next_to_nothing_is_read_to_its_end(size: int, pack: Path) -> None:
    (pack / "data" / "blank.bin").write_bytes(bytes(size))
    relist(pack)
    assert all("blank.bin" not in one for one in verify(zipped(pack)).findings)


def test_a_remark_on_an_entry_fails(pack: Path) -> None:
    target = zipped(pack)
    data = target.read_bytes()
    at = listing_of(data, "pack/data/claims.csv")
    forged = bytearray(data)
    struct.pack_into("<H", forged, at + 32, 14)
    target.write_bytes(spliced(bytes(forged), at + 46 + len("pack/data/claims.csv"), b"look elsewhere"))
    assert any("claims.csv" in one and "other programs may show" in one for one in verify(target).findings)


def test_an_entry_behind_the_end_of_another_ones_packed_bytes_fails(pack: Path) -> None:
    """Unpacking stops before it; who reads from the front takes it for a file more."""
    target = zipped(pack)
    data = target.read_bytes()
    more = other_zip()[: -22 - 46 - len("secret.txt")]
    at, listed = head_of(data, "pack/data/claims.csv"), listing_of(data, "pack/data/claims.csv")
    packed = struct.unpack_from("<I", data, listed + 20)[0]
    forged = bytearray(data)
    struct.pack_into("<I", forged, listed + 20, packed + len(more))
    end = at + 30 + len("pack/data/claims.csv") + packed
    target.write_bytes(spliced(bytes(forged), end, more))
    assert any("claims.csv" in one and "two ways" in one for one in verify(target).findings)
    struct.pack_into("<I", forged, at + 18, packed + len(more))  # both say the same
    target.write_bytes(spliced(bytes(forged), end, more))
    with zipfile.ZipFile(target) as archive:
        assert archive.testzip() is None
    assert any("claims.csv" in one and "behind its end" in one for one in verify(target).findings)


@pytest.mark.parametrize("field", [6, 8, 14, 18, 22, 30], ids=["flags", "method", "checksum", "packed", "size", "name"])
def test_an_entry_that_is_described_in_two_ways_fails(field: int, pack: Path) -> None:
    target = zipped(pack)
    forged = bytearray(target.read_bytes())
    forged[head_of(bytes(forged), "pack/data/claims.csv") + field] ^= 8
    target.write_bytes(forged)
    assert any("claims.csv" in one and "two ways" in one for one in verify(target).findings)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_way_of_packing_that_few_programs_know_fails(method: int, pack: Path) -> None:
    target = pack.parent / "rare.zip"
    with zipfile.ZipFile(target, "w", method) as archive:
        for file in sorted(one for one in pack.rglob("*") if one.is_file()):
            archive.write(file, f"pack/{file.relative_to(pack).as_posix()}")
    assert any("few programs" in one for one in verify(target).findings)


def test_a_stored_entry_that_does_not_say_how_long_it_is_fails(pack: Path) -> None:
    """Who reads from the front looks for its end in its own bytes."""
    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w") as archive:
        for file in sorted(one for one in pack.rglob("*") if one.is_file()):
            archive.writestr(f"pack/{file.relative_to(pack).as_posix()}", file.read_bytes())
    (pack.parent / "again.zip").write_bytes(bytes(pipe.taken))
    assert not verify(pack.parent / "again.zip").ok


@pytest.mark.parametrize(
    ("method", "streamed"), [(zipfile.ZIP_STORED, False), (zipfile.ZIP_DEFLATED, False), (zipfile.ZIP_DEFLATED, True)]
)
def test_a_pack_that_was_zipped_again_passes(streamed: bool, method: int, pack: Path) -> None:
    pipe, made = Pipe(), io.BytesIO()
    with zipfile.ZipFile(pipe if streamed else made, "w", method) as archive:
        for file in sorted(one for one in pack.rglob("*") if one.is_file()):
            entry = zipfile.ZipInfo(f"pack/{file.relative_to(pack).as_posix()}")
            entry.compress_type = method
            entry.extra = struct.pack("<HHBI", 0x5455, 5, 1, 1_700_000_000)  # a time, as Info-ZIP notes it
            archive.writestr(entry, file.read_bytes())
    target = pack.parent / "again.zip"
    target.write_bytes(bytes(pipe.taken) if streamed else made.getvalue())
    assert verify(target).findings == ()
    damaged = bytearray(target.read_bytes())
    damaged[bytes(damaged).index(b"PK", 4) - (8 if streamed else 1)] ^= 1
    target.write_bytes(damaged)
    assert not verify(target).ok, "a descriptor, or packed bytes, that say something else"


@pytest.mark.parametrize("count", [0xFFFF, 0x10000])
def test_a_zip_of_very_many_files_ends_otherwise_and_is_read_all_the_same(count: int, tmp_path: Path) -> None:
    """As many as the last record can just count stand in it alone, where others say that there is another record."""
    with zipfile.ZipFile(tmp_path / "many.zip", "w") as archive:
        for number in range(count):
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
