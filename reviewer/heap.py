"""Gives memory back to the system that is not used any more, for the window's process and for workers.

Owns how glibc is told, and letting go of code that was only loaded. Left alone, glibc's allocator keeps an arena for each thread
and learns to keep ever larger pieces: once 1,500 pages were read in, 19 of 143 MB were free and still taken. mallopt(3) and its
variables say how; other systems' allocators need no telling.
"""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path

_AT_MOST = 128 * 1024
"""Bytes that are kept at the end of the heap, and above which a piece is a mapping of its own: glibc's first guess, held to."""

_ARENAS = 1
"""Threads of ours hold Python's lock anyway while they allocate."""

_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD, _M_ARENA_MAX = -1, -3, -8
_MADV_DONTNEED = 4


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
    Where the system says no, the code stays.
    """
    if sys.platform != "linux":
        return
    import ctypes

    let_go = ctypes.CDLL(None).madvise
    let_go.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
    with contextlib.suppress(OSError), Path("/proc/self/maps").open(encoding="utf-8", errors="replace") as mappings:
        for line in mappings.read().splitlines():
            extent, kind, _offset, _device, _inode, *file = line.split(maxsplit=5)
            if kind == "r-xp" and file and file[0].startswith("/"):  # code is never written to, so the file has all of it
                first, past = (int(address, 16) for address in extent.split("-"))
                let_go(first, past - first, _MADV_DONTNEED)
