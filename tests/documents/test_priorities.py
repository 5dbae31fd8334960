"""What a worker is asked first, and how soon what nobody wants any more makes room."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, cast

import pytest

from reviewer.documents.dispatching.dispatcher import Dispatcher
from reviewer.documents.dispatching.lane import Lane
from reviewer.documents.dispatching.pool import Served
from reviewer.documents.dispatching.priorities import Priority
from reviewer.documents.dispatching.process import WorkerProcess
from reviewer.documents.limits import CANCEL_GRACE_S, LONGEST_CANCEL_GRACE_S
from reviewer.documents.lockdown.controls import ALL
from reviewer.documents.open_document import OpenDocument
from reviewer.documents.protocol import replies
from reviewer.documents.protocol.framing import HEADER, Kind, Status, frames, read_header
from reviewer.documents.results import PixelRect
from reviewer.documents.sources.source import Source
from reviewer.documents.submitting import opening_job
from reviewer.model.geometry import Rect
from reviewer.model.page import PageInfo

TILE = PixelRect(0, 0, 50, 50)
FACTS = replies.OpenedFacts("application/pdf", 9, False, False, PageInfo(0, "", 100.0, 100.0))


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


class Desk:
    """A dispatcher of one worker, both without threads and processes: the worker answers when it is told to."""

    shares_memory = False
    is_quick = True
    pid = 1
    ended_by = 0
    refused = False

    def __init__(self) -> None:
        self.asked: list[tuple[Kind, int, bytes]] = []
        self.source = Source.from_bytes(b"%PDF-")
        self.lane = Lane(self, lambda: opening_job(self.source, None))
        self.document = OpenDocument(cast("Dispatcher", self), self.lane, self.source, None, FACTS)
        self.killed = 0

    def call(self, what: Callable[[], None]) -> None:
        what()

    def take(self, _lane: Served) -> WorkerProcess:
        self.process = WorkerProcess(cast("Any", self))
        return self.process

    def send(self, parts: Iterable[bytes | memoryview], _fds: Sequence[int] = ()) -> None:
        data = b"".join(parts)
        frame = read_header(data[: HEADER.size])
        self.asked.append((Kind(frame.kind), frame.serial, data[HEADER.size :]))

    def kill(self, _process: WorkerProcess | None = None) -> None:
        self.killed += 1

    def look(self) -> None:
        """Nothing is put off here."""

    def puts_off(self, _lane: Served) -> bool:
        return False

    def remove(self, lane: Lane) -> None:
        lane.close()

    def say(self, kind: Kind, serial: int, *parts: bytes, status: Status = Status.OK) -> None:
        message = self.process.hear(b"".join(frames(kind, serial, parts, status)))
        assert message is not None
        self.lane.heard(self.process, message)

    def begin(self) -> None:
        """Have the worker start and open the document; it is asked the first thing that waits."""
        self.say(Kind.READY, 0, replies.write_ready("mupdf 1.28.2", ALL))
        kind, serial, _ = self.asked.pop(0)
        assert kind is Kind.OPEN
        self.say(kind, serial, replies.write_opened(FACTS))

    def refuse(self) -> tuple[Kind, int]:
        """Refuse what the worker was asked last, and return what that was and of which page."""
        kind, serial, payload = self.asked.pop()
        self.say(kind, serial, status=Status.FAILED)
        return kind, int.from_bytes(payload[:4], "little")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(time, "monotonic", made)
    return made


@pytest.fixture
def desk() -> Iterator[Desk]:
    made = Desk()
    yield made
    made.document.close()


def test_what_is_looked_at_comes_first_then_its_text_its_neighbours_and_last_what_nobody_looks_at(desk: Desk) -> None:
    document = desk.document
    document.plain_text(7, 1)
    document.render(6, scale=0.1, clip=TILE, priority=Priority.THUMBNAIL)
    document.pages(5, 1)
    document.crop(4, Rect(0, 0, 10, 10), scale=1)
    document.render(3, scale=1, clip=TILE, priority=Priority.NEIGHBOUR)
    document.text(2)
    document.render(1, scale=1, clip=TILE)
    desk.begin()
    assert [desk.refuse() for _ in range(7)] == [
        (Kind.RENDER, 1),
        (Kind.TEXT, 2),
        (Kind.RENDER, 3),
        (Kind.CROP, 4),
        (Kind.PAGES, 5),
        (Kind.RENDER, 6),
        (Kind.PLAIN_TEXT, 7),
    ]


def test_a_whole_page_does_not_wait_for_its_size_behind_other_pictures(desk: Desk) -> None:
    desk.document.render(4, scale=1, clip=TILE, priority=Priority.NEIGHBOUR)
    desk.document.render(5, scale=1)
    desk.begin()
    assert desk.refuse() == (Kind.PAGES, 5)


def test_a_cancelled_picture_keeps_others_waiting_for_no_more_than_a_moment(desk: Desk, clock: Clock) -> None:
    stuck = desk.document.render(0, scale=1, clip=TILE)
    desk.begin()
    clock.now += 5
    stuck.cancel()
    assert desk.process.deadline is not None
    assert desk.process.deadline > clock.now + 10, "nobody waits for the worker"
    clock.now += 0.25
    desk.document.render(1, scale=1, clip=TILE)
    assert desk.process.deadline == pytest.approx(clock.now - 0.25 + CANCEL_GRACE_S)
    assert CANCEL_GRACE_S <= 0.3
    desk.lane.overdue(desk.process)
    assert desk.killed == 1
    assert not desk.process.ready, "a fresh worker for what waits"


@pytest.mark.parametrize(("opening_s", "grace_s"), [(0.1, CANCEL_GRACE_S), (1.2, 1.2), (20.0, LONGEST_CANCEL_GRACE_S)])
def test_a_document_that_takes_long_to_open_again_is_given_as_long_to_finish(
    desk: Desk, clock: Clock, opening_s: float, grace_s: float
) -> None:
    stuck = desk.document.render(0, scale=1, clip=TILE)
    desk.document.render(1, scale=1, clip=TILE, priority=Priority.NEIGHBOUR)
    desk.say(Kind.READY, 0, replies.write_ready("mupdf 1.28.2", ALL))
    clock.now += opening_s
    kind, serial, _ = desk.asked.pop(0)
    desk.say(kind, serial, replies.write_opened(FACTS))
    stuck.cancel()
    assert desk.process.deadline == pytest.approx(clock.now + grace_s)


def test_a_part_of_an_image_that_nobody_waits_for_is_finished(desk: Desk, clock: Clock) -> None:
    """Ending it would lose what was decoded, and the next part would take as long."""
    desk.document.media_type = "image/jpeg"
    first = desk.document.render(0, scale=1, clip=TILE)
    desk.begin()
    clock.now += 5
    first.cancel()
    desk.document.render(1, scale=1, clip=TILE)
    assert desk.process.deadline is not None
    assert desk.process.deadline > clock.now + 30


def test_each_cancelled_picture_has_a_moment_of_its_own(desk: Desk, clock: Clock) -> None:
    first, second, _ = (desk.document.text(page) for page in range(3))
    desk.begin()
    first.cancel()
    desk.refuse()
    assert desk.process.deadline is not None
    assert desk.process.deadline > clock.now + 10
    clock.now += 5
    second.cancel()
    assert desk.process.deadline == pytest.approx(clock.now + CANCEL_GRACE_S)
