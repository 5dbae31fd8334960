"""The tree of claims and passages: keys, clicks and menus of its rows. What is painted is the delegate's business."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QModelIndex, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QTreeView, QWidget

from reviewer.ui.case.crops import Crops
from reviewer.ui.look.theme import Theme
from reviewer.ui.models.evidence_model import ClaimRow, LooseRow, PassageRow
from reviewer.ui.models.node_model import RECORD, Index
from reviewer.ui.panels.claims.claim_menu import popup_claim_menu, wish_of
from reviewer.ui.panels.claims.evidence_delegate import EvidenceDelegate

_OVERFLOWING = 60
"""More cards than this fill any screen."""


class EvidenceTree(QTreeView):
    """Cards that open and close.

    Attributes:
        writable: Whether claims can be changed.

    Signals:
        stood_on: The person moved to a row.
        passage_activated: A passage's id: Enter or a double click on it.
        claim_wished: What is asked of a claim ("edit", "element", "remove", "up", "down") and its id.
        passage_wished: What is asked of a passage ("unlink", "remove", "cite") with its id and the claim's id or "".
        menu_requested: A passage's menu: global point and index.

    """

    stood_on = Signal(QModelIndex)
    passage_activated = Signal(str)
    claim_wished = Signal(str, str)
    passage_wished = Signal(str, str, str)
    menu_requested = Signal(QPoint, QModelIndex)

    def __init__(self, theme: Theme, crops: Crops | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setMouseTracking(True)
        self.setExpandsOnDoubleClick(False)
        self.setUniformRowHeights(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QTreeView.ScrollMode.ScrollPerPixel)
        self.writable = True
        self._quiet = False
        self._delegate = EvidenceDelegate(theme, self, crops)
        self.setItemDelegate(self._delegate)
        for signal in (self.expanded, self.collapsed):  # the words of an open card are bold: its height alone may change
            signal.connect(lambda index: self.dataChanged(index, index))
        theme.changed.connect(self.viewport().update)

    def expect(self, cards: int) -> None:
        """Get ready for so many cards: all heights are worked out once, not again when the scroll bar has come."""
        policy = Qt.ScrollBarPolicy
        many = cards > _OVERFLOWING
        self.setVerticalScrollBarPolicy(policy.ScrollBarAlwaysOn if many else policy.ScrollBarAsNeeded)

    def stand_on(self, index: QModelIndex) -> None:
        """Open what is above a row and stand on it without telling anybody."""
        above = index.parent()
        while above.isValid():
            self.expand(above)
            above = above.parent()
        with self.quiet():
            self.setCurrentIndex(index)
        self._reveal(index)

    @contextmanager
    def quiet(self) -> Iterator[None]:
        """Say nothing of rows that become current meanwhile."""
        before, self._quiet = self._quiet, True
        try:
            yield
        finally:
            self._quiet = before

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Qt's override."""
        super().currentChanged(current, previous)
        if not self._quiet:
            self.stood_on.emit(self.currentIndex())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's override: the cards' heights follow the width."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.scheduleDelayedItemsLayout()
        if event.oldSize().height() > event.size().height() and self.visualRect(self.currentIndex()).top() >= 0:
            self._reveal(self.currentIndex())

    def showEvent(self, event: QShowEvent) -> None:
        """Qt's override: pictures that could not be made are asked for again when the pane is looked at anew."""
        super().showEvent(event)
        self._delegate.pictures.ask_anew()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt's override: a click on the mark opens or closes a card."""
        index = self.indexAt(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and index.isValid() and self._on_chevron(index, event.position()):
            self.setExpanded(index, not self.isExpanded(index))
            return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Qt's override: a passage is shown in its document, a claim opens or closes."""
        index = self.indexAt(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and index.isValid() and not self._on_chevron(index, event.position()):
            self._activate(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's override: Enter shows or opens, F2 edits, Delete removes, Alt+Up and Alt+Down move a claim."""
        index = self.currentIndex()
        key, record = event.key(), index.data(RECORD)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self._activate(index)
        elif isinstance(record, ClaimRow) and wish_of(event):
            self.claim_wished.emit(wish_of(event), record.claim.claim.id)
        elif key == Qt.Key.Key_Delete and isinstance(record, PassageRow):
            self.passage_wished.emit("unlink" if record.link else "remove", record.marked.passage.id, _claim(record))
        elif event.matches(QKeySequence.StandardKey.Copy) and isinstance(record, PassageRow):
            self.passage_wished.emit("cite", record.marked.passage.id, _claim(record))
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Qt's override: the menu of the row below the pointer, or of the current one when it was asked for by key."""
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if not index.isValid():
            return
        self.setCurrentIndex(index)
        point = self.viewport().mapToGlobal(self.visualRect(index).bottomLeft() + QPoint(36, 0)) if by_key else event.globalPos()
        record = index.data(RECORD)
        if isinstance(record, PassageRow):
            self.menu_requested.emit(point, index)
        elif isinstance(record, ClaimRow):
            popup_claim_menu(self, point, record.claim.claim, self.claim_wished.emit, writable=self.writable)

    def _reveal(self, index: QModelIndex) -> None:
        """Bring a row into view, with the head of its card where there is room for both."""
        if not index.isValid():
            return
        self.scrollTo(index)
        card = index
        while card.parent().isValid():
            card = card.parent()
        top = self.visualRect(card).top()
        if top < 0 and self.visualRect(index).bottom() - top < self.viewport().height():
            self.scrollTo(card)

    def _activate(self, index: QModelIndex) -> None:
        record = index.data(RECORD)
        if isinstance(record, PassageRow):
            self.passage_activated.emit(record.marked.passage.id)
        elif isinstance(record, (ClaimRow, LooseRow)):
            self.setExpanded(index, not self.isExpanded(index))

    def _on_chevron(self, index: QModelIndex, point: QPointF) -> bool:
        return self.model().hasChildren(index) and self._delegate.chevron_rect(index).contains(point)


def _claim(record: PassageRow) -> str:
    return record.link.claim if record.link else ""
