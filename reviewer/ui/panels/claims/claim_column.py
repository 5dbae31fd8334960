"""One column of the Claims view: an element (or the claim itself) with its passages grouped by stance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from reviewer.desk.standings import Standing
from reviewer.i18n import tr
from reviewer.model.ids import ClaimId
from reviewer.model.neutral import inserted, visible
from reviewer.model.overview import ClaimOverview
from reviewer.model.stance import Stance
from reviewer.ui.case.case_rows import CaseRows
from reviewer.ui.case.crops import Crops
from reviewer.ui.controls import stance_paint
from reviewer.ui.look import labels, readable
from reviewer.ui.look.theme import Theme, stance_words
from reviewer.ui.models.evidence_model import PassageRow
from reviewer.ui.panels.claims.card_stack import CardStack
from reviewer.ui.panels.claims.claim_menu import popup_claim_menu, wish_of
from reviewer.ui.panels.claims.verdict_line import VerdictLine

WIDTH_PX = 256
_RING_PX = 5
"""Between a heading and the ring around it."""


class ClaimColumn(QFrame):
    """Heading with counts, and cards. Its signals are those of its cards, and `claim_wished` of its heading."""

    claim_wished = Signal(str, str)
    read_requested = Signal(str)
    cite_requested = Signal(str)
    menu_requested = Signal(object, str, str)
    review_wished = Signal(object, str)

    def __init__(self, theme: Theme, crops: Crops, *, lined: bool, writable: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "pane")
        if lined:
            self.setProperty("line", "left")
        self.setMinimumWidth(WIDTH_PX)
        column = QVBoxLayout(self)
        column.setContentsMargins(16 - _RING_PX, 16 - _RING_PX, 16 - _RING_PX, 16)
        column.setSpacing(8 - _RING_PX)
        self.head = ColumnHead(theme, writable=writable)
        self.head.claim_wished.connect(self.claim_wished)
        column.addWidget(self.head)
        below = QVBoxLayout()
        below.setContentsMargins(_RING_PX, 0, _RING_PX, 0)
        below.setSpacing(8)
        self._gap = labels.label(tr("No passage speaks to this yet."), role="attention", wrap=True)
        below.addWidget(self._gap)
        self._stack = CardStack(theme, crops)
        self._stack.read_requested.connect(self.read_requested)
        self._stack.cite_requested.connect(self.cite_requested)
        self._stack.menu_requested.connect(self.menu_requested)
        self._stack.review_wished.connect(self.review_wished)
        self._found: list[PassageRow] = []
        self._reviews: Mapping[str, str] = {}
        below.addWidget(self._stack)
        column.addLayout(below)
        column.addStretch(1)

    def show_claim(self, rows: CaseRows, claim: ClaimOverview, *, title: str, alone: bool) -> None:
        """Show a claim's or an element's own passages; `alone` where it has no neighbour."""
        above = rows.claim(claim.claim.parent)
        self.head.show_claim(claim, title, alone=alone, above=above)
        found = self._rows(rows, claim)
        self._gap.setVisible(not found)
        self._found = self._reviewed(found)
        self._stack.show_rows(self._found)

    def show_reviews(self, reviews: Mapping[str, str]) -> None:
        """Show what second persons say of the links, in words by their ids."""
        self._reviews = reviews
        found = self._reviewed(self._found)
        if found != self._found:
            self._found = found
            self._stack.show_rows(found)

    def _reviewed(self, rows: list[PassageRow]) -> list[PassageRow]:
        return [replace(one, review=self._reviews.get(one.link.id, "") if one.link else "") for one in rows]

    @property
    def claim(self) -> ClaimId | None:
        """The claim or element that it shows."""
        return self.head.claim.claim.id if self.head.claim else None

    def look(self) -> None:
        """Make the cards that have come into view."""
        self._stack.look()

    @staticmethod
    def _rows(rows: CaseRows, claim: ClaimOverview) -> list[PassageRow]:
        found = []
        for marked in rows.evidence(claim.claim.id):
            link = next(one for one in marked.links if one.claim == claim.claim.id)
            document = rows.document(marked.passage.document)
            found.append(PassageRow.of(marked, link, document, 1))
        return found


class ColumnHead(QWidget):
    """What a column is about, with its counts. An element has its menu and keys here, as a claim has them in the list.

    `claim_wished` carries what is asked ("edit", "verdict", "remove", "up", "down") and the element's id.
    """

    claim_wished = Signal(str, str)

    def __init__(self, theme: Theme, *, writable: bool) -> None:
        super().__init__()
        self._theme = theme
        self._writable = writable
        self.claim: ClaimOverview | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(_RING_PX, _RING_PX, _RING_PX, _RING_PX)
        column.setSpacing(2)
        self._row = QHBoxLayout()
        column.addLayout(self._row)
        self._said = labels.label(role="second", font=theme.font("second"), wrap=True)
        column.addWidget(self._said)
        self._title = labels.label(font=theme.font("heading", bold=True), wrap=True)
        self._row.addWidget(self._title, 1)
        self._counts = _Counts(theme)
        self._row.addWidget(self._counts, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addStretch(0)
        self._verdict = VerdictLine(theme, beside=False)
        self._verdict.requested.connect(self._on_verdict_requested)
        self._verdict.hide()
        column.addWidget(self._verdict)

    def show_standing(self, standing: Standing, *, writable: bool) -> None:
        """Show the verdict of an element."""
        self._verdict.show_standing(standing, 0, writable=writable)
        self._verdict.show()

    def _on_verdict_requested(self) -> None:
        if self.claim is not None:
            self.claim_wished.emit("verdict", self.claim.claim.id)

    def show_claim(self, claim: ClaimOverview, title: str, *, alone: bool, above: ClaimOverview | None) -> None:
        """Name a claim or an element, and count its own passages: at the right, or where it is `alone` beside its name.

        Who said an element, when and where, is told where that is not what is said of the claim `above`.
        """
        if self.claim is None or self.claim.claim.id != claim.claim.id:
            self._verdict.hide()
        self.claim = claim
        self._title.setText(title)
        self._title.setWordWrap(not alone)
        self._row.setStretch(0, 0 if alone else 1)
        self._row.setStretch(2, 1 if alone else 0)
        self._counts.show_counts(dict(claim.counts))
        said = readable.claim_words(claim)
        said = "" if above is None or said == readable.claim_words(above) else said
        note = visible(claim.claim.note) if above is not None else ""
        self._said.setText("\n".join(one for one in (said, note) if one))
        self._said.setVisible(bool(said or note))
        policy = Qt.FocusPolicy.StrongFocus if claim.claim.parent is not None else Qt.FocusPolicy.NoFocus
        self.setFocusPolicy(policy)
        labels.name(
            self,
            tr("Element {number}: {text}").format(number=claim.number, text=inserted(title)) if claim.claim.parent else title,
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's override: F2 edits, Delete removes, Alt+Up and Alt+Down move the element."""
        wish = wish_of(event)
        if wish and self.claim is not None:
            self.claim_wished.emit(wish, self.claim.claim.id)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Qt's override: as in the list, a double click edits."""
        if event.button() is Qt.MouseButton.LeftButton and self.claim is not None:
            self.claim_wished.emit("edit", self.claim.claim.id)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Qt's override."""
        if self.claim is not None:
            self.setFocus()
            popup_claim_menu(self, event.globalPos(), self.claim.claim, self.claim_wished.emit, writable=self._writable)

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Qt's override: the ring."""
        self.update()

    def focusOutEvent(self, _event: QFocusEvent) -> None:
        """Qt's override."""
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt's override: the ring that says where the keyboard is."""
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._theme.token("accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)


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
