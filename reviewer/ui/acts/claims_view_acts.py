"""Everything that can be done in the Claims view beyond claims themselves, put together in one place."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QWidget

from reviewer.ui.acts.review_acts import ReviewActs
from reviewer.ui.acts.verdict_acts import VerdictActs
from reviewer.ui.case.case_parts import CaseParts
from reviewer.ui.case.desk_rows import DeskRows
from reviewer.ui.panels.claims.claims_view import ClaimsView
from reviewer.ui.reading.passage_menu import PassageMenu


class ClaimsViewActs(QObject):
    """Verdicts, elements and second persons' reviews, and the menu of a passage with what belongs to them."""

    def __init__(self, parts: CaseParts, rows: DeskRows, claims: ClaimsView, menu: PassageMenu, over: QWidget) -> None:
        super().__init__(over)
        self._claims, self._menu = claims, menu
        self.verdicts = VerdictActs(parts, claims, over)
        self.reviews = ReviewActs(parts, rows, claims, over)
        claims.cite_requested.connect(menu.cite)
        claims.menu_requested.connect(self._popup)

    def _popup(self, point: QPoint, passage: str, claim: str) -> None:
        self._menu.popup(self._claims, point, passage, claim, add=self.reviews.adding(passage, claim))
