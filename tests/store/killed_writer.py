"""A process that writes to a case until it is killed: `python killed_writer.py CASE SETTINGS SEED`.

Tells each entry once committed.
"""

from __future__ import annotations

import hashlib
import random
import sys
import uuid
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from reviewer.model.changes import RecordKind
from reviewer.settings.seals import CaseSeals
from reviewer.store.case_file import CaseFile
from reviewer.store.history.seal import Seal
from reviewer.store.records import fields
from tests.store import made
from tests.store.made import ANN, plain

rng = random.Random(int(sys.argv[3]))


def say(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def new_id() -> str:
    return str(uuid.UUID(bytes=rng.randbytes(16)))


case = CaseFile.open(Path(sys.argv[1]), clock=made.Clock(), new_id=new_id, seal=Seal(CaseSeals(Path(sys.argv[2]))))
say("open")
while True:
    data = rng.randbytes(rng.choice((1000, 300_000)))
    document = made.document(new_id(), hashlib.sha256(data).hexdigest(), size=len(data))
    case.begin_import(document.sha256, len(data))
    case.add_chunk(document.sha256, 0, data)
    case.add_pages(document.sha256, made.pages(2))
    case.add_texts(document.sha256, 0, plain(("some words",) * 2), "mupdf 1.28.2")
    with case.intent("Add document", reviewer=ANN, origin="import") as recorder:
        recorder.insert(RecordKind.DOCUMENT, document.id, fields.document_fields(document))
    say(recorder.result.seq, document.id)
    for _ in range(rng.randrange(6)):
        passage = made.passage(new_id, document)
        with case.intent("Highlight passage", reviewer=ANN, origin="window") as recorder:
            recorder.insert(RecordKind.PASSAGE, passage.id, fields.passage_fields(passage))
            recorder.insert(RecordKind.ANCHOR, passage.anchor.id, fields.anchor_fields(passage.id, passage.anchor))
        say(recorder.result.seq, passage.id)
    with case.intent("Remove document", reviewer=ANN, origin="window") as recorder:
        recorder.delete_document_tree(document.id)
    say(recorder.result.seq, document.id)
    undone = case.revert(recorder.result.seq, reviewer=ANN, origin="window")
    say(undone.seq, document.id)
