"""How commands wait: for whoever holds a case, and for work that Ctrl+C ends in good order."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from threading import Thread, main_thread
from types import SimpleNamespace
from typing import cast

import pytest

from reviewer.cli.opening import kept, wait_for
from reviewer.errors import CancelledError
from reviewer.model.ids import Reviewer
from reviewer.services.case import soundness
from reviewer.services.session import Session
from reviewer.store.file import lock as lock_module
from reviewer.store.file.lock import CaseLock
from tests.cli.conftest import WAIT_S, Call


def test_a_command_that_writes_waits_for_whoever_is_at_work(case: Path, done: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    held = CaseLock.acquire(case, Reviewer("Ada"), wait_s=0, since="2026-03-04T22:00:00.000Z")
    monkeypatch.setattr(lock_module.time, "sleep", lambda _seconds: held.release())
    done("claim", case, "We never asked")


@pytest.fixture
def heard() -> Iterator[None]:
    """Have Ctrl+C heard as in a terminal: what a shell starts in the background is told to ignore it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("heard")
def test_ctrl_c_before_a_change_is_written_keeps_nothing(
    case: Path, reviewer: Call, listed: Callable[..., list[object]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def look(_path: Path, *, cancelled: Callable[[], bool]) -> tuple[str, ...]:
        late = time.monotonic() + WAIT_S
        again = 0.0
        while (now := time.monotonic()) < late:
            if now >= again:  # one that falls into the end of some object is lost in Python, and a person presses once more
                signal.pthread_kill(main_thread().ident or 0, signal.SIGINT)
                again = now + WAIT_S / 8
            if cancelled():
                raise CancelledError("given up")
        return ()

    with monkeypatch.context() as patched:
        patched.setattr(soundness, "check_before_writing", look)
        told = reviewer("claim", case, "We never asked")
    assert (told.code, told.out) == (130, "")
    assert "nothing else was kept" in told.err
    assert listed("claims", case) == []


@pytest.mark.parametrize("times", [1, 3])
def test_ctrl_c_that_comes_too_late_takes_nothing_back_and_hides_nothing(times: int) -> None:
    class Late(Future[str]):
        asked = 0

        def result(self, timeout: float | None = None) -> str:
            self._interrupt()
            return super().result(timeout)

        def exception(self, timeout: float | None = None) -> BaseException | None:
            self._interrupt()
            return super().exception(timeout)

        def _interrupt(self) -> None:
            self.asked += 1
            if self.asked <= times:
                raise KeyboardInterrupt

    given_up: list[str] = []
    change = Late()
    change.set_result("the id")
    session = cast("Session", SimpleNamespace(give_up=lambda: given_up.append("asked")))
    assert kept(session, change) == "the id"
    assert given_up


def test_ctrl_c_while_the_case_is_closed_does_not_hide_what_was_kept(
    case: Path, reviewer: Call, listed: Callable[..., list[dict[str, object]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    close = Session.close

    def interrupted(session: Session) -> None:
        close(session)
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Session, "close", interrupted)
        told = reviewer("claim", case, "We never asked")
    assert told.code == 130
    assert [one["id"] for one in listed("claims", case)] == told.lines


def test_ctrl_c_cancels_the_work_and_waits_for_its_end() -> None:
    told: list[str] = []

    class Interrupted(Future[None]):
        def result(self, timeout: float | None = None) -> None:
            raise KeyboardInterrupt

        def exception(self, timeout: float | None = None) -> BaseException | None:
            told.append("waited for")
            return super().exception(WAIT_S)

    def start(cancelled: Callable[[], bool]) -> Future[None]:
        work = Interrupted()

        def end_when_cancelled() -> None:
            late = time.monotonic() + WAIT_S
            while not cancelled() and time.monotonic() < late:
                pass
            told.append("cancelled" if cancelled() else "not cancelled")
            work.set_result(None)

        Thread(target=end_when_cancelled).start()
        return work

    with pytest.raises(KeyboardInterrupt):
        wait_for(start)
    assert sorted(told) == ["cancelled", "waited for"]
