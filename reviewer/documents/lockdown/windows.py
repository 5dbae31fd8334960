"""What a process on Windows can take from itself: a job of one process with bounded memory, low integrity, no code made later.

Untried here: written from Microsoft's documentation, never run by us. The window says "Not verified on this system" for that. It
keeps a document from changing files, starting programs and reaching other windows; reading files and the network it does not
forbid, for which the process would have to be started in an AppContainer that may read this program's folder.
Source: SetInformationJobObject, SetTokenInformation, SetProcessMitigationPolicy.
"""

from __future__ import annotations

import ctypes
import sys

_MEMORY = 4 * 1024**3
"""Bytes that a worker may have in all; it holds a document's bytes itself here."""

_ONE_PROCESS, _PROCESS_MEMORY, _DIE_QUIETLY, _KILL_ON_CLOSE = 0x8, 0x100, 0x400, 0x2000
_UI_RESTRICTIONS, _EXTENDED_LIMITS = 4, 9
_ALL_OF_UI = 0xFF  # clipboard, other windows' handles, desktops, settings, logging off
_TOKEN_CHANGE_DEFAULT, _TOKEN_QUERY, _INTEGRITY_LEVEL, _GROUP_INTEGRITY = 0x80, 0x8, 25, 0x20
_LOW = "S-1-16-4096"
_DYNAMIC_CODE, _PROHIBIT = 2, 1


class _BasicLimits(ctypes.Structure):
    _fields_ = (
        ("process_time", ctypes.c_int64),
        ("job_time", ctypes.c_int64),
        ("flags", ctypes.c_uint32),
        ("least_working_set", ctypes.c_size_t),
        ("most_working_set", ctypes.c_size_t),
        ("processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority", ctypes.c_uint32),
        ("scheduling", ctypes.c_uint32),
    )


class ExtendedLimits(ctypes.Structure):
    """`JOBOBJECT_EXTENDED_LIMIT_INFORMATION`."""

    _fields_ = (
        ("basic", _BasicLimits),
        ("io", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process_memory", ctypes.c_size_t),
        ("peak_job_memory", ctypes.c_size_t),
    )


class _Label(ctypes.Structure):
    _fields_ = (("sid", ctypes.c_void_p), ("attributes", ctypes.c_uint32))


def lock_in() -> None:
    """Lock this process in, for good.

    Raises:
        OSError: The system refuses one of it.

    """
    if sys.platform == "win32":
        kernel, rights = ctypes.WinDLL("kernel32", use_last_error=True), ctypes.WinDLL("advapi32", use_last_error=True)

        def check(answer: int) -> int:
            if not answer:
                raise ctypes.WinError(ctypes.get_last_error())
            return answer

        kernel.CreateJobObjectW.restype = kernel.GetCurrentProcess.restype = ctypes.c_void_p
        this = ctypes.c_void_p(kernel.GetCurrentProcess())
        job = ctypes.c_void_p(check(kernel.CreateJobObjectW(None, None)))  # kept open: the process ends with it
        limits = ExtendedLimits(process_memory=_MEMORY)
        limits.basic.flags = _ONE_PROCESS | _PROCESS_MEMORY | _DIE_QUIETLY | _KILL_ON_CLOSE
        limits.basic.processes = 1
        check(kernel.SetInformationJobObject(job, _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits)))
        ui = ctypes.c_uint32(_ALL_OF_UI)
        check(kernel.SetInformationJobObject(job, _UI_RESTRICTIONS, ctypes.byref(ui), ctypes.sizeof(ui)))
        check(kernel.AssignProcessToJobObject(job, this))
        token, sid = ctypes.c_void_p(), ctypes.c_void_p()
        check(rights.OpenProcessToken(this, _TOKEN_CHANGE_DEFAULT | _TOKEN_QUERY, ctypes.byref(token)))
        check(rights.ConvertStringSidToSidW(ctypes.c_wchar_p(_LOW), ctypes.byref(sid)))
        label = _Label(sid, _GROUP_INTEGRITY)
        size = ctypes.sizeof(label) + rights.GetLengthSid(sid)
        check(rights.SetTokenInformation(token, _INTEGRITY_LEVEL, ctypes.byref(label), size))
        policy = ctypes.c_uint32(_PROHIBIT)
        check(kernel.SetProcessMitigationPolicy(_DYNAMIC_CODE, ctypes.byref(policy), ctypes.sizeof(policy)))
