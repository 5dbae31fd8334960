"""Worker side: a process that is thrown away after it tried what a locked worker could do.

Owns the one request that it takes. It is not locked in itself, since it forks those that are, so it can open no document.
"""

from __future__ import annotations

from reviewer.documents.channels.channel import WorkerEnd
from reviewer.documents.isolation import Isolation, write_found
from reviewer.documents.lockdown import probes
from reviewer.documents.lockdown.locking import Lock
from reviewer.documents.parsing.drawing_desk import DrawingDesk, Parts
from reviewer.documents.protocol.fields import Reader
from reviewer.documents.protocol.framing import Kind


class TrialDesk(DrawingDesk):
    """The place of work of a process that tries the lock."""

    def __init__(self, lock: Lock) -> None:
        super().__init__()
        self._lock = lock
        self._do = {Kind.PROBE: self._probe}

    def _probe(self, _reader: Reader, _end: WorkerEnd) -> Parts:
        return [write_found(Isolation(*probes.run(self._lock)))]
