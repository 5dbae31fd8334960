"""The bar above the matrix: which rows, which stances, what is across, what comes first."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from reviewer.desk.matrix import Across
from reviewer.i18n import tr
from reviewer.ui.controls.flow import FlowLayout
from reviewer.ui.controls.stance_paint import COUNT_ORDER
from reviewer.ui.look import icons, labels
from reviewer.ui.look.theme import Theme, stance_words
from reviewer.ui.models.matrix_model import MatrixChoice


class MatrixBar(QFrame):
    """The bar. `chosen` tells that something else is to be shown; `across_chosen` that the columns are to be others."""

    chosen = Signal()
    across_chosen = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("surface", "pane")
        self.setProperty("line", "bottom")
        around = QVBoxLayout(self)
        around.setContentsMargins(16, 8, 16, 8)
        inside = QWidget()
        around.addWidget(inside)
        row = FlowLayout(inside, across=16, down=8)
        self.elements, only_claims = self._segments(row, tr("Claims and elements"), tr("Claims only"))
        self.documents, self.sources = self._segments(row, tr("Documents"), tr("Sources"))
        hint = tr("Documents from one source, and versions of one document, are one column.")
        labels.set_tooltip(self.sources, hint)
        self._stances = {stance: QCheckBox(stance_words(stance)) for stance in COUNT_ORDER}
        for box in self._stances.values():
            box.setChecked(True)
            row.addWidget(box)
        self.conflict = QCheckBox(tr("Disputed first"))
        self.gaps = QCheckBox(tr("Rows with gaps only"))
        for box in (self.conflict, self.gaps):
            row.addWidget(box)
        for box in (*self._stances.values(), self.conflict, self.gaps):
            box.toggled.connect(self.chosen)
        for button in (self.elements, only_claims):
            button.toggled.connect(self.chosen)
        self.sources.toggled.connect(self.across_chosen)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    @property
    def choice(self) -> MatrixChoice:
        """What is to be shown."""
        stances = frozenset(stance for stance, box in self._stances.items() if box.isChecked())
        return MatrixChoice(self.elements.isChecked(), self.gaps.isChecked(), self.conflict.isChecked(), stances)

    @property
    def across(self) -> Across:
        """What the columns are to be."""
        return Across.SOURCES if self.sources.isChecked() else Across.DOCUMENTS

    def _segments(self, row: FlowLayout, first: str, last: str) -> tuple[QPushButton, QPushButton]:
        frame = QFrame()
        line = QHBoxLayout(frame)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        group = QButtonGroup(frame)
        made = []
        for words, place in ((first, "first"), (last, "last")):
            button = QPushButton(words)
            button.setCheckable(True)
            button.setProperty("segment", place)
            button.setMinimumWidth(button.fontMetrics().horizontalAdvance(words) + 28)
            group.addButton(button)
            line.addWidget(button)
            made.append(button)
        made[0].setChecked(True)
        row.addWidget(frame)
        return made[0], made[1]

    def _on_theme_changed(self) -> None:
        for stance, box in self._stances.items():
            style = self._theme.stance(stance)
            box.setIcon(QIcon(icons.icon(style.icon, style.words)))
