"""Paints one document of the list: icon, name, pages and passages. Text goes through QPainter.drawText alone."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from reviewer.model.overview import DocumentOverview
from reviewer.ui.controls.row_paint import paint_surface, row_rect
from reviewer.ui.look import icons, readable
from reviewer.ui.look.theme import Theme
from reviewer.ui.models.node_model import RECORD

HEIGHT_PX = 47


class DocumentDelegate(QStyledItemDelegate):
    """Two lines with an icon."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Qt's override."""
        return QSize(round(row_rect(option).width()), HEIGHT_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Qt's override."""
        record = index.data(RECORD)
        if not isinstance(record, DocumentOverview):
            return
        painter.save()
        paint_surface(painter, self._theme, option)
        rect = row_rect(option)
        document = record.document
        icon = "lock" if document.encrypted else "image" if document.is_image else "document"
        icons.paint(painter, icon, QRectF(rect.left() + 12, rect.top() + 8, 16, 16), self._theme.token("text_second"))
        left, width = rect.left() + 36, rect.width() - 36 - 8
        lines = (
            (document.name, "base", "text", 6, 20, Qt.TextElideMode.ElideMiddle),
            (readable.document_words(document, record.passages), "second", "text_second", 25, 16, Qt.TextElideMode.ElideRight),
        )
        for text, role, token, top, height, mode in lines:
            font = self._theme.font(role)
            painter.setFont(font)
            painter.setPen(self._theme.token(token))
            shown = QFontMetricsF(font).elidedText(" ".join(text.split()), mode, width)
            flags = int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextSingleLine)
            painter.drawText(QRectF(left, rect.top() + top, width, height), flags, shown)
        painter.restore()
