"""What lies where a pack is to go. Looks at the disk, which may be slow or forbid it; never raises for what it finds there."""

from __future__ import annotations

import errno
from enum import Enum
from pathlib import Path

_MOST_NUMBERS = 999


class Place(Enum):
    """What a place is like: an empty folder is as good as nothing, one that cannot be looked into is not."""

    FREE = "free"
    TAKEN = "taken"
    NO_FOLDER = "no folder"
    CLOSED = "closed"
    TOO_LONG = "too long"


def look_at(out: Path) -> Place:
    """Return what a pack would find at `out`."""
    try:
        if not out.parent.is_dir():
            return Place.NO_FOLDER
        if not out.exists():
            return Place.FREE
    except OSError as error:
        return Place.TOO_LONG if error.errno == errno.ENAMETOOLONG else Place.CLOSED
    try:
        return Place.FREE if out.is_dir() and not any(out.iterdir()) else Place.TAKEN
    except OSError:
        return Place.TAKEN


def free_place(out: Path) -> Path:
    """Return a place with a name where it is free, or else the next one of that name with a number: after "pack 2", "pack 3"."""
    suffix = ".zip" if out.name.lower().endswith(".zip") else ""
    bare = out.name[: len(out.name) - len(suffix)]
    stem, _, last = bare.rpartition(" ")
    is_counted = bool(stem) and last.isascii() and last.isdigit() and len(last) <= len(str(_MOST_NUMBERS))
    number, base = (int(last), stem) if is_counted else (1, bare)
    found = out
    while look_at(found) is Place.TAKEN and number < _MOST_NUMBERS:
        number += 1
        found = out.with_name(f"{base} {number}{out.name[len(bare) :]}")
    return found
