"""Where a document is read: remembered in the case, and for this computer, which alone knows where the case cannot hold it.

A case that can only be read holds nothing, and one from elsewhere nothing before a person changed something in it.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from reviewer.model.ids import DocumentId
from reviewer.model.overview import ReadingPlace
from reviewer.ui.case.case_desk import CaseDesk


class TabPlace(QObject):
    """The reading place of one tab.

    Attributes:
        here: The place that this computer is to remember, if there is one.
        held: Whether the case holds it as well.

    Signals:
        changed: `here` is another place that the case does not hold.

    """

    changed = Signal()

    def __init__(self, desk: CaseDesk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self.here: ReadingPlace | None = None
        self.held = False

    def keep(self, document: DocumentId | None, place: ReadingPlace | None) -> None:
        """Remember a place, unless there is none or the document is not in the case yet."""
        if document is None or place is None or self._desk.session.closing.is_set():
            return
        self.here = place
        if self._desk.read_only:
            self._tell(held=False)
        else:
            writing = self._desk.session.write(lambda case: case.set_reading_place(document, place), background=True)
            self._desk.tasks.deliver(writing, lambda held: self._tell(held=held), owner=self)

    def choose(self, told: ReadingPlace | None) -> ReadingPlace | None:
        """Return where to go on, if the case has `told` a place: there, unless this computer knows better or more."""
        here = self.here
        if here is None or (self.held and told is not None and told != replace(here, across=None)):
            return told
        return here

    def _tell(self, *, held: bool) -> None:
        self.held = held
        if not held:
            self.changed.emit()
