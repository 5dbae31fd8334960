"""Locking a worker in: all controls in their order, each one that the system offers.

Owns the order, and the report of what holds. `Lock` is made before the fork; `close` is what a fresh worker does first, before
it has seen a byte of a document. What the system refuses is left out and not reported as held; whoever reads the report decides.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from enum import Enum
from typing import TYPE_CHECKING

from reviewer.documents.lockdown.controls import NOTHING, Control, Held

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from reviewer.documents.lockdown.landlock import Rules

_ONE_THREAD = 3
"""Names of a folder of threads in which there is one: its own, the dot in it, and the two dots in the thread's."""


class Profile(Enum):
    """What a worker does, which says what it is left."""

    READING = "reading"
    RECOGNISING = "recognising"


class Lock:
    """All that locks a worker in on this system, prepared."""

    def __init__(self, profile: Profile, readable: Sequence[Path] = ()) -> None:
        self._steps: list[tuple[Held, Callable[[], None]]] = []
        self._has_left: bool | None = None
        self._rules: Rules | None = None
        self._made_in = os.getpid()
        if sys.platform == "linux":
            self._prepare_linux(profile, readable)
        elif sys.platform == "darwin":
            from reviewer.documents.lockdown import seatbelt

            self._steps = [(Control.UNTRIED, lambda: seatbelt.lock_in(readable))]
        elif sys.platform == "win32":
            from reviewer.documents.lockdown import windows

            self._steps = [(Control.UNTRIED, windows.lock_in)]

    def _prepare_linux(self, profile: Profile, readable: Sequence[Path]) -> None:
        from reviewer.documents.lockdown import calls, landlock, privileges, resource_limits, seccomp
        from reviewer.documents.lockdown.system import Kernel

        self._kernel = kernel = Kernel()
        found, rights = resource_limits.bounds(), privileges.Privileges(kernel)
        self._steps = [
            (Control.LIMITS, lambda: resource_limits.limit_resources(found)),
            (Control.NAMESPACES, self._leave_folders),
            (Control.PRIVILEGES, rights.give_up),
        ]
        with suppress(OSError):
            self._rules = landlock.Rules(kernel, readable)
            self._steps.append((Control.FILES, self._rules.forbid_files))
        with suppress(OSError):
            lists = {Profile.READING: calls.READING, Profile.RECOGNISING: calls.RECOGNISING}
            last = seccomp.Filter(lists[profile])
            if not readable:
                self._steps.append((Control.CALLS, lambda: last.install(kernel)))
        if readable:
            self._prepare_reading()

    def _prepare_reading(self) -> None:
        """Have Landlock say which files are read, which stay where they are; without it, no file may be left to open."""
        from reviewer.documents.lockdown import calls, seccomp

        kernel, rules = self._kernel, self._rules

        def forbid() -> None:
            if rules is None:
                raise OSError(errno.ENOSYS, "no Landlock")
            rules.forbid_files()
            seccomp.Filter(calls.RECOGNISING_BY_FILES).install(kernel)

        self._steps = [one for one in self._steps if one[0] not in {Control.NAMESPACES, Control.FILES}]
        self._steps.append((Control.FILES | Control.CALLS, forbid))

    def of(self, profile: Profile, readable: Sequence[Path] = ()) -> Lock:
        """Return a lock for a worker of another kind, in a process that has left the network, or could not, already.

        Args:
            profile: What it does.
            readable: The files that it goes on reading; what else there is it never sees.

        """
        if self._rules is not None:
            self._rules.close()
        other = Lock(profile, readable)
        other._has_left = self._has_left
        return other

    def leave_network(self) -> None:
        """Leave the network, where the system allows it. The parent of workers does it once for all of them: it costs most."""
        if sys.platform != "linux":
            return
        from reviewer.documents.lockdown import namespaces

        self._has_left = False
        if has_one_thread():
            with suppress(OSError):
                namespaces.leave_network(self._kernel)
                self._has_left = True

    def _leave_folders(self) -> None:
        from reviewer.documents.lockdown import namespaces

        if not self._has_left:
            raise OSError(errno.EPERM, "still in the computer's network")
        namespaces.leave_folders()

    def close(self) -> Held:
        """Lock this process in, for good, and return what holds: nothing where it would not hold every thread of the process."""
        held = NOTHING
        if sys.platform == "linux":
            is_forked = os.getpid() != self._made_in  # with the one thread that asked for it, see fork(2)
            if not is_forked and not has_one_thread():
                return held
            if self._has_left is None:
                self.leave_network()
        for control, step in self._steps:
            with suppress(OSError, ValueError):  # not offered here: it is not reported
                step()
                held |= control
        if self._rules is not None:
            self._rules.close()
        return held


def has_one_thread() -> bool:
    """Tell whether nothing else runs in this process: every control but the limits binds only the thread that asks for it."""
    try:
        return os.stat("/proc/self/task").st_nlink == _ONE_THREAD  # noqa: PTH116 -- a fresh worker is waited for
    except OSError:
        return False
