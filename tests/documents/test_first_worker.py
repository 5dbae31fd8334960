"""The worker that only draws: it shows the first page, and one that does everything takes its place without anybody noticing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, cast

import pytest

from reviewer.documents.client import OpenDocument, PixelRect, Source, Workers
from reviewer.documents.dispatching.jobs import Job, Sending
from reviewer.documents.dispatching.lane import CHEAP_OPENING_S, Lane
from reviewer.documents.dispatching.pool import Served
from reviewer.documents.dispatching.process import WorkerProcess
from reviewer.documents.lockdown.controls import ALL
from reviewer.documents.protocol import replies
from reviewer.documents.protocol.framing import HEADER, Kind, Status, frames, read_header
from reviewer.documents.submitting import opening_job
from reviewer.errors import PasswordNeededError, WorkerError
from reviewer.model.page import PageInfo
from tests import builders
from tests.documents.conftest import PATIENCE_S

if TYPE_CHECKING:
    from reviewer.documents.dispatching.dispatcher import Dispatcher

TILE = PixelRect(0, 0, 4, 4)
FACTS = replies.OpenedFacts("application/pdf", 3, False, False, PageInfo(0, "", 100.0, 100.0))


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[Workers]:
    """Return a client whose first worker is wanted as soon as it can be had."""
    monkeypatch.setenv("REVIEWER_CHANNEL", "unix")
    made = Workers(spare=False)
    yield made
    made.close()


def opened(workers: Workers, data: bytes, password: str | None = None) -> OpenDocument:
    with Source.from_bytes(data) as source:
        return workers.open(source, password=password).result(PATIENCE_S)


def test_the_first_worker_draws_and_the_next_does_everything_with_the_same_document(fresh: Workers) -> None:
    document = opened(fresh, builders.text_pdf(builders.REGISTER))
    drawn = bytes(document.render(0, scale=1).result(PATIENCE_S).buffer)
    first = document.worker_pid
    assert document.text(0).result(PATIENCE_S).text.splitlines() == list(builders.REGISTER)
    assert document.worker_pid not in {0, first}
    assert bytes(document.render(0, scale=1).result(PATIENCE_S).buffer) == drawn


def test_what_it_cannot_open_is_opened_by_the_next(fresh: Workers) -> None:
    picture = opened(fresh, builders.png())
    assert picture.media_type == "image/png"
    assert picture.render(0, scale=1).result(PATIENCE_S).width_px > 0


def test_a_locked_document_is_known_as_one_and_opens_with_its_password(fresh: Workers) -> None:
    data = builders.encrypted_pdf("right")
    with pytest.raises(PasswordNeededError):
        opened(fresh, data)
    assert opened(fresh, data, "right").page_count == 1


class Double:
    """A worker in words only."""

    def __init__(self, pid: int, pool: Pool) -> None:
        self.pid = pid
        self.ended_by = 0
        self.refused = False
        self.killed = False
        self.asked: list[tuple[Kind, int]] = []
        self.process = WorkerProcess(cast("Any", self))
        self._pool = pool

    def send(self, parts: Iterable[bytes | memoryview], _fds: Sequence[int] = ()) -> None:
        frame = read_header(b"".join(parts)[: HEADER.size])
        self.asked.append((Kind(frame.kind), frame.serial))

    def kill(self) -> None:
        self.killed = True

    def say(self, kind: Kind, serial: int, *parts: bytes, status: Status = Status.OK) -> None:
        message = self.process.hear(b"".join(frames(kind, serial, parts, status)))
        assert message is not None
        self._pool.lane.heard(self.process, message)

    def start(self, *, draws_only: bool = False) -> None:
        self.say(Kind.READY, 0, replies.write_ready("mupdf 1.28.2", ALL, draws_only=draws_only))

    def answer(self, wanted: Kind, *parts: bytes, status: Status = Status.OK) -> None:
        kind, serial = self.asked.pop(0)
        assert kind is wanted
        self.say(kind, serial, *parts, status=status)

    def open(self) -> None:
        self.answer(Kind.OPEN, replies.write_opened(FACTS))

    def draw(self) -> None:
        self.answer(Kind.RENDER, replies.write_rendered(4, 4), bytes(64))


class Pool:
    """A dispatcher without threads and processes: workers answer when they are told to."""

    shares_memory = False
    resting = False

    def __init__(self) -> None:
        self.doubles: list[Double] = []
        self.source = Source.from_bytes(b"%PDF-")
        self.lane = Lane(self, lambda: opening_job(self.source, None))
        self.document = OpenDocument(cast("Dispatcher", self), self.lane, self.source, None, FACTS)

    def call(self, what: Any) -> None:
        what()

    def take(self, _lane: Served) -> WorkerProcess:
        self.doubles.append(Double(100 + len(self.doubles), self))
        return self.doubles[-1].process

    def kill(self, process: WorkerProcess) -> None:
        process.channel.kill()

    def look(self) -> None:
        """What is put off here is said by `resting`."""

    def puts_off(self, _lane: Served) -> bool:
        return self.resting

    def remove(self, lane: Lane) -> None:
        lane.close()


@pytest.fixture
def pool() -> Iterator[Pool]:
    made = Pool()
    yield made
    made.document.close()


def test_it_goes_on_drawing_until_the_next_is_ready_whatever_else_is_wanted(pool: Pool) -> None:
    first_page = pool.document.render(0, scale=1, clip=TILE)
    pool.doubles[0].start(draws_only=True)
    outline = pool.document.outline()
    pool.doubles[0].open()
    pool.doubles[0].draw()
    assert first_page.result(0).width_px == 4
    assert len(pool.doubles) == 2, "nobody asked for one that does everything"
    second_page = pool.document.render(1, scale=1, clip=TILE)
    pool.doubles[0].draw()
    assert second_page.done()
    pool.doubles[1].start()
    assert pool.doubles[0].killed
    pool.doubles[1].open()
    pool.doubles[1].answer(Kind.OUTLINE)
    assert outline.result(0) == ()


def test_what_it_is_drawing_is_finished_before_it_goes(pool: Pool) -> None:
    pool.document.outline()
    pool.doubles[0].start(draws_only=True)
    drawing = pool.document.render(0, scale=1, clip=TILE)
    pool.doubles[0].open()
    pool.doubles[1].start()
    assert not pool.doubles[0].killed
    pool.doubles[0].draw()
    assert drawing.done()
    assert pool.doubles[0].killed


def test_a_document_that_it_does_not_take_is_opened_by_the_next(pool: Pool) -> None:
    drawing = pool.document.render(0, scale=1, clip=TILE)
    pool.doubles[0].start(draws_only=True)
    pool.doubles[0].answer(Kind.OPEN, status=Status.DRAWS_ONLY)
    pool.doubles[1].start()
    pool.doubles[1].open()
    pool.doubles[1].draw()
    assert drawing.done()


@pytest.mark.parametrize("how", ["died", "overdue", "lied"])
def test_a_next_one_that_never_gets_ready_is_replaced(pool: Pool, how: str) -> None:
    drawing, outline = pool.document.render(0, scale=1, clip=TILE), pool.document.outline()
    pool.doubles[0].start(draws_only=True)
    pool.doubles[0].open()
    pool.doubles[0].draw()
    assert drawing.done()
    getattr(pool.lane, how)(pool.doubles[1].process)
    pool.doubles[2].start()
    pool.doubles[2].open()
    pool.doubles[2].answer(Kind.OUTLINE)
    assert outline.result(0) == ()


def test_where_none_gets_ready_it_is_said(pool: Pool) -> None:
    outline = pool.document.outline()
    for number in range(10):
        if outline.done():
            break
        double = pool.doubles[-1]
        if number == 0:
            double.start(draws_only=True)
            continue
        pool.lane.died(double.process)
    with pytest.raises(WorkerError, match="could not be started"):
        outline.result(0)


def test_one_that_does_everything_and_says_it_does_not_is_not_replaced_for_ever(pool: Pool) -> None:
    drawing = pool.document.render(0, scale=1, clip=TILE)
    pool.doubles[0].start()
    pool.doubles[0].answer(Kind.OPEN, status=Status.DRAWS_ONLY)
    assert isinstance(drawing.exception(0), WorkerError)
    assert len(pool.doubles) == 1


def test_where_no_next_one_can_be_had_nobody_waits_for_ever(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    outline = pool.document.outline()

    def refuse(_lane: Served) -> WorkerProcess:
        raise OSError("no descriptors left")

    monkeypatch.setattr(pool, "take", refuse)
    pool.doubles[0].start(draws_only=True)
    with pytest.raises(WorkerError, match="could not be started"):
        outline.result(0)


def test_a_process_that_only_reads_for_the_index_is_given_back_while_that_is_put_off(pool: Pool) -> None:
    first, second = pool.document.plain_text(0, 1), pool.document.plain_text(1, 1)
    pool.doubles[0].start()
    pool.doubles[0].open()
    pool.resting = True
    pool.doubles[0].answer(Kind.PLAIN_TEXT, status=Status.PAGE_DAMAGED)
    assert first.done()
    assert pool.doubles[0].killed
    pool.document.plain_text(2, 1)
    assert len(pool.doubles) == 1, "none is started for what is put off"
    pool.resting = False
    pool.lane.pump()
    pool.doubles[1].start()
    pool.doubles[1].open()
    pool.doubles[1].answer(Kind.PLAIN_TEXT, status=Status.PAGE_DAMAGED)
    assert second.done()


@pytest.mark.parametrize("reason", ["looked at", "slow to open"])
def test_it_is_kept_where_giving_it_back_would_cost_somebody_time(pool: Pool, reason: str) -> None:
    pool.document.plain_text(0, 1)
    pool.doubles[0].start()
    if reason == "slow to open":
        pool.doubles[0].process.asked_at -= 2 * CHEAP_OPENING_S
    pool.doubles[0].open()
    if reason == "looked at":
        pool.document.render(0, scale=1, clip=TILE)
    pool.document.plain_text(1, 1)
    pool.resting = True
    pool.doubles[0].answer(Kind.PLAIN_TEXT, status=Status.PAGE_DAMAGED)
    if reason == "looked at":
        pool.doubles[0].draw()
    assert not pool.doubles[0].killed


@pytest.mark.expects_log("an answer to TEXT could not be read: IndexError$")
def test_a_fault_of_ours_in_reading_one_answer_costs_that_request_alone(pool: Pool) -> None:
    def read(_payload: memoryview, _extractor: str) -> object:
        raise IndexError("a secret of the document")

    job = Job(Kind.TEXT, lambda _shared: Sending((), 1000, read), 10.0)
    pool.lane.submit(job)
    pool.doubles[0].start()
    pool.doubles[0].open()
    pool.doubles[0].answer(Kind.TEXT)
    assert isinstance(job.future.exception(0), WorkerError)
    drawing = pool.document.render(0, scale=1, clip=TILE)
    pool.doubles[1].start()
    pool.doubles[1].open()
    pool.doubles[1].draw()
    assert drawing.result(0).width_px == 4


def test_what_ended_its_worker_does_not_keep_a_page_waiting_that_is_looked_at(pool: Pool) -> None:
    pool.document.plain_text(0, 1)
    pool.doubles[0].start()
    pool.doubles[0].open()
    drawing = pool.document.render(0, scale=1, clip=TILE)
    pool.resting = True
    pool.lane.died(pool.doubles[0].process)
    pool.doubles[1].start()
    pool.doubles[1].open()
    pool.doubles[1].draw()
    assert drawing.result(0).width_px == 4
