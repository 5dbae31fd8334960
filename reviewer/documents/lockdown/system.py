"""Calls to Linux that Python has no name for.

Owns how they are made. Source: syscall(2), prctl(2).
"""

from __future__ import annotations

import ctypes
import os

from reviewer.call_filter import this_machine


class Kernel:
    """The C library's two ways to the kernel, found once: a forked worker only calls them."""

    def __init__(self) -> None:
        library = ctypes.CDLL(None, use_errno=True)
        self._syscall, self._prctl = library.syscall, library.prctl
        self._syscall.restype = ctypes.c_long
        self.unshare = library.unshare
        self.machine = this_machine()

    def call(self, number: int, *words: int | bytes) -> int:
        """Make a system call.

        Raises:
            OSError: The kernel refuses it, or does not know it.

        """
        wide = [ctypes.c_long(word) if isinstance(word, int) else word for word in words]
        return self._checked(self._syscall(ctypes.c_long(number), *wide))

    def prctl(self, option: int, *words: int | bytes) -> None:
        """Change something of this process.

        Raises:
            OSError: The kernel refuses it, or does not know it.

        """
        wide = [ctypes.c_ulong(word) if isinstance(word, int) else word for word in words]
        self._checked(self._prctl(option, *wide, *([ctypes.c_ulong(0)] * (4 - len(wide)))))

    def leave(self, flags: int) -> None:
        """Leave what is shared with other processes, see unshare(2).

        Raises:
            OSError: The kernel does not allow it.

        """
        self._checked(self.unshare(flags))

    @staticmethod
    def _checked(answer: int) -> int:
        if answer < 0:
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number))
        return int(answer)
