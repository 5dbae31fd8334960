"""The recent cases in an empty window: one row a case, to go on where one left.

Owns the rows. Which cases there are is told to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from reviewer.i18n import tr
from reviewer.model.neutral import inserted
from reviewer.ui.controls.elided_label import ElidedLabel
from reviewer.ui.look import icons, labels, readable
from reviewer.ui.look.theme import Theme

MOST_ROWS = 4
"""Cases that are offered; the menu has the others."""

WIDTH_PX = 480
_ROW_PX = 48
_ICON_PX = 18


@dataclass(frozen=True, slots=True)
class RecentCase:
    """A case to go on with.

    Attributes:
        path: Its file.
        changed: When the file was last written, as a stored UTC time; "" where that is not known.

    """

    path: Path
    changed: str


class RecentCases(QWidget):
    """The list with its heading; hidden while there is nothing in it. `chosen` carries the path of a case."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: tuple[RecentCase, ...] = ()
        self._rows: list[_Row] = []
        self.setMaximumWidth(WIDTH_PX)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        heading = labels.label(tr("Go on with"), role="second", font=theme.font("second", bold=True))
        heading.setContentsMargins(8, 0, 0, 2)
        self._column.addWidget(heading)
        self.hide()

    @property
    def rows(self) -> tuple[QPushButton, ...]:
        """One button a case, in their order."""
        return tuple(self._rows)

    def sizeHint(self) -> QSize:
        """As wide as it may be."""
        return QSize(WIDTH_PX, super().sizeHint().height())

    def show_cases(self, cases: Sequence[RecentCase]) -> None:
        """Show cases, the one to go on with first; the newest few of them."""
        shown = tuple(cases[:MOST_ROWS])
        if shown == self._shown:
            return
        self._shown = shown
        for gone in self._rows:
            self._column.removeWidget(gone)
            gone.deleteLater()
        self._rows = [_Row(one, self._theme) for one in shown]
        for one, row in zip(shown, self._rows, strict=True):
            row.clicked.connect(partial(self.chosen.emit, one.path))
            self._column.addWidget(row)
        self.setVisible(bool(shown))


class _Row(QPushButton):
    """A case: its name, where it lies, when it was changed."""

    def __init__(self, case: RecentCase, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("row", True)
        self.setAutoDefault(True)
        self.setMinimumHeight(_ROW_PX)
        name, folder = inserted(case.path.stem), readable.path_words(case.path.parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(10, 4, 10, 4)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(0)
        self._sign = labels.label()
        grid.addWidget(self._sign, 0, 0, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        title = ElidedLabel(theme, name, middle=True)
        title.setFont(theme.font(bold=True))
        place = ElidedLabel(theme, folder, colour="text_second", middle=True)
        place.setFont(theme.font("second"))
        grid.addWidget(title, 0, 1, Qt.AlignmentFlag.AlignBottom)
        grid.addWidget(place, 1, 1, 1, 2, Qt.AlignmentFlag.AlignTop)
        changed = labels.label(
            readable.date_words(case.changed[:10]) if case.changed else "", role="second", font=theme.font("second")
        )
        grid.addWidget(changed, 0, 2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
        grid.setColumnStretch(1, 1)
        for one in (self._sign, title, place, changed):
            one.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        labels.name(self, tr("Open the case {name}").format(name=name), folder)
        labels.set_tooltip(self, readable.path_words(case.path))
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def _on_theme_changed(self) -> None:
        colour = self._theme.token("text_second")
        self._sign.setPixmap(icons.pixmap("documents", colour, size_px=_ICON_PX, ratio=self.devicePixelRatioF()))
