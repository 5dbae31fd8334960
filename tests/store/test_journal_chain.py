"""The journal recomputed by code that shares nothing with the store: only what its description says."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from reviewer.model.changes import RecordKind
from tests.store import dump
from tests.store.conftest import Filled
from tests.store.made import ANN


def escaped(text: str) -> str:
    """A JSON string as RFC 8785 writes it."""
    short = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}
    return '"' + "".join(short.get(c, f"\\u{ord(c):04x}" if ord(c) < 32 else c) for c in text) + '"'


def canonical(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return escaped(value)
    assert isinstance(value, list | tuple)
    return "[" + ",".join(canonical(one) for one in value) + "]"


def head_of(path: Path) -> str:
    """Walk the chain and return the hash that the newest entry has to have."""
    previous = "0" * 64
    for seq, at, reviewer, intent, origin, undoes, redoes, named, stored in dump.rows(
        path, "SELECT seq, at, reviewer, intent, origin, undoes, redoes, previous, hash FROM journal ORDER BY seq"
    ):
        changes = dump.rows(
            path,
            "SELECT record_kind, record_id, field, before, after FROM journal_changes WHERE seq = ? ORDER BY n",
            seq,
        )
        assert named == previous
        entry = ["reviewer-journal-1", seq, at, reviewer, intent, origin, undoes, redoes, previous, changes]
        previous = hashlib.sha256(canonical(entry).encode("utf-8")).hexdigest()
        assert previous == stored
    return previous


def test_the_chain_is_what_its_description_says(filled: Filled) -> None:
    odd = 'quotes " and \\ and \x00\x01\x1f\x7f\u2028 and \U0001f600 and é vs e\u0301\t\r\n'
    with filled.case.intent(odd, reviewer=ANN, origin="window") as recorder:
        recorder.update(RecordKind.PASSAGE, filled.passage.id, {"note": odd})
    filled.case.revert(recorder.result.seq, reviewer=ANN, origin="command line")
    assert head_of(filled.case.path) == filled.case.reader.info().head


def test_the_escapes_used_here_are_those_of_json() -> None:
    text = "".join(chr(n) for n in range(200))
    assert escaped(text) == json.dumps(text, ensure_ascii=False)


def test_every_record_follows_from_the_journal_alone(filled: Filled) -> None:
    """Replay by hand: the last value of each field of a claim is what its row holds."""
    state: dict[str, object] = {}
    for field, after in dump.rows(
        filled.case.path,
        "SELECT field, after FROM journal_changes WHERE record_kind = 'claim' AND record_id = ? ORDER BY seq, n",
        filled.claim.id,
    ):
        state[str(field)] = after
    names = ("id", "text", "position", "created_at", "speaker", "date", "channel", "kind", "note")
    (row,) = dump.rows(filled.case.path, f"SELECT {', '.join(names)} FROM claims WHERE id = ?", filled.claim.id)
    assert dict(zip(names, row, strict=True)) == state
