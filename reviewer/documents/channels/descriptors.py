"""Descriptors, of which a document that is open takes three here: how many there may be, and letting go of them.

Owns these acts. Not for Windows, which has handles.
"""

from __future__ import annotations

import os
import resource
import selectors
from collections.abc import Iterable

MOST = 16_384
"""As many as five thousand documents take. What may be more is not asked for: some programs that are started from here, such as a
file browser, close all that there may be one by one."""


def allow_more() -> None:
    """Let this process have as many as the system gives it for the asking: it begins with 1,024 on most."""
    now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST if most == resource.RLIM_INFINITY else min(most, MOST)
    if now != resource.RLIM_INFINITY and now < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


def is_gone(pidfd: int, timeout_s: float) -> bool:
    """Wait for a process to end; once it has, its descriptor is closed."""
    with selectors.DefaultSelector() as ends:
        ends.register(pidfd, selectors.EVENT_READ)
        if not ends.select(timeout_s):
            return False
    os.close(pidfd)
    return True


def close_all(fds: Iterable[int]) -> None:
    """Close them."""
    for fd in fds:
        os.close(fd)
