"""Trying what a document that takes its parser over would try, in a locked process: what really happens counts, not what was set.

Owns the five probes. Each runs in a process of its own, forked from one that has seen no document and locked in exactly as a
worker is: it may be ended for trying. Linux only.
"""

from __future__ import annotations

import ctypes
import errno
import mmap
import os
import signal
import sys
from collections.abc import Callable
from enum import IntEnum
from functools import reduce
from operator import and_

from reviewer.documents.lockdown.controls import NOTHING, Held
from reviewer.documents.lockdown.locking import Lock

_LONGEST_S = 5.0
_REFUSED, _FAULT = 33, 34
"""Exit codes of a process that was refused what it tried, or could not try; any other, and it got through."""

_AF_UNIX = _SOCK_STREAM = 1


class Probe(IntEnum):
    """What is tried."""

    READ_FILE = 0
    SOCKET = 1
    FORK = 2
    EXEC = 3
    WRITABLE_CODE = 4


class Outcome(IntEnum):
    """What became of it."""

    NOT_RUN = 0
    THROUGH = 1
    REFUSED = 2
    STOPPED = 3


def run(lock: Lock) -> tuple[Held, tuple[Outcome, ...]]:
    """Try everything; return what the locks said and what became of each probe, in the order of `Probe`."""
    held: list[Held] = []
    outcomes = tuple(_run_one(lock, _ATTEMPTS[probe], held) for probe in Probe)
    return (reduce(and_, held) if held else NOTHING), outcomes


def _run_one(lock: Lock, attempt: Callable[[], None], held: list[Held]) -> Outcome:
    ours, its = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(ours)
        _be_probe(lock, attempt, its)
    os.close(its)
    said = os.read(ours, 1)
    os.close(ours)
    status = os.waitpid(pid, 0)[1]
    if not said:  # it was not locked in: nothing is known
        return Outcome.NOT_RUN
    held.append(said[0])
    if os.WIFSIGNALED(status):
        return Outcome.STOPPED if os.WTERMSIG(status) == signal.SIGSYS else Outcome.NOT_RUN
    return {_REFUSED: Outcome.REFUSED, _FAULT: Outcome.NOT_RUN}.get(os.WEXITSTATUS(status), Outcome.THROUGH)


def _be_probe(lock: Lock, attempt: Callable[[], None], report: int) -> None:
    """Lock this process in, report what holds, try, and end."""
    try:
        signal.setitimer(signal.ITIMER_REAL, _LONGEST_S)
        os.write(report, bytes([lock.close()]))
        os.close(report)
        attempt()
        os._exit(0)
    except OSError:
        os._exit(_REFUSED)
    finally:
        os._exit(_FAULT)


def _read_file() -> None:
    os.open(sys.executable, os.O_RDONLY)


def _make_socket() -> None:
    """Make a local socket: the filter sees the call, not the family, and one of the Internet would look like going online."""
    if ctypes.CDLL(None, use_errno=True).socket(_AF_UNIX, _SOCK_STREAM, 0) < 0:
        raise OSError(ctypes.get_errno(), "socket")


def _fork() -> None:
    if os.fork() == 0:
        os._exit(0)


def _start_program() -> None:
    """Start one from the disk, or else one that is written here and has no name: Landlock knows only files that have one."""
    try:
        os.execv(sys.executable, [sys.executable, "-I", "-S", "-c", ""])  # noqa: S606 -- it is ourselves
    except OSError:
        fd = os.memfd_create("program")
    os.write(fd, b"no program, but that is only found out where one may be started")
    try:
        os.execve(fd, ["program"], {})  # noqa: S606 -- it has nothing to run
    except OSError as error:
        if error.errno != errno.ENOEXEC:
            raise


def _make_code() -> None:
    mmap.mmap(-1, mmap.PAGESIZE, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)


_ATTEMPTS: dict[Probe, Callable[[], None]] = {
    Probe.READ_FILE: _read_file,
    Probe.SOCKET: _make_socket,
    Probe.FORK: _fork,
    Probe.EXEC: _start_program,
    Probe.WRITABLE_CODE: _make_code,
}
