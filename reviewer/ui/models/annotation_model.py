"""The annotations of a document as a list. What they say is the document's words and shown plain."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt

from reviewer.i18n import tr
from reviewer.model.annotation import Annotation, AnnotationKind
from reviewer.model.neutral import inserted, one_line
from reviewer.model.quotation import in_quotes
from reviewer.services.annotations.reading_annotations import ListedAnnotation
from reviewer.ui.look import labels
from reviewer.ui.models.node_model import RECORD, Index

_MOST_SHOWN = 1_500
"""Characters of a comment in a tooltip."""


class AnnotationModel(QAbstractListModel):
    """One row an annotation, with a `ListedAnnotation` as its record. More are put at its end at once, however many they are."""

    def __init__(self) -> None:
        super().__init__()
        self._listed: list[ListedAnnotation] = []
        self._page_labels: Sequence[str] = ()
        self.is_taken: Callable[[ListedAnnotation], bool] = lambda _one: False

    @property
    def listed(self) -> Sequence[ListedAnnotation]:
        """The annotations in the list."""
        return self._listed

    def show(self, listed: Sequence[ListedAnnotation], page_labels: Sequence[str]) -> None:
        """Make the list those annotations; pages are called by their labels, and by their numbers where they have none."""
        before = len(self._listed)
        self._page_labels = page_labels
        if before and list(listed[:before]) == self._listed:
            self.add(listed[before:])
            return
        self.beginResetModel()  # another document's: no row stays
        self._listed = list(listed)
        self.endResetModel()

    def add(self, more: Sequence[ListedAnnotation]) -> None:
        """Put annotations at the end; costs what they are, not what is there."""
        if more:
            before = len(self._listed)
            self.beginInsertRows(QModelIndex(), before, before + len(more) - 1)
            self._listed += more
            self.endInsertRows()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Qt's override."""
        return 0 if parent.isValid() else len(self._listed)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Qt's override: an annotation as one sentence; all that was said in the tooltip."""
        if not index.isValid() or index.row() >= len(self._listed):
            return None
        record = self._listed[index.row()]
        if role == RECORD:
            return record
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            taken = tr("taken") if self.is_taken(record) else ""
            what = (kind_words(record.annotation), self.page_words(record), taken)
            parts = (*what, who_words(record), marked_words(record), comment_words(record))
            return ", ".join(one for one in parts if one)
        return labels.escaped(_whole_words(record)) if role == Qt.ItemDataRole.ToolTipRole else None

    def page_words(self, record: ListedAnnotation) -> str:
        """Return which page an annotation is on."""
        page = record.annotation.page
        label = self._page_labels[page] if page < len(self._page_labels) else ""
        return tr("p. {page}").format(page=inserted(label) or page + 1)


def kind_words(annotation: Annotation) -> str:
    """Return what kind of annotation it is, and what is to be known of it besides."""
    words = {
        AnnotationKind.HIGHLIGHT: tr("Highlight"),
        AnnotationKind.UNDERLINE: tr("Underline"),
        AnnotationKind.SQUIGGLY: tr("Wavy underline"),
        AnnotationKind.STRIKE_OUT: tr("Struck out"),
        AnnotationKind.NOTE: tr("Note"),
        AnnotationKind.FREE_TEXT: tr("Text on the page"),
        AnnotationKind.SQUARE: tr("Rectangle"),
        AnnotationKind.CIRCLE: tr("Ellipse"),
        AnnotationKind.DRAWING: tr("Drawing"),
        AnnotationKind.STAMP: tr("Stamp"),
        AnnotationKind.INSERTION: tr("To be inserted"),
        AnnotationKind.OTHER: tr("Comment"),
    }[annotation.kind]
    if annotation.hidden:
        words = tr("{kind}, hidden").format(kind=words)
    return tr("Our pack: {kind}").format(kind=words) if annotation.is_ours else words


def who_words(record: ListedAnnotation) -> str:
    """Return who made it and when, as far as the file says."""
    remark = record.annotation.remark
    return ", ".join(one for one in (inserted(remark.author), inserted(remark.day)) if one)


def comment_words(record: ListedAnnotation) -> str:
    """Return the comment on one line."""
    return one_line(record.annotation.remark.text)


def marked_words(record: ListedAnnotation) -> str:
    """Return the words that it lies upon, in quotation marks."""
    return in_quotes(one_line(record.words)) if record.words else ""


def _whole_words(record: ListedAnnotation) -> str:
    annotation = record.annotation
    said = [marked_words(record), annotation.remark.text, *(one.words for one in annotation.replies)]
    if annotation.is_ours:
        said.insert(0, tr("It looks as what this program writes into the copies of a pack."))
    whole = "\n".join(one for one in said if one)
    return whole if len(whole) <= _MOST_SHOWN else whole[:_MOST_SHOWN] + " …"
