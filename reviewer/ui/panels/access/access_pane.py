"""The pane beside the access table: what the chosen cell amounts to, and its facts with the passages that say them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from reviewer.desk.access_table import AccessCell
from reviewer.desk.access_words import counted, summary
from reviewer.i18n import tr
from reviewer.model.access import AccessFact
from reviewer.model.ids import ClaimId, PassageId
from reviewer.model.neutral import displayed
from reviewer.ui.case.case_rows import CaseRows
from reviewer.ui.case.crops import Crops
from reviewer.ui.look import labels, readable
from reviewer.ui.look.theme import Theme
from reviewer.ui.models.evidence_model import PassageRow
from reviewer.ui.panels.access.fact_head import FactHead
from reviewer.ui.panels.claims.passage_card import CardHeights, PassageCard
from reviewer.ui.panels.pane_head import PaneHead

WIDTH_PX, LEAST_PX = 340, 220
"""How wide it is by itself, and at least."""
_MARGIN_PX = 12


class AccessPane(QFrame):
    """The pane.

    Signals:
        add_requested: A fact is to be added to this cell.
        fact_wished: What is asked of a fact ("edit", "cite", "remove"), and its id.
        uncite_requested: A fact and a passage that is not to say it any more.
        read_requested: A passage to be shown on its page.
        claim_requested: A claim to be shown.

    """

    add_requested = Signal()
    fact_wished = Signal(str, str)
    uncite_requested = Signal(str, str)
    read_requested = Signal(str)
    claim_requested = Signal(str)

    def __init__(self, theme: Theme, rows: CaseRows, crops: Crops, *, writable: bool) -> None:
        super().__init__()
        self._theme, self._rows, self._crops, self._writable = theme, rows, crops, writable
        self.setProperty("surface", "pane")
        self.setProperty("line", "left")
        self.setMinimumWidth(LEAST_PX)
        self._cell: AccessCell | None = None
        self._heads: list[FactHead] = []
        self._cards: list[PassageCard] = []
        self._heights = CardHeights(theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._head = PaneHead(theme, "")
        self._add = self._head.add_button("plus", tr("Add a fact"))
        self._add.clicked.connect(self.add_requested)
        column.addWidget(self._head)
        self._inside = QWidget()
        self._inside.setProperty("surface", "pane")
        self._body = QVBoxLayout(self._inside)
        self._body.setContentsMargins(_MARGIN_PX, 4, _MARGIN_PX, _MARGIN_PX)
        self._body.setSpacing(8)
        scroll = QScrollArea()
        scroll.setWidget(self._inside)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.addWidget(scroll, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(_MARGIN_PX, 8, _MARGIN_PX, 8)
        self.add_button = QPushButton(tr("Add a fact"))
        self.add_button.clicked.connect(self.add_requested)
        foot.addWidget(self.add_button)
        column.addLayout(foot)
        for one in (self._add, self.add_button):
            one.setEnabled(writable)
        self.show_cell(None)

    @property
    def cell(self) -> AccessCell | None:
        """The cell on show."""
        return self._cell

    def take_focus(self) -> None:
        """Take the keyboard: to the first fact, or to the button that adds one."""
        (self._heads[0] if self._heads else self.add_button).setFocus()

    def show_cell(self, cell: AccessCell | None) -> None:
        """Show a cell; None says how to come to one."""
        self._cell = cell
        self._heads, self._cards = [], []
        while self._body.count():
            item = self._body.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()
        if cell is None:
            self._head.title.setText(tr("No cell chosen"))
            self._body.addWidget(labels.label(tr("Choose a cell to see what it rests on."), role="second", wrap=True))
        else:
            self._head.title.setText(f"{cell.actor.text} · {cell.permission.text}")
            self._body.addWidget(self._sum_of(cell))
            for fact in cell.facts:
                self._add_fact(fact)
            self._add_claims(cell)
        self._body.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's override: cards are as high as their words need at this width."""
        super().resizeEvent(event)
        for card in self._cards:
            self._fit(card)

    def _sum_of(self, cell: AccessCell) -> QWidget:
        box = QFrame()
        box.setProperty("card", "true")
        inside = QVBoxLayout(box)
        inside.setContentsMargins(12, 10, 12, 10)
        inside.addWidget(labels.label(summary(cell), font=self._theme.font(bold=True), wrap=True))
        if cell.facts:
            inside.addWidget(labels.label(counted(cell), role="second", wrap=True))
        return box

    def _add_fact(self, fact: AccessFact) -> None:
        head = FactHead(self._theme, fact, writable=self._writable)
        head.wished.connect(self.fact_wished)
        self._heads.append(head)
        self._body.addSpacing(4)
        self._body.addWidget(head)
        head.show()  # now and not in the next turn: it may be given the keyboard at once
        if fact.note:
            self._body.addWidget(labels.label(fact.note, role="second", font=self._theme.font("second"), wrap=True))
        for passage in fact.passages:
            marked = self._rows.passages.get(passage)
            if marked is None:
                continue
            row = PassageRow.of(marked, None, self._rows.document(marked.passage.document), 1)
            card = PassageCard(self._theme, self._crops, row)
            card.read_requested.connect(self.read_requested)
            card.menu_requested.connect(lambda _at, one, _claim, fact=fact: self.uncite_requested.emit(fact.id, one))
            self._fit(card)
            self._cards.append(card)
            self._body.addWidget(card)

    def _fit(self, card: PassageCard) -> None:
        width = max(self.width() - 2 * _MARGIN_PX - 14, 120)
        card.setFixedHeight(self._heights.height(card.row, width))

    def _add_claims(self, cell: AccessCell) -> None:
        claims = self._depending({passage for fact in cell.facts for passage in fact.passages})
        if not claims:
            return
        self._body.addSpacing(8)
        self._body.addWidget(labels.label(tr("Claims that depend on this cell"), font=self._theme.font(bold=True)))
        for claim in claims:
            known = self._rows.claim(claim)
            if known is None:
                continue
            link = QPushButton(displayed(f"{known.number}  {readable.shortened(known.claim.text, 60)}"))
            link.setProperty("link", True)
            link.setProperty("begins", "left")
            link.setMinimumWidth(1)  # cut at the pane's edge, never wider than it
            link.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            labels.name(link, f"{known.number} {known.claim.text}")
            link.clicked.connect(lambda _checked=False, claim=claim: self.claim_requested.emit(claim))
            self._body.addWidget(link)

    def _depending(self, passages: set[PassageId]) -> list[ClaimId]:
        linked = {link.claim for one in passages if one in self._rows.passages for link in self._rows.passages[one].links}
        return [one.claim.id for one in self._rows.claims if one.claim.id in linked]
