"""A case with something of everything in it, for the store's tests."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from reviewer.model.changes import Changes, RecordKind
from reviewer.model.claim import Claim, Link
from reviewer.model.document import Document, Provenance, Publication
from reviewer.model.passage import Passage
from reviewer.model.stance import Stance
from reviewer.store.case_file import CaseFile
from reviewer.store.history.recorder import Recorder
from reviewer.store.records import fields
from tests.store import made
from tests.store.made import ANN, plain

TEXTS = (
    "Partners were given the ability to send, read and delete\nprivate messages; they could co-\noperate on a thread.",
    "The cooperation ended in 2017. Résumé of naïve users.",
)


@pytest.fixture
def clock() -> made.Clock:
    return made.Clock()


@pytest.fixture
def new_id() -> Callable[[], str]:
    return made.ids()


@pytest.fixture
def case(tmp_path: Path, clock: made.Clock, new_id: Callable[[], str]) -> Iterator[CaseFile]:
    case_file = CaseFile.create(tmp_path / "case.revcase", title="Partner access", clock=clock, new_id=new_id, reviewer=ANN)
    yield case_file
    case_file.close()


def add_document(case: CaseFile, document: Document, data: bytes, texts: tuple[str, ...] = TEXTS) -> Changes:
    """Bring a document in as the importer does."""
    if case.begin_import(document.sha256, len(data)):
        case.add_chunk(document.sha256, 0, data)
        case.add_pages(document.sha256, made.pages(document.page_count))
        case.add_texts(document.sha256, 0, plain(texts), "mupdf 1.28.2")
    with case.intent("Add document", reviewer=ANN, origin="import") as recorder:
        recorder.insert(RecordKind.DOCUMENT, document.id, fields.document_fields(document))
    return recorder.result


def new_document(
    new_id: Callable[[], str],
    data: bytes,
    *,
    position: int = 0,
    page_count: int = 2,
    provenance: Provenance = made.NOTHING_KNOWN,
) -> Document:
    sha256, size = hashlib.sha256(data).hexdigest(), len(data)
    return made.document(new_id(), sha256, size=size, position=position, page_count=page_count, provenance=provenance)


def insert_passage(recorder: Recorder, passage: Passage) -> None:
    recorder.insert(RecordKind.PASSAGE, passage.id, fields.passage_fields(passage))
    recorder.insert(RecordKind.ANCHOR, passage.anchor.id, fields.anchor_fields(passage.id, passage.anchor))


@dataclass
class Filled:
    """A case with a document, a text passage and a region, a claim with an element, and a link."""

    case: CaseFile
    document: Document
    passage: Passage
    region: Passage
    claim: Claim
    element: Claim
    link: Link
    new_id: Callable[[], str]


@pytest.fixture
def filled(case: CaseFile, new_id: Callable[[], str]) -> Filled:
    data = b"%PDF-1.7 partner sheet"
    provenance = Provenance("by post", "a former partner", "2018-12", Publication.LEAKED)
    document = new_document(new_id, data, provenance=provenance)
    add_document(case, document, data)
    claim = made.claim(
        new_id(), "We never had access to private messages", speaker="Stream Co", date="2018-12-19", channel="tweet"
    )
    element = made.claim(new_id(), "never asked", parent=claim.id)
    with case.intent("Add claim", reviewer=ANN, origin="window") as recorder:
        recorder.insert(RecordKind.CLAIM, claim.id, made.claim_fields(claim))
        recorder.insert(RecordKind.CLAIM, element.id, made.claim_fields(element))
    passage = made.passage(new_id, document, quads=2, note="the grant itself")
    link = made.link(new_id(), passage.id, claim.id, Stance.CONTEXT, "granted is not used")
    with case.intent("Highlight passage", reviewer=ANN, origin="window") as recorder:
        insert_passage(recorder, passage)
        recorder.insert(RecordKind.LINK, link.id, fields.link_fields(link))
    region = made.region(new_id, document, page=1)
    with case.intent("Mark region", reviewer=ANN, origin="window") as recorder:
        insert_passage(recorder, region)
    return Filled(case, document, passage, region, claim, element, link, new_id)
