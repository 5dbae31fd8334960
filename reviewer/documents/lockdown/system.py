"""Calls to Linux that Python has no name for.

Owns how they are made. Source: syscall(2), prctl(2).
"""

from __future__ import annotations

import ctypes
import os

from reviewer.call_filter import this_machine

_MOST_WORDS, _MOST_OPTIONS = 4, 4
_ZEROS = (0,) * _MOST_WORDS


class Kernel:
    """The C library's two ways to the kernel, found once: a forked worker only calls them, with plain numbers."""

    def __init__(self) -> None:
        library = ctypes.CDLL(None, use_errno=True)
        self._syscall, self._prctl = library.syscall, library.prctl
        self._syscall.restype = ctypes.c_long
        self._syscall.argtypes = [ctypes.c_long] * (1 + _MOST_WORDS)
        self._prctl.argtypes = [ctypes.c_int, *[ctypes.c_ulong] * _MOST_OPTIONS]
        self.unshare = library.unshare
        self.machine = this_machine()

    def call(self, number: int, *words: int) -> int:
        """Make a system call; what lies in memory is given by its address.

        Raises:
            OSError: The kernel refuses it, or does not know it.

        """
        return self._checked(self._syscall(number, *words, *_ZEROS[: _MOST_WORDS - len(words)]))

    def prctl(self, option: int, *words: int) -> None:
        """Change something of this process.

        Raises:
            OSError: The kernel refuses it, or does not know it.

        """
        self._checked(self._prctl(option, *words, *_ZEROS[: _MOST_OPTIONS - len(words)]))

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
