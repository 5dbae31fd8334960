"""Owns the hidden folder beside a place in which something is made before it gets its name there, and whose it is.

A record in it names the process at work, so that what a killed one left is known by the next. What is in it, and who may clear it
when, is decided by whoever makes such folders: cases (`backup`) and packs (`exporters.bag.leftovers`).
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from reviewer.paths import open_ordinary
from reviewer.store.file import process_identity

RECORD = "owner.json"
"""The record's name; whoever clears a folder removes it last: cut short, the folder is still known for what it is."""

_SUFFIX = ".part"
_LARGEST_RECORD = 4096


def make(out: Path, prefix: str) -> Path:
    """Make a hidden folder beside the place `out`, with a record of whose it is.

    Raises:
        OSError: It cannot be made there.

    """
    folder = Path(tempfile.mkdtemp(prefix=prefix, suffix=_SUFFIX, dir=out.parent))
    pid = os.getpid()
    record = {"out": out.name, "host": process_identity.host(), "pid": pid, "started": process_identity.started(pid) or ""}
    try:
        (folder / RECORD).write_text(json.dumps(record), encoding="ascii")
    except OSError:  # without a whole record nobody would ever clear it
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return folder


def left(beside: Path, prefix: str) -> Iterator[tuple[Path, str]]:
    """Yield the hidden folders beside a place whose processes have certainly ended, with the name that each was made for."""
    for folder in sorted(beside.parent.glob(f"{prefix}*{_SUFFIX}")):
        if folder.is_symlink():
            continue
        try:
            with open_ordinary(folder / RECORD) as file:
                found = json.loads(file.read(_LARGEST_RECORD))
            ended = process_identity.has_ended(str(found["host"]), int(found["pid"]), str(found["started"]))
            name = str(found["out"])
        except (OSError, ValueError, KeyError, TypeError):
            continue  # not one of ours, or not whole: nobody can tell whose it is
        if ended:
            yield folder, name
