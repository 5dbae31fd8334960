"""Says that processes which read documents ended by themselves and are started anew: once for all that ended together.

Owns that sentence. A process may be ended by the system where memory is short, and then often many are at once.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from reviewer.i18n import trn
from reviewer.model.neutral import inserted
from reviewer.ui.case.case_rows import CaseRows
from reviewer.ui.case.opening import Opening
from reviewer.ui.problems import Problems

TOGETHER_MS = 400
"""Ends as long after each other are told as one; within a second the person knows."""


class RestartNotice(QObject):
    """Tells a window's person why a page was away for a moment, or that something happened to a document that nobody touched."""

    def __init__(self, opening: Opening, rows: CaseRows, problems: Problems, parent: QObject) -> None:
        super().__init__(parent)
        self._rows, self._problems = rows, problems
        self._ended: dict[str, str] = {}
        self._together = QTimer(self, singleShot=True, interval=TOGETHER_MS)
        self._together.timeout.connect(self._say)
        opening.restarted.connect(self._on_restarted)

    def _on_restarted(self, document: str) -> None:
        found = self._rows.document(document)
        if found is not None:
            self._ended[document] = found.name
            if not self._together.isActive():
                self._together.start()

    def _say(self) -> None:
        names, self._ended = tuple(self._ended.values()), {}
        said = trn(
            "The process that reads {name} ended by itself, and is started anew. Nothing is lost.",
            "The processes that read {count} documents ended by themselves, and are started anew. Nothing is lost.",
            len(names),
        )
        self._problems.toast(said.format(name=inserted(names[0]), count=len(names)))
