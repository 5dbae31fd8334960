"""A worker that lies is ended and told as such, and the next request gets an honest one."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from concurrent.futures import wait
from pathlib import Path

import pytest

from reviewer.documents import limits
from reviewer.documents.client import Bitmap, PixelRect, Source, Workers
from reviewer.documents.protocol import destinations, replies
from reviewer.documents.protocol.file_facts import REPLY_BYTES, SUM_BYTES
from reviewer.documents.protocol.framing import HEADER, Kind, Status
from reviewer.documents.recognising.trained_data import TrainedData
from reviewer.errors import DocumentError, WorkerError
from reviewer.model.page import PageInfo
from tests.documents.liars import ASKED, PATIENCE_S, Speech, Stage, answer, honest, lying_about, opened


@pytest.fixture
def act() -> Iterator[Callable[[Speech], tuple[Stage, Workers]]]:
    made: list[Workers] = []

    def begin(speech: Speech) -> tuple[Stage, Workers]:
        stage = Stage(speech)
        made.append(Workers(stage, spare=False))
        return stage, made[-1]

    yield begin
    for workers in made:
        workers.close()


LIES: dict[str, Speech] = {
    "rubbish": lambda _kind, _serial: b"Segmentation fault (core dumped)\n",
    "another request": lambda kind, serial: honest(kind, serial + 1),
    "another kind": lambda _kind, serial: answer(Kind.TEXT, serial),
    "too much": lambda kind, serial: answer(kind, serial, bytes(destinations.OUTLINE_BYTES + 1)),
    "twice": lambda kind, serial: honest(kind, serial) * 2,
    "nowhere": lambda kind, serial: answer(kind, serial, b"\x01\0\x09\0\0\0\0\0\0\0"),
    "not UTF-8": lambda kind, serial: answer(kind, serial, b"\x01\0\0\0\0\0\x01\0\0\0\xff"),
    "error with words": lambda kind, serial: answer(kind, serial, b"unknown keyword: 'Angola'", status=Status.DAMAGED),
}


@pytest.mark.parametrize("name", [name for name in LIES if name != "twice"])
def test_a_lie_ends_the_worker_and_the_next_request_is_answered(
    act: Callable[[Speech], tuple[Stage, Workers]], name: str
) -> None:
    stage, workers = act(lying_about(Kind.OUTLINE, LIES[name]))
    document = opened(workers)
    with pytest.raises(WorkerError, match="makes no sense") as told:
        document.outline().result(PATIENCE_S)
    assert "Angola" not in str(told.value) + told.value.hint
    assert stage.doubles[0].killed
    assert document.outline().result(PATIENCE_S) == ()
    assert document.worker_pid == stage.doubles[1].pid
    assert not stage.doubles[1].killed


def test_an_answer_given_twice_ends_the_worker(act: Callable[[Speech], tuple[Stage, Workers]]) -> None:
    stage, workers = act(lying_about(Kind.OUTLINE, LIES["twice"]))
    document = opened(workers)
    assert isinstance(document.outline().exception(PATIENCE_S), WorkerError)
    assert stage.doubles[0].killed
    assert document.text(0).result(PATIENCE_S).text == ""


@pytest.mark.parametrize("pages", [0, 2**31])
def test_a_lie_on_opening_refuses_the_document(act: Callable[[Speech], tuple[Stage, Workers]], pages: int) -> None:
    facts = replies.OpenedFacts("application/pdf", pages, False, False, PageInfo(0, "", 100.0, 100.0))
    stage, workers = act(lambda kind, serial: answer(kind, serial, replies.write_opened(facts)))
    with pytest.raises(WorkerError, match="makes no sense"):
        opened(workers)
    assert stage.doubles[0].killed


def test_pixels_of_another_size_are_not_shown(act: Callable[[Speech], tuple[Stage, Workers]]) -> None:
    lie = lambda kind, serial: answer(kind, serial, replies.write_rendered(8, 9), bytes(8 * 9 * 4))  # noqa: E731 -- a speech
    _, workers = act(lying_about(Kind.RENDER, lie))
    document = opened(workers)
    with pytest.raises(WorkerError, match="makes no sense"):
        document.render(0, scale=1, clip=PixelRect(0, 0, 9, 8)).result(PATIENCE_S)


PICTURE = Bitmap(10, 10, 40, memoryview(bytes(400)))
OFF = struct.pack("<8f", 0, 0, 5, 0, 0, 5, 5, 50)
NO_NUMBER = struct.pack("<8f", 0, 0, 5, 0, 0, 5, float("nan"), 5)
IN_IT = struct.pack("<8f", 0, 0, 5, 0, 0, 5, 5, 5)
RECOGNISED_LIES = {
    "beside the picture": (b"a", OFF, b"\x60"),
    "no number": (b"a", NO_NUMBER, b"\x60"),
    "more than sure": (b"a", IN_IT, b"\x65"),
    "fewer boxes": (b"ab", IN_IT, b"\x60\x60"),
    "more than its text": (b"a", IN_IT, b"\x60\x60"),
    "no text": (b"\xff", IN_IT, b"\x60"),
    "a zero": (b"\0", IN_IT, b"\x60"),
}


@pytest.mark.parametrize("name", RECOGNISED_LIES)
def test_letters_that_cannot_be_in_the_picture_are_not_taken(
    act: Callable[[Speech], tuple[Stage, Workers]], name: str, tmp_path: Path
) -> None:
    text, boxes, confidences = RECOGNISED_LIES[name]
    payload = struct.pack("<I", len(text)) + text + boxes + confidences
    stage, workers = act(lying_about(Kind.RECOGNISE, lambda kind, serial: answer(kind, serial, payload)))
    recogniser = workers.recogniser(TrainedData({"eng": tmp_path / "eng.traineddata"}))
    with pytest.raises(WorkerError, match="makes no sense"):
        recogniser.recognise(PICTURE, is_screen=True).result(PATIENCE_S)
    assert stage.doubles[0].killed
    recogniser.close()


@pytest.mark.parametrize(
    ("kind", "most"),
    [
        (Kind.PLAIN_TEXT, 4 * limits.MAX_PAGE_CHARS + 100),
        (Kind.CROP, 10_000),
        (Kind.COPY, 64 * 1024**2 + 1000),
        (Kind.TYPESET, 64 * 1024**2 + 10_000),
        (Kind.PICTURE, 10_000),
        (Kind.COMPRESS, 10_000),
        (Kind.FILE_FACTS, REPLY_BYTES),
        (Kind.ATTACHED_SUM, SUM_BYTES),
    ],
)
def test_more_than_a_request_can_yield_is_not_waited_for(kind: Kind, most: int) -> None:
    def endless(asked: int, serial: int) -> bytes:
        """Say more than may be said, in frames that all promise more."""
        frame = answer(asked, serial, bytes(limits.FRAME_BYTES), bytes(1))[: HEADER.size + limits.FRAME_BYTES]
        return frame * (most // limits.FRAME_BYTES + 1)

    stage = Stage(lying_about(kind, endless), all_alike=True)
    workers = Workers(stage, spare=False)
    try:
        wait([ASKED[kind](opened(workers), workers)], PATIENCE_S / 2)  # before its deadline
        assert any(one.killed for one in stage.doubles)
    finally:
        workers.close()


def test_a_page_that_is_asked_for_alone_is_not_asked_for_again(act: Callable[[Speech], tuple[Stage, Workers]]) -> None:
    stage, workers = act(lying_about(Kind.PLAIN_TEXT, LIES["rubbish"]))
    document = opened(workers)
    assert document.plain_text(0, 1).result(PATIENCE_S) == ("",)
    assert len(stage.doubles) == 1, "what fails after its deadline would take twice that"


def test_a_worker_that_dies_while_the_document_is_opened_again_fails_all_that_waits_once(
    act: Callable[[Speech], tuple[Stage, Workers]],
) -> None:
    stage, workers = act(lying_about(Kind.OUTLINE, lambda _kind, _serial: b""))
    document = opened(workers)
    assert document.outline().result(PATIENCE_S) == (), "a worker that ended by itself gets the request once more"
    assert len(stage.doubles) == 2


def test_the_last_worker_standing_is_asked_again_after_a_plain_refusal(act: Callable[[Speech], tuple[Stage, Workers]]) -> None:
    refusal = lying_about(Kind.OUTLINE, lambda kind, serial: answer(kind, serial, status=Status.PAGE_DAMAGED))
    stage, workers = act(refusal)
    document = opened(workers)
    with pytest.raises(DocumentError, match="damaged"):
        document.outline().result(PATIENCE_S)
    assert document.text(0).result(PATIENCE_S).text == ""
    assert len(stage.doubles) == 1


def test_a_worker_that_ran_out_of_memory_is_not_used_again(act: Callable[[Speech], tuple[Stage, Workers]]) -> None:
    stage, workers = act(lying_about(Kind.OUTLINE, lambda kind, serial: answer(kind, serial, status=Status.OUT_OF_MEMORY)))
    document = opened(workers)
    with pytest.raises(DocumentError, match="memory"):
        document.outline().result(PATIENCE_S)
    assert document.outline().result(PATIENCE_S) == ()
    assert stage.doubles[0].killed


def test_a_real_process_that_speaks_rubbish_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import sys

    script = tmp_path / "liar.py"
    script.write_text("import sys\nwhile True:\n    sys.stdout.write('%PDF-1.7 ' * 1000)\n")
    monkeypatch.setattr("reviewer.documents.channels.launch.command", lambda *_: [sys.executable, str(script)])
    monkeypatch.setenv("REVIEWER_CHANNEL", "pipe")
    workers = Workers(spare=False)
    try:
        with Source.from_bytes(b"%PDF-") as source, pytest.raises(WorkerError, match="makes no sense"):
            workers.open(source).result(PATIENCE_S)
    finally:
        workers.close()
