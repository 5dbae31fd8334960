"""The pages of the document on show as small pictures. What is in them is the model's business."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QImage, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from reviewer.i18n import tr
from reviewer.model.coverage import PageState
from reviewer.model.neutral import one_line
from reviewer.ui.controls.cell_grid import CellGrid
from reviewer.ui.controls.row_paint import row_rect, row_state
from reviewer.ui.look import icons, labels
from reviewer.ui.look.inverting import inverted
from reviewer.ui.look.theme import Theme
from reviewer.ui.models.node_model import RECORD
from reviewer.ui.models.page_model import EDGE_PX, MARK_PX, PageModel, PageRow

_INVERTED_KEPT = 120
_RING_PX = 6
"""Room at both sides of a page for the ring of the chosen one."""

_INSET_PX = 6
"""With that room a wide page begins where everything else in the pane does."""

_LEAST_COLUMN_PX = 100
_LANE_PX = 4
"""How far apart the marks of several stances stand at one place."""

_STATE_PX = 18
"""Room at either side of a label for what is known of the page's reading."""

_ROW_PX = EDGE_PX + 36
"""A page and its label."""


class ThumbnailList(CellGrid):
    """A grid with as many columns as fit beside its scroll bar, whether that is shown or not.

    Were the room without a bar used, a grid that fits without one would need one, and the other way round, for ever.
    """

    def __init__(self, theme: Theme, model: PageModel, parent: QWidget | None = None) -> None:
        super().__init__(QSize(_LEAST_COLUMN_PX, _ROW_PX), parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setViewportMargins(_INSET_PX, 0, 0, 0)
        self.setModel(model)
        self._delegate = _Delegate(theme, self)
        self.setItemDelegate(self._delegate)
        labels.name(self, tr("Pages"))
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(lambda: self.scrollTo(self.currentIndex()))

    def set_inverted(self, inverted: bool) -> None:
        """Show the pages as the page view does."""
        self._delegate.inverted = inverted
        self.viewport().update()

    def show_page(self, page: int) -> None:
        """Make a page (from 0) the current one."""
        index = self.model().index(page, 0)
        if index.isValid() and index != self.currentIndex():
            self.setCurrentIndex(index)
            self.scrollTo(index)  # with the page itself, in one picture
            self._soon.start()  # once more where rows have just come, whose layout is not known yet

    def show_in_view(self, pages: range) -> None:
        """Mark the pages (from 0) that can be seen, besides the current one."""
        if pages != self._delegate.in_view:
            self._delegate.in_view = pages
            self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's override: as many columns as fit."""
        room = self.width() - _INSET_PX - self._bar_px() - 4
        columns = max(1, room // _LEAST_COLUMN_PX)
        if self.set_cells(columns, QSize(room // columns, _ROW_PX)):
            self._soon.start()
        super().resizeEvent(event)

    def _bar_px(self) -> int:
        # Qt lays out beside what the style says, which need not be what the bar takes.
        extent = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent, None, self)
        return max(extent, self.verticalScrollBar().sizeHint().width())


class _Delegate(QStyledItemDelegate):
    """Paints a small page, the places of its passages, and its label."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.inverted = False
        self.in_view = range(0)
        self._inverted_pictures: dict[int, QImage] = {}

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        record = index.data(RECORD)
        if not isinstance(record, PageRow):
            return
        painter.save()
        rect = row_rect(option)
        width, height = record.page.shown_size
        scale = min(EDGE_PX / max(width, height, 1.0), (rect.width() - 2 * _RING_PX) / max(width, 1.0))
        sheet = QRectF(0, 0, max(8.0, width * scale), max(8.0, height * scale))
        sheet.moveCenter(QRectF(rect.left(), rect.top() + 6, rect.width(), EDGE_PX).center())
        painter.fillRect(sheet, self._theme.token("page_inverted" if self.inverted else "base"))
        picture = self._picture(record)
        if picture is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(sheet, picture)
        elif record.is_undrawn:  # as in copies: an empty sheet would look like an empty page
            painter.setPen(QPen(self._theme.token("hint"), 1))
            painter.drawLines([QLineF(sheet.topLeft(), sheet.bottomRight()), QLineF(sheet.bottomLeft(), sheet.topRight())])
        chosen = bool(row_state(option) & QStyle.StateFlag.State_Selected)
        if chosen or record.page.index in self.in_view:
            away, width = (2, 2) if chosen else (1.5, 1)  # what is read stands out from what is seen besides
            painter.setPen(QPen(self._theme.token("accent"), width))
            painter.drawRect(sheet.adjusted(-away, -away, away, away))
        else:
            painter.setPen(QPen(self._theme.token("page_edge"), 1))
            painter.drawRect(sheet)
        for place, stances in record.marks:
            for lane, stance in enumerate(stances):
                left, top = sheet.left() + 2 + lane * _LANE_PX, sheet.top() + place * sheet.height()
                painter.fillRect(QRectF(left, top, _LANE_PX - 1, MARK_PX), self._theme.stance(stance).mark)
        painter.setFont(self._theme.font("tag", bold=chosen))
        painter.setPen(self._theme.token("text" if chosen else "text_second"))
        below = QRectF(rect.left(), rect.top() + EDGE_PX + 12, rect.width(), 18)
        label = one_line(record.page.label) or str(record.page.number)
        room = int(below.width()) - 2 * _STATE_PX
        shown = painter.fontMetrics().elidedText(label, Qt.TextElideMode.ElideMiddle, room)
        painter.drawText(below, int(Qt.AlignmentFlag.AlignCenter), shown)
        self._paint_state(painter, record.state, below, painter.fontMetrics().horizontalAdvance(shown))
        painter.restore()

    def _paint_state(self, painter: QPainter, state: PageState | None, below: QRectF, label_px: float) -> None:
        """Paint a dot before the label of a page that nobody has opened, and a sign behind that of a counterchecked one."""
        middle = below.center()
        if state is not None and not state & PageState.OPENED:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.token("hint"))
            painter.drawEllipse(QPointF(middle.x() - label_px / 2 - 7, middle.y() + 0.5), 2.5, 2.5)
        if state and state & PageState.COUNTERCHECKED:
            spot = QRectF(middle.x() + label_px / 2 + 4, middle.y() - 6, 12, 12)
            icons.paint(painter, "check-circle", spot, self._theme.token("text_second"))

    def _picture(self, record: PageRow) -> QImage | None:
        if record.picture is None or not self.inverted:
            return record.picture
        key = record.picture.cacheKey()
        if key not in self._inverted_pictures:
            if len(self._inverted_pictures) > _INVERTED_KEPT:
                self._inverted_pictures.clear()
            dark, light = self._theme.token("page_inverted"), self._theme.token("page_inverted_text")
            self._inverted_pictures[key] = inverted(record.picture, dark, light)
        return self._inverted_pictures[key]
