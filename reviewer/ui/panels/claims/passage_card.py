"""A passage as a card: the real page, the quote, document and page, notes. Double click or Enter lands on it in its document."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QWidget

from reviewer.i18n import tr
from reviewer.model.neutral import one_line
from reviewer.model.review import Opinion
from reviewer.ui.case.crop_frame import picture_height
from reviewer.ui.case.crops import Crops, CropWish
from reviewer.ui.controls.plain_lines import break_lines, count_lines, draw_lines, needs_own_line, word_widths
from reviewer.ui.look import labels, readable
from reviewer.ui.look.theme import Theme, stance_words
from reviewer.ui.models.evidence_model import PassageRow

_EDGE_PX = 3
_PAD_PX = 12
_QUOTE_LINES = 12
_NOTE_LINES = 4
_REMARK_PX = 18
_REVIEW_LINES = 3

_OPINIONS: dict[int, Opinion] = {Qt.Key.Key_A: Opinion.AGREE, Qt.Key.Key_D: Opinion.DISPUTE, Qt.Key.Key_M: Opinion.COMMENT}


class PassageCard(QWidget):
    """One card. Painted here, its words through QPainter.drawText alone.

    Signals:
        read_requested: Show it in its document.
        cite_requested: Copy it with its citation.
        menu_requested: Its menu, at a global point.
        review_wished: An `Opinion` of a second person, and the link's id.

    """

    read_requested = Signal(str)
    cite_requested = Signal(str)
    menu_requested = Signal(object, str, str)
    review_wished = Signal(object, str)

    def __init__(self, theme: Theme, crops: Crops, row: PassageRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._crops = crops
        self._row = row
        self._picture: QImage | None = None
        self._asked: tuple[object, ...] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.changed.connect(self.update)
        self._name()

    @property
    def row(self) -> PassageRow:
        """What it shows."""
        return self._row

    def show_row(self, row: PassageRow) -> None:
        """Show a newer state of the same passage."""
        if row != self._row:
            self._row = row
            self._asked = None
            self._name()
            self._tell_whole()
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt's override."""
        self._ask_for_picture()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        path = QPainterPath()
        path.addRoundedRect(frame, 4, 4)
        painter.fillPath(path, self._theme.token("base"))
        painter.save()
        painter.setClipPath(path)
        picture_px = _picture_px(self._row, self.width())
        top = QRectF(_EDGE_PX, 1, self.width() - _EDGE_PX, picture_px)
        painter.fillRect(top, Qt.GlobalColor.white if self._picture is not None else self._theme.token("pane"))
        if self._picture is not None:
            size = self._picture.deviceIndependentSize()
            beside = QPointF(max(0.0, top.width() - size.width()) / 2, max(0.0, top.height() - size.height()) / 2)
            painter.drawImage(top.topLeft() + beside, self._picture)
        painter.fillRect(QRectF(0, picture_px + 1, self.width(), 1), self._theme.token("separator"))
        style = self._theme.stance(self._row.link.stance if self._row.link else None)
        painter.fillRect(QRectF(0, 0, _EDGE_PX, self.height()), style.mark)
        painter.restore()
        focus = self.hasFocus()
        painter.setPen(QPen(self._theme.token("accent" if focus else "separator"), 2 if focus else 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(frame.adjusted(0.5, 0.5, -0.5, -0.5) if focus else frame, 4, 4)
        self._paint_words(painter)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's override: Enter reads it in place; A agrees with its stance, D disputes it, M comments on it."""
        opinion = _OPINIONS.get(event.key()) if event.modifiers() == Qt.KeyboardModifier.NoModifier else None
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.read_requested.emit(self._row.marked.passage.id)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.cite_requested.emit(self._row.marked.passage.id)
        elif opinion is not None and self._row.link is not None:
            self.review_wished.emit(opinion, self._row.link.id)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """Qt's override."""
        self.read_requested.emit(self._row.marked.passage.id)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Qt's override."""
        self.setFocus()
        claim = self._row.link.claim if self._row.link else ""
        self.menu_requested.emit(event.globalPos(), self._row.marked.passage.id, claim)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's override: what is cut at this width is told whole by the tooltip."""
        super().resizeEvent(event)
        self._tell_whole()

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Qt's override: the ring."""
        self.update()

    def focusOutEvent(self, _event: QFocusEvent) -> None:
        """Qt's override."""
        self.update()

    def _paint_words(self, painter: QPainter) -> None:
        room = self.width() - 2 * _PAD_PX
        y = _picture_px(self._row, self.width()) + 9.0
        painter.setFont(self._theme.font(serif=True))
        painter.setPen(self._theme.token("text"))
        y += draw_lines(painter, _quote(self._theme, self._row, self.width()), QPointF(_PAD_PX, y), room, 20)
        bold = self._theme.font("second", bold=True)
        painter.setFont(bold)
        below = needs_own_line(self._row.remark, word_widths(self._theme.font("second")), room)
        page = self._row.page if below else " · ".join(filter(None, (self._row.page, self._row.remark)))
        page_px = painter.fontMetrics().horizontalAdvance(page) + 10
        name = painter.fontMetrics().elidedText(
            one_line(self._row.document_name), Qt.TextElideMode.ElideMiddle, int(room - page_px)
        )
        middle = int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextSingleLine)
        painter.drawText(QRectF(_PAD_PX, y, room, 18), middle, name)
        name_px = painter.fontMetrics().horizontalAdvance(name)
        painter.setFont(self._theme.font("second"))
        painter.setPen(self._theme.token("text_second"))
        painter.drawText(QRectF(_PAD_PX + name_px + 8, y, room, 18), middle, page)
        y += 19
        y += draw_lines(painter, [self._row.remark] if below else [], QPointF(_PAD_PX, y), room, _REMARK_PX)
        y += draw_lines(painter, _note_lines(self._theme, self._row, self.width()), QPointF(_PAD_PX, y), room, 18)
        painter.setPen(self._theme.token("text"))
        review = break_lines(self._row.review, self._theme.font("second"), room, most=_REVIEW_LINES)
        draw_lines(painter, review, QPointF(_PAD_PX, y), room, 18)

    def _ask_for_picture(self) -> None:
        stance = self._row.link.stance if self._row.link else None
        size = self.width() - _EDGE_PX, _picture_px(self._row, self.width())
        wish = CropWish(self._row.marked, stance, *size, self.devicePixelRatioF())
        if wish.key != self._asked:
            self._asked = wish.key
            self._crops.wish(wish, partial(self._on_picture_made, wish.key), self)

    def showEvent(self, event: QShowEvent) -> None:
        """Qt's override: a picture that could not be made is asked for again when the card is looked at anew."""
        super().showEvent(event)
        if self._picture is None:
            self._asked = None

    def _on_picture_made(self, key: tuple[object, ...], picture: QImage | None) -> None:
        if key != self._asked:  # the card shows something else by now, and has asked or will ask for that
            return
        self._picture = picture
        self.update()

    def _tell_whole(self) -> None:
        quote, note, room = readable.quote_words(self._row.marked), _note(self._row), self.width() - 2 * _PAD_PX
        quoted = count_lines(quote, word_widths(self._theme.font(serif=True)), room, most=_QUOTE_LINES + 1) > _QUOTE_LINES
        noted = count_lines(note, word_widths(self._theme.font("second")), room, most=_NOTE_LINES + 1) > _NOTE_LINES
        review = self._row.review
        reviewed = count_lines(review, word_widths(self._theme.font("second")), room, most=_REVIEW_LINES + 1) > _REVIEW_LINES
        noting = (note, noted), (review, reviewed)
        parts = (quote, quoted), *noting, (readable.advice_words(self._row.marked.passage.anchor), bool(self._row.remark))
        labels.set_tooltip(self, "\n\n".join(words for words, is_told in parts if is_told))

    def _name(self) -> None:
        stance = stance_words(self._row.link.stance) if self._row.link else tr("Highlight")
        parts = readable.place_words(self._row.document_name, self._row.page), self._row.remark
        place = ", ".join(filter(None, parts))
        labels.name(
            self, f"{stance}: {readable.quote_words(self._row.marked)} {place}. {_note(self._row)} {self._row.review}".rstrip()
        )
        keys = tr("Enter reads it in its document; A agrees, D disputes, M comments")
        self.setAccessibleDescription(keys if self._row.link else tr("Enter reads it in its document"))


class CardHeights:
    """Works out how high cards are."""

    def __init__(self, theme: Theme) -> None:
        self._quote_widths = word_widths(theme.font(serif=True))
        self._note_widths = word_widths(theme.font("second"))

    def height(self, row: PassageRow, width: float) -> int:
        """Return the height of a card of some width, both in logical pixels: picture, quote, place, notes."""
        room = width - 2 * _PAD_PX
        quote = count_lines(readable.quote_words(row.marked), self._quote_widths, room, most=_QUOTE_LINES)
        note = count_lines(_note(row), self._note_widths, room, most=_NOTE_LINES)
        remark_px = _REMARK_PX if needs_own_line(row.remark, self._note_widths, room) else 0
        review = count_lines(row.review, self._note_widths, room, most=_REVIEW_LINES)
        return _picture_px(row, width) + 9 + 20 * quote + 19 + remark_px + 18 * (note + review) + 9


def _picture_px(row: PassageRow, width: float) -> int:
    return picture_height(row.marked.passage.anchor, int(width) - _EDGE_PX)


def _note(row: PassageRow) -> str:
    own, link = row.marked.passage.note, row.link.note if row.link else ""
    return own if own.startswith(link) else " ".join(part for part in (link, own) if part)


def _quote(theme: Theme, row: PassageRow, width: float) -> list[str]:
    return break_lines(readable.quote_words(row.marked), theme.font(serif=True), width - 2 * _PAD_PX, most=_QUOTE_LINES)


def _note_lines(theme: Theme, row: PassageRow, width: float) -> list[str]:
    return break_lines(_note(row), theme.font("second"), width - 2 * _PAD_PX, most=_NOTE_LINES)
