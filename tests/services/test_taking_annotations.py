"""Annotations taken into a case: once, as passages with who said what, in one step that can be undone."""

from __future__ import annotations

import threading
from pathlib import Path

import pymupdf
import pytest

from reviewer.errors import CancelledError, CaseError
from reviewer.model.annotation import Annotation, AnnotationKind, Remark
from reviewer.model.document import Document
from reviewer.model.geometry import Rect
from reviewer.model.overview import MarkedPassage
from reviewer.services import commands
from reviewer.services.session import Session
from reviewer.services.taking_annotations import TakenAnnotations, note_of, take_annotations
from reviewer.services.undo import History
from tests import builders
from tests.services.conftest import WAIT_S
from tests.services.test_passages import added, passages, span_of

LINES = ("The partner may send, read, write", "and delete private messages.", "Nobody was told of it.")
PLAIN = builders.text_pdf(LINES)
ANN = "/T (Ann) /CreationDate (D:20190304101500+01'00')"
BOB = "/T (Bob) /M (D:20190305)"


def highlight(words: str, said: str = "", subtype: str = "Highlight") -> str:
    return f"/Subtype /{subtype} /Rect [0 0 9 9] /QuadPoints {builders.quad_points(PLAIN, words)} {said}"


def read(session: Session, document: Document) -> tuple[Annotation, ...]:
    opened = session.open_document(document.id).result(WAIT_S)
    try:
        return opened.annotations(0, opened.page_count).result(WAIT_S).found
    finally:
        opened.close()


def take(session: Session, document: Document) -> TakenAnnotations:
    return take_annotations(session, document=document.id, annotations=read(session, document)).result(WAIT_S)


def told(session: Session) -> list[tuple[str | None, str]]:
    return [(one.passage.quote, one.passage.note) for one in passages(session)]


def test_marks_become_passages_of_text_and_all_else_regions_in_one_step(working: Session, tmp_path: Path) -> None:
    data = builders.annotated_pdf(
        PLAIN,
        highlight("read, write", f"{ANN} /Contents (Write too?)"),
        highlight("Nobody", BOB, "StrikeOut"),
        f"/Subtype /Square /Rect [100 300 200 350] {BOB} /Contents (Here)",
        f"/Subtype /Text /Rect [400 700 420 720] {ANN} /Contents (Ask them)",
        f"/Subtype /Text /Rect [400 700 420 720] {BOB} /Contents (I did) /IRT {{3}}",
    )
    document = added(working, tmp_path, data)
    history = History(working)
    taken = take(working, document)
    assert (taken.texts, taken.regions, taken.wordless, taken.known, taken.left) == (2, 2, 0, 0, ())
    assert set(told(working)) == {
        ("Nobody", "Struck out\nBob, 2019-03-05"),
        (None, "Ann, 2019-03-04: Ask them\nReply: Bob, 2019-03-05: I did"),
        (None, "Bob, 2019-03-05: Here"),
        ("read, write", "Ann, 2019-03-04: Write too?"),
    }
    square = next(one.passage.anchor for one in passages(working) if "Here" in one.passage.note)
    assert square.region is not None
    assert square.region.rect == Rect(100, builders.A4[1] - 350, 200, builders.A4[1] - 300)
    assert history.undo().result(WAIT_S).changes
    assert passages(working) == ()


def test_taking_them_twice_doubles_nothing_and_makes_no_entry(working: Session, tmp_path: Path) -> None:
    data = builders.annotated_pdf(
        PLAIN, highlight("read, write", ANN), "/Subtype /Circle /Rect [100 300 200 350]", highlight("delete", BOB)
    )
    document = added(working, tmp_path, data)
    take(working, document)
    before = told(working)
    head = working.read(lambda case: case.info().head).result()
    again = take(working, document)
    assert (again.changes, again.texts, again.regions, again.known) == (None, 0, 0, 3)
    assert told(working) == before
    assert working.read(lambda case: case.info().head).result() == head


def test_words_that_two_people_marked_are_one_passage_with_what_both_said(working: Session, tmp_path: Path) -> None:
    said = (f"{ANN} /Contents (Yes)", f"{BOB} /Contents (No)")
    document = added(working, tmp_path, builders.annotated_pdf(PLAIN, *(highlight("delete", one) for one in said)))
    taken = take(working, document)
    assert (taken.texts, taken.known) == (1, 0)
    assert told(working) == [("delete", "Ann, 2019-03-04: Yes\nBob, 2019-03-05: No")]
    assert take(working, document).known == 2
    assert told(working) == [("delete", "Ann, 2019-03-04: Yes\nBob, 2019-03-05: No")]


def test_a_passage_made_by_hand_is_not_doubled_and_only_an_empty_note_is_filled(working: Session, tmp_path: Path) -> None:
    data = builders.annotated_pdf(PLAIN, *(highlight(one, f"{ANN} /Contents (Oh)") for one in ("delete", "Nobody")))
    document = added(working, tmp_path, data)
    for words, note in (("delete", ""), ("Nobody", "Mine")):
        commands.add_passage(working, document=document.id, selection=span_of(working, document, words), note=note).result(WAIT_S)
    taken = take(working, document)
    assert (taken.texts, taken.known) == (0, 2)
    assert told(working) == [("delete", "Ann, 2019-03-04: Oh"), ("Nobody", "Mine")]


def test_a_mark_over_no_words_becomes_a_region_and_one_beside_the_page_is_named(working: Session, tmp_path: Path) -> None:
    data = builders.annotated_pdf(
        PLAIN, "/Subtype /Highlight /Rect [100 300 200 350]", "/Subtype /Square /Rect [2000 300 2200 350] /T (Ann)"
    )
    document = added(working, tmp_path, data)
    taken = take(working, document)
    assert (taken.texts, taken.regions, taken.wordless) == (0, 1, 1)
    ((left),) = taken.left
    assert left.annotation.remark.author == "Ann"
    assert "page 1" in left.why


def test_words_left_out_of_a_mark_are_in_no_quote(working: Session, tmp_path: Path) -> None:
    both = " ".join(builders.quad_points(PLAIN, words)[1:-1] for words in ("partner", "messages"))
    data = builders.annotated_pdf(PLAIN, f"/Subtype /Highlight /Rect [0 0 9 9] /QuadPoints [{both}] {ANN}")
    document = added(working, tmp_path, data)
    take(working, document)
    assert told(working) == [
        ("partner", "Ann, 2019-03-04\nPart 1 of 2 of one mark"),
        ("messages", "Ann, 2019-03-04\nPart 2 of 2 of one mark"),
    ]


def test_marks_of_every_common_program_on_a_turned_page_are_anchored_as_a_drag_is(working: Session, tmp_path: Path) -> None:
    doc = pymupdf.open("pdf", builders.text_pdf(LINES, rotation=90))
    doc[0].add_highlight_annot(doc[0].search_for("delete private", quads=True))
    document = added(working, tmp_path, doc.tobytes())
    take(working, document)
    (marked,) = passages(working)
    by_hand = commands.add_passage(working, document=document.id, selection=span_of(working, document, "delete private"))
    by_hand.result(WAIT_S)
    one, other = (one.passage.anchor for one in _both(working))
    assert marked.passage.quote == "delete private"
    assert (one.quads, one.text, one.page_label) == (other.quads, other.text, other.page_label)


def _both(session: Session) -> tuple[MarkedPassage, ...]:
    found = passages(session)
    assert len(found) == 2
    return found


def test_taking_can_be_cancelled_and_leaves_nothing(working: Session, tmp_path: Path) -> None:
    data = builders.annotated_pdf(PLAIN, *(highlight(one) for one in ("delete", "Nobody")))
    document = added(working, tmp_path, data)
    asked = threading.Event()

    def progress(done: int, total: int) -> None:
        assert (done, total) == (0, 2)
        asked.set()

    taking = take_annotations(
        working, document=document.id, annotations=read(working, document), progress=progress, cancelled=asked.is_set
    )
    with pytest.raises(CancelledError):
        taking.result(WAIT_S)
    assert passages(working) == ()


def test_a_case_that_is_only_read_takes_nothing(working: Session, tmp_path: Path) -> None:
    document = added(working, tmp_path, builders.annotated_pdf(PLAIN, highlight("delete")))
    found = read(working, document)
    working.read_only = True
    with pytest.raises(CaseError):
        take_annotations(working, document=document.id, annotations=found).result(WAIT_S)


@pytest.mark.parametrize(
    ("remark", "note"),
    [
        (Remark(), ""),
        (Remark("Ann"), "Ann"),
        (Remark("Ann", "D:2019", "2019"), "Ann, 2019"),
        (Remark("", "yesterday", "", "Oh"), "yesterday: Oh"),
        (Remark(text="Oh"), "Oh"),
    ],
)
def test_a_note_says_as_much_as_the_file_does(remark: Remark, note: str) -> None:
    assert note_of(Annotation(0, AnnotationKind.HIGHLIGHT, Rect(0, 0, 1, 1), remark=remark)) == note
