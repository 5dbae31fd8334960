"""What can be done with names from the window: looking them through, changing and merging them, and saying who is mentioned."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from reviewer.i18n import tr
from reviewer.model.changes import Changes
from reviewer.model.desk import Desk
from reviewer.model.ids import NameId, PassageId
from reviewer.model.names import Name, NameKind
from reviewer.model.neutral import inserted
from reviewer.services.commands.desk import citations, names
from reviewer.ui.case.case_parts import CaseParts
from reviewer.ui.case.desk_rows import DeskRows
from reviewer.ui.controls.sheet import Sheet, show_once, show_until_kept
from reviewer.ui.dialogs.name_form import NameForm
from reviewer.ui.dialogs.name_picker import NamePicker
from reviewer.ui.dialogs.names_dialog import NamesDialog
from reviewer.ui.look.name_words import counted


class NameActs(QObject):
    """The dialogs.

    Signals:
        claim_requested: The id of a claim to be shown.
        read_requested: The id of a passage to be shown on its page.
        view_wanted: The id of the view to be shown.

    """

    claim_requested = Signal(str)
    read_requested = Signal(str)
    view_wanted = Signal(str)

    def __init__(self, parts: CaseParts, rows: DeskRows, over: QWidget) -> None:
        super().__init__(over)
        self._parts, self._rows, self._over = parts, rows, over
        self._session = parts.desk.session

    def show(self) -> None:
        """Show the names, and keep them true while they are on show."""
        desk = self._parts.desk
        dialog = NamesDialog(self._parts.theme, desk.rows, writable=not desk.read_only, parent=self._over)

        def go(kind: str, identity: str) -> None:
            dialog.reject()
            if kind == "fact":
                self.view_wanted.emit("access")
            else:
                (self.claim_requested if kind == "claim" else self.read_requested).emit(identity)

        dialog.place_requested.connect(go)
        dialog.wished.connect(lambda wish, name: self._wish(dialog, wish, name))
        dialog.uncite_requested.connect(self._uncite)
        self._rows.keep_shown(dialog, dialog.show_desk)
        show_once(dialog)

    def ask_mention(self, passage: str) -> None:
        """Ask who is mentioned in a passage, and keep that."""
        if self._parts.desk.read_only:
            self._parts.problems.tell_read_only()
            return
        reading = self._session.read(lambda case: case.desk.load())
        told = self._parts.problems.report
        self._parts.desk.tasks.deliver(reading, lambda desk: self._pick(PassageId(passage), desk), told, owner=self)

    def _pick(self, passage: PassageId, desk: Desk) -> None:
        def take(name: NameId) -> None:
            cited(citations.cite(self._session, passage=passage, name=name), desk.names_by_id[name].text)

        def make(text: str, kind: NameKind) -> None:
            cited(citations.cite(self._session, passage=passage, new_name=(text, kind)), text)

        def cited(asked: Future[Changes], text: str) -> None:
            said = tr("{name} is mentioned in the passage").format(name=inserted(text))
            self._parts.wishes.ask(asked, lambda _: self._parts.wishes.offer_undo(said))

        without = {name for name, passages in desk.mentions.items() if passage in passages}
        title = tr("Who is mentioned in the passage?")
        picker = NamePicker(self._parts.theme, desk.names, title=title, without=without, take=take, make=make, parent=self._over)
        picker.open_over(self._over)

    def _wish(self, dialog: NamesDialog, wish: str, identity: str) -> None:
        name = self._rows.desk.names_by_id.get(NameId(identity))
        if wish == "add":
            self._add(dialog)
        elif name is None:
            return
        elif wish == "edit":
            self._edit(dialog, name)
        elif wish == "merge":
            self._choose_other(dialog, name)
        elif wish == "remove":
            told = tr("“{name}” removed, with its facts of access. Claims and passages stay.").format(name=inserted(name.text))
            removed = names.remove_name(self._session, name=name.id)
            self._parts.wishes.ask(removed, lambda _: self._parts.wishes.offer_undo(told))

    def _add(self, over: NamesDialog) -> None:
        form = NameForm(self._parts.theme, None, over)

        def ask(kept: Callable[[], None], refused: Callable[[], None]) -> None:
            made = names.add_name(self._session, name=form.name, kind=form.kind, note=form.note, aliases=form.aliases)

            def added(result: tuple[NameId, object]) -> None:
                kept()
                over.stand_on(result[0])

            self._parts.wishes.ask(made, added, refused)

        show_until_kept(form, ask)

    def _edit(self, over: NamesDialog, name: Name) -> None:
        form = NameForm(self._parts.theme, name, over)

        def ask(kept: Callable[[], None], refused: Callable[[], None]) -> None:
            edited = names.edit_name(
                self._session, name=name.id, text=form.name, kind=form.kind, note=form.note, aliases=form.aliases
            )
            self._parts.wishes.ask(edited, lambda _: kept(), refused)

        show_until_kept(form, ask)

    def _choose_other(self, over: NamesDialog, name: Name) -> None:
        title = tr("Into which name is “{name}” merged?").format(name=inserted(name.text))

        def take(into: NameId) -> None:
            kept = self._rows.desk.names_by_id.get(into)
            if kept is not None:
                self._confirm_merge(over, kept, name)

        picker = NamePicker(self._parts.theme, self._rows.desk.names, title=title, without={name.id}, take=take, parent=over)
        picker.open_over(over)

    def _confirm_merge(self, over: NamesDialog, into: Name, other: Name) -> None:
        dialog = Sheet(self._parts.theme, tr("Merge two names"), main=tr("Merge"), parent=over)
        moved = counted(*map(len, over.belongings(other.id)))
        said = tr("“{other}” becomes another name of “{into}”, and what belongs to it moves there: {moved}.")
        dialog.add_text(said.format(other=inserted(other.text), into=inserted(into.text), moved=moved), role="text")
        dialog.add_text(tr("What claims call their speakers stays as it is. One Undo makes them two names again."), role="hint")

        def ask(kept: Callable[[], None], refused: Callable[[], None]) -> None:
            def merged(_changes: object) -> None:
                kept()
                over.stand_on(into.id)
                told = tr("“{other}” is a name of “{into}” now")
                self._parts.wishes.offer_undo(told.format(other=inserted(other.text), into=inserted(into.text)))

            self._parts.wishes.ask(names.merge_names(self._session, into=into.id, other=other.id), merged, refused)

        show_until_kept(dialog, ask)

    def _uncite(self, name: str, passage: str) -> None:
        taken = citations.uncite(self._session, passage=PassageId(passage), name=NameId(name))
        self._parts.wishes.ask(taken, lambda _: self._parts.wishes.offer_undo(tr("The mention is taken off; the passage stays")))
