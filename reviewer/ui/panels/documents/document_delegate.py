"""Paints one document of the list: icon, name on one line or two, pages and passages. Text by QPainter.drawText alone."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from reviewer.model.ids import DocumentId
from reviewer.model.neutral import one_line
from reviewer.model.overview import DocumentOverview
from reviewer.ui.controls.plain_lines import break_lines, draw_lines
from reviewer.ui.controls.row_paint import paint_surface, row_rect
from reviewer.ui.look import icons, readable
from reviewer.ui.look.theme import Theme
from reviewer.ui.models.document_model import OPENED, TROUBLE
from reviewer.ui.models.node_model import RECORD

HEIGHT_PX = 47
"""Logical pixels of a row whose name fits on one line; a second line adds `_LINE_PX`."""

_LINE_PX = 18
_LEFT_PX, _RIGHT_PX = 36, 8


class DocumentDelegate(QStyledItemDelegate):
    """Two or three lines with an icon: a padlock where a password is wanting, a warning where a linked file is not right.

    Attributes:
        unlocked: The documents whose passwords have been given.
        on_show: The document that is marked as the one on show, wherever the list's cursor is; "" for none.

    """

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.unlocked: frozenset[DocumentId] = frozenset()
        self.on_show = ""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Qt's override: a name that does not fit has a second line."""
        width = row_rect(option).width()
        room, record = width - _LEFT_PX - _RIGHT_PX, index.data(RECORD)
        long = isinstance(record, DocumentOverview) and self._advance(record.document.name) > room > 0
        return QSize(round(width), HEIGHT_PX + (_LINE_PX if long else 0))

    def _advance(self, name: str) -> float:
        return QFontMetricsF(self._theme.font("base")).horizontalAdvance(one_line(name))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Qt's override."""
        record = index.data(RECORD)
        if not isinstance(record, DocumentOverview):
            return
        painter.save()
        document = record.document
        paint_surface(painter, self._theme, option, marked=document.id == self.on_show)
        rect = row_rect(option)
        locked = document.encrypted and document.id not in self.unlocked
        trouble = index.data(TROUBLE)
        icon = "warning" if trouble else "lock" if locked else "image" if document.is_image else "document"
        second = self._theme.token("attention" if trouble else "text_second")
        icons.paint(painter, icon, QRectF(rect.left() + 12, rect.top() + 8, 16, 16), second)
        left, width = rect.left() + _LEFT_PX, rect.width() - _LEFT_PX - _RIGHT_PX
        font = self._theme.font("base")
        painter.setFont(font)
        painter.setPen(self._theme.token("text"))
        lines = name_lines(document.name, font, width)
        draw_lines(painter, lines, QPointF(left, rect.top() + 7), width, _LINE_PX)
        font = self._theme.font("second")
        painter.setFont(font)
        painter.setPen(second)
        words = readable.document_words(document, record.passages, trouble, index.data(OPENED) or None)  # quiet where none is
        shown = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, width)
        draw_lines(painter, [shown], QPointF(left, rect.top() + 7 + len(lines) * _LINE_PX), width, 16)
        painter.restore()


def name_lines(name: str, font: QFont, width_px: float) -> list[str]:
    """Return a name on one line, or on two; what is too long even so loses its middle, not its end."""
    flat = one_line(name)
    lines = break_lines(flat, font, width_px)
    if len(lines) < 2:
        return lines
    first = lines[0]
    if flat[len(first)] not in " -_.":  # the line broke within a word: file names have other ends of words as well
        at = max(first.rfind(sign) + (sign != ".") for sign in " -_.")
        first = first[:at] if at > len(first) / 3 else first
    rest = flat[len(first) :].strip()
    return [first.strip(), QFontMetricsF(font).elidedText(rest, Qt.TextElideMode.ElideMiddle, width_px)]
