"""The process that forks the workers, and the socket to it, on Linux: how it is started and ended.

Owns both ends of its life. Imports next to nothing, since the program starts it before it loads anything else: whatever stands
before it delays the first page.
"""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys

from reviewer.documents.channels import launch
from reviewer.documents.sources import memory

_CHANNEL = "REVIEWER_CHANNEL"
_EXIT_S = 5.0


class Zygote:
    """A running one.

    Attributes:
        control: The socket on which it takes wishes and tells of its workers; never waits.

    """

    def __init__(self, control: socket.socket, process: subprocess.Popen[bytes]) -> None:
        self.control = control
        self._process = process

    def end(self, *, at_once: bool = False) -> None:
        """Let it end, and wait for that: it goes when the socket is closed, and is killed where it does not."""
        self.control.close()
        if at_once:
            self._process.kill()
        try:
            self._process.wait(_EXIT_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def is_offered() -> bool:
    """Tell whether workers can be forked here and lent descriptors, and nobody wants pipes instead."""
    return sys.platform == "linux" and memory.AVAILABLE and os.environ.get(_CHANNEL) != "pipe"


def start_zygote() -> Zygote:
    """Start one. It loads the parsers while whoever asked for it does other things.

    Raises:
        OSError: The system allows no process, or no socket.

    """
    from reviewer.documents.channels import descriptors  # no other system has these

    descriptors.allow_more()  # for itself too: it keeps every worker's socket
    control, its_end = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
    with its_end, contextlib.ExitStack() as on_failure:
        on_failure.callback(control.close)
        control.setblocking(False)
        process = subprocess.Popen(  # noqa: S603 -- our own program
            launch.command("zygote", str(its_end.fileno())),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=launch.environment(),
            cwd="/",
            pass_fds=(its_end.fileno(),),
            start_new_session=True,  # the terminal's Ctrl-C is for the window
        )
        on_failure.pop_all()
    return Zygote(control, process)
