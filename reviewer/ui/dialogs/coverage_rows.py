"""The table of the coverage sheet: a row a document, with its pages as a strip, sorted by whichever column's head is clicked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableWidget, QTableWidgetItem

from reviewer.exporters.forms.table import defused
from reviewer.i18n import tr
from reviewer.model.coverage import DocumentCoverage, PageState
from reviewer.model.neutral import one_line
from reviewer.ui.controls.row_paint import row_rect
from reviewer.ui.look import labels
from reviewer.ui.look.theme import Theme

_STRIP = 1
"""The column of the strip."""

_STRIP_PX, _NAME_PX = 120, 180
"""Logical pixels of the strip, and those that a document's name has at least where there is any room."""

_LESS_NEEDED = (6, 3, _STRIP, 4)
"""Columns that are left out where there is no room, in this order: time, only found, the strip, marked."""

_COVERED = Qt.ItemDataRole.UserRole
_TO_0_AND_1 = {state: bytes(int(bool(known & state)) for known in range(256)) for state in (PageState.OPENED, PageState.MARKED)}


class CoverageRows(QTableWidget):
    """The table.

    Signals:
        chosen: Enter, or a double click: the row's `DocumentCoverage`.
        stood: It stands on another row.

    """

    chosen = Signal(object)
    stood = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(0, len(_heads()))
        self.setHorizontalHeaderLabels(_heads())
        labels.name(self, tr("Coverage by document"), tr("Enter reads the first page that nobody has opened"))
        self.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(_STRIP, QHeaderView.ResizeMode.Fixed)
        head.setMinimumSectionSize(56)
        self.setColumnWidth(_STRIP, _STRIP_PX)
        self.setItemDelegateForColumn(_STRIP, _Strip(theme, self))
        self.setMinimumHeight(120)
        self.itemSelectionChanged.connect(self.stood)
        self.cellDoubleClicked.connect(lambda _row, _column: self._choose())

    def sizeHint(self) -> QSize:
        """Qt's override."""
        return QSize(940, 300)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's override: on a small screen columns give way to the names of documents; what is copied has them all."""
        super().resizeEvent(event)
        self._fit_columns()

    def _fit_columns(self) -> None:
        head = self.horizontalHeader()
        needed = {column: max(head.sectionSizeHint(column), self.sizeHintForColumn(column)) for column in range(1, len(_heads()))}
        needed[_STRIP] = _STRIP_PX
        for column in needed:
            self.setColumnHidden(column, False)
        for column in _LESS_NEEDED:
            if sum(needed.values()) + _NAME_PX <= self.viewport().width():
                break
            self.setColumnHidden(column, True)
            needed.pop(column)

    @property
    def current(self) -> DocumentCoverage | None:
        """The document that the table stands on."""
        item = self.item(self.currentRow(), 0)
        found = item.data(_COVERED) if item is not None else None
        return found if isinstance(found, DocumentCoverage) else None

    def show_documents(self, documents: Sequence[DocumentCoverage]) -> None:
        """Show the coverage of documents; it stands on the one that it stood on, else on the first that has unopened pages."""
        stood = self.current
        head = self.horizontalHeader()
        order = head.sortIndicatorSection(), head.sortIndicatorOrder()
        self.blockSignals(True)
        self.setSortingEnabled(False)
        self.setRowCount(len(documents))
        for row, one in enumerate(documents):
            name = QTableWidgetItem(one_line(one.document.name))
            name.setData(_COVERED, one)
            self.setItem(row, 0, name)
            strip = QTableWidgetItem()
            strip.setData(_COVERED, one)
            strip.setData(Qt.ItemDataRole.AccessibleTextRole, tr("{count} not opened").format(count=len(one.unopened)))
            self.setItem(row, _STRIP, strip)
            for column, (number, words) in enumerate(_numbers(one), start=_STRIP + 1):
                self.setItem(row, column, _Count(number, words))
        self._fit_columns()
        head.setSortIndicator(*(order if stood is not None else (-1, Qt.SortOrder.AscendingOrder)))
        self.setSortingEnabled(True)
        self.blockSignals(False)
        wanted = stood.document.id if stood else next((one.document.id for one in documents if one.unopened), None)
        rows = (row for row in range(self.rowCount()) if self._covered(row).document.id == wanted)
        if documents:
            self.setCurrentCell(next(rows, 0), 0)

    def as_text(self) -> str:
        """Return the rows as they are sorted, with tabs; no cell is one that a spreadsheet would run."""
        heads = [head for column, head in enumerate(_heads()) if column != _STRIP]
        found = [self._covered(row) for row in range(self.rowCount())]
        rows = [[defused(one_line(one.document.name)), *(words for _, words in _numbers(one))] for one in found]
        return "\n".join("\t".join(cells) for cells in [heads, *rows])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's override: Enter reads on in the document."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose()
            return
        super().keyPressEvent(event)

    def _choose(self) -> None:
        if self.current is not None:
            self.chosen.emit(self.current)

    def _covered(self, row: int) -> DocumentCoverage:
        item = self.item(row, 0)
        found = item.data(_COVERED) if item is not None else None
        assert isinstance(found, DocumentCoverage)
        return found


class _Count(QTableWidgetItem):
    """A number in words, sorted by the number."""

    def __init__(self, number: int, words: str) -> None:
        super().__init__(words)
        self.number = number
        self.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def __lt__(self, other: QTableWidgetItem) -> bool:
        return self.number < other.number if isinstance(other, _Count) else super().__lt__(other)


class _Strip(QStyledItemDelegate):
    """Paints a document's pages from left to right: filled where they were opened, ticked below where something is marked."""

    def __init__(self, theme: Theme, parent: QTableWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Qt's override."""
        super().paint(painter, option, index)
        one = index.data(_COVERED)
        if not isinstance(one, DocumentCoverage) or not one.states:
            return
        rect = row_rect(option)
        strip = QRectF(rect.left() + 8, rect.center().y() - 5, rect.width() - 16, 10)
        painter.save()
        painter.fillRect(strip, self._theme.token("base"))
        opened, marked = (one.states.translate(_TO_0_AND_1[state]) for state in (PageState.OPENED, PageState.MARKED))
        count, columns = len(one.states), max(1, min(len(one.states), int(strip.width())))
        for column in range(columns):
            first, last = column * count // columns, max((column + 1) * count // columns, column * count // columns + 1)
            left, width = strip.left() + column * strip.width() / columns, strip.width() / columns
            share = opened.count(1, first, last) / (last - first)
            if share:
                colour = QColor(self._theme.token("accent"))
                colour.setAlphaF(0.25 + 0.45 * share)
                painter.fillRect(QRectF(left, strip.top(), width, strip.height()), colour)
            if marked.count(1, first, last):
                painter.fillRect(QRectF(left, strip.bottom() - 3, width, 3), self._theme.token("text_second"))
        painter.setPen(self._theme.token("field_edge"))
        painter.drawRect(strip)
        painter.restore()


def _heads() -> list[str]:
    return [tr("Document"), tr("Pages"), tr("Opened"), tr("Only found"), tr("Marked"), tr("Counterchecked"), tr("Time")]


def _numbers(one: DocumentCoverage) -> list[tuple[int, str]]:
    """Return what stands behind the strip: numbers to sort by, and their words."""
    opened = one.count(PageState.OPENED)
    counts = one.only_found, one.count(PageState.MARKED), one.count(PageState.COUNTERCHECKED)
    seconds = round(one.shown_ms / 1000)
    return [
        (opened, tr("{count} of {all}").format(count=opened, all=len(one.states))),
        *((count, str(count)) for count in counts),
        (seconds, f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"),
    ]
