"""Gives memory back to the system that is not used any more, for the window's process and for workers.

Owns how glibc is told, and letting go of code that was only loaded. Left alone, glibc's allocator keeps an arena for each thread
and learns to keep ever larger pieces: once 1,500 pages were read in, 19 of 143 MB were free and still taken. mallopt(3) and its
variables say how; other systems' allocators need no telling.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path

_AT_MOST = 128 * 1024
"""Bytes that are kept at the end of the heap, and above which a piece is a mapping of its own: glibc's first guess, held to."""

_ARENAS = 1
"""Threads of ours hold Python's lock anyway while they allocate."""

_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD, _M_ARENA_MAX = -1, -3, -8
_MADV_DONTNEED = 4
_FIELDS = 5  # of a mapping: what may be done, offset, device, inode, file


def variables() -> dict[str, str]:
    """Return what a program's environment says to the same effect from its first moment on."""
    if sys.platform != "linux":
        return {}
    kept = str(_AT_MOST)
    return {"MALLOC_ARENA_MAX": str(_ARENAS), "MALLOC_TRIM_THRESHOLD_": kept, "MALLOC_MMAP_THRESHOLD_": kept}


def give_back() -> None:
    """Tell the C library of this process; one that has no such setting is left alone."""
    if sys.platform != "linux":
        return
    import ctypes

    tell = getattr(ctypes.CDLL(None), "mallopt", None)
    if tell is not None:
        for option, number in ((_M_ARENA_MAX, _ARENAS), (_M_TRIM_THRESHOLD, _AT_MOST), (_M_MMAP_THRESHOLD, _AT_MOST)):
            tell(option, number)


def give_back_code() -> None:
    """Let go of libraries' code that only loading needed: what is run again is mapped in again from the file (madvise(2)).

    For a process that has loaded a great deal and then waits: 13 of the 31 MB of libraries that the parent of the workers holds.
    Code that was changed in memory stays, and where the system says no, all of it.
    """
    if sys.platform != "linux":
        return
    import ctypes

    let_go = ctypes.CDLL(None).madvise
    let_go.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
    with contextlib.suppress(OSError):  # no /proc
        for first, size in _unchanged_code(Path("/proc/self/smaps").read_text(encoding="utf-8", errors="replace")):
            let_go(first, size, _MADV_DONTNEED)


def _unchanged_code(mappings: str) -> Iterator[tuple[int, int]]:
    """Yield address and size of what is run from files and is as it stands there: no page of it is the process's own (proc(5))."""
    extent: tuple[int, int] | None = None
    for line in mappings.splitlines():
        name, *fields = line.split(maxsplit=5)
        if not name.endswith(":"):
            first, past = (int(address, 16) for address in name.split("-"))
            is_code = fields[0] == "r-xp" and len(fields) == _FIELDS and fields[-1].startswith("/")
            extent = (first, past - first) if is_code else None
        elif name == "Anonymous:" and extent is not None and fields[0] == "0":
            yield extent
