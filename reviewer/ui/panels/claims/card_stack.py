"""The cards of one column of the Claims view, grouped by stance, side by side where there is room for it.

Only those in view and just beyond are widgets.

Owns where each card stands, worked out from its words, and which cards there are at the moment.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from PySide6.QtCore import QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from reviewer.model.claim import Link
from reviewer.model.overview import MarkedPassage
from reviewer.model.stance import Stance
from reviewer.ui.case.case_rows import STANCE_ORDER
from reviewer.ui.case.crops import Crops
from reviewer.ui.look import icons
from reviewer.ui.look.theme import Theme, stance_words
from reviewer.ui.models.evidence_model import PassageRow
from reviewer.ui.panels.claims.passage_card import CardHeights, PassageCard

_GAP_PX = 8
_GROUP_GAP_PX = 12
_HEAD_PX = 20
_LEAST_CARD_PX, _MOST_CARD_PX = 380, 720
"""Width of a card: as many stand side by side as have room for lines of a readable length."""
_AT_ONCE = 4
"""Cards that are made in one turn of the event loop."""
_MEASURED_AT_ONCE = 300
"""Cards whose heights are worked out in one turn: a few milliseconds."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a passage's card stands."""

    row: PassageRow
    rect: QRect

    @property
    def passage(self) -> str:
        return self.row.marked.passage.id


class CardStack(QWidget):
    """Cards below each other. Its signals are those of its cards."""

    read_requested = Signal(str)
    cite_requested = Signal(str)
    menu_requested = Signal(object, str, str)
    review_wished = Signal(object, str)

    def __init__(self, theme: Theme, crops: Crops) -> None:
        super().__init__()
        self._theme = theme
        self._crops = crops
        self._rows: Sequence[PassageRow] = ()
        self._places: list[_Place] = []
        self._card_heights = CardHeights(theme)
        self._heights: dict[str, tuple[int, MarkedPassage, Link | None, str, int]] = {}
        self._heads = {stance: _GroupHead(theme, stance, self) for stance in STANCE_ORDER}
        self._cards: dict[str, PassageCard] = {}
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.look)
        self._laying: Iterator[bool] = iter(())
        self._measured = 0
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(self._go_on)

    def show_rows(self, rows: Sequence[PassageRow]) -> None:
        """Show these passages, grouped by stance already."""
        self._rows = rows
        ids = {one.marked.passage.id for one in rows}
        for passage in [one for one in self._cards if one not in ids]:
            self._drop(passage)
        for passage in [one for one in self._heights if one not in ids]:
            del self._heights[passage]
        for stance, head in self._heads.items():
            count = sum(one.link is not None and one.link.stance is stance for one in rows)
            head.show_count(count)
            head.setVisible(count > 0)
        if self.isVisible():  # else its width is not known yet
            self._arrange()

    def look(self) -> None:
        """Make the cards that are in view and a view's height around it; drop those farther away."""
        seen = self.visibleRegion().boundingRect()
        if seen.isEmpty():
            return
        near = seen.adjusted(0, -seen.height(), 0, seen.height())
        wanted = [one for one in self._places if one.rect.intersects(near)]
        wanted.sort(key=lambda one: not one.rect.intersects(seen))  # in view first
        missing = [one for one in wanted if one.passage not in self._cards]
        for one in missing[:_AT_ONCE]:
            self._make(one)
        if len(missing) > _AT_ONCE:
            self._soon.start()
        ids = {one.passage for one in wanted}
        for passage, card in list(self._cards.items()):
            if passage not in ids and not card.hasFocus() and not self._next.isActive():  # else its place may be still to come
                self._drop(passage)
        if missing:
            self._order()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's override: the cards' heights follow the width."""
        super().resizeEvent(event)
        if self.isVisible() and event.size().width() != event.oldSize().width():
            self._arrange()
        self._soon.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Qt's override."""
        super().showEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Work out where everything stands, and lay what is there: of very many cards some at once and the others by and by."""
        self._laying = self._laid()
        self._go_on()

    def _go_on(self) -> None:
        if next(self._laying, True):
            self._next.stop()
        else:
            self._next.start()
        self._soon.start()

    def _laid(self) -> Iterator[bool]:
        """Lay cards from top to bottom; stop with False whenever the heights of so many were worked out."""
        groups = [(stance, list(rows)) for stance, rows in groupby(self._rows, lambda row: row.link.stance if row.link else None)]
        most = max((len(rows) for _, rows in groups), default=1)
        lanes = max(1, min((self.width() + _GAP_PX) // (_LEAST_CARD_PX + _GAP_PX), most))
        width = min(_MOST_CARD_PX, (self.width() - (lanes - 1) * _GAP_PX) // lanes)
        self._places, self._measured = [], 0
        for head in self._heads.values():
            head.move(0, -_HEAD_PX)  # out of sight until its cards are laid
        y = 0
        for stance, rows in groups:
            if stance is not None:
                y += _GROUP_GAP_PX - _GAP_PX if y else 0
                self._heads[stance].setGeometry(0, y, lanes * (width + _GAP_PX) - _GAP_PX, _HEAD_PX)
                y += _HEAD_PX + _GAP_PX
            for at in range(0, len(rows), lanes):
                beside = rows[at : at + lanes]
                heights = [self._height(row, width) for row in beside]
                for lane, (row, height) in enumerate(zip(beside, heights, strict=True)):
                    self._lay(_Place(row, QRect(lane * (width + _GAP_PX), y, width, height)))
                y += max(heights) + _GAP_PX
                if self._measured >= _MEASURED_AT_ONCE:
                    self._measured = 0
                    self.setFixedHeight(y * len(self._rows) // len(self._places))  # about what it will be
                    yield False
        self.setFixedHeight(y)

    def _lay(self, place: _Place) -> None:
        self._places.append(place)
        card = self._cards.get(place.passage)
        if card is not None:
            card.show_row(place.row)
            card.setGeometry(place.rect)

    def _height(self, row: PassageRow, width: int) -> int:
        """Return a card's height, worked out once for each width."""
        known = self._heights.get(row.marked.passage.id)
        is_same = known is not None and known[1] is row.marked and known[2] is row.link
        if known is None or not is_same or (known[0], known[3]) != (width, row.review):
            known = width, row.marked, row.link, row.review, self._card_heights.height(row, width)
            self._heights[row.marked.passage.id] = known
            self._measured += 1
        return known[4]

    def _make(self, place: _Place) -> None:
        card = PassageCard(self._theme, self._crops, place.row, self)
        card.read_requested.connect(self.read_requested)
        card.cite_requested.connect(self.cite_requested)
        card.menu_requested.connect(self.menu_requested)
        card.review_wished.connect(self.review_wished)
        card.setGeometry(place.rect)
        card.show()
        self._cards[place.passage] = card

    def _order(self) -> None:
        """Let Tab go through the cards as they are read, whichever was made first."""
        cards = sorted(self._cards.values(), key=lambda one: (one.y(), one.x()))
        for upper, lower in pairwise(cards):
            QWidget.setTabOrder(upper, lower)

    def _drop(self, passage: str) -> None:
        card = self._cards.pop(passage)
        card.hide()
        card.deleteLater()


class _GroupHead(QWidget):
    """A stance with its count and a line."""

    def __init__(self, theme: Theme, stance: Stance, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._stance = stance
        self._count = 0
        theme.changed.connect(self.update)

    def show_count(self, count: int) -> None:
        """Show how many passages follow."""
        self._count = count
        self.setAccessibleName(f"{stance_words(self._stance)} {count}")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt's override."""
        painter = QPainter(self)
        style = self._theme.stance(self._stance)
        icons.paint(painter, style.icon, QRectF(0, 5, 14, 14), style.words)
        x = 14.0 + _GAP_PX
        for words, bold, colour in ((stance_words(self._stance), True, "text"), (str(self._count), False, "text_second")):
            font = self._theme.font("second", bold=bold)
            painter.setFont(font)
            painter.setPen(self._theme.token(colour))
            width = QFontMetricsF(font).horizontalAdvance(words)
            painter.drawText(QRectF(x, 4, width + 1, _HEAD_PX - 4), int(Qt.AlignmentFlag.AlignVCenter), words)
            x += width + _GAP_PX
        painter.fillRect(QRectF(x, 12, self.width() - x, 1), self._theme.token("separator"))
