"""The three panes of the Read view beside each other, their edges, and which of them are folded away.

Owns how they share the room. What is in them is the Read view's.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from reviewer.ui.reading.pane_widths import LEAST_BOTH_PX, KeptPanes, pane_widths, panes_shown, widened

_LEAST_PX = (180, 240, 220)
_DOCUMENTS = 512
"""Height of the list of documents, of a thousandth, while nobody moved its edge."""


class Panes(QSplitter):
    """Documents above pages at the left, the page, and the claims.

    Attributes:
        left: The pane at the left.
        claims: The pane at the right.
        kept: What a person made of the panes.

    Signals:
        changed: A pane was folded away or brought back, or an edge was moved.
        folded: Which of the side panes are folded away now: the documents, the claims.

    """

    changed = Signal()
    folded = Signal(bool, bool)

    def __init__(self, documents: QWidget, pages: QWidget, middle: QWidget, claims: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.kept = KeptPanes()
        self._called: dict[QWidget, bool] | None = None
        self.claims = claims
        self.left = QSplitter(Qt.Orientation.Vertical)
        self.left.addWidget(documents)
        self.left.addWidget(pages)
        self.left.setChildrenCollapsible(False)
        self.left.splitterMoved.connect(self._on_left_moved)
        for place, (one, least) in enumerate(zip((self.left, middle, claims), _LEAST_PX, strict=True)):
            one.setMinimumWidth(least)
            self.addWidget(one)
            self.setStretchFactor(place, int(one is middle))
        self.setChildrenCollapsible(False)
        self.splitterMoved.connect(self._on_moved)
        self.restore(self.kept)

    def restore(self, kept: KeptPanes) -> None:
        """Make the panes as somebody made them once."""
        self.kept = kept
        share = kept.documents or _DOCUMENTS
        self.left.setSizes([share, 1000 - share])
        self._share()

    def fold(self, pane: QWidget) -> None:
        """Fold a side pane away, or bring it back, in place of the other where there is no room for both."""
        shown = not pane.isVisible()
        alone = shown and self.width() < LEAST_BOTH_PX
        if self._called is not None:
            self._called = {one: one is pane for one in self._called} if alone else {**self._called, pane: shown}
            self._show_sides()
            return
        if alone:
            self.kept = self.kept._replace(left_shown=None, right_shown=None)
        left, right = panes_shown(self.width())
        if pane is self.left:
            self.kept = self.kept._replace(left_shown=None if shown == left else shown)
        else:
            self.kept = self.kept._replace(right_shown=None if shown == right else shown)
        self._show_sides()
        self.changed.emit()

    def set_alone(self, alone: bool) -> None:
        """Leave the page alone, or show the panes as they were; those called meanwhile come, which nobody remembers later."""
        self._called = {self.left: False, self.claims: False} if alone else None
        self._show_sides()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's override: the room is shared out anew."""
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        self.setSizes(list(pane_widths(self.width(), self.kept)))
        self._show_sides()

    def _show_sides(self) -> None:
        called = self._called
        left, right = panes_shown(self.width(), self.kept) if called is None else (called[self.left], called[self.claims])
        for pane, shown in ((self.left, left), (self.claims, right)):
            if pane.isVisibleTo(self) != shown:
                pane.setVisible(shown)
        self.folded.emit(not left, not right)

    def _on_moved(self, _place: int, edge: int) -> None:
        """Keep the width of the pane whose edge is moved, as far as the page can still be read; the other stays as it was."""
        sizes, was = self.sizes(), pane_widths(self.width(), self.kept)
        moved, other = (0, 2) if edge == 1 else (2, 0)
        room = sum(sizes)
        if sizes[other]:  # else it is folded away
            sizes[other] = was[other]
        sizes[moved] = widened(room, sizes[moved], sizes[other], _LEAST_PX[moved])
        sizes[1] = room - sizes[0] - sizes[2]
        self.setSizes(sizes)
        left, right = (sizes[0], self.kept.right) if edge == 1 else (self.kept.left, sizes[2])
        self.kept = self.kept._replace(left=left or self.kept.left, right=right or self.kept.right)
        self.changed.emit()

    def _on_left_moved(self) -> None:
        above, below = self.left.sizes()
        if above and below:
            self.kept = self.kept._replace(documents=round(1000 * above / (above + below)))
            self.changed.emit()
