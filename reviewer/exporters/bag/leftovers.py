"""What a killed export left beside its place: known by the record that every export keeps of itself, cleared by the next one.

Owns the hidden folder's name. Touches nothing that another computer or a running process owns, and no old pack of another place.
"""

from __future__ import annotations

import errno
import os
import shutil
from contextlib import suppress
from itertools import count
from pathlib import Path

from reviewer.store.file import hidden_folder
from reviewer.store.file.renaming import rename_to_free

OLD = "old"
"""What stood at the place, while it makes room: the name inside the hidden folder."""

BAG, ZIP = "bag", "pack.zip"
"""What becomes the pack, as long as it has not got its name: as a folder, which a .zip is made of, and as a .zip."""

TAKEN = {errno.EEXIST, errno.ENOTEMPTY, errno.ENOTDIR, errno.EISDIR}
"""What a rename to a name that is taken ends in."""

_PREFIX = ".pack-"


def make_folder(out: Path) -> Path:
    """Make a hidden folder beside the place `out`, with a record of whose it is."""
    return hidden_folder.make(out, _PREFIX)


def clear(out: Path) -> None:
    """Remove what killed exports to `out` left; a pack that one of them had moved out of the way is put back first.

    What those to other places in its folder left is removed too, for it holds copies of documents that nobody sees, unless there
    is an old pack in it: that is for the next export to that place.

    Raises:
        OSError: It cannot be put back; then it stays where it is.

    """
    for folder, name in hidden_folder.left(out, _PREFIX):
        if name != out.name:
            if not os.path.lexists(folder / OLD):
                remove(folder)
            continue
        is_unfinished = os.path.lexists(folder / (ZIP if out.suffix.lower() == ".zip" else BAG))
        if os.path.lexists(folder / OLD) and (is_unfinished or not os.path.lexists(out)):
            put_back(folder / OLD, out)
        remove(folder)


def put_back(old: Path, out: Path) -> Path | None:
    """Give a pack that made room its name back, or one beside it where something stands there now; return its new name, if any.

    Raises:
        OSError: It cannot be renamed; then it stays where it is.

    """
    for number in count():
        name = out.with_stem(f"{out.stem} (earlier{f' {number}' if number > 1 else ''})") if number else out
        try:
            rename_to_free(old, name)
        except OSError as error:
            if error.errno not in TAKEN:
                raise
        else:
            return name if number else None
    raise AssertionError


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
