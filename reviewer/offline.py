"""Refuses this process, and every process that it starts, all sockets but local ones: being offline, kept by the system.

Owns how that is asked for. On Linux a seccomp filter answers `socket()` with "address family not supported" unless the family is
AF_UNIX, which the display, the session bus and the workers' pairs are; so it holds for Qt and every library too. Elsewhere, and
where the kernel takes no filter, an audit hook holds for Python's own sockets only. Nothing of this can be undone. Sources: Linux
Documentation/userspace-api/seccomp_filter.rst, seccomp(2), bpf(2); PEP 578.
"""

from __future__ import annotations

import errno
import os
import struct
import sys
from typing import Any, NamedTuple

_LOCAL = 1
"""AF_UNIX, everywhere."""


class _Machine(NamedTuple):
    """What numbers mean to the kernel on one kind of processor: how it calls it, and of the two calls that are used here."""

    audit_arch: int
    socket: int
    seccomp: int


_MACHINES = {"x86_64": _Machine(0xC000003E, 41, 317), "aarch64": _Machine(0xC00000B7, 198, 277)}

_IO_URING_SETUP = 425
"""What could make sockets without `socket()`; the same number everywhere."""

_FOREIGN = 0x4000_0000
"""From here on x86 has its calls once more, with other numbers of the same ones."""

_LOAD, _JUMP_IF, _JUMP_FROM, _ANSWER = 0x20, 0x15, 0x35, 0x06  # BPF_LD|W|ABS, BPF_JMP|JEQ|K, BPF_JMP|JGE|K, BPF_RET|K
_NUMBER_AT, _ARCH_AT, _FIRST_WORD_AT = 0, 4, 16  # struct seccomp_data
_ALLOW, _ERRNO = 0x7FFF_0000, 0x0005_0000
_NO_NEW_PRIVS, _SET_FILTER = 38, 1
_ALL_THREADS, _AS_FAST = 1, 4  # SECCOMP_FILTER_FLAG_TSYNC, …_SPEC_ALLOW: older kernels slow down whoever has a filter
_INSTRUCTION = struct.Struct("<HBBI")


def refuse_networks() -> bool:
    """Refuse them from now on, for all threads; return whether the system does it, and not only Python for its own sockets."""
    if sys.platform == "linux" and sys.byteorder == "little" and _filter():
        return True
    sys.addaudithook(_refuse)
    return False


def _refuse(event: str, args: tuple[Any, ...]) -> None:
    """Raise where Python is about to make a socket that is not local, or to ask for an address."""
    if event == "socket.__new__" and args[1] != _LOCAL:
        raise PermissionError(errno.EAFNOSUPPORT, "this program is offline")
    if event in {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}:
        raise PermissionError(errno.EAFNOSUPPORT, "this program is offline")


def _filter() -> bool:
    """Have the kernel refuse them; False where it takes no filter."""
    import ctypes  # not needed where an audit hook does it

    machine = _MACHINES.get(os.uname().machine)
    if machine is None or struct.calcsize("P") != 8:
        return False
    code = _program(machine)
    instructions = ctypes.create_string_buffer(code, len(code))
    program = struct.pack("HxxxxxxP", len(code) // _INSTRUCTION.size, ctypes.addressof(instructions))
    header = ctypes.create_string_buffer(program, len(program))
    library = ctypes.CDLL(None)
    long = ctypes.c_long
    if library.prctl(_NO_NEW_PRIVS, long(1), long(0), long(0), long(0)):
        return False
    wanted = (_ALL_THREADS | _AS_FAST, _ALL_THREADS)
    return any(library.syscall(long(machine.seccomp), long(_SET_FILTER), long(flags), header) == 0 for flags in wanted)


def _program(machine: _Machine) -> bytes:
    """Return the filter: it looks at the call's number, and of `socket()` at the family."""
    absent, refused = _ERRNO | errno.ENOSYS, _ERRNO | errno.EAFNOSUPPORT
    return b"".join(
        _INSTRUCTION.pack(*one)
        for one in (
            (_LOAD, 0, 0, _ARCH_AT),
            (_JUMP_IF, 0, 7, machine.audit_arch),  # another kind of program: absent
            (_LOAD, 0, 0, _NUMBER_AT),
            (_JUMP_FROM, 5, 0, _FOREIGN),  # absent
            (_JUMP_IF, 4, 0, _IO_URING_SETUP),  # absent
            (_JUMP_IF, 0, 2, machine.socket),  # all else: allow
            (_LOAD, 0, 0, _FIRST_WORD_AT),
            (_JUMP_IF, 0, 2, _LOCAL),  # another family: refused
            (_ANSWER, 0, 0, _ALLOW),
            (_ANSWER, 0, 0, absent),
            (_ANSWER, 0, 0, refused),
        )
    )
