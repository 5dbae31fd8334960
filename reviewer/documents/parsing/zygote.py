"""The parent of the workers on Linux: loads the parsers once, then forks a worker whenever one is wanted.

Owns forking and what a fresh worker must do first. It has one thread, has never seen a document and never will; it ends when
the client does, and its workers end with it. Source: fork(2).

What draws a PDF's pages is loaded first: a worker that is wanted by then is forked at once, and only draws, so that the first
page is seen as soon as can be. All else is loaded when the next one is wanted, or when nobody has wanted anything for a moment.
"""

from __future__ import annotations

import gc
import os
from typing import NoReturn

from reviewer import mapped_code
from reviewer.documents.channels.channel import RECOGNISES, TRIAL
from reviewer.documents.channels.channel_unix_worker import SocketEnd, ZygoteEnd
from reviewer.documents.lockdown.controls import NOTHING
from reviewer.documents.lockdown.locking import Lock, Profile
from reviewer.documents.parsing.drawing_desk import DrawingDesk
from reviewer.documents.parsing.parentage import die_with_parent
from reviewer.documents.parsing.pdf.pages import silence
from reviewer.documents.parsing.serving import serve

FIRST_WISH_S = 1.0
"""How long the first wish is waited for before the rest is loaded: a window that opens a case or a document has one by then."""

FIRST_LOOK_S = 2.0
"""How long the processor is left to whoever shows the first page."""


def run(control_fd: int) -> NoReturn:
    """Fork workers until the client is gone."""
    control = ZygoteEnd(control_fd)
    silence()
    lock = Lock(Profile.READING)
    lock.leave_network()
    gc.freeze()  # a collection in a worker leaves the shared pages alone; loading made next to no garbage
    if control.is_wished(FIRST_WISH_S):
        _answer_wish(control, DrawingDesk, lock)
        control.is_wished(FIRST_LOOK_S)
    from reviewer.documents.parsing.handlers import Desk
    from reviewer.documents.parsing.lent_file import make_ready
    from reviewer.documents.parsing.warming import warm_up

    warm_up()
    make_ready()
    gc.freeze()
    mapped_code.let_go()
    while True:
        _answer_wish(control, Desk, lock)


def _answer_wish(control: ZygoteEnd, desk: type[DrawingDesk], lock: Lock) -> None:
    """Wait for a wish and fork the worker; without a client end at once: the workers die with this process."""
    wish = control.next_wish()
    if wish is None:
        os._exit(0)
    own_pid = os.getpid()
    try:
        pid = os.fork()
    except OSError:
        pid = -1
    if pid == 0:
        die_with_parent(own_pid)
        control.close()
        if wish.what == TRIAL.word:
            _try_out(wish.fd, lock)
        if wish.what == RECOGNISES:
            _recognise(wish.fd, lock)
        _work(wish.fd, desk, lock)
    control.answer(pid, wish.fd)


def _work(worker_fd: int, desk: type[DrawingDesk], lock: Lock) -> NoReturn:
    """Be a worker, locked in before anything comes to it, and never return into the zygote's own code."""
    try:
        end, place = SocketEnd(worker_fd), desk()
        held = lock.close()
        gc.enable()
        serve(end, place, held)
        os._exit(0)
    finally:
        os._exit(1)


def _try_out(fd: int, lock: Lock) -> NoReturn:
    """Be a process that tries what a worker could do; it is not locked in itself, and takes no document."""
    try:
        from reviewer.documents.parsing.trial_desk import TrialDesk

        serve(SocketEnd(fd), TrialDesk(lock), NOTHING)
        os._exit(0)
    finally:
        os._exit(1)


def _recognise(fd: int, lock: Lock) -> NoReturn:
    """Be a process that recognises text. It loads the engine by itself, before it is locked in: no other one needs it."""
    try:
        from reviewer.documents.parsing.recognition.desk import be_recogniser

        gc.enable()
        be_recogniser(SocketEnd(fd), lambda readable: lock.of(Profile.RECOGNISING, readable).close())
        os._exit(0)
    finally:
        os._exit(1)
