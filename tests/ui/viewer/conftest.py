"""A page view with a document of three pages in it, 800 × 600, drawn when the test says so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from reviewer.model.geometry import Point
from reviewer.ui.look.theme import Theme
from reviewer.ui.tasks import Tasks
from reviewer.ui.viewer.geometry.page_layout import PagePoint
from reviewer.ui.viewer.page_view import PageView
from tests.ui.viewer.fakes import FakeDocument, pages, settle

Opened = Callable[..., tuple[PageView, FakeDocument]]


@pytest.fixture
def theme(qtbot: Any) -> Theme:
    return Theme()


@pytest.fixture
def tasks(qtbot: Any) -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.close()


@pytest.fixture
def view(qtbot: Any, tasks: Tasks, theme: Theme) -> Iterator[PageView]:
    made = PageView(tasks, theme)
    qtbot.addWidget(made)
    made.resize(800, 600)
    made.show()
    qtbot.waitExposed(made)
    made.setFocus()
    yield made
    made.close_document()
    settle()


@pytest.fixture
def opened(view: PageView) -> Opened:
    """Open a fake document at 100 % and read the texts in view."""

    def make(
        document: FakeDocument | None = None, *, is_image: bool = False, **page_fields: Any
    ) -> tuple[PageView, FakeDocument]:
        source = document or FakeDocument()
        view.open(source, pages(source.page_count, **page_fields), is_image=is_image)
        view.set_zoom(1.0)
        view._bench.stage.scroll_to(view._bench.stage.camera.x, 0)
        settle()
        return view, source

    return make


class Mouse:
    """Drags and clicks at page coordinates."""

    def __init__(self, view: PageView) -> None:
        self._view = view

    def place(self, page: int, x: float, y: float) -> QPoint:
        """Return where a point of a page stands in the viewport."""
        at = self._view._bench.stage.camera.view_point(PagePoint(page, Point(x, y)))
        return QPointF(at.x, at.y).toPoint()

    def click(self, page: int, x: float, y: float, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.press(page, x, y, keys)
        self.release(page, x, y, keys)

    def double_click(self, page: int, x: float, y: float) -> None:
        self.click(page, x, y)
        QTest.mouseDClick(
            self._view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, self.place(page, x, y)
        )
        settle()

    def triple_click(self, page: int, x: float, y: float) -> None:
        self.double_click(page, x, y)
        self.click(page, x, y)

    def press(self, page: int, x: float, y: float, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.mousePress(self._view.viewport(), Qt.MouseButton.LeftButton, keys, self.place(page, x, y))

    def move(self, page: int, x: float, y: float) -> None:
        QTest.mouseMove(self._view.viewport(), self.place(page, x, y))
        settle()

    def release(self, page: int, x: float, y: float, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.mouseRelease(self._view.viewport(), Qt.MouseButton.LeftButton, keys, self.place(page, x, y))
        settle()

    def drag(
        self,
        start: tuple[int, float, float],
        end: tuple[int, float, float],
        keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        self.press(*start, keys)
        between = self.place(*start) + (self.place(*end) - self.place(*start)) / 2
        QTest.mouseMove(self._view.viewport(), between)
        self.move(*end)
        self.release(*end, keys)


@pytest.fixture
def mouse(view: PageView) -> Mouse:
    return Mouse(view)
