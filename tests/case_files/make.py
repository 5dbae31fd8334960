"""Makes the small case file of the schema as it is released: `python tests/case_files/make.py`. Never run for an older schema.

Each released schema keeps its file: it must open, be brought up to date and export for as long as the program lives.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from reviewer.model.anchor import AnchorState, TextPosition, TextSelector
from reviewer.model.changes import RecordKind
from reviewer.model.claim import Claim
from reviewer.model.correction import BuiltPack
from reviewer.model.coverage import PageView
from reviewer.model.document import Document, LinkedFile, Provenance, Publication
from reviewer.model.geometry import Rect
from reviewer.model.ids import AnchorId, Reviewer, Sha256
from reviewer.model.overview import ReadingPlace
from reviewer.model.page import PageInfo
from reviewer.model.passage import Passage
from reviewer.model.stance import Stance
from reviewer.store.case_file import CaseFile
from reviewer.store.content.desk import note_pack
from reviewer.store.file.migrations import SCHEMA_VERSION
from reviewer.store.records import fields
from tests.store import made
from tests.store.conftest import insert_passage, new_document
from tests.store.made import ANN, plain

HERE = Path(__file__).parent
PAGE = """<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R
/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>"""
QUOTE = "send, read and delete"
TEXT = "Partners could send, read and delete private messages."


def pdf() -> bytes:
    """A one-page PDF with one line of text, written by hand so that its bytes never change."""
    content = f"BT /F1 12 Tf 72 700 Td ({TEXT}) Tj ET"
    bodies = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        PAGE,
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
    )
    out, offsets = "%PDF-1.4\n", []
    for number, body in enumerate(bodies, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    start = len(out)
    out += f"xref\n0 5\n0000000000 65535 f \n{table}trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    return out.encode("ascii")


def passage_of(new_id: Callable[[], str], document: Document) -> Passage:
    """A passage that lies where the words are."""
    passage = made.passage(new_id, document, quote=QUOTE, y=80, note="the grant")
    text = passage.anchor.text
    assert text is not None
    start, layer = TEXT.index(QUOTE), replace(text.layers[0], sha256=Sha256(hashlib.sha256(f"{TEXT}\n".encode()).hexdigest()))
    selector = TextSelector(
        TextPosition(0, start),
        TextPosition(0, start + len(QUOTE)),
        QUOTE,
        QUOTE,
        TEXT[:start],
        TEXT[start + len(QUOTE) :],
        (layer,),
    )
    return replace(passage, anchor=replace(passage.anchor, text=selector))


def add_linked(case: CaseFile, new_id: Callable[[], str]) -> None:
    """A document too large for a case, whose file lay where no test has one."""
    sha256 = Sha256(hashlib.sha256(b"three GiB").hexdigest())
    document = made.document(
        new_id(), sha256, name="Message archive.pdf", size=3 * 1024**3, page_count=1, position=1, linked=True
    )
    link = LinkedFile(sha256, document.size, Path("/nowhere/at all/Message archive.pdf"), 1_772_625_600_000_000_000)
    case.begin_import(sha256, document.size, link)
    case.add_pages(sha256, (PageInfo(0, "", 612, 792),))
    case.add_texts(sha256, 0, plain(("An archive of the threads.\n",)), "mupdf 1.28.2")
    with case.intent("Add document", reviewer=ANN, origin="import") as recorder:
        recorder.insert(RecordKind.DOCUMENT, document.id, fields.document_fields(document))
    case.add_recognised(sha256, made.recognised(0, "An archive of the threads.\n"))
    with case.intent("Recognise text", reviewer=ANN, origin="recognition") as recorder:
        found = {"text": "ocr", "recognised": case.reader.recognised.fingerprint(sha256)}
        recorder.update(RecordKind.DOCUMENT, document.id, found)
    (layer,) = [one for one in case.reader.recognised.layers(sha256, 0) if one.is_ours]
    word = made.correction(new_id(), document, layer.layer.sha256, ("threads", "threats"), layer.text)
    with case.intent("Correct word", reviewer=ANN, origin="window") as recorder:
        recorder.insert(RecordKind.WORD_CORRECTION, word.id, fields.word_correction_fields(word))


def add_version(case: CaseFile, new_id: Callable[[], str], passage: Passage) -> None:
    """The second document is a version of the first, in which a passage stood for a while."""
    first, second = (one.document for one in case.reader.documents())
    anchor = replace(passage.anchor, id=AnchorId(new_id()), document_sha256=second.sha256, state=AnchorState.MOVED)
    with case.intent("Mark as a version", reviewer=ANN, origin="window") as recorder:
        recorder.update(RecordKind.DOCUMENT, second.id, {"version_of": first.id})
    with case.intent("Carry a passage over", reviewer=ANN, origin="window") as recorder:
        recorder.insert(RecordKind.ANCHOR, anchor.id, fields.anchor_fields(passage.id, anchor))
        recorder.update(RecordKind.PASSAGE, passage.id, {"document": second.id})
    with case.intent("Take a passage back", reviewer=ANN, origin="window") as recorder:
        recorder.update(RecordKind.PASSAGE, passage.id, {"document": first.id})
    with case.intent("Keep passage in its version", reviewer=ANN, origin="window") as recorder:
        recorder.update(RecordKind.ANCHOR, passage.anchor.id, {"kept_from": second.sha256})


def add_desk(case: CaseFile, new_id: Callable[[], str], element: Claim, passage: Passage) -> None:
    """One of each record of the claims desk."""
    document = case.reader.documents()[0].document
    name, permission, fact, event, correction = (new_id() for _ in range(5))
    with case.intent("Take the claim apart", reviewer=ANN, origin="window") as recorder:
        recorder.insert(
            RecordKind.NAME, name, {"name": "Stream Co", "kind": "organisation", "note": "", "created_at": recorder.at}
        )
        recorder.insert(RecordKind.ALIAS, new_id(), {"owner": name, "alias": "Stream", "created_at": recorder.at})
        place = {"start_offset": 3, "end_offset": 8, "part": "hedge"}
        recorder.update(RecordKind.CLAIM, element.id, place)
        recorder.update(RecordKind.CLAIM, str(element.parent), {"speaker_name": name, "ready": 1})
        recorder.update(RecordKind.DOCUMENT, document.id, {"dated": "2017-02"})
        by = {"reviewer": ANN.name, "created_at": recorder.at}
        recorder.insert(RecordKind.VERDICT, new_id(), {"claim": element.id, "verdict": "contradicted", "reason": "p. 1", **by})
        link = case.reader.passages()[0].links[0]
        recorder.insert(RecordKind.LINK_REVIEW, new_id(), {"link": link.id, "opinion": "agree", "comment": "", **by})
        recorder.insert(RecordKind.SIGN_OFF, new_id(), {"claim": element.parent, "digest": "ab" * 32, **by})
    with case.intent("Add access fact", reviewer=ANN, origin="window") as recorder:
        at = {"created_at": recorder.at}
        recorder.insert(RecordKind.PERMISSION, permission, {"permission": "read", "detail": "", "position": 0, **at})
        fields_of = {"actor": name, "permission": permission, "status": "granted", "from_date": "2014-05-14", "note": "", **at}
        recorder.insert(RecordKind.FACT, fact, fields_of)
        recorder.insert(RecordKind.CITATION, new_id(), {"passage": passage.id, "fact": fact, **at})
        recorder.insert(RecordKind.EVENT, event, {"event": "Switched off", "date": "2015-22", "note": "", **at})
        story = {
            "story": "The story",
            "version": "v2",
            "date": "2018-12-20",
            "changed": "Reply added",
            "approved_by": "Bea",
            **at,
        }
        recorder.insert(RecordKind.CORRECTION, correction, {**story, **at})
        recorder.insert(RecordKind.CORRECTED, new_id(), {"correction": correction, "claim": element.parent})
        asked = {"claim": element.parent, "asked": "Did you?", "asked_of": "Stream Co", "answer": "", **at}
        recorder.insert(RecordKind.REPLY, new_id(), asked)
        said = {"author": "Stream Co", "handle": "@stream", "post": "Never", "shown_time": "", "address": "", **at}
        recorder.insert(RecordKind.POST, new_id(), {"document": document.id, "page": 0, **said})
    case.keep(lambda database: note_pack(database, BuiltPack("pack.zip", "ab" * 32, 3, made.NOON)), asked_for=True)


def main() -> None:
    path = HERE / f"v{SCHEMA_VERSION}.revcase"
    new_id, data = made.ids(), pdf()
    with CaseFile.create(path, title="Partner access", clock=made.Clock(), new_id=new_id, reviewer=ANN) as case:
        provenance = Provenance("by post", "a former partner", "2018-12~", Publication.LEAKED)
        document = new_document(new_id, data, provenance=provenance, page_count=1)
        case.begin_import(document.sha256, len(data))
        case.add_chunk(document.sha256, 0, data)
        case.add_pages(document.sha256, (PageInfo(0, "", 612, 792),))
        case.add_texts(document.sha256, 0, plain((TEXT + "\n",)), "mupdf 1.28.2")
        with case.intent("Add document", reviewer=ANN, origin="import") as recorder:
            recorder.insert(RecordKind.DOCUMENT, document.id, fields.document_fields(document))
        add_linked(case, new_id)
        claim = made.claim(new_id(), "We never had access to private messages", speaker="Stream Co", date="2018-12-19")
        element = made.claim(new_id(), "never asked", parent=claim.id)
        with case.intent("Add claim", reviewer=ANN, origin="window") as recorder:
            recorder.insert(RecordKind.CLAIM, claim.id, made.claim_fields(claim))
            recorder.insert(RecordKind.CLAIM, element.id, made.claim_fields(element))
        passage = passage_of(new_id, document)
        link = made.link(new_id(), passage.id, claim.id, Stance.CONTEXT, "granted is not used")
        with case.intent("Highlight passage", reviewer=ANN, origin="window") as recorder:
            insert_passage(recorder, passage)
            recorder.insert(RecordKind.LINK, link.id, fields.link_fields(link))
        with case.intent("Mark region", reviewer=ANN, origin="window") as recorder:
            insert_passage(recorder, made.region(new_id, document, rect=Rect(100, 300, 200.5, 400)))
        with case.intent("Countercheck page", reviewer=Reviewer("Bea"), origin="window") as recorder:
            fields_of = {"document": document.id, "page": 0, "reviewer": "Bea", "created_at": recorder.at}
            recorder.insert(RecordKind.COUNTERCHECK, new_id(), fields_of)
        add_version(case, new_id, passage)
        add_desk(case, new_id, element, passage)
        with case.intent("Change stance", reviewer=ANN, origin="window") as recorder:
            recorder.update(RecordKind.LINK, link.id, {"stance": "contradicts"})
        undone = case.revert(recorder.result.seq, reviewer=ANN, origin="window")
        case.revert(undone.seq, reviewer=ANN, origin="window", redo=True)
        case.set_reading_place(document.id, ReadingPlace(0, 12.5, 1.25))
        case.note_views({ANN: [PageView(document.id, 0, 4200, found=True)]})
        path.with_suffix(".head").write_text(case.reader.info().head + "\n")


if __name__ == "__main__":
    main()
