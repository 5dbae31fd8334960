"""How a small file of the program's own is written: whole at every moment, and readable by its owner alone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


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
