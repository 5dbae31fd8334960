"""What can be done with the access table from the window: add facts, edit and remove them, link passages to them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu, QWidget

from reviewer.i18n import tr
from reviewer.model.access import AccessFact
from reviewer.model.ids import FactId, PassageId
from reviewer.services import dates
from reviewer.services.commands.desk import access, citations
from reviewer.ui.case.case_parts import CaseParts
from reviewer.ui.case.desk_rows import DeskRows
from reviewer.ui.controls.sheet import show_until_kept
from reviewer.ui.dialogs.fact_dialog import FactDialog
from reviewer.ui.dialogs.passage_picker import PassagePicker


class AccessActs(QObject):
    """Dialogs and wishes around access facts."""

    def __init__(self, parts: CaseParts, rows: DeskRows, over: QWidget) -> None:
        super().__init__(over)
        self._parts, self._rows, self._over = parts, rows, over
        self._session = parts.desk.session

    def wish(self, name: str, identity: str) -> None:
        """Carry out what is asked of a fact: edit, cite, remove."""
        fact = next((one for one in self._rows.desk.facts if one.id == identity), None)
        if self._parts.desk.read_only:
            self._parts.problems.tell_read_only()
        elif fact is None:
            return
        elif name == "edit":
            self._edit(fact)
        elif name == "cite":
            self._cite(fact)
        elif name == "remove":
            removed = access.remove_fact(self._session, fact=fact.id)
            self._parts.wishes.ask(removed, lambda _: self._parts.wishes.offer_undo(tr("Fact removed. Its passages stay.")))

    def add(self, actor: str = "", permission: str = "") -> None:
        """Ask for a fact and add it."""
        if self._parts.desk.read_only:
            self._parts.problems.tell_read_only()
            return
        self._session.job(dates.get_ready)  # read by the time that a date is typed
        dialog = self._dialog(actor, permission, None)

        def ask(kept: Callable[[], None], refused: Callable[[], None]) -> None:
            made = dialog.fields
            added = access.add_fact(
                self._session,
                actor=made.actor,
                permission=made.permission,
                status=made.status,
                from_date=made.from_date,
                to_date=made.to_date,
                note=made.note,
            )
            self._parts.wishes.ask(added, lambda _: kept(), refused)

        show_until_kept(dialog, ask)

    def offer_uncite(self, fact: str, passage: str) -> None:
        """Offer what can be done with a passage of a fact."""
        menu = QMenu(self._over)
        act = menu.addAction(tr("Take off this fact"))
        act.setEnabled(not self._parts.desk.read_only)
        act.triggered.connect(lambda: self._uncite(FactId(fact), PassageId(passage)))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(QCursor.pos())

    def _uncite(self, fact: FactId, passage: PassageId) -> None:
        taken = citations.uncite(self._session, passage=passage, fact=fact)
        self._parts.wishes.ask(taken, lambda _: self._parts.wishes.offer_undo(tr("Passage taken off the fact")))

    def _cite(self, fact: AccessFact) -> None:
        def take(passage: PassageId) -> None:
            self._parts.wishes.ask(citations.cite(self._session, passage=passage, fact=fact.id))

        picker = PassagePicker(
            self._parts.theme,
            self._parts.desk.rows,
            title=tr("Which passage says so?"),
            without=fact.passages,
            take=take,
            parent=self._over,
        )
        picker.open_over(self._over)

    def _edit(self, fact: AccessFact) -> None:
        actor, permission = self._names(fact)
        dialog = self._dialog(actor, permission, fact)

        def ask(kept: Callable[[], None], refused: Callable[[], None]) -> None:
            made = dialog.fields
            edited = access.edit_fact(
                self._session, fact=fact.id, status=made.status, dates=(made.from_date, made.to_date), note=made.note
            )
            self._parts.wishes.ask(edited, lambda _: kept(), refused)

        show_until_kept(dialog, ask)

    def _names(self, fact: AccessFact) -> tuple[str, str]:
        desk = self._rows.desk
        actor = desk.names_by_id[fact.actor].text
        return actor, next(one.text for one in desk.permissions if one.id == fact.permission)

    def _dialog(self, actor: str, permission: str, fact: AccessFact | None) -> FactDialog:
        desk = self._rows.desk
        return FactDialog(
            self._parts.theme,
            actors=[one.text for one in desk.names],
            permissions=[one.text for one in desk.permissions],
            actor=actor,
            permission=permission,
            fact=fact,
            owner=self._over.window(),
        )
