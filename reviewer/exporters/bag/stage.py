"""The bag while it is being made: files are written and hashed in one go, and listed for the manifests.

Owns every write below the staging folder. Paths are ours, ASCII and relative; one that leaves the folder is a bug and raises.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from reviewer.store.file.renaming import sync_folder

_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*")


@dataclass(frozen=True, slots=True)
class StagedFile:
    """A written file: its path in the bag, its size in bytes and its SHA-256."""

    path: str
    size: int
    sha256: str


class Stage:
    """A folder that a bag is written into; `files` lists what is there, by path in the bag."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.files: dict[str, StagedFile] = {}

    def write(self, path: str, content: bytes | Iterable[bytes]) -> StagedFile:
        """Write one new file.

        Args:
            path: In the bag, with `/`, such as `data/index.html`.
            content: All bytes, or pieces that are written as they come.

        Raises:
            OSError: The disk is full, or the folder is gone.
            ValueError: The path is not one of ours, or is taken.

        """
        if not _SAFE.fullmatch(path) or path in self.files:
            raise ValueError(f"not a new path for a pack: {path}")
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        digest, size = hashlib.sha256(), 0
        with target.open("xb") as file:
            for piece in (content,) if isinstance(content, bytes) else content:
                file.write(piece)
                digest.update(piece)
                size += len(piece)
        self.files[path] = staged = StagedFile(path, size, digest.hexdigest())
        return staged

    def write_payload(self, path: str, content: bytes | Iterable[bytes]) -> StagedFile:
        """Write a file for people, below `data/`."""
        return self.write(f"data/{path}", content)

    def read_payload(self, path: str) -> bytes:
        """Return a written payload file's bytes."""
        return (self.root / "data" / path).read_bytes()

    @property
    def payload(self) -> list[StagedFile]:
        """The files below `data/`, sorted by path."""
        return [self.files[path] for path in sorted(self.files) if path.startswith("data/")]

    @property
    def tags(self) -> list[StagedFile]:
        """The bag's own files, sorted by path."""
        return [self.files[path] for path in sorted(self.files) if not path.startswith("data/")]

    def sync(self) -> None:
        """Wait until everything written has reached the disk."""
        for path in self.files:
            sync_file(self.root / path)
        for folder in [self.root, *(one for one in self.root.rglob("*") if one.is_dir())]:
            sync_folder(folder)


def sync_file(path: Path) -> None:
    """Wait until a written file has reached the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
