"""The sample case has its name when it is whole, and leaves nothing when it cannot be made."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reviewer.documents.client import Workers
from reviewer.errors import CaseError, DocumentError
from reviewer.model.ids import Clock, NewId
from reviewer.services import sample
from reviewer.services.sample import write_sample
from tests.services.conftest import WAIT_S

Write = Callable[[], None]


@pytest.fixture
def write(tmp_path: Path, clock: Clock, new_id: NewId, no_workers: Callable[[], Workers]) -> Write:
    return lambda: write_sample(tmp_path / "sample.revcase", clock=clock, new_id=new_id, workers=no_workers).close()


def test_a_sample_is_seen_under_its_name_only_when_it_is_whole(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program that is killed meanwhile would open half of it ever after."""
    seen: list[str] = []

    def build(builder: sample._Builder) -> None:
        builder._session.record("Edit", lambda *_: None).result(WAIT_S)
        seen.extend(one.name for one in tmp_path.iterdir() if not one.name.startswith("."))

    monkeypatch.setattr(sample._Builder, "build", build)
    write()
    assert seen == []
    assert [one.name for one in tmp_path.iterdir()] == ["sample.revcase"]


def test_a_sample_that_cannot_be_made_leaves_nothing(write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_builder: sample._Builder) -> None:
        raise DocumentError("no such source")

    monkeypatch.setattr(sample._Builder, "build", fails)
    with pytest.raises(DocumentError):
        write()
    assert list(tmp_path.iterdir()) == []


def test_a_file_of_that_name_is_left_alone(write: Write, tmp_path: Path) -> None:
    (tmp_path / "sample.revcase").write_text("mine")
    with pytest.raises(CaseError, match="already"):
        write()
    assert [one.read_text() for one in tmp_path.iterdir()] == ["mine"]
