"""A view's size in device pixels, and its scroll bars, which say where among the pages it stands.

Owns their ranges and values; which those ought to be is the stage's.
"""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractScrollArea

from reviewer.ui.viewer.geometry.fitting import Room
from reviewer.ui.viewer.geometry.page_layout import PageLayout


class Bars:
    """The scroll bars of one view.

    Attributes:
        moving: They are moved from here just now, not by a person.

    """

    def __init__(self, area: QAbstractScrollArea) -> None:
        self._area = area
        self.moving = False

    @property
    def dpr(self) -> float:
        """Device pixels a logical pixel."""
        return self._area.devicePixelRatioF()

    @property
    def view_px(self) -> tuple[int, int]:
        """Width and height of the view in device pixels."""
        viewport, dpr = self._area.viewport(), self.dpr
        return round(viewport.width() * dpr), round(viewport.height() * dpr)

    @property
    def room(self) -> Room:
        """What pages are fitted to: the horizontal bar's room included."""
        return Room(self.view_px[0], round(self._area.contentsRect().height() * self.dpr), self.dpr)

    def lay_out(self, layout: PageLayout, scale: float) -> None:
        """Give pages their size, and the bars the ranges that follow from it."""
        layout.set_scale(scale, self.dpr)
        across, down = self._area.horizontalScrollBar(), self._area.verticalScrollBar()
        self.moving = True
        for _ in range(2):  # the second time where a scroll bar came or went
            width, height = self.view_px
            across.setRange(0, max(0, layout.width - width))
            down.setRange(0, max(0, layout.height - height))
            if (width, height) == self.view_px:
                break
        across.setPageStep(width)
        down.setPageStep(height)
        self.moving = False

    def move(self, x: int, y: int) -> None:
        """Bring a content point to the view's upper left corner, as far as the content goes."""
        self.moving = True
        for bar, value in ((self._area.horizontalScrollBar(), x), (self._area.verticalScrollBar(), y)):
            bar.setValue(min(max(value, bar.minimum()), bar.maximum()))  # Qt takes no number that is too large for an int
        self.moving = False

    def corner(self, layout: PageLayout) -> tuple[int, int]:
        """Return the content point at the view's upper left corner; smaller content stands in the view's middle."""
        width, height = self.view_px
        x, y = self._area.horizontalScrollBar().value(), self._area.verticalScrollBar().value()
        if layout.width < width:
            x = -((width - layout.width) // 2)
        if layout.height < height:
            y = -((height - layout.height) // 2)
        return x, y

    @property
    def middle(self) -> int:
        """Where the view begins across when it shows the middle of what is wider."""
        return self._area.horizontalScrollBar().maximum() // 2
