"""Selecting text with the keyboard: where the caret begins, where keys lead it, and that it selects what a drag selects."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from reviewer.model.anchor import TextPosition
from reviewer.model.ids import DocumentId
from reviewer.model.spans import MarkRequest, TextSpan
from reviewer.model.stance import Stance
from reviewer.ui.viewer.page_view import PageView
from tests.documents.layouts import shown_page
from tests.ui.viewer.conftest import Mouse, Opened
from tests.ui.viewer.fakes import WORDS, FakeDocument, letter_at, settle

Key = Qt.Key
NO, SHIFT, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
SCREENFUL = [f"line {number}" for number in range(36)]


def press(view: PageView, key: Qt.Key, keys: Qt.KeyboardModifier = NO, times: int = 1) -> None:
    for _ in range(times):
        QTest.keyClick(view, key, keys)
        settle()


def place(view: PageView) -> tuple[int, int] | None:
    at = view.caret.place
    return None if at is None else (at.page, at.offset)


def caret_in_view(view: PageView) -> bool:
    edge = view.caret.edge
    assert edge is not None
    shown = [view._bench.stage.camera.view_matrix(edge[0]).apply(point) for point in edge[1:]]
    return all(0 <= one.y <= view.viewport().height() for one in shown)


def test_f7_shows_a_caret_before_the_first_word_in_view_and_takes_it_away(opened: Opened) -> None:
    view, _ = opened()
    view._bench.stage.scroll_to(0, 170)
    press(view, Key.Key_F7)
    assert place(view) == (0, len(WORDS[0]) + 1), "the first line is above the view"
    press(view, Key.Key_F7)
    assert place(view) is None


def test_keys_select_what_a_drag_selects(opened: Opened, mouse: Mouse) -> None:
    view, _ = opened()
    mouse.drag((0, *letter_at(0, 0)), (0, *letter_at(1, 7)))
    dragged = view.selected_text(), view.selected_quads()
    view.clear_selection()

    mouse.click(0, *letter_at(0, 0))
    press(view, Key.Key_Right, SHIFT)
    press(view, Key.Key_Down, SHIFT)
    press(view, Key.Key_Right, SHIFT | CTRL)

    assert (view.selected_text(), view.selected_quads()) == dragged
    assert view._bench.marking.bar.isVisible()
    requests: list[MarkRequest] = []
    view.mark_requested.connect(requests.append)
    press(view, Key.Key_S)
    end = len(WORDS[0]) + 1 + len("delete")
    span = TextSpan(DocumentId(""), TextPosition(0, 0), TextPosition(0, end), dragged[0])
    assert requests == [MarkRequest(span, Stance.SUPPORTS, None, pick_claim=False)]


def test_words_lines_and_ends_are_gone_to_and_without_shift_nothing_stays_selected(opened: Opened) -> None:
    view, _ = opened()
    press(view, Key.Key_F7)
    press(view, Key.Key_Right, CTRL, times=2)
    assert place(view) == (0, len("The partner "))
    press(view, Key.Key_End, SHIFT)
    assert view.selected_text() == WORDS[0][len("The partner ") :]
    press(view, Key.Key_Left)
    assert not view.has_selection
    assert place(view) == (0, len("The partner ")), "a selection is left at its end"
    press(view, Key.Key_Home)
    assert place(view) == (0, 0)
    press(view, Key.Key_End, CTRL)
    assert place(view) == (2, len("\n".join(WORDS)))
    press(view, Key.Key_Right)
    press(view, Key.Key_Down)
    assert place(view) == (2, len("\n".join(WORDS))), "nothing comes after the end"
    press(view, Key.Key_Home, CTRL | SHIFT)
    assert place(view) == (0, 0)
    assert view.selected_text() == "\n".join(WORDS * 3)


def test_the_selection_goes_over_page_ends_and_the_view_follows(opened: Opened) -> None:
    view, _ = opened(FakeDocument(lines={0: SCREENFUL, 1: WORDS}))
    press(view, Key.Key_F7)
    press(view, Key.Key_Down, SHIFT, times=len(SCREENFUL) + 1)
    assert place(view) == (1, len(WORDS[0]) + 1)
    assert view.selected_text() == "\n".join([*SCREENFUL, WORDS[0]])
    assert caret_in_view(view)
    press(view, Key.Key_Up, SHIFT, times=len(SCREENFUL))
    assert view.selected_text() == SCREENFUL[0]
    assert caret_in_view(view)


def test_a_view_down_takes_the_caret_along(opened: Opened) -> None:
    view, _ = opened(FakeDocument(lines={0: SCREENFUL}))
    press(view, Key.Key_F7)
    press(view, Key.Key_PageDown, SHIFT)
    assert caret_in_view(view)
    assert view.selected_text().startswith("line 0\nline 1\n")
    assert view._bench.stage.camera.y > 300


def test_pages_without_words_are_passed_over(opened: Opened) -> None:
    view, _ = opened(FakeDocument(wordless=frozenset({1})))
    press(view, Key.Key_F7)
    press(view, Key.Key_Down, times=3)
    assert place(view) == (2, 0)
    press(view, Key.Key_Left)
    assert place(view) == (0, len("\n".join(WORDS)))


def test_the_caret_waits_for_words_that_are_still_being_read(opened: Opened) -> None:
    view, document = opened(FakeDocument(hold_texts=True))
    press(view, Key.Key_Right, SHIFT | CTRL)
    assert place(view) is None
    document.read(0)
    settle()
    assert view.selected_text() == "The"


def test_where_there_are_no_words_that_is_told(opened: Opened) -> None:
    view, _ = opened(FakeDocument(wordless=frozenset({0, 1, 2})))
    told: list[None] = []
    view.caret.wordless.connect(lambda: told.append(None))
    press(view, Key.Key_F7)
    assert told
    assert place(view) is None


def test_escape_leaves_the_selection_then_the_caret(opened: Opened) -> None:
    view, _ = opened()
    press(view, Key.Key_Right, SHIFT | CTRL)
    press(view, Key.Key_Escape)
    assert not view.has_selection
    assert view.caret.shown
    press(view, Key.Key_Escape)
    assert not view.caret.shown


def test_shift_goes_on_from_a_drag_and_a_click_moves_the_caret(opened: Opened, mouse: Mouse) -> None:
    view, _ = opened()
    mouse.double_click(0, *letter_at(0, 6))
    press(view, Key.Key_Right, SHIFT | CTRL, times=2)
    assert view.selected_text() == "partner application"
    x, y = letter_at(1, 7)
    mouse.click(0, x - 1, y)
    assert place(view) == (0, len(WORDS[0]) + 1 + len("delete "))
    mouse.click(0, *letter_at(1, 13), SHIFT)
    assert view.caret.shown


def test_shift_click_selects_from_the_caret_and_goes_on_from_there(opened: Opened, mouse: Mouse) -> None:
    view, _ = opened()
    mouse.click(0, *letter_at(0, 0))
    press(view, Key.Key_F7)
    press(view, Key.Key_Right, CTRL)
    anchor = place(view)
    assert anchor is not None
    x, y = letter_at(1, 7)
    mouse.click(0, x - 2, y, SHIFT)
    whole = "\n".join(WORDS)
    clicked = len(WORDS[0]) + 1 + 7
    assert view.selected_text() == whole[anchor[1] : clicked].strip()
    assert place(view) == (0, clicked), "the caret stands where the click was"
    press(view, Key.Key_Right, SHIFT)
    assert view.selected_text() == whole[anchor[1] : clicked + 1].strip()
    x, y = letter_at(0, 1)
    mouse.click(0, x - 2, y, SHIFT)
    assert view.selected_text() == whole[1 : anchor[1]].strip(), "to the other side of where it began"
    assert place(view) == (0, 1)


def test_shift_click_extends_what_keys_selected_from_where_they_began(opened: Opened, mouse: Mouse) -> None:
    view, _ = opened()
    mouse.click(0, *letter_at(1, 0))
    press(view, Key.Key_F7)
    press(view, Key.Key_Right, CTRL)
    anchor = place(view)
    assert anchor is not None
    press(view, Key.Key_Right, SHIFT | CTRL, times=2)
    whole = "\n".join(WORDS)
    for row, column in ((2, 9), (0, 4), (1, 20)):
        x, y = letter_at(row, column)
        mouse.click(0, x - 2, y, SHIFT)
        clicked = sum(len(one) + 1 for one in WORDS[:row]) + column
        assert view.selected_text() == whole[min(anchor[1], clicked) : max(anchor[1], clicked)].strip()


def test_shift_drag_from_the_caret_follows_the_pointer(opened: Opened, mouse: Mouse) -> None:
    view, _ = opened()
    mouse.click(0, *letter_at(0, 0))
    press(view, Key.Key_F7)
    first = place(view)
    assert first is not None
    x, y = letter_at(2, 9)
    mouse.drag((0, *letter_at(1, 3)), (0, x - 2, y), SHIFT)
    assert view.selected_text() == "\n".join(WORDS)[first[1] : len(WORDS[0]) + len(WORDS[1]) + 2 + 9].strip()


def test_on_a_line_from_the_right_the_left_arrow_reads_on(opened: Opened) -> None:
    class FromTheRight(FakeDocument):
        def read(self, page: int) -> None:
            self.texts[page].set_result(shown_page((72, 96, "שלום עולם")))

    view, _ = opened(FromTheRight(page_count=1))
    press(view, Key.Key_F7)
    press(view, Key.Key_Left, SHIFT, times=4)
    assert view.selected_text() == "שלום"


def test_without_a_caret_arrows_scroll(opened: Opened) -> None:
    view, _ = opened()
    press(view, Key.Key_Down)
    assert view._bench.stage.camera.y > 0
    assert not view.caret.shown


def test_the_region_tool_and_the_caret_exclude_each_other(opened: Opened) -> None:
    view, _ = opened()
    press(view, Key.Key_F7)
    press(view, Key.Key_R)
    assert not view.caret.shown
    press(view, Key.Key_F7)
    assert view.tool == "text"
    assert view.caret.shown


def test_the_caret_is_painted_while_the_page_has_the_keyboard(opened: Opened) -> None:
    view, document = opened()
    document.draw_all()
    before = view.grab().toImage()
    press(view, Key.Key_F7)
    with_caret = view.grab().toImage()
    assert with_caret != before
    view.clearFocus()
    settle()
    assert view._bench.scene.caret is None
    view.setFocus()
    settle()
    assert view._bench.scene.caret is not None


def test_the_line_of_the_caret_is_described(opened: Opened) -> None:
    view, _ = opened()
    press(view, Key.Key_F7)
    assert view.accessibleDescription().endswith(WORDS[0])
    press(view, Key.Key_Down)
    assert view.accessibleDescription().endswith(WORDS[1])


@pytest.mark.parametrize("rotation", [90, 180])
def test_keys_select_the_same_on_a_turned_page(opened: Opened, rotation: int) -> None:
    view, _ = opened(rotation=rotation)
    view.fit_page()
    settle()
    press(view, Key.Key_F7)
    press(view, Key.Key_Down, SHIFT)
    assert view.selected_text() == WORDS[0]


def test_a_screen_reader_hears_the_line_and_within_it_what_was_passed(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    view, _ = opened()
    said: list[str] = []
    monkeypatch.setattr(view._bench.narrator, "announce", said.append)
    press(view, Key.Key_F7)
    press(view, Key.Key_Right)
    press(view, Key.Key_Right, CTRL)
    press(view, Key.Key_Down)
    assert [one for one in said if "Escape" not in one][-4:-1] == [f"Caret in the line: {WORDS[0]}", "T", "he "]
    assert said[-1].endswith(WORDS[1])


def test_the_bar_leaves_the_lines_free_that_the_caret_goes_to(opened: Opened) -> None:
    view, _ = opened(FakeDocument(lines={0: SCREENFUL}))
    press(view, Key.Key_F7)
    press(view, Key.Key_Down, times=5)
    press(view, Key.Key_Down, SHIFT, times=2)
    bar, edge = view._bench.marking.bar, view.caret.edge
    assert edge is not None
    caret = view._bench.stage.camera.view_matrix(0).apply(edge[1])
    assert bar.isVisible()
    assert bar.geometry().bottom() < caret.y
    press(view, Key.Key_Up, SHIFT, times=4)
    edge = view.caret.edge
    assert edge is not None
    assert bar.geometry().top() > view._bench.stage.camera.view_matrix(0).apply(edge[2]).y, "upwards it stands below"


def test_the_page_is_ringed_when_tab_brings_the_keyboard(opened: Opened) -> None:
    view, document = opened()
    document.draw_all()
    plain = view.grab().toImage()
    view.clearFocus()
    view.setFocus(Qt.FocusReason.TabFocusReason)
    settle()
    assert view.grab().toImage() != plain
    view.clearFocus()
    view.setFocus(Qt.FocusReason.MouseFocusReason)
    settle()
    assert view.grab().toImage() == plain


def test_ctrl_a_selects_all_words_of_the_page_that_is_read_and_says_so(opened: Opened) -> None:
    view, _ = opened()
    view.go_to_page(1)
    settle()
    press(view, Key.Key_A, CTRL)
    quads = view.selected_quads()
    assert {one.page for one in quads} == {1}
    assert view.selected_text().split("\n") == list(WORDS)
    assert "2 of 3" in view.hint.words
    with_bar = view.bar.isVisible()
    assert with_bar
    press(view, Key.Key_Escape)
    assert (view.has_selection, view.hint.words) == (False, "")


def test_ctrl_a_waits_for_words_that_are_still_being_read_and_says_where_there_are_none(opened: Opened) -> None:
    view, document = opened(FakeDocument(hold_texts=True, wordless=frozenset({1})))
    press(view, Key.Key_A, CTRL)
    assert not view.has_selection
    document.read(0)
    settle()
    assert view.selected_text().split("\n") == list(WORDS)
    view.clear_selection()
    view.go_to_page(1)
    settle()
    press(view, Key.Key_A, CTRL)
    document.read(1)
    settle()
    assert not view.has_selection
    assert "no words" in view.hint.words
