"""Which files are meant when files and folders are named.

Owns the walk: folders recursively, in the order people read names, links followed once, hidden ones,
cases and links that lead elsewhere passed over and counted. Opens nothing.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from reviewer.i18n import tr, trn
from reviewer.paths import CASE_SUFFIX

NEVER_MEANT = frozenset({"thumbs.db", "desktop.ini", "__macosx"})
"""What other systems leave in folders without a leading dot."""

_OF_CASE = re.compile(re.escape(CASE_SUFFIX) + r"(\.lock|-journal|-wal|-shm)?\Z", re.IGNORECASE)
"""How the name of a case ends, or of what lies beside one while it is open: no document either way."""


@dataclass(slots=True)
class Collected:
    """What was found.

    Attributes:
        files: Files to add, in order.
        refused: Paths that cannot be looked into, each with a sentence.
        hidden: How many hidden files and folders inside the named folders were passed over.
        cases: How many cases were.
        outside: How many links were that lead out of the folder: a folder from others must not bring in files of one's own.

    """

    files: list[Path] = field(default_factory=list)
    refused: list[tuple[Path, str]] = field(default_factory=list)
    hidden: int = 0
    cases: int = 0
    outside: int = 0

    @property
    def passed_over(self) -> str:
        """What was passed over, as a sentence; "" where nothing was."""
        hidden = trn(
            "{count} hidden file or folder was passed over", "{count} hidden files or folders were passed over", self.hidden
        )
        cases = trn("{count} case file was passed over", "{count} case files were passed over", self.cases)
        links = trn(
            "{count} link out of the folder was passed over", "{count} links out of the folder were passed over", self.outside
        )
        counts = ((hidden, self.hidden), (cases, self.cases), (links, self.outside))
        return ". ".join(words.format(count=count) for words, count in counts if count)


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
    waiting, root = [folder], folder.resolve()
    while waiting and not cancelled():
        current = waiting.pop()
        try:
            status = current.stat()
            if (status.st_dev, status.st_ino) in seen:
                continue
            seen.add((status.st_dev, status.st_ino))
            entries = sorted(os.scandir(current), key=lambda one: natural(one.name))
        except OSError:
            found.refused.append((current, tr("The folder cannot be read")))
            continue
        shown = [entry for entry in entries if not _hidden(entry.name)]
        found.hidden += len(entries) - len(shown)
        files: list[Path] = []
        folders: list[Path] = []
        for entry in shown:
            path = Path(entry.path)
            if entry.is_symlink() and _leads_out(path, root):
                found.outside += 1
            elif _is_folder(path):
                folders.append(path)
            elif not (of_case := _OF_CASE.search(entry.name)):
                files.append(path)
            elif of_case[1] is None:
                found.cases += 1
        waiting.extend(reversed(folders))
        yield from files


def _leads_out(link: Path, root: Path) -> bool:
    """Tell whether a link leads out of a folder; one that leads nowhere is left to its reading."""
    try:
        return not link.resolve().is_relative_to(root)
    except (OSError, RuntimeError):  # a loop
        return False


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


def _hidden(name: str) -> bool:
    return name.startswith(".") or name.casefold() in NEVER_MEANT
