"""Worker side: dying when the process that started this one dies, where the system offers it.

Owns one system call. Source: prctl(2) PR_SET_PDEATHSIG.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1


def die_with_parent(parent_pid: int) -> None:
    """Ask to be killed when the parent ends; if it has ended already, end now.

    Args:
        parent_pid: Who the parent was when this process was started.

    """
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent_pid:
        os._exit(0)
