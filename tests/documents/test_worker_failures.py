"""Worker processes that die, hang, or lose their client: the rest goes on and nothing is left behind."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from reviewer.documents import limits
from reviewer.documents.channels import channel_unix
from reviewer.documents.client import OpenDocument, PixelRect, Source, Workers
from reviewer.documents.dispatching import lane
from reviewer.errors import DocumentError, WorkerError
from tests import builders
from tests.documents.conftest import PATIENCE_S
from tests.documents.endless import endless_pdf

Open = Callable[..., OpenDocument]
TILE = PixelRect(0, 0, 50, 50)

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


def is_gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] in "ZX"
    except OSError:
        return True


def wait_until(true: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not true():
        assert time.monotonic() < deadline, what
        time.sleep(0.005)


def is_busy(pid: int) -> bool:
    """Tell whether a process has used more processor time than starting takes: it is in the page that never ends."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return False
    return int(fields[11]) + int(fields[12]) > os.sysconf("SC_CLK_TCK") * 0.7


def test_a_worker_killed_while_idle_is_replaced_unnoticed(open_bytes: Open) -> None:
    document = open_bytes(builders.text_pdf(builders.REGISTER))
    first = document.worker_pid
    os.kill(first, signal.SIGKILL)
    assert document.render(0, scale=1).result(PATIENCE_S).width_px == 595
    assert document.worker_pid not in {0, first}
    assert is_gone(first)


def test_a_locked_document_opens_again_by_itself(open_bytes: Open) -> None:
    document = open_bytes(builders.encrypted_pdf("hunter2"), "hunter2")
    os.kill(document.worker_pid, signal.SIGKILL)
    assert "messages" in document.plain_text(0, 1).result(PATIENCE_S)[0]


@pytest.mark.parametrize(
    ("by", "words"),
    [
        (signal.SIGKILL, "stopped working"),
        (signal.SIGSEGV, "stopped working"),
        pytest.param(
            signal.SIGSYS, "stopped by its sandbox", marks=pytest.mark.expects_log("worker-stopped-by-its-sandbox RENDER$")
        ),
    ],
)
def test_a_worker_killed_at_work_gets_the_same_page_once_more_and_then_gives_up(
    open_bytes: Open, by: signal.Signals, words: str
) -> None:
    document = open_bytes(endless_pdf())
    killed = []
    stuck = document.render(0, scale=1, clip=TILE)
    behind = document.render(1, scale=1, clip=TILE, priority=-1)
    for _ in range(2):
        wait_until(lambda: document.worker_pid not in killed and is_busy(document.worker_pid), "no worker took the page")
        killed.append(document.worker_pid)
        os.kill(document.worker_pid, by)
    with pytest.raises(WorkerError, match=words):
        stuck.result(PATIENCE_S)
    assert bytes(behind.result(PATIENCE_S).buffer) == b"\xff" * len(behind.result().buffer)


def test_a_worker_that_takes_too_long_is_replaced_and_other_documents_do_not_notice(
    open_bytes: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow, other = open_bytes(endless_pdf()), open_bytes(builders.text_pdf(builders.REGISTER))
    slow_pid, other_pid = slow.worker_pid, other.worker_pid
    monkeypatch.setattr(limits, "RENDER_DEADLINE_S", 0.5)
    stuck = slow.render(0, scale=1, clip=TILE)
    monkeypatch.setattr(limits, "RENDER_DEADLINE_S", PATIENCE_S)
    assert other.render(0, scale=1).result(PATIENCE_S).width_px == 595
    with pytest.raises(WorkerError, match="too long"):
        stuck.result(PATIENCE_S)
    assert slow.render(1, scale=1, clip=TILE).result(PATIENCE_S).width_px == 50
    assert slow.worker_pid != slow_pid
    assert other.worker_pid == other_pid
    wait_until(lambda: is_gone(slow_pid), "the stuck worker is still there")


def test_a_page_that_never_ends_has_no_text_and_the_others_have_theirs(open_bytes: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PLAIN_TEXT_DEADLINE_S", 0.5)
    document = open_bytes(endless_pdf(pages=3))
    assert document.plain_text(0, 3).result(PATIENCE_S) == ("", "", "")


def test_a_cancelled_page_stops_holding_up_the_others(open_bytes: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lane, "CANCEL_GRACE_S", 0.1)
    document = open_bytes(endless_pdf())
    stuck = document.render(0, scale=1, clip=TILE)
    wanted = document.render(1, scale=1, clip=TILE, priority=-1)
    wait_until(lambda: is_busy(document.worker_pid), "the worker does not draw")
    assert stuck.cancel()
    assert stuck.cancelled()
    assert wanted.result(PATIENCE_S).width_px == 50


def test_a_cancelled_page_does_not_hold_up_what_is_asked_later(open_bytes: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lane, "CANCEL_GRACE_S", 0.1)
    document = open_bytes(endless_pdf())
    first = document.worker_pid
    stuck = document.render(0, scale=1, clip=TILE)
    wait_until(lambda: is_busy(first), "the worker does not draw")
    stuck.cancel()
    assert document.render(1, scale=1, clip=TILE).result(limits.RENDER_DEADLINE_S / 2).width_px == 50
    assert document.worker_pid != first


def test_what_is_cancelled_before_its_turn_is_never_drawn(open_bytes: Open) -> None:
    document = open_bytes(endless_pdf(pages=2))
    waiting = [document.render(0, scale=1, clip=TILE, priority=-1) for _ in range(5)]
    wanted = document.render(1, scale=1, clip=TILE)
    for future in waiting:
        future.cancel()
    assert wanted.result(PATIENCE_S).width_px == 50
    assert document.render(1, scale=1, clip=TILE, priority=-2).result(PATIENCE_S).width_px == 50


def test_a_worker_may_have_no_more_memory_than_its_document_and_two_gibibytes(open_bytes: Open) -> None:
    data = builders.text_pdf(builders.REGISTER)
    held = Path(f"/proc/{open_bytes(data).worker_pid}/limits").read_text().splitlines()
    soft = {line[:26].strip(): line[26:].split()[0] for line in held}
    assert int(soft["Max address space"]) <= 2 * 1024**3 + len(data)
    assert soft["Max core file size"] == "0"


def test_closing_ends_every_process_even_stuck_ones(open_bytes: Open, workers: Workers) -> None:
    documents = [open_bytes(endless_pdf()), open_bytes(builders.text_pdf(("a",)))]
    pids = [one.worker_pid for one in documents]
    stuck = documents[0].render(0, scale=1, clip=TILE)
    wait_until(lambda: is_busy(pids[0]), "the worker does not draw")
    workers.close()
    assert [is_gone(pid) for pid in pids] == [True, True]
    with pytest.raises(WorkerError, match="closed"):
        stuck.result(PATIENCE_S)


def test_closing_a_document_ends_its_process(open_bytes: Open) -> None:
    document = open_bytes(builders.text_pdf(("a",)))
    pid = document.worker_pid
    document.close()
    wait_until(lambda: is_gone(pid), "the worker is still there")


PARENT = """
import glob, os, sys, time
sys.path.insert(0, sys.argv[1])
from tests.documents.endless import endless_pdf
from reviewer.documents.client import PixelRect, Source, Workers
workers = Workers()
idle = workers.open(Source.from_bytes(endless_pdf())).result(60)
stuck = workers.open(Source.from_bytes(endless_pdf())).result(60)
stuck.render(0, scale=1, clip=PixelRect(0, 0, 50, 50))
children = [pid for task in glob.glob("/proc/self/task/*/children") for pid in open(task).read().split()]
print(idle.worker_pid, stuck.worker_pid, *children, flush=True)
time.sleep(600)
"""


@pytest.mark.parametrize("channel", ["unix", "pipe"])
def test_nothing_outlives_a_client_that_is_killed(channel: str) -> None:
    root = str(Path(__file__).parents[2])
    environment = {**os.environ, "REVIEWER_CHANNEL": channel}
    with subprocess.Popen([sys.executable, "-c", PARENT, root], stdout=subprocess.PIPE, env=environment, text=True) as parent:
        assert parent.stdout is not None
        try:
            pids = [int(word) for word in parent.stdout.readline().split()]
            assert len(pids) >= 3
            wait_until(lambda: is_busy(pids[1]), "the worker does not draw")
        finally:
            parent.kill()
    for pid in pids:
        wait_until(lambda pid=pid: is_gone(pid), f"process {pid} is still there")


def test_a_dead_zygote_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REVIEWER_CHANNEL", "unix")
    workers = Workers()
    try:
        with Source.from_bytes(builders.text_pdf(builders.REGISTER)) as source:
            document = workers.open(source).result(PATIENCE_S)
            zygote = int(Path(f"/proc/{document.worker_pid}/stat").read_text().rpartition(")")[2].split()[1])
            os.kill(zygote, signal.SIGKILL)
            assert document.render(0, scale=1).result(PATIENCE_S).width_px == 595
            other = workers.open(source).result(PATIENCE_S)
            assert other.page_count == 1
    finally:
        workers.close()


def test_a_zygote_that_hangs_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REVIEWER_CHANNEL", "unix")
    workers = Workers()
    try:
        with Source.from_bytes(builders.text_pdf(builders.REGISTER)) as source:
            document = workers.open(source).result(PATIENCE_S)
            zygote = int(Path(f"/proc/{document.worker_pid}/stat").read_text().rpartition(")")[2].split()[1])
            os.kill(zygote, signal.SIGSTOP)
            monkeypatch.setattr("reviewer.documents.channels.channel_unix.HUNG_S", 2.0)
            monkeypatch.setattr("reviewer.documents.limits.START_DEADLINE_S", 3.0)
            assert workers.open(source).result(PATIENCE_S).page_count == 1
            wait_until(lambda: is_gone(zygote), "the hung process is still there")
            assert document.render(0, scale=1).result(PATIENCE_S).width_px == 595
    finally:
        workers.close()


@pytest.mark.parametrize("channel", ["unix", "pipe"])
@pytest.mark.parametrize("command", [["/nonexistent/reviewer"], [sys.executable, "-c", "pass"]], ids=["missing", "ends at once"])
def test_a_program_that_does_not_start_is_told_in_a_sentence(
    channel: str, command: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reviewer.documents.channels.launch.command", lambda *_: command)
    monkeypatch.setenv("REVIEWER_CHANNEL", channel)
    workers = Workers()
    workers.start()
    try:
        with Source.from_bytes(b"%PDF-") as source, pytest.raises(WorkerError, match="could not be started"):
            workers.open(source).result(PATIENCE_S)
    finally:
        workers.close()


def test_a_client_closed_before_it_was_started_refuses() -> None:
    workers = Workers()
    workers.close()
    with Source.from_bytes(b"%PDF-") as source, pytest.raises(WorkerError, match="closed"):
        workers.open(source).result(PATIENCE_S)


def test_a_request_that_cannot_be_sent_fails_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REVIEWER_CHANNEL", "unix")
    workers = Workers(spare=False)
    try:
        with Source.from_bytes(builders.text_pdf(builders.REGISTER)) as source:
            document = workers.open(source).result(PATIENCE_S)
        with monkeypatch.context() as exhausted:
            exhausted.setattr(channel_unix.os, "dup", _no_descriptors)
            with pytest.raises(DocumentError, match="too many documents"):
                document.render(0, scale=1, clip=TILE).result(PATIENCE_S)
        assert document.render(0, scale=1, clip=TILE).result(PATIENCE_S).width_px == 50
    finally:
        workers.close()


def _no_descriptors(_fd: int) -> int:
    raise OSError(errno.EMFILE, "Too many open files")


def descriptors() -> int:
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


def test_a_client_closed_before_it_was_started_leaves_no_descriptor() -> None:
    before = descriptors()
    workers = Workers(spare=False)
    workers.close()
    with pytest.raises(WorkerError, match="closed"):
        workers.typeset("<p>late</p>", width_pt=300, height_pt=300).result(PATIENCE_S)
    assert descriptors() <= before
