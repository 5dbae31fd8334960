"""The cases to go on with in an empty window, recent and untitled ones: one row a case, and beside it the way to be rid of it.

Owns the rows. Which cases there are is told to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from reviewer.i18n import tr
from reviewer.model.neutral import inserted
from reviewer.services import drafts
from reviewer.ui.controls.elided_label import ElidedLabel
from reviewer.ui.controls.icon_button import IconButton
from reviewer.ui.look import icons, labels, readable
from reviewer.ui.look.theme import Theme

MOST_ROWS = 4
"""Cases that are offered; the menu has the others."""

WIDTH_PX = 480
_ROW_PX = 48
_ICON_PX = 18


class CaseState(Enum):
    """What is known of a case before it is opened."""

    NAMED = "named"
    UNTITLED = "untitled"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class RecentCase:
    """A case to go on with.

    Attributes:
        path: Its file.
        changed: When the file was last written, as a stored UTC time; "" where that is not known.
        state: Whether it has a name, and is where it was.

    """

    path: Path
    changed: str
    state: CaseState = CaseState.NAMED


class RecentCases(QWidget):
    """The list with its heading; hidden while there is nothing in it. `chosen` and `unwanted` carry the path of a case."""

    chosen = Signal(object)
    unwanted = Signal(object)

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
        return tuple(one.case for one in self._rows)

    def sizeHint(self) -> QSize:
        """As wide as it may be."""
        return QSize(WIDTH_PX, super().sizeHint().height())

    def show_cases(self, cases: Sequence[RecentCase]) -> None:
        """Show cases, the one to go on with first; the newest few of them."""
        shown = tuple(cases[:MOST_ROWS])
        if shown == self._shown:
            return
        self._shown = shown
        focused = self.window().focusWidget()
        held = next((at for at, one in enumerate(self._rows) if focused is not None and one.isAncestorOf(focused)), None)
        for gone in self._rows:
            self._column.removeWidget(gone)
            gone.deleteLater()
        self._rows = [_Row(one, self._theme) for one in shown]
        for one, row in zip(shown, self._rows, strict=True):
            row.case.clicked.connect(partial(self.chosen.emit, one.path))
            row.away.clicked.connect(partial(self.unwanted.emit, one.path))
            self._column.addWidget(row)
        self.setVisible(bool(shown))
        if held is not None and shown:
            self._rows[min(held, len(shown) - 1)].case.setFocus()


class _Row(QWidget):
    """A case, and the way to be rid of it.

    Attributes:
        case: The button that opens it.
        away: The button that takes it off the list, or discards it where it is nowhere else.

    """

    def __init__(self, case: RecentCase, theme: Theme) -> None:
        super().__init__()
        self.case = _Case(case, theme)
        untitled = case.state is CaseState.UNTITLED
        words = tr("Discard {name}…") if untitled else tr("Take {name} off this list")
        self.away = IconButton(theme, "trash" if untitled else "close", words.format(name=_name(case)), size_px=14)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.case, 1)
        row.addWidget(self.away)


class _Case(QPushButton):
    """A case: its name, where it lies, when it was changed."""

    def __init__(self, case: RecentCase, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._is_missing = case.state is CaseState.MISSING
        self.setProperty("row", True)
        self.setAutoDefault(True)
        self.setMinimumHeight(_ROW_PX)
        name, where = _name(case), _where(case)
        grid = QGridLayout(self)
        grid.setContentsMargins(10, 4, 10, 4)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(0)
        self._sign = labels.label()
        grid.addWidget(self._sign, 0, 0, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        title = ElidedLabel(theme, name, colour="text_second" if self._is_missing else "text", middle=True)
        title.setFont(theme.font(bold=True))
        place = ElidedLabel(theme, where, colour="attention" if self._is_missing else "text_second", middle=True)
        place.setFont(theme.font("second"))
        grid.addWidget(title, 0, 1, Qt.AlignmentFlag.AlignBottom)
        grid.addWidget(place, 1, 1, 1, 2, Qt.AlignmentFlag.AlignTop)
        changed = readable.date_words(case.changed[:10]) if case.changed else ""
        date = labels.label(changed, role="second", font=theme.font("second"))
        grid.addWidget(date, 0, 2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
        grid.setColumnStretch(1, 1)
        for one in (self._sign, title, place, date):
            one.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        labels.name(self, tr("Open the case {name}").format(name=name), f"{where}, {changed}" if changed else where)
        labels.set_tooltip(self, where if case.state is CaseState.UNTITLED else readable.path_words(case.path))
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def _on_theme_changed(self) -> None:
        icon, colour = ("warning", "attention") if self._is_missing else ("documents", "text_second")
        ratio = self.devicePixelRatioF()
        self._sign.setPixmap(icons.pixmap(icon, self._theme.token(colour), size_px=_ICON_PX, ratio=ratio))


def _name(case: RecentCase) -> str:
    return drafts.title(case.path) if case.state is CaseState.UNTITLED else inserted(case.path.stem)


def _where(case: RecentCase) -> str:
    """Return where a case is, in words."""
    if case.state is CaseState.UNTITLED:
        return tr("Not named yet, left by an earlier session")
    folder = readable.path_words(case.path.parent)
    return tr("Not found in {folder}").format(folder=folder) if case.state is CaseState.MISSING else folder
