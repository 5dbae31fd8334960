"""Owns how a process of this computer is told from a later one with the same number: by when it started.

Knows nothing of locks. Where a system does not tell the start, the answer is empty and the number alone has to do; on Linux,
where a container counts its processes by itself, a number alone says nothing.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import platform
import sys
from pathlib import Path


def host() -> str:
    """Return this computer's name, as other computers on a shared folder would see it."""
    return platform.node() or "localhost"


def started(pid: int) -> str | None:
    """Return when a running process started, in words that only equal themselves; None where no such process runs.

    Args:
        pid: The process's number on this computer.

    """
    if pid <= 0:
        return None  # a group of processes, not one
    if sys.platform == "win32":
        return _started_windows(pid)
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return None
    except PermissionError:
        pass  # runs, under another account
    if sys.platform == "darwin":
        return _started_macos(pid)
    return _started_linux(pid)


def has_ended(host_name: str, pid: int, start: str) -> bool:
    """Tell whether a process has certainly ended: it was one of this computer and is no longer there.

    Args:
        host_name: The computer it ran on, as `host` says.
        pid: Its number.
        start: When it started, as `started` said; "" where that is not known.

    """
    if host_name != host():
        return False
    if sys.platform == "linux" and (elsewhere := _is_of_elsewhere(start)) is not None:
        return elsewhere
    now = started(pid)
    return now is None or (bool(now) and bool(start) and now != start)


def is_running(host_name: str, pid: int, start: str) -> bool:
    """Tell whether a process is certainly running on this computer; the arguments are those of `has_ended`."""
    return host_name == host() and bool(start) and started(pid) == start


def _started_linux(pid: int) -> str | None:
    """Boot id, PID namespace, clock ticks since boot: field 22 of /proc/PID/stat, behind the command in parentheses (proc(5))."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace")
    except OSError:
        return ""
    fields = stat.rpartition(")")[2].split()
    if fields[0] in {"Z", "X"}:  # ended, only not collected yet by its parent
        return None
    here = _boot_and_namespace()
    return here and f"{here}:{fields[19]}"


def _boot_and_namespace() -> str:
    """Return what numbers of processes are valid in, "" where that is not known.

    That is this computer (machine-id(5), hashed, for others may read it), this boot, and our PID namespace (pid_namespaces(7)).
    """
    try:
        if Path("/proc/self").readlink().name != str(os.getpid()):  # the /proc of another namespace: its numbers are not ours
            return ""
        namespace = Path("/proc/self/ns/pid").readlink().name.strip("pid:[]")
        boot = Path("/proc/sys/kernel/random/boot_id").read_text("utf-8").strip()
    except OSError:
        return ""
    try:
        machine = hashlib.sha256(Path("/etc/machine-id").read_bytes()).hexdigest()[:16]
    except OSError:
        machine = "?"
    return f"{machine}/{boot}:{namespace}"


def _is_of_elsewhere(start: str) -> bool | None:
    """Tell of a process whose number means nothing here whether it has certainly ended; None where the number means something.

    After a restart of the computer all are gone. On another computer of the same name, in another namespace, or where any of it
    is not known, nobody can tell from here.
    """
    here = _boot_and_namespace()
    if here and start.startswith(f"{here}:"):
        return None
    boot, _, rest = start.partition(":")
    machine = boot.partition("/")[0]
    known = here and rest.count(":") == 1 and machine not in {"", "?"} and machine == here.partition("/")[0]
    return bool(known) and boot != here.partition(":")[0]


def _started_macos(pid: int) -> str:
    """Seconds and microseconds from `proc_pidinfo(PROC_PIDTBSDINFO)`, the last two fields of struct proc_bsdinfo (libproc.h)."""
    size = 136
    buffer = ctypes.create_string_buffer(size)
    library = ctypes.CDLL("/usr/lib/libproc.dylib", use_errno=True)
    if library.proc_pidinfo(pid, 3, ctypes.c_uint64(0), buffer, size) != size:
        return ""
    seconds, micros = (int.from_bytes(buffer.raw[at : at + 8], sys.byteorder) for at in (120, 128))
    return f"{seconds}.{micros:06}"


def _started_windows(pid: int) -> str | None:
    """The creation time from GetProcessTimes, in units of 100 ns; a process that has ended has an exit code."""
    windows = getattr(ctypes, "windll").kernel32  # noqa: B009 (the attribute exists on Windows only)
    windows.OpenProcess.restype = ctypes.c_void_p
    handle = ctypes.c_void_p(windows.OpenProcess(0x1000, False, pid))  # PROCESS_QUERY_LIMITED_INFORMATION
    if not handle:
        return None
    try:
        code = ctypes.c_uint32()
        if windows.GetExitCodeProcess(handle, ctypes.byref(code)) and code.value != 259:  # STILL_ACTIVE
            return None
        times = [ctypes.c_uint64() for _ in range(4)]
        if not windows.GetProcessTimes(handle, *(ctypes.byref(one) for one in times)):
            return ""
        return str(times[0].value)
    finally:
        windows.CloseHandle(handle)
