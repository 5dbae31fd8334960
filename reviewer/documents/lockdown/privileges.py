"""No right that could be gained, and none that is left.

Owns giving up: new privileges (no program started from here could gain any, and the kernel wants it before `landlock` and
`seccomp`), capabilities (a new user namespace hands out all of them), and being looked into by other programs of the same
person, a dump of memory included. Source: prctl(2), capset(2).
"""

from __future__ import annotations

import struct

from reviewer.call_filter import NO_NEW_PRIVILEGES
from reviewer.documents.lockdown.system import Kernel

_SET_DUMPABLE = 4
_HEADER = struct.pack("<Ii", 0x20080522, 0)  # version 3, this process
_NONE = bytes(24)


def give_up(kernel: Kernel) -> None:
    """Give up all rights, for good.

    Raises:
        OSError: The kernel refuses one of it.

    """
    kernel.prctl(NO_NEW_PRIVILEGES, 1)
    kernel.prctl(_SET_DUMPABLE, 0)
    if kernel.machine is not None:
        kernel.call(kernel.machine.capset, _HEADER, _NONE)
