"""Which files are meant when files and folders are named.

Owns the walk: folders recursively, in the order people read names, links followed once, hidden ones passed over and counted,
case files left out. Opens nothing.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from reviewer.i18n import tr
from reviewer.paths import CASE_SUFFIX

NEVER_MEANT = frozenset({"thumbs.db", "desktop.ini", "__macosx"})
"""What other systems leave in folders without a leading dot."""


@dataclass(slots=True)
class Collected:
    """What was found.

    Attributes:
        files: Files to add, in order.
        refused: Paths that cannot be looked into, each with a sentence.
        hidden: How many hidden files and folders inside the named folders were passed over.

    """

    files: list[Path] = field(default_factory=list)
    refused: list[tuple[Path, str]] = field(default_factory=list)
    hidden: int = 0


def collect(paths: Iterable[Path], *, cancelled: Callable[[], bool]) -> Collected:
    """Find the files meant by `paths`. A file named by itself is meant even if it is hidden; its faults are found on reading."""
    found = Collected()
    seen: set[tuple[int, int]] = set()
    for path in paths:
        if _is_folder(path):
            found.files.extend(_inside(path, found, seen, cancelled))
        else:
            found.files.append(path)
    return found


def _inside(folder: Path, found: Collected, seen: set[tuple[int, int]], cancelled: Callable[[], bool]) -> Iterator[Path]:
    """Yield the files in a folder and below; a folder reached twice, as through a link to above, is walked once."""
    waiting = [folder]
    while waiting and not cancelled():
        current = waiting.pop()
        try:
            status = current.stat()
            if (status.st_dev, status.st_ino) in seen:
                continue
            seen.add((status.st_dev, status.st_ino))
            entries = sorted((one for one in os.scandir(current) if not _is_case(one.name)), key=lambda one: natural(one.name))
        except OSError:
            found.refused.append((current, tr("The folder cannot be read")))
            continue
        meant = [Path(entry.path) for entry in entries if not _hidden(entry.name)]
        found.hidden += len(entries) - len(meant)
        folders = [one for one in meant if _is_folder(one)]
        waiting.extend(reversed(folders))
        yield from (one for one in meant if one not in folders)


def _is_folder(path: Path) -> bool:
    """Tell whether a path is that of a folder; what cannot be looked at is taken for a file, whose reading says why not."""
    try:
        return path.is_dir()
    except OSError:  # no permission, a link to itself, a name too long
        return False


def natural(name: str) -> tuple[tuple[int, int, str], ...]:
    """Return a key that sorts names as people do: "page 2" before "page 10", case aside."""
    parts = re.split(r"([0-9]+)", name.casefold())
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part)


def _is_case(name: str) -> bool:
    """Tell whether a name is that of a case file, or of what the program keeps beside one: no document either way."""
    return CASE_SUFFIX in name.casefold()


def _hidden(name: str) -> bool:
    return name.startswith(".") or name.casefold() in NEVER_MEANT
