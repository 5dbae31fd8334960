"""Annotations taken into a case: once, as passages with who said what, in one step that can be undone."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import cast

import pymupdf
import pytest

from reviewer.documents.client import OpenDocument
from reviewer.errors import CancelledError, CaseError, WorkerError
from reviewer.model.anchor import Anchor, RegionSelector
from reviewer.model.annotation import Annotation, AnnotationKind, PageAnnotations, Remark
from reviewer.model.document import Document
from reviewer.model.geometry import PageQuad, Quad, Rect
from reviewer.model.ids import AnchorId, Sha256
from reviewer.model.overview import MarkedPassage
from reviewer.services import commands
from reviewer.services.annotations import reading_annotations
from reviewer.services.annotations.annotation_notes import MOST_NOTE, note_of, part_notes
from reviewer.services.annotations.annotation_places import AnnotationPlaces, Places
from reviewer.services.annotations.reading_annotations import ListedAnnotation, read_annotations
from reviewer.services.annotations.taking_annotations import TakenAnnotations, take_annotations
from reviewer.services.session import Session
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


def test_a_passage_made_by_hand_is_not_doubled_and_its_note_says_what_the_annotations_say(
    working: Session, tmp_path: Path
) -> None:
    data = builders.annotated_pdf(PLAIN, *(highlight(one, f"{ANN} /Contents (Oh)") for one in ("delete", "Nobody")))
    document = added(working, tmp_path, data)
    for words, note in (("delete", ""), ("Nobody", "Mine")):
        commands.add_passage(working, document=document.id, selection=span_of(working, document, words), note=note).result(WAIT_S)
    taken = take(working, document)
    assert (taken.texts, taken.known) == (0, 2)
    assert told(working) == [("delete", "Ann, 2019-03-04: Oh"), ("Nobody", "Mine\nAnn, 2019-03-04: Oh")]
    assert taken.noted == 2
    again = take(working, document)
    assert (again.changes, again.noted) == (None, 0)


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


def test_of_two_annotations_on_the_same_words_the_second_is_not_lost_when_it_is_taken_later(
    working: Session, tmp_path: Path
) -> None:
    said = (f"{ANN} /Contents (Yes)", f"{BOB} /Contents (No)")
    document = added(working, tmp_path, builders.annotated_pdf(PLAIN, *(highlight("delete", one) for one in said)))
    for one in read(working, document):
        take_annotations(working, document=document.id, annotations=[one]).result(WAIT_S)
    assert told(working) == [("delete", "Ann, 2019-03-04: Yes\nBob, 2019-03-05: No")]


def test_a_mark_partly_over_a_picture_becomes_a_region_there(working: Session, tmp_path: Path) -> None:
    words = builders.quad_points(PLAIN, "delete")[1:-1]
    data = builders.annotated_pdf(PLAIN, highlight("delete").replace(words, f"{words} 100 300 300 300 100 280 300 280") + ANN)
    document = added(working, tmp_path, data)
    taken = take(working, document)
    assert (taken.texts, taken.regions, taken.wordless) == (1, 1, 0)
    assert {one for one, _ in told(working)} == {"delete", None}


def test_the_space_that_a_mark_takes_beside_words_is_no_region(working: Session, tmp_path: Path) -> None:
    words = builders.quad_points(PLAIN, "delete")[1:-1]
    data = builders.annotated_pdf(PLAIN, highlight("delete").replace(words, f"{words} 300 300 306 300 300 290 306 290") + ANN)
    taken = take(working, added(working, tmp_path, data))
    assert (taken.texts, taken.regions) == (1, 0)


def test_a_mark_over_two_columns_of_a_scan_becomes_two_regions(working: Session, tmp_path: Path) -> None:
    lines = ((60, 120), (60, 100), (330, 700), (330, 680))
    quads = " ".join(f"{x} {y} {x + 200} {y} {x} {y - 15} {x + 200} {y - 15}" for x, y in lines)
    data = builders.annotated_pdf(builders.scanned_pdf(LINES), f"/Subtype /Highlight /Rect [0 0 9 9] /QuadPoints [{quads}]")
    document = added(working, tmp_path, data)
    taken = take(working, document)
    assert (taken.regions, taken.wordless) == (2, 1)
    rects = [one.passage.anchor.region.rect for one in passages(working) if one.passage.anchor.region is not None]
    assert all(one.height == pytest.approx(35, abs=0.1) for one in rects)


def test_notes_without_a_size_and_level_lines_become_regions_that_can_be_seen(working: Session, tmp_path: Path) -> None:
    data = builders.annotated_pdf(
        PLAIN,
        f"/Subtype /Text /Rect [300 300 300 300] {ANN} /Contents (Here)",
        f"/Subtype /Line /Rect [100 200 300 200] {ANN} /Contents (There)",
        f"/Subtype /Highlight /Rect [300 400 330 420] /QuadPoints [9000 9000 9100 9000 9000 8900 9100 8900] {ANN}",
    )
    document = added(working, tmp_path, data)
    taken = take(working, document)
    assert (taken.regions, taken.left) == (3, ())


def test_what_would_turn_words_about_is_seen_in_the_note() -> None:
    remark = Remark("Ann\u202e", "", "", "Oh\u2066\x85no")
    assert note_of(Annotation(0, AnnotationKind.NOTE, Rect(0, 0, 1, 1), remark=remark)) == "Ann‹U+202E›: Oh‹U+2066›\nno"


def test_a_note_is_as_long_as_a_person_can_read_and_says_where_it_was_cut(working: Session, tmp_path: Path) -> None:
    said = [highlight("delete", f"/T (P{n}) /Contents ({'x' * 9_000})") for n in range(7)]
    document = added(working, tmp_path, builders.annotated_pdf(PLAIN, *said))
    taken = take(working, document)
    ((_, note),) = told(working)
    assert (taken.texts, taken.shortened) == (1, 1)
    assert len(note) < MOST_NOTE + 100
    assert note.endswith("More was said here than a note holds.")


@pytest.mark.parametrize(
    ("mine", "mark", "stands"),
    [
        ("They denied knowing this.", highlight("delete", f"{BOB} /Contents (no)"), "Bob, 2019-03-05: no"),
        ("Ann: I do not think so", highlight("delete", f"{BOB} /Contents (think so)"), "Bob, 2019-03-05: think so"),
        ("My own note.", highlight("delete", BOB, "StrikeOut"), "Struck out\nBob, 2019-03-05"),
    ],
)
def test_what_somebody_said_is_added_though_a_note_has_its_words(
    working: Session, tmp_path: Path, mine: str, mark: str, stands: str
) -> None:
    document = added(working, tmp_path, builders.annotated_pdf(PLAIN, mark))
    take(working, document)
    (before,) = passages(working)
    commands.set_note(working, passage=before.passage.id, note=mine).result(WAIT_S)
    assert take(working, document).noted == 1
    assert told(working) == [("delete", f"{mine}\n{stands}")]
    assert take(working, document).noted == 0


def test_of_two_that_lie_upon_one_passage_and_apart_from_each_other_neither_is_lost(working: Session, tmp_path: Path) -> None:
    document = added(working, tmp_path, builders.annotated_pdf(PLAIN, highlight("delete", BOB)))

    def square(x: float, who: str) -> Annotation:
        return Annotation(0, AnnotationKind.SQUARE, Rect(x, 100, x + 20, 120), remark=Remark(who, text="says so"))

    take_annotations(working, document=document.id, annotations=[square(101.0, "Zoe")]).result(WAIT_S)
    taken = take_annotations(working, document=document.id, annotations=[square(100.2, "Ann"), square(101.8, "Bob")]).result(
        WAIT_S
    )
    assert (taken.known, taken.noted) == (2, 1)
    assert told(working) == [(None, "Zoe: says so\nAnn: says so\nBob: says so")]


def test_a_persons_own_note_is_never_cut_for_what_others_said(working: Session, tmp_path: Path) -> None:
    document = added(working, tmp_path, builders.annotated_pdf(PLAIN, highlight("delete", f"{BOB} /Contents (no)")))
    take(working, document)
    (before,) = passages(working)
    for mine in ("x" * (MOST_NOTE + 9), "x" * (MOST_NOTE - 5)):
        commands.set_note(working, passage=before.passage.id, note=mine).result(WAIT_S)
        assert take(working, document).shortened == 1
        assert told(working) == [("delete", mine)]


def test_a_long_comment_on_a_mark_in_parts_stands_once() -> None:
    assert part_notes("Oh", 2) == ["Oh\nPart 1 of 2 of one mark", "Oh\nPart 2 of 2 of one mark"]
    first, second = part_notes("x" * 9_000, 2)
    assert first.startswith("x" * 9_000)
    assert second == "The comment stands with part 1.\nPart 2 of 2 of one mark"


def test_thousands_of_regions_on_a_page_are_told_apart_at_once() -> None:
    places = Places[int]()
    started = time.process_time()
    for n in range(4_000):
        rect = Rect(n % 100 * 5, n // 100 * 12, n % 100 * 5 + 50, n // 100 * 12 + 5)
        anchor = Anchor(
            AnchorId(str(n)), Sha256("0"), 0, "", (PageQuad(0, Quad.of_rect(rect)),), region=RegionSelector(0, rect, "")
        )
        assert places.at(anchor) is None
        places.put(anchor, n)
        near = replace(anchor, quads=(PageQuad(0, Quad.of_rect(rect.grown(0.4))),))
        assert places.at(near) == n
    assert time.process_time() - started < 3


class Silent:
    """A document whose worker answers nothing."""

    page_count = 3

    def __init__(self, *annotations: Annotation) -> None:
        self.asked: list[Future[object]] = []
        self.closed = False
        self._annotations = annotations

    def _never(self, *_: object, **__: object) -> Future[object]:
        self.asked.append(Future())
        return self.asked[-1]

    pages = text = crop = _never

    def annotations(self, _first: int, count: int) -> Future[PageAnnotations]:
        if not self._annotations:
            return self._never()  # type: ignore[return-value]
        done: Future[PageAnnotations] = Future()
        done.set_result(PageAnnotations(count, self._annotations))
        return done

    def close(self) -> None:
        self.closed = True


MARK = Annotation(0, AnnotationKind.HIGHLIGHT, Rect(1, 1, 9, 9), (Quad.of_rect(Rect(1, 1, 9, 9)),))


@pytest.mark.parametrize("annotations", [(), (MARK,)], ids=["annotations", "text"])
def test_closing_the_case_does_not_wait_for_a_document_that_answers_nothing(
    working: Session, annotations: tuple[Annotation, ...]
) -> None:
    silent = Silent(*annotations)
    reading = read_annotations(working, cast("OpenDocument", silent), lambda _found: None, cancelled=lambda: False)
    _until(lambda: bool(silent.asked))
    _close_at_once(working)
    with pytest.raises(CancelledError):
        reading.result(0)
    assert silent.asked[-1].cancelled()


def test_closing_the_case_does_not_wait_for_the_words_under_what_is_taken(
    working: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = added(working, tmp_path, PLAIN)
    silent, there = Silent(), Future[Silent]()
    there.set_result(silent)
    monkeypatch.setattr(working, "open_document", lambda _document: there)
    taking = take_annotations(working, document=document.id, annotations=[MARK])
    _until(lambda: bool(silent.asked))
    _close_at_once(working)
    with pytest.raises(CancelledError):
        taking.result(0)
    assert silent.closed


def test_a_reading_that_is_not_wanted_any_more_ends_though_its_document_answers_nothing(working: Session) -> None:
    silent, unwanted = Silent(), threading.Event()
    reading = read_annotations(working, cast("OpenDocument", silent), lambda _found: None, cancelled=unwanted.is_set)
    _until(lambda: bool(silent.asked))
    unwanted.set()
    with pytest.raises(CancelledError):
        reading.result(2)


def _until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + WAIT_S
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def _close_at_once(session: Session) -> None:
    closing = threading.Thread(target=session.close, daemon=True)
    closing.start()
    closing.join(3)
    assert not closing.is_alive()


def test_a_list_is_told_of_places_and_words_and_ends_where_it_grows_endless(
    working: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = builders.annotated_pdf(PLAIN, highlight("delete", f"{ANN} /Contents (Oh)"), "/Subtype /Circle /Rect [100 300 200 350]")
    opened = working.open_document(added(working, tmp_path, data).id).result(WAIT_S)
    found: list[ListedAnnotation] = []
    try:
        assert not read_annotations(working, opened, found.extend, cancelled=lambda: False).result(WAIT_S)
        assert [one.words for one in found] == ["delete", ""]
        assert [one.places for one in found] == [
            AnnotationPlaces(spans=((len(LINES[0]) + 5, len(LINES[0]) + 11),)),
            AnnotationPlaces(regions=(Rect(100, builders.A4[1] - 350, 200, builders.A4[1] - 300),)),
        ]
        monkeypatch.setattr(reading_annotations, "MOST_LISTED", 1)
        found.clear()
        assert read_annotations(working, opened, found.extend, cancelled=lambda: False).result(WAIT_S)
        assert len(found) == 1
    finally:
        opened.close()


class Broken(Silent):
    """A document of three pages of which one's annotations cannot be read."""

    def __init__(self, *broken: int) -> None:
        super().__init__()
        self.broken = broken
        self.calls: list[tuple[int, int]] = []

    def annotations(self, first: int, count: int) -> Future[PageAnnotations]:
        self.calls.append((first, count))
        done: Future[PageAnnotations] = Future()
        if any(first <= one < first + count for one in self.broken):
            done.set_exception(WorkerError("It took too long"))
        else:
            square = Annotation(first, AnnotationKind.SQUARE, Rect(1, 1, 9, 9))
            done.set_result(PageAnnotations(1, (square,)))
        return done

    def pages(self, *_: object, **__: object) -> Future[object]:
        done: Future[object] = Future()
        done.set_exception(WorkerError("It took too long"))
        return done


def test_a_page_whose_annotations_cannot_be_read_hides_none_of_others(working: Session) -> None:
    found: list[ListedAnnotation] = []
    reading = read_annotations(working, cast("OpenDocument", Broken(1)), found.extend, cancelled=lambda: False)
    assert reading.result(WAIT_S)
    assert [one.annotation.page for one in found] == [0, 2]


def test_a_document_that_cannot_be_read_at_all_is_not_asked_for_each_of_its_pages(working: Session) -> None:
    broken = Broken(*range(500))
    broken.page_count = 500
    reading = read_annotations(working, cast("OpenDocument", broken), lambda _found: None, cancelled=lambda: False)
    with pytest.raises(WorkerError):
        reading.result(WAIT_S)
    assert len(broken.calls) < 6
