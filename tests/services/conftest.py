"""What service tests share: a clock and ids that are the same each time, a case, and worker processes where they are needed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from reviewer.documents.client import Workers
from reviewer.model.ids import Clock, NewId, Reviewer
from reviewer.services.events import Event
from reviewer.services.session import Session
from reviewer.settings.seals import CaseSeals

WAIT_S = 20.0


@pytest.fixture
def clock() -> Clock:
    numbers = count()

    def now() -> str:
        n = next(numbers)
        return f"2026-03-04T22:{n // 60 % 60:02}:{n % 60:02}.{n // 3600:03}Z"

    return now


@pytest.fixture
def new_id() -> NewId:
    numbers = count(1)
    return lambda: f"{next(numbers):08x}-0000-4000-8000-000000000000"


@pytest.fixture
def no_workers() -> Callable[[], Workers]:
    def refuse() -> Workers:
        raise AssertionError("this test opens no document")

    return refuse


@pytest.fixture
def seals(tmp_path_factory: pytest.TempPathFactory) -> CaseSeals:
    """Return what this machine remembers of cases."""
    return CaseSeals(tmp_path_factory.mktemp("settings"))


@pytest.fixture
def session(
    tmp_path: Path, clock: Clock, new_id: NewId, no_workers: Callable[[], Workers], seals: CaseSeals
) -> Iterator[Session]:
    """Return an empty case, open, in which no document can be opened."""
    with Session.create(
        tmp_path / "case.revcase",
        title="The denial",
        clock=clock,
        new_id=new_id,
        reviewer=Reviewer("Ada"),
        workers=no_workers,
        seals=seals,
    ) as made:
        yield made


@pytest.fixture(scope="session")
def workers() -> Iterator[Workers]:
    """Return real worker processes, the same for all tests: each document has one of its own, and starting anew takes longest."""
    made = Workers()
    made.start()
    yield made
    made.close()


@pytest.fixture
def working(tmp_path: Path, clock: Clock, new_id: NewId, seals: CaseSeals, workers: Workers) -> Iterator[Session]:
    """Return an empty case, open, whose documents real worker processes open."""
    with Session.create(
        tmp_path / "case.revcase",
        title="The denial",
        clock=clock,
        new_id=new_id,
        reviewer=Reviewer("Ada"),
        workers=lambda: workers,
        seals=seals,
    ) as made:
        yield made


@pytest.fixture
def told(session: Session) -> list[Event]:
    """Return the list of what the session tells, as it goes on."""
    events: list[Event] = []
    session.events.subscribe(events.append)
    return events
