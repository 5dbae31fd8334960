"""A right click on a page: the menu of what lies there, and always what can be done with the page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from reviewer.documents.client import Workers
from reviewer.model.geometry import Point
from reviewer.ui.application import Windows
from reviewer.ui.main_window import MainWindow
from reviewer.ui.open_case import OpenCase
from reviewer.ui.viewer.geometry.page_layout import PagePoint
from reviewer.ui.viewer.page_view import PageView
from tests import builders
from tests.ui.conftest import WAIT_MS, add_document
from tests.ui.test_reading import mark, passages

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

LINES = ("The partner may send, read, write", "and delete private messages.")
PLAIN = builders.text_pdf(LINES, ["A second page"])
DOCUMENT = builders.annotated_pdf(
    PLAIN,
    f"/Subtype /Highlight /Rect [0 0 9 9] /QuadPoints {builders.quad_points(PLAIN, 'delete')} /T (Ann & Co) /Contents (Ask)",
    "/Subtype /Link /Rect [100 200 200 220] /Dest [1 /Fit]",
    "/Subtype /Link /Rect [100 300 200 320] /A << /S /URI /URI (https://example.org/a) >>",
)
HEIGHT = builders.A4[1]


@pytest.fixture
def windows(make_windows: Callable[..., Windows], workers: Workers) -> Windows:
    return make_windows(lambda: workers)


@pytest.fixture
def window(windows: Windows, qtbot: QtBot, tmp_path: Path) -> MainWindow:
    made = windows.make()
    made.resize(1280, 800)
    made.show()
    add_document(made, qtbot, tmp_path / "terms.pdf", DOCUMENT)
    page_view(made).fit_page()
    return made


def case_of(window: MainWindow) -> OpenCase:
    assert window.case is not None
    return window.case


def page_view(window: MainWindow) -> PageView:
    view = case_of(window).read.page_view
    assert view is not None
    return view


def menu_at(window: MainWindow, x: float, y: float) -> QMenu:
    """Click with the right button at a point of the first page; the menu is closed when the test ends."""
    view = page_view(window)
    at = view._bench.stage.camera.view_point(PagePoint(0, Point(x, y)))
    place = QPointF(at.x, at.y).toPoint()
    viewport = view.viewport()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, viewport.mapToGlobal(place))
    QApplication.sendEvent(viewport, event)
    found = QApplication.activePopupWidget()
    assert isinstance(found, QMenu)
    return found


def rows(menu: QMenu) -> list[str]:
    return [one.text() for one in menu.actions() if not one.isSeparator()]


def choose(menu: QMenu, words: str) -> None:
    row = next(one for one in menu.actions() if one.text() == words)
    assert row.isEnabled()
    row.trigger()
    menu.close()


def test_a_place_with_nothing_on_it_offers_what_can_be_done_with_the_page(window: MainWindow) -> None:
    menu = menu_at(window, 300, 700)
    offered = rows(menu)
    for words in ("Back to where I was", "Fit width", "Turn the page for reading", "Mark regions instead of text"):
        assert words in offered
    assert any(one.startswith("Copy citation of") and "terms.pdf" in one for one in offered)
    back = next(one for one in menu.actions() if one.text() == "Back to where I was")
    assert not back.isEnabled(), "there is nowhere to go back to"
    choose(menu, "Turn the page for reading")
    assert page_view(window).turned == 90


def test_a_place_in_the_document_is_gone_to_and_an_address_copied(window: MainWindow, qtbot: QtBot) -> None:
    links = page_view(window).following
    qtbot.waitUntil(lambda: links.at(PagePoint(0, Point(150, HEIGHT - 210))) is not None, timeout=WAIT_MS)
    menu = menu_at(window, 150, HEIGHT - 310)
    assert rows(menu)[0] == "Copy https://example.org/a"
    choose(menu, "Copy https://example.org/a")
    assert QApplication.clipboard().text() == "https://example.org/a"
    choose(menu_at(window, 150, HEIGHT - 210), "Go to p. 2")
    qtbot.waitUntil(lambda: page_view(window).current_page == 1, timeout=WAIT_MS)


def test_an_annotation_of_others_is_taken_once(window: MainWindow, qtbot: QtBot) -> None:
    case = case_of(window)
    qtbot.waitUntil(lambda: bool(case.read.pages.annotations.model.listed), timeout=WAIT_MS)
    quad = case.read.pages.annotations.model.listed[0].annotation.quads[0].rect
    x, y = (quad.x0 + quad.x1) / 2, (quad.y0 + quad.y1) / 2
    words = "Take the annotation of Ann && Co into the case"
    choose(menu_at(window, x, y), words)
    qtbot.waitUntil(lambda: len(case.desk.rows.passages) == 1 and not window.jobs.is_busy, timeout=WAIT_MS)
    menu = menu_at(window, x, y)
    assert words not in rows(menu)
    assert "Remove passage" in rows(menu)
    menu.close()


def test_of_passages_that_lie_over_each_other_another_can_be_chosen(window: MainWindow, qtbot: QtBot) -> None:
    case = case_of(window)
    mark(case, 0, 20)
    wide = passages(case, qtbot, 1)[0]
    mark(case, 4, 11)
    narrow = next(one for one in passages(case, qtbot, 2) if one != wide)
    quad = case.desk.rows.passages[narrow].passage.anchor.quads[0].quad.rect
    x, y = (quad.x0 + quad.x1) / 2, (quad.y0 + quad.y1) / 2
    page_view(window).select_passage("")
    menu = menu_at(window, x, y)
    assert page_view(window).selected_passage == narrow
    others = next(one for one in menu.findChildren(QMenu) if one.title() == "Choose another passage here")
    assert rows(others) == ["Highlight: The partner may send"]
    others.actions()[0].trigger()
    menu.close()
    assert page_view(window).selected_passage == wide
    menu = menu_at(window, x, y)
    assert page_view(window).selected_passage == wide, "what is chosen there already is meant"
    menu.close()
