"""No right that could be gained, and none that is left.

Owns giving up: new privileges (no program started from here could gain any, and the kernel wants it before `landlock` and
`seccomp`), capabilities (a new user namespace hands out all of them), and being looked into by other programs of the same
person, a dump of memory included. Source: prctl(2), capset(2).
"""

from __future__ import annotations

import ctypes
import struct

from reviewer.call_filter import NO_NEW_PRIVILEGES
from reviewer.documents.lockdown.system import Kernel

_SET_DUMPABLE = 4
_NONE = struct.pack("<Ii24x", 0x20080522, 0)
"""What capset(2) is told: version 3, this process; and behind it no capability at all."""
_HEADER_BYTES = 8


class Privileges:
    """The way to give all rights up, prepared."""

    def __init__(self, kernel: Kernel) -> None:
        self._kernel = kernel
        self._kept = ctypes.create_string_buffer(_NONE, len(_NONE))
        self._none = ctypes.addressof(self._kept)

    def give_up(self) -> None:
        """Give up all rights, for good.

        Raises:
            OSError: The kernel refuses one of it.

        """
        kernel = self._kernel
        kernel.prctl(NO_NEW_PRIVILEGES, 1)
        kernel.prctl(_SET_DUMPABLE, 0)
        if kernel.machine is not None:
            kernel.call(kernel.machine.capset, self._none, self._none + _HEADER_BYTES)
