"""Has the C library give freed memory back to the system, for the window's process and for workers.

Owns how glibc is told. Left alone, its allocator keeps an arena for each thread and learns to keep ever larger pieces: once 1,500
pages were read in, 19 of 143 MB were free and still taken. mallopt(3) and its variables say how; other systems' allocators need
no telling.
"""

from __future__ import annotations

import sys

_AT_MOST = 128 * 1024
"""Bytes that are kept at the end of the heap, and above which a piece is a mapping of its own: glibc's first guess, held to."""

_ARENAS = 1
"""Threads of ours hold Python's lock anyway while they allocate."""

_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD, _M_ARENA_MAX = -1, -3, -8


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
