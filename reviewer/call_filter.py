"""Filters of system calls, as Linux takes them: a program in the kernel's own small language, of single instructions.

Owns that language, what the kernel calls each kind of machine, and how a program is handed over. What is let through is decided
by who makes a filter: `offline` for this program, `documents/lockdown` for workers. Imports next to nothing: the first page waits
for it. Source: seccomp(2), linux/filter.h, linux/audit.h; numbers: asm/unistd_64.h and asm-generic/unistd.h.
"""

from __future__ import annotations

import os
import struct
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any


class Machine:
    """What numbers mean to the kernel on one kind of processor: how it calls it, and some of its calls.

    No named tuple: the first page would wait for its making.
    """

    def __init__(self, *, audit_arch: int, socket: int, seccomp: int, capset: int) -> None:
        self.audit_arch, self.socket, self.seccomp, self.capset = audit_arch, socket, seccomp, capset


MACHINES = {
    "x86_64": Machine(audit_arch=0xC000003E, socket=41, seccomp=317, capset=126),
    "aarch64": Machine(audit_arch=0xC00000B7, socket=198, seccomp=277, capset=91),
}

LOAD, EQUAL, FROM, ANY_BIT, ANSWER = 0x20, 0x15, 0x35, 0x45, 0x06
"""BPF_LD|W|ABS; BPF_JMP with JEQ, JGE and JSET, all |K; BPF_RET|K."""

NUMBER, ARCHITECTURE, ARGUMENTS = 0, 4, 16
"""Where they lie in struct seccomp_data; an argument has eight bytes, the lower half first."""

ALLOW, ERROR, KILL = 0x7FFF_0000, 0x0005_0000, 0x8000_0000
"""What is answered: yes, an error (with its number added), or the end of the process."""

NO_NEW_PRIVILEGES = 38
"""What a process must have given up before, see prctl(2)."""

_INSTRUCTION = struct.Struct("<HBBI")


def this_machine() -> Machine | None:
    """Return this kind of machine; None where numbers are not known or are written otherwise."""
    is_known = sys.byteorder == "little" and struct.calcsize("P") == 8
    return MACHINES.get(os.uname().machine) if is_known else None


def instruction(what: int, if_so: int, if_not: int, value: int) -> bytes:
    """Return an instruction; for a comparison, how many of those that follow are passed over if it holds, and if not."""
    return _INSTRUCTION.pack(what, if_so, if_not, value)


class Program:
    """A filter, ready to be handed over.

    Attributes:
        address: Where its `struct sock_fprog` lies, which points to the instructions: both live as long as this does.

    """

    def __init__(self, instructions: bytes) -> None:
        import ctypes  # who has no filter does not need it

        self._kept: Any = ctypes.create_string_buffer(instructions, len(instructions))
        head = struct.pack("@HP", len(instructions) // _INSTRUCTION.size, ctypes.addressof(self._kept))
        self._head: Any = ctypes.create_string_buffer(head, len(head))
        self.address: int = ctypes.addressof(self._head)
