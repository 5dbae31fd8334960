"""Asks which passage: type to filter by its words, its document or its page; Enter takes it."""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from reviewer.i18n import tr
from reviewer.model.ids import PassageId
from reviewer.ui.case.case_rows import CaseRows
from reviewer.ui.dialogs.choice import Choice
from reviewer.ui.dialogs.chooser import Chooser
from reviewer.ui.look import readable
from reviewer.ui.look.theme import Theme
from reviewer.ui.models.evidence_model import PassageRow

_MOST_SHOWN = 90


class PassagePicker(Chooser):
    """The list of passages, but those named in `without`; `take` is told the one taken."""

    def __init__(
        self,
        theme: Theme,
        rows: CaseRows,
        *,
        title: str,
        without: Collection[PassageId] = (),
        take: Callable[[PassageId], None],
        parent: QWidget,
    ) -> None:
        choices = [self._choice(rows, one) for one in rows.passages if one not in without]
        nothing = tr("No passage says that. Mark one on its page first.")
        super().__init__(theme, title=title, placeholder=tr("Find a passage"), choices=choices, nothing=nothing, parent=parent)
        self.taken.connect(lambda key, _typed: take(PassageId(key)))

    def open_over(self, view: QWidget) -> None:
        """Show it in the upper part of a widget."""
        self.open_below(view.mapToGlobal(QPoint(view.width() // 2, min(96, view.height() // 6))))

    @staticmethod
    def _choice(rows: CaseRows, passage: PassageId) -> Choice:
        marked = rows.passages[passage]
        row = PassageRow.of(marked, None, rows.document(marked.passage.document), 1)
        place = readable.place_words(row.document_name, row.page)
        return Choice(passage, readable.shortened(readable.quote_words(marked), _MOST_SHOWN), after=place, also=place)
