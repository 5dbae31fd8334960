"""The list of a document's annotations, made with other programs, and the button that takes them into the case."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QHeaderView,
    QMenu,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from reviewer.i18n import tr, trn
from reviewer.model.neutral import inserted
from reviewer.services.annotations.reading_annotations import ListedAnnotation
from reviewer.ui.controls import read_only
from reviewer.ui.controls.plain_lines import break_lines, draw_lines
from reviewer.ui.controls.row_paint import paint_surface, row_rect
from reviewer.ui.look import icons, labels
from reviewer.ui.look.theme import Theme
from reviewer.ui.models.annotation_model import AnnotationModel, comment_words, kind_words, marked_words
from reviewer.ui.models.node_model import RECORD
from reviewer.ui.panels.pages.untaken import Untaken

_LEFT_PX, _RIGHT_PX = 12, 12
_LINE_PX = 17
_TEXT_LINES = 3
_COMMENT_LINES = 2
_SWATCH_PX = 10
_CHECK_PX = 12
_GAP_PX = 8
_FEW = 100
"""So many chosen rows are asked whether they are in the case."""

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
        self._to_come = False
        self._trouble = labels.label(role="attention", wrap=True)
        self._trouble.setContentsMargins(12, 0, 12, 4)
        self._trouble.hide()
        self.model = AnnotationModel()
        self.list = self._make_list(theme)
        self._untaken = Untaken(self.model, self)
        self._untaken.known.connect(self._name_button)
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

    def show_annotations(self, listed: Sequence[ListedAnnotation], page_labels: Sequence[str], *, to_come: bool = False) -> None:
        """Show the annotations that are known by now, and say whether more may come."""
        self._to_come = to_come
        self.model.show(listed, page_labels)
        self._untaken.look_again()
        self._name_button()

    def add(self, more: Sequence[ListedAnnotation]) -> None:
        """Show more annotations after those that are there."""
        self.model.add(more)
        self._untaken.look_on()
        self._name_button()

    def show_taken(self, is_taken: Callable[[ListedAnnotation], bool]) -> None:
        """Show which of them are in the case now; asked of the rows in view, and of all by and by."""
        self.model.is_taken = is_taken
        self.list.viewport().update()
        self._untaken.look_again()
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
        take = menu.addAction(_chosen_words(len(chosen)))
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

    def _make_list(self, theme: Theme) -> QTableView:
        """Make the list: a table of one column, since a `QListView` asks for every row anew whenever some come."""
        made = QTableView()
        made.setFrameShape(QFrame.Shape.NoFrame)
        made.setModel(self.model)
        made.setItemDelegate(_Delegate(theme, self.model, made))
        made.horizontalHeader().hide()
        made.horizontalHeader().setStretchLastSection(True)
        made.verticalHeader().hide()
        made.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        made.verticalHeader().setDefaultSectionSize(_HEIGHT_PX)
        made.setShowGrid(False)
        made.setTabKeyNavigation(False)
        made.setMouseTracking(True)
        made.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
        made.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        made.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        made.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        labels.name(made, tr("Annotations"))
        made.customContextMenuRequested.connect(self._on_list_menu_requested)
        made.clicked.connect(self._on_list_taken)
        made.activated.connect(self._on_list_taken)
        made.selectionModel().selectionChanged.connect(self._on_list_selection_changed)
        return made

    def _on_button_clicked(self) -> None:
        self.take_requested.emit(tuple(one.annotation for one in self._chosen() or self._untaken.left))

    def _on_list_selection_changed(self) -> None:
        """Show the one row that is chosen, by click or by keys; where there are several, the page stays."""
        if self._count_chosen() == 1:
            self._on_list_taken(self.list.selectionModel().selectedRows()[0])
        self._name_button()

    def _count_chosen(self) -> int:
        return sum(one.height() for one in self.list.selectionModel().selection().toList())

    def _on_list_taken(self, index: QModelIndex) -> None:
        record = index.data(RECORD)
        if isinstance(record, ListedAnnotation):
            self.place_requested.emit(record.annotation)

    def _name_button(self) -> None:
        chosen, listed = self._count_chosen(), len(self.model.listed)
        there = 0 < chosen <= _FEW and all(map(self.model.is_taken, self._chosen()))
        left = chosen or len(self._untaken.left)
        self.take_button.setVisible(listed > 0)
        if there:
            self.take_button.setText(trn("It is in the case", "They are in the case", chosen))
        elif chosen:
            self.take_button.setText(_chosen_words(chosen))
        elif self._to_come:
            self.take_button.setText(tr("Take the {count} read so far").format(count=left))
        else:
            self.take_button.setText(_all_words(left, listed))
        words = trn(
            "Makes a passage of it, with its author, date and comment in the note. It is not taken twice.",
            "Makes a passage of each of the {count}, with author, date and comment in the note. None is taken twice.",
            left,
        ).format(count=left)
        if there or not left:
            words = tr("Passages lie at their places and say what they say. None is taken twice.")
        read_only.tell_at(self.take_button, words, writable=self._writable)
        self.take_button.setEnabled(self._writable and left > 0 and not there)
        labels.name(self.take_button, self.take_button.text(), words if self._writable else read_only.why())


class _Delegate(QStyledItemDelegate):
    """Paints kind and page, who and when, and what was said of which words. Text goes through drawText alone, always plain."""

    def __init__(self, theme: Theme, model: AnnotationModel, view: QTableView) -> None:
        super().__init__(view)
        self._theme = theme
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(round(row_rect(option).width()), _HEIGHT_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        record = index.data(RECORD)
        if not isinstance(record, ListedAnnotation):
            return
        taken = self._model.is_taken(record)
        painter.save()
        paint_surface(painter, self._theme, option)
        rect = row_rect(option)
        if index.row():
            painter.fillRect(QRectF(rect.left(), rect.top(), rect.width(), 1), self._theme.token("separator"))
        left, width, top = rect.left() + _LEFT_PX, rect.width() - _LEFT_PX - _RIGHT_PX, rect.top() + 8
        font = self._theme.font("second")
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(self._theme.token("hint" if taken else "text_second"))
        remark, page = record.annotation.remark, self._model.page_words(record)
        line = QRectF(left, top, width, _LINE_PX)
        shift = self._paint_swatch(painter, record, line)
        if taken:
            page = tr("taken, {page}").format(page=page)
            check = QRectF(0, 0, _CHECK_PX, _CHECK_PX)
            check.moveCenter(
                QPointF(line.right() - metrics.horizontalAdvance(page) - _GAP_PX / 2 - _CHECK_PX / 2, line.center().y())
            )
            icons.paint(painter, "check", check, self._theme.token("accent"))
        _paint_line(painter, metrics, line.adjusted(shift, 0, 0, 0), kind_words(record.annotation), page, gap=_CHECK_PX * taken)
        top += _LINE_PX
        if remark.author or remark.day:
            line = QRectF(left, top, width, _LINE_PX)
            _paint_line(painter, metrics, line, inserted(remark.author), inserted(remark.day))
            top += _LINE_PX
        self._paint_said(painter, record, QPointF(left, top), width, taken=taken)
        painter.restore()

    def _paint_swatch(self, painter: QPainter, record: ListedAnnotation, line: QRectF) -> float:
        """Paint the annotation's colour at the left of a line, and return how much room that takes."""
        if record.annotation.colour is None:
            return 0.0
        swatch = QRectF(line.left() + 0.5, line.center().y() - _SWATCH_PX / 2, _SWATCH_PX, _SWATCH_PX)
        painter.save()
        painter.setBrush(QColor(record.annotation.colour))
        painter.setPen(QPen(self._theme.token("field_edge"), 1))  # seen on any surface
        painter.drawRect(swatch)
        painter.restore()
        return _SWATCH_PX + 6.0

    def _paint_said(self, painter: QPainter, record: ListedAnnotation, at: QPointF, width: float, *, taken: bool) -> None:
        """Paint the marked words, on one line where a comment follows them."""
        base, comment = self._theme.font("base"), comment_words(record)
        painter.setFont(base)
        marked = break_lines(marked_words(record), base, width, most=1 if comment else _TEXT_LINES)
        said = break_lines(comment, base, width, most=_COMMENT_LINES if marked else _TEXT_LINES)
        painter.setPen(self._theme.token("hint" if taken else "text_second"))
        draw_lines(painter, marked, at, width, _LINE_PX)
        painter.setPen(self._theme.token("hint" if taken else "text"))
        draw_lines(painter, said, QPointF(at.x(), at.y() + len(marked) * _LINE_PX), width, _LINE_PX)


def _all_words(left: int, listed: int) -> str:
    """Return what the button says while no row is chosen."""
    if not left:
        return trn("It is in the case", "All {count} are in the case", listed).format(count=listed)
    if left < listed:
        return trn("Take the other one into the case", "Take the other {count} into the case", left).format(count=left)
    return trn("Take it into the case", "Take all {count} into the case", listed).format(count=listed)


def _chosen_words(count: int) -> str:
    return tr("Take {count} into the case").format(count=count)


def _paint_line(
    painter: QPainter, metrics: QFontMetricsF, rect: QRectF, at_left: str, at_right: str, *, gap: float = 0.0
) -> None:
    """Paint what stands at the right of a line whole where there is room, and of the rest what fits."""
    last = metrics.elidedText(at_right, Qt.TextElideMode.ElideRight, rect.width())
    taken = metrics.horizontalAdvance(last)
    first = metrics.elidedText(at_left, Qt.TextElideMode.ElideRight, rect.width() - taken - _GAP_PX - gap)
    single = int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextSingleLine)
    painter.drawText(rect, single | int(Qt.AlignmentFlag.AlignRight), last)
    painter.drawText(rect, single | int(Qt.AlignmentFlag.AlignLeft), first)
