"""Whatever is asked and however the answer lies, who asked hears a sentence, the worker is ended, and the document goes on."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from reviewer.documents import limits
from reviewer.documents.client import Bitmap, OpenDocument, Source, Workers
from reviewer.documents.protocol.framing import FLAG_MORE, HEADER, MAGIC, Kind, Status
from reviewer.documents.recognising.trained_data import TrainedData
from reviewer.errors import WorkerError
from tests.documents.liars import ASKED, PATIENCE_S, Speech, Stage, answer, lying_about, opened

Ask = Callable[[OpenDocument, Workers], Future[Any]]

ANY_BYTES = {Kind.ATTACHED_BYTES}
"""What may be any bytes: they are compared with the checksum by which they were listed, and go through the gate of all files."""


def header(kind: int, serial: int, length: int, *, flags: int = 0, status: int = 0, magic: int = MAGIC, zero: int = 0) -> bytes:
    return HEADER.pack(magic, kind, flags, serial, length, status, zero)


def noise(seed: int, count: int) -> bytes:
    return random.Random(seed).randbytes(count)


FORMS: dict[str, Speech] = {
    "rubbish": lambda _kind, _serial: b"Segmentation fault (core dumped)\n",
    "another's header": lambda kind, serial: header(kind, serial, 0, magic=0x4142),
    "a huge frame": lambda kind, serial: header(kind, serial, 2**32 - 1),
    "a frame larger than any": lambda kind, serial: header(kind, serial, limits.FRAME_BYTES + 1),
    "unknown flags": lambda kind, serial: header(kind, serial, 0, flags=0x82),
    "what must be zero": lambda kind, serial: header(kind, serial, 0, zero=1),
    "an unknown status": lambda kind, serial: header(kind, serial, 0, status=999),
    "an empty frame and more to come": lambda kind, serial: header(kind, serial, 0, flags=FLAG_MORE),
    "another request's number": lambda kind, serial: answer(kind, serial + 1),
    "another kind": lambda kind, serial: answer((kind + 1) % len(Kind), serial),
    "that it is ready": lambda _kind, serial: answer(Kind.READY, serial, b"\0\0\0\0\0\0"),
    "an error with words": lambda kind, serial: answer(kind, serial, b"unknown keyword", status=Status.DAMAGED),
}
"""Lies about the form of an answer: the same for every kind."""

SENSE: dict[str, bytes] = {
    "nothing but ones": b"\xff" * 64,
    "lengths beyond the end": b"\x01" + b"\xff\xff\xff\x7f" * 40,
    "bad UTF-8": b"\x01\0\0\0\0\0\x02\0\0\0\xff\xfe" * 8,
    "no numbers": b"\0\0\0\0\0\0\xf8\x7f" * 16,
    "words": b"<img src='file:////10.255.255.1/share/x.png'>" * 3,
    **{f"noise {seed}": noise(seed, 1 + 37 * seed) for seed in range(6)},
}
"""Payloads that make no sense in any kind of answer."""


@pytest.fixture
def act() -> Iterator[Callable[..., tuple[Stage, Workers]]]:
    made: list[Workers] = []

    def begin(speech: Speech, *, all_alike: bool = True) -> tuple[Stage, Workers]:
        stage = Stage(speech, all_alike=all_alike)
        made.append(Workers(stage, spare=False))
        return stage, made[-1]

    yield begin
    for workers in made:
        workers.close()


def recognises(_document: OpenDocument, workers: Workers) -> Future[Any]:
    recogniser = workers.recogniser(TrainedData({"eng": Path("/eng.traineddata")}))
    return recogniser.recognise(Bitmap(10, 10, 40, memoryview(bytes(400))), is_screen=True)


EVERY: dict[Kind, Ask] = {**ASKED, Kind.RECOGNISE: recognises}


def test_every_kind_of_answer_is_tried() -> None:
    """Or it is tried below (`OPEN`), is the same as one that is (`OPEN_LINKED`), or no answer to anything that is asked."""
    elsewhere = {Kind.READY, Kind.OPEN, Kind.OPEN_LINKED, Kind.PROBE, Kind.LEARN}
    assert set(EVERY) == set(Kind) - elsewhere


@pytest.mark.parametrize("kind", EVERY, ids=lambda kind: kind.name)
@pytest.mark.parametrize("name", FORMS)
def test_a_lie_about_the_form_of_any_answer(act: Callable[..., tuple[Stage, Workers]], kind: Kind, name: str) -> None:
    told(act, kind, FORMS[name])


@pytest.mark.parametrize("kind", [one for one in EVERY if one not in ANY_BYTES], ids=lambda kind: kind.name)
@pytest.mark.parametrize("name", SENSE)
def test_a_payload_that_makes_no_sense_in_any_answer(act: Callable[..., tuple[Stage, Workers]], kind: Kind, name: str) -> None:
    told(act, kind, lambda asked, serial: answer(asked, serial, SENSE[name]))


def told(act: Callable[..., tuple[Stage, Workers]], kind: Kind, lie: Speech) -> None:
    """See that a lie is told of, that who told it is ended, and that another one is asked from then on."""
    stage, workers = act(lying_about(kind, lie))
    document = opened(workers)
    answered = EVERY[kind](document, workers)
    if kind is Kind.PLAIN_TEXT:  # such pages have no text, and the others have theirs
        assert answered.result(PATIENCE_S) == ("",)
    else:
        error = answered.exception(PATIENCE_S)
        assert isinstance(error, WorkerError)
        assert error.summary
        assert error.hint
    assert any(one.killed for one in stage.doubles)
    if kind is Kind.OUTLINE:
        assert document.text(0).result(PATIENCE_S).text == ""
    else:
        assert document.outline().result(PATIENCE_S) == ()


@pytest.mark.parametrize("name", [*FORMS, *SENSE])
def test_a_lie_on_opening(act: Callable[..., tuple[Stage, Workers]], name: str) -> None:
    lie = FORMS.get(name) or (lambda asked, serial: answer(asked, serial, SENSE[name]))
    stage, workers = act(lying_about(Kind.OPEN, lie), all_alike=False)
    with Source.from_bytes(b"%PDF-") as source:
        error = workers.open(source).exception(PATIENCE_S)
    assert isinstance(error, WorkerError)
    assert stage.doubles[0].killed
    assert opened(workers).page_count == 3


@pytest.mark.skipif(sys.platform != "linux", reason="nothing is tried elsewhere")
@pytest.mark.parametrize("name", [*FORMS, *SENSE, "a plain refusal"])
def test_a_lie_about_how_well_documents_are_isolated(act: Callable[..., tuple[Stage, Workers]], name: str) -> None:
    refusal: Speech = lambda asked, serial: answer(asked, serial, status=Status.FAILED)  # noqa: E731 -- a speech
    lie = FORMS.get(name) or (refusal if name not in SENSE else lambda asked, serial: answer(asked, serial, SENSE[name]))
    stage, workers = act(lying_about(Kind.PROBE, lie), all_alike=True)
    assert isinstance(workers.try_isolation().exception(PATIENCE_S), WorkerError)
    assert stage.doubles[0].killed
