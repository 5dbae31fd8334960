"""Chooses the way to the worker processes that this system offers.

Owns that choice and nothing else, and loads no more than the way that is taken.
"""

from __future__ import annotations

import contextlib

from reviewer.documents.channels import channel_zygote

TYPE_CHECKING = False  # as in `memory`
if TYPE_CHECKING:
    from reviewer.documents.channels.channel import Transport
    from reviewer.documents.channels.channel_zygote import Zygote


def start_early() -> Zygote | None:
    """Start what has to load parsers before anything else of the program is loaded, so that both get ready at the same time.

    None where there is no such process, or the system allows none now: the first document tries again, and is told.
    """
    if channel_zygote.is_offered():
        with contextlib.suppress(OSError):
            return channel_zygote.start_zygote()
    return None


def best_transport(zygote: Zygote | None = None) -> Transport:
    """Return the best way to worker processes that this system has; not started yet, but for a zygote that is handed over."""
    if channel_zygote.is_offered():
        from reviewer.documents.channels.channel_unix import UnixTransport

        return UnixTransport(zygote)
    from reviewer.documents.channels.channel_pipe import PipeTransport

    return PipeTransport()
