"""The names of the controls that lock a worker in, and which of them keep a document from the rest of the computer.

Owns names only; both sides of the border use them.
"""

from __future__ import annotations

Held = int
"""Controls that hold, added up."""


class Control:
    """What holds a worker. No enum: the first page would wait a third of a millisecond for its making."""

    LIMITS = 1
    """Bounds on memory, time, files and threads (`resource_limits`)."""

    NAMESPACES = 2
    """A network without a way out, and no folder to look into (`namespaces`)."""

    PRIVILEGES = 4
    """Nothing can be gained by starting programs, and no other program may look in (`privileges`)."""

    FILES = 8
    """No file can be opened by name (`landlock`)."""

    CALLS = 16
    """Only a few dozen system calls are left (`seccomp`)."""

    UNTRIED = 32
    """Windows' or macOS's own sandbox, which was taken without an error and never tried by us (`windows`, `seatbelt`)."""


ALL = Control.LIMITS | Control.NAMESPACES | Control.PRIVILEGES | Control.FILES | Control.CALLS | Control.UNTRIED
NOTHING = 0

_ENOUGH = (Control.CALLS, Control.NAMESPACES | Control.FILES, Control.UNTRIED)
"""Sets of controls each of which keeps a document that takes a parser over from the person's files and from every network.

Landlock alone knows files, and lets datagrams leave; namespaces alone hide files behind a root folder, which was never made to
hold anybody. What Windows and macOS have is taken at its word, and the window says that it was not verified.
"""


def isolates(held: Held) -> bool:
    """Tell whether what holds the worker is enough to open a document in it without asking."""
    return any(held & enough == enough for enough in _ENOUGH)
