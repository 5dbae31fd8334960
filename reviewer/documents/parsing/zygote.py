"""The parent of the workers on Linux: loads the parsers once, then forks a worker whenever one is wanted.

Owns forking and what a fresh worker must do first. It has one thread, has never seen a document and never will; it ends when
the client does, and its workers end with it. Source: fork(2).
"""

from __future__ import annotations

import gc
import os
import signal
from typing import NoReturn

from reviewer.documents.channel_unix_worker import SocketEnd, ZygoteEnd
from reviewer.documents.parsing.lent_file import make_ready
from reviewer.documents.parsing.parentage import die_with_parent
from reviewer.documents.parsing.serving import serve
from reviewer.documents.parsing.warming import warm_up


def run(control_fd: int) -> NoReturn:
    """Fork workers until the client is gone."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the system reaps them
    control = ZygoteEnd(control_fd)
    warm_up()
    make_ready()
    gc.freeze()  # collections in a worker leave the shared pages alone; loading made next to no garbage
    gc.enable()
    own_pid = os.getpid()
    while (worker_fd := control.next_wish()) is not None:
        try:
            pid = os.fork()
        except OSError:
            pid = -1
        if pid == 0:
            die_with_parent(own_pid)
            control.close()
            _work(worker_fd)
        os.close(worker_fd)
        control.answer(pid)
    os._exit(0)  # at once: the workers die with this process, and there is nothing to tidy up


def _work(worker_fd: int) -> NoReturn:
    """Be a worker, and never return into the zygote's own code."""
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        serve(SocketEnd(worker_fd))
        os._exit(0)
    finally:
        os._exit(1)
