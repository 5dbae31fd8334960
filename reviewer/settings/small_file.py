"""How a small file of the program's own is written: by one program at a time, whole at every moment, for its owner alone."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reviewer import file_lock
from reviewer.log import logger

PATIENCE_S = 2.0
"""Seconds that a change of a small file waits for another program's."""

_POLL_S = 0.01

_log = logger(__name__)


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Let the block read a file and write it anew while no other program, and no other thread, is in such a block.

    A lock that the system frees with its holder, on a file beside it. Where there can be none, or another holds it for seconds,
    the block goes on without: what it is about matters more than what another may have written meanwhile.
    """
    handle = _opened(path.with_suffix(".lock"))
    try:
        end = time.monotonic() + PATIENCE_S
        while handle is not None and not file_lock.take(handle):
            if time.monotonic() >= end:
                _log.info("small-file-not-alone")
                break
            time.sleep(_POLL_S)
        yield
    finally:
        if handle is not None:
            os.close(handle)


def _opened(lock: Path) -> int | None:
    try:
        lock.parent.mkdir(parents=True, exist_ok=True)
        return os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:  # whoever writes the file itself is told why that cannot be done
        _log.info("small-file-not-alone %s", type(error).__name__)
        return None


def write_whole(path: Path, data: bytes) -> None:
    """Put a file in place, also of one that is there.

    Raises:
        OSError: It cannot be written; what was there is there still.

    """
    with _beside(path, data) as beside:
        beside.replace(path)


def write_first(path: Path, data: bytes) -> None:
    """Put a file in place unless somebody else was quicker; whoever was, theirs stays whole.

    Raises:
        OSError: It cannot be written.

    """
    with _beside(path, data) as beside:
        try:
            path.hardlink_to(beside)
        except FileExistsError:
            return
        except OSError:  # a file system without hard links
            if not path.exists():
                beside.replace(path)


@contextmanager
def _beside(path: Path, data: bytes) -> Iterator[Path]:
    """Write beside and flush to the disk; what the block leaves there is removed."""
    import tempfile  # nothing is written before the window stands

    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.stem}-", dir=path.parent)  # mode 0600
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)
