"""Worker side: the loop that takes requests and sends answers until the client is gone.

Owns the order of things in a worker. Knows neither sockets nor parsers.
"""

from __future__ import annotations

from reviewer.documents.channels.channel import WorkerEnd
from reviewer.documents.limits import LONGEST_DEADLINE_S
from reviewer.documents.lockdown.controls import Held
from reviewer.documents.parsing.drawing_desk import DrawingDesk
from reviewer.documents.parsing.pdf.pages import EXTRACTOR
from reviewer.documents.protocol import replies
from reviewer.documents.protocol.framing import HEADER, Kind, Status, frames, read_header


def serve(end: WorkerEnd, desk: DrawingDesk, held: Held, reads_by: str = EXTRACTOR) -> None:
    """Answer requests, one after the other, until the client closes its end.

    Args:
        end: The way to the client.
        desk: Does what is asked.
        held: What locks this process in.
        reads_by: What reads or recognises text here, with its version.

    """
    try:
        end.send(frames(Kind.READY, 0, [replies.write_ready(reads_by, held, draws_only=desk.draws_only)]))
        while True:
            kind, serial, payload = next_request(end)
            end.begin(LONGEST_DEADLINE_S)
            status, parts = desk.answer(kind, payload, end)
            del payload
            end.send(frames(Kind(kind), serial, parts, status))
            if status is Status.OUT_OF_MEMORY:
                return  # what failed for want of memory cannot be relied on any more
    except (EOFError, OSError):
        return


def next_request(end: WorkerEnd) -> tuple[int, int, bytes]:
    """Return kind, serial and payload of the next request."""
    parts: list[bytes] = []
    while True:
        frame = read_header(end.receive(HEADER.size))
        parts.append(end.receive(frame.length))
        if not frame.more:
            return frame.kind, frame.serial, b"".join(parts) if len(parts) > 1 else parts[0]
