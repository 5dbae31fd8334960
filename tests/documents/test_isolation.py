"""How well this computer isolates documents is found out by trying; where nothing does, none is read unless somebody says so."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reviewer.documents.channels import launch
from reviewer.documents.client import Source, Workers
from reviewer.documents.isolation import FOUND_BYTES, Isolation, State, read_found
from reviewer.documents.lockdown.controls import Control, isolates
from reviewer.documents.lockdown.probes import Outcome, Probe
from reviewer.documents.lockdown.system import Kernel
from reviewer.documents.protocol.framing import ProtocolError
from reviewer.errors import NotIsolatedError
from tests import builders
from tests.documents.conftest import PATIENCE_S
from tests.documents.test_lockdown import may_make_namespaces

HINDERED = Path(__file__).parents[1] / "hindered.py"
EVERYTHING = "seccomp,landlock,namespaces"
On = Callable[[str], Workers]

linux = pytest.mark.skipif(sys.platform != "linux", reason="the locks of Linux")


@pytest.fixture(params=["unix", "pipe"])
def on(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[On]:
    """Return a way to have workers on a computer that lacks some controls."""
    monkeypatch.setenv("REVIEWER_CHANNEL", request.param)
    made: list[Workers] = []
    original = launch.command

    def hindered(without: str) -> Workers:
        before = [sys.executable, str(HINDERED), without] if without else []
        monkeypatch.setattr(launch, "command", lambda *words: before + original(*words))
        made.append(Workers(spare=False))
        return made[-1]

    yield hindered
    for one in made:
        one.close()


def has_landlock() -> bool:
    try:
        return Kernel().call(444, 0, 0, 1) > 0
    except OSError:
        return False


@linux
@pytest.mark.parametrize(
    ("without", "state", "through"),
    [
        ("", State.ISOLATED, set()),
        ("landlock,namespaces", State.ISOLATED, set()),
        ("seccomp", State.PARTLY, {Probe.SOCKET, Probe.FORK, Probe.WRITABLE_CODE}),
        ("seccomp,namespaces", State.NOT_ISOLATED, {Probe.SOCKET, Probe.FORK, Probe.WRITABLE_CODE}),
        ("seccomp,landlock", State.NOT_ISOLATED, {Probe.SOCKET, Probe.FORK, Probe.WRITABLE_CODE}),
        (EVERYTHING, State.NOT_ISOLATED, set(Probe)),
    ],
)
def test_what_really_gets_through_is_found(on: On, without: str, state: State, through: set[Probe]) -> None:
    if without.startswith("seccomp") and not (has_landlock() and may_make_namespaces()):
        pytest.skip("too little is left here without seccomp")
    found = on(without).try_isolation().result(PATIENCE_S)
    assert found.state is state
    assert {probe for probe in Probe if found.outcomes[probe] is Outcome.THROUGH} == through


@linux
@pytest.mark.parametrize("without", [EVERYTHING, "seccomp,namespaces", "seccomp,landlock"])
def test_where_too_little_isolates_each_document_is_opened_only_when_somebody_says_so(on: On, without: str) -> None:
    workers = on(without)
    with Source.from_bytes(builders.text_pdf(builders.REGISTER)) as one, Source.from_bytes(builders.png()) as other:
        for source in (one, other):
            with pytest.raises(NotIsolatedError, match="cannot isolate"):
                workers.open(source).result(PATIENCE_S)
        workers.permit(one.sha256)
        document = workers.open(one).result(PATIENCE_S)
        assert "messages" in document.text(0).result(PATIENCE_S).text
        assert document.annotated_copy([], moment="2026-01-01T00:00:00.000Z", title="x").result(PATIENCE_S)
        with pytest.raises(NotIsolatedError):
            workers.open(other).result(PATIENCE_S)
        workers.permit(None)
        assert workers.open(other).result(PATIENCE_S).page_count == 1


@linux
def test_where_neither_files_nor_networks_are_in_reach_nobody_is_asked(on: On) -> None:
    if not (has_landlock() and may_make_namespaces()):
        pytest.skip("too little is left here without seccomp")
    workers = on("seccomp")
    with Source.from_bytes(builders.text_pdf(builders.REGISTER)) as source:
        assert workers.open(source).result(PATIENCE_S).page_count == 1


def test_what_was_not_tried_is_not_called_safe() -> None:
    assert Isolation().state is State.NOT_VERIFIED
    stopped, calls = (Outcome.STOPPED,) * 4, Control.CALLS
    assert Isolation(outcomes=(*stopped, Outcome.NOT_RUN)).state is State.NOT_VERIFIED
    assert Isolation(outcomes=(*stopped, Outcome.REFUSED)).state is State.ISOLATED
    assert Isolation(calls, (*stopped[:3], Outcome.THROUGH, Outcome.NOT_RUN)).state is State.PARTLY


def test_where_documents_are_asked_about_the_window_does_not_say_that_they_are_isolated_in_part() -> None:
    refused_by_the_systems_own_policy = (*(Outcome.THROUGH,) * 4, Outcome.REFUSED)
    held = Control.LIMITS | Control.PRIVILEGES
    assert not isolates(held)
    assert Isolation(held, refused_by_the_systems_own_policy).state is State.NOT_ISOLATED


def test_findings_that_are_none_are_refused() -> None:
    with pytest.raises(ProtocolError):
        read_found(memoryview(bytes([31, 9, 9, 9, 9, 9])))
    assert FOUND_BYTES == 6


def test_on_a_system_where_nothing_was_tried_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    workers = Workers(spare=False)
    assert workers.try_isolation().result(0).state is State.NOT_VERIFIED
    workers.close()
