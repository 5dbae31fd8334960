"""A stage for workers that lie: doubles in place of processes, which answer in words that a test puts into their mouths."""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from typing import Any

from reviewer.documents.asking_file import attached_bytes, attached_sum, file_facts
from reviewer.documents.channels.channel import READER, Event, WorkerKind
from reviewer.documents.client import Bitmap, OpenDocument, PixelRect, Source, Workers
from reviewer.documents.lockdown.controls import ALL
from reviewer.documents.protocol import replies, text_replies
from reviewer.documents.protocol.framing import HEADER, Kind, Status, frames, read_header
from reviewer.model.document import PlainText
from reviewer.model.geometry import Rect
from reviewer.model.page import PageInfo

PATIENCE_S = 20.0
FACTS = replies.OpenedFacts("application/pdf", 3, False, False, PageInfo(0, "", 100.0, 100.0))
Speech = Callable[[int, int], bytes]


def answer(kind: int, serial: int, *parts: bytes, status: Status = Status.OK) -> bytes:
    return b"".join(frames(Kind(kind), serial, parts, status))


def honest(kind: int, serial: int) -> bytes:
    match kind:
        case Kind.OPEN:
            return answer(kind, serial, replies.write_opened(FACTS))
        case Kind.OUTLINE:
            return answer(kind, serial)
        case Kind.TEXT:
            return answer(kind, serial, *text_replies.write_text(PlainText(""), b""))
        case _:
            return answer(kind, serial, status=Status.FAILED)


class Double:
    """A worker in words only: answers each request with what its speech says, in place of a process."""

    def __init__(self, pid: int, events: queue.SimpleQueue[Event | None], speech: Speech) -> None:
        self.pid = pid
        self.ended_by = 0
        self.refused = False
        self.killed = False
        self._events = events
        self._speech = speech
        self.say(answer(Kind.READY, 0, replies.write_ready("mupdf 1.28.2", ALL)))

    def say(self, data: bytes) -> None:
        self._events.put(Event(self, data or None))

    def send(self, parts: Iterable[bytes | memoryview], fds: Sequence[int] = ()) -> None:
        assert not fds
        data = b"".join(parts)
        frame = read_header(data[: HEADER.size])
        if frame.kind != Kind.LEARN:  # that is not answered but by being ready
            self.say(self._speech(frame.kind, frame.serial))

    def kill(self) -> None:
        self.killed = True


class Stage:
    """A transport whose workers are doubles; the first, or all, speak as told, all later ones are honest."""

    shares_memory = False
    is_quick = True

    def __init__(self, speech: Speech, *, all_alike: bool = False) -> None:
        self.doubles: list[Double] = []
        self._speech = speech
        self._all_alike = all_alike
        self._events: queue.SimpleQueue[Event | None] = queue.SimpleQueue()

    def start(self) -> None:
        """Nothing to prepare."""

    def spawn(self, _kind: WorkerKind = READER) -> Double:
        speech = honest if self.doubles and not self._all_alike else self._speech
        self.doubles.append(Double(1000 + len(self.doubles), self._events, speech))
        return self.doubles[-1]

    def wait(self, timeout_s: float | None) -> Sequence[Event]:
        try:
            event = self._events.get(timeout=timeout_s)
        except queue.Empty:
            return []
        return [] if event is None else [event]

    def wake(self) -> None:
        self._events.put(None)

    def close(self) -> None:
        """Nothing to reap."""


def opened(workers: Workers) -> OpenDocument:
    with Source.from_bytes(b"%PDF-") as source:
        return workers.open(source).result(PATIENCE_S)


def lying_about(kind: Kind, lie: Speech) -> Speech:
    return lambda asked, serial: lie(asked, serial) if asked == kind else honest(asked, serial)


ASKED: dict[Kind, Callable[[OpenDocument, Workers], Future[Any]]] = {
    Kind.PAGES: lambda document, _: document.pages(1, 2),
    Kind.RENDER: lambda document, _: document.render(0, scale=1, clip=PixelRect(0, 0, 9, 8)),
    Kind.TEXT: lambda document, _: document.text(0),
    Kind.OUTLINE: lambda document, _: document.outline(),
    Kind.UNSEEN: lambda document, _: document.unseen_words(0),
    Kind.HYPERLINKS: lambda document, _: document.hyperlinks(0),
    Kind.ANNOTATIONS: lambda document, _: document.annotations(0, 2),
    Kind.PLAIN_TEXT: lambda document, _: document.plain_text(0, 1),
    Kind.CROP: lambda document, _: document.crop(0, Rect(0, 0, 10, 10), scale=1),
    Kind.COPY: lambda document, _: document.annotated_copy([], moment="2026-03-04T22:04:05.123Z", title="T"),
    Kind.FILE_FACTS: lambda document, _: file_facts(document, 0, 1),
    Kind.ATTACHED_SUM: lambda document, _: attached_sum(document, 7),
    Kind.ATTACHED_BYTES: lambda document, _: attached_bytes(document, 7),
    Kind.TYPESET: lambda _, workers: workers.typeset("<p>x</p>", width_pt=100, height_pt=100),
    Kind.PICTURE: lambda _, workers: workers.picture("<p>x</p>", width_px=10, height_px=10),
    Kind.COMPRESS: lambda _, workers: workers.compress(Bitmap(10, 10, 40, memoryview(bytes(400)))),
}
"""How each kind of answer is asked for, but for opening and recognising."""
