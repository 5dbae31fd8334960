"""Refuses this process, and every process that it starts, all sockets but local ones: being offline, kept by the system.

Owns how that is asked for. On Linux a seccomp filter answers `socket()` with "address family not supported" unless the family is
AF_UNIX, which the display, the session bus and the workers' pairs are; so it holds for Qt and every library too. Elsewhere, and
where the kernel takes no filter, an audit hook holds for Python's own sockets only. Nothing of this can be undone. Sources: Linux
Documentation/userspace-api/seccomp_filter.rst, seccomp(2), bpf(2); PEP 578.
"""

from __future__ import annotations

import errno
import sys
from typing import Any

from reviewer.call_filter import (
    ALLOW,
    ANSWER,
    ARCHITECTURE,
    ARGUMENTS,
    EQUAL,
    ERROR,
    FROM,
    LOAD,
    NO_NEW_PRIVILEGES,
    NUMBER,
    Machine,
    Program,
    instruction,
    this_machine,
)

_LOCAL = 1
"""AF_UNIX, everywhere."""

_IO_URING_SETUP = 425
"""What could make sockets without `socket()`; the same number everywhere."""

_FOREIGN = 0x4000_0000
"""From here on x86 has its calls once more, with other numbers of the same ones."""

_SET_FILTER = 1
_ALL_THREADS, _AS_FAST = 1, 4  # SECCOMP_FILTER_FLAG_TSYNC, …_SPEC_ALLOW: older kernels slow down whoever has a filter


def refuse_networks() -> bool:
    """Refuse them from now on, for all threads; return whether the system does it, and not only Python for its own sockets."""
    if sys.platform == "linux" and _filter():
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

    machine = this_machine()
    if machine is None:
        return False
    program = Program(_instructions(machine))
    library = ctypes.CDLL(None)
    long = ctypes.c_long
    if library.prctl(NO_NEW_PRIVILEGES, long(1), long(0), long(0), long(0)):
        return False
    wanted = (_ALL_THREADS | _AS_FAST, _ALL_THREADS)
    numbers = long(machine.seccomp), long(_SET_FILTER)
    return any(library.syscall(*numbers, long(flags), long(program.address)) == 0 for flags in wanted)


def _instructions(machine: Machine) -> bytes:
    """Return the filter: it looks at the call's number, and of `socket()` at the family."""
    absent, refused = ERROR | errno.ENOSYS, ERROR | errno.EAFNOSUPPORT
    return b"".join(
        instruction(*one)
        for one in (
            (LOAD, 0, 0, ARCHITECTURE),
            (EQUAL, 0, 7, machine.audit_arch),  # another kind of program: absent
            (LOAD, 0, 0, NUMBER),
            (FROM, 5, 0, _FOREIGN),  # absent
            (EQUAL, 4, 0, _IO_URING_SETUP),  # absent
            (EQUAL, 0, 2, machine.socket),  # all else: allow
            (LOAD, 0, 0, ARGUMENTS),
            (EQUAL, 0, 2, _LOCAL),  # another family: refused
            (ANSWER, 0, 0, ALLOW),
            (ANSWER, 0, 0, absent),
            (ANSWER, 0, 0, refused),
        )
    )
