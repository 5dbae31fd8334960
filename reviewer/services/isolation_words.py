"""How well documents are isolated, in words: for the window's foot, its details, and the self-test.

Owns those words.
"""

from __future__ import annotations

from reviewer.documents.isolation import Isolation, State
from reviewer.documents.lockdown.controls import Control
from reviewer.documents.lockdown.probes import Outcome, Probe
from reviewer.i18n import tr


def short(state: State) -> str:
    """Return the state in one or two words."""
    return {
        State.ISOLATED: tr("Isolated"),
        State.PARTLY: tr("Partly isolated"),
        State.NOT_ISOLATED: tr("Not isolated"),
        State.NOT_VERIFIED: tr("Not verified on this system"),
    }[state]


def meaning(state: State) -> str:
    """Return in a sentence or two what the state means for whoever opens a document."""
    return {
        State.ISOLATED: tr(
            "Each document is read in a process of its own that can reach neither your files nor the network. "
            "What a document is made to do, it can do in there only."
        ),
        State.PARTLY: tr(
            "Each document is read in a process of its own, but this computer holds it back only in part. "
            "Open documents of unknown origin on another computer."
        ),
        State.NOT_ISOLATED: tr(
            "This computer cannot isolate documents: one that is made to do harm could reach your files or the network. "
            "So each document is opened only after asking."
        ),
        State.NOT_VERIFIED: tr(
            "Each document is read in a process of its own. How well this system holds it back could not be tried. "
            "Open documents of unknown origin on another computer."
        ),
    }[state]


def probe_name(probe: Probe) -> str:
    """Return what was tried."""
    return {
        Probe.READ_FILE: tr("read a file"),
        Probe.SOCKET: tr("make a connection"),
        Probe.FORK: tr("make a process"),
        Probe.EXEC: tr("start a program"),
        Probe.WRITABLE_CODE: tr("run its own code"),
    }[probe]


def outcome_words(outcome: Outcome) -> str:
    """Return what became of it."""
    return {
        Outcome.NOT_RUN: tr("not tried"),
        Outcome.THROUGH: tr("possible"),
        Outcome.REFUSED: tr("refused"),
        Outcome.STOPPED: tr("stopped"),
    }[outcome]


def tried(found: Isolation) -> list[tuple[str, str]]:
    """Return what was tried and what became of it, in order."""
    return [(probe_name(probe), outcome_words(found.outcomes[probe])) for probe in Probe]


def locks(found: Isolation) -> str:
    """Return which locks hold, for whoever knows them by name; "" where none does."""
    names = {
        Control.CALLS: tr("seccomp (system calls)"),
        Control.FILES: tr("Landlock (files)"),
        Control.NAMESPACES: tr("namespaces (network, folders)"),
        Control.PRIVILEGES: tr("no new privileges"),
        Control.LIMITS: tr("resource limits"),
    }
    return ", ".join(name for control, name in names.items() if control & found.held)
