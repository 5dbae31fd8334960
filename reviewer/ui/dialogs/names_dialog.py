"""The people and organisations of a case in a sheet: a list to filter, and what belongs to the one in hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from reviewer.desk.access_words import status_word
from reviewer.i18n import tr
from reviewer.model.desk import Desk
from reviewer.model.ids import NameId
from reviewer.model.names import Name
from reviewer.model.neutral import inserted
from reviewer.ui.case.case_rows import CaseRows
from reviewer.ui.controls.record_table import RecordTable
from reviewer.ui.controls.sheet import Sheet
from reviewer.ui.dialogs.place_list import ListedPlace, PlaceList, claim_place, passage_place
from reviewer.ui.look import labels
from reviewer.ui.look.name_words import kind_words
from reviewer.ui.look.theme import Theme


class NamesDialog(Sheet):
    """The sheet.

    Signals:
        wished: What is to be done ("add", "edit", "merge", "remove") and the name's id, "" for "add".
        place_requested: The kind ("claim", "passage", "fact") and the id of what a person wants to see.
        uncite_requested: The name's id, and that of a passage in which it is no longer to be mentioned.

    """

    wished = Signal(str, str)
    place_requested = Signal(str, str)
    uncite_requested = Signal(str, str)

    def __init__(self, theme: Theme, rows: CaseRows, *, writable: bool, parent: QWidget | None = None) -> None:
        super().__init__(theme, tr("Names"), main=tr("New name…"), close=tr("Close"), parent=parent)
        self._rows = rows
        self._desk = Desk()
        self._writable = writable
        self._awaited = NameId("")
        self.setMinimumWidth(560)
        self.main_button.setEnabled(writable)
        self.empty = self.add_text(
            tr(
                "Nobody is named yet. Add the people and organisations that speak or have access here; a fact of access adds its "
                "actor by itself, and “Mention of…” in the menu of a passage says who is mentioned in it."
            ),
            role="hint",
        )
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(tr("Filter by name"))
        self.filter.textChanged.connect(self._show_names)
        labels.name(self.filter, tr("Filter by name"))
        self.body.addWidget(self.filter)
        heads = (tr("Name"), tr("Kind"), tr("Also called"), tr("Claims"), tr("Facts"), tr("Mentions"))
        self.table = RecordTable(heads, name=tr("Names"), described=tr("Enter goes to what belongs to the name"), wide=2)
        self.body.addWidget(self.table, 1)
        self.buttons = self._add_buttons()
        self.note = self.add_text("", role="second", selectable=True)
        self.places = PlaceList(tr("What belongs to the name"), tr("Enter shows it; Delete takes a mention off"))
        self.body.addWidget(self.places)
        self.nothing = self.add_text(tr("No claim, fact or passage belongs to this name yet."), role="hint")
        self.table.stood.connect(self._on_table_stood)
        self.table.taken.connect(lambda _name: self.places.setFocus())
        self.table.edit_wished.connect(lambda name: self._wish("edit", name))
        self.table.removal_wished.connect(lambda name: self._wish("remove", name))
        self.places.taken.connect(lambda place: self.place_requested.emit(place.kind, place.id))
        self.places.removal_wished.connect(self._on_places_removal_wished)
        self.filter.setFocus()

    def accept(self) -> None:
        """Qt's override: the main button asks for a new name, and the sheet stays."""
        if self._writable:
            self.wished.emit("add", "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's override: Enter in the filter goes to the names that it found; elsewhere it presses the main button."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.filter.hasFocus() and not event.modifiers():
            self.table.setFocus()
            return
        super().keyPressEvent(event)

    def show_desk(self, desk: Desk) -> None:
        """Show the names as they are now."""
        self._desk = desk
        for one in (self.filter, self.table, *self.buttons.values()):
            one.setVisible(bool(desk.names))
        self.empty.setVisible(not desk.names)
        self._show_names()
        if self._awaited in desk.names_by_id:
            self.table.stand_on(self._awaited)
            self._awaited = NameId("")

    def stand_on(self, name: NameId) -> None:
        """Stand on a name as soon as it is there, whatever the filter says."""
        self._awaited = name
        self.filter.clear()
        self.table.setFocus()
        if self._desk.names_by_id.get(name) is not None:
            self.show_desk(self._desk)

    def belongings(self, name: NameId) -> tuple[list[str], list[str], list[str]]:
        """Return the ids of the claims, facts and passages of a name."""
        claims = [one.claim.id for one in self._rows.claims if one.claim.speaker_name == name]
        facts = [one.id for one in self._desk.facts if one.actor == name]
        return list(claims), list(facts), list(self._desk.mentions.get(name, ()))

    def _add_buttons(self) -> Mapping[str, QPushButton]:
        row = QHBoxLayout()
        row.setSpacing(8)
        made = {}
        for wish, words in (("edit", tr("Edit… (F2)")), ("merge", tr("Merge into…")), ("remove", tr("Remove (Del)"))):
            button = QPushButton(words)
            button.setProperty("small", True)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, wish=wish: self._wish(wish, self.table.current))
            row.addWidget(button)
            made[wish] = button
        row.addStretch(1)
        self.body.addSpacing(4)
        self.body.addLayout(row)
        return made

    def _wish(self, wish: str, name: str) -> None:
        if self._writable and name:
            self.wished.emit(wish, name)

    def _show_names(self) -> None:
        words = self.filter.text().casefold().split()
        found = [one for one in self._desk.names if all(any(word in each.casefold() for each in one.all_names) for word in words)]
        self.table.show_records([(one.id, self._cells(one)) for one in found])

    def _cells(self, one: Name) -> Sequence[str]:
        counts = map(len, self.belongings(one.id))
        return one.text, kind_words(one.kind), ", ".join(each.text for each in one.aliases), *map(str, counts)

    def _on_table_stood(self, name: str) -> None:
        one = self._desk.names_by_id.get(NameId(name))
        for wish, button in self.buttons.items():
            button.setEnabled(self._writable and one is not None and (wish != "merge" or len(self._desk.names) > 1))
        self.note.setText(one.note if one is not None else "")
        self.note.setVisible(one is not None and bool(one.note))
        found = self._places(one.id) if one is not None else []
        self.places.show_places(found)
        self.places.setVisible(bool(found))
        self.nothing.setVisible(one is not None and not found)

    def _places(self, name: NameId) -> list[ListedPlace]:
        claims, facts, passages = self.belongings(name)
        said = tr("Says: {words}")
        made = [claim_place(self._rows, one) for one in claims]
        found = [ListedPlace("claim", one.id, said.format(words=one.words)) for one in made if one is not None]
        permissions = {one.id: one.text for one in self._desk.permissions}
        for fact in (one for one in self._desk.facts if one.id in facts):
            words = f"{inserted(permissions.get(fact.permission, ''))}: {status_word(fact.status).lower()}"
            found.append(ListedPlace("fact", fact.id, tr("Access: {words}").format(words=words)))
        mentioned = [passage_place(self._rows, one) for one in passages]
        words = tr("Mentioned: {words}")
        found += [ListedPlace("passage", one.id, words.format(words=one.words)) for one in mentioned if one is not None]
        return found

    def _on_places_removal_wished(self, place: ListedPlace) -> None:
        if place.kind == "passage" and self._writable:
            self.uncite_requested.emit(self.table.current, place.id)
