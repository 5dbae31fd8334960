"""The pane beside the timeline: what cannot be told apart from the chosen one, the passages of it, and its date as it is kept."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from reviewer.desk.timeline import TimelineItem, TimelineKind
from reviewer.desk.timeline_packing import Dated
from reviewer.desk.timeline_words import place_words, stored_of, when_of
from reviewer.i18n import tr
from reviewer.ui.case.case_rows import CaseRows
from reviewer.ui.case.crops import Crops
from reviewer.ui.look import labels
from reviewer.ui.look.theme import Theme
from reviewer.ui.models.evidence_model import PassageRow
from reviewer.ui.panels.claims.passage_card import CardHeights, PassageCard
from reviewer.ui.panels.pane_head import PaneHead
from reviewer.ui.panels.timeline.timeline_rows import TimelineRows

WIDTH_PX = 240
_MARGIN_PX, _CARDS_PX = 12, 250
_MOST_CARDS = 20


class TimelinePane(QFrame):
    """The pane.

    Signals:
        chosen: The record of the row that somebody went to.
        read_requested: The chosen one is to be opened.
        edit_requested: The date of the chosen one is to be edited.
        add_requested: An event is to be added.
        passage_requested: A passage to be shown on its page.
        uncite_requested: A passage whose menu is wanted.

    """

    chosen = Signal(str)
    read_requested = Signal()
    edit_requested = Signal()
    add_requested = Signal()
    passage_requested = Signal(str)
    uncite_requested = Signal(str)

    def __init__(self, theme: Theme, rows: CaseRows, crops: Crops, *, writable: bool) -> None:
        super().__init__()
        self._theme, self._rows, self._crops, self._writable = theme, rows, crops, writable
        self._shown: list[PassageRow] = []
        self._heights = CardHeights(theme)
        self.setProperty("surface", "pane")
        self.setProperty("line", "left")
        self.setMinimumWidth(WIDTH_PX)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        self.head = PaneHead(theme, "")
        self.add_button = self.head.add_button("plus", tr("Add an event"))
        self.add_button.setEnabled(writable)
        self.add_button.clicked.connect(self.add_requested)
        column.addWidget(self.head)
        self.list = TimelineRows(theme)
        self.list.chosen.connect(self.chosen)
        self.list.taken.connect(self.read_requested)
        column.addWidget(self.list, 1)
        column.addWidget(self._cards_part())
        column.addWidget(self._foot())

    def show_chosen(self, chosen: Dated | None, beside: Sequence[Dated]) -> None:
        """Show the chosen one, and what cannot be told apart from it on the scale, by date."""
        item = None if chosen is None else chosen.item
        self.list.show_rows(beside, "" if item is None else item.record)
        self.head.title.setText(place_words([one.item for one in beside]))
        self.head.count.setText(str(len(beside)) if len(beside) > 1 else "")
        self.written.setText("" if item is None else when_of(item))
        self.stored.setText("" if item is None else stored_of(item))
        self.read_button.setEnabled(item is not None and bool(item.passages or item.document or item.claims))
        is_ledger = item is not None and item.kind is TimelineKind.CORRECTION
        self.edit_button.setEnabled(self._writable and item is not None and not is_ledger)
        why = tr("The ledger of corrections only grows: add another one") if is_ledger else ""
        labels.set_tooltip(self.edit_button, why)
        self._show_cards(self._rows_of(item))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's override: cards are as high as their words need at this width, and in a low pane there are none."""
        super().resizeEvent(event)
        for card in self._inside.findChildren(PassageCard):
            self._fit(card)
        self._scroll.setVisible(self._body.count() > 1 and self.height() > 2 * _CARDS_PX)

    def _cards_part(self) -> QWidget:
        self._inside = QWidget()
        self._inside.setProperty("surface", "pane")
        self._body = QVBoxLayout(self._inside)
        self._body.setContentsMargins(_MARGIN_PX, 8, _MARGIN_PX, 8)
        self._body.setSpacing(8)
        self._scroll = QScrollArea()
        self._scroll.setWidget(self._inside)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFixedHeight(_CARDS_PX)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return self._scroll

    def _foot(self) -> QWidget:
        foot = QFrame()
        foot.setProperty("line", "top")
        column = QVBoxLayout(foot)
        column.setContentsMargins(_MARGIN_PX, 8, _MARGIN_PX, 10)
        column.setSpacing(6)
        self.written = self._pair(column, tr("Date"))
        self.stored = self._pair(column, tr("Stored as"))
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        self.edit_button = QPushButton(tr("Edit date…"))
        self.edit_button.clicked.connect(self.edit_requested)
        self.read_button = QPushButton(tr("Read"))
        labels.name(self.read_button, tr("Read"), tr("Enter"))
        self.read_button.clicked.connect(self.read_requested)
        for one in (self.edit_button, self.read_button):
            one.setMinimumWidth(60)
            buttons.addWidget(one, 1)
        column.addLayout(buttons)
        return foot

    def _pair(self, column: QVBoxLayout, words: str) -> QLabel:
        row = QHBoxLayout()
        row.addWidget(labels.label(words, role="second"))
        value = labels.label(selectable=True)
        value.setAlignment(Qt.AlignmentFlag.AlignRight)
        value.setMinimumWidth(1)
        row.addWidget(value, 1)
        column.addLayout(row)
        return value

    def _rows_of(self, item: TimelineItem | None) -> list[PassageRow]:
        passages = item.passages[:_MOST_CARDS] if item is not None else ()
        marked = [self._rows.passages[one] for one in passages if one in self._rows.passages]
        return [PassageRow.of(one, None, self._rows.document(one.passage.document), 1) for one in marked]

    def _show_cards(self, rows: list[PassageRow]) -> None:
        """Show passages as cards; those on show stay while somebody zooms."""
        if rows == self._shown:
            return
        self._shown = rows
        while self._body.count():
            taken = self._body.takeAt(0)
            old = taken.widget() if taken is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()
        for row in rows:
            card = PassageCard(self._theme, self._crops, row)
            card.read_requested.connect(self.passage_requested)
            card.menu_requested.connect(lambda _at, one, _claim: self.uncite_requested.emit(one))
            self._fit(card)
            self._body.addWidget(card)
        self._body.addStretch(1)
        self._scroll.setVisible(self._body.count() > 1 and self.height() > 2 * _CARDS_PX)

    def _fit(self, card: PassageCard) -> None:
        card.setFixedHeight(self._heights.height(card.row, max(self.width() - 2 * _MARGIN_PX - 14, 120)))
