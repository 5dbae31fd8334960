"""A network of the worker's own, without any interface that is up, and a root folder with nothing in it.

Owns both. Where a user without rights may make no user namespace (Ubuntu since 23.10, hardened kernels, many containers) none of
it holds: it is an addition to `seccomp` and `landlock`, never the base. Source: unshare(2), user_namespaces(7), chroot(2).
"""

from __future__ import annotations

import os

from reviewer.documents.lockdown.system import Kernel

_NEW_USER, _NEW_NET, _NEW_IPC, _NEW_UTS = 0x10000000, 0x40000000, 0x08000000, 0x04000000
_NOTHING = "/proc/self/fdinfo"
"""A folder in which there is never more than the positions of one's own descriptors."""


def leave_network(kernel: Kernel) -> None:
    """Leave the computer's network for good, and whoever is forked from here with it. The process must have one thread.

    Raises:
        OSError: The kernel does not allow it.

    """
    kernel.leave(_NEW_USER | _NEW_NET | _NEW_IPC | _NEW_UTS)


def leave_folders() -> None:
    """Leave the computer's folders for good: only descriptors are left. For who left its network already.

    Raises:
        OSError: The kernel does not allow it.

    """
    os.chroot(_NOTHING)
    os.chdir("/")
