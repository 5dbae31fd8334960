"""The look at a case whose journal is long, in a process of its own: it is seconds of processor that the window would miss, and
memory that Python would keep.

Owns both ends: `look_apart` starts the process, and `main` is what runs in it. What sound means is `store.check`'s.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from reviewer.errors import CancelledError, CaseError
from reviewer.i18n import tr
from reviewer.log import logger
from reviewer.store.check import check_before_writing

WORD = "--look"
"""The first word of such a process's command line."""

POLL_S = 0.1
"""Seconds between two questions whether it is still wanted."""

_NICE = 10  # whoever reads has the processor
_log = logger(__name__)


def look_apart(path: Path, cancelled: Callable[[], bool]) -> tuple[str, ...] | None:
    """Return what does not fit in a case, as `check_before_writing` does; None where the process could not say.

    Raises:
        CancelledError: `cancelled` said so.

    """
    here = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-I", "-m", "reviewer"]
    try:
        process = subprocess.Popen(  # noqa: S603 -- our own program
            [*here, WORD, os.fspath(path.absolute())],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError:
        _log.info("no look apart")
        return None
    with process:
        while True:
            try:
                said, _ = process.communicate(timeout=POLL_S)
            except subprocess.TimeoutExpired:
                if cancelled():
                    process.kill()
                    raise CancelledError(tr("Cancelled")) from None
            else:
                return _read(said) if process.returncode == 0 else None


def _read(said: bytes) -> tuple[str, ...] | None:
    try:
        found = json.loads(said)
    except ValueError:
        return None
    return tuple(map(str, found)) if isinstance(found, list) else None


def main(words: Sequence[str]) -> int:
    """Look at the case that `words` name, print what was found as a list in JSON, and return the exit code."""
    if hasattr(os, "nice"):
        with contextlib.suppress(OSError):
            os.nice(_NICE)
    try:
        found = check_before_writing(Path(words[0]))
    except CaseError:  # whoever asked looks again, and tells it as an error of theirs
        return 1
    sys.stdout.write(json.dumps(found))
    return 0
