"""A list of places in the case: claims, facts, passages. Enter goes to one, Delete asks to take it off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from reviewer.model.ids import PassageId
from reviewer.model.neutral import one_line
from reviewer.ui.case.case_rows import CaseRows
from reviewer.ui.look import labels, readable
from reviewer.ui.models.evidence_model import PassageRow

_PLACE = Qt.ItemDataRole.UserRole
_MOST_SHOWN = 110


@dataclass(frozen=True, slots=True)
class ListedPlace:
    """One row: what sort of record it is ("claim", "passage", "fact"), its id, and its words."""

    kind: str
    id: str
    words: str


class PlaceList(QListWidget):
    """The list. `taken` and `removal_wished` carry a `ListedPlace`."""

    taken = Signal(object)
    removal_wished = Signal(object)

    def __init__(self, name: str, described: str = "") -> None:
        super().__init__()
        labels.name(self, name, described)
        self.setMinimumHeight(64)
        self.itemDoubleClicked.connect(self._take)

    def sizeHint(self) -> QSize:
        """Qt's override: three rows, and more where there is room."""
        return QSize(400, 110)

    @property
    def places(self) -> tuple[ListedPlace, ...]:
        """What is listed."""
        return tuple(self.item(row).data(_PLACE) for row in range(self.count()))

    def show_places(self, places: Sequence[ListedPlace]) -> None:
        """List places in place of those before."""
        if tuple(places) == self.places:
            return
        row = self.currentRow()
        self.clear()
        for one in places:
            item = QListWidgetItem(one_line(one.words))
            item.setData(_PLACE, one)
            self.addItem(item)
        if places:
            self.setCurrentRow(max(0, min(row, len(places) - 1)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's override."""
        item = self.currentItem()
        if item is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(item)
        elif item is not None and event.key() == Qt.Key.Key_Delete:
            self.removal_wished.emit(item.data(_PLACE))
        else:
            super().keyPressEvent(event)

    def _take(self, item: QListWidgetItem) -> None:
        self.taken.emit(item.data(_PLACE))


def claim_place(rows: CaseRows, claim: str) -> ListedPlace | None:
    """Return the row of a claim; None where it is not there."""
    one = rows.claim(claim)
    return (
        None if one is None else ListedPlace("claim", claim, f"{one.number}  {readable.shortened(one.claim.text, _MOST_SHOWN)}")
    )


def passage_place(rows: CaseRows, passage: str) -> ListedPlace | None:
    """Return the row of a passage; None where it is not there."""
    marked = rows.passages.get(PassageId(passage))
    if marked is None:
        return None
    row = PassageRow.of(marked, None, rows.document(marked.passage.document), 1)
    place = readable.place_words(row.document_name, row.page)
    return ListedPlace("passage", passage, f"{readable.shortened(readable.quote_words(marked), _MOST_SHOWN)}  ·  {place}")
