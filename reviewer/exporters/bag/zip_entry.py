"""One entry of a .zip: what stands in front of its bytes, behind them, and in the directory, which must all say the same.

Programs believe the one or the other. What archivers note besides (times, owners, large lengths) may stand there in the forms
that they give it, and nothing else: whatever is free to be anything can hold what only some programs look at. After APPNOTE.TXT
6.3.10 (PKWARE). What is wrong is said in words that go on from the entry's name and end in what to do.
"""

from __future__ import annotations

import re
import struct
import zipfile
from collections.abc import Callable
from typing import IO

SIGNS = re.compile(rb"PK(?:\x01\x02|\x03\x04|\x05[\x05\x06]|\x06[\x06-\x08]|\x07\x08)")
"""The marks by which programs find entries, directories and ends of a .zip (4.3.7 to 4.3.16)."""

HEAD_MARK, LISTED_MARK = b"PK\x03\x04", b"PK\x01\x02"
_DESCRIPTOR_MARK = b"PK\x07\x08"

_HEAD = struct.Struct("<4sHHH4xIIIHH")
"""In front of an entry: mark, version that is needed, flags, method, CRC-32, sizes packed and unpacked, lengths of name
and extra fields (4.3.7)."""

_LISTED = struct.Struct("<4s16xII4H6xI")
"""In the directory: mark, sizes packed and unpacked, lengths of name, extra fields and comment, number of the disk, and where the
entry stands (4.3.12). Flags, method and CRC-32 are as `zipfile` read them."""

_STREAMED, _ENCRYPTED, _UTF8 = 0x8, 0x1, 0x800
_DEEP = 0x6
"""How thorough the packing was; says nothing to who unpacks (4.4.4)."""
_FLAGS = _STREAMED | _ENCRYPTED | _UTF8 | _DEEP
_NEWEST = 45
"""The version of the format that large files need; some programs pass over what needs a later one (4.4.3)."""
_VMS = 2
"""The system that Info-ZIP passes over where it is named beside that version; 7-Zip names Unix there."""
METHODS = frozenset((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))
LARGE = 0xFFFFFFFF
"""What stands for a number that is too large; the number itself stands in an extra field then (4.5.3)."""
_EMPTY = frozenset((b"", b"\x03\x00"))
"""What a folder may hold: nothing, or nothing deflated."""

_ZIP64, _NTFS, _TIMES, _OLD_UNIX, _OWNER, _OWNERS = 0x0001, 0x000A, 0x5455, 0x5855, 0x7855, 0x7875
_FORMS: dict[int, Callable[[bytes], bool]] = {
    _ZIP64: lambda field: len(field) in {0, 8, 16, 24} or (len(field) == 28 and field[24:] == bytes(4)),
    _NTFS: lambda field: len(field) == 32 and field[4:8] == b"\x01\x00\x18\x00",
    _TIMES: lambda field: len(field) in {1, 5, 9, 13},
    _OLD_UNIX: lambda field: len(field) in {8, 12},
    _OWNER: lambda field: len(field) in {0, 4},
    _OWNERS: lambda field: (
        not field
        or any(len(field) == 3 + 2 * one and field[:2] == bytes((1, one)) and field[2 + one] == one for one in (2, 4, 8))
    ),
}
"""Extra fields that may be there, in the forms that archivers give them (4.5, 4.6.1, Info-ZIP's extrafld.txt): sizes of large
files, and the disk, which is the first; times of NTFS and Unix; owners. None gives another name, or is longer than it must be."""

_ASK = "do not rely on this pack, and ask for it anew"
_UNPACK = "unpack the .zip and check the folder that comes out, or have that zipped anew by an ordinary program"
NOT_THERE = f"is not where the directory says; {_ASK}"
BESIDE = f"has something beside its bytes that other programs may show; {_UNPACK}"
RARE = f"is packed in a way that few programs know; {_UNPACK}"
NO_LENGTH = f"is stored as it is, and its length stands behind it, so that programs look for its end in its bytes; {_UNPACK}"
NAME = f"has a name that programs read in two ways; {_UNPACK}"
TWO_WAYS = f"is described in two ways, and programs may show either; {_ASK}"
NO_END = f"does not say where it ends; {_ASK}"
FULL_FOLDER = f"is a folder, and bytes are packed in it that programs may show or not; {_ASK}"


class ZipEntry:
    """An entry in the file.

    Args:
        whole: The bytes of the .zip.
        info: What the directory says of it.

    Attributes:
        begins: Where its packed bytes begin; 0 where it is not there.
        ends: Where the next entry, or the directory, must stand.
        fault: What is wrong with it, going on from its name; "" where nothing is.

    """

    def __init__(self, whole: IO[bytes], info: zipfile.ZipInfo) -> None:
        self._whole = whole
        self._info = info
        self.begins = self.ends = 0
        head = self._read(info.header_offset, _HEAD.size)
        if len(head) < _HEAD.size or not head.startswith(HEAD_MARK):
            self.fault = NOT_THERE
            return
        _, self._needed, *said, name_length, extra_length = _HEAD.unpack(head)
        self._said = tuple(said)
        named = self._read(info.header_offset + _HEAD.size, name_length + extra_length)
        self._name, self._extra = named[:name_length], _fields(named[name_length:])
        self.begins = info.header_offset + _HEAD.size + name_length + extra_length
        self.fault = BESIDE if SIGNS.search(named) else self._kind() or self._sameness() or self._folder()
        behind = self._behind()
        self.ends = self.begins + info.compress_size + behind
        if info.flag_bits & _STREAMED and not behind:
            self.fault = self.fault or NO_END

    def _read(self, at: int, length: int) -> bytes:
        self._whole.seek(at)
        return self._whole.read(length)

    def _kind(self) -> str:
        """Return what no entry of a pack may be, even where everything says it."""
        info = self._info
        if self._extra is None or _fields(info.extra) is None or info.comment:
            return BESIDE
        needed = {(info.extract_version, info.reserved), (self._needed & 0xFF, self._needed >> 8)}
        passed_over = any(version > _NEWEST or system == _VMS for version, system in needed)
        if info.compress_type not in METHODS or info.flag_bits & ~_FLAGS or passed_over:
            return RARE
        if info.flag_bits & _STREAMED and info.compress_type == zipfile.ZIP_STORED:
            return NO_LENGTH
        return "" if info.orig_filename.isascii() or info.flag_bits & _UTF8 else NAME

    def _sameness(self) -> str:
        """Return what the directory says otherwise; of what was not known when the entry was begun, the head may say nothing."""
        info = self._info
        flags, method, crc, packed, size = self._said
        sizes = _own(self._extra or {}, (size, packed))
        if (flags, method, self._name) != (info.flag_bits, info.compress_type, encoded(info)) or sizes is None:
            return TWO_WAYS
        known = (info.CRC, info.file_size, info.compress_size)
        unsaid = flags & _STREAMED
        same = all(one == other or (unsaid and not one) for one, other in zip((crc, *sizes), known, strict=True))
        stored = method != zipfile.ZIP_STORED or info.compress_size == info.file_size
        return "" if same and stored else TWO_WAYS

    def _folder(self) -> str:
        """Return what is wrong with a folder: nobody unpacks its bytes, so there must be none."""
        info = self._info
        if not info.orig_filename.endswith("/"):
            return ""
        empty = info.compress_size <= 2 and self._read(self.begins, info.compress_size) in _EMPTY
        endless = info.flag_bits & _STREAMED and not info.compress_size  # who reads from the front unpacks what comes behind it
        return FULL_FOLDER if info.file_size or info.CRC or not empty or endless else ""

    def _behind(self) -> int:
        """Return the length of what stands behind an entry whose length was not known when it was begun (4.3.9); else 0.

        Who reads from the front expects long numbers where the head has the field for them.
        """
        info = self._info
        if not info.flag_bits & _STREAMED:
            return 0
        large = _ZIP64 in (self._extra or {}) or max(info.compress_size, info.file_size) >= LARGE
        says = struct.pack("<IQQ" if large else "<III", info.CRC, info.compress_size, info.file_size)
        found = self._read(self.begins + info.compress_size, len(_DESCRIPTOR_MARK) + len(says))
        if found == _DESCRIPTOR_MARK + says:
            return len(found)
        return len(says) if found.startswith(says) and not says.startswith(_DESCRIPTOR_MARK) else 0


def listed(directory: bytes, at: int, info: zipfile.ZipInfo) -> int:
    """Return where in a directory the listing of an entry ends that begins at `at`; 0 where it is not the one that was read."""
    head = directory[at : at + _LISTED.size]
    if len(head) < _LISTED.size:
        return 0
    mark, packed, size, name, extra, comment, disk, offset = _LISTED.unpack(head)
    named = at + _LISTED.size + name
    ends = named + extra
    if mark != LISTED_MARK or comment or disk or directory[named - name : named] != encoded(info):
        return 0
    if directory[named:ends] != info.extra:
        return 0
    known = (info.file_size, info.compress_size, info.header_offset)
    fields = _fields(info.extra)  # others are told of with the entry
    return ends if fields is None or _own(fields, (size, packed, offset)) == known else 0


def encoded(info: zipfile.ZipInfo) -> bytes:
    """Return an entry's name as it was read from the directory (4.4.4, bit 11)."""
    return info.orig_filename.encode("utf-8" if info.flag_bits & _UTF8 else "cp437", "replace")


def _fields(extra: bytes) -> dict[int, bytes] | None:
    """Return extra fields by their number; None where there are others than archivers note, or they are none."""
    found: dict[int, bytes] = {}
    at = 0
    while at < len(extra):
        number, length = struct.unpack("<HH", extra[at : at + 4].ljust(4, b"\xff"))
        field = extra[at + 4 : at + 4 + length]
        if number not in _FORMS or number in found or len(field) < length or not _FORMS[number](field):
            return None
        found[number] = field
        at += 4 + length
    return found


def _own(fields: dict[int, bytes], said: tuple[int, ...]) -> tuple[int, ...] | None:
    """Return numbers as they are said, those that are too large from their extra field; None where it may be read otherwise.

    It holds those that are too large, in their order (4.5.3), and some archivers write the others as well: then they must be the
    same, whether a program counts or looks only at their places.
    """
    field = fields.get(_ZIP64, b"")[:24]
    large = struct.unpack(f"<{len(field) // 8}Q", field)
    if len(large) < said.count(LARGE):
        return None
    numbers = iter(large)
    own = tuple(next(numbers) if one == LARGE else one for one in said)
    return own if len(large) == said.count(LARGE) or large == own[: len(large)] else None
