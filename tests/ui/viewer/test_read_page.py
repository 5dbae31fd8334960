"""The page that is read, among pages of many sizes: it is the one gone to, a fit follows it, and it comes back where it was."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from reviewer.model.geometry import Rect
from reviewer.model.page import PageInfo
from reviewer.ui.viewer.geometry.camera import ViewPoint
from reviewer.ui.viewer.page_view import PageView
from tests.ui.viewer.fakes import FakeDocument, settle

UPRIGHT, LYING, SLIP = (595.0, 842.0), (842.0, 595.0), (300.0, 60.0)
FILING = (UPRIGHT, UPRIGHT, LYING, UPRIGHT, SLIP, UPRIGHT, SLIP)
HEBREW = ("שלום עולם",)


def show(view: PageView, *sizes: tuple[float, float], lines: dict[int, Any] | None = None) -> None:
    pages = tuple(PageInfo(number, "", *size) for number, size in enumerate(sizes))
    view.open(FakeDocument(page_count=len(pages), lines=lines or {}), pages, is_image=False)
    settle()


def hidden_across(view: PageView, page: int) -> int:
    """Return how many device pixels of a page lie beside the view."""
    camera, where = view._bench.stage.camera, view._bench.stage.layout.rect(page)
    return max(0, camera.x - where.x) + max(0, where.right - camera.x - camera.width)


def come_to_rest(view: PageView, qtbot: Any) -> None:
    with qtbot.waitSignal(view.place_settled):
        pass
    settle()


def place(view: PageView) -> tuple[int, int, float]:
    """Return where the view stands: its corner in device pixels, and the zoom."""
    camera = view._bench.stage.camera
    return camera.x, camera.y, view.zoom


def test_a_jump_to_a_wider_page_shows_all_of_its_width(view: PageView) -> None:
    show(view, *FILING)
    upright = view.zoom
    view.go_to_page(2)
    assert hidden_across(view, 2) == 0
    assert view.zoom_mode == "width"
    view.go_to_page(3)
    assert view.zoom == pytest.approx(upright), "upright pages are not left small"


def test_a_jump_to_words_on_a_wider_page_shows_them_and_its_width(view: PageView) -> None:
    show(view, *FILING)
    words = Rect(20, 300, 60, 312)
    view.go_to_page(2, words)
    shown = view._bench.stage.camera.view_rect(2, words)
    assert hidden_across(view, 2) == 0
    assert 0 <= shown.x0 < shown.x1 <= view.viewport().width()
    assert 0 <= shown.y0 < shown.y1 <= view.viewport().height()


def test_back_is_where_and_as_large_as_it_was(view: PageView) -> None:
    show(view, *FILING)
    view._bench.stage.scroll_by(0, 333)
    before = place(view)
    view.go_to_page(2)
    view.navigator.back()
    assert place(view) == before


def test_nothing_changes_its_size_before_scrolling_comes_to_rest(view: PageView, qtbot: Any) -> None:
    show(view, *FILING)
    zoom, stage = view.zoom, view._bench.stage
    stage.scroll_to(stage.camera.x, stage.layout.rect(2).y - 100)
    assert (view.current_page, view.zoom) == (2, zoom)
    assert hidden_across(view, 2) > 0
    eyes = ViewPoint(stage.camera.width / 2 / stage.camera.dpr, stage.camera.height / 3 / stage.camera.dpr)
    read = stage.camera.page_point(eyes)
    come_to_rest(view, qtbot)
    assert hidden_across(view, 2) == 0
    assert read is not None
    after = stage.camera.view_point(read)
    assert (after.x, after.y) == (pytest.approx(eyes.x, abs=2), pytest.approx(eyes.y, abs=2)), "the line that is read stays"


def test_pages_that_differ_a_little_leave_the_size_alone(view: PageView, qtbot: Any) -> None:
    show(view, (595, 842), (602, 842), (575, 842), (595, 842))
    zoom = view.zoom
    for page in (1, 2, 3):
        view.go_to_page(page)
        view._bench.stage.scroll_by(0, 5)
        come_to_rest(view, qtbot)
        assert view.zoom == zoom
        assert hidden_across(view, page) == 0


@pytest.mark.parametrize(("lines", "right"), [({}, False), ({0: HEBREW}, True)])
def test_a_jump_to_a_page_that_is_wider_than_the_view_begins_where_it_is_read_from(
    view: PageView, lines: dict[int, Any], right: bool
) -> None:
    show(view, (300, 400), (300, 400), (3000, 500), lines=lines)
    view.set_zoom(1.0)
    view._bench.words.want(0)
    settle()
    view.go_to_page(2)
    camera, where = view._bench.stage.camera, view._bench.stage.layout.rect(2)
    edge, ends = (where.right, camera.x + camera.width) if right else (where.x, camera.x)
    assert 0 <= abs(edge - ends) <= view._bench.stage.layout.margin
    view.go_to_page(1)
    assert hidden_across(view, 1) == 0


def test_the_page_gone_to_is_the_one_that_is_read_until_somebody_scrolls(view: PageView) -> None:
    show(view, UPRIGHT, (72, 20), UPRIGHT, UPRIGHT, (595, 300))
    view.set_zoom(0.8)
    told: list[int] = []
    view.place_changed.connect(lambda page, _count: told.append(page))
    for page in (1, 4):
        view.go_to_page(page)
        assert (view.current_page, told[-1]) == (page, page)
    view.fit_page()
    settle()
    layout, camera = view._bench.stage.layout, view._bench.stage.camera
    assert view.current_page == 4
    assert layout.rect(4).width == camera.width - 2 * layout.margin, "the page asked for is fitted"
    view.set_zoom(0.8)
    view.go_to_page(1)
    view._bench.stage.scroll_by(0, 10)
    assert view.current_page == 2


def test_the_page_that_fills_most_of_the_view_is_read_and_of_small_ones_the_first(view: PageView) -> None:
    show(view, UPRIGHT, UPRIGHT, *[SLIP] * 9)
    stage = view._bench.stage
    top = stage.layout.rect(1).y
    for share, page in ((0.6, 0), (0.4, 1), (0.1, 1)):
        stage.scroll_to(stage.camera.x, round(top - share * stage.camera.height))
        assert view.current_page == page, share
    stage.scroll_to(stage.camera.x, stage.layout.rect(3).y)
    assert view.current_page == 3


def test_the_end_of_the_document_is_its_last_page(view: PageView) -> None:
    show(view, UPRIGHT, UPRIGHT, (595, 90))
    view.set_zoom(0.8)
    QTest.keyClick(view, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert view.current_page == 2


@pytest.mark.parametrize("sizes", [FILING, (UPRIGHT,) * 9])
@pytest.mark.parametrize("mode", ["width", "page", "free"])
@pytest.mark.parametrize("down", [0, 310, 1700])
def test_a_full_turn_and_two_pages_on_and_off_lead_back(
    view: PageView, sizes: tuple[tuple[float, float], ...], mode: str, down: int
) -> None:
    show(view, *sizes)
    acts = {"width": view.fit_width, "page": view.fit_page, "free": lambda: view.set_zoom(0.7)}
    acts[mode]()
    view._bench.stage.scroll_by(0, down)
    before, page = place(view), view.current_page
    for _ in range(4):
        view.rotate_view(90)
        settle()
        assert view.current_page == page
    assert place(view) == before
    view.spreads.set(True)
    settle()
    first = place(view)
    for _ in range(4):
        view.rotate_view(90)
    assert place(view) == first
    view.spreads.set(False)
    settle()
    assert (place(view), view.current_page) == (before, page)


def test_a_turn_after_scrolling_keeps_what_is_read_then(view: PageView) -> None:
    show(view, *(UPRIGHT,) * 9)
    view.rotate_view(90)
    view.go_to_page(6)
    view.rotate_view(270)
    assert view.current_page == 6
    assert 6 in view.pages_in_view


def test_leaving_two_pages_leads_to_the_one_that_was_gone_to(view: PageView) -> None:
    show(view, *(UPRIGHT,) * 9)
    view.spreads.set(True)
    view.go_to_page(4)
    assert view.current_page == 4
    view.spreads.set(False)
    stage = view._bench.stage
    assert view.current_page == 4
    assert stage.camera.y == stage.layout.rect(4).y - stage.layout.margin
