"""The vertical scroll bar: a thumb in a quiet lane, and a tick of the stance's colour for every passage of the document;
those of several stances at one place stand side by side.

Owns how it looks and where ticks stand, worked out once for each set of marks and height of the content, and of thousands of
passages by and by. Positions come from the layout through the caller; scrolling itself is the scroll area's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QScrollBar, QStyle, QStyleOptionSlider, QWidget

from reviewer.i18n import tr
from reviewer.model.stance import Stance
from reviewer.ui.look import labels
from reviewer.ui.look.stance_lanes import ORDER, lanes
from reviewer.ui.look.theme import Theme
from reviewer.ui.viewer.first_page import SCROLL_BAR_PX

WIDTH_PX = SCROLL_BAR_PX
THUMB_PX = 9
TICK_PX = 3
TICK_WIDTH_PX = 12

SOON_MS = 40
"""How long after other passages are shown the ticks follow, in turns of their own."""

AT_ONCE = 800
"""Ticks that are placed in one turn of the event loop: one or two milliseconds of work."""

TickSource = Callable[[], Iterable[tuple[float, Stance | None]]]
"""Returns where passages stand, as parts (0 to 1) of the content's height, with each of their stances."""


class TickScrollBar(QScrollBar):
    """A scroll bar that shows where passages are."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._theme = theme
        self._source: TickSource | None = None
        self._ticks = QPixmap()
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._soon.timeout.connect(self._begin)
        self._coming: Iterator[tuple[float, Stance | None]] = iter(())
        self._places: set[tuple[int, Stance | None]] = set()
        self._room = 1
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(self._go_on)
        theme.changed.connect(self._soon.start)
        labels.name(self, tr("Place in the document"))

    def set_source(self, source: TickSource) -> None:
        """Take the passages' places from `source`, asked for a little later."""
        self._source = source
        self._next.stop()
        self._soon.start()

    def sizeHint(self) -> QSize:
        """Return a lane of the usual width."""
        return QSize(WIDTH_PX, super().sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint lane, thumb and ticks."""
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        part = QStyle.SubControl.SC_ScrollBarSlider
        thumb = self.style().subControlRect(QStyle.ComplexControl.CC_ScrollBar, option, part, self)
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.token("window"))
        painter.fillRect(0, 0, 1, self.height(), self._theme.token("separator"))
        if self.maximum() > self.minimum():
            colour = QColor(self._theme.token("page_edge"))
            if not (self.isSliderDown() or self.underMouse()):
                colour.setAlphaF(0.75)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            x = (self.width() - THUMB_PX + 1) / 2
            painter.drawRoundedRect(QRectF(x, thumb.y() + 2, THUMB_PX, thumb.height() - 4), THUMB_PX / 2, THUMB_PX / 2)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        if self._ticks.size() != self._ticks_size() and not (self._soon.isActive() or self._next.isActive()):
            self._soon.start()
        painter.drawPixmap(self.width() - TICK_WIDTH_PX - 1, 0, self._ticks)
        painter.end()

    def _begin(self) -> None:
        """Work out anew where ticks stand; those on show stay until all are known."""
        self._coming = iter(self._source() if self._source is not None else ())
        self._places = set()
        self._room = max(1, self.height() - TICK_PX)
        self._go_on()

    def _go_on(self) -> None:
        some = list(islice(self._coming, AT_ONCE))
        self._places.update((round(part * self._room), stance) for part, stance in some)
        if len(some) == AT_ONCE:
            self._next.start()
        else:
            self._paint_ticks()

    def _paint_ticks(self) -> None:
        """Paint all ticks, once: at most one for each stance where there is room for one, however many passages there are."""
        colours = {stance: self._theme.stance(stance).mark for stance in ORDER}
        self._ticks = QPixmap(self._ticks_size())
        self._ticks.setDevicePixelRatio(self.devicePixelRatioF())
        self._ticks.fill(Qt.GlobalColor.transparent)
        painter = QPainter(self._ticks)
        for row, stances in lanes(self._places, TICK_PX):
            for at, stance in enumerate(stances):
                left, right = (round(TICK_WIDTH_PX * edge / len(stances)) for edge in (at, at + 1))
                painter.fillRect(left, round(row), right - left, TICK_PX, colours[stance])
        painter.end()
        self.update()

    def _ticks_size(self) -> QSize:
        return QSize(TICK_WIDTH_PX, self.height()) * self.devicePixelRatioF()
