"""The rows on show follow the case: this window's commits, and those of anybody else."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from reviewer.errors import CaseError
from reviewer.model.changes import RecordKind
from reviewer.model.claim import Claim, ClaimKind
from reviewer.model.ids import ClaimId, LinkId, Reviewer
from reviewer.model.stance import Stance
from reviewer.services import commands
from reviewer.services.session import Session
from reviewer.store.case_file import CaseFile
from reviewer.store.reader import CaseReader
from reviewer.ui.case import others_work
from reviewer.ui.case.case_desk import POLL_MS, CaseDesk
from reviewer.ui.case.case_rows import read_all
from reviewer.ui.look import readable
from reviewer.ui.look.trouble_words import sentence
from reviewer.ui.models.evidence_model import ClaimRow, EvidenceModel
from reviewer.ui.models.node_model import RECORD
from reviewer.ui.tasks import Tasks
from tests.exporters.denial import the_denial


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
    assert sentence(told[0]).startswith("The case is busy. What this window shows may be out of date.")
    qtbot.waitUntil(lambda: [one.claim.text for one in desk.rows.claims] == ["From elsewhere"], timeout=POLL_MS * 5)
    desk.close()


def texts(desk: CaseDesk) -> list[str]:
    return [one.claim.text for one in desk.rows.claims]


def test_what_another_program_writes_costs_what_it_touches(
    session: Session, tasks: Tasks, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = opened(session, tasks, qtbot)
    monkeypatch.setattr(desk, "refresh", lambda: pytest.fail("everything was read anew"))
    write_elsewhere(session)
    write_elsewhere(session, "Again")
    desk.set_visible(True)
    qtbot.waitUntil(lambda: texts(desk) == ["Again", "From elsewhere"], timeout=POLL_MS * 5)
    write_elsewhere(session, "And again")
    qtbot.waitUntil(lambda: texts(desk) == ["Again", "And again", "From elsewhere"], timeout=POLL_MS * 5)
    desk.close()


@pytest.mark.parametrize("why", ["another history", "an unreadable journal", "too much"])
def test_everything_is_read_where_the_journal_does_not_say_what_another_program_did(
    session: Session, tasks: Tasks, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, why: str
) -> None:
    def unreadable(_reader: CaseReader, _after: int) -> object:
        raise CaseError("Entry 2 of the journal cannot be read")

    desk = opened(session, tasks, qtbot)
    if why == "another history":
        desk._last_hash = "f" * 64
    elif why == "too much":
        monkeypatch.setattr(others_work, "MOST_CHANGES", 1)
    else:
        monkeypatch.setattr(CaseReader, "journal", unreadable)
    write_elsewhere(session)
    desk.set_visible(True)
    qtbot.waitUntil(lambda: texts(desk) == ["From elsewhere"], timeout=POLL_MS * 5)
    desk.close()


def test_what_is_written_while_everything_is_read_does_not_count_as_shown(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    passages = CaseReader.passages

    def slow(reader: CaseReader) -> object:
        found = passages(reader)
        write_elsewhere(session)
        return found

    monkeypatch.setattr(CaseReader, "passages", slow)
    before = session.read(CaseReader.info).result()
    contents = session.read(lambda reader: read_all(reader, {})).result()
    assert contents.info == before


def test_what_could_not_be_read_is_read_though_later_commits_could(
    session: Session, tasks: Tasks, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    claims = CaseReader.claims

    def busy(reader: CaseReader) -> object:
        if threading.current_thread().name == "reader":
            raise CaseError("The case is busy")
        return claims(reader)

    desk = opened(session, tasks, qtbot)
    told: list[BaseException] = []
    tasks.failed.connect(told.append)
    with monkeypatch.context() as patched:
        patched.setattr(CaseReader, "claims", busy)
        commands.add_claim(session, text="One")
        qtbot.waitUntil(lambda: len(told) == 1)
    commands.edit_case(session, title="Another title")
    qtbot.waitUntil(lambda: desk.rows.info is not None and desk.rows.info.title == "Another title")
    desk.set_visible(True)
    qtbot.waitUntil(lambda: texts(desk) == ["One"], timeout=POLL_MS * 5)
    desk.close()


def write_elsewhere(session: Session, text: str = "From elsewhere") -> None:
    """Write to the case as another program does."""
    other = CaseFile.open(session.path, clock=lambda: "2027-01-01T00:00:00.000Z", new_id=session.new_id)
    with other.intent("Add claim", reviewer=Reviewer("Jo"), origin="command line") as recorder:
        fields = {
            "text": text,
            "position": len(text),
            "created_at": "2027-01-01T00:00:00.000Z",
            "kind": ClaimKind.STATEMENT.value,
        }
        recorder.insert(
            RecordKind.CLAIM,
            f"99999999-0000-4000-8000-{len(text):012}",
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


def test_a_passage_that_speaks_to_a_claim_and_to_its_element_counts_once() -> None:
    from reviewer.ui.case.case_rows import CaseContents, CaseRows

    case = the_denial()
    denial = case.claims[0].claim.id
    rows = CaseRows()
    rows.take(CaseContents(claims=case.claims, passages=case.passages))
    before = rows.counts(denial)
    spoken = next(one for one in case.passages if [link.stance for link in one.links] == [Stance.CONTRADICTS])
    again = replace(spoken, links=(*spoken.links, replace(spoken.links[0], id=LinkId("again"), claim=denial)))
    own = {**case.claims[0].counts, Stance.CONTRADICTS: case.claims[0].counts[Stance.CONTRADICTS] + 1}
    claims = (replace(case.claims[0], counts=own), *case.claims[1:])
    asked = frozenset({str(spoken.passage.id)})
    rows.take(CaseContents(claims=claims, passages=(again,), asked=asked))
    assert rows.counts(denial) == before
    rows.take(CaseContents(claims=case.claims, passages=(spoken,), asked=asked))
    assert rows.counts(denial) == before


def test_a_document_that_comes_last_leaves_all_rows_below_an_open_claim_as_they_are() -> None:
    from reviewer.model.overview import DocumentOverview
    from reviewer.ui.case.case_rows import CaseContents, CaseRows, Moved

    case, model, told = the_denial(), EvidenceModel(), list[Moved]()
    documents = tuple(DocumentOverview(one, 0) for one in case.documents)
    rows = CaseRows()
    rows.refreshed.connect(told.append)
    rows.refreshed.connect(lambda moved: model.show(rows, moved))
    rows.take(CaseContents(documents=documents[:-1], claims=case.claims, passages=case.passages))
    claim = model.index(0, 0)
    made = [model.node(model.index(row, 0, claim)) for row in range(model.rowCount(claim))]
    assert made
    rows.take(CaseContents(documents=documents, asked=frozenset()))
    assert (told[-1].documents, told[-1].rearranged) == (True, False)
    assert [model.node(model.index(row, 0, claim)) for row in range(model.rowCount(claim))] == made
    rows.take(CaseContents(documents=documents[::-1], asked=frozenset()))
    assert told[-1].rearranged


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


def test_counts_end_where_a_damaged_case_has_claims_in_a_ring() -> None:
    from reviewer.model.overview import ClaimOverview
    from reviewer.ui.case.case_rows import CaseContents, CaseRows

    rows = CaseRows()
    ring = [
        ClaimOverview(Claim(ClaimId(f"{n}"), "", 0, "", parent=ClaimId(f"{(n + 2) % 3}")), "1", {Stance.STATES: 1})
        for n in range(3)
    ]
    rows.take(CaseContents(claims=tuple(ring)))
    assert [rows.counts(ClaimId(f"{n}"))[Stance.STATES] for n in range(3)] == [3, 3, 3]


@pytest.mark.parametrize(
    ("edtf", "words"),
    [("2016-21", "spring 2016"), ("2016-24~", "about winter 2016"), ("2016-25", "2016-25"), ("2016-21-01", "2016-21-01")],
)
def test_seasons_are_told_by_their_names(edtf: str, words: str) -> None:
    assert readable.date_words(edtf) == words
