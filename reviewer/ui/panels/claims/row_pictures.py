"""Pictures of marked regions for the rows of a list: a region has no words that would tell it from others.

Owns which of them are asked for: those that a row painted lately, once painting rests. `Crops` keeps them.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from reviewer.ui.case.crop_frame import picture_height
from reviewer.ui.case.crops import Crops, CropWish
from reviewer.ui.models.evidence_model import PassageRow

_MOST_PX = 96
_STEP_PX = 16
"""Widths go in steps: a pane that is drawn wider asks for few pictures on the way."""
_REST_MS = 60
_AT_ONCE = 24
"""Rows of regions that a screen holds; of more, the last painted ones are those in view."""


class RowPictures(QObject):
    """What rows ask for when they are painted.

    Signals:
        made: A picture is there: the rows can be painted anew.

    """

    made = Signal()

    def __init__(self, crops: Crops | None, parent: QObject) -> None:
        super().__init__(parent)
        self._crops = crops
        self._wanted: dict[tuple[object, ...], CropWish] = {}
        self._asked: set[tuple[object, ...]] = set()
        self._soon = QTimer(self, singleShot=True, interval=_REST_MS)
        self._soon.timeout.connect(self._ask)

    def picture(self, row: PassageRow, width: float, ratio: float) -> QImage | None:
        """Return the picture of a region for a row of some width (logical pixels); None until there is one."""
        if self._crops is None:
            return None
        stance = row.link.stance if row.link else None
        wish = CropWish(row.marked, stance, _width_px(width), picture_px(row, width), ratio)
        known = self._crops.known(wish)
        if known is None and wish.key not in self._asked:
            if self._wanted.pop(wish.key, None) is None:
                self._soon.start()  # who scrolls on paints others; the same rows painted again do not put it off
            self._wanted[wish.key] = wish
        return known

    def ask_anew(self) -> None:
        """Ask once more for what could not be made, when it is painted again."""
        self._asked.clear()

    def _ask(self) -> None:
        wanted, self._wanted = list(self._wanted.values())[-_AT_ONCE:], {}
        for one in wanted:
            self._asked.add(one.key)
            if self._crops is not None:
                self._crops.wish(one, partial(self._on_picture_made, one.key), self)

    def _on_picture_made(self, key: tuple[object, ...], picture: QImage | None) -> None:
        if picture is not None:
            self._asked.discard(key)
            self.made.emit()


def picture_px(row: PassageRow, width: float) -> int:
    """Return how high the picture is in a row whose words have so much room, both in logical pixels; 0 for a text's."""
    anchor = row.marked.passage.anchor
    return 0 if anchor.region is None else min(_MOST_PX, picture_height(anchor, _width_px(width)))


def _width_px(width: float) -> int:
    return max(_STEP_PX, int(width) // _STEP_PX * _STEP_PX)
