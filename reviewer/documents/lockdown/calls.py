"""Which system calls a worker that reads documents has left, and what is answered to those that libraries try by the way.

Owns the lists and the numbers of both machines. A call that is not here ends the worker.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator

from reviewer.call_filter import MACHINES, Machine

_MACHINES = (MACHINES["x86_64"], MACHINES["aarch64"])
_RLIMIT_AS = 9
_EXECUTABLE = 4  # PROT_EXEC
_EMPTY_PATH = 0x1000  # AT_EMPTY_PATH: about a descriptor, which is how newer C libraries ask for fstat
_DUPLICATE, _GET_FLAGS, _SET_FLAGS, _GET_STATUS, _GET_SEALS = 1030, 1, 2, 3, 1034
_A_THREAD = (0x3D0F00, 0x7D0F00)
"""The flags with which C libraries (glibc's, musl's) make a thread, which is as locked in as who makes it. What decodes HEIC
cannot do without one. A process is something else."""


class Answer:
    """What is answered to a call: yes, or an error, or yes only where arguments are right and else the error."""

    def __init__(
        self, error: int = 0, one_of: tuple[tuple[int, tuple[int, ...]], ...] = (), no_bits: tuple[int, int] = (0, 0)
    ) -> None:
        """Keep what is answered.

        Args:
            error: The error; 0 is yes.
            one_of: Arguments by their place, and the values that each may have.
            no_bits: An argument by its place, and the bits that it may not have.

        """
        self.error, self.one_of, self.no_bits = error, one_of, no_bits


_YES = Answer()
_NO_FILE = Answer(errno.EACCES)
_NOT_PERMITTED = Answer(errno.EPERM)
_UNKNOWN = Answer(errno.ENOSYS)

_READING: tuple[tuple[int, int, Answer], ...] = (
    # the talk with the client, over a socket or pipes, and descriptors that come with it
    (47, 212, _YES),  # recvmsg
    (45, 207, _YES),  # recvfrom
    (44, 206, _YES),  # sendto
    (0, 63, _YES),  # read
    (1, 64, _YES),  # write
    (20, 66, _YES),  # writev: the C library says so where its memory was harmed, and ends the process itself
    (3, 57, _YES),  # close
    # memory; none of it may be run that was written here
    (9, 222, Answer(errno.EPERM, no_bits=(2, _EXECUTABLE))),  # mmap
    (10, 226, Answer(errno.EPERM, no_bits=(2, _EXECUTABLE))),  # mprotect
    (11, 215, _YES),  # munmap
    (25, 216, _YES),  # mremap
    (12, 214, _YES),  # brk
    (28, 233, _YES),  # madvise
    (302, 261, Answer(errno.EPERM, ((0, (0,)), (1, (_RLIMIT_AS,))))),  # prlimit64: its own, once the document's size is known
    # a file that was lent, and memory that is mapped
    (8, 62, _YES),  # lseek
    (17, 67, _YES),  # pread64
    (5, 80, _YES),  # fstat
    (262, 79, Answer(errno.EACCES, ((3, (_EMPTY_PATH,)),))),  # newfstatat
    (32, 23, _YES),  # dup
    (33, -1, _YES),  # dup2
    (292, 24, _YES),  # dup3
    (72, 25, Answer(errno.EPERM, ((1, (_DUPLICATE, _GET_FLAGS, _SET_FLAGS, _GET_STATUS, _GET_SEALS)),))),  # fcntl
    # the process itself
    (202, 98, _YES),  # futex
    (13, 134, _YES),  # rt_sigaction
    (14, 135, _YES),  # rt_sigprocmask
    (15, 139, _YES),  # rt_sigreturn
    (131, 132, _YES),  # sigaltstack
    (38, 103, _YES),  # setitimer
    (37, -1, _YES),  # alarm
    (228, 113, _YES),  # clock_gettime
    (96, 169, _YES),  # gettimeofday
    (318, 278, _YES),  # getrandom
    (39, 172, _YES),  # getpid
    (186, 178, _YES),  # gettid
    (24, 124, _YES),  # sched_yield
    (99, 179, _YES),  # sysinfo: the C library sorts with less memory where there is little
    (219, 128, _YES),  # restart_syscall
    (60, 93, _YES),  # exit
    (231, 94, _YES),  # exit_group
    # what libraries look for and can do without
    (257, 56, _NO_FILE),  # openat
    (2, -1, _NO_FILE),  # open
    (21, -1, _NO_FILE),  # access
    (269, 48, _NO_FILE),  # faccessat
    (439, 439, _NO_FILE),  # faccessat2
    (4, -1, _NO_FILE),  # stat
    (6, -1, _NO_FILE),  # lstat
    (89, -1, _NO_FILE),  # readlink
    (267, 78, _NO_FILE),  # readlinkat
    (79, 17, _NO_FILE),  # getcwd
    (332, 291, _UNKNOWN),  # statx
    (435, 435, _UNKNOWN),  # clone3: its arguments lie in memory, where no filter looks; clone is asked instead
    (56, 220, Answer(errno.EPERM, ((0, _A_THREAD),))),  # clone
    (273, 99, _YES),  # set_robust_list, by a new thread
    (334, 293, _YES),  # rseq, by a new thread
    (16, 29, Answer(errno.ENOTTY)),  # ioctl: is this a terminal?
    (204, 123, _NOT_PERMITTED),  # sched_getaffinity: how many threads would be worth while?
    (234, 131, _NOT_PERMITTED),  # tgkill: abort(3), which then ends the process by a fault of its own
)


class Calls:
    """A list of calls: x86-64's number, aarch64's (-1: it has none), and the answer."""

    def __init__(self, rows: tuple[tuple[int, int, Answer], ...]) -> None:
        self._rows = rows

    def on(self, machine: Machine) -> Iterator[tuple[int, Answer]]:
        """Yield numbers and answers for a machine."""
        column = _MACHINES.index(machine)
        for x86_64, aarch64, answer in self._rows:
            number = (x86_64, aarch64)[column]
            if number >= 0:
                yield number, answer


_LENDING = frozenset({302, 8, 17, 5, 262, 32, 33, 292, 72})
"""Documents, and memory for pixels, that come as descriptors."""

_THREADING = frozenset({56, 273, 334})

READING = Calls(_READING)

_ASKING = frozenset({8, 5, 262})
"""What the C library asks of a file that it has opened."""

_CHANGING = 0o3 | 0o100 | 0o1000 | 0o2000
"""Flags of a file that is opened not for reading alone: writing, making, emptying, adding."""

RECOGNISING = Calls(tuple(one for one in _READING if one[0] not in _LENDING | _THREADING))
"""Pixels come as bytes, and what recognises has one thread."""

RECOGNISING_BY_FILES = Calls(
    tuple(
        (one[0], one[1], Answer(errno.EACCES, no_bits=(2, _CHANGING))) if one[0] == 257 else one
        for one in _READING
        if one[0] not in (_LENDING - _ASKING) | _THREADING
    )
)
"""The same for an engine that opens files for each picture: Landlock says which, so this list goes with it alone."""
