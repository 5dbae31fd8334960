"""Export as the window asks for it: progress, cancelling, and a case that goes on being worked on."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path
from threading import Event

import pytest

from reviewer.errors import CancelledError, PackError
from reviewer.exporters.bag.verify import verify
from reviewer.services import commands
from reviewer.services.adding.importing import add_documents
from reviewer.services.commands.desk.corrections import add_correction
from reviewer.services.exporting import export_pack
from reviewer.services.session import Session
from reviewer.store.reader import CaseReader
from tests import builders


@pytest.fixture
def filled(working: Session, tmp_path: Path) -> Session:
    for n in range(3):
        (tmp_path / f"{n}.pdf").write_bytes(builders.text_pdf([f"document {n}"]))
    add_documents(working, sorted(tmp_path.glob("*.pdf"))).result()
    return working


def test_an_export_tells_its_steps_and_ends_with_a_pack_that_verifies(filled: Session, tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    report = export_pack(filled, tmp_path / "pack", progress=lambda done, total, _what: steps.append((done, total))).result()
    assert report.refused == ()
    assert verify(report.path).ok
    assert steps
    assert steps == sorted(steps)
    assert all(0 <= done <= total for done, total in steps)


def test_a_cancelled_export_leaves_nothing_behind(filled: Session, tmp_path: Path) -> None:
    before = sorted(tmp_path.iterdir())
    asked = 0

    def cancelled() -> bool:
        nonlocal asked
        asked += 1
        return asked > 3

    with pytest.raises(CancelledError):
        export_pack(filled, tmp_path / "pack", cancelled=cancelled).result()
    assert sorted(tmp_path.iterdir()) == before


def test_intents_go_on_while_an_export_runs(filled: Session, tmp_path: Path) -> None:
    exporting = export_pack(filled, tmp_path / "pack")
    commands.add_claim(filled, text="meanwhile").result()
    assert verify(exporting.result().path).ok


def test_what_was_asked_for_before_is_in_the_pack_and_in_a_copy(filled: Session, tmp_path: Path) -> None:
    gate = Event()
    filled.intend(gate.wait)  # as a mark on a heavy page, or the first look at a large case
    commands.add_claim(filled, text="asked before")
    copying = filled.save_copy(tmp_path / "copy.revcase")
    exporting = export_pack(filled, tmp_path / "pack")
    gate.set()
    assert "asked before" in (exporting.result().path / "data" / "claims.csv").read_text(encoding="utf-8")
    copying.result()
    with CaseReader.open(tmp_path / "copy.revcase") as copy:
        assert [one.claim.text for one in copy.claims()] == ["asked before"]


def test_the_public_is_refused(filled: Session, tmp_path: Path) -> None:
    with pytest.raises(PackError, match="public"):
        export_pack(filled, tmp_path / "pack", audience="public").result()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("UPDATE claims SET text = 'They always asked.'", "They always asked."),
        ("UPDATE journal SET intent = 'Nothing' WHERE seq = 2", "journal"),
    ],
    ids=["row", "chain"],
)
def test_a_case_changed_outside_the_program_makes_no_pack(filled: Session, tmp_path: Path, change: str, told: str) -> None:
    commands.add_claim(filled, text="We never asked.").result()
    with contextlib.closing(sqlite3.connect(filled.path)) as outside, outside:
        outside.execute(change)
    with pytest.raises(PackError) as refused:
        export_pack(filled, tmp_path / "pack").result()
    assert told in refused.value.summary
    assert not (tmp_path / "pack").exists()


def test_a_later_correction_names_the_packs_that_it_supersedes(filled: Session, tmp_path: Path) -> None:
    def superseded() -> list[str]:
        return [one.name for one in filled.read(lambda case: case.desk.load()).result().superseded()]

    def entries() -> int:
        return filled.read(lambda case: case.info()).result().head_seq

    before = entries()
    export_pack(filled, tmp_path / "first.zip").result()
    assert (entries(), superseded()) == (before, [])
    add_correction(
        filled, story="The denial", version="v2", date="2018-12-20", changed="“read” is “was able to read”", approved_by="Kerr"
    ).result()
    export_pack(filled, tmp_path / "second.zip").result()
    assert superseded() == ["first.zip"]


def test_a_pack_that_did_not_come_to_be_is_not_noted(filled: Session, tmp_path: Path) -> None:
    with pytest.raises(CancelledError):
        export_pack(filled, tmp_path / "pack", cancelled=lambda: True).result()
    assert filled.read(lambda case: case.desk.load()).result().packs == ()


def test_to_have_noted_a_pack_changes_nothing_in_the_next_one(filled: Session, tmp_path: Path) -> None:
    one, two = (export_pack(filled, tmp_path / name).result() for name in ("one", "two"))
    assert one.fingerprint == two.fingerprint


def test_a_case_that_is_open_for_reading_only_makes_packs_and_stays_as_it_is(filled: Session, tmp_path: Path) -> None:
    filled.close()
    before = filled.path.read_bytes()
    ways = {"clock": filled.clock, "new_id": filled.new_id, "reviewer": filled.reviewer, "workers": lambda: filled.workers}
    with Session.open(filled.path, read_only=True, **ways) as session:
        assert verify(export_pack(session, tmp_path / "pack").result().path).ok
    assert filled.path.read_bytes() == before
