"""What can be done with verdicts and elements from the window: setting one, and cutting a claim's words into elements."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from reviewer.desk.standings import standings
from reviewer.i18n import tr
from reviewer.model.claim import Words
from reviewer.model.desk import Desk
from reviewer.model.ids import ClaimId
from reviewer.model.neutral import inserted
from reviewer.model.overview import ClaimOverview
from reviewer.services.commands.desk.elements import add_element
from reviewer.services.commands.desk.verdicts import set_verdict
from reviewer.ui.case.case_parts import CaseParts
from reviewer.ui.controls.sheet import show_until_kept
from reviewer.ui.dialogs.verdict_dialog import VerdictDialog
from reviewer.ui.panels.claims.claims_view import ClaimsView


class VerdictActs(QObject):
    """Dialogs and wishes around verdicts and elements."""

    def __init__(self, parts: CaseParts, claims: ClaimsView, over: QWidget) -> None:
        super().__init__(over)
        self._parts, self._over = parts, over
        claims.claim_wished.connect(self.wish)
        claims.element_wished.connect(self.cut)

    def wish(self, name: str, identity: str) -> None:
        """Ask for a verdict where that is what is wished; all else is other acts' business."""
        claim = self._parts.desk.rows.claim(identity)
        if name != "verdict" or claim is None:
            return
        if self._parts.desk.read_only:
            self._parts.problems.tell_read_only()
            return
        reading = self._parts.desk.session.read(lambda case: case.desk.load())
        self._parts.desk.tasks.deliver(reading, lambda desk: self._ask(claim, desk), self._parts.problems.report, owner=self)

    def cut(self, claim: str, words: Words) -> None:
        """Make an element of words of a claim."""
        known = self._parts.desk.rows.claim(claim)
        if known is None:
            return
        if self._parts.desk.read_only:
            self._parts.problems.tell_read_only()
            return
        said = known.claim.text[words.start : words.end]
        told = tr("“{words}” is an element now").format(words=inserted(said))
        made = add_element(self._parts.desk.session, claim=ClaimId(claim), words=words)
        self._parts.wishes.ask(made, lambda _: self._parts.wishes.offer_undo(told))

    def _ask(self, claim: ClaimOverview, desk: Desk) -> None:
        rows = self._parts.desk.rows
        standing = standings(rows.claims, desk).get(claim.claim.id)
        if standing is None:
            return
        dialog = VerdictDialog(
            self._parts.theme,
            claim,
            standing,
            desk.history(claim.claim.id),
            elements=len(rows.elements(claim.claim.id)),
            owner=self._over,
        )

        def ask(kept: Callable[[], None], refused: Callable[[], None]) -> None:
            made = set_verdict(self._parts.desk.session, claim=claim.claim.id, verdict=dialog.verdict, reason=dialog.reason)
            self._parts.wishes.ask(made, lambda _: kept(), refused)

        show_until_kept(dialog, ask)
