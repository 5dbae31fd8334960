"""The page view as a person meets it: moving, zooming, passages, the bar, and pages that do not come."""

from __future__ import annotations

import gc
import html
import weakref
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QImage, QKeyEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from reviewer.errors import DocumentError
from reviewer.looking.finder import Finder
from reviewer.model.geometry import Rect
from reviewer.model.overview import ReadingPlace
from reviewer.model.page import PageInfo
from reviewer.model.spans import MarkRequest
from reviewer.model.stance import Stance
from reviewer.ui.look.theme import Theme
from reviewer.ui.viewer.geometry.camera import ViewPoint
from reviewer.ui.viewer.marks import overlay
from reviewer.ui.viewer.marks.frame import page_frame
from reviewer.ui.viewer.marks.marked_tiles import FEW, STEPS
from reviewer.ui.viewer.marks.passages import described, described_together
from reviewer.ui.viewer.page_painter import PagePainter
from reviewer.ui.viewer.page_view import PageView
from reviewer.ui.viewer.palette import page_palette
from reviewer.ui.viewer.pixels import supply as supply_module
from reviewer.ui.viewer.pixels.tiles import tile_rect, visible_tiles
from tests.ui.viewer.conftest import Mouse, Opened
from tests.ui.viewer.fakes import FakeDocument, letter_at, mark, pages, settle, word_rect

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


def told(signal: Any) -> list[Any]:
    found: list[Any] = []
    signal.connect(lambda *values: found.append(values[0] if len(values) == 1 else values))
    return found


def badge_rects(view: PageView) -> dict[str, QRect]:
    """Return where the margin marks of the first page are in the view, by passage."""
    camera = view._bench.stage.camera
    found = view._bench.overlay.badges(page_frame(camera, 0, QRectF(view.viewport().rect())))
    return {
        str(one.mark.passage): QRect(round(one.rect.x0), round(one.rect.y0), round(one.rect.width), round(one.rect.height))
        for one in found
    }


def picture(view: PageView) -> QImage:
    settle()
    return view.viewport().grab().toImage()


def frames(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return a list that grows by one number a frame: how many strokes of kept passages were painted in it."""
    counts: list[int] = []

    def paint(self: PagePainter, *args: object) -> bool:
        counts.append(0)
        return whole(self, *args)

    def counted(stroke: Callable[..., None]) -> Callable[..., None]:
        def paint_one(*args: object, **named: object) -> None:
            counts[-1] += 1
            stroke(*args, **named)

        return paint_one

    whole: Callable[..., bool] = PagePainter.paint
    monkeypatch.setattr(PagePainter, "paint", paint)
    for name in ("paint_fill", "paint_lines"):
        monkeypatch.setattr(overlay, name, counted(getattr(overlay, name)))
    return counts


def wheel(view: PageView, notches: float, place: QPoint, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    event = QWheelEvent(
        QPointF(place),
        QPointF(view.viewport().mapToGlobal(place)),
        QPoint(),
        QPoint(0, round(notches * 120)),
        Qt.MouseButton.NoButton,
        keys,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), event)
    settle()


def place(view: PageView) -> ReadingPlace:
    found = view.places.place()
    assert found is not None
    return found


class TestMoving:
    def test_keys_move_by_lines_views_pages_and_to_the_ends(self, opened: Opened) -> None:
        view, _ = opened(FakeDocument(20))
        top = view._bench.stage.camera.y

        QTest.keyClick(view, Qt.Key.Key_Down)
        line = view._bench.stage.camera.y
        QTest.keyClick(view, Qt.Key.Key_PageDown)
        page = view._bench.stage.camera.y
        assert top < line < page
        assert page - line < view.viewport().height(), "a strip of the old view stays for the eye"
        QTest.keyClick(view, Qt.Key.Key_PageUp)
        QTest.keyClick(view, Qt.Key.Key_Up)
        assert view._bench.stage.camera.y == top

        QTest.keyClick(view, Qt.Key.Key_End, CTRL)
        assert view.current_page == 19
        assert view._bench.stage.camera.y == view.verticalScrollBar().maximum()
        QTest.keyClick(view, Qt.Key.Key_Home, CTRL)
        assert view._bench.stage.camera.y == 0

        view.go_to_page(7)
        QTest.keyClick(view, Qt.Key.Key_Down)
        QTest.keyClick(view, Qt.Key.Key_Home)
        assert place(view).page == 7
        assert place(view).offset == 0.0
        QTest.keyClick(view, Qt.Key.Key_End)
        assert view._bench.stage.camera.y + view.viewport().height() >= view._bench.stage.layout.rect(7).bottom

    def test_fitted_pages_are_turned_one_by_one(self, opened: Opened) -> None:
        view, _ = opened(FakeDocument(5))
        view.fit_page()

        QTest.keyClick(view, Qt.Key.Key_PageDown)
        QTest.keyClick(view, Qt.Key.Key_PageDown)
        assert view.current_page == 2
        QTest.keyClick(view, Qt.Key.Key_Left)
        assert view.current_page == 1

    def test_the_page_that_is_read_is_told_once(self, opened: Opened) -> None:
        view, _ = opened(FakeDocument(5))
        found = told(view.place_changed)

        view.go_to_page(3)
        view.go_to_page(3)

        assert found == [(3, 5)]
        assert view.accessibleName() == "Page 4 of 5"

    def test_a_page_label_is_read_out(self, view: PageView) -> None:
        view.open(FakeDocument(2), [PageInfo(0, "iv", 595, 842), PageInfo(1, "2", 595, 842)], is_image=False)

        assert view.accessibleName() == "Page iv, 1 of 2"

    def test_the_name_given_from_outside_stays_in_front(self, view: PageView) -> None:
        view.name_after("Page view of report.pdf")
        assert view.accessibleName() == "Page view of report.pdf. No document"
        view.open(FakeDocument(3), pages(3), is_image=False)
        view.go_to_page(1)

        assert view.accessibleName() == "Page view of report.pdf. Page 2 of 3"
        view.name_after("Page view of denial.pdf")
        assert view.accessibleName() == "Page view of denial.pdf. Page 2 of 3"

    def test_back_returns_to_where_a_jump_began(self, opened: Opened) -> None:
        view, _ = opened(FakeDocument(20))
        view._bench.stage.scroll_by(0, 300)
        before = view._bench.stage.camera.y
        history = told(view.history_changed)

        view.go_to_page(9)
        QTest.keyClick(view, Qt.Key.Key_End, CTRL)
        QTest.keyClick(view, Qt.Key.Key_Left, ALT)
        assert view.current_page == 9
        QTest.keyClick(view, Qt.Key.Key_Left, ALT)
        assert view._bench.stage.camera.y == before
        assert history[-1] == (False, True)
        view.navigator.forward()
        assert view.current_page == 9

    def test_a_page_out_of_range_is_the_nearest_one(self, opened: Opened) -> None:
        view, _ = opened(FakeDocument(3))
        view.go_to_page(99)
        assert view.current_page == 2
        view.go_to_page(-1)
        assert view.current_page == 0

    def test_the_wheel_scrolls_and_parts_of_a_notch_add_up(self, opened: Opened) -> None:
        view, _ = opened(FakeDocument(5))
        for _ in range(8):
            wheel(view, -1 / 8, QPoint(100, 100))
        by_parts = view._bench.stage.camera.y
        view.go_to_page(0)
        wheel(view, -1, QPoint(100, 100))

        assert by_parts == view._bench.stage.camera.y > 50

    def test_the_last_place_comes_back(self, opened: Opened, view: PageView) -> None:
        opened(FakeDocument(9))
        view._bench.stage.go_to(4, 250)
        settled = place(view)

        view.open(FakeDocument(9), pages(9), is_image=False, place=settled)

        assert place(view) == settled
        assert view.zoom == 1.0
        view.open(FakeDocument(2), pages(2), is_image=False, place=ReadingPlace(7, 10, 0))
        assert view.current_page == 1, "the document may have become shorter"
        assert view.zoom_mode == "width"

    def test_a_place_far_beyond_the_page_is_the_end_of_the_document(self, view: PageView) -> None:
        view.open(FakeDocument(3), pages(3), is_image=False, place=ReadingPlace(1, 9e9, 0, 9e9))

        assert view.current_page == 2

    def test_true_sizes_of_pages_do_not_move_what_is_in_view(self, view: PageView) -> None:
        view.open(FakeDocument(100), pages(1), is_image=False)
        view.set_zoom(1.0)
        view._bench.stage.go_to(50, 100)
        before = place(view)

        view.extend_pages(tuple(PageInfo(n, "", 700, 300 + 10 * n) for n in range(1, 100)))

        assert place(view).page == before.page
        assert place(view).offset == pytest.approx(before.offset, abs=1)

    def test_the_place_is_told_when_the_view_comes_to_rest(self, qtbot: Any, opened: Opened) -> None:
        view, _ = opened(FakeDocument(9))
        view._bench.places._timer.setInterval(1)

        with qtbot.waitSignal(view.place_settled) as settled:
            view._bench.stage.go_to(4, 100)

        assert settled.args[0].page == 4


class TestZooming:
    def test_fit_width_follows_the_window_and_a_free_zoom_does_not(self, opened: Opened) -> None:
        view, _ = opened()
        view.fit_width()
        assert view._bench.stage.layout.rect(0).width == pytest.approx(view.viewport().width() - 32, abs=1)

        view.resize(600, 500)
        settle()
        assert view._bench.stage.layout.rect(0).width == pytest.approx(view.viewport().width() - 32, abs=1)
        assert not view.horizontalScrollBar().isVisible()

        view.set_zoom(1.25)
        view.resize(900, 500)
        settle()
        assert view.zoom == 1.25
        assert view.zoom_mode == "free"

    def test_fit_page_shows_all_of_it(self, opened: Opened) -> None:
        view, _ = opened()
        view.fit_page()
        settle()

        assert view._bench.stage.layout.rect(0).height <= view.viewport().height() - 30

    def test_a_fitted_page_stays_whole_in_a_narrower_view_though_another_is_wider(self, view: PageView) -> None:
        view.open(FakeDocument(2), [PageInfo(0, "", 842, 595), PageInfo(1, "", 2400, 400)], is_image=False)
        view.fit_width()
        settle()
        view.resize(view.width() - 240, view.height())
        settle()

        shown, camera = view._bench.stage.layout.rect(0), view._bench.stage.camera
        assert view._bench.stage.layout.width > camera.width
        assert camera.x <= shown.x
        assert shown.x + shown.width <= camera.x + camera.width

    def test_fit_page_brings_the_page_that_is_read_into_view_as_a_whole(self, opened: Opened) -> None:
        view, _ = opened(FakeDocument(9))
        view._bench.stage.go_to(3, 250)
        page = view.current_page
        view.fit_page()
        settle()

        shown, camera = view._bench.stage.layout.rect(page), view._bench.stage.camera
        assert view.current_page == page
        assert camera.y <= shown.y
        assert shown.bottom <= camera.y + camera.height

    def test_zooming_with_the_wheel_keeps_what_is_under_the_pointer(self, opened: Opened) -> None:
        view, _ = opened(FakeDocument(9))
        view._bench.stage.go_to(3, 200)
        under = QPoint(300, 250)
        before = view._bench.stage.camera.page_point(_view_point(under))
        for notches in (1, 1, -1, 2):
            wheel(view, notches, under, CTRL)
        after = view._bench.stage.camera.page_point(_view_point(under))

        assert before is not None
        assert after is not None
        assert after.page == before.page
        assert after.point.x == pytest.approx(before.point.x, abs=2)
        assert after.point.y == pytest.approx(before.point.y, abs=2)
        assert view.zoom == pytest.approx(1.2**3)

    def test_keys_step_through_zooms_and_tell(self, opened: Opened) -> None:
        view, _ = opened()
        zooms = told(view.zoom_changed)

        QTest.keyClick(view, Qt.Key.Key_Plus, CTRL)
        QTest.keyClick(view, Qt.Key.Key_Minus, CTRL)
        QTest.keyClick(view, Qt.Key.Key_9, CTRL)
        QTest.keyClick(view, Qt.Key.Key_0, CTRL)

        assert zooms[:2] == [(1.1, "free"), (1.0, "free")]
        assert [mode for _, mode in zooms[2:]] == ["page", "width"]

    def test_the_reading_line_stays_while_zooming_deep_in_a_long_document(self, opened: Opened) -> None:
        view, _ = opened(FakeDocument(2000))
        view._bench.stage.go_to(1500, 400)
        middle = view.viewport().rect().center()
        before = view._bench.stage.camera.page_point(_view_point(middle))
        view.set_zoom(4.0)
        view.set_zoom(0.7)
        after = view._bench.stage.camera.page_point(_view_point(middle))

        assert before is not None
        assert after is not None
        assert (after.page, round(after.point.y / 8)) == (before.page, round(before.point.y / 8))

    def test_a_small_image_is_shown_as_it_is_and_a_large_one_is_fitted(self, view: PageView) -> None:
        view.open(FakeDocument(1), pages(1, width=200, height=100), is_image=True)
        assert view.zoom == 1.0
        view.open(FakeDocument(1), pages(1, width=4000, height=3000), is_image=True)
        assert view.zoom < 0.25
        assert view.zoom_mode == "width"

    def test_turning_the_view_keeps_the_page(self, opened: Opened) -> None:
        view, source = opened(FakeDocument(9))
        view.go_to_page(5)
        source.draw_all()
        view.rotate_view()
        source.draw_all()

        assert view.current_page == 5
        assert {one.turn for one in source.renders if one.page == 5} == {0, 90}


def _view_point(place: QPoint) -> Any:
    from reviewer.ui.viewer.geometry.camera import ViewPoint

    return ViewPoint(place.x(), place.y())


class TestDrawing:
    def test_tiles_in_view_are_asked_for_in_true_pixels_and_painted(self, opened: Opened) -> None:
        view, source = opened(FakeDocument(1))
        for one in source.open_renders:
            one.draw(grey=200)
            settle()
        source.draw_all()

        assert source.renders[-1].scale == pytest.approx(96 / 72, abs=1e-5)
        x, y = mouse_place(view, 0, 300, 300)
        assert picture(view).pixelColor(x, y) == QColor(200, 200, 200)

    def test_after_zooming_the_old_pixels_stand_in_until_the_new_ones_come(self, opened: Opened) -> None:
        view, source = opened(FakeDocument(1))
        while source.open_renders:
            source.open_renders[0].draw(grey=120)
            settle()

        view.set_zoom(2.0)

        x, y = mouse_place(view, 0, 300, 300)
        assert picture(view).pixelColor(x, y) == QColor(120, 120, 120)

    def test_a_page_is_paper_white_before_its_pixels_come(self, opened: Opened) -> None:
        view, _ = opened(FakeDocument(1))
        x, y = mouse_place(view, 0, 300, 300)

        assert picture(view).pixelColor(x, y) == QColor(255, 255, 255)

    def test_an_inverted_page_has_dark_paper_and_a_light_window_around_it(self, opened: Opened, theme: Theme) -> None:
        view, source = opened(FakeDocument(1))
        source.draw_all()
        found = told(view.inverted_changed)

        view.set_inverted(True)

        x, y = mouse_place(view, 0, 300, 300)
        image = picture(view)
        assert image.pixelColor(x, y) == page_palette(inverted=True).paper
        assert image.pixelColor(2, 2) == theme.token("canvas")
        assert found == [True]
        view.set_inverted(False)
        assert picture(view).pixelColor(x, y) == QColor(255, 255, 255)

    def test_only_pages_near_the_view_are_drawn_or_read(self, qtbot: Any, opened: Opened) -> None:
        view, source = opened(FakeDocument(10_000))
        source.draw_all()
        view.go_to_page(5000)
        qtbot.waitUntil(lambda: 5000 in source.text_requests)
        source.draw_all()

        assert {one.page for one in source.renders} <= {0, 1, 2, 4998, 4999, 5000, 5001, 5002}
        assert set(source.text_requests) <= {0, 1, 4999, 5000, 5001}

    def test_texts_of_pages_that_were_scrolled_past_are_given_up(self, qtbot: Any, opened: Opened) -> None:
        view, source = opened(FakeDocument(1000, hold_texts=True))
        qtbot.waitUntil(lambda: 0 in source.text_requests)
        view._bench.stage.scroll_by(0, 20)
        assert not source.texts[0].cancelled()
        texts = view._bench._supply.texts
        texts.look(range(2), range(2))
        texts.want([1])  # in passing so far: now somebody's caret may want to go there

        view.go_to_page(500)
        settle()

        assert source.texts[0].cancelled()
        assert not source.texts[1].cancelled()
        qtbot.waitUntil(lambda: 500 in source.text_requests)
        view.go_to_page(0)
        qtbot.waitUntil(lambda: source.text_requests.count(0) == 2)
        source.read(0)
        settle()
        assert texts.has_words(0)

    def test_texts_that_a_selection_spans_are_fetched_however_far_the_view_goes(self, opened: Opened) -> None:
        view, source = opened(FakeDocument(1000, hold_texts=True))
        texts = view._bench._supply.texts
        texts.look(range(3), range(3))
        texts.hold(range(1, 3))

        view.go_to_page(500)
        settle()

        assert [source.texts[page].cancelled() for page in range(3)] == [True, False, False]

    def test_a_fast_scroll_leaves_few_requests_behind(self, opened: Opened) -> None:
        view, source = opened(FakeDocument(1000))
        for page in range(0, 900, 10):
            view.go_to_page(page)

        assert len(source.open_renders) <= 3
        source.draw_all()
        drawn = {one.page for one in source.renders if one.future.done() and not one.future.cancelled()}
        assert 890 in drawn
        assert len(drawn) < 12

    def test_a_page_that_fails_says_so_in_place_and_can_be_tried_again(self, qtbot: Any, opened: Opened) -> None:
        view, source = opened(FakeDocument(1))
        drawn = told(view.page_drawn)
        source.renders[0].future.set_exception(DocumentError("This page is damaged", "The other pages can be read."))
        settle()
        assert not drawn

        (button,) = [one for one in view.viewport().findChildren(QPushButton) if one.isVisible()]
        words = [one.text() for one in view.viewport().findChildren(QLabel) if one.isVisible()]
        assert words == ["This page is damaged. The other pages can be read."]
        assert view.viewport().rect().contains(QRect(button.mapTo(view.viewport(), QPoint()), button.size()))

        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        settle()
        source.draw_all()
        settle()
        assert not [one for one in view.viewport().findChildren(QPushButton) if one.isVisible()]
        assert {*drawn} == {0}

    def test_a_page_that_takes_long_says_why_it_is_blank(self, qtbot: Any, opened: Opened) -> None:
        view, source = opened(FakeDocument(1))
        blank = picture(view)
        supply = view._bench._supply
        assert supply is not None

        supply._heavy_timer.start(1)
        qtbot.waitUntil(lambda: bool(supply.heavy))

        assert picture(view) != blank
        source.draw_all()
        assert not supply.heavy

    def test_a_page_that_took_too_long_is_not_said_to_be_drawn_any_more(self, qtbot: Any, opened: Opened) -> None:
        view, source = opened(FakeDocument(1))
        supply = view._bench._supply
        assert supply is not None
        supply._heavy_timer.start(1)
        qtbot.waitUntil(lambda: bool(supply.heavy))
        source.renders[0].future.set_exception(DocumentError("This took too long and was stopped", "Try again."))
        settle()
        assert not supply.heavy

    def test_memory_for_pixels_is_bounded(self, opened: Opened) -> None:
        view, source = opened(FakeDocument(400))
        assert view._bench._supply is not None
        cache = view._bench._supply.cache
        for page in range(0, 400, 3):
            view.go_to_page(page)
            source.draw_all()

        assert cache.used_bytes <= supply_module.DEFAULT_BYTES

    def test_what_is_in_view_is_kept_where_tiles_reach_far_beyond_it(self, opened: Opened) -> None:
        view, source = opened(FakeDocument(3), width=3000.0, height=9000.0)
        view._bench.stage.scroll_to(view._bench.stage.camera.layout.rect(0).x + 700, 4 * 1000)
        source.draw_all()

        supply, camera = view._bench._supply, view._bench.stage.camera
        assert supply is not None
        in_view = [key for page in camera.pages for key in visible_tiles(camera, page)]
        assert len(in_view) >= 4
        assert all(key in supply.cache for key in in_view)

    def test_the_limit_counts_the_inverted_form_of_a_page_too(self, opened: Opened) -> None:
        view, source = opened(FakeDocument(3))
        source.draw_all()
        picture(view)
        assert view._bench._supply is not None
        cache = view._bench._supply.cache
        plain = cache.used_bytes

        view.set_inverted(True)
        picture(view)

        shown = [key for page in view._bench.stage.camera.pages for key in visible_tiles(view._bench.stage.camera, page)]
        assert cache.used_bytes == plain + sum(tile_rect(key).width * tile_rect(key).height * 4 for key in shown)
        view.set_inverted(False)
        picture(view)
        assert cache.used_bytes == plain

    def test_closing_cancels_and_shows_an_empty_view(self, opened: Opened) -> None:
        view, source = opened(FakeDocument(3))
        waiting = source.open_renders
        view.close_document()
        settle()

        assert waiting
        assert all(one.future.cancelled() for one in waiting)
        assert view.page_count == 0
        assert view.places.place() is None
        for key in (Qt.Key.Key_End, Qt.Key.Key_PageDown, Qt.Key.Key_F6, Qt.Key.Key_Return, Qt.Key.Key_Right):
            QTest.keyClick(view, key)
        picture(view)


def mouse_place(view: PageView, page: int, x: float, y: float) -> tuple[int, int]:
    at = Mouse(view).place(page, x, y)
    return at.x(), at.y()


class TestPassages:
    def test_f6_walks_through_passages_and_enter_opens_one(self, opened: Opened) -> None:
        view, _ = opened(FakeDocument(30))
        view.passages.set_marks(
            [mark("c", 20, word_rect(0, 0, 4)), mark("a", 2, word_rect(1, 0, 4)), mark("b", 9, word_rect(0, 0, 4))]
        )
        chosen, activated = told(view.passage_selected), told(view.passage_activated)

        for _ in range(4):
            QTest.keyClick(view, Qt.Key.Key_F6)
        QTest.keyClick(view, Qt.Key.Key_F6, SHIFT)
        QTest.keyClick(view, Qt.Key.Key_Return)

        assert chosen == ["a", "b", "c", "a", "c"]
        assert activated == ["c"]
        assert view.current_page == 20
        assert view.accessibleDescription().startswith("Passage: ")

    def test_f6_goes_on_from_the_place_in_view_after_scrolling_away(self, opened: Opened) -> None:
        view, _ = opened(FakeDocument(30))
        view.passages.set_marks(
            [mark("a", 2, word_rect(1, 0, 4)), mark("b", 9, word_rect(0, 0, 4)), mark("c", 20, word_rect(0, 0, 4))]
        )
        view.navigator.step(forwards=True)
        view._bench.stage.go_to(12, 0)

        view.navigator.step(forwards=True)
        assert view.selected_passage == "c"
        view._bench.stage.go_to(12, 0)
        view.navigator.step(forwards=False)
        assert view.selected_passage == "b"

    def test_going_to_a_passage_brings_it_into_view_and_back_returns(self, opened: Opened) -> None:
        view, _ = opened(FakeDocument(30))
        view.passages.set_marks([mark("a", 17, word_rect(2, 0, 40))])

        view.go_to_passage("a")
        shown = view._bench.stage.camera.view_rect(17, word_rect(2, 0, 40))
        assert 0 < shown.y0 < shown.y1 < view.viewport().height()
        view.go_to_passage("nobody")
        view.navigator.back()
        assert view.current_page == 0

    def test_going_to_a_passage_in_view_does_not_move_the_page(self, opened: Opened) -> None:
        view, _ = opened(FakeDocument(3))
        view.passages.set_marks([mark("a", 0, word_rect(1, 0, 10))])
        before = view._bench.stage.camera

        view.go_to_passage("a")

        after = view._bench.stage.camera
        assert (after.x, after.y) == (before.x, before.y)
        assert view.selected_passage == "a"

    def test_a_click_chooses_and_a_click_beside_lets_go(self, opened: Opened, mouse: Mouse) -> None:
        view, _ = opened()
        view.passages.set_marks([mark("a", 0, word_rect(1, 0, 10), entries=((Stance.SUPPORTS, "1"),))])
        chosen = told(view.passage_selected)

        mouse.click(0, *letter_at(1, 3))
        mouse.click(0, *letter_at(2, 20))

        assert chosen == ["a", ""]

    def test_clicks_on_one_place_choose_the_passages_there_one_after_another(self, opened: Opened, mouse: Mouse) -> None:
        view, _ = opened()
        rects = {"wide": word_rect(1, 0, 30), "same": word_rect(1, 2, 12), "narrow": word_rect(1, 4, 8)}
        view.passages.set_marks([mark(name, 0, rect) for name, rect in rects.items()])
        chosen = told(view.passage_selected)

        for _ in range(4):
            mouse.click(0, *letter_at(1, 6))
        assert chosen == ["narrow", "same", "wide", "narrow"]
        mouse.click(0, *letter_at(1, 10))  # elsewhere: the smallest that lies there
        assert view.selected_passage == "same"
        mouse.click(0, *letter_at(1, 6))
        assert view.selected_passage == "narrow"

    def test_a_first_click_takes_the_smallest_passage_also_where_another_was_gone_to(self, opened: Opened, mouse: Mouse) -> None:
        view, _ = opened()
        view.passages.set_marks([mark("wide", 0, word_rect(1, 0, 30)), mark("narrow", 0, word_rect(1, 4, 8))])
        view.go_to_passage("narrow")

        mouse.click(0, *letter_at(1, 6))

        assert view.selected_passage == "narrow"

    @pytest.mark.parametrize("inverted", [False, True])
    def test_the_margin_mark_of_the_chosen_passage_is_ringed(self, opened: Opened, inverted: bool) -> None:
        view, source = opened(FakeDocument(1))
        view.set_inverted(inverted)
        entries = ((Stance.SUPPORTS, "1"),)
        view.passages.set_marks([mark(name, 0, word_rect(1, 0, 10), entries=entries) for name in ("a", "b")])
        settle()
        source.draw_all()
        badges = badge_rects(view)
        accent = page_palette(inverted=inverted).accent.rgb()
        for name in ("a", "b", ""):
            view.select_passage(name)
            shown = picture(view)
            ringed = {one for one, rect in badges.items() if shown.pixelColor(rect.left() - 1, rect.center().y()).rgb() == accent}
            assert ringed == {name} - {""}

    def test_the_margin_mark_can_be_clicked_and_opened(self, opened: Opened, mouse: Mouse) -> None:
        view, _ = opened()
        view.passages.set_marks([mark("a", 0, word_rect(1, 0, 10), entries=((Stance.SUPPORTS, "1"),))])
        settle()
        activated = told(view.passage_activated)
        x, y = 72 - 45 * 72 / 96, letter_at(1, 0)[1]

        mouse.double_click(0, x, y)

        assert view.selected_passage == "a"
        assert activated == ["a"]

    def test_hovering_tells_the_passage_and_says_what_it_is(self, opened: Opened, mouse: Mouse) -> None:
        view, _ = opened()
        note = '<img src="file:////host/share">'
        view.passages.set_marks([mark("a", 0, word_rect(1, 0, 10), entries=((Stance.CONTRADICTS, "2"),), note=note)])
        hovered = told(view.passage_hovered)

        mouse.move(0, *letter_at(1, 3))
        said = view.viewport().toolTip()
        mouse.move(0, *letter_at(2, 3))

        assert hovered == ["a", ""]
        assert "Contradicts claim 2" in said
        assert "<img" not in said, "a note must never be read as markup"

    def test_hovering_tells_all_passages_that_lie_there_the_chosen_one_first(self, opened: Opened, mouse: Mouse) -> None:
        view, _ = opened()
        wide = mark("a", 0, word_rect(1, 0, 20), entries=((Stance.SUPPORTS, "1"),))
        narrow = mark("b", 0, word_rect(1, 2, 12), entries=((Stance.CONTRADICTS, "1"),), claims=("Never",), note="Seen <b>it</b>")
        view.passages.set_marks([wide, narrow, mark("c", 0, word_rect(1, 8, 20))])

        def told_at(letter: int) -> str:
            mouse.move(0, *letter_at(1, letter))
            return html.unescape(view.viewport().toolTip())

        assert "Contradicts claim 1: Never\nSeen <b>it</b>\n• Supports claim 1" in told_at(4)
        assert "2 passages lie here" in told_at(4)
        assert "3 passages lie here" in told_at(9)
        assert "lie here" not in told_at(1)
        assert "Highlight" in told_at(9)
        assert "Highlight" not in told_at(4)
        view.select_passage("a")
        chosen_first = told_at(5)
        assert chosen_first.index("Supports") < chosen_first.index("Contradicts")

    def test_delete_asks_for_the_chosen_passage_to_be_removed(self, opened: Opened) -> None:
        view, _ = opened()
        view.passages.set_marks([mark("a", 0, word_rect(1, 0, 10))])
        asked = told(view.passage_removal_requested)

        QTest.keyClick(view, Qt.Key.Key_Delete)
        view.select_passage("a")
        QTest.keyClick(view, Qt.Key.Key_Delete)

        assert asked == ["a"]

    def test_a_removed_passage_is_no_longer_chosen(self, opened: Opened) -> None:
        view, _ = opened()
        view.passages.set_marks([mark("a", 0, word_rect(1, 0, 10))])
        view.select_passage("a")
        view.passages.set_marks([])

        assert view.selected_passage == ""

    @pytest.mark.parametrize("inverted", [False, True])
    def test_a_passage_is_coloured_by_its_stance(self, opened: Opened, inverted: bool) -> None:
        view, source = opened(FakeDocument(1))
        source.draw_all()
        view.set_inverted(inverted)
        before = picture(view)
        view.passages.set_marks([mark("a", 0, word_rect(1, 0, 10), entries=((Stance.SUPPORTS, "1"),))])
        after = picture(view)

        x, y = mouse_place(view, 0, *letter_at(1, 3))
        fill = after.pixelColor(x, y)
        assert fill != before.pixelColor(x, y)
        assert fill.blue() > fill.red() + 20
        rule = after.pixelColor(x, mouse_place(view, 0, 0, word_rect(1, 0, 1).y1)[1])
        assert rule == page_palette(inverted).stances[Stance.SUPPORTS].mark

    def test_a_pending_passage_is_paler_than_a_kept_one(self, opened: Opened) -> None:
        view, source = opened(FakeDocument(1))
        source.draw_all()
        x, y = mouse_place(view, 0, *letter_at(1, 3))
        view.passages.set_pending([mark("p", 0, word_rect(1, 0, 10), pending=True)])
        pending = picture(view).pixelColor(x, y)
        view.passages.set_pending([])
        view.passages.set_marks([mark("p", 0, word_rect(1, 0, 10))])
        kept = picture(view).pixelColor(x, y)

        assert 255 > pending.blue() > kept.blue()

    def test_a_page_with_hundreds_of_passages_looks_like_one_with_few(
        self, opened: Opened, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        strokes = frames(monkeypatch)
        view, source = opened(FakeDocument(1))
        source.draw_all()
        one = mark("a", 0, word_rect(1, 0, 10), entries=((Stance.SUPPORTS, "1"),))
        view.passages.set_marks([one])
        few = picture(view)
        below = [mark(f"x{n}", 0, Rect(100, 780 + n / 100, 120, 790 + n / 100)) for n in range(140)]
        view.passages.set_marks([one, *below])
        many = picture(view)

        area = QRect(0, 0, 700, 300)
        assert many.copy(area) == few.copy(area)
        assert sum(strokes) >= 2 * 141
        assert max(strokes) <= STEPS

    def test_words_of_a_marked_page_out_of_view_paint_nothing_anew(self, opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
        source = FakeDocument(100, hold_texts=True)
        view, _ = opened(source)
        source.draw_all()
        view.passages.set_marks([mark(f"m{page}", page, word_rect(1, 0, 10)) for page in (0, 50)])
        view._bench.words.want(50)
        settle()
        painted = frames(monkeypatch)
        source.read(50)
        settle()
        assert not painted
        source.read(0)
        settle()
        assert painted

    def test_the_scroll_bar_shows_where_passages_are(self, qtbot: Any, opened: Opened, theme: Theme) -> None:
        view, _ = opened(FakeDocument(100))
        view.passages.set_marks([mark("a", 50, word_rect(1, 0, 10), entries=((Stance.CONTRADICTS, "1"),))])
        settle()
        bar = view.verticalScrollBar()

        def ticked() -> list[int]:
            image = bar.grab().toImage()
            return [y for y in range(image.height()) if image.pixelColor(8, y) == theme.stance(Stance.CONTRADICTS).mark]

        qtbot.waitUntil(lambda: bool(ticked()))
        rows = ticked()
        assert rows[0] / bar.height() == pytest.approx(0.5, abs=0.02)

    def test_the_scroll_bar_shows_each_stance_that_falls_on_a_place(self, qtbot: Any, opened: Opened, theme: Theme) -> None:
        view, _ = opened(FakeDocument(100))
        entries = {"a": ((Stance.CONTRADICTS, "1"), (Stance.STATES, "2")), "b": ((Stance.SUPPORTS, "1"),), "c": ()}
        view.passages.set_marks([mark(name, 50, word_rect(1, 0, 10), entries=links) for name, links in entries.items()])
        settle()
        bar = view.verticalScrollBar()
        wanted = [theme.stance(one).mark.rgb() for one in (Stance.STATES, Stance.SUPPORTS, Stance.CONTRADICTS, None)]

        def across() -> list[int]:
            image = bar.grab().toImage()
            row = next((y for y in range(image.height()) if image.pixel(image.width() - 13, y) == wanted[0]), 0)
            colours = [image.pixel(x, row + 1) for x in range(image.width())]
            return [one for at, one in enumerate(colours) if one in wanted and one != colours[at - 1]]

        qtbot.waitUntil(lambda: across() == wanted)


class TestExtremes:
    def test_a_column_too_long_for_a_scroll_bar_is_drawn_smaller(self, opened: Opened) -> None:
        view, _ = opened(FakeDocument(60), width=100.0, height=10_000_000.0)
        view.set_zoom(8)
        view.go_to_page(59)
        assert view.current_page == 59
        assert view.verticalScrollBar().maximum() > 2**30
        view.set_zoom(1)
        assert view._bench.stage.layout.scale == pytest.approx(96 / 72)

    def test_a_view_without_a_document_can_be_turned_and_zoomed(self, view: PageView) -> None:
        view.rotate_view()
        view.fit_page()
        view.zoom_in()
        assert view.page_count == 0


class TestBar:
    @pytest.fixture
    def selected(self, opened: Opened, mouse: Mouse) -> Callable[..., PageView]:
        def make(row: int = 1) -> PageView:
            view, _ = opened(FakeDocument(1, lines={0: [f"line number {n}" for n in range(36)]}))
            mouse.drag((0, *letter_at(row, 0)), (0, *letter_at(row, 9)))
            return view

        return make

    def test_it_stands_inside_the_view_and_off_the_lines_that_follow(self, selected: Callable[..., PageView]) -> None:
        for row in (5, 1):
            view = selected(row)
            bar, camera = view._bench.marking.bar, view._bench.stage.camera
            shown = [camera.view_rect(0, word_rect(line, 0, 14)) for line in range(row, 36)]

            assert bar.isVisible()
            assert view.viewport().rect().contains(bar.geometry())
            for one in shown:
                assert not QRectF(one.x0, one.y0, one.width, one.height).intersects(QRectF(bar.geometry()))

    def test_it_stands_above_where_there_is_no_room_below(self, opened: Opened, mouse: Mouse) -> None:
        view, _ = opened(FakeDocument(1, lines={0: [f"line number {n}" for n in range(36)]}))
        row = 16
        mouse.drag((0, *letter_at(row, 0)), (0, *letter_at(row, 9)))
        bar = view._bench.marking.bar

        assert view.viewport().rect().contains(bar.geometry())
        assert bar.geometry().bottom() < mouse_place(view, 0, 0, word_rect(row, 0, 1).y0)[1]

    def test_it_covers_no_text_where_there_is_room_for_that(self, opened: Opened, mouse: Mouse) -> None:
        view, _ = opened(FakeDocument(1, lines={0: ["", "", "", "", "", "", "lone heading", "first line", "second line"]}))
        mouse.drag((0, *letter_at(6, 0)), (0, *letter_at(6, 9)))
        bar, camera = view._bench.marking.bar, view._bench.stage.camera

        assert view.viewport().rect().contains(bar.geometry())
        lines = view._bench.marking.selection.lines_on(0)
        assert len(lines) == 3
        shown = [camera.view_rect(0, one) for one in lines]
        covered = bar.geometry()
        assert not [one for one in shown if QRectF(one.x0, one.y0, one.width, one.height).intersects(QRectF(covered))]

    def test_it_goes_when_the_selection_is_scrolled_out_of_view_and_comes_back(self, opened: Opened, mouse: Mouse) -> None:
        view, _ = opened(FakeDocument(9))
        mouse.drag((0, *letter_at(1, 0)), (0, *letter_at(1, 9)))
        view.go_to_page(4)
        assert not view._bench.marking.bar.isVisible()
        assert view.has_selection
        view.go_to_page(0)
        assert view._bench.marking.bar.isVisible()

    def test_it_leaves_the_words_out_in_a_narrow_view(self, opened: Opened, mouse: Mouse, view: PageView) -> None:
        view.resize(420, 500)
        opened(FakeDocument(1))
        view.set_zoom(0.5)
        mouse.drag((0, *letter_at(1, 0)), (0, *letter_at(1, 9)))
        bar = view._bench.marking.bar

        assert bar.isVisible()
        assert bar.width() <= view.viewport().width()
        assert [one.accessibleName() for one in bar._buttons] == ["Supports", "Contradicts", "Context", "States", "Highlight"]

    def test_enter_takes_the_stance_used_last(self, selected: Callable[..., PageView]) -> None:
        view = selected()
        found: list[MarkRequest] = told(view.mark_requested)
        view.bar.set_last_stance(Stance.CONTEXT)

        QTest.keyClick(view, Qt.Key.Key_Return)

        assert [one.stance for one in found] == [Stance.CONTEXT]

    def test_buttons_ask_for_what_they_say(self, qtbot: Any, selected: Callable[..., PageView]) -> None:
        view = selected()
        found: list[MarkRequest] = told(view.mark_requested)
        choices = told(view.claim_choice_requested)
        bar = view._bench.marking.bar
        bar.unmeant_ms = 0
        for button in bar._buttons:
            qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        qtbot.mouseClick(bar._claim, Qt.MouseButton.LeftButton)

        assert [one.stance for one in found] == [Stance.SUPPORTS, Stance.CONTRADICTS, Stance.CONTEXT, Stance.STATES, None]
        assert len(choices) == 1

    def test_a_click_that_ends_a_drag_twice_keeps_nothing(self, qtbot: Any, selected: Callable[..., PageView]) -> None:
        view = selected()
        found: list[MarkRequest] = told(view.mark_requested)
        bar = view._bench.marking.bar
        bar.unmeant_ms = 60_000
        for press in (qtbot.mouseClick, qtbot.mouseDClick):
            press(bar._buttons[0], Qt.MouseButton.LeftButton)
        assert found == []
        assert view.has_selection
        bar.unmeant_ms = 0
        qtbot.mouseClick(bar._buttons[0], Qt.MouseButton.LeftButton)
        assert len(found) == 1

    def test_it_is_worked_with_the_keyboard(self, qtbot: Any, selected: Callable[..., PageView]) -> None:
        view = selected()
        found: list[MarkRequest] = told(view.mark_requested)
        bar = view._bench.marking.bar
        bar._buttons[0].setFocus()

        QTest.keyClick(bar._buttons[0], Qt.Key.Key_Right)
        qtbot.waitUntil(bar._buttons[1].hasFocus)
        QTest.keyClick(bar._buttons[1], Qt.Key.Key_Return)
        assert [one.stance for one in found] == [Stance.CONTRADICTS]

        QTest.keyClick(bar._buttons[1], Qt.Key.Key_Escape)
        assert not bar.isVisible()
        assert view.hasFocus()

    def test_a_claims_words_are_shown_plain_and_short(self, selected: Callable[..., PageView]) -> None:
        view = selected()
        view.bar.set_claim_label("1 · asked R&D for private messages")
        claim = view._bench.marking.bar._claim

        assert claim.text().startswith("1 · asked R&&D")
        assert claim.text().endswith("…")
        assert claim.accessibleName() == "For claim 1 · asked R&D for private messages"
        view.bar.set_claim_label("")
        assert claim.text() == "Choose a claim"


def test_a_closed_view_holds_nothing_of_its_document(opened: Opened, mouse: Mouse) -> None:
    view, source = opened(FakeDocument(2), height=300.0)
    source.draw_all()
    marks = [mark(str(n), 0, Rect(40 + 40 * (n % 8), 20 + 16 * (n // 8), 70 + 40 * (n % 8), 32)) for n in range(2 * FEW)]
    view.passages.set_marks(marks)
    view.hits.show(Finder.of_text("application"))
    mouse.drag((0, *letter_at(0, 4)), (0, *letter_at(2, 8)))
    for _ in range(30):
        picture(view)
        settle()
    held = [weakref.ref(source.texts[page].result()) for page in source.texts]
    cache = view._bench._supply.cache  # type: ignore[union-attr]
    held += [weakref.ref(cache.get(key)) for page in (0, 1) for key in visible_tiles(view._bench.stage.camera, page)]  # type: ignore[arg-type]
    assert len(held) == 4
    assert all(one() is not None for one in held)
    source.texts.clear()
    source.renders.clear()
    del marks, cache

    gc.disable()  # it must not wait for a collection, from which everything may be spared
    try:
        view.close_document()
        settle()
        assert [one() for one in held] == [None] * 4
    finally:
        gc.enable()
    assert not view.has_selection
    assert not view.hits.on_show


def menu_key(view: PageView) -> None:
    middle = view.viewport().rect().center()
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, middle, view.viewport().mapToGlobal(middle))
    QApplication.sendEvent(view.viewport(), asked)


def test_the_menu_key_means_the_chosen_passage_or_the_selection(opened: Opened, mouse: Mouse) -> None:
    view, _ = opened()
    wanted = told(view.menu_requested)
    view.passages.set_marks([mark("a", 0, word_rect(0, 4, 11))])
    menu_key(view)
    assert wanted.pop().passages == ()
    view.select_passage("a")
    menu_key(view)
    place = wanted.pop()
    below = word_rect(0, 4, 11)
    assert place.passages == ("a",)
    assert (view.viewport().mapFromGlobal(place.point) - mouse.place(0, below.x0, below.y1)).manhattanLength() <= 2
    mouse.drag((0, *letter_at(1, 0)), (0, *letter_at(1, 10)))
    menu_key(view)
    place = wanted.pop()
    below = word_rect(1, 0, 10)
    assert place.passages == ()
    assert (view.viewport().mapFromGlobal(place.point) - mouse.place(0, below.x0, below.y1)).manhattanLength() <= 6


@pytest.mark.parametrize("mode", ["width", "page", "free"])
def test_how_pages_are_fitted_is_remembered_with_the_place(opened: Opened, mode: str) -> None:
    view, source = opened()
    if mode == "page":
        view.fit_page()
    elif mode == "width":
        view.fit_width()
    kept = view.places.place()
    view.close_document()
    view.open(source, pages(source.page_count), is_image=False, place=kept)
    assert view.zoom_mode == mode


def test_back_keeps_the_place_across_and_what_was_read_when_pages_are_turned(opened: Opened, mouse: Mouse) -> None:
    view, _ = opened(FakeDocument(20))
    view.set_zoom(4.0)
    view._bench.stage.scroll_to(700, 900)
    before = view._bench.stage.camera
    view.go_to_page(9)
    view._bench.stage.scroll_to(0, view._bench.stage.camera.y)
    view.navigator.back()
    assert (view._bench.stage.camera.x, view._bench.stage.camera.y) == (before.x, before.y)
    middle, third = view.viewport().width() / 2, view.viewport().height() / 3
    read = view._bench.stage.camera.page_point(ViewPoint(middle, third))
    assert read is not None
    view.rotate_view(90)
    shown = view._bench.stage.camera.view_point(read)
    assert abs(shown.x - middle) <= 2
    assert abs(shown.y - third) <= 2


def test_escape_is_the_windows_while_the_page_has_no_use_for_it(opened: Opened, qtbot: Any) -> None:
    view, _ = opened()
    escape = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(view, escape)
    assert not escape.isAccepted()
    view.passages.set_marks([mark("a", 0, word_rect(0, 0, 4))])
    view.select_passage("a")
    escape = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(view, escape)
    assert escape.isAccepted()
    assert view.selected_passage == ""


def test_a_tooltip_says_the_claims_words() -> None:
    entries = ((Stance.CONTRADICTS, "2"), (Stance.SUPPORTS, "1"))
    one = mark("a", 0, word_rect(0, 0, 9), entries=entries, claims=("Never <b>accessed</b>", ""), note="Granted")
    assert described(one) == "Contradicts claim 2: Never <b>accessed</b>\nSupports claim 1\nGranted"


def test_a_tooltip_over_many_passages_stays_short() -> None:
    one = mark("a", 0, word_rect(0, 0, 9), entries=((Stance.SUPPORTS, "1"),) * 20, note="word " * 400)
    said = described_together([one] * 50)
    assert said.splitlines()[-1] == "and 44 more"
    assert len(said.splitlines()) == 1 + 6 * 4 + 1
    assert max(map(len, said.splitlines())) <= 162


def test_tiles_are_drawn_at_the_exact_scale(opened: Opened) -> None:
    _view, document = opened()
    settle()
    assert {one.scale for one in document.renders} >= {96 / 72}
