"""The system's lock on an open file: one place that knows how each system takes it.

Owns no file and no rule of who may have what; `store.file.lock` and `settings.small_file` do.
"""

from __future__ import annotations

import os
import sys


def take(handle: int, at: int = 0) -> bool:
    """Take the lock of an open file without waiting; the system frees it when the file is closed, or its holder ends.

    Args:
        handle: The file's descriptor. On Windows its position is moved.
        at: Byte offset of the one byte that is locked on Windows, where others cannot read what is locked; elsewhere the whole
            file is, for those who ask (`flock`).

    Returns:
        False where somebody else has it, this process by another descriptor too, or none can be had on that file system.

    """
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(handle, at, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
