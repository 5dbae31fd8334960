"""Random intents, undone and redone in any order that History allows, leave exactly the rows that were there before."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from reviewer.errors import CaseError
from reviewer.model.access import AccessStatus
from reviewer.model.changes import RecordKind
from reviewer.model.stance import Stance
from reviewer.model.verdict import Verdict
from reviewer.store.case_file import CaseFile
from reviewer.store.check import check_case
from reviewer.store.history.recorder import Recorder
from reviewer.store.reader import CaseReader
from reviewer.store.records import fields
from tests.store import dump, made
from tests.store.conftest import insert_passage
from tests.store.made import ANN, plain

WORDS = st.sampled_from(["granted", "never used", "Résumé", "", "a\nb", "😀 x", '"quoted" word'])
PICK = st.integers(0, 10**6)
Rows = dict[str, list[tuple[object, ...]]]


class CaseMachine(RuleBasedStateMachine):
    """A case, and beside it the rows before and after every entry that can be undone or redone."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="reviewer-test-"))
        self.new_id = made.ids()
        path = self.folder / "x.revcase"
        self.case = CaseFile.create(path, title="x", clock=made.Clock(), new_id=self.new_id, reviewer=ANN)
        self.done: list[tuple[int, Rows, Rows]] = []
        self.undone: list[tuple[int, Rows, Rows]] = []
        self.rows = dump.evidence(path)
        self.files = 0

    def teardown(self) -> None:
        report = check_case(self.case.path)
        assert report.ok, report.findings
        dump.check_search_index(self.case.path)
        with CaseReader.open(self.case.path) as reader:
            reader.snapshot()
        self.case.close()
        shutil.rmtree(self.folder)

    def record(self, acts: Sequence[Callable[[Recorder], None]]) -> None:
        """Run one intent of some acts; each is a function of the recorder."""
        with self.case.intent("Act", reviewer=ANN, origin="window") as recorder:
            for act in acts:
                act(recorder)
        if recorder.result.seq:
            before, self.rows = self.rows, dump.evidence(self.case.path)
            self.done.append((recorder.result.seq, before, self.rows))
            self.undone.clear()

    def ids(self, table: str) -> list[str]:
        return sorted(str(row[0]) for row in self.rows[table])

    @rule(words=WORDS)
    def add_document(self, words: str) -> None:
        self.files += 1
        data = f"file {self.files}".encode()
        document = made.document(self.new_id(), hashlib.sha256(data).hexdigest(), size=len(data), position=self.files)
        self.case.begin_import(document.sha256, len(data))
        self.case.add_chunk(document.sha256, 0, data)
        self.case.add_texts(document.sha256, 0, plain((words, "second page")), "mupdf 1.28.2")
        self.rows = dump.evidence(self.case.path)  # texts are in no entry
        self.done = [(seq, *(with_entries(rows, self.rows) for rows in pair)) for seq, *pair in self.done]
        self.record([lambda r: r.insert(RecordKind.DOCUMENT, document.id, fields.document_fields(document))])

    @precondition(lambda self: self.rows["documents"])
    @rule(pick=PICK, region=st.booleans(), note=WORDS, quads=st.integers(1, 3), quote=WORDS)
    def highlight(self, pick: int, region: bool, note: str, quads: int, quote: str) -> None:
        chosen = self.ids("documents")[pick % len(self.rows["documents"])]
        document = self.case.reader.document(chosen)
        passage = (
            made.region(self.new_id, document)
            if region
            else made.passage(self.new_id, document, quads=quads, quote=quote, note=note)
        )
        acts = [lambda r: insert_passage(r, passage)]
        claims = self.ids("claims")
        if claims:
            link = made.link(self.new_id(), passage.id, claims[pick % len(claims)], list(Stance)[pick % 4], note)
            acts.append(lambda r: r.insert(RecordKind.LINK, link.id, fields.link_fields(link)))
        self.record(acts)

    @rule(pick=PICK, text=WORDS, below=st.booleans())
    def add_claim(self, pick: int, text: str, below: bool) -> None:
        claims = self.ids("claims")
        parent = claims[pick % len(claims)] if below and claims else None
        claim = made.claim(self.new_id(), text + " claimed", position=pick % 3, parent=parent)
        self.record([lambda r: r.insert(RecordKind.CLAIM, claim.id, made.claim_fields(claim))])

    @precondition(lambda self: self.rows["claims"])
    @rule(pick=PICK, text=WORDS, kind=st.sampled_from(["denial", "admission"]))
    def edit_claim(self, pick: int, text: str, kind: str) -> None:
        claim = self.ids("claims")[pick % len(self.rows["claims"])]
        change = {"text": text + " edited", "kind": kind, "speaker": text or None}
        self.record([lambda r: r.update(RecordKind.CLAIM, claim, change)])

    @precondition(lambda self: self.rows["links"])
    @rule(pick=PICK, stance=st.sampled_from(Stance), note=WORDS)
    def change_link(self, pick: int, stance: Stance, note: str) -> None:
        link = self.ids("links")[pick % len(self.rows["links"])]
        self.record([lambda r: r.update(RecordKind.LINK, link, {"stance": stance.value, "note": note})])

    @precondition(lambda self: self.rows["passages"])
    @rule(pick=PICK, note=WORDS)
    def note_and_remove_another(self, pick: int, note: str) -> None:
        passages = self.ids("passages")
        first, second = passages[pick % len(passages)], passages[(pick // 7) % len(passages)]

        def both(recorder: Recorder) -> None:
            recorder.update(RecordKind.PASSAGE, first, {"note": note})
            recorder.delete_tree(RecordKind.PASSAGE, second)

        self.record([both])

    @precondition(lambda self: self.rows["claims"])
    @rule(pick=PICK)
    def remove_claim(self, pick: int) -> None:
        claim = self.ids("claims")[pick % len(self.rows["claims"])]
        self.record([lambda r: r.delete_tree(RecordKind.CLAIM, claim)])

    @rule(text=WORDS)
    def add_name_and_permission(self, text: str) -> None:
        name = {"name": text + " Co", "kind": "person", "note": text, "created_at": made.NOON}
        permission = {"permission": text + " read", "detail": "", "position": 0, "created_at": made.NOON}
        self.record(
            [
                lambda r: r.insert(RecordKind.NAME, self.new_id(), name),
                lambda r: r.insert(RecordKind.PERMISSION, self.new_id(), permission),
            ]
        )

    @precondition(lambda self: self.rows["names"] and self.rows["permissions"])
    @rule(pick=PICK, status=st.sampled_from(AccessStatus), cited=st.booleans())
    def add_fact(self, pick: int, status: AccessStatus, cited: bool) -> None:
        names, permissions, passages = self.ids("names"), self.ids("permissions"), self.ids("passages")
        fact, actor = self.new_id(), names[pick % len(names)]
        fields_of = {"actor": actor, "permission": permissions[pick % len(permissions)], "status": status.value}
        acts = [lambda r: r.insert(RecordKind.FACT, fact, {**fields_of, "note": "", "created_at": made.NOON})]
        if cited and passages:
            citation = {"passage": passages[pick % len(passages)], "fact": fact, "created_at": made.NOON}
            acts.append(lambda r: r.insert(RecordKind.CITATION, self.new_id(), citation))
        self.record(acts)

    @precondition(lambda self: self.rows["claims"])
    @rule(pick=PICK, verdict=st.sampled_from([*Verdict, None]), reason=WORDS)
    def judge_and_ask(self, pick: int, verdict: Verdict | None, reason: str) -> None:
        claim = self.ids("claims")[pick % len(self.rows["claims"])]
        said = {"claim": claim, "verdict": verdict, "reason": reason, "reviewer": "Ann", "created_at": made.NOON}
        asked = {"claim": claim, "asked": "Why?", "asked_of": "them", "answer": reason, "created_at": made.NOON}
        self.record(
            [
                lambda r: r.insert(RecordKind.VERDICT, self.new_id(), said),
                lambda r: r.insert(RecordKind.REPLY, self.new_id(), {**asked, "answer_claim": claim}),
            ]
        )

    @precondition(lambda self: self.rows["names"])
    @rule(pick=PICK)
    def speak_and_remove_another_name(self, pick: int) -> None:
        names, claims = self.ids("names"), self.ids("claims")
        speaker, gone = names[pick % len(names)], names[(pick // 7) % len(names)]
        acts = [lambda r: r.delete_tree(RecordKind.NAME, gone)]
        if claims:
            claim = claims[pick % len(claims)]
            acts.insert(0, lambda r: r.update(RecordKind.CLAIM, claim, {"speaker_name": speaker}))
        self.record(acts)

    @precondition(lambda self: self.rows["documents"])
    @rule(pick=PICK)
    def remove_document(self, pick: int) -> None:
        document = self.ids("documents")[pick % len(self.rows["documents"])]
        self.record([lambda r: r.delete_document_tree(document)])

    @precondition(lambda self: self.done)
    @rule(times=st.integers(1, 4))
    def undo(self, times: int) -> None:
        for _ in range(min(times, len(self.done))):
            seq, before, after = self.done.pop()
            assert self.case.reader.last_undoable() == seq
            changes = self.case.revert(seq, reviewer=ANN, origin="window")
            self.rows = dump.evidence(self.case.path)
            assert self.rows == before
            self.undone.append((changes.seq, before, after))

    @precondition(lambda self: self.undone)
    @rule(times=st.integers(1, 4))
    def redo(self, times: int) -> None:
        for _ in range(min(times, len(self.undone))):
            seq, before, after = self.undone.pop()
            changes = self.case.revert(seq, reviewer=ANN, origin="window", redo=True)
            self.rows = dump.evidence(self.case.path)
            assert self.rows == after
            self.done.append((changes.seq, before, after))

    @rule()
    def fail(self) -> None:
        with pytest.raises(CaseError, match="is not in the case"):
            self.record([lambda r: r.delete_document_tree("00000000-0000-0000-0000-000000000000")])
        assert dump.evidence(self.case.path) == self.rows

    @invariant()
    def every_document_is_counted(self) -> None:
        counted = {one.document.id: one.passages for one in self.case.reader.documents()}
        assert sum(counted.values()) == len(self.case.reader.passages()) == len(self.rows["passages"])


def with_entries(rows: Rows, now: Rows) -> Rows:
    """Give earlier rows the pages that can be searched for now: pages stay when their document goes."""
    others = [one for one in rows["search_entries"] if one[0] != "page"]
    pages = [one for one in now["search_entries"] if one[0] == "page"]
    return rows | {"search_entries": sorted(others + pages, key=repr)}


TestCaseMachine = CaseMachine.TestCase
TestCaseMachine.settings = settings(max_examples=15, stateful_step_count=20, print_blob=False)
