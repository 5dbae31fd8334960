"""How a .zip is laid out: nothing in it that one program shows and another does not.

A .zip says everything twice, in front of each entry and in the directory at its end, and programs believe either. Here both must
say the same, entries must fill the file up to its directory, and what they are made of must end where the entry ends. What
archivers note besides (times, owners, large lengths) may stand there, and nothing else. After APPNOTE.TXT 6.3.10 (PKWARE).
"""

from __future__ import annotations

import io
import os
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

_END, _LARGE_END, _LOCATOR = struct.Struct("<4s4H2IH"), struct.Struct("<4sQ4x2I4Q"), struct.Struct("<4sIQI")
_MARK, _LARGE_MARK, _LOCATOR_MARK = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
"""How a .zip ends: mark, numbers of disks, entries on this one and in all, length and beginning of the directory."""
_MOST = (0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF)
_TOO_LARGE = frozenset(_MOST)
"""What stands for a number that is too large."""

_HEAD = struct.Struct("<4s2xHH4xIIIHH")
_HEAD_MARK = b"PK\x03\x04"
"""In front of an entry: mark, flags, method, CRC-32, sizes packed and unpacked, lengths of name and extra fields (4.3.7)."""

_LISTED, _LISTED_MARK = struct.Struct("<4s24x4H6xI"), b"PK\x01\x02"
"""In the directory: mark, lengths of name, extra fields and comment, number of the disk, where the entry stands."""

_STREAMED, _ENCRYPTED, _UTF8 = 0x8, 0x1, 0x800
_DEEP = 0x6
"""How thorough the packing was; says nothing to who unpacks (4.4.4)."""
_FLAGS = _STREAMED | _ENCRYPTED | _UTF8 | _DEEP
_METHODS = frozenset((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))
_DESCRIPTOR_MARK = b"PK\x07\x08"
_LARGE = 0xFFFFFFFF

_ZIP64 = 0x0001
_NOTED = frozenset((_ZIP64, 0x000A, 0x5455, 0x5855, 0x7855, 0x7875))
"""Extra fields that may be there (4.5.2, 4.6.1): sizes of large files; times of NTFS and Unix; owners. No other names."""
_LONGEST_EXTRA = 128
_BLOCK = 1 << 16


class _Unpacked(io.RawIOBase):
    """The bytes of an entry, which must be as many as the directory says, end where the entry ends, and have its CRC-32."""

    def __init__(self, whole: IO[bytes], entry: zipfile.ZipInfo, begins: int) -> None:
        super().__init__()
        self._whole = whole
        self._at, self._end = begins, begins + entry.compress_size
        self._left, self._wanted_crc, self._crc = entry.file_size, entry.CRC, 0
        self._inflate = zlib.decompressobj(-zlib.MAX_WBITS) if entry.compress_type == zipfile.ZIP_DEFLATED else None
        self._ready = b""

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill a buffer as far as a step gives; 0 at the end.

        Raises:
            zipfile.BadZipFile: It is not what the directory says.

        """
        while not self._ready and (self._at < self._end or self._has_more()):
            self._ready = self._step(len(buffer))
        if not self._ready and self._inflate is not None and not self._inflate.eof:
            self._ready = self._inflate.decompress(b"", len(buffer))  # of a long run the last bytes may wait inside
        if not self._ready:
            self._check_end()
            return 0
        taken, self._ready = self._ready[: len(buffer)], self._ready[len(buffer) :]
        buffer[: len(taken)] = taken
        self._crc = zlib.crc32(taken, self._crc)
        self._left -= len(taken)
        if self._left < 0:
            raise zipfile.BadZipFile("more is packed than the directory says")
        return len(taken)

    def _has_more(self) -> bool:
        return self._inflate is not None and not self._inflate.eof and bool(self._inflate.unconsumed_tail)

    def _step(self, most: int) -> bytes:
        """Return the next bytes, if the next block brings any."""
        tail = self._inflate.unconsumed_tail if self._inflate is not None else b""
        if not tail:
            self._whole.seek(self._at)
            tail = self._whole.read(min(_BLOCK, self._end - self._at))
            if not tail:
                raise zipfile.BadZipFile("the file is cut short")
            self._at += len(tail)
        if self._inflate is None:
            return tail
        if self._inflate.eof:
            raise zipfile.BadZipFile("something is packed behind its end")
        return self._inflate.decompress(tail, most)

    def _check_end(self) -> None:
        if self._inflate is not None and (not self._inflate.eof or self._inflate.unused_data):
            raise zipfile.BadZipFile("something is packed behind its end, or the end is missing")
        if self._left or self._crc != self._wanted_crc:
            raise zipfile.BadZipFile("size or CRC-32 are not what the directory says")


class ZipLayout:
    """The layout of an open .zip.

    Args:
        whole: Its bytes.
        entries: What the directory lists.

    """

    def __init__(self, whole: IO[bytes], entries: list[zipfile.ZipInfo]) -> None:
        self._whole = whole
        self._listed = entries
        self._entries = sorted(entries, key=lambda one: one.header_offset)

    def problems(self) -> Iterator[str]:
        """Yield what there is beside the entries, or different in front of them and in the directory, a sentence each."""
        directory = self._directory()
        at = 0
        for entry in self._entries:
            if entry.header_offset != at:
                break
            begins, said = self._head(entry)
            if said:
                yield f"{entry.orig_filename!r} {said}"
            at = begins + entry.compress_size
            length = self._descriptor(entry, at)
            if entry.flag_bits & _STREAMED and not length:
                yield f"{entry.orig_filename!r} does not say where it ends"
            at += length
        if directory is None or at != directory:
            yield "something stands in the .zip beside its files"

    def open(self, entry: zipfile.ZipInfo) -> IO[bytes]:
        """Open an entry for reading.

        Raises:
            zipfile.BadZipFile: It is not where the directory says, or packed otherwise than it may be.

        """
        begins, _ = self._head(entry)
        if not begins or entry.compress_type not in _METHODS:
            raise zipfile.BadZipFile("it is not there, or packed in a way that few programs know")
        return io.BufferedReader(_Unpacked(self._whole, entry, begins), _BLOCK)

    def _directory(self) -> int | None:
        """Return where the directory begins; None where it and its end records are not the end of the file, or contradict it.

        Who reads a .zip looks for its end and counts back from there; a program, or another .zip, before it would not be seen.
        Numbers too large for the end record stand in another one before it (4.3.14 to 4.3.16), and only those.
        """
        ends = self._whole.seek(-_END.size, os.SEEK_END)
        mark, disk, first, here, count, length, begins, comment = _END.unpack(self._whole.read(_END.size))
        said = (here, count, length, begins)
        count = len(self._entries)
        if mark != _MARK or disk or first or comment or not self._entries:
            return None
        if _TOO_LARGE.intersection(said):
            large = ends - _LOCATOR.size - _LARGE_END.size
            self._whole.seek(max(0, large))
            record = _LARGE_END.unpack(self._whole.read(_LARGE_END.size)) if large >= 0 else ()
            locator = _LOCATOR.unpack(self._whole.read(_LOCATOR.size)) if large >= 0 else ()
            if record[:2] != (_LARGE_MARK, _LARGE_END.size - 12) or locator != (_LOCATOR_MARK, 0, large, 1):
                return None
            ends, known = large, record[2:]
            fits = (one in {other, most} for one, other, most in zip(said, known[2:], _MOST, strict=True))
            if known[:2] != (0, 0) or not all(fits):
                return None
            said = known[2:]
        here, listed, length, begins = said
        fills = begins + length == ends and self._is_listed(begins, length)
        return int(begins) if here == listed == count and fills else None

    def _is_listed(self, begins: int, length: int) -> bool:
        """Tell whether the directory is made of just the entries that were read from it, in their order (4.3.12)."""
        self._whole.seek(begins)
        directory = self._whole.read(length)
        at = 0
        for entry in self._listed:
            if at + _LISTED.size > length:
                return False
            mark, name, extra, comment, disk, offset = _LISTED.unpack_from(directory, at)
            after = at + _LISTED.size + name
            same = directory[after - name : after] == _encoded(entry) and offset in {entry.header_offset, _LARGE}
            if mark != _LISTED_MARK or comment or disk or not same or directory[after : after + extra] != entry.extra:
                return False
            at = after + extra
        return at == length

    def _head(self, entry: zipfile.ZipInfo) -> tuple[int, str]:
        """Return where an entry's bytes begin, and what is wrong with what stands before them; "" where nothing is."""
        self._whole.seek(entry.header_offset)
        head = self._whole.read(_HEAD.size)
        if len(head) < _HEAD.size or not head.startswith(_HEAD_MARK):
            return 0, "is not where the directory says"
        _, flags, method, crc, packed, size, name_length, extra_length = _HEAD.unpack(head)
        name, extra = self._whole.read(name_length), _noted(self._whole.read(extra_length))
        begins = entry.header_offset + _HEAD.size + name_length + extra_length
        if extra is None or _noted(entry.extra) is None or entry.comment:
            return begins, "has something beside its bytes that other programs may show"
        endless = entry.flag_bits & _STREAMED and entry.compress_type == zipfile.ZIP_STORED
        if entry.compress_type not in _METHODS or entry.flag_bits & ~_FLAGS or endless:  # whose end readers look for in it
            return begins, "is packed in a way that few programs know"
        if not entry.orig_filename.isascii() and not entry.flag_bits & _UTF8:
            return begins, "has a name that programs read in two ways"
        if (flags, method, name) != (entry.flag_bits, entry.compress_type, _encoded(entry)):
            return begins, "is described in two ways"
        said, known = (crc, *_sizes(packed, size, extra)), (entry.CRC, entry.compress_size, entry.file_size)
        unsaid = frozenset((0, _LARGE)) if flags & _STREAMED else frozenset()
        agree = all(one == other or one in unsaid for one, other in zip(said, known, strict=True))
        stored = method != zipfile.ZIP_STORED or entry.compress_size == entry.file_size
        return begins, "" if agree and stored else "is described in two ways"

    def _descriptor(self, entry: zipfile.ZipInfo, at: int) -> int:
        """Return the length of what stands behind an entry whose length was not known when it was begun (4.3.9); else 0."""
        if not entry.flag_bits & _STREAMED:
            return 0
        self._whole.seek(at)
        found = self._whole.read(24)
        for form in ("<III", "<IQQ"):
            if form == "<III" and max(entry.compress_size, entry.file_size) >= _LARGE:
                continue
            says = struct.pack(form, entry.CRC, entry.compress_size, entry.file_size)
            for one in (_DESCRIPTOR_MARK + says, says):
                if found.startswith(one):
                    return len(one)
        return 0


def _encoded(entry: zipfile.ZipInfo) -> bytes:
    """Return an entry's name as it was read from the directory (4.4.4, bit 11)."""
    return entry.orig_filename.encode("utf-8" if entry.flag_bits & _UTF8 else "cp437", "replace")


def _noted(extra: bytes) -> dict[int, bytes] | None:
    """Return extra fields by their number; None where there are others than archivers note, or they are none."""
    found: dict[int, bytes] = {}
    at = 0
    while at < len(extra):
        if at + 4 > len(extra):
            return None
        number, length = struct.unpack_from("<HH", extra, at)
        if number not in _NOTED or number in found or at + 4 + length > len(extra):
            return None
        found[number] = extra[at + 4 : at + 4 + length]
        at += 4 + length
    return found if len(extra) <= _LONGEST_EXTRA else None


def _sizes(packed: int, size: int, extra: dict[int, bytes]) -> tuple[int, int]:
    """Return an entry's sizes packed and unpacked as its head says them, large ones from their extra field (4.5.3)."""
    large = extra.get(_ZIP64, b"")
    numbers = iter(struct.unpack_from(f"<{len(large) // 8}Q", large))
    size = next(numbers, size) if size == _LARGE else size
    return (next(numbers, packed) if packed == _LARGE else packed), size
