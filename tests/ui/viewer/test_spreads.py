"""Two pages side by side: everything that is done on pages one below the other is done on them as well."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from reviewer.documents.findings import Hyperlink, HyperlinkKind
from reviewer.model.geometry import Rect
from reviewer.model.overview import ReadingPlace
from reviewer.model.page import PageInfo
from reviewer.ui.viewer.page_view import PageView
from tests.ui.viewer.conftest import Mouse, Opened
from tests.ui.viewer.fakes import LETTER, WORDS, FakeDocument, letter_at, mark, settle, word_rect


def spread(opened: Opened, count: int = 7, **fields: Any) -> tuple[PageView, FakeDocument]:
    view, document = opened(FakeDocument(page_count=count), **fields)
    view.spreads.set(True)
    view.fit_width()
    settle()
    return view, document


def left_edge(row: int, col: int) -> tuple[float, float]:
    x, y = letter_at(row, col)
    return x - LETTER * 0.3, y


def press(view: PageView, key: Qt.Key) -> None:
    QTest.keyClick(view, key)
    settle()


def row_in_view(view: PageView) -> list[int]:
    """Return the pages of which all can be seen."""
    camera = view._bench.stage.camera
    rects = {page: camera.layout.rect(page) for page in camera.pages}
    return [page for page, one in rects.items() if one.y >= camera.y and one.bottom <= camera.y + camera.height]


@pytest.mark.parametrize("turn", [0, 90])
def test_fitting_fits_both_pages(opened: Opened, turn: int) -> None:
    view, _ = spread(opened)
    view.rotate_view(turn)
    stage = view._bench.stage
    assert 0 <= stage.camera.width - stage.layout.width <= 2

    view.go_to_page(3)
    view.fit_page()
    settle()
    assert row_in_view(view)[:2] == [3, 4]


def test_the_switch_keeps_what_is_read_in_view(opened: Opened, mouse: Mouse) -> None:
    view, _ = opened(FakeDocument(page_count=9))
    view.fit_width()
    view.go_to_page(5, Rect(0, 400, 10, 410))
    settle()
    told: list[bool] = []
    view.spreads.changed.connect(told.append)

    view.spreads.set(True)
    settle()
    assert {5, 6} <= set(view._bench.stage.camera.pages)
    view.spreads.set(False)
    settle()
    assert view.current_page == 5
    assert view.viewport().rect().contains(mouse.place(5, 100, 400))
    assert told == [True, False]


def test_at_the_top_of_a_page_the_switch_stays_there(opened: Opened) -> None:
    view, _ = spread(opened)
    stage = view._bench.stage
    for on in (False, True):
        view.spreads.set(on)
        assert stage.camera.y == 0
    view.go_to_page(3)
    view.spreads.set(False)
    assert stage.camera.y == stage.layout.rect(3).y - stage.layout.margin


@pytest.mark.parametrize("first", [False, True])
def test_a_line_of_the_page_before_in_view_does_not_lead_away_from_the_page_that_is_read(opened: Opened, first: bool) -> None:
    view, _ = spread(opened, 20)
    stage = view._bench.stage
    view.spreads.set(first)
    view.fit_width()
    view.go_to_page(7)
    stage.scroll_by(0, -30)  # its top a little further down, the end of the page before above it
    where = stage.layout.rect(7).y - stage.camera.y
    for _ in range(4):
        view.spreads.set(not view.spreads.on)
        assert view.current_page == 7
        assert stage.layout.rect(7).y - stage.camera.y == pytest.approx(where, abs=3)
        view.fit_width()
        assert stage.layout.rect(7).y - stage.camera.y == pytest.approx(where, abs=3)


def test_page_keys_step_by_spreads_where_pages_are_fitted(opened: Opened) -> None:
    view, _ = spread(opened)
    view.fit_page()
    view.go_to_page(0)
    seen = []
    for _ in range(4):
        seen.append(view.current_page)
        press(view, Qt.Key.Key_PageDown)
    press(view, Qt.Key.Key_Left)
    assert [*seen, view.current_page] == [0, 1, 3, 5, 3]


def test_a_drag_from_the_left_page_to_the_right_one_is_one_selection(opened: Opened, mouse: Mouse) -> None:
    view, _ = spread(opened)
    view.go_to_page(1)
    settle()

    mouse.drag((1, *left_edge(2, 0)), (2, *left_edge(0, 11)))

    assert view.selected_text() == WORDS[2] + "\n" + WORDS[0][:11]
    assert {one.page for one in view.selected_quads()} == {1, 2}


def test_a_drag_on_the_right_page_stays_on_it(opened: Opened, mouse: Mouse) -> None:
    view, _ = spread(opened)
    view.go_to_page(1)
    settle()
    mouse.drag((2, *left_edge(0, 4)), (2, *left_edge(0, 23)))
    assert view.selected_text() == "partner application"
    assert {one.page for one in view.selected_quads()} == {2}


def test_a_passage_on_the_right_page_is_chosen_by_a_click_and_gone_to(opened: Opened, mouse: Mouse) -> None:
    view, _ = spread(opened)
    view.passages.set_marks([mark("left", 5, word_rect(0, 4, 11)), mark("right", 6, word_rect(0, 4, 11))])
    view.navigator.step(forwards=True)
    assert view.selected_passage == "left"
    view.navigator.step(forwards=True)
    assert view.selected_passage == "right"
    view.select_passage("")
    mouse.click(6, *letter_at(0, 6))
    assert view.selected_passage == "right"


def test_jumps_to_the_page_beside_bring_it_into_view_where_a_spread_is_wider(opened: Opened) -> None:
    view, _ = spread(opened)
    view.set_zoom(1.2)
    camera = view._bench.stage.camera
    view.go_to_page(3)
    assert view.current_page == 3
    view.go_to_page(4)
    settle()
    camera = view._bench.stage.camera
    assert view.current_page == 4
    assert camera.layout.rect(4).x >= camera.x
    view.navigator.back()
    assert view.current_page == 3


def test_hyperlinks_lead_to_a_page_of_a_spread(opened: Opened, mouse: Mouse) -> None:
    link = Hyperlink(word_rect(0, 4, 11), HyperlinkKind.PLACE, "", 6, None)
    view, _ = opened(FakeDocument(page_count=7, links={2: (link,)}))
    view.spreads.set(True)
    view.fit_width()
    view.go_to_page(1)
    settle()
    mouse.click(2, *letter_at(0, 6))
    assert 6 in view._bench.stage.camera.pages
    view.navigator.back()
    assert view.current_page == 1


def test_a_reading_place_comes_back_on_the_page_that_was_read(opened: Opened, view: PageView) -> None:
    _, document = spread(opened)
    view.set_zoom(1.3)
    view.go_to_page(4, Rect(300, 300, 310, 310))
    settle()
    place, before = view.places.place(), view._bench.stage.camera
    assert isinstance(place, ReadingPlace)

    view.open(document, [PageInfo(page, "", 595, 842) for page in range(7)], is_image=False, place=place)
    settle()
    after = view._bench.stage.camera
    assert view.spreads.on
    assert (after.x, after.y) == (before.x, pytest.approx(before.y, abs=1))


@pytest.mark.parametrize("on", [False, True])
def test_a_page_that_was_gone_to_is_remembered_from_its_top_at_every_zoom(opened: Opened, on: bool) -> None:
    view, _ = spread(opened, 60)
    view.spreads.set(on)
    layout = view._bench.stage.layout
    for zoom in (0.2962, 0.4271, 0.55):
        view.set_zoom(zoom)
        for page in range(3, 50, 2):
            view.go_to_page(page)
            place = view.places.place()
            assert place is not None
            assert (layout.row_of(place.page), place.offset) == (layout.row_of(page), 0.0)


def test_the_page_beside_is_the_one_that_can_be_seen_as_well(opened: Opened) -> None:
    view, _ = spread(opened, 4)
    assert [view.spreads.beside(page) for page in range(5)] == [None, 2, None, None, None]
    view.set_zoom(2.0)
    view.go_to_page(1)
    assert view.spreads.beside(1) is None
    view.spreads.set(False)
    assert view.spreads.beside(1) is None


def test_only_what_is_in_view_is_drawn_of_ten_thousand_pages(opened: Opened) -> None:
    view, document = spread(opened, 10_000)
    view.go_to_page(5_000)
    document.draw_all()
    settle()
    document.renders.clear()
    view.go_to_page(7_001)
    document.draw_all()
    assert {one.page for one in document.renders} <= set(range(6_995, 7_009))
