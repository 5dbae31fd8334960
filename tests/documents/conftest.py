"""Worker processes for the tests of documents, over either channel."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from reviewer.documents.client import OpenDocument, Source, Workers

PATIENCE_S = 60.0
"""How long a test waits for a real process before it fails: a loaded machine is no fault of the program."""


@pytest.fixture(params=["unix", "pipe"])
def workers(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workers]:
    """Return a started client, once over the zygote's sockets and once over plain pipes."""
    monkeypatch.setenv("REVIEWER_CHANNEL", request.param)
    made = Workers(spare=False)
    made.start()
    yield made
    made.close()


@pytest.fixture
def open_bytes(workers: Workers) -> Callable[..., OpenDocument]:
    """Return a way to open bytes in a worker."""

    def opened(data: bytes, password: str | None = None) -> OpenDocument:
        with Source.from_bytes(data) as source:
            return workers.open(source, password=password).result(PATIENCE_S)

    return opened
