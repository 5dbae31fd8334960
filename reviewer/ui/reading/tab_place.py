"""Where a document is read: remembered in the case, or for this computer where the case cannot hold it.

A case that can only be read holds nothing, and one from elsewhere nothing before a person changed something in it.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from reviewer.model.ids import DocumentId
from reviewer.model.overview import ReadingPlace
from reviewer.ui.case.case_desk import CaseDesk


class TabPlace(QObject):
    """The reading place of one tab.

    Attributes:
        here: The place that this computer is to remember; None where the case does.

    Signals:
        changed: `here` is another place.

    """

    changed = Signal()

    def __init__(self, desk: CaseDesk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self.here: ReadingPlace | None = None

    def keep(self, document: DocumentId | None, place: ReadingPlace | None) -> None:
        """Remember a place, unless there is none or the document is not in the case yet."""
        if document is None or place is None or self._desk.session.closing.is_set():
            return
        if self._desk.read_only:
            self._set(place)
            return
        if self.here is not None:  # the case did not hold the last one; should it hold this one, that is heard in a moment
            self._set(place)
        writing = self._desk.session.write(lambda case: case.set_reading_place(document, place), background=True)
        self._desk.tasks.deliver(writing, lambda kept: self._set(None if kept else place), owner=self)

    def _set(self, place: ReadingPlace | None) -> None:
        if place != self.here:
            self.here = place
            self.changed.emit()
