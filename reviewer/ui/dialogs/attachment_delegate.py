"""The rows of a list of attached files: the name as the document has it, and below it size and checksum."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from reviewer.model.file_facts import Attachment
from reviewer.model.neutral import inserted
from reviewer.ui.controls.row_paint import paint_surface, row_rect
from reviewer.ui.look import icons, labels
from reviewer.ui.look.fact_words import attachment_words
from reviewer.ui.look.theme import Theme
from reviewer.ui.models.node_model import NodeModel

_ROW_PX = 52
_LEFT_PX = 34


@dataclass(frozen=True, slots=True)
class ListedAttachment:
    """An attached file, and whether a document of the case has the same bytes."""

    file: Attachment
    in_case: bool

    @property
    def words(self) -> str:
        """What is known of it beside its name."""
        return attachment_words(self.file, in_case=self.in_case)


class AttachmentModel(NodeModel):
    """One row a file."""

    def describe(self, record: object, role: int) -> object:
        """Name, place, size and checksum as one sentence; a tooltip has all of them whole, with what is said of the file."""
        if isinstance(record, ListedAttachment) and role == Qt.ItemDataRole.ToolTipRole:
            return labels.escaped("\n".join(filter(None, (record.file.name, record.file.note, record.words))))
        if isinstance(record, ListedAttachment) and role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{inserted(record.file.name)}: {record.words}"
        return None


class AttachmentDelegate(QStyledItemDelegate):
    """Paints a name and the line below it."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Qt's override: two lines."""
        return QSize(self._view.viewport().width(), _ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Qt's override."""
        record = index.data(int(Qt.ItemDataRole.UserRole) + 1)
        if not isinstance(record, ListedAttachment):
            return
        painter.save()
        paint_surface(painter, self._theme, option)
        rect = row_rect(option)
        wrong = bool(record.file.trouble)
        colour = self._theme.token("attention" if wrong else "text_second")
        icons.paint(painter, "warning" if wrong else "document", QRectF(rect.left() + 10, rect.top() + 9, 16, 16), colour)
        lines = (
            (inserted(record.file.name) or "—", self._theme.font(), self._theme.token("text"), Qt.TextElideMode.ElideMiddle, 8),
            (record.words, self._theme.font("second"), colour, Qt.TextElideMode.ElideRight, 27),
        )
        for words, font, pen, elide, top in lines:
            painter.setFont(font)
            painter.setPen(pen)
            room = rect.width() - _LEFT_PX - 10
            shown = painter.fontMetrics().elidedText(words, elide, int(room))
            flags = int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextSingleLine)
            painter.drawText(QRectF(rect.left() + _LEFT_PX, rect.top() + top, room, 18), flags, shown)
        painter.restore()
