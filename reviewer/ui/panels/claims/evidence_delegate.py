"""Paints claims, elements and passages of the claims pane as cards. Text goes through QPainter.drawText alone, always plain."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from reviewer.i18n import tr
from reviewer.model.neutral import inserted, one_line
from reviewer.ui.case.crops import Crops
from reviewer.ui.controls import stance_paint
from reviewer.ui.controls.plain_lines import break_lines, count_lines, draw_lines, needs_own_line, word_widths
from reviewer.ui.controls.row_heights import RowHeights
from reviewer.ui.controls.row_paint import paint_surface, row_rect
from reviewer.ui.look import icons, readable
from reviewer.ui.look.theme import Theme
from reviewer.ui.models.evidence_model import ClaimRow, LooseRow, PassageRow, more_words
from reviewer.ui.models.node_model import RECORD, NodeModel
from reviewer.ui.models.portions import MoreRow
from reviewer.ui.panels.claims.row_pictures import RowPictures, picture_px

Index = QModelIndex | QPersistentModelIndex

_LEFT = 36
_RIGHT = 30
_ELEMENT_LEFT = 52
_QUOTE_LINES = 3
_CLAIM_LINES = 6
_ROW_PX = 30
_REMARK_PX = 16
_PICTURE_GAP_PX = 4
_BOX_LEFT = {1: 36, 2: 48}


class EvidenceDelegate(QStyledItemDelegate):
    """Cards whose heights follow the width of the view."""

    def __init__(self, theme: Theme, view: QTreeView, crops: Crops | None = None) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self.pictures = RowPictures(crops, self)
        self.pictures.made.connect(view.viewport().update)
        self._heights = RowHeights()
        self._quote_widths = word_widths(self._quote_font())
        self._second_widths = word_widths(theme.font("second"))
        self._claim_widths = [word_widths(theme.font(bold=bold)) for bold in (False, True)]

    def chevron_rect(self, index: Index) -> QRectF:
        """Return where the mark that opens and closes a row is, in the view's coordinates."""
        rect = QRectF(self._view.visualRect(index.sibling(index.row(), 0)))
        record = index.data(RECORD)
        if isinstance(record, ClaimRow) and not record.element:
            return QRectF(rect.right() - 28, rect.top() + 8, 24, 24)
        return QRectF(rect.left() + 28, rect.top() + 2, 26, _ROW_PX - 4)

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Qt's override: the height that the card's lines need at the view's width."""
        width = self._view.viewport().width()
        model = self._view.model()
        record = model.record(index) if isinstance(model, NodeModel) else None
        is_open = isinstance(record, ClaimRow) and self._is_open(index)
        return QSize(width, self._heights.get(index, record, (width, is_open), lambda: self._height(record, index, width)))

    def _height(self, record: object, index: Index, width: int) -> int:
        if isinstance(record, PassageRow):
            room = self._quote_room(record, width)
            below = needs_own_line(record.remark, self._second_widths, room)
            rest = 6 + 18 + (_REMARK_PX if below else 0) + 6
            pictured = picture_px(record, room)
            if pictured:
                return rest + pictured + _PICTURE_GAP_PX + (_REMARK_PX if _said(record) else 0)
            return rest + 17 * count_lines(readable.quote_words(record.marked), self._quote_widths, room, most=_QUOTE_LINES)
        if isinstance(record, ClaimRow) and not record.element:
            claim = record.claim.claim
            height = 10 + 20 * self._count_lines(record, index, width - _LEFT - _RIGHT)
            height += 20 if claim.speaker or claim.date or claim.channel else 0
            return height + (26 if stance_paint.present(record.counts) else 6) + 4
        if isinstance(record, ClaimRow):
            return 10 + 20 * self._count_lines(record, index, self._element_room(record, width))
        return _ROW_PX + 4

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt's override."""
        record = index.data(RECORD)
        painter.save()
        paint_surface(painter, self._theme, option)
        rect = row_rect(option)
        if not index.parent().isValid() and index.row() > 0:
            painter.fillRect(QRectF(rect.left(), rect.top(), rect.width(), 1), self._theme.token("separator"))
        if isinstance(record, PassageRow):
            self._paint_passage(painter, rect, record)
        elif isinstance(record, ClaimRow) and not record.element:
            self._paint_claim(painter, rect, record, index)
        elif isinstance(record, ClaimRow):
            self._paint_element(painter, rect, record, index)
        elif isinstance(record, LooseRow):
            self._paint_loose(painter, rect, record, index)
        elif isinstance(record, MoreRow):
            painter.setFont(self._theme.font("second"))
            painter.setPen(self._theme.token("accent"))
            painter.drawText(rect.adjusted(_ELEMENT_LEFT, 0, -12, 0), int(Qt.AlignmentFlag.AlignVCenter), more_words(record))
        painter.restore()

    def _paint_claim(self, painter: QPainter, rect: QRectF, record: ClaimRow, index: Index) -> None:
        font = self._font(index)
        painter.setFont(font)
        painter.setPen(self._theme.token("text_second"))
        flags = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(QRectF(rect.left() + 4, rect.top() + 10, 24, 20), flags, record.claim.number)
        painter.setPen(self._theme.token("text"))
        lines = self._claim_lines(record, index, rect.width())
        y = rect.top() + 10
        y += draw_lines(painter, lines, QPointF(rect.left() + _LEFT, y), rect.width() - _LEFT - _RIGHT, 20)
        second = readable.claim_words(record.claim)
        if second:
            self._second_line(painter, QRectF(rect.left() + _LEFT, y + 2, rect.width() - _LEFT - 12, 16), second)
            y += 20
        stance_paint.paint_counts(painter, self._theme, rect.left() + _LEFT, y + 13, stance_paint.present(record.counts))
        self._chevron(painter, QPointF(rect.right() - 24, rect.top() + 12), index)

    def _paint_element(self, painter: QPainter, rect: QRectF, record: ClaimRow, index: Index) -> None:
        counts = stance_paint.present(record.counts)
        width = stance_paint.counts_width(self._theme, counts)
        painter.setFont(self._font(index))
        painter.setPen(self._theme.token("text"))
        room = rect.width() - _ELEMENT_LEFT - 12 - width - 8
        draw_lines(
            painter,
            self._element_lines(record, index, rect.width()),
            QPointF(rect.left() + _ELEMENT_LEFT, rect.top() + 5),
            room,
            20,
        )
        stance_paint.paint_counts(painter, self._theme, rect.right() - 12 - width, rect.top() + 15, counts)
        self._chevron(painter, QPointF(rect.left() + 32, rect.top() + 7), index)

    def _paint_passage(self, painter: QPainter, rect: QRectF, record: PassageRow) -> None:
        left = rect.left() + _BOX_LEFT[record.depth]
        stance_paint.paint_box(painter, self._theme, QPointF(left, rect.top() + 7), record.link.stance if record.link else None)
        left += 26
        painter.setFont(self._quote_font())
        painter.setPen(self._theme.token("text"))
        y, room = rect.top() + 6, self._quote_room(record, rect.width())
        pictured = picture_px(record, room)
        if pictured:
            y += self._paint_region(painter, QRectF(left, y, room, pictured), record)
        else:
            y += draw_lines(painter, self._quote(record, rect.width()), QPointF(left, y), rect.right() - left - 10, 17)
        line = QRectF(left, y + 1, rect.right() - left - 10, 16)
        below = needs_own_line(record.remark, self._second_widths, self._quote_room(record, rect.width()))
        after = "".join(f" · {one}" for one in (record.page, "" if below else record.remark) if one)
        self._second_line(painter, line, one_line(record.document_name), after=after, noted=self._note(record))
        if below:
            self._second_line(painter, line.translated(0, _REMARK_PX), record.remark)

    def _paint_region(self, painter: QPainter, place: QRectF, record: PassageRow) -> float:
        """Paint a region as its page shows it, its name until that is there, and what is noted; return the height."""
        picture = self.pictures.picture(record, place.width(), self._view.devicePixelRatioF())
        if picture is None:
            painter.fillRect(place, self._theme.token("base"))
            painter.setPen(self._theme.token("text_second"))
            painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), readable.quote_words(record.marked))
        else:
            size = picture.deviceIndependentSize()
            shown = QRectF(place.left(), place.top(), size.width(), size.height())
            painter.drawImage(shown.topLeft(), picture)
            painter.setPen(QPen(self._theme.token("field_edge"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(shown.adjusted(0.5, 0.5, -0.5, -0.5))
        said = _said(record)
        if said:
            below = QRectF(place.left(), place.bottom() + _PICTURE_GAP_PX, place.width(), _REMARK_PX)
            painter.setFont(self._quote_font())
            painter.setPen(self._theme.token("text"))
            shown_words = QFontMetricsF(painter.font()).elidedText(said, Qt.TextElideMode.ElideRight, below.width())
            painter.drawText(below, int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextSingleLine), shown_words)
        return place.height() + _PICTURE_GAP_PX + (_REMARK_PX if said else 0)

    def _paint_loose(self, painter: QPainter, rect: QRectF, record: LooseRow, index: Index) -> None:
        painter.setFont(self._theme.font())
        painter.setPen(self._theme.token("text_second"))
        flags, metrics = int(Qt.AlignmentFlag.AlignVCenter), QFontMetricsF(painter.font())
        count = str(record.count)
        shown = loose_words(metrics, rect.width() - _ELEMENT_LEFT - 12 - metrics.horizontalAdvance(count) - 8)
        painter.drawText(rect.adjusted(_ELEMENT_LEFT, 0, -12, 0), flags, shown)
        painter.drawText(rect.adjusted(0, 0, -12, 0), flags | int(Qt.AlignmentFlag.AlignRight), count)
        self._chevron(painter, QPointF(rect.left() + 32, rect.top() + 9), index)

    def _second_line(self, painter: QPainter, rect: QRectF, text: str, *, after: str = "", noted: bool = False) -> None:
        """Paint a line in the second size; `after` is never shortened, `noted` puts a sign at its end."""
        font = self._theme.font("second")
        painter.setFont(font)
        painter.setPen(self._theme.token("text_second"))
        if noted:
            icons.paint(painter, "note", QRectF(rect.right() - 14, rect.top() + 1, 14, 14), self._theme.token("text_second"))
            rect = rect.adjusted(0, 0, -20, 0)
        metrics = QFontMetricsF(font)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width() - metrics.horizontalAdvance(after))
        words = f"{inserted(shown)}{after}" if after else shown
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextSingleLine), words)

    def _chevron(self, painter: QPainter, top_left: QPointF, index: Index) -> None:
        if not index.model().hasChildren(index.sibling(index.row(), 0)):
            return
        name = "chevron-down" if self._is_open(index) else "chevron-right"
        icons.paint(painter, name, QRectF(top_left.x(), top_left.y(), 16, 16), self._theme.token("text_second"))
        painter.setPen(QPen(self._theme.token("text")))

    def _is_open(self, index: Index) -> bool:
        return self._view.isExpanded(index.sibling(index.row(), 0))

    def _font(self, index: Index) -> QFont:
        return self._theme.font(bold=self._is_open(index))

    def _quote_font(self) -> QFont:
        return self._theme.font("second", serif=True)

    def _count_lines(self, record: ClaimRow, index: Index, room: float) -> int:
        return count_lines(record.claim.claim.text, self._claim_widths[self._is_open(index)], room, most=_CLAIM_LINES)

    def _claim_lines(self, record: ClaimRow, index: Index, width: float) -> list[str]:
        return break_lines(record.claim.claim.text, self._font(index), width - _LEFT - _RIGHT, most=_CLAIM_LINES)

    def _element_lines(self, record: ClaimRow, index: Index, width: float) -> list[str]:
        room = self._element_room(record, width)
        return break_lines(record.claim.claim.text, self._font(index), room, most=_CLAIM_LINES)

    def _element_room(self, record: ClaimRow, width: float) -> float:
        counted = stance_paint.counts_width(self._theme, stance_paint.present(record.counts))
        return width - _ELEMENT_LEFT - 12 - counted - 8

    def _quote(self, record: PassageRow, width: float) -> list[str]:
        room = self._quote_room(record, width)
        return break_lines(readable.quote_words(record.marked), self._quote_font(), room, most=_QUOTE_LINES)

    @staticmethod
    def _quote_room(record: PassageRow, width: float) -> float:
        return width - _BOX_LEFT[record.depth] - 26 - 10

    @staticmethod
    def _note(record: PassageRow) -> bool:
        return bool(record.marked.passage.note or (record.link and record.link.note))


def _said(record: PassageRow) -> str:
    """Return what is noted on a passage, on one line."""
    return one_line(record.marked.passage.note or (record.link.note if record.link else ""))


def loose_words(metrics: QFontMetricsF, room: float) -> str:
    """Return what the highlights without a claim are called in so many logical pixels."""
    words = tr("Highlights without a claim")
    if metrics.horizontalAdvance(words) > room:
        words = tr("Without a claim")
    return metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
