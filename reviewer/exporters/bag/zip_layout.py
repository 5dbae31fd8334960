"""How a .zip is laid out: nothing in it that one program shows and another does not.

A .zip says everything twice, in front of each entry and in the directory at its end, and programs believe either. Here both must
say the same, entries must fill the file up to its directory, and the directory the file up to its end records, of which there may
be two that programs follow, and nothing in it may look like another entry or end. After APPNOTE.TXT 6.3.10 (PKWARE).
"""

from __future__ import annotations

import io
import os
import struct
import zipfile
from collections.abc import Iterator
from typing import IO

from reviewer.exporters.bag.zip_entry import LARGE, LISTED_MARK, METHODS, SIGNS, ZipEntry, listed
from reviewer.exporters.bag.zip_unpacking import BLOCK, Unpacked

_END, _LARGE_END, _LOCATOR = struct.Struct("<4s4H2IH"), struct.Struct("<4sQ4x2I4Q"), struct.Struct("<4sIQI")
_MARK, _LARGE_MARK, _LOCATOR_MARK = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
"""How a .zip ends: mark, numbers of disks, entries on this one and in all, length and beginning of the directory."""
_MOST = (0xFFFF, 0xFFFF, LARGE, LARGE)
"""What stands for each of these numbers where it is too large."""

_THE_ZIP = "the .zip"
BESIDE = "something stands in the .zip beside its files"
_ASK = "and programs may follow either; do not rely on it, and ask for it anew"
TWO_ENDS = f"has end records that say otherwise than its directory or each other, {_ASK}"
TWO_DIRECTORIES = f"has a directory that lists its files in two ways, or has signs in it of others or of another end, {_ASK}"


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

    def problems(self) -> Iterator[tuple[str, str]]:
        """Yield what there is beside the entries, or different in front of them and in the directory: where, and what."""
        at = 0
        for info in self._entries:
            if info.header_offset != at:
                yield "", BESIDE
                return
            entry = ZipEntry(self._whole, info)
            if entry.fault:
                yield repr(info.orig_filename), entry.fault
            at = entry.ends
        subject, fault = self._directory(at)
        if fault:
            yield subject, fault

    def open(self, info: zipfile.ZipInfo) -> IO[bytes]:
        """Open an entry for reading.

        Raises:
            zipfile.BadZipFile: It is not where the directory says, or packed otherwise than it may be.

        """
        begins = ZipEntry(self._whole, info).begins
        if not begins or info.compress_type not in METHODS:
            raise zipfile.BadZipFile("it is not there, or packed in a way that few programs know")
        return io.BufferedReader(Unpacked(self._whole, info, begins), BLOCK)

    def _directory(self, at: int) -> tuple[str, str]:
        """Return what is wrong with the directory, which must begin at `at`, and with the end records behind it.

        Who reads a .zip looks for its end and counts back from there; a program, or another .zip, before it would not be seen.
        """
        behind = self._whole.seek(0, os.SEEK_END)
        last = self._read(behind - _END.size, _END.size)
        if not last.startswith(_MARK):
            return "", BESIDE
        ends, said = self._ends(behind - _END.size, last)
        if said is None:
            return _THE_ZIP, TWO_ENDS
        here, count, length, begins = said
        if begins != at or begins + length != ends:
            return "", BESIDE
        if not here == count == len(self._listed):
            return _THE_ZIP, TWO_ENDS
        rest = self._read(begins, behind - begins)
        marks = [LISTED_MARK] * count + ([_MARK] if ends + len(last) == behind else [_LARGE_MARK, _LOCATOR_MARK, _MARK])
        if SIGNS.findall(rest) != marks or not self._is_listed(rest[:length]):
            return _THE_ZIP, TWO_DIRECTORIES
        return "", ""

    def _is_listed(self, directory: bytes) -> bool:
        """Tell whether the directory is made of just the entries that were read from it, in their order (4.3.12)."""
        at = 0
        for info in self._listed:
            at = listed(directory, at, info)
            if not at:
                return False
        return at == len(directory)

    def _ends(self, ends: int, last: bytes) -> tuple[int, tuple[int, ...] | None]:
        """Return where the end records begin, of which the last stands at `ends`, and their numbers, or None if they contradict.

        Numbers too large for the last one stand in another one before it (4.3.14 to 4.3.16). Some programs follow it wherever its
        locator stands, others only where a number is too large, and some archivers write it from 2 GiB on: so it may always be
        there, and must say the same.
        """
        _, disk, first, *numbers, comment = _END.unpack(last)
        said = tuple(numbers)
        if disk or first or comment:
            return ends, None
        locator = self._read(max(0, ends - _LOCATOR.size), _LOCATOR.size)
        if not locator.startswith(_LOCATOR_MARK):
            return ends, None if LARGE in said else said
        large = ends - _LOCATOR.size - _LARGE_END.size
        record = _LARGE_END.unpack(self._read(max(0, large), _LARGE_END.size))
        whole = record[:4] == (_LARGE_MARK, _LARGE_END.size - 12, 0, 0) and _LOCATOR.unpack(locator)[1:] == (0, large, 1)
        fits = all(one in {other, most} for one, other, most in zip(said, record[4:], _MOST, strict=True))
        return large, record[4:] if whole and fits else None

    def _read(self, at: int, length: int) -> bytes:
        self._whole.seek(at)
        return self._whole.read(length)
