"""What packs suffer on the way to their readers: zipped again by others, changed, and listed anew by forgers."""

from __future__ import annotations

import hashlib
import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any


def zipped(folder: Path, *, top: str = "pack", extra: Callable[[zipfile.ZipFile], None] | None = None) -> Path:
    """Zip a pack as another program would, folders included."""
    target = folder.with_suffix(".zip")
    target.unlink(missing_ok=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for one in sorted(folder.rglob("*")):
            archive.write(one, f"{top}/{one.relative_to(folder)}")
        if extra:
            extra(archive)
    return target


def relist(folder: Path) -> None:
    """Write both manifests anew, as a careful forger would."""
    for name, wanted in (("manifest-sha256.txt", lambda path: path.startswith("data/")),
                         ("tagmanifest-sha256.txt", lambda path: not path.startswith(("data/", "tagmanifest")))):  # fmt: skip
        files = sorted(str(one.relative_to(folder)) for one in folder.rglob("*") if one.is_file())
        lines = [f"{hashlib.sha256((folder / one).read_bytes()).hexdigest()}  {one}\n" for one in files if wanted(one)]
        (folder / name).write_text("".join(lines))


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder with its bytes."""
    return {str(one.relative_to(folder)): one.read_bytes() for one in sorted(folder.rglob("*")) if one.is_file()}


def other_zip() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("secret.txt", "elsewhere")
    return made.getvalue()


ENTRY = b"PK\x01\x02"


def spliced(data: bytes, at: int, more: bytes) -> bytes:
    """Return a .zip with bytes put in, and everything behind them known to begin later."""
    begins, length = struct.unpack_from("<I", data, len(data) - 6)[0], struct.unpack_from("<I", data, len(data) - 10)[0]
    forged = bytearray(data[:at] + more + data[at:])
    shift = len(more) if at <= begins else 0
    entry = begins + shift
    while entry < begins + shift + length and forged[entry : entry + 4] == ENTRY:
        offset = struct.unpack_from("<I", forged, entry + 42)[0]
        if offset >= at:
            struct.pack_into("<I", forged, entry + 42, offset + len(more))
        entry += 46 + sum(struct.unpack_from("<HHH", forged, entry + 28))
    struct.pack_into("<I", forged, len(forged) - 6, begins + shift)
    if at > begins:
        struct.pack_into("<I", forged, len(forged) - 10, length + len(more))
    return bytes(forged)


def head_of(data: bytes, path: str) -> int:
    """Return where what stands before an entry begins."""
    return data.index(path.encode()) - 30


def listing_of(data: bytes, path: str) -> int:
    """Return where the directory lists an entry."""
    return data.rindex(path.encode()) - 46


ONES = {8: 0xFFFF, 10: 0xFFFF, 12: 0xFFFFFFFF, 16: 0xFFFFFFFF}


def ended(data: bytes, *, records: int, plain: dict[int, int]) -> bytes:
    """Return a .zip with end records for large numbers that tell of its directory, and other fields in its plain one.

    Args:
        data: The .zip.
        records: What these records count.
        plain: Fields of the plain one by where they stand: 8 and 10 numbers of entries, 12 length, 16 beginning of the directory.

    """
    end = bytearray(data[-22:])
    count, length, begins = struct.unpack_from("<H", end, 10)[0], *struct.unpack_from("<II", end, 12)
    for at, value in plain.items():
        struct.pack_into("<H" if at < 12 else "<I", end, at, value)
    large = struct.pack("<4sQ2H2I4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, records or count, records or count, length, begins)
    locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, len(data) - 22, 1)
    return data[:-22] + large + locator + bytes(end)


class Pipe(io.RawIOBase):
    """Takes bytes and cannot go back, as a pipe does: lengths come behind their entries then."""

    def __init__(self) -> None:
        self.taken = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self.taken += data
        return len(data)


@dataclass(frozen=True)
class Entry:
    """An entry of a .zip that is written word by word; `head` and `listed` say what stands in front of it, or in the directory,
    otherwise than it is: `name`, `flags`, `method`, `crc`, `packed`, `size`, `extra`, `offset`, `disk`,
    `attributes`, `system`, `needed`.
    """

    name: bytes
    data: bytes = b""
    method: int = zipfile.ZIP_STORED
    flags: int = 0
    packed: bytes | None = None
    behind: bytes = b""
    head: dict[str, Any] = field(default_factory=dict)
    listed: dict[str, Any] = field(default_factory=dict)

    @property
    def whole(self) -> bytes:
        """What stands in the file."""
        if self.packed is not None:
            return self.packed
        if self.method == zipfile.ZIP_STORED:
            return self.data
        squeeze = zlib.compressobj(wbits=-15)
        return squeeze.compress(self.data) + squeeze.flush()

    @property
    def said(self) -> dict[str, Any]:
        """What is true of it."""
        sizes = {"packed": len(self.whole), "size": len(self.data), "crc": zlib.crc32(self.data), "extra": b""}
        return {"name": self.name, "flags": self.flags, "method": self.method, "system": 3, "disk": 0, "attributes": 0,
                "needed": 45, **sizes}  # fmt: skip


def end_record(*numbers: int) -> bytes:
    """Return the record at the end: of how many entries here and in all, how long the directory is, and where it begins."""
    return struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, *numbers, 0)


def large_record(*numbers: int, at: int) -> bytes:
    """Return the record for large numbers that stands at `at`, and its locator."""
    record = struct.pack("<4sQ2H2I4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, *numbers)
    return record + struct.pack("<4sIQI", b"PK\x06\x07", 0, at, 1)


def written(entries: Iterable[Entry]) -> bytes:
    """Return a .zip of entries as they are, in their order."""
    made, directory, count = bytearray(), bytearray(), 0
    for entry in entries:
        count += 1
        one = entry.said | {"offset": len(made)} | entry.listed
        directory += struct.pack("<4sBBHHHIIII", ENTRY, 45, one["system"], one["needed"], one["flags"], one["method"], 0x21 << 16,
                                 one["crc"], one["packed"], one["size"])  # fmt: skip
        directory += struct.pack(
            "<5H2I", len(one["name"]), len(one["extra"]), 0, one["disk"], 0, one["attributes"], one["offset"]
        )
        directory += one["name"] + one["extra"]
        one = entry.said | entry.head
        made += struct.pack("<4sHHHIIIIHH", b"PK\x03\x04", one["needed"], one["flags"], one["method"], 0x21 << 16, one["crc"],
                            one["packed"], one["size"], len(one["name"]), len(one["extra"]))  # fmt: skip
        made += one["name"] + one["extra"] + entry.whole + entry.behind
    return bytes(made + directory) + end_record(count, count, len(directory), len(made))


def entries_of(folder: Path, path: str = "", **changed: Any) -> list[Entry]:
    """Return the entries of a pack's .zip, the one at `path` in the bag with what is `changed`, as the last."""
    found = {
        one.relative_to(folder).as_posix(): Entry(f"pack/{one.relative_to(folder).as_posix()}".encode(), one.read_bytes())
        for one in sorted(folder.rglob("*"))
        if one.is_file()
    }
    last = [replace(found.pop(path), **changed)] if path else []
    return [*found.values(), *last]
