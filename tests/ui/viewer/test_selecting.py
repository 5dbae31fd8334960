"""What a drag, a double click and a triple click take, on upright, turned, wordless and neighbouring pages."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from reviewer.documents.text.selecting.selection import select
from reviewer.errors import WorkerError
from reviewer.model.anchor import TextPosition
from reviewer.model.geometry import Point, Quad, Rect
from reviewer.model.ids import DocumentId
from reviewer.model.spans import MarkRequest, RegionSpan, TextSpan
from reviewer.model.stance import Stance
from reviewer.ui.viewer.geometry.page_layout import PagePoint
from reviewer.ui.viewer.gestures.edge_scroll import scroll_step
from reviewer.ui.viewer.page_view import PageView
from tests.documents.layouts import page_text as laid_out
from tests.ui.viewer.conftest import Mouse, Opened
from tests.ui.viewer.fakes import LEFT, LETTER, LINE, TOP, WORDS, FakeDocument, letter_at, mark, pages, settle, word_rect

SHIFT, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier


def edge(row: int, col: int) -> tuple[float, float]:
    """Return a point a little right of where a letter begins: the caret goes before it."""
    x, y = letter_at(row, col)
    return x - LETTER * 0.3, y


def requests_of(view: PageView) -> list[MarkRequest]:
    found: list[MarkRequest] = []
    view.mark_requested.connect(found.append)
    return found


def test_a_drag_selects_what_it_was_dragged_over(opened: Opened, mouse: Mouse) -> None:
    view, _ = opened()

    mouse.drag((0, *edge(0, 4)), (0, *edge(0, 23)))

    assert view.selected_text() == "partner application"
    assert [one.quad for one in view.selected_quads()] == [Quad.of_rect(word_rect(0, 4, 23))]
    assert view.has_selection


def test_a_drag_upwards_selects_the_same(opened: Opened, mouse: Mouse) -> None:
    view, _ = opened()

    mouse.drag((0, *edge(1, 6)), (0, *edge(0, 38)))

    assert view.selected_text() == "write and\ndelete"
    assert len(view.selected_quads()) == 2


@pytest.mark.parametrize("above", [3.0, 6.0])
def test_a_drag_from_the_gap_between_pages_begins_at_the_nearest_pages_edge(opened: Opened, mouse: Mouse, above: float) -> None:
    view, _ = opened()
    view.go_to_page(1)
    view._bench.stage.scroll_by(0, -200)
    settle()
    assert view._bench.stage.camera.page_point(view._bench.stage.camera.view_point(PagePoint(1, Point(300, -above)))) is None

    mouse.drag((1, 300, -above), (1, *edge(1, 6)))

    assert view.selected_text() == WORDS[0] + "\n" + WORDS[1][:6]
    assert {one.page for one in view.selected_quads()} == {1}


def test_a_drag_from_beside_a_page_begins_at_its_edge(opened: Opened, mouse: Mouse) -> None:
    view, _ = opened()
    view.set_zoom(0.8)
    settle()

    mouse.drag((0, -12, letter_at(1, 0)[1]), (0, *edge(1, 6)))
    assert view.selected_text() == WORDS[1][:6]

    mouse.click(0, -12, letter_at(1, 0)[1])
    assert not view.has_selection
    mouse.double_click(0, -12, letter_at(1, 0)[1])
    assert not view.has_selection, "a click beside the page means nothing on it"


@pytest.mark.parametrize("rotation", [90, 180, 270])
@pytest.mark.parametrize("turn", [0, 90])
def test_a_drag_selects_the_same_on_a_turned_page(opened: Opened, mouse: Mouse, rotation: int, turn: int) -> None:
    view, _ = opened(rotation=rotation)
    if turn:
        view.rotate_view(turn)
    view.fit_page()
    settle()

    mouse.drag((0, *edge(0, 4)), (0, *edge(1, 6)))

    assert view.selected_text() == WORDS[0][4:] + "\n" + WORDS[1][:6]
    assert view.selected_quads()[1].quad == Quad.of_rect(word_rect(1, 0, 6))


@pytest.mark.parametrize("zoom", [0.5, 1.37, 3.0])
def test_a_drag_selects_the_same_at_every_zoom(opened: Opened, mouse: Mouse, zoom: float) -> None:
    view, _ = opened()
    view.set_zoom(zoom)
    view.go_to_page(0)
    view._bench.stage.scroll_to(round(60 * zoom), round(90 * zoom))
    settle()

    mouse.drag((0, *edge(0, 4)), (0, *edge(0, 11)))

    assert view.selected_text() == "partner"


def test_a_double_click_takes_the_word_and_dragging_on_takes_whole_words(opened: Opened, mouse: Mouse) -> None:
    view, _ = opened()

    mouse.double_click(0, *letter_at(0, 6))
    assert view.selected_text() == "partner"

    QTest.mouseDClick(
        view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, mouse.place(0, *letter_at(0, 6))
    )
    QTest.mousePress(
        view.viewport(), Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier, mouse.place(0, *letter_at(1, 2))
    )
    assert view.selected_text() == "partner", "the right button selects nothing"


def test_a_triple_click_takes_the_line(opened: Opened, mouse: Mouse) -> None:
    view, _ = opened()

    mouse.triple_click(0, *letter_at(1, 12))

    assert view.selected_text() == WORDS[1]


@pytest.mark.parametrize(("row", "column"), [(0, 15), (1, 9), (0, 1)])
def test_dragging_on_after_a_double_click_takes_whole_words_both_ways(
    opened: Opened, mouse: Mouse, row: int, column: int
) -> None:
    view, _ = opened()
    mouse.click(0, *letter_at(0, 6))
    QTest.mouseDClick(
        view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, mouse.place(0, *letter_at(0, 6))
    )
    mouse.move(0, *letter_at(0, 9))
    mouse.move(0, *letter_at(row, column))
    taken = view.selected_text()
    mouse.release(0, *letter_at(row, column))
    whole = "\n".join(WORDS)
    assert "partner" in taken
    at = whole.index(taken)
    assert at == 0 or not whole[at - 1].isalnum()
    end = at + len(taken)
    assert end == len(whole) or not whole[end].isalnum()
    under = sum(len(one) + 1 for one in WORDS[:row]) + column
    assert at <= under < end
    assert view.selected_text() == taken


def test_dragging_on_after_a_triple_click_takes_whole_lines_both_ways(opened: Opened, mouse: Mouse) -> None:
    view, _ = opened()
    mouse.double_click(0, *letter_at(1, 12))
    mouse.press(0, *letter_at(1, 12))
    mouse.move(0, *letter_at(2, 3))
    assert view.selected_text() == "\n".join(WORDS[1:3])
    mouse.move(0, *letter_at(0, 3))
    assert view.selected_text() == "\n".join(WORDS[:2])
    mouse.release(0, *letter_at(0, 3))
    assert view.selected_text() == "\n".join(WORDS[:2])


def test_a_second_click_elsewhere_after_a_double_click_is_no_triple_click(opened: Opened, mouse: Mouse) -> None:
    view, _ = opened()

    mouse.double_click(0, *letter_at(0, 6))
    mouse.click(0, *letter_at(2, 20))

    assert not view.has_selection


def test_shift_click_extends_the_selection_from_where_it_began(opened: Opened, mouse: Mouse) -> None:
    view, _ = opened()
    mouse.drag((0, *edge(1, 7)), (0, *edge(1, 14)))

    mouse.click(0, *edge(2, 9), SHIFT)
    assert view.selected_text() == WORDS[1][7:] + "\n" + WORDS[2][:9]

    mouse.click(0, *edge(0, 4), SHIFT)
    assert view.selected_text() == WORDS[0][4:] + "\n" + WORDS[1][:6]


def test_shift_click_selects_from_where_was_clicked_last(opened: Opened, mouse: Mouse) -> None:
    view, _ = opened()
    mouse.click(0, *edge(0, 4), SHIFT)
    assert not view.has_selection, "nothing was clicked before"

    mouse.click(0, *edge(1, 7))
    mouse.click(0, *edge(2, 9), SHIFT)
    assert view.selected_text() == WORDS[1][7:] + "\n" + WORDS[2][:9]
    mouse.click(0, *edge(0, 4), SHIFT)
    assert view.selected_text() == WORDS[0][4:] + "\n" + WORDS[1][:6]


def test_a_drag_over_a_page_end_is_one_passage_with_quads_on_both_pages(opened: Opened, mouse: Mouse) -> None:
    lines = {0: [*[""] * 34, "and delete private"], 1: ["messages of a person"]}
    view, _ = opened(FakeDocument(2, lines=lines))
    view._bench.stage.go_to(0, 500)
    settle()
    found = requests_of(view)

    mouse.drag((0, *edge(34, 4)), (1, *edge(0, 8)))
    view.request_mark(Stance.SUPPORTS)

    assert view.selected_text() == "delete private\nmessages"
    assert [one.page for one in view.selected_quads()] == [0, 1]
    assert found == [
        MarkRequest(TextSpan(DocumentId(""), TextPosition(0, 38), TextPosition(1, 8), view.selected_text()), Stance.SUPPORTS)
    ]


def test_a_drag_begun_before_the_text_has_come_selects_once_it_is_there(opened: Opened, mouse: Mouse) -> None:
    view, source = opened(FakeDocument(1, hold_texts=True))
    mouse.drag((0, *edge(0, 4)), (0, *edge(0, 11)))
    assert view.selected_text() == ""

    source.read(0)
    settle()

    assert view.selected_text() == "partner"


def test_a_drag_done_before_it_is_known_that_a_page_has_no_words_makes_a_region(opened: Opened, mouse: Mouse) -> None:
    view, source = opened(FakeDocument(1, wordless=frozenset({0}), hold_texts=True))
    mouse.drag((0, 100, 100), (0, 200, 180))
    assert not view.has_selection

    source.read(0)
    settle()

    assert view.has_selection
    assert view.selected_quads()[0].quad.rect.width == pytest.approx(100, abs=1)


def test_texts_are_read_once_a_page(qtbot: Any, opened: Opened, mouse: Mouse) -> None:
    view, source = opened()
    qtbot.waitUntil(lambda: 0 in source.text_requests)

    mouse.drag((0, *edge(0, 4)), (0, *edge(0, 11)))
    mouse.drag((0, *edge(1, 4)), (0, *edge(1, 11)))
    view.go_to_page(0)
    settle()

    assert source.text_requests.count(0) == 1


def test_on_an_image_the_same_drag_makes_a_region(opened: Opened, mouse: Mouse) -> None:
    view, _ = opened(FakeDocument(1, wordless=frozenset({0})), is_image=True, width=600, height=400)
    view.set_document_id(DocumentId("d"))
    found = requests_of(view)

    mouse.drag((0, 50, 60), (0, 250, 160))
    QTest.keyClick(view, Qt.Key.Key_C)

    (request,) = found
    assert isinstance(request.span, RegionSpan)
    assert request.span.document == "d"
    assert request.span.rect == Rect(50, 60, 250, 160)
    assert view.selected_text() == ""


def test_on_an_image_recognised_words_are_taken_and_the_same_drag_makes_a_region_elsewhere(opened: Opened, mouse: Mouse) -> None:
    view, _ = opened(FakeDocument(1, recognised=frozenset({0}), sure=96), is_image=True)
    view.fit_page()  # beyond the view's edge a drag would scroll
    settle()
    mouse.drag((0, *edge(0, 4)), (0, *edge(0, 11)))
    assert view.selected_text() == "partner"
    mouse.drag((0, 100, 400), (0, 200, 480))
    (quad,) = view.selected_quads()
    assert quad.quad.rect.height == pytest.approx(80, abs=1)
    assert view.selected_text() == ""


def test_on_a_scan_the_drag_makes_a_region_even_when_that_is_learned_during_the_drag(opened: Opened, mouse: Mouse) -> None:
    view, source = opened(FakeDocument(1, wordless=frozenset({0}), hold_texts=True))
    mouse.press(0, 100, 100)
    mouse.move(0, 200, 180)

    source.read(0)
    settle()
    mouse.release(0, 200, 180)

    (quad,) = view.selected_quads()
    assert quad.quad.rect.x0 == pytest.approx(100, abs=0.6)
    assert quad.quad.rect.y1 == pytest.approx(180, abs=0.6)
    assert view.has_selection


@pytest.mark.parametrize("held", [False, True], ids=["known before", "learned after"])
def test_on_a_stamped_scan_words_are_taken_where_they_are_and_regions_elsewhere(held: bool, opened: Opened, mouse: Mouse) -> None:
    view, source = opened(FakeDocument(1, scans=frozenset({0}), hold_texts=held))
    view.fit_page()  # beyond the view's edge a drag would scroll
    settle()
    mouse.drag((0, 100, 400), (0, 200, 480))
    if held:
        assert not view.has_selection
        source.read(0)
        settle()
    (quad,) = view.selected_quads()
    assert quad.quad.rect.height == pytest.approx(80, abs=1)
    assert view.selected_text() == ""
    mouse.drag((0, *edge(0, 4)), (0, *edge(0, 11)))
    assert view.selected_text() == "partner"


def test_a_region_ends_at_the_page(opened: Opened, mouse: Mouse) -> None:
    view, _ = opened(FakeDocument(1, wordless=frozenset({0})), is_image=True, width=300, height=200)

    mouse.drag((0, 250, 150), (0, 500, 900))

    assert view.selected_quads()[0].quad.rect == Rect(250, 150, 300, 200)


def test_r_switches_to_regions_and_shift_alt_makes_one_anywhere(opened: Opened, mouse: Mouse) -> None:
    view, _ = opened()
    tools: list[str] = []
    view.tool_changed.connect(tools.append)

    mouse.drag((0, *edge(0, 4)), (0, *edge(1, 11)), SHIFT | ALT)
    assert view.selected_text() == ""
    assert len(view.selected_quads()) == 1

    QTest.keyClick(view, Qt.Key.Key_R)
    mouse.drag((0, *edge(0, 4)), (0, *edge(1, 11)))
    assert view.selected_text() == ""
    assert view.viewport().cursor().shape() is Qt.CursorShape.CrossCursor

    QTest.keyClick(view, Qt.Key.Key_R)
    mouse.drag((0, *edge(0, 4)), (0, *edge(0, 11)))
    assert view.selected_text() == "partner"
    assert tools == ["region", "text"]


def test_escape_drops_the_drag_then_the_selection_then_the_tool(opened: Opened, mouse: Mouse) -> None:
    view, _ = opened()
    mouse.press(0, *edge(0, 4))
    mouse.move(0, *edge(1, 11))
    assert view.selected_quads()

    QTest.keyClick(view, Qt.Key.Key_Escape)
    mouse.release(0, *edge(1, 11))
    assert not view.selected_quads()

    view.set_tool("region")
    mouse.drag((0, 100, 100), (0, 200, 200))
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert not view.has_selection
    assert view.tool == "region"
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert view.tool == "text"


def test_a_click_selects_nothing_and_drops_what_was_selected(opened: Opened, mouse: Mouse) -> None:
    view, _ = opened()
    mouse.drag((0, *edge(0, 4)), (0, *edge(0, 11)))

    mouse.click(0, *edge(2, 4))

    assert not view.has_selection
    assert not view._bench.marking.bar.isVisible()


def test_selection_changed_tells_of_each_change_once(opened: Opened, mouse: Mouse) -> None:
    view, _ = opened()
    told: list[bool] = []
    view.selection_changed.connect(told.append)

    mouse.drag((0, *edge(0, 4)), (0, *edge(0, 11)))
    view.clear_selection()

    assert told == [True, False]


def test_copy_takes_words_whole_that_a_line_end_breaks(opened: Opened, mouse: Mouse) -> None:
    view, _ = opened(FakeDocument(lines={0: ("to compile it, they com-", "pile it")}))
    mouse.drag((0, *edge(0, 15)), (0, *edge(1, 7)))

    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    assert view.selected_text() == "they com-\npile it"
    assert QGuiApplication.clipboard().text() == "they compile it"


def test_copy_puts_the_words_as_printed_on_the_clipboard(opened: Opened, mouse: Mouse) -> None:
    view, _ = opened()
    mouse.drag((0, *edge(0, 38)), (0, *edge(1, 6)))

    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    assert QGuiApplication.clipboard().text() == "write and\ndelete"


@pytest.mark.parametrize(
    ("key", "stance"),
    [
        (Qt.Key.Key_H, None),
        (Qt.Key.Key_S, Stance.SUPPORTS),
        (Qt.Key.Key_C, Stance.CONTRADICTS),
        (Qt.Key.Key_O, Stance.CONTEXT),
        (Qt.Key.Key_T, Stance.STATES),
    ],
)
def test_letters_keep_the_selection_and_with_shift_ask_for_the_claim(
    opened: Opened, mouse: Mouse, key: Qt.Key, stance: Stance | None
) -> None:
    view, _ = opened()
    found = requests_of(view)
    QTest.keyClick(view, key)
    assert not found, "without a selection letters do nothing"
    mouse.drag((0, *edge(0, 4)), (0, *edge(0, 11)))

    QTest.keyClick(view, key)
    QTest.keyClick(view, key, SHIFT)

    assert [(one.stance, one.pick_claim, one.claim) for one in found] == [(stance, False, None), (stance, True, None)]
    assert view.has_selection, "the selection stays until the view is told to drop it"


def test_letters_do_nothing_when_the_focus_is_elsewhere(opened: Opened, mouse: Mouse, qtbot: Any) -> None:
    from PySide6.QtWidgets import QLineEdit

    view, _ = opened()
    found = requests_of(view)
    mouse.drag((0, *edge(0, 4)), (0, *edge(0, 11)))
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()

    QTest.keyClick(field, Qt.Key.Key_S)

    assert not found


def test_alt_and_a_digit_name_the_claim(opened: Opened, mouse: Mouse) -> None:
    view, _ = opened()
    numbers: list[int] = []
    view.claim_number_requested.connect(numbers.append)
    QTest.keyClick(view, Qt.Key.Key_3, ALT)
    assert not numbers
    mouse.drag((0, *edge(0, 4)), (0, *edge(0, 11)))

    QTest.keyClick(view, Qt.Key.Key_3, ALT)
    QTest.keyClick(view, Qt.Key.Key_9, ALT)

    assert numbers == [3, 9]


def test_a_drag_lets_go_of_the_chosen_passage_whatever_it_selects_and_says_where_there_is_nothing(
    opened: Opened, mouse: Mouse
) -> None:
    """A letter pressed after it would weigh a passage that nobody means any more."""
    view, _ = opened(FakeDocument())
    view.passages.set_marks([mark("p", 0, word_rect(0, 0, 4))])
    for start, end, words in (((0, 20, 700), (0, 300, 760), "no words here"), ((0, *letter_at(1, 0)), (0, *letter_at(1, 8)), "")):
        view.select_passage("p")
        mouse.drag(start, end)
        assert view.selected_passage == ""
        assert view.has_selection is not bool(words)
        assert words in view.hint.words if words else "no words" not in view.hint.words, "a selection ends what was said before"
    view.select_passage("p")
    mouse.click(0, *letter_at(0, 1))
    assert view.selected_passage == "p", "a click on it still chooses it"


def test_a_drag_along_a_row_that_the_file_has_apart_says_how_else_to_mark_it(opened: Opened, mouse: Mouse) -> None:
    names = [(LEFT, TOP + row * LINE, name) for row, name in enumerate(("Ada", "Bob", "Cyn"))]
    sums = [(LEFT + 30 * LETTER, TOP + row * LINE, f"{row}00") for row in range(3)]
    view, source = opened(FakeDocument(1, hold_texts=True))
    x, y, end = LEFT + 1, TOP + LINE + 6, LEFT + 32.9 * LETTER
    mouse.drag((0, x, y), (0, end, y))
    source.texts[0].set_result(laid_out(*names, *sums))
    settle()
    assert "Cyn" in view.selected_text(), "it stands between the two in the file"
    mouse.drag((0, x, y), (0, end, y))
    assert "stand apart in the file. R marks a region" in view.hint.words
    mouse.drag((0, x, y), (0, x + 2.9 * LETTER, y))
    assert view.selected_text() == "Bob"
    assert "region" not in view.hint.words


def test_words_in_between_that_are_not_taken_are_told_of(opened: Opened, mouse: Mouse) -> None:
    """The file has the second line behind the third."""
    first, second, third = ((LEFT, TOP + row * LINE, words) for row, words in enumerate(WORDS))
    view, source = opened(FakeDocument(1, hold_texts=True))
    x, y = LEFT + 1, TOP + 6
    mouse.drag((0, x, y), (0, x, y))
    source.texts[0].set_result(laid_out(first, third, second))
    settle()
    mouse.drag((0, x, y), (0, LEFT + 12.5 * LETTER, y + 2 * LINE))
    assert view.selected_text() == WORDS[0] + "\nconnected the"
    assert view.hint.words == "Some words in between are not taken. R marks a region"
    mouse.drag((0, x, y), (0, x + 2.9 * LETTER, y))
    assert "not taken" not in view.hint.words


def test_words_that_a_program_recognised_are_said_to_be_and_what_else_there_is_to_say_stays(opened: Opened, mouse: Mouse) -> None:
    view, _ = opened(FakeDocument(2, recognised=frozenset({0})))
    compare = "Recognised text: compare it with the picture"
    mouse.drag((0, *edge(0, 4)), (0, *edge(0, 11)))
    assert view.hint.words == view.hint.fewer_words == compare
    QTest.keyClick(view, Qt.Key.Key_R)
    assert view.hint.words.startswith("Drag over a region"), "a region has no words"
    assert "ecognised" not in view.hint.words
    QTest.keyClick(view, Qt.Key.Key_R)
    view.clear_selection()
    assert view.hint.words == ""

    QTest.keyClick(view, Qt.Key.Key_F7)
    keys = view.hint.words
    assert keys.startswith("Arrows move the caret")
    QTest.keyClick(view, Qt.Key.Key_Right, SHIFT)
    assert view.hint.words == f"{keys} · recognised text"
    assert view.hint.fewer_words == compare


def test_a_selection_that_reaches_a_page_with_recognised_words_is_told_of_while_it_does(opened: Opened) -> None:
    view, _ = opened(FakeDocument(2, recognised=frozenset({1})))
    QTest.keyClick(view, Qt.Key.Key_F7)
    told = []
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Up):
        QTest.keyClick(view, key, SHIFT)
        settle()
        assert view.has_selection
        told.append("recognised" in view.hint.words)
        assert told[-1] == any(one.page == 1 for one in view.selected_quads())
    assert told == sorted(told[:4]) + sorted(told[4:], reverse=True)
    assert (True in told, told[-1]) == (True, False)


def test_white_space_alone_is_nothing_to_keep(opened: Opened, mouse: Mouse) -> None:
    view, _ = opened()
    found = requests_of(view)

    mouse.drag((0, *edge(0, 3)), (0, *edge(0, 4)))
    QTest.keyClick(view, Qt.Key.Key_S)

    assert not found


def test_a_drag_beyond_the_lower_edge_scrolls_and_goes_on_selecting(qtbot: Any, opened: Opened, mouse: Mouse) -> None:
    lines = {0: [f"line number {row}" for row in range(36)]}
    view, _ = opened(FakeDocument(1, lines=lines))
    mouse.press(0, *edge(0, 0))
    start = view._bench.stage.camera.y

    QTest.mouseMove(view.viewport(), view.viewport().rect().bottomLeft() / 2)
    QTest.mouseMove(
        view.viewport(), view.viewport().rect().bottomLeft() + mouse.place(0, 0, 0) * 0 + view.viewport().rect().bottomLeft() / 8
    )
    qtbot.waitUntil(lambda: view._bench.stage.camera.y > start + 100)
    last_row = len(view.selected_quads())
    assert last_row > (600 - TOP) / LINE / 1.4
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton)
    still = view._bench.stage.camera.y
    settle()

    assert view._bench.stage.camera.y == still


def test_a_drag_to_the_screens_edge_scrolls_where_the_view_reaches_it(qapp: QApplication) -> None:
    view, screen = QWidget(), qapp.primaryScreen().geometry()
    view.setGeometry(screen)
    inside = QPointF(screen.width() / 2, screen.height() / 2)
    assert scroll_step(view, inside).isNull()
    assert scroll_step(view, QPointF(inside.x(), screen.height() - 1)).y() > 0
    assert scroll_step(view, QPointF(inside.x(), screen.height() - 3)).isNull()
    assert scroll_step(view, QPointF(inside.x(), 0)).y() < 0
    view.setGeometry(screen.adjusted(0, 100, 0, -100))
    assert scroll_step(view, QPointF(inside.x(), view.height() - 1)).isNull(), "the pointer can go further"
    near, far = (scroll_step(view, QPointF(inside.x(), view.height() + out)).y() for out in (8, 40))
    assert far > near > 0


def test_a_drag_over_a_common_border_of_two_screens_goes_on_without_scrolling(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    view, screen = QWidget(), qapp.primaryScreen()
    both = screen.geometry().adjusted(0, 0, 0, screen.geometry().height())
    monkeypatch.setattr(QGuiApplication, "screenAt", lambda at: screen if both.contains(at) else None)
    view.setGeometry(screen.geometry())
    assert scroll_step(view, QPointF(100, view.height() - 1)).isNull(), "there is another screen below"
    assert scroll_step(view, QPointF(100, 0)).y() < 0


def test_opening_another_document_drops_the_selection(opened: Opened, mouse: Mouse, view: PageView) -> None:
    opened()
    mouse.drag((0, *edge(0, 4)), (0, *edge(0, 11)))
    assert view.has_selection

    view.open(FakeDocument(1), pages(1), is_image=False)
    settle()

    assert not view.has_selection
    assert view.selected_text() == ""


def test_a_selection_does_not_reach_over_hundreds_of_pages_whose_words_would_all_be_held(opened: Opened, mouse: Mouse) -> None:
    view, source = opened(FakeDocument(1_000))
    mouse.drag((0, *edge(0, 4)), (0, *edge(0, 7)))
    view.go_to_page(900)
    settle()
    mouse.click(900, *edge(0, 9), SHIFT)

    assert view.selected_text() == "par"
    assert len(set(source.text_requests)) < 20


def test_the_header_between_two_pages_is_neither_painted_nor_kept_as_marked(opened: Opened, mouse: Mouse) -> None:
    lines = {
        0: ["Partner register", "", "It had the power to", "read every message"],
        1: ["Partner register", "", "and delete it.", "End."],
    }
    view, source = opened(FakeDocument(2, lines=lines))
    view.set_zoom(0.35)  # both ends are in view: beyond its edge a drag would scroll
    view.go_to_page(0)
    settle()
    mouse.drag((0, *edge(2, 0)), (1, *edge(2, 8)))

    texts = {page: source.texts[page].result() for page in (0, 1)}
    assert view.selected_text().split() == ["It", "had", "the", "power", "to", "read", "every", "message", "and", "delete"]
    assert [one.quad for one in view.selected_quads()] == [
        Quad.of_rect(word_rect(row, 0, last)) for row, last in ((2, 19), (3, 18), (2, 10))
    ]
    span = view._bench.marking.selection.span(DocumentId("d"))
    assert isinstance(span, TextSpan)
    assert select(texts, span.start, span.end).quads == view.selected_quads()


def test_a_header_that_only_pages_beside_tell_of_is_left_out_when_they_have_come(opened: Opened, mouse: Mouse) -> None:
    headers = ("Register", "Partner terms")
    ends = ("of it", "of that", "of them", "of us", "of you", "of all")
    lines = {page: [headers[page % 2], "", f"first {end}", f"second {end}", f"third {end}"] for page, end in enumerate(ends)}
    view, source = opened(FakeDocument(6, lines=lines, hold_texts=True))
    view.set_zoom(0.35)
    view.go_to_page(2)
    settle()
    mouse.drag((2, *edge(4, 0)), (3, *edge(2, 3)))
    for page in (2, 3):
        source.read(page)
    settle()
    assert view.selected_text().split() == ["third", "of", "them", "Partner", "terms", "first"]
    assert {0, 1, 4, 5} <= {*source.text_requests}
    marked = view._bench.marking.selection.span(DocumentId("d"))
    assert isinstance(marked, TextSpan)
    assert "Partner terms" in marked.quote, "who marks it now has what is painted"

    for page in (0, 1, 4, 5):
        source.read(page)
    settle()

    assert view.selected_text().split() == ["third", "of", "them", "first"]
    assert len(view.selected_quads()) == 2


def test_a_page_tried_again_has_its_words_again(opened: Opened, mouse: Mouse) -> None:
    view, source = opened(FakeDocument(1, hold_texts=True))
    mouse.press(0, *edge(0, 4))
    source.texts[0].set_exception(WorkerError("The process stopped"))
    settle()
    mouse.release(0, *edge(0, 4))
    source.hold_texts = False
    mouse.drag((0, *edge(0, 4)), (0, *edge(0, 23)))
    assert view.selected_text() == "", "without words a drag makes a region"

    view._bench._on_try_again_requested(0)
    mouse.drag((0, *edge(0, 4)), (0, *edge(0, 23)))
    assert view.selected_text() == "partner application"


def test_a_drag_that_goes_on_to_a_third_page_and_back_takes_what_it_lies_over(opened: Opened, mouse: Mouse) -> None:
    view, _ = opened()
    view.set_zoom(0.2)
    settle()
    mouse.press(0, *edge(0, 4))
    mouse.move(1, *edge(0, 11))
    first = view.selected_quads()
    mouse.move(2, *edge(0, 11))
    assert [one.page for one in view.selected_quads()] == [0] * 3 + [1] * 3 + [2]
    mouse.move(1, *edge(0, 11))
    assert view.selected_quads() == first
    mouse.release(1, *edge(0, 11))
