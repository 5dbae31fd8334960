"""The marks on one tab's pages, kept as the case has its passages: made on the reader thread where they are many.

Owns those that are asked for and not kept yet. What a mark looks like is `view_marks`' business.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject

from reviewer.model.ids import DocumentId
from reviewer.ui.case.case_desk import CaseDesk
from reviewer.ui.reading.view_marks import DocumentMarks, changed_marks
from reviewer.ui.reading.wanted import Wanted
from reviewer.ui.viewer.page_view import PageView
from reviewer.ui.viewer.view_mark import ViewMark

MOST_AT_ONCE = 200
"""Passages whose marks are made at once on the window's thread: a millisecond or two."""


class TabMarks(QObject):
    """Hands the page view of a tab its marks.

    Args:
        desk: The case.
        view: The page view.
        wanted: What is to be gone to as soon as it is there.
        on_show: Returns the document that the view shows, None while it shows none of the case's.
        parent: As of every `QObject`.

    """

    def __init__(
        self,
        desk: CaseDesk,
        view: PageView,
        wanted: Wanted,
        on_show: Callable[[], DocumentId | None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._view = view
        self._wanted = wanted
        self._on_show = on_show
        self._pending: list[ViewMark] = []
        desk.rows.passages_changed.connect(self._on_rows_passages_changed)

    def add_pending(self, mark: ViewMark) -> None:
        """Show a mark that is asked for and not kept yet."""
        self._pending.append(mark)
        self._view.passages.set_pending(self._pending)

    def drop_pending(self, mark: ViewMark) -> None:
        """Take such a mark away again: it is kept now, or was refused."""
        if mark in self._pending:
            self._pending.remove(mark)
            self._view.passages.set_pending(self._pending)

    def refresh(self) -> None:
        """Show the document's passages as the case has them now."""
        document = self._on_show()
        if document is not None:
            self.show(DocumentMarks(self._desk.rows, document).make())

    def show(self, marks: Sequence[ViewMark]) -> None:
        """Show marks that were made before."""
        self._view.passages.set_marks(marks)
        self._wanted.settle()

    def _on_rows_passages_changed(self, passages: frozenset[str]) -> None:
        document = self._on_show()
        if document is None:
            return
        if len(passages) > MOST_AT_ONCE:
            self._make(document)
        else:
            self._view.passages.change_marks(changed_marks(self._desk.rows, document, passages))
            self._wanted.settle()

    def _make(self, document: DocumentId) -> None:
        """Make all marks on the reader thread, and once more where the case changed meanwhile."""
        marks = DocumentMarks(self._desk.rows, document)

        def done(made: Sequence[ViewMark]) -> None:
            if document != self._on_show():
                return
            if marks.is_current:
                self.show(made)
            else:
                self._make(document)

        self._desk.tasks.deliver(self._desk.session.read(lambda _reader: marks.make()), done, owner=self)
