"""Counterchecks as a window asks for them: of a page or of a passage, said or withdrawn, with what is told afterwards."""

from __future__ import annotations

from PySide6.QtCore import QObject

from reviewer.i18n import tr
from reviewer.model.changes import Changes
from reviewer.model.ids import DocumentId, PassageId
from reviewer.model.overview import MarkedPassage
from reviewer.services import commands
from reviewer.ui.case.case_desk import CaseDesk
from reviewer.ui.case.covered import Covered
from reviewer.ui.case.wishes import Wishes
from reviewer.ui.problems import Problems


class Counterchecking(QObject):
    """The acts of whoever checks what others marked.

    Attributes:
        covered: What is opened and counterchecked by now.

    """

    def __init__(self, desk: CaseDesk, covered: Covered, wishes: Wishes, problems: Problems) -> None:
        super().__init__(covered)
        self.covered = covered
        self._desk = desk
        self._wishes = wishes
        self._problems = problems
        self._asking = False

    def has_checked(self, document: str | None, page: int, passage: str | None = None) -> bool:
        """Tell whether the reviewer at work has counterchecked a page (from 0) or a passage, and it still counts."""
        found = self.covered.own_countercheck(document, page, passage)
        if found is None or document is None:
            return False
        meant = self._desk.rows.index.on_page(DocumentId(document), page) if passage is None else ()
        return bool(found.covers) or (passage is None and not list(meant))

    def has_passage(self, marked: MarkedPassage) -> bool:
        """Tell whether the reviewer at work has counterchecked a passage, and it still counts."""
        return self.has_checked(marked.passage.document, marked.passage.anchor.page, marked.passage.id)

    def switch_passage(self, marked: MarkedPassage) -> None:
        """Countercheck a passage, or take that back."""
        self.switch(marked.passage.document, marked.passage.anchor.page, marked.passage.id)

    def switch(self, document: DocumentId, page: int, passage: PassageId | None = None) -> None:
        """Countercheck a page (from 0), or one passage, or take that back; while one is on its way nothing else is asked."""
        if self._asking:
            return
        if self.has_checked(document, page, passage):
            act, told = commands.withdraw_countercheck, tr("Countercheck withdrawn")
        elif passage is None:
            act, told = commands.countercheck, tr("Page counterchecked by {name}")
        else:
            act, told = commands.countercheck, tr("Passage counterchecked by {name}")
        made = act(self._desk.session, document=document, page=page, passage=passage)
        words = told.format(name=self._desk.session.reviewer.name)
        self._asking = True

        def done(_changes: Changes) -> None:
            self._asking = False
            self._wishes.offer_undo(words)

        def failed(error: BaseException) -> None:
            self._asking = False
            self._problems.report(error)
            self.covered.changed.emit(document, (page,))  # a menu ticked it already

        self._desk.tasks.deliver(made, done, failed, owner=self, told_late=True)
