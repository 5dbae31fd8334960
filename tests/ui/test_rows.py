"""The rows on show follow the case: this window's commits, and those of anybody else."""

from __future__ import annotations

import pytest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from reviewer.errors import CaseError
from reviewer.model.changes import RecordKind
from reviewer.model.claim import Claim, ClaimKind, Stance
from reviewer.model.ids import ClaimId, Reviewer
from reviewer.services import commands
from reviewer.services.session import Session
from reviewer.store.case_file import CaseFile
from reviewer.store.reader import CaseReader
from reviewer.ui.case.case_desk import POLL_MS, CaseDesk
from reviewer.ui.models.evidence_model import ClaimRow, EvidenceModel
from reviewer.ui.models.node_model import RECORD
from reviewer.ui.tasks import Tasks


def opened(session: Session, tasks: Tasks, qtbot: QtBot) -> CaseDesk:
    desk = CaseDesk(session, tasks)
    qtbot.waitUntil(lambda: desk.rows.info is not None)
    return desk


def test_a_commit_patches_the_rows_and_says_what_can_be_undone(session: Session, tasks: Tasks, qtbot: QtBot) -> None:
    desk = opened(session, tasks, qtbot)
    told: list[str] = []
    desk.rows.claims_changed.connect(lambda: told.append("claims"))
    desk.rows.documents_changed.connect(lambda: told.append("documents"))
    commands.add_claim(session, text="Never accessed", speaker="Lumenreel")
    qtbot.waitUntil(lambda: len(desk.rows.claims) == 1)
    assert desk.rows.claims[0].claim.text == "Never accessed"
    assert told == ["claims"]
    qtbot.waitUntil(lambda: desk.undo_words == "Add claim")
    desk.history.undo()
    qtbot.waitUntil(lambda: desk.rows.claims == ())
    assert desk.redo_words == "Add claim"
    desk.close()


def test_pending_is_told_until_it_is_saved(session: Session, tasks: Tasks, qtbot: QtBot) -> None:
    desk = opened(session, tasks, qtbot)
    counts: list[int] = []
    desk.pending_changed.connect(counts.append)
    commands.add_claim(session, text="One")
    qtbot.waitUntil(lambda: counts[-1:] == [0] and len(desk.rows.claims) == 1)
    assert 1 in counts
    desk.close()


def test_what_another_program_writes_is_noticed(session: Session, tasks: Tasks, qtbot: QtBot) -> None:
    desk = opened(session, tasks, qtbot)
    write_elsewhere(session)  # before the first look
    desk.set_visible(True)
    qtbot.waitUntil(lambda: [one.claim.text for one in desk.rows.claims] == ["From elsewhere"], timeout=POLL_MS * 5)
    desk.close()


@pytest.mark.parametrize("cut_short", ["info", "claims"])
def test_a_look_that_fails_is_told_once_and_taken_again(
    session: Session, tasks: Tasks, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, cut_short: str
) -> None:
    def busy(_reader: CaseReader) -> object:
        raise CaseError("The case is busy")

    desk = opened(session, tasks, qtbot)
    told: list[BaseException] = []
    tasks.failed.connect(told.append)
    write_elsewhere(session)
    with monkeypatch.context() as patched:
        patched.setattr(CaseReader, cut_short, busy)
        desk.set_visible(True)
        qtbot.waitUntil(lambda: len(told) == 1, timeout=POLL_MS * 5)
    qtbot.waitUntil(lambda: [one.claim.text for one in desk.rows.claims] == ["From elsewhere"], timeout=POLL_MS * 5)
    desk.close()


def write_elsewhere(session: Session) -> None:
    """Write to the case as another program does."""
    other = CaseFile.open(session.path, clock=lambda: "2027-01-01T00:00:00.000Z", new_id=session.new_id)
    with other.intent("Add claim", reviewer=Reviewer("Jo"), origin="command line") as recorder:
        fields = {
            "text": "From elsewhere",
            "position": 0,
            "created_at": "2027-01-01T00:00:00.000Z",
            "kind": ClaimKind.STATEMENT.value,
        }
        recorder.insert(
            RecordKind.CLAIM,
            "99999999-0000-4000-8000-000000000000",
            fields | dict.fromkeys(("speaker", "date", "channel", "parent")) | {"note": ""},
        )
    other.close()


def test_the_tree_of_claims_is_patched_in_place(session: Session, tasks: Tasks, qtbot: QtBot, qtmodeltester: ModelTester) -> None:
    desk = opened(session, tasks, qtbot)
    model = EvidenceModel()
    qtmodeltester.check(model)
    desk.rows.refreshed.connect(lambda: model.show(desk.rows))
    inserted: list[int] = []
    resets: list[int] = []
    model.rowsInserted.connect(lambda _parent, first, _last: inserted.append(first))
    model.modelReset.connect(lambda: resets.append(1))
    above, _ = commands.add_claim(session, text="Never asked for, or accessed").result()
    commands.add_claim(session, text="accessed", parent=above)
    commands.add_claim(session, text="Not aware")
    qtbot.waitUntil(lambda: len(desk.rows.claims) == 3)
    assert [model.index(row, 0).data(RECORD).claim.number for row in range(2)] == ["1", "2"]
    below = model.index(0, 0, model.index(0, 0)).data(RECORD)
    assert isinstance(below, ClaimRow)
    assert (below.element, below.claim.claim.text) == (True, "accessed")
    inserted.clear()
    commands.edit_claim(session, claim=above, text="Never asked")
    qtbot.waitUntil(lambda: model.index(0, 0).data(RECORD).claim.claim.text == "Never asked")
    assert inserted == []
    assert resets == []
    desk.close()


def test_the_claim_used_last_is_forgotten_with_the_claim(session: Session, tasks: Tasks, qtbot: QtBot) -> None:
    desk = opened(session, tasks, qtbot)
    claim, _ = commands.add_claim(session, text="One").result()
    qtbot.waitUntil(lambda: desk.rows.claim(claim) is not None)
    desk.choose(claim=claim, stance=Stance.SUPPORTS)
    assert (desk.last_claim, desk.last_stance) == (claim, Stance.SUPPORTS)
    commands.remove_claim(session, claim=claim)
    qtbot.waitUntil(lambda: desk.rows.claim(claim) is None)
    assert desk.last_claim is None
    desk.close()


def test_a_claims_counts_include_its_elements() -> None:
    from reviewer.model.overview import ClaimOverview
    from reviewer.ui.case.case_rows import CaseContents, CaseRows

    rows = CaseRows()
    above = ClaimOverview(Claim(ClaimId("a"), "A", 0, ""), "1", {Stance.STATES: 2})
    below = ClaimOverview(Claim(ClaimId("b"), "B", 0, "", parent=ClaimId("a")), "1.1", {Stance.CONTRADICTS: 3})
    rows.take(CaseContents(claims=(above, below)))
    assert rows.counts(ClaimId("a")) == {Stance.STATES: 2, Stance.CONTRADICTS: 3, Stance.SUPPORTS: 0, Stance.CONTEXT: 0}


def test_counts_follow_elements_nested_deeper_than_calls_can() -> None:
    from reviewer.model.overview import ClaimOverview
    from reviewer.ui.case.case_rows import CaseContents, CaseRows

    rows = CaseRows()
    chain = [
        ClaimOverview(Claim(ClaimId(f"{n}"), "", 0, "", parent=ClaimId(f"{n - 1}") if n else None), "1", {Stance.STATES: 1})
        for n in range(3_000)
    ]
    rows.take(CaseContents(claims=tuple(chain)))
    assert rows.counts(ClaimId("0"))[Stance.STATES] == 3_000
