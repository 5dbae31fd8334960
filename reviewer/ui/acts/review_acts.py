"""What a second person can do with the stances of passages in the window: agree, dispute, comment, and take that back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QWidget

from reviewer.i18n import tr
from reviewer.model.claim import Link
from reviewer.model.ids import LinkId, PassageId
from reviewer.model.overview import MarkedPassage
from reviewer.model.review import Opinion
from reviewer.services.commands.desk.reviews import review_link, withdraw_review
from reviewer.ui.case.case_parts import CaseParts
from reviewer.ui.case.desk_rows import DeskRows
from reviewer.ui.controls.sheet import show_until_kept
from reviewer.ui.dialogs.opinion_dialog import OpinionDialog
from reviewer.ui.look import readable
from reviewer.ui.look.theme import stance_words
from reviewer.ui.panels.claims.claims_view import ClaimsView


class ReviewActs(QObject):
    """Dialogs, wishes and menu rows around reviews of links."""

    def __init__(self, parts: CaseParts, rows: DeskRows, claims: ClaimsView, over: QWidget) -> None:
        super().__init__(over)
        self._parts, self._rows, self._over = parts, rows, over
        claims.review_wished.connect(self.review)

    def review(self, opinion: Opinion, link: str) -> None:
        """Say what the person at work holds of a link; a dispute or a comment is asked for its words."""
        found = self._found(link)
        if self._parts.desk.read_only:
            self._parts.problems.tell_read_only()
        elif opinion is Opinion.AGREE:
            made = review_link(self._parts.desk.session, link=LinkId(link), opinion=opinion)
            self._parts.wishes.ask(made, lambda _: self._parts.wishes.offer_undo(tr("You agree with this stance")))
        elif found is not None:
            self._ask(opinion, *found)

    def adding(self, passage: str, claim: str) -> Callable[[QMenu], None]:
        """Return what puts the rows of reviews into the menu of a passage of a claim."""
        marked = self._parts.desk.rows.passages.get(PassageId(passage))
        link = next((one for one in marked.links if one.claim == claim), None) if marked is not None else None
        return partial(self._add, link.id) if link is not None else lambda _menu: None

    def _add(self, link: LinkId, menu: QMenu) -> None:
        menu.addSeparator()
        writable, who = not self._parts.desk.read_only, self._parts.desk.session.reviewer.name
        for opinion, words, keys in (
            (Opinion.AGREE, tr("Agree with this stance"), "A"),
            (Opinion.DISPUTE, tr("Dispute this stance…"), "D"),
            (Opinion.COMMENT, tr("Comment on this stance…"), "M"),
        ):
            action = menu.addAction(words)
            action.setShortcut(keys)
            action.setEnabled(writable)
            action.triggered.connect(partial(self._on_chosen, opinion, link))
        own = [one.id for one in self._rows.desk.reviews(link) if one.reviewer == who]
        if own:
            taken = menu.addAction(tr("Take back what you said last"))
            taken.setEnabled(writable)
            taken.triggered.connect(partial(self._withdraw, own[-1]))

    def _on_chosen(self, opinion: Opinion, link: LinkId, _checked: bool = False) -> None:
        self.review(opinion, link)

    def _withdraw(self, review: str, _checked: bool = False) -> None:
        taken = withdraw_review(self._parts.desk.session, review=review)
        self._parts.wishes.ask(taken, lambda _: self._parts.wishes.offer_undo(tr("Review taken back")))

    def _ask(self, opinion: Opinion, marked: MarkedPassage, link: Link) -> None:
        said = f"{stance_words(link.stance)}: {readable.shortened(readable.quote_words(marked), 200)}"
        dialog = OpinionDialog(self._parts.theme, opinion, said, owner=self._over)
        told = tr("Stance disputed") if opinion is Opinion.DISPUTE else tr("Comment kept")

        def ask(kept: Callable[[], None], refused: Callable[[], None]) -> None:
            def done(_result: object) -> None:
                kept()
                self._parts.wishes.offer_undo(told)

            made = review_link(self._parts.desk.session, link=link.id, opinion=opinion, comment=dialog.comment)
            self._parts.wishes.ask(made, done, refused)

        show_until_kept(dialog, ask)

    def _found(self, link: str) -> tuple[MarkedPassage, Link] | None:
        for marked in self._parts.desk.rows.passages.values():
            for one in marked.links:
                if one.id == link:
                    return marked, one
        return None
