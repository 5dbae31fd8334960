"""A worker on pipes, as a program: loads the parsers by itself and answers until the client is gone. For any system.

Owns what such a worker must do first.
"""

from __future__ import annotations

import os

from reviewer.documents.channels.channel_pipe_worker import PipeEnd
from reviewer.documents.lockdown.controls import NOTHING
from reviewer.documents.lockdown.locking import Lock, Profile
from reviewer.documents.parsing.handlers import Desk
from reviewer.documents.parsing.parentage import die_with_parent
from reviewer.documents.parsing.serving import serve
from reviewer.documents.parsing.warming import warm_up


def run() -> None:
    """Be a worker on standard input and output."""
    end, lock = _make_ready()
    desk = Desk()
    serve(end, desk, lock.close())


def run_trial() -> None:
    """Be a process that tries what a worker could do."""
    from reviewer.documents.parsing.trial_desk import TrialDesk

    end, lock = _make_ready()
    serve(end, TrialDesk(lock), NOTHING)


def run_recogniser() -> None:
    """Be a process that recognises text, which is told the languages first."""
    from reviewer.documents.parsing.recognition.desk import be_recogniser

    die_with_parent(os.getppid())
    be_recogniser(PipeEnd.of_this_process(), lambda readable: Lock(Profile.RECOGNISING, readable).close())


def _make_ready() -> tuple[PipeEnd, Lock]:
    die_with_parent(os.getppid())
    end = PipeEnd.of_this_process()
    lock = Lock(Profile.READING)
    warm_up()
    return end, lock
