"""More documents at once than the system has room for: one too many is refused with a sentence, and all others go on."""

from __future__ import annotations

import os
import resource
import signal
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewer.documents.channels import launch
from reviewer.documents.client import OpenDocument, Source, Workers
from reviewer.errors import WorkerError
from tests import builders
from tests.documents.conftest import PATIENCE_S
from tests.documents.test_isolation import HINDERED
from tests.documents.test_worker_failures import wait_until

if sys.platform != "linux":
    pytest.skip("only Linux forks its workers", allow_module_level=True)

from reviewer.documents.channels.channel import READER
from reviewer.documents.channels.channel_unix_worker import ZygoteEnd
from reviewer.documents.channels.descriptors import MOST

BEYOND_SELECT = 1024
"""The first descriptor that select(2) cannot wait for."""

MANY = 40


@pytest.fixture
def workers(monkeypatch: pytest.MonkeyPatch) -> Iterator[Workers]:
    monkeypatch.setenv("REVIEWER_CHANNEL", "unix")
    made = Workers(spare=False)
    yield made
    made.close()


def opened(workers: Workers) -> OpenDocument:
    with Source.from_bytes(builders.text_pdf(builders.REGISTER)) as source:
        return workers.open(source).result(PATIENCE_S)


def zygote_of(document: OpenDocument) -> int:
    return int(Path(f"/proc/{document.worker_pid}/stat").read_text().rpartition(")")[2].split()[1])


def descriptors(pid: int) -> int:
    return sum(1 for _ in Path(f"/proc/{pid}/fd").iterdir())


def children_of(pid: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def leave_room_for_few(pid: int) -> None:
    highest = max(int(one.name) for one in Path(f"/proc/{pid}/fd").iterdir())
    resource.prlimit(pid, resource.RLIMIT_NOFILE, (highest + 3, resource.prlimit(pid, resource.RLIMIT_NOFILE)[1]))


@pytest.fixture
def _many_descriptors() -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard <= 2 * BEYOND_SELECT:
        pytest.skip("this system allows too few descriptors")
    resource.setrlimit(resource.RLIMIT_NOFILE, (2 * BEYOND_SELECT, hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.mark.usefixtures("_many_descriptors")
def test_the_parent_of_workers_waits_for_descriptors_of_any_number() -> None:
    ours, its = socket.socketpair()
    lent, kept = socket.socketpair()
    with ours, its, lent, kept:
        end = ZygoteEnd(os.dup2(its.fileno(), BEYOND_SELECT + 5))
        assert not end.is_wished(0)
        socket.send_fds(ours, [READER.word], [lent.fileno()])
        assert end.is_wished(PATIENCE_S)
        wish = end.next_wish()
        assert wish is not None
        os.close(wish.fd)
        end.close()


def test_as_many_descriptors_are_asked_for_as_the_system_gives(workers: Workers) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard))
    try:
        opened(workers)
        assert resource.getrlimit(resource.RLIMIT_NOFILE) == (MOST if hard == resource.RLIM_INFINITY else min(hard, MOST), hard)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_a_worker_takes_one_descriptor_of_its_parents(workers: Workers) -> None:
    documents = [opened(workers)]
    documents[0].text(0).result(PATIENCE_S)  # by then its second process has taken the place of the one that only draws
    zygote = zygote_of(documents[0])
    before = descriptors(zygote)  # one less where it was just about to take its reserve again
    documents += [opened(workers) for _ in range(3)]
    wait_until(lambda: descriptors(zygote) < before + 5, "a worker takes more of its parent")


def test_a_document_for_which_no_descriptor_is_left_is_refused_and_the_others_go_on(workers: Workers) -> None:
    document = opened(workers)
    document.text(0).result(PATIENCE_S)
    zygote = zygote_of(document)
    leave_room_for_few(zygote)
    others: list[OpenDocument] = []
    with pytest.raises(WorkerError, match="too many documents are open") as told:
        others.extend(opened(workers) for _ in range(MANY))
    assert "Close" in told.value.hint
    closed = others.pop()
    pid = closed.worker_pid
    closed.close()
    wait_until(lambda: pid not in children_of(zygote), "the closed document's worker still has its place")
    others.append(opened(workers))
    assert zygote_of(others[-1]) == zygote
    assert document.render(0, scale=0.1).result(PATIENCE_S).width_px == 60


def test_many_documents_opened_at_once_wait_for_a_parent_that_is_slow(workers: Workers) -> None:
    document = opened(workers)
    document.text(0).result(PATIENCE_S)
    zygote = zygote_of(document)
    control = workers._dispatcher._transport._zygote.control  # type: ignore[attr-defined]
    control.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1)
    os.kill(zygote, signal.SIGSTOP)
    try:
        with Source.from_bytes(builders.text_pdf(builders.REGISTER)) as source:
            coming = [workers.open(source) for _ in range(MANY)]
        assert document.render(0, scale=0.1).result(PATIENCE_S).width_px == 60  # by now all were asked for
    finally:
        os.kill(zygote, signal.SIGCONT)
    assert {zygote_of(one.result(PATIENCE_S)) for one in coming} == {zygote}


def test_where_processes_have_no_descriptors_their_parent_still_buries_them(
    workers: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = launch.command
    monkeypatch.setattr(launch, "command", lambda *words: [sys.executable, str(HINDERED), "pidfd", *original(*words)])
    document = opened(workers)
    document.text(0).result(PATIENCE_S)
    zygote = zygote_of(document)
    os.kill(document.worker_pid, signal.SIGKILL)
    assert document.render(0, scale=0.1).result(PATIENCE_S).width_px == 60
    document.close()
    wait_until(lambda: not children_of(zygote), "a worker that ended is still there")
