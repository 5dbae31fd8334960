"""How well documents are isolated on this computer, as a trial found out.

Owns what the findings amount to, and how they cross the border. How it is said is whoever shows it's own.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from enum import Enum

from reviewer.documents.lockdown.controls import ALL, NOTHING, Held, isolates
from reviewer.documents.lockdown.probes import Outcome, Probe
from reviewer.documents.protocol.fields import Reader
from reviewer.documents.protocol.framing import ProtocolError

_FOUND = struct.Struct(f"<B{len(Probe)}B")
FOUND_BYTES = _FOUND.size


class State(Enum):
    """What the findings amount to."""

    ISOLATED = "isolated"
    PARTLY = "partly"
    NOT_ISOLATED = "not isolated"
    NOT_VERIFIED = "not verified"


@dataclass(frozen=True, slots=True)
class Isolation:
    """What a trial found.

    Attributes:
        held: The locks that said they hold.
        outcomes: What became of each probe, in the order of `Probe`.

    """

    held: Held = NOTHING
    outcomes: tuple[Outcome, ...] = (Outcome.NOT_RUN,) * len(Probe)

    @property
    def state(self) -> State:
        """What it amounts to: what could not be tried is not called safe, and what got through is not hidden behind it."""
        through = self.outcomes.count(Outcome.THROUGH)
        if through == len(self.outcomes) or (through and not isolates(self.held)):  # each document is asked about then
            return State.NOT_ISOLATED
        if through:
            return State.PARTLY
        return State.NOT_VERIFIED if Outcome.NOT_RUN in self.outcomes else State.ISOLATED


def write_found(found: Isolation) -> bytes:
    """Return the findings as bytes."""
    return _FOUND.pack(found.held, *found.outcomes)


def read_found(untrusted_payload: memoryview) -> Isolation:
    """Return the findings.

    Raises:
        ProtocolError: They are none.

    """
    reader = Reader(untrusted_payload)
    held, *outcomes = reader.numbers(_FOUND)
    reader.finish()
    try:
        return Isolation(held & ALL, tuple(Outcome(one) for one in outcomes))
    except ValueError as error:
        raise ProtocolError("an outcome that is none") from error
