"""One column of the Claims view: an element (or the claim itself) with its passages grouped by stance."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from reviewer.i18n import tr
from reviewer.model.claim import Stance
from reviewer.model.overview import ClaimOverview
from reviewer.ui.case.case_rows import CaseRows
from reviewer.ui.case.crops import Crops
from reviewer.ui.controls import stance_paint
from reviewer.ui.look import labels
from reviewer.ui.look.theme import Theme, stance_words
from reviewer.ui.models.evidence_model import PassageRow
from reviewer.ui.panels.card_stack import CardStack

WIDTH_PX = 256


class ClaimColumn(QFrame):
    """Heading, counts, and cards. Its signals are those of its cards."""

    read_requested = Signal(str)
    cite_requested = Signal(str)
    menu_requested = Signal(object, str, str)

    def __init__(self, theme: Theme, crops: Crops, *, lined: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "pane")
        if lined:
            self.setProperty("line", "left")
        self.setMinimumWidth(WIDTH_PX)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 16, 16, 16)
        self._column.setSpacing(8)
        head = QHBoxLayout()
        self._title = labels.label(font=theme.font("heading", bold=True), wrap=True)
        head.addWidget(self._title, 1)
        self._counts = _Counts(theme)
        head.addWidget(self._counts, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(head)
        self._gap = labels.label(tr("No passage speaks to this yet."), role="attention", wrap=True)
        self._column.addWidget(self._gap)
        self._stack = CardStack(theme, crops)
        self._stack.read_requested.connect(self.read_requested)
        self._stack.cite_requested.connect(self.cite_requested)
        self._stack.menu_requested.connect(self.menu_requested)
        self._column.addWidget(self._stack)
        self._column.addStretch(1)

    def show_claim(self, rows: CaseRows, claim: ClaimOverview, *, title: str) -> None:
        """Show a claim's or an element's own passages."""
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self._counts.show_counts(dict(claim.counts))
        found = self._rows(rows, claim)
        self._gap.setVisible(not found)
        self._stack.show_rows(found)

    def look(self) -> None:
        """Make the cards that have come into view."""
        self._stack.look()

    @staticmethod
    def _rows(rows: CaseRows, claim: ClaimOverview) -> list[PassageRow]:
        found = []
        for marked in rows.evidence(claim.claim.id):
            link = next(one for one in marked.links if one.claim == claim.claim.id)
            document = rows.document(marked.passage.document)
            found.append(PassageRow(marked, link, document.name if document else "", 1))
        return found


class _Counts(QWidget):
    """Glyphs with counts."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._counts: list[tuple[Stance, int]] = []
        theme.changed.connect(self.update)
        self.setFixedHeight(24)

    def show_counts(self, counts: dict[Stance, int]) -> None:
        self._counts = stance_paint.present(counts)
        self.setFixedWidth(int(stance_paint.counts_width(self._theme, self._counts)) + 2)
        self.setAccessibleName(", ".join(f"{stance_words(stance)} {count}" for stance, count in self._counts))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        stance_paint.paint_counts(QPainter(self), self._theme, 0, self.height() / 2, self._counts)
