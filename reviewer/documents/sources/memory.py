"""Memory that two processes share: sealed documents going in, pixels coming out. Linux only; others send bytes through pipes.

Owns memfd and its seals. Must not know what the bytes mean. Source: memfd_create(2), fcntl(2) "File Sealing".
"""

from __future__ import annotations

import mmap
import os
import sys
import weakref
from functools import cache

TYPE_CHECKING = False  # `typing` takes as long to load as all else that comes before the parsers' process
if TYPE_CHECKING:
    import ctypes

AVAILABLE = sys.platform == "linux" and hasattr(os, "memfd_create")
"""Whether this system has sealable memory."""


def create(name: str) -> int:
    """Return the descriptor of an empty, growable, sealable piece of memory; not inherited by other programs.

    Raises:
        OSError: The system has none to give, or knows no such memory.

    """
    if sys.platform == "linux":
        return os.memfd_create(name, os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    raise OSError("no sealable memory on this system")


def seal(fd: int) -> None:
    """Make the contents and the size of a piece of memory final, for every process that will ever hold it."""
    if sys.platform == "linux":
        import fcntl

        fcntl.fcntl(fd, fcntl.F_ADD_SEALS, fcntl.F_SEAL_WRITE | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_SEAL)


def seal_size(fd: int) -> None:
    """Make only the size final: who shrinks memory that another process has mapped would kill that process."""
    if sys.platform == "linux":
        import fcntl

        fcntl.fcntl(fd, fcntl.F_ADD_SEALS, fcntl.F_SEAL_GROW | fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_SEAL)


def create_for_pixels(size: int) -> tuple[int, memoryview]:
    """Return descriptor and mapping of `size` bytes that a worker may fill and nobody may resize.

    The mapping lasts as long as the view of it, and holds no descriptor: a window full of tiles would run out of them. (Python's
    own `mmap` keeps a copy of the descriptor until 3.13.)
    """
    fd = create("pixels")
    try:
        os.ftruncate(fd, size)
        seal_size(fd)
        return fd, _map(fd, size)
    except BaseException:
        os.close(fd)
        raise


def _map(fd: int, size: int) -> memoryview:
    import ctypes

    libc = _c_library()
    address = libc.mmap(None, size, mmap.PROT_READ | mmap.PROT_WRITE, mmap.MAP_SHARED, fd, 0)
    if address in {None, ctypes.c_void_p(-1).value}:
        raise OSError(ctypes.get_errno(), "no room to map pixels")
    pixels = (ctypes.c_ubyte * size).from_address(address)
    weakref.finalize(pixels, libc.munmap, address, size).atexit = False
    return memoryview(pixels).cast("B")


@cache
def _c_library() -> ctypes.CDLL:
    """Return the C library; made anew it would be two dozen objects in a circle, for each tile."""
    import ctypes

    libc = ctypes.CDLL(None, use_errno=True)
    libc.mmap.restype = ctypes.c_void_p
    libc.mmap.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_longlong)
    libc.munmap.argtypes = (ctypes.c_void_p, ctypes.c_size_t)
    return libc


def map_for_reading(fd: int, size: int) -> mmap.mmap:
    """Map a sealed document."""
    return mmap.mmap(fd, size, access=mmap.ACCESS_READ)


def map_for_writing(fd: int, size: int) -> mmap.mmap:
    """Map memory made by `create_for_pixels` in the process that fills it."""
    return mmap.mmap(fd, size)
