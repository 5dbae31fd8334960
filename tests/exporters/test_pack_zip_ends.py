"""A .zip has one directory, whichever of its end records a program follows, and it lists what is there."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path
from typing import Any

import pytest

from reviewer.exporters.bag.verify import verify
from reviewer.exporters.bag.zip_layout import BESIDE, TWO_DIRECTORIES, TWO_ENDS, ZipLayout
from tests.exporters.conftest import Write
from tests.exporters.forging import Entry, end_record, entries_of, large_record, other_zip, relist, written, zipped

LARGE = 0xFFFFFFFF
ODD_ENDS = f"Not safe: the .zip {TWO_ENDS}"
ODD_DIRECTORY = f"Not safe: the .zip {TWO_DIRECTORIES}"


def findings(bag: Path, data: bytes) -> tuple[str, ...]:
    bag.with_suffix(".zip").write_bytes(data)
    return verify(bag.with_suffix(".zip")).findings


def numbers_of(data: bytes) -> tuple[int, int, int, int]:
    return struct.unpack_from("<2H2I", data, len(data) - 14)


# packs from 2 GiB on


def test_a_pack_of_ours_beyond_two_gibibytes_passes(write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From there on Python says numbers twice, and those of the last record fit it up to 4 GiB."""
    monkeypatch.setattr(zipfile, "ZIP64_LIMIT", 1000)
    write(tmp_path / "pack.zip")
    data = (tmp_path / "pack.zip").read_bytes()
    assert data[-42:-38] == b"PK\x06\x07"
    assert LARGE not in numbers_of(data)
    assert verify(tmp_path / "pack.zip").findings == ()


def test_a_pack_zipped_by_python_beyond_two_gibibytes_passes(bag: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (bag / "data/long.txt").write_bytes(b"words " * 1000)
    relist(bag)
    monkeypatch.setattr(zipfile, "ZIP64_LIMIT", 100)
    monkeypatch.setattr(zipfile, "ZIP_FILECOUNT_LIMIT", 2)
    assert verify(zipped(bag)).findings == ()


# another directory


def other_directory() -> bytes:
    """Return the listing of an entry that stands at the beginning of the file, under another name."""
    return written([Entry(b"pack/secret.txt", b"elsewhere")])[30 + len("pack/secret.txtelsewhere") : -22]


def test_a_locator_that_leads_to_another_directory_fails(bag: Path) -> None:
    """It stands in the last listing's extra field, right before the end: programs that always look there follow it."""
    other = other_directory()
    inside = other + struct.pack("<4sQ2H2I4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 1, 1, len(other), 0)
    (bag / "data/b.bin").write_bytes(inside)
    relist(bag)
    entries = entries_of(bag, "data/b.bin")
    begins = written(entries).index(other)
    locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, begins + len(other), 1)
    noted = struct.pack("<HH", 0x000A, 32) + bytes(4) + b"\x01\x00\x18\x00" + bytes(4) + locator
    assert findings(bag, written(entries)) == ()
    entries = entries_of(bag, "data/b.bin", listed={"extra": noted})
    bag.with_suffix(".zip").write_bytes(written(entries))
    with zipfile.ZipFile(bag.with_suffix(".zip")) as archive:
        assert archive.testzip() is None, "Python does not follow it"
    assert findings(bag, written(entries)) == (ODD_ENDS,)


def ended_by(data: bytes, *, large: tuple[int, ...], last: tuple[int, ...], at: int | None = None) -> bytes:
    """Return a .zip with these numbers in its two end records, the locator saying that the first stands at `at`."""
    return data[:-22] + large_record(*large, at=len(data) - 22 if at is None else at) + end_record(*last)


def test_end_records_that_say_the_same_pass(bag: Path) -> None:
    data = written(entries_of(bag))
    here, count, length, begins = said = numbers_of(data)
    for last in (
        said,
        (0xFFFF, 0xFFFF, LARGE, LARGE),
        (here, 0xFFFF, length, begins),
        (here, count, LARGE, begins),
        (here, count, length, LARGE),
    ):
        assert findings(bag, ended_by(data, large=said, last=last)) == (), last


def test_end_records_of_which_one_says_something_else_fail(bag: Path) -> None:
    data = written(entries_of(bag))
    said = numbers_of(data)
    most = (0xFFFF, 0xFFFF, LARGE, LARGE)
    for field in range(4):
        odd = tuple(number + (place == field) for place, number in enumerate(said))
        assert ODD_ENDS in findings(bag, ended_by(data, large=said, last=odd)), field
        assert findings(bag, ended_by(data, large=odd, last=most)) != (), field
        assert findings(bag, ended_by(data, large=odd, last=odd)) != (), field
        assert findings(bag, data[:-22] + end_record(*odd)) != (), field
    for field in (2, 3):
        lost = tuple(LARGE if place == field else number for place, number in enumerate(said))
        assert findings(bag, data[:-22] + end_record(*lost)) != (), "where is the large number?"


def test_a_locator_must_lead_to_the_record_before_it(bag: Path) -> None:
    data = written(entries_of(bag))
    said = numbers_of(data)
    assert findings(bag, ended_by(data, large=said, last=said, at=len(data) - 23)) == (ODD_ENDS,)
    good = ended_by(data, large=said, last=said)
    for back, what in (
        (22 + 20 - 4, "disk"),
        (22 + 4, "disks"),
        (22 + 76 - 16, "disk of the record"),
        (22 + 76 - 20, "first disk"),
    ):
        odd = bytearray(good)
        odd[len(good) - back] ^= 2
        assert findings(bag, bytes(odd)) != (), what
    longer = bytearray(good)
    longer[len(good) - 22 - 76 + 4] += 1
    assert findings(bag, bytes(longer)) == (ODD_ENDS,), "the record is longer than what stands there"
    unmarked = bytearray(good)
    unmarked[len(good) - 22 - 76 + 3] += 1
    assert findings(bag, bytes(unmarked)) != ()


def test_a_record_for_large_numbers_without_its_locator_fails(bag: Path) -> None:
    data = written(entries_of(bag))
    record = large_record(*numbers_of(data), at=len(data) - 22)
    assert findings(bag, data[:-22] + record[:56] + data[-22:]) != ()


# the directory itself


@pytest.mark.parametrize(
    "mark",
    [b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x05", b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07", b"PK\x06\x08", b"PK\x07\x08"],
)
def test_marks_of_other_records_in_the_directory_fail(mark: bytes, bag: Path) -> None:
    """Who looks for listings, or for the end, by their marks would find one more."""
    noted = struct.pack("<HH", 0x000A, 32) + bytes(4) + b"\x01\x00\x18\x00" + bytes(8) + mark + bytes(12)
    assert findings(bag, written(entries_of(bag, "data/a.txt", listed={"extra": noted}))) == (ODD_DIRECTORY,)
    (bag / "data/a.txt").write_bytes(mark * 3)
    relist(bag)
    assert findings(bag, written(entries_of(bag))) == (), "in a file they are the file's own"


@pytest.mark.parametrize("field", [28, 30, 32], ids=["name", "extra", "remark"])
def test_a_listing_that_goes_on_into_the_end_records_fails(field: int, bag: Path) -> None:
    """Python reads what is there of it."""
    data = bytearray(written(entries_of(bag, "data/a.txt")))
    at = data.rindex(b"PK\x01\x02") + field
    data[at] += 20
    assert len(zipfile.ZipFile(io.BytesIO(bytes(data))).infolist()) == len(entries_of(bag))
    assert ODD_DIRECTORY in findings(bag, bytes(data))


def layout_of(data: bytes, entries: list[zipfile.ZipInfo]) -> list[tuple[str, str]]:
    return list(ZipLayout(io.BytesIO(data), entries).problems())


def test_a_directory_that_goes_on_behind_the_listings_that_were_read_fails(bag: Path) -> None:
    """Readers stop at the number of entries, or at the length: `zipfile` at the length."""
    data = bytearray(written(entries_of(bag, "data/a.txt")))
    entries = zipfile.ZipFile(io.BytesIO(bytes(data))).infolist()
    begins = struct.unpack_from("<I", data, len(data) - 6)[0]
    more = b"listing of another kind"
    apart = data[:-22] + more + data[-22:]
    assert layout_of(bytes(apart), entries) == [("", BESIDE)]
    longer = data[:-22] + more + end_record(len(entries), len(entries), len(data) - 22 - begins + len(more), begins)
    assert layout_of(bytes(data), entries) == []
    assert layout_of(bytes(longer), entries) == [("the .zip", TWO_DIRECTORIES)]
    shorter = data[: data.rindex(b"PK\x01\x02") + 20]
    cut = shorter + end_record(len(entries), len(entries), len(shorter) - begins, begins)
    assert layout_of(bytes(cut), entries) == [("the .zip", TWO_DIRECTORIES)]


def test_a_listing_whose_mark_stands_elsewhere_fails(bag: Path) -> None:
    noted = struct.pack("<HH", 0x000A, 32) + bytes(4) + b"\x01\x00\x18\x00" + bytes(8) + b"PK\x01\x02" + bytes(12)
    data = written(entries_of(bag, "data/a.txt", listed={"extra": noted}))
    entries = zipfile.ZipFile(io.BytesIO(data)).infolist()
    at = data.index(b"PK\x01\x02", data.rindex(b"PK\x01\x02") - 46 - len("pack/data/a.txt") - 16)
    assert layout_of(data[:at] + b"PK\x01\x00" + data[at + 4 :], entries) == [("the .zip", TWO_DIRECTORIES)]


def test_a_directory_in_another_order_than_the_files_passes(bag: Path) -> None:
    (bag / "data/b.txt").write_bytes(b"x")
    relist(bag)
    first, second, *others = entries_of(bag)
    place = {"offset": len(written([first])) - 22 - 46 - len(first.name)}
    swapped = [
        Entry(first.name, first.data, listed=second.said | place),
        Entry(second.name, second.data, listed=first.said | {"offset": 0}),
    ]
    assert findings(bag, written([*swapped, *others])) == ()


@pytest.mark.parametrize("listed", [{"offset": 0}, {"offset": 7}, {"packed": 3}, {"size": 3}, {"crc": 3}, {"disk": 1}])
def test_a_listing_of_something_else_fails(listed: dict[str, Any], bag: Path) -> None:
    assert findings(bag, written(entries_of(bag, "data/a.txt", listed=listed))) != ()


@pytest.mark.parametrize("gap", [b"x", b"PK\x07\x08", b"PK\x03\x04", other_zip()])
def test_something_between_entries_fails(gap: bytes, bag: Path) -> None:
    first, *others = entries_of(bag)
    assert findings(bag, written([first, *others])) == ()
    assert findings(bag, written([Entry(first.name, first.data, behind=gap), *others])) == (f"Not safe: {BESIDE}",)
    last = others.pop()
    behind = [first, *others, Entry(last.name, last.data, behind=gap)]
    assert findings(bag, written(behind)) == (f"Not safe: {BESIDE}",)
