"""What a .zip says of one entry is said the same everywhere, and nothing is hidden in what few programs look at."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pytest

from reviewer.exporters.bag import zip_entry
from reviewer.exporters.bag.bag_reader import said_once
from reviewer.exporters.bag.verify import VerifyReport, verify
from reviewer.exporters.bag.zip_layout import TWO_DIRECTORIES, ZipLayout
from tests.exporters.forging import Entry, end_record, entries_of, relist, written

A = "data/a.txt"
LARGE = 0xFFFFFFFF
DEFLATED = {"method": zipfile.ZIP_DEFLATED}
STREAMED = {"method": zipfile.ZIP_DEFLATED, "flags": 8}
WORDS = b"What the minister said.\n" * 20
PACKED = Entry(b"", WORDS, **DEFLATED).whole


def checked(bag: Path, entries: list[Entry]) -> VerifyReport:
    bag.with_suffix(".zip").write_bytes(written(entries))
    return verify(bag.with_suffix(".zip"))


def findings(bag: Path, data: bytes) -> tuple[str, ...]:
    bag.with_suffix(".zip").write_bytes(data)
    return verify(bag.with_suffix(".zip")).findings


def checked_as(bag: Path, **changed: Any) -> VerifyReport:
    """Check the pack as a .zip in which the document's entry is as given."""
    return checked(bag, entries_of(bag, A, **changed))


def faulty(report: VerifyReport, fault: str) -> bool:
    return f"Not safe: 'pack/{A}' {fault}" in report.findings


def extra(number: int, field: bytes) -> bytes:
    return struct.pack("<HH", number, len(field)) + field


def zip64(*numbers: int, disk: bytes = b"") -> bytes:
    return extra(1, struct.pack(f"<{len(numbers)}Q", *numbers) + disk)


def offset_of(bag: Path) -> int:
    """Return where the document's entry stands, whose .zip has it last."""
    made = io.BytesIO(written(entries_of(bag, A)))
    return zipfile.ZipFile(made).getinfo(f"pack/{A}").header_offset


# extra fields

OWNERS = b"\x01\x04\x00\x00\x00\x00\x04\x00\x00\x00\x00"
NTFS = bytes(4) + b"\x01\x00\x18\x00" + bytes(24)


@pytest.mark.parametrize("where", ["head", "listed"])
@pytest.mark.parametrize(
    "noted",
    [
        *(extra(0x5455, bytes(length)) for length in (1, 5, 9, 13)),
        *(extra(0x5855, bytes(length)) for length in (8, 12)),
        *(extra(0x7855, bytes(length)) for length in (0, 4)),
        *(extra(0x7875, field) for field in (b"", OWNERS, b"\x01\x02ab\x02cd", b"\x01\x08abcdefgh\x08abcdefgh")),
        extra(0x000A, NTFS),
        extra(0x5455, bytes(13)) + extra(0x7875, OWNERS) + extra(0x000A, NTFS),
    ],
    ids=bytes.hex,
)
def test_what_archivers_note_passes(noted: bytes, where: str, bag: Path) -> None:
    assert checked_as(bag, **{where: {"extra": noted}}).ok


@pytest.mark.parametrize("where", ["head", "listed"])
@pytest.mark.parametrize(
    "noted",
    [
        *(extra(0x5455, bytes(length)) for length in (0, 4, 6, 17)),
        *(extra(0x5855, bytes(length)) for length in (0, 4, 16)),
        *(extra(0x7855, bytes(length)) for length in (2, 8)),
        *(extra(0x7875, field) for field in (OWNERS + b"x", b"\x02" + OWNERS[1:], OWNERS[:6] + b"\x03" + OWNERS[7:], b"\x01")),
        extra(0x7875, b"\x01\x10" + b"a secret of 16 b" + b"\x10" + b"and another one."),
        extra(0x000A, NTFS + b"hidden"),
        extra(0x000A, bytes(4) + b"\x02\x00\x18\x00" + bytes(24)),
        extra(0x7075, b"\x01" + bytes(4) + b"pack/data/other"),
        extra(0x6375, b"\x01" + bytes(4) + b"a remark"),
        extra(0xCAFE, b""),
        extra(0x5455, bytes(5)) * 2,
        extra(0x5455, bytes(5))[:-1],
        extra(0x5455, bytes(5)) + b"abc",
        b"\x55",
    ],
    ids=bytes.hex,
)
def test_what_can_hold_something_else_beside_an_entry_fails(noted: bytes, where: str, bag: Path) -> None:
    """Python itself gives up where a field of the directory goes on behind its end."""
    report = checked_as(bag, **{where: {"extra": noted}})
    assert faulty(report, zip_entry.BESIDE) or (where == "listed" and "no pack, or a damaged one" in report.findings[0])


@pytest.mark.parametrize("mark", [b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07", b"PK\x07\x08"])
def test_marks_of_other_records_beside_an_entry_fail(mark: bytes, bag: Path) -> None:
    """In the entry's own bytes they stand by chance, as in a .zip that is a document."""
    noted = extra(0x000A, NTFS[:12] + mark + NTFS[16:])
    assert faulty(checked_as(bag, head={"extra": noted}), zip_entry.BESIDE)
    (bag / A).write_bytes(mark)
    relist(bag)
    assert checked_as(bag).ok


# large numbers


def test_large_numbers_that_are_the_entrys_own_pass(bag: Path) -> None:
    size, at = len(WORDS), offset_of(bag)
    both, one = {"packed": LARGE, "size": LARGE}, {"size": LARGE}
    for head, listed in (
        (both | {"extra": zip64(size, size)}, {}),
        ({}, both | {"extra": zip64(size, size)}),
        ({}, {"offset": LARGE, "extra": zip64(at)}),
        ({}, both | {"offset": LARGE, "extra": zip64(size, size, at)}),
        ({}, both | {"offset": LARGE, "extra": zip64(size, size, at, disk=bytes(4))}),
        ({}, both | {"extra": zip64(size, size, at)}),  # as Go writes it
        (one | {"extra": zip64(size)}, one | {"extra": zip64(size)}),
        ({"extra": zip64(size, size)}, {"extra": zip64(size, size, at)}),  # said twice
        ({"extra": zip64()}, {"extra": zip64()}),
    ):
        assert checked_as(bag, head=head, listed=listed).ok, (head, listed)


def test_large_numbers_that_may_be_read_otherwise_fail(bag: Path) -> None:
    """Some programs take a number by its place in the field, others the next one, others look only where it is announced."""
    size, packed, at = len(WORDS), len(PACKED), offset_of(bag)
    both = {"packed": LARGE, "size": LARGE}
    for head in (
        both,
        both | {"extra": zip64(size)},
        both | {"extra": zip64(size, packed + 1)},
        both | {"extra": zip64(size + 1, packed)},
        both | {"extra": zip64(packed, size)},
        both | {"extra": zip64(size, packed, 7)},
        both | {"extra": zip64(size, packed) + zip64()},
        {"packed": LARGE, "extra": zip64(size, packed)},
        {"extra": zip64(size + 1, packed)},
        {"extra": zip64(size, packed + 1)},
    ):
        assert not checked_as(bag, **DEFLATED, head=head).ok, head
    for listed in (
        {"extra": zip64(size, packed, at + 1)},
        {"extra": zip64(size, packed + 1)},
        {"extra": zip64(0)},
        both | {"extra": zip64(size, packed, at + 1)},
        both | {"extra": zip64(size, packed, at, disk=b"\x01\x00\x00\x00")},
        {"packed": LARGE, "extra": zip64(size, packed)},
        {"disk": 0xFFFF, "extra": zip64(size, packed, at, disk=bytes(4))},
    ):
        assert not checked_as(bag, **DEFLATED, listed=listed).ok, listed


# folders

FOLDER = Entry(b"pack/data/empty/")


@pytest.mark.parametrize(
    "folder",
    [
        FOLDER,
        Entry(FOLDER.name, **DEFLATED),
        Entry(FOLDER.name, **DEFLATED, packed=b""),
        Entry(FOLDER.name, **STREAMED, behind=struct.pack("<4s3I", b"PK\x07\x08", 0, 2, 0)),
        Entry(FOLDER.name, listed={"attributes": 0o040755 << 16 | 0x10}),
    ],
    ids=["stored", "deflated", "nothing", "streamed", "attributes"],
)
def test_an_empty_folder_passes(folder: Entry, bag: Path) -> None:
    assert checked(bag, [folder, *entries_of(bag)]).findings == ()


HIDDEN = b"\x03\x00" + b"another .zip, say"


@pytest.mark.parametrize(
    "folder",
    [
        Entry(FOLDER.name, **DEFLATED, packed=HIDDEN),
        Entry(FOLDER.name, **DEFLATED, packed=b"\x03\x04"),
        Entry(FOLDER.name, **DEFLATED, packed=b"\x03"),
        Entry(FOLDER.name, **DEFLATED, packed=b"\x01\x00\x00\xff\xff"),
        Entry(FOLDER.name, b"carried"),
        Entry(FOLDER.name, b"carried", **DEFLATED),
        Entry(FOLDER.name, b"carried", packed=b""),
        Entry(FOLDER.name, b"carried", head={"size": 0}, listed={"size": 0}),
        Entry(FOLDER.name, head={"crc": 7}, listed={"crc": 7}),
        Entry(FOLDER.name, **STREAMED, packed=b"", behind=struct.pack("<4s3I", b"PK\x07\x08", 0, 0, 0)),
    ],
    ids=["behind", "bits", "cut", "longer", "stored", "deflated", "sizes", "denied", "sum", "endless"],
)
def test_bytes_in_a_folder_or_behind_it_fail(folder: Entry, bag: Path) -> None:
    """Nobody unpacks a folder, but who reads from the front comes past its bytes."""
    report = checked(bag, [folder, *entries_of(bag)])
    assert any("pack/data/empty/" in one and ("bytes" in one or "two ways" in one) for one in report.findings)


# lengths that come behind


@pytest.mark.parametrize("mark", [b"PK\x07\x08", b""])
def test_a_length_behind_an_entry_is_as_long_as_its_head_says(mark: bytes, bag: Path) -> None:
    numbers = (zlib.crc32(WORDS), len(PACKED), len(WORDS))
    short, long = mark + struct.pack("<III", *numbers), mark + struct.pack("<IQQ", *numbers)
    nothing: dict[str, Any] = {"crc": 0, "packed": 0, "size": 0}
    large = nothing | {"packed": LARGE, "size": LARGE, "extra": zip64(0, 0)}
    for head, fits, other in ((nothing, short, long), ({}, short, long), (large, long, short)):
        assert checked_as(bag, **STREAMED, head=head, behind=fits).ok, head
        assert faulty(checked_as(bag, **STREAMED, head=head, behind=other), zip_entry.NO_END), head
    assert faulty(checked_as(bag, **STREAMED, head={"crc": 1}, behind=short), zip_entry.TWO_WAYS)
    assert faulty(checked_as(bag, **STREAMED, head={"size": LARGE, "packed": LARGE}, behind=short), zip_entry.TWO_WAYS)
    assert faulty(checked_as(bag, **DEFLATED, head=nothing), zip_entry.TWO_WAYS), "it says that nothing comes"


def test_a_length_behind_an_entry_that_announces_none_fails(bag: Path) -> None:
    numbers = struct.pack("<III", zlib.crc32(WORDS), len(PACKED), len(WORDS))
    for behind in (b"PK\x07\x08" + numbers, numbers):
        report = checked_as(bag, **DEFLATED, behind=behind)
        assert report.findings == ("Not safe: something stands in the .zip beside its files",)


def test_a_checksum_that_looks_like_the_mark_before_it_fails_without_the_mark(bag: Path) -> None:
    wanted = struct.unpack("<I", b"PK\x07\x08")[0]
    words = WORDS + ending_in(zlib.crc32(WORDS), wanted)
    (bag / A).write_bytes(words)
    relist(bag)
    numbers = struct.pack("<III", wanted, len(Entry(b"", words, **DEFLATED).whole), len(words))
    assert zlib.crc32(words) == wanted
    assert faulty(checked_as(bag, **STREAMED, behind=numbers), zip_entry.NO_END)


def ending_in(crc: int, wanted: int) -> bytes:
    """Return four bytes that bring a CRC-32 to the one that is wanted."""
    table = [zlib.crc32(bytes((one,)), LARGE) ^ LARGE for one in range(256)]  # of a register that is empty
    top = {one >> 24: (number, one) for number, one in enumerate(table)}
    left, chosen = wanted ^ LARGE, []
    for _ in range(4):
        number, one = top[left >> 24]
        chosen.append(number)
        left = (left ^ one) << 8
    found, register = b"", crc ^ LARGE
    for number in reversed(chosen):
        found += bytes(((register ^ number) & 0xFF,))
        register = (register >> 8) ^ table[number]
    return found


def test_a_stored_entry_whose_length_comes_behind_it_is_told_as_such(bag: Path) -> None:
    numbers = struct.pack("<4s3I", b"PK\x07\x08", zlib.crc32(WORDS), len(WORDS), len(WORDS))
    (found,) = checked_as(bag, flags=8, behind=numbers).findings
    assert "its length stands behind it" in found
    assert "have that zipped anew" in found, "what to do"


# what the directory says


@pytest.mark.parametrize(
    "field", ["orig_filename", "extra", "header_offset", "file_size", "compress_size", "CRC", "flag_bits", "compress_type"]
)
def test_a_listing_that_another_reader_reads_otherwise_fails(field: str, bag: Path) -> None:
    """`zipfile` reads the directory as well; whatever it makes of it must be what stands there."""
    whole = io.BytesIO(written(entries_of(bag, A)))
    entries = zipfile.ZipFile(whole).infolist()
    assert list(ZipLayout(whole, entries).problems()) == []
    odd: dict[str, Any] = {
        "orig_filename": "pack/data/b.txt",
        "extra": extra(0x5455, bytes(5)),
        "compress_type": 8,
        "flag_bits": 2,
    }
    setattr(entries[-1], field, odd.get(field, 7))
    found = list(ZipLayout(whole, entries).problems())
    assert found != []
    if field in {"orig_filename", "extra", "file_size"}:
        assert ("the .zip", TWO_DIRECTORIES) in found


def test_what_few_programs_can_unpack_is_not_guessed_at(bag: Path) -> None:
    report = checked_as(bag, method=12, packed=WORDS)
    assert faulty(report, zip_entry.RARE)
    assert any(one.startswith(f"{A} cannot be read") and "few programs" in one for one in report.findings)


def test_an_entry_that_is_not_where_the_directory_says_fails(bag: Path) -> None:
    data = written(entries_of(bag, A))
    at = offset_of(bag)
    found = findings(bag, data[:at] + b"PK\x03\x05" + data[at + 4 :])
    assert f"Not safe: 'pack/{A}' {zip_entry.NOT_THERE}" in found
    assert any(one.startswith(f"{A} cannot be read") and "not there" in one for one in found)
    info = zipfile.ZipInfo("pack/late.txt")
    info.header_offset = len(data)
    entry = zip_entry.ZipEntry(io.BytesIO(data + b"PK\x03\x04 cut"), info)
    assert (entry.begins, entry.fault) == (0, zip_entry.NOT_THERE)


def test_two_listings_of_one_entry_fail(bag: Path) -> None:
    """The second would give its bytes another name, which does not stand before them."""
    (bag / "data/b.txt").write_bytes(WORDS)
    relist(bag)
    (bag / "data/b.txt").unlink()
    data = written(entries_of(bag, A))
    begins = struct.unpack_from("<I", data, len(data) - 6)[0]
    again = data[data.rindex(b"PK\x01\x02") : -22].replace(b"a.txt", b"b.txt")
    length, count = len(data) - 22 - begins + len(again), len(entries_of(bag)) + 1
    bag.with_suffix(".zip").write_bytes(data[:-22] + again + end_record(count, count, length, begins))
    report = verify(bag.with_suffix(".zip"))
    assert report.findings == ("Not safe: something stands in the .zip beside its files",), "its manifests list both"


# kinds and names


@pytest.mark.parametrize(
    ("name", "listed"),
    [
        (f"pack/{A}", {"attributes": 0x08, "system": 0}),
        ("pack/data/", {"attributes": 0o100644 << 16}),
        (f"pack/{A}", {"attributes": 0o040755 << 16}),
        (f"pack/{A}", {"attributes": 0o020644 << 16}),
    ],
    ids=["disk", "file", "folder", "device"],
)
def test_what_some_programs_take_for_something_else_fails(name: str, listed: dict[str, Any], bag: Path) -> None:
    """Info-ZIP, for one, does not unpack what says that it is a disk's name."""
    entries = [Entry(b"pack/data/"), *entries_of(bag)]
    assert checked(bag, entries).ok
    changed = [Entry(one.name, one.data, listed=listed) if one.name == name.encode() else one for one in entries]
    assert any(repr(name) in one for one in checked(bag, changed).findings)


@pytest.mark.parametrize("folder", ["pack/data/a.txt/", "pack/data/A.TXT/", "pack/data/a.txt/b/c.txt"])
def test_a_file_that_is_a_folder_as_well_fails(folder: str, bag: Path) -> None:
    """Which of them is unpacked depends on which comes first, and on the program."""
    report = checked(bag, [Entry(folder.encode()), *entries_of(bag)])
    assert "Not safe: 'data/a.txt' is a file to some programs and a folder to others" in report.findings


def test_a_name_that_is_not_what_it_says_is_no_pack(bag: Path) -> None:
    report = checked(bag, [Entry(b"pack/data/\xff.txt", flags=0x800), *entries_of(bag)])
    assert report.findings == ("This is no pack, or a damaged one: it is neither a folder nor a whole .zip",)


@pytest.mark.parametrize("where", ["head", "listed"])
@pytest.mark.parametrize("version", [46, 51, 63, 0x022D])
def test_an_entry_that_says_that_it_needs_a_newer_program_fails(version: int, where: str, bag: Path) -> None:
    """Info-ZIP passes over it, and over what needs VMS."""
    assert faulty(checked_as(bag, **{where: {"needed": version}}), zip_entry.RARE)


@pytest.mark.parametrize("where", ["head", "listed"])
@pytest.mark.parametrize("version", [10, 20, 45, 0x0314, 0x0B0A, 0x132D])
def test_an_entry_that_any_program_can_unpack_passes(version: int, where: str, bag: Path) -> None:
    """7-Zip writes the system beside the version."""
    assert checked_as(bag, **{where: {"needed": version}}).ok


@pytest.mark.parametrize(("flag", "passes"), [(1 << place, place in {1, 2, 3, 11}) for place in range(16)])
def test_flags_that_few_programs_know_fail(flag: int, passes: bool, bag: Path) -> None:
    """How thoroughly it was packed, a length behind it and a name in UTF-8 are known to all."""
    behind = struct.pack("<4s3I", b"PK\x07\x08", zlib.crc32(WORDS), len(PACKED), len(WORDS)) if flag == 8 else b""
    report = checked_as(bag, **DEFLATED, flags=flag, behind=behind)
    assert report.ok == passes
    assert passes or any("few programs know" in one or "encrypted" in one for one in report.findings)


# sentences


def test_equal_faults_are_said_once() -> None:
    faults = [("'a'", "is odd"), ("", "nothing fits"), ("'b'", "is odd"), ("'c'", "is even"), ("'d'", "is odd")]
    assert said_once(faults) == ["'a' is odd (and 2 more)", "nothing fits", "'c' is even"]


def test_equal_faults_of_a_zip_are_said_once(bag: Path) -> None:
    for number in range(5):
        (bag / f"data/{number}.txt").write_bytes(b"x")
    relist(bag)
    odd = [Entry(one.name, one.data, head={"crc": 7}) for one in entries_of(bag)]
    (found,) = checked(bag, odd).findings
    assert found.endswith("do not rely on this pack, and ask for it anew (and 8 more)")
    outside = [Entry(f"elsewhere/{number}".encode()) for number in range(3)]
    (found,) = checked(bag, entries_of(bag) + outside).findings
    assert found == "Not safe: 'elsewhere/0' lies outside the one folder that a .zip holds (and 2 more)"
