"""Fixtures of the exporters' tests: the made-up case, the documents that stand in for workers, and the golden files' switch.

`UPDATE_GOLDEN=1 pytest tests/exporters` writes the golden files anew; look at the difference before committing it.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from reviewer.exporters.pack import PackReport, write_pack
from reviewer.exporters.plan.building import build
from reviewer.exporters.plan.exhibits import ExportPlan
from reviewer.model.snapshot import CaseSnapshot
from tests.exporters.denial import the_denial
from tests.exporters.fake_documents import FakeDocuments
from tests.exporters.forging import relist

GOLDEN = Path(__file__).parent.parent / "golden" / "pack"

Write = Callable[..., PackReport]


@pytest.fixture
def snapshot() -> CaseSnapshot:
    return the_denial()


@pytest.fixture
def plan(snapshot: CaseSnapshot) -> ExportPlan:
    return build(snapshot, audience="editor")


@pytest.fixture
def documents(plan: ExportPlan) -> FakeDocuments:
    return FakeDocuments(plan)


@pytest.fixture
def write(plan: ExportPlan, documents: FakeDocuments) -> Write:
    """Write the made-up case's pack; keywords replace what is passed by default."""

    def run(out: Path, **changed: object) -> PackReport:
        given: dict[str, object] = {
            "open_document": documents.open,
            "force": False,
            "progress": lambda _done, _total, _words: None,
            "cancelled": lambda: False,
        }
        wanted = changed.pop("plan", plan)
        return write_pack(wanted, out, **(given | changed))  # type: ignore[arg-type]

    return run


@pytest.fixture
def pack(write: Write, tmp_path: Path) -> Path:
    """The made-up case's pack as a folder."""
    write(tmp_path / "pack")
    return tmp_path / "pack"


@pytest.fixture
def bag(tmp_path: Path) -> Path:
    """A pack of one document, which other programs could have made."""
    folder = tmp_path / "bag"
    (folder / "data").mkdir(parents=True)
    (folder / "bagit.txt").write_text("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
    (folder / "data/a.txt").write_bytes(b"What the minister said.\n" * 20)
    relist(folder)
    return folder


@pytest.fixture
def golden() -> Callable[[str, bytes], None]:
    """Compare bytes with a golden file, or write it where `UPDATE_GOLDEN` says so."""

    def check(name: str, found: bytes) -> None:
        path = GOLDEN / name
        if os.environ.get("UPDATE_GOLDEN"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(found)
        assert path.is_file(), f"no golden file {name}: run with UPDATE_GOLDEN=1 and look at it"
        assert found.decode() == path.read_bytes().decode()

    return check
