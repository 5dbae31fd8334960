"""What a killed export left beside its place: known by the record that every export keeps of itself, cleared by the next one.

Owns the hidden folder's name. Touches nothing that another place, another computer or a running process owns.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

from reviewer.store.file import hidden_folder

OLD = "old"
"""What stood at the place, while it makes room: the name inside the hidden folder."""

_PREFIX = ".pack-"


def make_folder(out: Path) -> Path:
    """Make a hidden folder beside the place `out`, with a record of whose it is."""
    return hidden_folder.make(out, _PREFIX)


def clear(out: Path) -> None:
    """Remove what killed exports to `out` left; a pack that one of them had moved out of the way is put back first.

    Raises:
        OSError: It cannot be put back; then it stays where it is.

    """
    for folder, name in hidden_folder.left(out, _PREFIX):
        if name != out.name:
            continue  # another place's
        if os.path.lexists(folder / OLD) and not os.path.lexists(out):
            (folder / OLD).rename(out)
        remove(folder)


def discard(pack: Path) -> None:
    """Remove an old pack that a new one has replaced, as far as the system lets it."""
    if pack.is_dir() and not pack.is_symlink():
        shutil.rmtree(pack, ignore_errors=True)
    else:
        with suppress(OSError):
            pack.unlink()


def remove(folder: Path) -> None:
    """Remove a hidden folder, its record last: cut short, it is still known for what it is."""
    for one in folder.iterdir():
        if one.name != hidden_folder.RECORD:
            discard(one)
    shutil.rmtree(folder, ignore_errors=True)
