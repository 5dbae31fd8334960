"""The buttons of the status line stay where they are while the words beside them change."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from reviewer.model.ids import NewId
from reviewer.model.page import PageInfo
from reviewer.model.recognised import UNTOLD
from reviewer.model.text_layer import LayerKind
from reviewer.ui.look.page_source import PageSource, page_source
from reviewer.ui.look.theme import Theme
from reviewer.ui.panels.status.status_line import StatusLine
from reviewer.ui.panels.status.zoom_menu import ZoomMenu, zoom_of
from tests.store import made
from tests.ui.viewer.fakes import page_text

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

WIDTHS = (560, 700, 840, 1024, 1280, 1600)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """Return what makes the line as small as a person may make its window."""
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def line(window: QWidget, theme: Theme) -> StatusLine:
    made = StatusLine(theme, window)
    made.show_counts("2 documents · 9 passages · 1 claim")
    made.show_saved("All changes saved")
    made.show_place(("1", 1, 212))
    made.show_zoom(0.84, "width")
    made.show_source(PageSource("text in the file", "file", "in the file"))
    made.show_passages(0, None, 12)
    window.show()
    return made


def places(line: StatusLine) -> dict[str, QPoint]:
    """Return where everything that can be pressed is, by its name without what changes."""
    QApplication.processEvents()
    parts: tuple[QWidget, ...] = (line.page, line.zoom_out, line.zoom_in, line.fit, line.turn, line.previous, line.next)
    return {str(at): one.mapTo(line, QPoint()) for at, one in enumerate(parts) if one.isVisible()}


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_that_is_pressed_moves_under_the_pointer(line: StatusLine, width: int) -> None:
    line.resize(width, line.height())
    before = places(line)
    for zoom, mode in ((1.0, "page"), (0.5, "free"), (6.4, "width")):
        line.show_zoom(zoom, mode)
        assert places(line) == before
    for page in (2, 10, 212):
        line.show_place((str(page), page, 212))
        line.show_passages(page % 3, None if page == 2 else 11, 12)
        assert places(line) == before
    line.show_saved("Saving…")
    line.show_counts("12 documents · 1 240 passages · 32 claims")
    line.show_source(PageSource("recognised here, 96 %", "OCR 96 %", "by this program"))
    assert places(line) == before


@pytest.mark.parametrize("width", range(560, 1600, 20))
def test_the_ways_to_the_passages_before_and_after_come_and_go_together(line: StatusLine, width: int) -> None:
    line.resize(width, line.height())
    line.show_place(("iv", 4, 212))
    line.show_passages(3, 2, 12)
    QApplication.processEvents()
    assert line.previous.isVisible() == line.next.isVisible()
    assert line.zoom.isVisible() >= line.next.isVisible(), "the zoom is missed more: passages have keys"


@pytest.mark.parametrize("width", WIDTHS)
def test_inverting_moves_nothing(line: StatusLine, width: int) -> None:
    line.resize(width, line.height())
    parts = (line.invert, line.pair, line.source, line.previous, line.zoom)

    def where() -> list[QPoint | None]:
        QApplication.processEvents()
        return [one.mapTo(line, QPoint()) if one.isVisible() else None for one in parts]

    before = where()
    for inverted in (True, False):
        line.show_inverted(inverted)
        assert where() == before
        if width >= 1280:
            assert line.inverted.isVisible() == inverted
    line.show_place(None)
    assert not line.inverted.isVisible()


@pytest.mark.parametrize("paired", [False, True])
def test_pages_with_wider_labels_move_nothing(line: StatusLine, paired: bool) -> None:
    names = ("i", "ii", "iii", "xviii", "1", "2", *(("3", "4") if paired else ("Cover", "A-1")))
    pages = tuple(PageInfo(at, label, 595, 842) for at, label in enumerate(names))
    line.resize(1280, line.height())
    line.show_place((("i–ii" if paired else "i"), 1, 8), pages=pages)
    before = places(line)
    for at, label in enumerate(names):
        line.show_place((f"{label}–{names[(at + 1) % 8]}" if paired else label, at + 1, 8), pages=pages)
        assert places(line) == before


def test_a_hint_that_has_room_moves_nothing(line: StatusLine) -> None:
    line.resize(1400, line.height())
    before = places(line)
    for hint in ("Link: p. 2", "There are no words here to select", ""):
        line.show_hint(hint)
        assert places(line) == before


def test_a_further_passage_moves_nothing(line: StatusLine) -> None:
    line.resize(1280, line.height())
    line.show_passages(1, 9, 9)
    before = places(line)
    line.show_passages(1, 10, 10)
    assert places(line) == before


def test_a_click_leaves_the_keyboard_with_the_page(line: StatusLine, window: QWidget, qtbot: QtBot) -> None:
    page = QLineEdit(window)
    page.show()
    page.setFocus()
    for button in line.findChildren(QAbstractButton):
        if button.isVisible() and button.isEnabled():
            qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
            assert page.hasFocus() or window.focusWidget() is page, button.accessibleName()
            assert button.focusPolicy() & Qt.FocusPolicy.TabFocus, "not to be reached by keys"


@pytest.mark.parametrize("width", WIDTHS)
def test_what_is_shown_has_room(line: StatusLine, width: int) -> None:
    line.resize(width, line.height())
    for hint in ("", "Arrows move the caret, Ctrl by words, Shift selects, Escape leaves"):
        line.show_hint(hint)
        places(line)
        shown = [one for one in line.findChildren(QWidget) if one.isVisible() and one.parent() is not line]
        spans = sorted((one.mapTo(line, QPoint()).x(), one.width()) for one in shown)
        assert all(x + width <= then for (x, width), (then, _) in pairwise(spans))
        assert spans[0][0] >= 12
        assert sum(spans[-1]) <= width - 12
        assert line.hint.isVisible() == bool(hint)


@pytest.mark.parametrize("width", [one for one in WIDTHS if one >= 700])
def test_a_hint_shows_whole(line: StatusLine, width: int) -> None:
    line.resize(width, line.height())
    line.show_passages(3, 2, 12)
    line.show_hint("Some words in between are not taken. R marks a region")
    places(line)
    assert line.hint.width() >= line.hint.sizeHint().width()


def test_of_a_hint_of_two_parts_what_matters_less_is_said_where_it_has_room(line: StatusLine) -> None:
    fewer = "Recognised text: compare it with the picture"
    whole = "Arrows move the caret, Ctrl by words, Shift selects, Escape leaves · recognised text"
    for width in (1280, 700, 1280):
        line.resize(width, line.height())
        line.show_hint(whole, fewer)
        places(line)
        assert line.hint.text == (whole if width == 1280 else fewer)
        assert line.hint.width() >= line.hint.sizeHint().width()
    line.resize(700, line.height())
    assert line.hint.text == fewer
    line.show_hint("")
    assert line.hint.text == ""


def choose_zoom(line: StatusLine) -> ZoomMenu:
    """Click on the zoom; return the menu that it opens, with the keys going to its field."""
    QTest.mouseClick(line.zoom, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    return next(one for one in line.zoom.findChildren(ZoomMenu) if one.isVisible())


def test_a_zoom_is_typed_into_the_figure(line: StatusLine) -> None:
    asked: list[float] = []
    line.zoom_requested.connect(asked.append)
    menu = choose_zoom(line)
    assert menu.field.text() == "84 %"
    QTest.keyClicks(menu.field, "fit")  # all was selected, so this replaces it; no zoom, though
    QTest.keyClick(menu.field, Qt.Key.Key_Return)
    assert (asked, menu.isVisible()) == ([], True)
    QTest.keyClicks(menu.field, "150")
    QTest.keyClick(menu.field, Qt.Key.Key_Return)
    assert asked == [1.5]
    assert QApplication.activePopupWidget() is None


def test_a_zoom_and_a_fit_are_chosen_at_the_figure(line: StatusLine) -> None:
    asked: list[object] = []
    line.zoom_requested.connect(asked.append)
    line.fit_requested.connect(asked.append)
    for words in ("200 %", "Fit width", "Fit page"):
        menu = choose_zoom(line)
        assert [one.text() for one in menu.actions() if one.isChecked()] == ["Fit width"]
        next(one for one in menu.actions() if one.text() == words).trigger()
        menu.close()
    assert asked == [2.0, "page.fit_width", "page.fit_page"]


@pytest.mark.parametrize(
    ("typed", "zoom"),
    [("150", 1.5), (" 150 % ", 1.5), ("66,7%", 0.667), ("12.5", 0.125), ("0", None), ("-5", None), ("1e3", None), ("", None)],
)
def test_a_typed_zoom_is_read_in_per_cent(typed: str, zoom: float | None) -> None:
    assert zoom_of(typed) == pytest.approx(zoom)


def test_of_a_file_with_more_pages_than_can_be_shown_the_foot_says_how_many_it_has(line: StatusLine) -> None:
    line.page.beyond = 50
    line.show_place(("", 11, 10_000))
    assert line.page.text() == "p. 11  (11 of the first 10000; the file has 10050)"
    line.page.beyond = 0
    line.show_place(("", 1, 212))
    assert line.page.text() == "p. 1  (1 of 212)"


@pytest.mark.parametrize("width", WIDTHS)
def test_where_the_words_come_from_is_said_in_short_where_there_is_little_room(line: StatusLine, width: int) -> None:
    line.resize(width, line.height())
    line.show_source(PageSource("recognised here, 96 %", "OCR 96 %", "by this program"))
    places(line)
    assert line.source.isVisible() == (width >= 700)
    assert line.source.text() in {"recognised here, 96 %", "OCR 96 %"}
    assert "by this program" in line.source.toolTip()
    if width >= 1280:
        assert line.source.text() == "recognised here, 96 %"


def test_the_four_kinds_of_words_are_told_apart_whole_and_in_short(new_id: NewId) -> None:
    document = made.document(new_id(), "ab" * 32)
    plain = page_text(0)
    sure, unsure = bytes([96] * len(plain)), bytes([UNTOLD] * len(plain))
    kinds = (
        plain,
        replace(plain, kind=LayerKind.OCR),
        replace(plain, kind=LayerKind.OCR, confidences=sure),
        replace(plain, kind=LayerKind.OCR, confidences=unsure),
        replace(plain, kind=LayerKind.CORRECTED, confidences=sure),
    )
    said = [page_source(one, document) for one in kinds]
    assert [one.words for one in said] == [
        "text in the file",
        "recognised text in the file",
        "recognised here, 96 %",
        "recognised here",
        "recognised text, corrected",
    ]
    assert [one.short for one in said] == ["file", "OCR in file", "OCR 96 %", "OCR", "corrected"]
    assert all(one.meaning for one in said)
    engines = ("tesseract 5.5.4+prep1 eng-0a1b2c3d", "mupdfocr 1.28.2+words2+prep1 eng-0a1b2c3d")
    read = [page_source(replace(kinds[3], extractor=one), document).meaning for one in engines]
    assert "Tesseract 5.5.4 read them" in read[0]
    assert "within PyMuPDF 1.28.2 read them, which does not say how sure" in read[1]
