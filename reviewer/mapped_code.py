"""Code of libraries that is mapped into a process: what only loading needed can be let go.

Owns finding it, on Linux. Must not touch code that was changed in memory.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator

_MADV_DONTNEED = 4
_FIELDS = 5
"""Of a mapping: what may be done, offset, device, inode, file."""


def let_go() -> None:
    """Let go of libraries' code that only loading needed: what is run again is mapped in again from the file (madvise(2)).

    For a process that has loaded a great deal and then waits: 13 of the 31 MB of libraries that the parent of the workers holds.
    Code that was changed in memory stays, and where the system says no, all of it.
    """
    if sys.platform != "linux":
        return
    import ctypes

    madvise = ctypes.CDLL(None).madvise
    madvise.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
    with contextlib.suppress(OSError):  # no /proc
        with open("/proc/self/smaps", encoding="utf-8", errors="replace") as mappings:  # noqa: PTH123 - `pathlib` would be loaded
            found = mappings.read()
        for first, size in _unchanged_code(found):
            madvise(first, size, _MADV_DONTNEED)


def _unchanged_code(mappings: str) -> Iterator[tuple[int, int]]:
    """Yield address and size of what is run from files and stands so in them: no page is the process's own (proc(5))."""
    extent: tuple[int, int] | None = None
    for line in mappings.splitlines():
        name, *fields = line.split(maxsplit=5)
        if not name.endswith(":"):
            first, past = (int(address, 16) for address in name.split("-"))
            is_code = fields[0] == "r-xp" and len(fields) == _FIELDS and fields[-1].startswith("/")
            extent = (first, past - first) if is_code else None
        elif name == "Anonymous:" and extent is not None and fields[0] == "0":
            yield extent
