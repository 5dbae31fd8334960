"""The annotations of a document beside its pages: listed when the page is there, shown by a click, taken into the case once."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pymupdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from reviewer.documents.client import Workers
from reviewer.model.anchor import Anchor, RegionSelector
from reviewer.model.annotation import Annotation, AnnotationKind, Remark
from reviewer.model.geometry import PageQuad, Quad, Rect
from reviewer.model.ids import AnchorId, DocumentId, PassageId, Sha256
from reviewer.model.overview import MarkedPassage
from reviewer.model.passage import Passage
from reviewer.services.annotations.annotation_notes import note_of
from reviewer.services.annotations.annotation_places import AnnotationPlaces
from reviewer.services.annotations.reading_annotations import ListedAnnotation
from reviewer.services.annotations.taking_annotations import TakenAnnotations
from reviewer.ui.acts.annotation_acts import taken_words
from reviewer.ui.application import Windows
from reviewer.ui.controls.toast import Toast
from reviewer.ui.dialogs.left_annotations_dialog import LeftAnnotationsDialog
from reviewer.ui.look.theme import Theme
from reviewer.ui.main_window import MainWindow
from reviewer.ui.models.node_model import RECORD
from reviewer.ui.open_case import OpenCase
from reviewer.ui.panels.pages import untaken
from reviewer.ui.panels.pages.annotation_list import AnnotationList
from reviewer.ui.panels.pages.pages_pane import PagesPane
from reviewer.ui.reading import annotations
from reviewer.ui.reading.taken_places import TakenPlaces
from reviewer.ui.tasks import Tasks
from reviewer.ui.viewer.page_view import PageView
from reviewer.ui.viewer.palette import page_palette
from tests import builders
from tests.ui.conftest import CANARY, WAIT_MS

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

LINES = ("The partner may send, read, write", "and delete private messages.")
PLAIN = builders.text_pdf(["A first page"], LINES)
ANNOTATED = builders.annotated_pdf(
    PLAIN,
    f"/Subtype /Highlight /Rect [0 0 9 9] /QuadPoints {builders.quad_points(PLAIN, 'read, write', page=1)}",
    "/Subtype /Text /Rect [400 700 420 720] /T (Ann) /CreationDate (D:20190304) /Contents (Ask them)",
    page=1,
)


@pytest.fixture
def windows(make_windows: Callable[..., Windows], workers: Workers) -> Windows:
    return make_windows(lambda: workers)


@pytest.fixture
def window(windows: Windows) -> MainWindow:
    made = windows.make()
    made.resize(1280, 800)
    made.show()
    return made


def add(window: MainWindow, qtbot: QtBot, path: Path, data: bytes) -> OpenCase:
    path.write_bytes(data)
    window.paths_given.emit([path])
    qtbot.waitUntil(lambda: window.case is not None and window.case.current_document is not None, timeout=WAIT_MS)
    assert window.case is not None
    return window.case


def told(window: MainWindow) -> str:
    return " ".join(one.text for one in window.findChildren(Toast))


def test_annotations_are_listed_shown_and_taken_once(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    case = add(window, qtbot, tmp_path / "a.pdf", ANNOTATED)
    pane, listed = case.read.pages, case.read.pages.annotations
    qtbot.waitUntil(pane.annotations_button.isVisible, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: listed.model.rowCount() == 2, timeout=WAIT_MS)
    pane.annotations_button.click()
    rows = [listed.model.index(row, 0) for row in range(2)]
    assert [one.data() for one in rows] == ["Highlight, p. 2, “read, write”", "Note, p. 2, Ann, 2019-03-04, Ask them"]
    assert listed.take_button.text() == "Take all 2 into the case"
    listed.list.clicked.emit(rows[1])
    view = case.read.page_view
    assert view is not None
    qtbot.waitUntil(lambda: view.current_page == 1, timeout=WAIT_MS)
    listed.take_button.click()
    qtbot.waitUntil(lambda: len(case.desk.rows.passages) == 2, timeout=WAIT_MS)
    notes = {(one.passage.quote, one.passage.note) for one in case.desk.rows.passages.values()}
    assert notes == {("read, write", ""), (None, "Ann, 2019-03-04: Ask them")}
    qtbot.waitUntil(lambda: "1 passage of text, 1 region" in told(window), timeout=WAIT_MS)
    assert [one.data() for one in rows] == [
        "Highlight, p. 2, taken, “read, write”",
        "Note, p. 2, taken, Ann, 2019-03-04, Ask them",
    ]
    assert (listed.take_button.text(), listed.take_button.isEnabled()) == ("All 2 are in the case", False)
    assert "None is taken twice" in listed.take_button.accessibleDescription()
    listed.take_requested.emit(tuple(one.annotation for one in listed.model.listed))
    qtbot.waitUntil(lambda: "2 were in the case already" in told(window), timeout=WAIT_MS)
    assert len(case.desk.rows.passages) == 2
    case.parts.wishes.undo()
    qtbot.waitUntil(lambda: not case.desk.rows.passages, timeout=WAIT_MS)
    assert "taken" not in rows[0].data()


def test_one_of_them_can_be_taken_by_its_menu(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    case = add(window, qtbot, tmp_path / "a.pdf", ANNOTATED)
    listed = case.read.pages.annotations
    qtbot.waitUntil(lambda: listed.model.rowCount() == 2, timeout=WAIT_MS)
    listed.list.setCurrentIndex(listed.model.index(0, 0))
    menu = listed.menu()
    assert menu is not None
    menu.actions()[0].trigger()
    qtbot.waitUntil(lambda: len(case.desk.rows.passages) == 1, timeout=WAIT_MS)
    assert [one.passage.quote for one in case.desk.rows.passages.values()] == ["read, write"]


def test_a_document_without_annotations_has_no_place_for_them(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    case = add(window, qtbot, tmp_path / "a.pdf", ANNOTATED)
    pane = case.read.pages
    qtbot.waitUntil(pane.annotations_button.isVisible, timeout=WAIT_MS)
    pane.annotations_button.click()
    (tmp_path / "b.pdf").write_bytes(PLAIN)
    window.paths_given.emit([tmp_path / "b.pdf"])
    qtbot.waitUntil(lambda: len(case.desk.rows.documents) == 2, timeout=WAIT_MS)
    other = next(one.document for one in case.desk.rows.documents if one.document.name == "b.pdf")
    case.read.show_document(other.id)
    qtbot.waitUntil(lambda: not pane.annotations_button.isVisible(), timeout=WAIT_MS)
    assert pane.pages_button.isChecked()


def note(text: str, page: int = 0) -> ListedAnnotation:
    return ListedAnnotation(Annotation(page, AnnotationKind.NOTE, Rect(0, 0, 1, 1), remark=Remark(CANARY, "", "", text)))


def test_taking_is_off_with_the_reason_where_the_case_is_only_read(theme: Theme, qtbot: QtBot) -> None:
    made = AnnotationList(theme)
    qtbot.addWidget(made)
    made.set_writable(False)
    made.show_annotations([note("a")], [])
    assert not made.take_button.isEnabled()
    assert "only" in made.take_button.accessibleDescription()
    made.list.setCurrentIndex(made.model.index(0, 0))
    menu = made.menu()
    assert isinstance(menu, QMenu)
    assert not any(one.isEnabled() for one in menu.actions() if not one.isSeparator())


def test_the_place_stays_while_more_may_come(theme: Theme, tasks: Tasks, qtbot: QtBot) -> None:
    pane = PagesPane(tasks, theme)
    qtbot.addWidget(pane)
    pane.show_annotations([], [], "", to_come=True)
    assert not pane.annotations_button.isVisibleTo(pane), "nobody looks at it"
    pane.show_annotations([note("a")], [], "")
    pane.annotations_button.click()
    pane.show_annotations([], [], "", to_come=True)
    assert pane.annotations_button.isVisibleTo(pane)
    pane.show_annotations([], [], "")
    assert not pane.annotations_button.isVisibleTo(pane)
    assert pane.pages_button.isChecked()


def test_more_annotations_come_to_the_end_and_what_is_chosen_stays(theme: Theme, qtbot: QtBot) -> None:
    made = AnnotationList(theme)
    qtbot.addWidget(made)
    made.show_annotations([note("a"), note("b")], [])
    made.list.setCurrentIndex(made.model.index(1, 0))
    made.show_annotations([note("a"), note("b"), note("c", 1)], [])
    assert made.list.currentIndex().data(RECORD) == note("b")
    made.show_annotations([note("c", 1)], [])
    assert not made.list.currentIndex().isValid()


def test_a_narrow_pane_has_a_short_word_for_them(theme: Theme, tasks: Tasks, qtbot: QtBot) -> None:
    pane = PagesPane(tasks, theme)
    qtbot.addWidget(pane)
    pane.show_annotations([note("a")], [], "")
    pane.show()
    for width, words in ((400, "Annotations"), (180, "Annot."), (400, "Annotations")):
        pane.resize(width, 300)
        assert pane.annotations_button.text() == words
        assert pane.annotations_button.accessibleName() == "Annotations"


def test_words_of_documents_are_plain_in_the_list(theme: Theme, qtbot: QtBot) -> None:
    made = AnnotationList(theme)
    qtbot.addWidget(made)
    made.show_annotations([note(CANARY), note("b")], ["i"])
    index = made.model.index(0, 0)
    assert CANARY in index.data()
    assert "<img" not in index.data(Qt.ItemDataRole.ToolTipRole)
    made.resize(260, 300)
    made.show()
    made.grab()
    made.show_annotations([note("c")], [])
    assert [made.model.index(row, 0).data(RECORD) for row in range(made.model.rowCount())] == [note("c")]


@pytest.mark.parametrize(
    ("taken", "words"),
    [
        (TakenAnnotations(texts=2, regions=1), "Taken into the case: 2 passages of text, 1 region."),
        (TakenAnnotations(regions=1, wordless=1), "Taken into the case: 1 region. 1 mark lies over no text."),
        (
            TakenAnnotations(known=2, noted=1),
            "Nothing new was taken into the case. 2 were in the case already. To 1 note was added what they say.",
        ),
        (TakenAnnotations(texts=1, shortened=1), "Taken into the case: 1 passage of text. 1 note had no room for all of it."),
        (TakenAnnotations(known=3), "Nothing new was taken into the case. 3 were in the case already."),
    ],
)
def test_what_was_taken_is_said(taken: TakenAnnotations, words: str) -> None:
    assert taken_words(taken) == words


def test_the_button_takes_what_is_chosen_and_says_how_many(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    case = add(window, qtbot, tmp_path / "a.pdf", ANNOTATED)
    listed = case.read.pages.annotations
    qtbot.waitUntil(lambda: listed.model.rowCount() == 2, timeout=WAIT_MS)
    listed.list.setCurrentIndex(listed.model.index(1, 0))
    assert listed.take_button.text() == "Take 1 into the case"
    listed.take_button.click()
    qtbot.waitUntil(lambda: len(case.desk.rows.passages) == 1, timeout=WAIT_MS)
    assert [one.passage.note for one in case.desk.rows.passages.values()] == ["Ann, 2019-03-04: Ask them"]
    assert ["taken" in listed.model.index(row, 0).data() for row in range(2)] == [False, True]
    qtbot.waitUntil(lambda: listed.take_button.text() == "It is in the case", timeout=WAIT_MS)
    assert not listed.take_button.isEnabled()
    listed.list.selectAll()
    assert listed.take_button.text() == "Take 2 into the case"
    assert listed.take_button.isEnabled()
    listed.take_button.click()
    qtbot.waitUntil(lambda: listed.take_button.text() == "They are in the case", timeout=WAIT_MS)
    window.actions_of_window.trigger("edit.undo")
    qtbot.waitUntil(lambda: listed.take_button.text() == "Take 2 into the case", timeout=WAIT_MS)
    listed.list.clearSelection()
    assert listed.take_button.text() == "Take the other one into the case"


def test_the_button_offers_only_what_is_not_in_the_case(theme: Theme, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(untaken, "AT_ONCE", 3)
    made = AnnotationList(theme)
    qtbot.addWidget(made)
    all_of_them = [note(str(n)) for n in range(10)]
    made.show_annotations(all_of_them, [])
    for count, words in (
        (4, "Take the other 6 into the case"),
        (9, "Take the other one into the case"),
        (10, "All 10 are in the"),
    ):
        made.show_taken(all_of_them[:count].__contains__)
        qtbot.waitUntil(lambda: made.take_button.text().startswith(words), timeout=WAIT_MS)  # noqa: B023 - asked at once
        assert made.take_button.isEnabled() == (count < 10)
    made.show_taken(all_of_them[1:9].__contains__)
    qtbot.waitUntil(lambda: made.take_button.text() == "Take the other 2 into the case", timeout=WAIT_MS)
    with qtbot.waitSignal(made.take_requested) as asked:
        made.take_button.click()
    assert asked.args == [(all_of_them[0].annotation, all_of_them[9].annotation)]


def test_a_row_that_is_chosen_is_ringed_on_its_page(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    case = add(window, qtbot, tmp_path / "a.pdf", ANNOTATED)
    listed = case.read.pages.annotations
    qtbot.waitUntil(lambda: listed.model.rowCount() == 2, timeout=WAIT_MS)
    view = case.read.page_view
    assert view is not None
    view.go_to_page(1)
    qtbot.waitUntil(lambda: _accents(window, view) == 0, timeout=WAIT_MS)
    listed.list.setCurrentIndex(listed.model.index(0, 0))
    qtbot.waitUntil(lambda: _accents(window, view) > 50, timeout=WAIT_MS)
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: _accents(window, view) == 0, timeout=WAIT_MS)
    listed.list.setCurrentIndex(listed.model.index(1, 0))
    qtbot.waitUntil(lambda: _accents(window, view) > 50, timeout=WAIT_MS)
    view.go_to_page(0)
    qtbot.waitUntil(lambda: _accents(window, view) == 0, timeout=WAIT_MS)


def test_what_the_file_coloured_itself_is_not_filled_once_more(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    case = add(window, qtbot, tmp_path / "a.pdf", coloured_pdf())
    listed = case.read.pages.annotations
    qtbot.waitUntil(lambda: listed.model.rowCount() == 2, timeout=WAIT_MS)
    view = case.read.page_view
    assert view is not None
    view.go_to_page(1)
    plain = page_palette(False).stances[None].fill
    filled = QColor.fromRgbF(*(1 - plain.alphaF() * (1 - part) for part in (plain.redF(), plain.greenF(), plain.blueF())))
    blue_colour = QColor.fromRgbF(0.4, 0.6, 1.0)
    qtbot.waitUntil(lambda: _near(view, blue_colour) > 200, timeout=WAIT_MS)
    before = _near(view, blue_colour)
    listed.take_button.click()
    qtbot.waitUntil(lambda: len(case.desk.rows.passages) == 2, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: _near(view, filled) > 50, timeout=WAIT_MS)
    assert _near(view, blue_colour) > 0.8 * before, "the file's own colour is left as it was, above our line"


def coloured_pdf() -> bytes:
    """Return a PDF with words highlighted in blue on its second page, and others underlined."""
    with pymupdf.open("pdf", PLAIN) as made:
        page = made[1]
        for annotation in (
            page.add_highlight_annot(page.search_for("read, write")[0]),
            page.add_underline_annot(page.search_for("partner")[0]),
        ):
            annotation.set_colors(stroke=(0.4, 0.6, 1.0))
            annotation.update()
        return bytes(made.tobytes())


def _near(view: PageView, colour: QColor) -> int:
    """Return how many pixels of the page have about a colour."""
    image = view.viewport().grab().toImage()
    seen = (image.pixelColor(x, y) for x in range(0, image.width(), 2) for y in range(image.height()))
    wanted = colour.red(), colour.green(), colour.blue()
    return sum(max(abs(a - b) for a, b in zip((one.red(), one.green(), one.blue()), wanted, strict=True)) < 6 for one in seen)


def _accents(window: MainWindow, view: PageView) -> int:
    """Return how much of the page's middle has the colour of rings."""
    accent = window.theme.token("accent")
    image = view.viewport().grab().toImage()
    return sum(image.pixelColor(x, y) == accent for x in range(8, image.width() - 8, 3) for y in range(8, image.height() - 8))


def test_rows_show_marked_words_and_the_colour(theme: Theme, qtbot: QtBot) -> None:
    made = AnnotationList(theme)
    qtbot.addWidget(made)
    both = replace(note("Why?").annotation, colour=0xFF00FF)
    made.show_annotations([ListedAnnotation(both, "the marked words")], [])
    assert made.model.index(0, 0).data().endswith("“the marked words”, Why?")
    assert made.take_button.text() == "Take it into the case"
    made.resize(260, 300)
    made.show()
    assert _pixels(made, QColor(0xFF00FF)) > 50
    before = _pixels(made, theme.token("text"))
    made.show_taken(lambda _one: True)
    assert _pixels(made, theme.token("text")) < before / 2
    assert _pixels(made, theme.token("accent")) > 0
    made.hide()


def _pixels(made: AnnotationList, colour: QColor) -> int:
    image = made.list.grab().toImage()
    return sum(image.pixelColor(x, y) == colour for x in range(image.width()) for y in range(image.height()))


def test_what_was_taken_is_told_by_places_and_by_what_was_said() -> None:
    region = Rect(10, 10, 60, 60)
    listed = ListedAnnotation(note("Why?").annotation, "", AnnotationPlaces(regions=(region,)))

    def taken(note_words: str, rect: Rect, page: int = 0) -> bool:
        quads = (PageQuad(page, Quad.of_rect(rect)),)
        anchor = Anchor(AnchorId("a"), Sha256("0"), page, "", quads, region=RegionSelector(page, rect, ""))
        passage = Passage(PassageId("p"), DocumentId("d"), anchor, note_words, "")
        return TakenPlaces(lambda asked: [MarkedPassage(passage)] if asked == page else []).has(listed)

    said = note_of(listed.annotation)
    assert taken(f"Mine.\n{said}\nBecause.", region)
    assert taken(said, region.grown(0.5))
    assert not taken("Mine", region)
    assert not taken("Mine. Why? Because.", region), "the same words, but not from whom"
    assert not taken(said, region.grown(5))
    assert not taken(said, region, page=1)
    assert not TakenPlaces(lambda _page: []).has(ListedAnnotation(note("Why?").annotation))


def test_what_was_said_is_looked_for_in_all_passages_of_a_place() -> None:
    region = Rect(10, 10, 60, 60)
    listed = ListedAnnotation(note("Why?").annotation, "", AnnotationPlaces(regions=(region,)))
    anchor = Anchor(AnchorId("a"), Sha256("0"), 0, "", (PageQuad(0, Quad.of_rect(region)),), region=RegionSelector(0, region, ""))
    both = [
        MarkedPassage(Passage(PassageId(one), DocumentId("d"), anchor, one, "")) for one in (note_of(listed.annotation), "Mine")
    ]
    for order in (both, both[::-1]):
        assert TakenPlaces(lambda _page, order=order: order).has(listed)  # type: ignore[misc]


def test_what_was_left_is_named_with_what_it_says(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    beside = "/Subtype /Square /Rect [2000 300 2200 350] /T (Ann) /Contents (Beside the page)"
    case = add(window, qtbot, tmp_path / "a.pdf", builders.annotated_pdf(PLAIN, beside))
    listed = case.read.pages.annotations
    qtbot.waitUntil(lambda: listed.model.rowCount() == 1, timeout=WAIT_MS)
    listed.take_button.click()
    qtbot.waitUntil(lambda: "1 annotation could not be taken" in told(window), timeout=WAIT_MS)
    toast = next(one for one in window.findChildren(Toast) if "could not be taken" in one.text)
    next(one for one in toast.findChildren(QPushButton) if one.text() == "Show…").click()
    dialog = window.findChild(LeftAnnotationsDialog)
    assert dialog is not None
    said = [one.text() for one in dialog.findChildren(QLabel)]
    assert "Rectangle, page 1" in said
    assert "Ann: Beside the page" in said
    dialog.reject()


def test_rows_that_come_ask_nothing_of_those_that_are_there(theme: Theme, qtbot: QtBot) -> None:
    made = AnnotationList(theme)
    qtbot.addWidget(made)
    made.resize(260, 300)
    made.show()
    made.show_annotations([note(str(n)) for n in range(30_000)], [], to_come=True)
    assert made.take_button.text() == "Take the 30000 read so far"
    qtbot.wait(50)
    started = time.thread_time()
    for n in range(20):
        made.add([note(str(n))])
        QApplication.processEvents()
    assert time.thread_time() - started < 1.0
    made.hide()


def test_garbage_collection_leaves_alone_what_was_read(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(annotations, "FROZEN_EVERY", 2)
    before = gc.get_freeze_count()
    case = add(window, qtbot, tmp_path / "a.pdf", ANNOTATED)
    monkeypatch.setattr(gc, "unfreeze", lambda: None)
    qtbot.waitUntil(lambda: case.read.pages.annotations.model.rowCount() == 2, timeout=WAIT_MS)
    assert gc.get_freeze_count() > before
    assert not any(one is case.read.pages.annotations.model.listed[0] for one in gc.get_objects())
