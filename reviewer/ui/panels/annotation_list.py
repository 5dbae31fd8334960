"""The list of a document's annotations, made with other programs, and the button that takes them into the case."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QMenu,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from reviewer.i18n import tr, trn
from reviewer.model.neutral import inserted
from reviewer.services.reading_annotations import ListedAnnotation
from reviewer.ui.controls import read_only
from reviewer.ui.controls.plain_lines import break_lines, draw_lines
from reviewer.ui.controls.row_paint import paint_surface, row_rect
from reviewer.ui.look import labels
from reviewer.ui.look.theme import Theme
from reviewer.ui.models.annotation_model import AnnotationModel, kind_words, said_words
from reviewer.ui.models.node_model import RECORD

_LEFT_PX, _RIGHT_PX = 12, 12
_LINE_PX = 17
_TEXT_LINES = 2
_GAP_PX = 8
_HEIGHT_PX = 8 + _LINE_PX * (2 + _TEXT_LINES) + 8


class AnnotationList(QWidget):
    """The list with its button.

    Signals:
        place_requested: Show where an `Annotation` is.
        take_requested: Take these annotations (a tuple of `Annotation`) into the case.

    """

    place_requested = Signal(object)
    take_requested = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._writable = True
        self._trouble = labels.label(role="attention", wrap=True)
        self._trouble.setContentsMargins(12, 0, 12, 4)
        self._trouble.hide()
        self.model = AnnotationModel()
        self.list = self._make_list(theme)
        self.take_button = QPushButton()
        self.take_button.clicked.connect(self._on_button_clicked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._trouble)
        column.addWidget(self.list, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(12, 8, 12, 8)
        foot.addWidget(self.take_button)
        column.addLayout(foot)
        self._name_button()

    def set_writable(self, writable: bool) -> None:
        """Switch taking on, or off with the reason."""
        self._writable = writable
        self._name_button()

    def show_annotations(self, listed: Sequence[ListedAnnotation], page_labels: Sequence[str]) -> None:
        """Show the annotations that are known by now."""
        self.model.show(listed, page_labels)
        self._name_button()

    def tell(self, trouble: str) -> None:
        """Say why the list is not complete; "" where it is."""
        self._trouble.setText(trouble)
        self._trouble.setVisible(bool(trouble))

    def menu(self) -> QMenu | None:
        """Make the menu of the rows that are chosen; None where none is."""
        chosen = tuple(one.annotation for one in self._chosen())
        if not chosen:
            return None
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        words = trn("Take into the case", "Take {count} into the case", len(chosen)).format(count=len(chosen))
        take = menu.addAction(words)
        take.setEnabled(self._writable)
        take.triggered.connect(lambda: self.take_requested.emit(chosen))
        if not self._writable:
            read_only.tell_in_menu(menu)
        return menu

    def _on_list_menu_requested(self, point: QPoint) -> None:
        menu = self.menu()
        if menu is not None:
            menu.popup(self.list.viewport().mapToGlobal(point))

    def _chosen(self) -> list[ListedAnnotation]:
        rows = sorted(self.list.selectionModel().selectedRows(), key=QModelIndex.row)
        return [record for row in rows if isinstance(record := row.data(RECORD), ListedAnnotation)]

    def _make_list(self, theme: Theme) -> QListView:
        made = QListView()
        made.setFrameShape(QFrame.Shape.NoFrame)
        made.setModel(self.model)
        made.setItemDelegate(_Delegate(theme, self.model, made))
        made.setUniformItemSizes(True)  # thousands of rows are laid out at once
        made.setMouseTracking(True)
        made.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        made.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        made.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        labels.name(made, tr("Annotations"))
        made.customContextMenuRequested.connect(self._on_list_menu_requested)
        made.clicked.connect(self._on_list_taken)
        made.activated.connect(self._on_list_taken)
        return made

    def _on_button_clicked(self) -> None:
        self.take_requested.emit(tuple(one.annotation for one in self.model.listed))

    def _on_list_taken(self, index: QModelIndex) -> None:
        record = index.data(RECORD)
        if isinstance(record, ListedAnnotation):
            self.place_requested.emit(record.annotation)

    def _name_button(self) -> None:
        count = len(self.model.listed)
        self.take_button.setVisible(count > 0)
        self.take_button.setText(tr("Take into the case"))
        words = trn(
            "Makes a passage of it, with its author, date and comment in the note. It is not taken twice.",
            "Makes a passage of each of the {count}, with author, date and comment in the note. None is taken twice.",
            count,
        ).format(count=count)
        read_only.tell_at(self.take_button, words, writable=self._writable)
        labels.name(self.take_button, self.take_button.text(), words if self._writable else read_only.why())


class _Delegate(QStyledItemDelegate):
    """Paints kind and page, who and when, and what was said. Text goes through QPainter.drawText alone, always plain."""

    def __init__(self, theme: Theme, model: AnnotationModel, view: QListView) -> None:
        super().__init__(view)
        self._theme = theme
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(round(row_rect(option).width()), _HEIGHT_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        record = index.data(RECORD)
        if not isinstance(record, ListedAnnotation):
            return
        painter.save()
        paint_surface(painter, self._theme, option)
        rect = row_rect(option)
        if index.row():
            painter.fillRect(QRectF(rect.left(), rect.top(), rect.width(), 1), self._theme.token("separator"))
        left, width, top = rect.left() + _LEFT_PX, rect.width() - _LEFT_PX - _RIGHT_PX, rect.top() + 8
        font = self._theme.font("second")
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(self._theme.token("text_second"))
        remark = record.annotation.remark
        for at_left, at_right in (
            (kind_words(record.annotation), self._model.page_words(record)),
            (inserted(remark.author), inserted(remark.day)),
        ):
            if at_left or at_right:
                _paint_line(painter, metrics, QRectF(left, top, width, _LINE_PX), at_left, at_right)
                top += _LINE_PX
        base = self._theme.font("base")
        painter.setFont(base)
        painter.setPen(self._theme.token("text"))
        said = break_lines(said_words(record), base, width, most=_TEXT_LINES)
        draw_lines(painter, said, QPointF(left, top), width, _LINE_PX)
        painter.restore()


def _paint_line(painter: QPainter, metrics: QFontMetricsF, rect: QRectF, at_left: str, at_right: str) -> None:
    """Paint what stands at the right of a line whole where there is room, and of the rest what fits."""
    last = metrics.elidedText(at_right, Qt.TextElideMode.ElideRight, rect.width())
    taken = metrics.horizontalAdvance(last)
    first = metrics.elidedText(at_left, Qt.TextElideMode.ElideRight, rect.width() - taken - _GAP_PX)
    single = int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextSingleLine)
    painter.drawText(rect, single | int(Qt.AlignmentFlag.AlignRight), last)
    painter.drawText(rect, single | int(Qt.AlignmentFlag.AlignLeft), first)
