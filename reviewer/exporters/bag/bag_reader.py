"""Reads a pack for checking, folder and .zip alike: its files by path, and everything about its paths that must not be.

Nothing is unpacked, no link is followed, and no name in a .zip becomes a path on this machine.
"""

from __future__ import annotations

import os
import re
import stat
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from reviewer.exporters.bag.zip_layout import ZipLayout
from reviewer.paths import open_ordinary

_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|clock\$|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?")
_ELSEWHERE = frozenset('\\:<>"|?*')
_SHORTENED = re.compile(r"~[0-9]|;[0-9]+$|#[UL][0-9a-fA-F]{4}")
"""Windows' short names for longer ones, and what Info-ZIP takes for a version's number or a letter that it could not write."""
_DOS_FOLDER, _DOS_LABEL = 0x10, 0x08
"""Attributes of DOS: a folder, and the name of a disk, which many programs do not unpack."""
_HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2028\u2029\u2060-\u206f\ufeff\ud800-\udfff]")


def unsafe(path: str) -> str:
    """Return why a path (with `/`) may not stand in a pack; "" where it may."""
    if path.startswith("/"):
        return "starts at the root of the disk"
    for part in path.split("/"):
        if part in {"", ".", ".."}:
            return "leaves its folder, or has an empty part"
        if not _ELSEWHERE.isdisjoint(part):
            return "has a character that means something else on other systems"
        if _HIDDEN.search(part):
            return "has a character that cannot be seen"
        if part[-1] in ". " or _DEVICES.fullmatch(part) or _SHORTENED.search(part):
            return "has a name that other systems do not take, or give to another file"
    return ""


def said_once(faults: Iterable[tuple[str, str]]) -> list[str]:
    """Return a sentence for each fault, of the first that has it, and how many more have it.

    Args:
        faults: What has a fault, such as an entry's name, and the words about it.

    """
    first: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for subject, words in faults:
        counts[words] += 1
        first.setdefault(words, subject)
    return [
        f"{subject} {words}".strip() + (f" (and {counts[words] - 1} more)" if counts[words] > 1 else "")
        for words, subject in first.items()
    ]


class BagReader:
    """An opened pack. `files` gives the size in bytes by path in the bag; `problems` says what is wrong with its entries."""

    def __init__(self) -> None:
        self.files: dict[str, int] = {}
        self.problems: list[str] = []
        self._folded: dict[str, str] = {}

    def open(self, path: str) -> IO[bytes]:
        """Open a file of the bag for reading."""
        raise NotImplementedError

    def close(self) -> None:
        """Let go of the pack."""

    def _fault(self, subject: str, words: str) -> None:
        self.problems.append(f"{subject} {words}")

    def _found(self, path: str, size: int) -> bool:
        """Take an entry in, unless its path is unsafe or taken in other letters."""
        if why := unsafe(path):
            self._fault(f"the path {path!r}", why)
            return False
        folded = _folded(path)
        if folded in self._folded:
            self._fault(repr(path), f"is there twice, or differs from {self._folded[folded]!r} only in the case of letters")
            return False
        self._folded[folded] = path
        self.files[path] = size
        return True


class FolderBag(BagReader):
    """A pack that is a folder."""

    def __init__(self, root: Path) -> None:
        super().__init__()
        self._root = root
        self._walk(root, "")

    def _walk(self, folder: Path, prefix: str) -> None:
        for entry in sorted(os.scandir(folder), key=lambda one: one.name):
            path = f"{prefix}{entry.name}"
            mode = entry.stat(follow_symlinks=False).st_mode
            if stat.S_ISDIR(mode):
                if why := unsafe(path):
                    self.problems.append(f"the path {path!r} {why}")
                self._walk(Path(entry.path), f"{path}/")
            elif stat.S_ISREG(mode):
                self._found(path, entry.stat(follow_symlinks=False).st_size)
            else:
                self.problems.append(f"{path!r} is a link or a device, not a file")

    def open(self, path: str) -> IO[bytes]:
        """Open a file of the bag; a link that has taken its place since is not followed."""
        descriptor = os.open(self._root / path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
        return os.fdopen(descriptor, "rb")


class ZipBag(BagReader):
    """A pack that is a .zip of one folder."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._whole = open_ordinary(path)
        try:
            self._archive = zipfile.ZipFile(self._whole)
        except UnicodeDecodeError as error:
            self._whole.close()
            raise zipfile.BadZipFile("a name is not what it says that it is") from error
        except BaseException:
            self._whole.close()
            raise
        self._layout = ZipLayout(self._whole, self._archive.infolist())
        self._entries: dict[str, zipfile.ZipInfo] = {}
        self._faults: list[tuple[str, str]] = []
        self._top: str | None = None
        for entry in self._archive.infolist():
            self._entry(entry)
        self._folders()
        if self._archive.comment:
            self._fault("the .zip", "carries a comment")
        else:
            self._faults += self._layout.problems()
        self.problems = said_once(self._faults)

    def _fault(self, subject: str, words: str) -> None:
        self._faults.append((subject, words))

    def _entry(self, entry: zipfile.ZipInfo) -> None:
        name = entry.orig_filename
        mode, attributes = entry.external_attr >> 16, entry.external_attr
        is_folder = stat.S_ISDIR(mode) or attributes & _DOS_FOLDER
        if (is_folder and not name.endswith("/")) or (stat.S_ISREG(mode) and name.endswith("/")):
            self._fault(repr(name), "is a file to some programs and a folder to others")
            return
        odd = attributes & _DOS_LABEL or stat.S_IFMT(mode) not in {0, stat.S_IFREG, stat.S_IFDIR}
        if name != entry.filename or entry.flag_bits & 1 or odd:
            self._fault(repr(name), "is a link, a disk's name, encrypted, or has a name in two forms")
            return
        top, _, inner = name.partition("/")
        if unsafe(top):
            self._fault(f"the path {name!r}", unsafe(top))
            return
        if self._top is None:
            self._top = top
        if top != self._top or not (inner or name.endswith("/")):
            self._fault(repr(name), "lies outside the one folder that a .zip holds")
        elif name.endswith("/"):
            if entry.file_size or (inner and unsafe(inner[:-1])):
                self._fault(f"the folder {name!r}", "has content, or an unsafe name")
        elif self._found(inner, entry.file_size):
            self._entries[inner] = entry

    def _folders(self) -> None:
        """Find files that are also folders: which of both is unpacked depends on the program."""
        seen: set[str] = set()
        for entry in self._archive.infolist():
            folder = _folded(entry.orig_filename.partition("/")[2].rpartition("/")[0])
            while folder and folder not in seen:
                seen.add(folder)
                if folder in self._folded:
                    self._fault(repr(self._folded[folder]), "is a file to some programs and a folder to others")
                folder = folder.rpartition("/")[0]

    def open(self, path: str) -> IO[bytes]:
        """Open an entry; size and checksum are compared as it is read."""
        return self._layout.open(self._entries[path])

    def close(self) -> None:
        """Close the .zip."""
        self._archive.close()
        self._whole.close()


def _folded(path: str) -> str:
    """Return a path as systems compare it that do not tell capitals apart."""
    return unicodedata.normalize("NFC", path).casefold()


@contextmanager
def opened(path: Path) -> Iterator[BagReader]:
    """Open a pack, whichever form it has.

    Raises:
        OSError: It cannot be read.
        zipfile.BadZipFile: It is a file, but no whole .zip.

    """
    reader: BagReader = FolderBag(path) if path.is_dir() else ZipBag(path)
    try:
        yield reader
    finally:
        reader.close()
