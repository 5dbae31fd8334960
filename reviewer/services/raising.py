"""How one process of the program asks another to bring the window with a case to the front: by an empty file in a folder.

The file's name is a hash of the case's place. Whoever has the case open takes the file away, which is the answer.
"""

from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path

from reviewer.log import logger

PATIENCE_S = 2.0
"""How long an answer is waited for: a window that is up looks twice a second."""

_STEP_S = 0.02
_log = logger(__name__)


def make_folder(folder: Path) -> bool:
    """Make the folder of requests; False where that cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        _log.info("windows of other processes cannot be asked for: %s", type(error).__name__)
        return False
    return True


def ask(folder: Path, case: Path, *, patience_s: float = PATIENCE_S) -> bool:
    """Ask whoever has a case open to raise its window, and wait; tell whether somebody took the request."""
    request = _request(folder, case)
    take(folder, case)  # of a process that was killed while it waited
    try:
        request.touch(mode=0o600)
    except OSError:
        return False  # there is no such folder, so nobody looks into it
    end = time.monotonic() + patience_s
    while time.monotonic() < end and request.exists():
        time.sleep(_STEP_S)
    return not take(folder, case)


def take(folder: Path, case: Path) -> bool:
    """Take the request for a case away; False where there was none."""
    try:
        _request(folder, case).unlink()
    except OSError:
        return False
    return True


def _request(folder: Path, case: Path) -> Path:
    return folder / hashlib.sha256(os.fsencode(case.resolve())).hexdigest()[:32]
