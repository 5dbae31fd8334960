"""Which of the annotations in a list are not in the case yet: what its button offers.

Owns the going through them: some tens of thousands there may be, so it is done a few at a time, anew whenever the case changes.
"""

from __future__ import annotations

from itertools import islice

from PySide6.QtCore import QObject, QTimer, Signal

from reviewer.services.annotations.reading_annotations import ListedAnnotation
from reviewer.ui.models.annotation_model import AnnotationModel

AT_ONCE = 400
"""So many are looked at in one turn of the event loop: a few milliseconds."""


class Untaken(QObject):
    """What of a list is not in the case yet.

    Signals:
        known: All have been looked at.

    """

    known = Signal()

    def __init__(self, model: AnnotationModel, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self._at = 0
        self._taken = 0
        self._left: list[ListedAnnotation] = []
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._go_on)

    @property
    def is_known(self) -> bool:
        """Whether all have been looked at."""
        return self._at == len(self._model.listed)

    @property
    def left(self) -> tuple[ListedAnnotation, ...]:
        """Those that are not in the case; while not all have been looked at, or none is taken, just all."""
        return tuple(self._left) if self.is_known and self._taken else tuple(self._model.listed)

    def look_again(self) -> None:
        """Begin anew: the case or the document is another."""
        self._at = self._taken = 0
        self._left.clear()
        self.look_on()

    def look_on(self) -> None:
        """Look at what came at the end of the list; a short one at once."""
        if len(self._model.listed) - self._at <= AT_ONCE:
            self._look()
        else:
            self._soon.start()

    def _go_on(self) -> None:
        self._look()
        if self.is_known:
            self.known.emit()
        else:
            self._soon.start()

    def _look(self) -> None:
        for one in islice(self._model.listed, self._at, self._at + AT_ONCE):
            self._at += 1
            if self._model.is_taken(one):
                self._taken += 1
            else:
                self._left.append(one)
