"""Chooses the way to the worker processes that this system offers.

Owns that choice and nothing else, and loads little: the program starts the parsers' process with it before anything of the window
is imported, so that both get ready at the same time.
"""

from __future__ import annotations

import os
import sys

from reviewer.documents import memory
from reviewer.documents.channel import Transport

_CHANNEL = "REVIEWER_CHANNEL"


def best_transport() -> Transport:
    """Return the best way to worker processes that this system has, not started yet."""
    if sys.platform == "linux" and memory.AVAILABLE and os.environ.get(_CHANNEL) != "pipe":
        from reviewer.documents.channel_unix import UnixTransport

        return UnixTransport()
    from reviewer.documents.channel_pipe import PipeTransport

    return PipeTransport()
