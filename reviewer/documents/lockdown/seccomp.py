"""The base of the sandbox: a filter that leaves a worker the system calls of somebody who computes, and ends it for any other.

Owns the filter, a program in the kernel's own small language. What libraries ask for by the way, and can do without, is answered
with an error instead. Source: seccomp(2), linux/filter.h; numbers: asm/unistd_64.h and asm-generic/unistd.h.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct
from collections.abc import Iterable

from reviewer.documents.lockdown.calls import ARCHITECTURES, Answer, Calls
from reviewer.documents.lockdown.system import Kernel

_SET_SECCOMP, _FILTER = 22, 2
_KILL_PROCESS, _ERRNO, _ALLOW = 0x80000000, 0x00050000, 0x7FFF0000

_LOAD, _EQUAL, _ANY_BIT, _RETURN = 0x20, 0x15, 0x45, 0x06  # BPF_LD|W|ABS, JMP|JEQ|K, JMP|JSET|K, RET|K
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16  # where they lie in struct seccomp_data
_INSTRUCTION = struct.Struct("<HBBI")


class Filter:
    """The filter for this machine, made before the fork: a worker only hands it over.

    Raises:
        OSError: There is no list of calls for this machine.

    """

    def __init__(self, calls: Calls) -> None:
        machine = os.uname().machine
        if machine not in ARCHITECTURES:
            raise OSError(errno.ENOSYS, "no list of system calls for this machine")
        self._program = b"".join(_program(ARCHITECTURES[machine], calls.on(machine)))
        self._buffer = ctypes.create_string_buffer(self._program, len(self._program))
        count = len(self._program) // _INSTRUCTION.size
        self._head = struct.pack("@HP", count, ctypes.addressof(self._buffer))

    def install(self, kernel: Kernel) -> None:
        """Put it in force for this process, for good. It must have given up new privileges.

        Raises:
            OSError: The kernel has no such filters.

        """
        kernel.prctl(_SET_SECCOMP, _FILTER, self._head)


def _program(architecture: int, answers: Iterable[tuple[int, Answer]]) -> Iterable[bytes]:
    """Yield the instructions: a call that is known is answered, any other, or another architecture's numbers, end the process."""
    yield _INSTRUCTION.pack(_LOAD, 0, 0, _ARCHITECTURE)
    yield _INSTRUCTION.pack(_EQUAL, 1, 0, architecture)
    yield _INSTRUCTION.pack(_RETURN, 0, 0, _KILL_PROCESS)
    yield _INSTRUCTION.pack(_LOAD, 0, 0, _NUMBER)
    for number, answer in answers:
        block = list(_block(answer))
        yield _INSTRUCTION.pack(_EQUAL, 0, len(block), number)
        yield from block
    yield _INSTRUCTION.pack(_RETURN, 0, 0, _KILL_PROCESS)


def _block(answer: Answer) -> Iterable[bytes]:
    """Yield what is done for one call: an answer, whatever the arguments are. Only their lower halves are looked at."""
    yes, no = _INSTRUCTION.pack(_RETURN, 0, 0, _ALLOW), _INSTRUCTION.pack(_RETURN, 0, 0, _ERRNO | answer.error)
    for place, values in answer.one_of:
        yield _INSTRUCTION.pack(_LOAD, 0, 0, _ARGUMENTS + 8 * place)
        for left, value in zip(range(len(values) - 1, -1, -1), values, strict=True):
            yield _INSTRUCTION.pack(_EQUAL, left + 1, 0, value)
        yield no
    place, bits = answer.no_bits
    if bits:
        yield _INSTRUCTION.pack(_LOAD, 0, 0, _ARGUMENTS + 8 * place)
        yield _INSTRUCTION.pack(_ANY_BIT, 0, 1, bits)
        yield no
    yield no if answer.error and not answer.one_of and not bits else yes
