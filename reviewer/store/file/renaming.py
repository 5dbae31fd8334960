"""Owns how a finished file or folder gets its name: by a rename that never takes the place of another one.

A plain rename on POSIX systems replaces what is there, and Python offers no other. Linux has one that does not (renameat2(2),
RENAME_NOREPLACE), macOS has (renameatx_np(2), RENAME_EXCL), and on Windows none does. Where a file system has no such rename, the
name is taken by an empty file first.
"""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

_UNSUPPORTED = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP}
_CALLS = {"linux": ("renameat2", -100, 1), "darwin": ("renameatx_np", -2, 4)}
"""By system: the function, its AT_FDCWD, its flag."""


def rename_to_free(path: Path, target: Path) -> None:
    """Rename a file or a folder, never over another one. At no moment does it have two names: who opens a case
    by one of two does not see a lock or a half-made change that lies beside the other.

    Raises:
        FileExistsError: There is a file of that name.
        OSError: It cannot be renamed, or only its bytes can go there, to another disk. It has its old name still.

    """
    if os.name == "nt":
        path.rename(target)
    elif not _renamed_exclusively(path, target):
        if path.is_dir() and not path.is_symlink():
            path.rename(target)  # takes the place of nothing but an empty folder
        else:
            _rename_onto_own(path, target)
    with suppress(OSError):  # it has its name, whatever the disk says now
        sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Wait until a folder's own entries have reached the disk, where system and file system know how to: some of networks do not.

    Raises:
        OSError: The disk fails.

    """
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _UNSUPPORTED:
            raise
    finally:
        os.close(handle)


def _renamed_exclusively(path: Path, target: Path) -> bool:
    """Rename, or return False where this system or this file system cannot do so without replacing."""
    if sys.platform not in _CALLS:
        return False
    name, here, flag = _CALLS[sys.platform]
    call = getattr(_library(), name, None)
    if call is None:  # an older C library
        return False
    if call(here, os.fsencode(path), here, os.fsencode(target), ctypes.c_uint(flag)) == 0:
        return True
    code = ctypes.get_errno()
    if code in _UNSUPPORTED:
        return False
    raise OSError(code, os.strerror(code), str(path), None, str(target))


@cache
def _library() -> Any:
    return ctypes.CDLL(None, use_errno=True)


def _rename_onto_own(path: Path, target: Path) -> None:
    """Take the name with an empty file, then rename over that; a kill in between leaves the empty file."""
    handle = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        own = os.fstat(handle)
    finally:
        os.close(handle)
    try:
        path.replace(target)
    except BaseException:
        with suppress(OSError):
            if os.path.samestat(target.lstat(), own):  # else somebody has put a file of theirs there meanwhile
                target.unlink()
        raise
