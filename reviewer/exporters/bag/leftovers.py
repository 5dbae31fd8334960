"""What a killed export left beside its place: known by the record that every export keeps of itself, cleared by the next one.

Owns the hidden folder's name and record. Touches nothing that another place, another computer or a running process owns.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

from reviewer.paths import open_ordinary
from reviewer.store.file import process_identity

OLD = "old"
"""What stood at the place, while it makes room: the name inside the hidden folder."""

_PREFIX, _SUFFIX = ".pack-", ".part"
_RECORD = "owner.json"
_LARGEST_RECORD = 4096


def make_folder(out: Path) -> Path:
    """Make a hidden folder beside the place `out`, with a record of whose it is."""
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX, suffix=_SUFFIX, dir=out.parent))
    pid = os.getpid()
    record = {"out": out.name, "host": process_identity.host(), "pid": pid, "started": process_identity.started(pid) or ""}
    (folder / _RECORD).write_text(json.dumps(record), encoding="ascii")
    return folder


def clear(out: Path) -> None:
    """Remove what killed exports to `out` left; a pack that one of them had moved out of the way is put back first.

    Raises:
        OSError: It cannot be put back; then it stays where it is.

    """
    for folder in sorted(out.parent.glob(f"{_PREFIX}*{_SUFFIX}")):
        if not _was_left_by_an_export_to(out, folder):
            continue
        if os.path.lexists(folder / OLD) and not os.path.lexists(out):
            (folder / OLD).rename(out)
        remove(folder)


def remove(folder: Path) -> None:
    """Remove a hidden folder, its record last: cut short, it is still known for what it is."""
    for one in folder.iterdir():
        if one.is_dir() and not one.is_symlink():
            shutil.rmtree(one, ignore_errors=True)
        elif one.name != _RECORD:
            with suppress(OSError):
                one.unlink()
    shutil.rmtree(folder, ignore_errors=True)


def _was_left_by_an_export_to(out: Path, folder: Path) -> bool:
    """Tell whether a folder is that of an export to `out` whose process has certainly ended."""
    if folder.is_symlink():
        return False
    try:
        with open_ordinary(folder / _RECORD) as file:
            found = json.loads(file.read(_LARGEST_RECORD))
        mine = found["out"] == out.name
        return mine and process_identity.has_ended(str(found["host"]), int(found["pid"]), str(found["started"]))
    except (OSError, ValueError, KeyError, TypeError):
        return False
