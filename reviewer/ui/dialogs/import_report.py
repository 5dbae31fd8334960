"""Says what became of every file that was to be added: added, known already, or refused, with the reason and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QPushButton, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from reviewer.i18n import tr, trn
from reviewer.model.neutral import inserted, one_line
from reviewer.services.adding.importing import ImportResult, ImportStatus
from reviewer.services.events import ImportProgress
from reviewer.ui.controls.clipboard import copy_text
from reviewer.ui.controls.plain_lines import break_lines, draw_lines
from reviewer.ui.controls.row_paint import paint_surface, row_rect
from reviewer.ui.controls.sheet import Sheet
from reviewer.ui.look import icons, labels
from reviewer.ui.look.readable import path_words
from reviewer.ui.look.theme import Theme
from reviewer.ui.look.trouble_words import joined
from reviewer.ui.models.node_model import RECORD, Node, NodeModel

_MOST_NAMED = 5
"""Files named in a sentence."""
_ORDER = (ImportStatus.REFUSED, ImportStatus.KNOWN, ImportStatus.ADDED)


class ReportModel(NodeModel):
    """One row a file."""

    def describe(self, record: object, role: int) -> object:
        """File, what became of it, reason and hint as one sentence."""
        if isinstance(record, ImportResult) and role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{inserted(record.path.name)}: {status_words(record.status)}. {joined(record.reason, record.hint)}".strip()
        return None


class ImportReport(Sheet):
    """The report; refused files first, and damaged ones and those in part before the others that were added."""

    def __init__(
        self, theme: Theme, results: Sequence[ImportResult], passed_over: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, tr("What became of your files"), parent=parent)
        self.setMinimumWidth(560)
        ordered = sorted(results, key=lambda one: (_ORDER.index(one.status), not (one.damaged or one.is_in_part)))
        self.add_text(summary(results, passed_over), role="body")
        view = QListView()
        view.setProperty("surface", "base")
        view.setMinimumHeight(min(360, 60 * len(ordered) + 8))
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        view.setResizeMode(QListView.ResizeMode.Adjust)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.model = ReportModel(view)
        self.model.patch([Node(str(at), one) for at, one in enumerate(ordered)])
        view.setModel(self.model)
        view.setItemDelegate(_ReportDelegate(theme, view))
        labels.name(view, tr("Files"))
        self.body.addWidget(view, 1)
        copy = QPushButton(tr("Copy report"))
        copy.clicked.connect(lambda: copy_text(report_text(ordered)))
        self.foot.insertWidget(0, copy)


def status_words(status: ImportStatus) -> str:
    """Return what a status is called."""
    return {
        ImportStatus.ADDED: tr("Added"),
        ImportStatus.KNOWN: tr("Already in the case"),
        ImportStatus.REFUSED: tr("Not added"),
    }[status]


def summary(results: Sequence[ImportResult], passed_over: str = "") -> str:
    """Return how many were added, known and refused, and what was passed over, as the import says it."""
    counts = {status: sum(one.status is status for one in results) for status in ImportStatus}
    added, known, refused = (counts[one] for one in (ImportStatus.ADDED, ImportStatus.KNOWN, ImportStatus.REFUSED))
    parts = [trn("{count} document added", "{count} documents added", added).format(count=added)]
    if known:
        parts.append(trn("{count} was already in the case", "{count} were already in the case", known).format(count=known))
    if refused:
        parts.append(trn("{count} not added", "{count} not added", refused).format(count=refused))
    return " · ".join([*parts, *([passed_over] if passed_over else [])])


def loss_words(results: Sequence[ImportResult], at: ImportProgress) -> str:
    """Return what an import has brought so far and what it has not, in a sentence."""
    refused = [one.path for one in results if one.status is ImportStatus.REFUSED]
    known = {one.path for one in results}
    missing = [*refused, *(one for one in at.left if one not in known)]
    inside = len(results) - len(refused)
    total = max(at.total, inside + len(missing))
    names = ", ".join(path_words(Path(one.name)) for one in missing[:_MOST_NAMED])
    rest = tr(" and others") if total - inside > min(len(missing), _MOST_NAMED) else ""
    there = trn("{count} of {total} files is in", "{count} of {total} files are in", inside).format(count=inside, total=total)
    left = trn("{count} is not", "{count} are not", total - inside).format(count=total - inside)
    return f"{there}; {left}: {names}{rest}"


def report_text(results: Sequence[ImportResult]) -> str:
    """Return the report as lines: status, file, reason, hint."""
    return "\n".join(f"{status_words(one.status)}\t{one.path}\t{one.reason}\t{one.hint}".rstrip() for one in results)


class _ReportDelegate(QStyledItemDelegate):
    """Paints a file's name, what became of it, and the sentences below."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        width = self._view.viewport().width()
        record = index.data(RECORD)
        lines = len(self._sentences(record, width)) if isinstance(record, ImportResult) else 0
        return QSize(width, 8 + 20 + 16 * lines + 8)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        record = index.data(RECORD)
        if not isinstance(record, ImportResult):
            return
        painter.save()
        paint_surface(painter, self._theme, option)
        rect = row_rect(option)
        refused = record.status is ImportStatus.REFUSED
        icon, colour = ("warning", "attention") if refused else ("check-circle", "accent")
        icons.paint(painter, icon, QRectF(rect.left() + 10, rect.top() + 10, 16, 16), self._theme.token(colour))
        painter.setFont(self._theme.font())
        painter.setPen(self._theme.token("text"))
        left, room = rect.left() + 34, rect.width() - 44
        words = status_words(record.status)
        status_px = painter.fontMetrics().horizontalAdvance(words)
        shown = painter.fontMetrics().elidedText(
            one_line(record.path.name), Qt.TextElideMode.ElideMiddle, int(room - status_px - 16)
        )
        middle = int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextSingleLine)
        line = QRectF(left, rect.top() + 8, room, 20)
        painter.drawText(line, middle, shown)
        painter.setPen(self._theme.token("attention" if refused else "text_second"))
        painter.drawText(line, middle | int(Qt.AlignmentFlag.AlignRight), words)
        painter.setFont(self._theme.font("second"))
        painter.setPen(self._theme.token("text_second"))
        draw_lines(painter, self._sentences(record, rect.width()), QPointF(left, rect.top() + 28), room, 16)
        painter.restore()

    def _sentences(self, record: ImportResult, width: float) -> list[str]:
        return break_lines(joined(record.reason, record.hint), self._theme.font("second"), width - 44)
