"""A region by keyboard: a rectangle that the keys place, move and size, and that is then selected as a drag would select it.

Owns the rectangle while it is being placed. What is selected is `SelectionModel`'s; the view follows the rectangle.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from reviewer.model.geometry import Point, Rect
from reviewer.ui.viewer.geometry.camera import ViewPoint
from reviewer.ui.viewer.geometry.page_layout import PagePoint
from reviewer.ui.viewer.geometry.stage import Stage
from reviewer.ui.viewer.gestures.selection import SelectionModel
from reviewer.ui.viewer.gestures.tools import RegionTool

STEP_PX = 16
"""Logical pixels of an arrow key."""

LEAST_PX = 8
"""Logical pixels below which neither side is made smaller."""

SHARE = 0.3
"""The first rectangle's sides, as parts of the view's."""


class KeyedRegion(QObject):
    """The rectangle that the keys place on a page.

    Signals:
        changed: It is being placed now, or not any more.
        taken: It is selected.

    """

    changed = Signal()
    taken = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._stage = stage
        self._selection: SelectionModel | None = None
        self._tool: RegionTool | None = None

    def attach(self, selection: SelectionModel | None) -> None:
        """Work on another document, or on none."""
        self._selection = selection
        self._let_go()
        if selection is not None:
            selection.changed.connect(self._on_selection_changed)

    @property
    def placing(self) -> bool:
        """Whether a rectangle is being placed."""
        return self._tool is not None

    def begin(self) -> None:
        """Place a rectangle in the middle of the view."""
        camera, layout = self._stage.camera, self._stage.layout
        if not layout.count:
            return
        middle = ViewPoint(camera.width / camera.dpr / 2, camera.height / camera.dpr / 2)
        page = camera.nearest_page_point(middle).page
        at, area = camera.to_content(middle), self._area(page)
        width, height = min(SHARE * camera.width, area.width), min(SHARE * camera.height, area.height)
        x = min(max(at.x - width / 2, area.x0), area.x1 - width)
        y = min(max(at.y - height / 2, area.y0), area.y1 - height)
        self._show(page, Rect(x, y, x + width, y + height))
        self.changed.emit()

    def shift(self, across: int, down: int, *, fine: bool) -> None:
        """Move it by a step, or by one pixel, as it is shown, but not off its page."""
        if self._tool is None:
            return
        page, shown, step = self._tool.anchor.page, self._shown(self._tool), self._step(fine)
        area = self._area(page)
        x = min(max(shown.x0 + across * step, area.x0), area.x1 - shown.width)
        y = min(max(shown.y0 + down * step, area.y0), area.y1 - shown.height)
        self._show(page, Rect(x, y, x + shown.width, y + shown.height))

    def resize(self, across: int, down: int, *, fine: bool) -> None:
        """Make it wider or narrower at its right side, higher or lower at its lower one, as it is shown."""
        if self._tool is None:
            return
        page, shown, step = self._tool.anchor.page, self._shown(self._tool), self._step(fine)
        area, least = self._area(page), LEAST_PX * self._stage.camera.dpr
        x1 = min(max(shown.x1 + across * step, shown.x0 + least), area.x1)
        y1 = min(max(shown.y1 + down * step, shown.y0 + least), area.y1)
        self._show(page, Rect(shown.x0, shown.y0, x1, y1))

    def take(self) -> None:
        """End the placing: the rectangle is selected."""
        if self._tool is not None and self._selection is not None:
            self._selection.end()
            self._let_go()
            self.taken.emit()

    def drop(self) -> None:
        """End the placing with nothing selected."""
        if self._tool is not None and self._selection is not None:
            self._selection.clear()
            self._let_go()

    def _step(self, fine: bool) -> float:
        return self._stage.camera.dpr * (1 if fine else STEP_PX)

    def _shown(self, tool: RegionTool) -> Rect:
        """Return a rectangle in the content's device pixels."""
        return self._stage.layout.matrix(tool.anchor.page).apply_rect(Rect.around((tool.anchor.point, tool.head)))

    def _area(self, page: int) -> Rect:
        """Return a page in the content's device pixels."""
        return self._stage.layout.matrix(page).apply_rect(self._stage.layout.page_rect(page))

    def _show(self, page: int, shown: Rect) -> None:
        """Have the rectangle where these device pixels of the content are."""
        if self._selection is None:
            return
        layout = self._stage.layout
        rect = layout.matrix(page).inverse().apply_rect(shown)
        self._tool = RegionTool(PagePoint(page, Point(rect.x0, rect.y0)), Point(rect.x1, rect.y1), layout.page_rect(page))
        self._selection.begin(self._tool)
        self._stage.follow(page, rect)

    def _on_selection_changed(self) -> None:
        """Let go of the rectangle once something else is selected, or nothing."""
        if self.sender() is self._selection and self._selection is not None and self._selection.tool is not self._tool:
            self._let_go()

    def _let_go(self) -> None:
        if self._tool is not None:
            self._tool = None
            self.changed.emit()
