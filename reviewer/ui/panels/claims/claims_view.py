"""The Claims view: one claim at a time, its sentence large, a column an element, and every passage as it stands on its page."""

from __future__ import annotations

from itertools import islice

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QScrollArea, QSplitter, QVBoxLayout, QWidget

from reviewer.desk.standings import standings
from reviewer.documents.text.quotes.skeleton import has_words
from reviewer.i18n import tr
from reviewer.model.claim import Words
from reviewer.model.ids import ClaimId
from reviewer.model.overview import ClaimOverview
from reviewer.model.stance import Stance
from reviewer.ui.case.case_rows import CaseRows
from reviewer.ui.case.crops import Crops
from reviewer.ui.case.desk_rows import DeskRows
from reviewer.ui.controls import read_only
from reviewer.ui.look import labels
from reviewer.ui.look.review_words import all_review_words
from reviewer.ui.look.theme import Theme
from reviewer.ui.models.claim_model import ClaimModel
from reviewer.ui.models.evidence_model import ClaimRow
from reviewer.ui.models.node_model import RECORD
from reviewer.ui.panels.claims.claim_column import ClaimColumn
from reviewer.ui.panels.claims.claim_head import ClaimHead
from reviewer.ui.panels.claims.claim_list_delegate import ClaimList, ClaimListDelegate
from reviewer.ui.panels.pane_head import PaneHead

_LIST_PX = 264
_OVERFLOWING = 60
"""More claims than this fill any screen."""
_MOST_STATING = 24
"""Passages of one claim whose words are compared with its own."""


class ClaimsView(QWidget):
    """Claims at the left, the chosen one at the right.

    Attributes:
        list_px: How wide somebody made the list, in logical pixels; 0 while nobody did.

    Signals:
        claim_wished: What is asked ("add", "edit", "element", "verdict", "remove", "up", "down") and the claim's id or "".
        element_wished: Words of a claim that are to be an element: its id, and `Words`.
        read_requested: A passage's id: show it in its document.
        cite_requested: A passage's id: copy it with its citation.
        menu_requested: A passage's menu: global point, passage's id, claim's id.
        review_wished: A second person's `Opinion`, and the link's id.
        changed: Another claim is on show.

    """

    claim_wished = Signal(str, str)
    element_wished = Signal(str, object)
    read_requested = Signal(str)
    cite_requested = Signal(str)
    menu_requested = Signal(object, str, str)
    review_wished = Signal(object, str)
    changed = Signal()

    def __init__(self, theme: Theme, rows: CaseRows, desk: DeskRows, crops: Crops, *, writable: bool) -> None:
        super().__init__()
        self._theme = theme
        self._rows = rows
        self._desk = desk
        self._crops = crops
        self._writable = writable
        self._claim: ClaimId | None = None
        self._columns: list[ClaimColumn] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.list_px = 0
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.addWidget(self._list_part())
        self._split.addWidget(self._detail_part())
        self._split.setStretchFactor(1, 1)
        self._split.setChildrenCollapsible(False)
        self._split.splitterMoved.connect(self._on_split_moved)
        self.set_list_width(0)
        row.addWidget(self._split)
        self._stale = True
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._on_soon_timeout)
        rows.refreshed.connect(self._on_rows_refreshed)
        desk.changed.connect(self._show_verdicts)

    @property
    def claim(self) -> ClaimId | None:
        """The claim on show."""
        return self._claim

    def set_list_width(self, width_px: int) -> None:
        """Make the list as wide as somebody made it once; 0 for as wide as it is by itself."""
        self.list_px = width_px
        self._split.setSizes([width_px or _LIST_PX, 900])

    def show_claim(self, claim: ClaimId) -> None:
        """Show a claim; for an element the claim that it is part of, with the element in view."""
        known = self._rows.claim(claim)
        if known is not None:
            self._claim = known.claim.parent or known.claim.id
            if not self.isVisible():
                self._stale = True
                return
            index = self._model.index_of(self._claim)
            if index.isValid():
                self.list.setCurrentIndex(index)
            self._show()
            QTimer.singleShot(0, self, lambda: self._reveal(claim))  # when the columns have their places

    def _reveal(self, claim: ClaimId) -> None:
        for column in self._columns:
            if column.claim == claim:
                self._scroll.ensureWidgetVisible(column.head)

    def take_focus(self) -> None:
        """Give the keyboard to the list of claims."""
        self.list.setFocus()

    def _list_part(self) -> QWidget:
        part = QWidget()
        part.setProperty("surface", "pane")
        part.setMinimumWidth(170)
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._head = PaneHead(self._theme, tr("Claims"))
        add = self._head.add_button("plus", tr("New claim"))
        read_only.tell_at(add, tr("New claim"), writable=self._writable)
        add.clicked.connect(lambda: self.claim_wished.emit("add", ""))
        column.addWidget(self._head)
        self._model = ClaimModel(self)
        self.list = ClaimList(writable=self._writable)
        self.list.claim_wished.connect(self.claim_wished)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setModel(self._model)
        self.list.setItemDelegate(ClaimListDelegate(self._theme, self.list))
        self.list.setMouseTracking(True)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        labels.name(self.list, tr("Claims"))
        self.list.selectionModel().currentChanged.connect(self._on_list_current_changed)
        self.list.doubleClicked.connect(lambda _index: self._wish("edit"))
        column.addWidget(self.list, 1)
        return part

    def _detail_part(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.head = ClaimHead(self._theme, writable=self._writable)
        self.head.wished.connect(self._wish)
        self.head.element_wished.connect(self._on_element_wished)
        self.head.element_chosen.connect(lambda element: self.show_claim(ClaimId(element)))
        column.addWidget(self.head)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inside = QWidget()
        self._inside.setProperty("surface", "pane")
        self._line = QHBoxLayout(self._inside)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(0)
        self._scroll.setWidget(self._inside)
        self._scroll.horizontalScrollBar().valueChanged.connect(self._look)
        self._scroll.verticalScrollBar().valueChanged.connect(self._look)
        column.addWidget(self._scroll, 1)
        return part

    def _wish(self, name: str) -> None:
        if self._claim is not None:
            self.claim_wished.emit(name, self._claim)

    def _on_split_moved(self) -> None:
        self.list_px = self._split.sizes()[0]

    def _on_list_current_changed(self, index: QModelIndex) -> None:
        record = index.data(RECORD)
        if isinstance(record, ClaimRow) and record.claim.claim.id != self._claim:
            self._claim = record.claim.claim.id
            self._show()
            for bar in (self._scroll.horizontalScrollBar(), self._scroll.verticalScrollBar()):
                bar.setValue(bar.minimum())  # another claim is read from its beginning

    def showEvent(self, event: QShowEvent) -> None:
        """Qt's override: what happened meanwhile is shown now, once its size is known: first the list, then the claim."""
        super().showEvent(event)
        self._desk.watch(self, watching=True)
        if self._stale:
            self._soon.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Qt's override."""
        super().hideEvent(event)
        self._desk.watch(self, watching=False)

    def _on_element_wished(self, words: Words) -> None:
        if self._claim is not None:
            self.element_wished.emit(self._claim, words)

    def _show_verdicts(self) -> None:
        """Show the verdicts of what is on show, once they are known."""
        if self._claim is None or not self._desk.is_read or not self.isVisible():
            return
        found = standings(self._rows.claims, self._desk.desk)
        self.head.show_standing(found.get(self._claim), len(self._rows.elements(self._claim)))
        reviews = all_review_words(self._desk.desk)
        for column in self._columns:
            column.show_reviews(reviews)
            standing = found.get(column.claim) if column.claim is not None and column.claim != self._claim else None
            if standing is not None:
                column.head.show_standing(standing, writable=self._writable)

    def _on_soon_timeout(self) -> None:
        if self._stale:
            self._list_claims()
            self._soon.start()
        else:
            self._show()

    def _on_rows_refreshed(self) -> None:
        self._stale = True
        if self.isVisible():
            self._list_claims()
            self._show()

    def _list_claims(self) -> None:
        self._stale = False
        claims, row = self._rows.elements(None), max(self.list.currentIndex().row(), 0)
        policy = Qt.ScrollBarPolicy
        many = len(claims) > _OVERFLOWING  # so that all heights are worked out once, not again when the bar has come
        self.list.setVerticalScrollBarPolicy(policy.ScrollBarAlwaysOn if many else policy.ScrollBarAsNeeded)
        self._model.show(self._rows)
        self._head.count.setText(str(len(claims)) if claims else "")
        if self._rows.claim(self._claim) is None:
            self._claim = claims[min(row, len(claims) - 1)].claim.id if claims else None  # the next one where it was removed
        index = self._model.index_of(self._claim or "")
        if index != self.list.currentIndex():
            self.list.setCurrentIndex(index)

    def _show(self) -> None:
        claim = self._rows.claim(self._claim)
        if claim is None:
            self.head.show_nothing()
        else:
            self.head.show_claim(claim, self._rows.elements(claim.claim.id), quoted=self._are_its_words(claim))
        self._show_columns([] if claim is None else self._shown(claim))
        self._show_verdicts()
        self.changed.emit()

    def _are_its_words(self, claim: ClaimOverview) -> bool:
        """Tell whether a claim is given in the words that were said, as what states it shows: a region may be a picture."""
        own = claim.claim.id, Stance.STATES
        found = (one for one in self._rows.evidence(own[0]) if own in {(link.claim, link.stance) for link in one.links})
        stating = islice(found, _MOST_STATING)
        return any(one.passage.quote is None or has_words(one.passage.quote, claim.claim.text) for one in stating)

    def _look(self) -> None:
        """Make the cards that were scrolled into view."""
        for column in self._columns:
            column.look()

    def _shown(self, claim: ClaimOverview) -> list[tuple[ClaimOverview, str]]:
        """Return the columns: the claim's own passages where it has some (or no elements), then each element."""
        elements = self._rows.elements(claim.claim.id)
        own = any(claim.counts.values())
        shown = [(claim, tr("The claim as a whole") if elements else tr("Passages"))] if own or not elements else []
        return [*shown, *((one, one.claim.text) for one in elements)]

    def _show_columns(self, wanted: list[tuple[ClaimOverview, str]]) -> None:
        if len(wanted) != len(self._columns):
            while self._line.count():
                self._line.takeAt(0)
            for column in self._columns[len(wanted) :]:
                column.hide()
                column.deleteLater()
            self._columns = self._columns[: len(wanted)]
            while len(self._columns) < len(wanted):
                self._columns.append(self._made_column())
            for column in self._columns:
                self._line.addWidget(column, 1, Qt.AlignmentFlag(0))
        for (claim, title), column in zip(wanted, self._columns, strict=True):
            column.show_claim(self._rows, claim, title=title, alone=len(wanted) == 1 and claim.claim.parent is None)

    def _made_column(self) -> ClaimColumn:
        made = ClaimColumn(self._theme, self._crops, lined=bool(self._columns), writable=self._writable)
        made.claim_wished.connect(self.claim_wished)
        made.read_requested.connect(self.read_requested)
        made.cite_requested.connect(self.cite_requested)
        made.menu_requested.connect(self.menu_requested)
        made.review_wished.connect(self.review_wished)
        return made
