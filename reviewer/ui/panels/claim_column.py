"""One column of the Claims view: an element (or the claim itself) with its passages grouped by stance."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from reviewer.i18n import tr
from reviewer.model.claim import Stance
from reviewer.model.overview import ClaimOverview
from reviewer.ui.case.case_rows import STANCE_ORDER, CaseRows
from reviewer.ui.case.crops import Crops
from reviewer.ui.controls import stance_paint
from reviewer.ui.look import icons, labels
from reviewer.ui.look.theme import Theme, stance_words
from reviewer.ui.models.evidence_model import PassageRow
from reviewer.ui.panels.passage_card import PassageCard

WIDTH_PX = 256


class ClaimColumn(QFrame):
    """Heading, counts, and cards. Its signals are those of its cards."""

    read_requested = Signal(str)
    cite_requested = Signal(str)
    menu_requested = Signal(object, str, str)

    def __init__(self, theme: Theme, crops: Crops, *, lined: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._crops = crops
        self._cards: dict[str, PassageCard] = {}
        self._shape: tuple[tuple[str, str], ...] | None = None
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
        self._groups = QVBoxLayout()
        self._groups.setSpacing(8)
        self._column.addLayout(self._groups)
        self._column.addStretch(1)

    def show_claim(self, rows: CaseRows, claim: ClaimOverview, *, title: str) -> None:
        """Show a claim's or an element's own passages."""
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self._counts.show_counts(dict(claim.counts))
        found = self._rows(rows, claim)
        self._gap.setVisible(not found)
        shape = tuple((one.link.stance.value if one.link else "", one.marked.passage.id) for one in found)
        if shape != self._shape:
            self._shape = shape
            self._rebuild(found)
        else:
            for one in found:
                self._cards[one.marked.passage.id].show_row(one)

    def cards(self) -> tuple[PassageCard, ...]:
        """Return the cards from top to bottom."""
        return tuple(self._cards.values())

    @staticmethod
    def _rows(rows: CaseRows, claim: ClaimOverview) -> list[PassageRow]:
        found = []
        for marked in rows.evidence(claim.claim.id):
            link = next(one for one in marked.links if one.claim == claim.claim.id)
            document = rows.document(marked.passage.document)
            found.append(PassageRow(marked, link, document.name if document else "", 1))
        return found

    def _rebuild(self, found: list[PassageRow]) -> None:
        kept = self._cards
        while self._groups.count():
            widget = self._groups.takeAt(0).widget()
            if widget is not None and not isinstance(widget, PassageCard):
                widget.deleteLater()
        self._cards = {}
        for stance in STANCE_ORDER:
            group = [one for one in found if one.link is not None and one.link.stance is stance]
            if not group:
                continue
            self._groups.addWidget(_GroupHead(self._theme, stance, len(group)))
            for one in group:
                card = kept.pop(one.marked.passage.id, None) or self._made(one)
                card.show_row(one)
                self._groups.addWidget(card)
                self._cards[one.marked.passage.id] = card
            self._groups.addSpacing(4)
        for left in kept.values():
            left.hide()
            left.deleteLater()

    def _made(self, row: PassageRow) -> PassageCard:
        card = PassageCard(self._theme, self._crops, row)
        card.read_requested.connect(self.read_requested)
        card.cite_requested.connect(self.cite_requested)
        card.menu_requested.connect(self.menu_requested)
        return card


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


class _GroupHead(QWidget):
    """A stance with its count and a line."""

    def __init__(self, theme: Theme, stance: Stance, count: int) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(8)
        self._theme, self._stance = theme, stance
        self._sign: QLabel = labels.label()
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()
        row.addWidget(self._sign)
        row.addWidget(labels.label(stance_words(stance), font=theme.font("second", bold=True)))
        row.addWidget(labels.label(str(count), role="second", font=theme.font("second")))
        line = QFrame()
        line.setProperty("rule", True)
        line.setFixedHeight(1)
        row.addWidget(line, 1)

    def _on_theme_changed(self) -> None:
        style = self._theme.stance(self._stance)
        self._sign.setPixmap(icons.pixmap(style.icon, style.words, size_px=14, ratio=self.devicePixelRatioF()))
