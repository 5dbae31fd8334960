"""Highlights: from a span to a passage with all its ways back, tagged, undone, done again."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer.documents.text.quotes.quote import find_quote
from reviewer.errors import UsageError
from reviewer.model.anchor import AnchorState
from reviewer.model.changes import RecordKind
from reviewer.model.document import Document
from reviewer.model.geometry import Rect
from reviewer.model.ids import DocumentId, PassageId
from reviewer.model.overview import MarkedPassage
from reviewer.model.spans import RegionSpan, TextSpan
from reviewer.model.stance import Stance
from reviewer.model.text_layer import LayerKind
from reviewer.services import commands
from reviewer.services.adding.importing import add_documents
from reviewer.services.session import Session
from reviewer.services.undo import History
from tests import builders


def added(session: Session, folder: Path, data: bytes, name: str = "a.pdf") -> Document:
    path = folder / name
    path.write_bytes(data)
    (result,) = add_documents(session, [path]).result()
    assert result.document is not None, result.reason
    document = result.document
    return session.read(lambda case: case.document(document)).result()


def span_of(session: Session, document: Document, quote: str) -> TextSpan:
    layers = session.read(lambda case: case.page_texts(document.id)).result()
    start, end = find_quote({page: text for page, (text, _) in layers.items()}, quote)[0]
    return TextSpan(document.id, start, end)


def passages(session: Session, document: DocumentId | None = None) -> tuple[MarkedPassage, ...]:
    return session.read(lambda case: case.passages(document)).result()


def test_a_text_highlight_keeps_every_way_back(working: Session, tmp_path: Path) -> None:
    document = added(working, tmp_path, builders.text_pdf(["The partner may send, read, write", "and delete private messages."]))
    span = span_of(working, document, "read, write and delete")
    changes = commands.add_passage(working, document=document.id, selection=span, note="see").result()
    (marked,) = passages(working)
    anchor = marked.passage.anchor
    assert changes.made(RecordKind.PASSAGE) == (marked.passage.id,)
    assert (marked.passage.quote, marked.passage.quote_as_printed) == ("read, write and delete", "read, write\nand delete")
    assert marked.passage.note == "see"
    assert (anchor.document_sha256, anchor.page, anchor.state) == (document.sha256, 0, AnchorState.EXACT)
    assert len(anchor.quads) == 2
    assert anchor.quads[0].quad.rect.y1 <= anchor.quads[1].quad.rect.y1
    assert anchor.text is not None
    assert anchor.text.prefix.endswith("send, ")
    assert anchor.text.suffix.startswith(" private")
    (layer,) = anchor.text.layers
    assert (layer.page, layer.kind) == (0, LayerKind.BORN_DIGITAL)
    stored = working.read(lambda case: case.page_texts(document.id)).result()[0][1]
    assert layer == stored


def test_a_quote_over_a_page_end_is_one_passage_on_two_pages(working: Session, tmp_path: Path) -> None:
    document = added(working, tmp_path, builders.text_pdf(["it goes on"], ["over the page"]))
    commands.add_passage(working, document=document.id, selection=span_of(working, document, "goes on over the")).result()
    (marked,) = passages(working)
    assert marked.passage.anchor.pages == (0, 1)
    assert marked.passage.anchor.text is not None
    assert len(marked.passage.anchor.text.layers) == 2


def test_context_comes_from_the_pages_beside_where_the_page_ends(working: Session, tmp_path: Path) -> None:
    document = added(working, tmp_path, builders.text_pdf(["the page before"], ["middle words"], ["the page after"]))
    commands.add_passage(working, document=document.id, selection=span_of(working, document, "middle words")).result()
    (marked,) = passages(working)
    anchor = marked.passage.anchor
    assert anchor.text is not None
    assert anchor.text.prefix.strip() == "the page before"
    assert anchor.text.suffix.strip() == "the page after"
    assert anchor.pages == (1,)
    assert len(anchor.text.layers) == 1


def test_a_region_of_a_picture_keeps_its_rectangle_and_what_it_looks_like(working: Session, tmp_path: Path) -> None:
    document = added(working, tmp_path, builders.png(size=(600, 300)), "post.png")
    rect = Rect(20, 20, 400, 150)
    commands.add_passage(working, document=document.id, selection=RegionSpan(document.id, 0, rect)).result()
    (marked,) = passages(working)
    region = marked.passage.anchor.region
    assert region is not None
    assert region.rect == rect
    assert len(region.dhash) == 16
    assert marked.passage.quote is None


def test_what_cannot_be_marked_is_refused_and_leaves_nothing(working: Session, tmp_path: Path) -> None:
    document = added(working, tmp_path, builders.text_pdf(["words"]))
    spans = [
        RegionSpan(document.id, 0, Rect(5000, 5000, 6000, 6000)),
        RegionSpan(document.id, 7, Rect(0, 0, 10, 10)),
        RegionSpan(document.id, 0, Rect(10, 10, 10.2, 50)),
    ]
    for span in spans:
        with pytest.raises(UsageError):
            commands.add_passage(working, document=document.id, selection=span).result()
    words = span_of(working, document, "words")
    with pytest.raises(UsageError, match="go together"):
        commands.add_passage(working, document=document.id, selection=words, stance=Stance.CONTEXT).result()
    assert passages(working) == ()


def test_a_passage_with_a_new_claim_is_one_entry_of_the_journal(working: Session, tmp_path: Path) -> None:
    document = added(working, tmp_path, builders.text_pdf(["one two three"]))
    before = len(working.read(lambda case: tuple(case.journal())).result())
    span = span_of(working, document, "two")
    changes = commands.add_passage(
        working, document=document.id, selection=span, new_claim="They knew", stance=Stance.SUPPORTS
    ).result()
    (marked,) = passages(working)
    assert marked.links[0].claim == changes.made(RecordKind.CLAIM)[0]
    again = commands.link(working, passage=marked.passage.id, new_claim="They asked", stance=Stance.CONTEXT).result()
    assert len(again.made(RecordKind.CLAIM)) == 1
    assert len(working.read(lambda case: tuple(case.journal())).result()) == before + 2
    assert [one.number for one in working.read(lambda case: case.claims()).result()] == ["1", "2"]


def test_highlight_tag_undo_and_redo(working: Session, tmp_path: Path) -> None:
    document = added(working, tmp_path, builders.text_pdf(["one two three"]))
    claim, _ = commands.add_claim(working, text="a claim").result()
    history = History(working)
    commands.add_passage(
        working,
        document=document.id,
        selection=span_of(working, document, "two"),
        claim=claim,
        stance=Stance.CONTRADICTS,
        link_note="why",
    ).result()
    before = passages(working)
    assert [(one.claim, one.stance, one.note) for one in before[0].links] == [(claim, Stance.CONTRADICTS, "why")]
    assert history.undo_words == "Mark a passage that contradicts"
    history.undo().result()
    assert passages(working) == ()
    history.redo().result()
    assert passages(working) == before


def test_links_are_made_changed_and_taken_off(working: Session, tmp_path: Path) -> None:
    document = added(working, tmp_path, builders.text_pdf(["one two three"]))
    claim, _ = commands.add_claim(working, text="a claim").result()
    changes = commands.add_passage(working, document=document.id, selection=span_of(working, document, "two")).result()
    passage = PassageId(changes.made(RecordKind.PASSAGE)[0])
    commands.link(working, passage=passage, claim=claim, stance=Stance.SUPPORTS, note="n").result()
    commands.link(working, passage=passage, claim=claim, stance=Stance.CONTEXT).result()
    (marked,) = passages(working)
    assert [(one.stance, one.note) for one in marked.links] == [(Stance.CONTEXT, "n")]
    commands.set_stance(working, passage=passage, claim=claim, stance=Stance.STATES).result()
    commands.set_link_note(working, passage=passage, claim=claim, note="m").result()
    commands.set_note(working, passage=passage, note="of the passage").result()
    (marked,) = passages(working)
    assert [(one.stance, one.note) for one in marked.links] == [(Stance.STATES, "m")]
    assert marked.passage.note == "of the passage"
    commands.unlink(working, passage=passage, claim=claim).result()
    assert passages(working)[0].links == ()
    with pytest.raises(UsageError, match="not tagged"):
        commands.unlink(working, passage=passage, claim=claim).result()


def test_removing_takes_what_hangs_on_it_and_undo_brings_all_back(working: Session, tmp_path: Path) -> None:
    document = added(working, tmp_path, builders.text_pdf(["one two three"]))
    claim, _ = commands.add_claim(working, text="a claim").result()
    span = span_of(working, document, "two")
    commands.add_passage(working, document=document.id, selection=span, claim=claim, stance=Stance.SUPPORTS).result()
    history, before = History(working), passages(working)
    for remove in (
        lambda: commands.remove_passage(working, passage=before[0].passage.id),
        lambda: commands.remove_document(working, document=document.id),
    ):
        remove().result()
        assert passages(working) == ()
        history.undo().result()
        assert passages(working) == before
    commands.remove_claim(working, claim=claim).result()
    assert passages(working)[0].links == ()
    history.undo().result()
    assert passages(working) == before


def test_documents_are_renamed_and_ordered(working: Session, tmp_path: Path) -> None:
    first = added(working, tmp_path, builders.text_pdf(["a"]), "a.pdf")
    second = added(working, tmp_path, builders.text_pdf(["b"]), "b.pdf")
    commands.rename_document(working, document=first.id, name=" The register ").result()
    commands.move_document(working, document=second.id, position=0).result()
    assert [one.document.name for one in working.read(lambda case: case.documents()).result()] == ["b.pdf", "The register"]
    with pytest.raises(UsageError, match="needs a name"):
        commands.rename_document(working, document=first.id, name=" ").result()
