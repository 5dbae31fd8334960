"""The zooms to choose from at the figure in the status line: common ones, both fits, and a field for any other.

Owns what is typed there; whoever opens it zooms.
"""

from __future__ import annotations

import re
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QWidget, QWidgetAction

from reviewer.i18n import tr
from reviewer.ui.look import labels

PER_CENT = (50, 75, 100, 125, 150, 200, 400)
_TYPED = re.compile(r"\s*(\d{1,5}(?:[.,]\d{1,3})?)\s*%?\s*")
_MARGIN_PX = 8


class ZoomMenu(QMenu):
    """Opens with the zoom as it is in the field, selected, so that typing replaces it.

    Signals:
        zoom_chosen: A zoom, 1.0 for 100 %; any that can be typed, however large or small.
        action_chosen: The id of an action.

    """

    zoom_chosen = Signal(float)
    action_chosen = Signal(str)

    def __init__(self, zoom: float, mode: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.field = QLineEdit(zoom_words(zoom))
        labels.name(self.field, tr("Zoom in per cent"))
        self.field.returnPressed.connect(self._on_return_pressed)
        room = QWidget()
        row = QHBoxLayout(room)
        row.setContentsMargins(_MARGIN_PX, _MARGIN_PX // 2, _MARGIN_PX, _MARGIN_PX // 2)
        row.addWidget(self.field)
        typed = QWidgetAction(self)
        typed.setDefaultWidget(room)
        self.addAction(typed)
        self.addSeparator()
        for one in PER_CENT:
            action = self.addAction(zoom_words(one / 100))
            action.setCheckable(True)
            action.setChecked(mode == "free" and round(zoom * 100) == one)
            action.triggered.connect(partial(self.zoom_chosen.emit, one / 100))
        self.addSeparator()
        for words, fit in ((tr("Fit width"), "width"), (tr("Fit page"), "page")):
            action = self.addAction(words)
            action.setCheckable(True)
            action.setChecked(mode == fit)
            action.triggered.connect(partial(self.action_chosen.emit, f"page.fit_{fit}"))

    def showEvent(self, event: QShowEvent) -> None:
        """Qt's override: what is typed goes into the field from the first key on."""
        super().showEvent(event)
        QTimer.singleShot(0, self.field, self._take_keys)

    def _take_keys(self) -> None:
        self.field.setFocus()
        self.field.selectAll()

    def _on_return_pressed(self) -> None:
        zoom = zoom_of(self.field.text())
        if zoom is None:
            self.field.selectAll()
            return
        self.close()
        self.zoom_chosen.emit(zoom)


def zoom_words(zoom: float) -> str:
    """Return a zoom in per cent."""
    return f"{round(zoom * 100)} %"


def zoom_of(typed: str) -> float | None:
    """Return the zoom that somebody typed in per cent ("150", "150 %", "66,7"), or None where that is none."""
    found = _TYPED.fullmatch(typed)
    return (float(found[1].replace(",", ".")) / 100 or None) if found else None
