"""Asks for a correction to a published story: which, when, what changed, who approved it, and what in the case it touches."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from reviewer.i18n import tr
from reviewer.model.correction import Correction
from reviewer.model.ids import ClaimId, PassageId
from reviewer.ui.case.case_rows import CaseRows
from reviewer.ui.controls.date_field import DateField
from reviewer.ui.controls.sheet import Sheet
from reviewer.ui.dialogs.choice import Choice
from reviewer.ui.dialogs.chooser import Chooser
from reviewer.ui.dialogs.passage_picker import PassagePicker
from reviewer.ui.dialogs.place_list import ListedPlace, PlaceList, claim_place, passage_place
from reviewer.ui.look.theme import Theme


@dataclass(frozen=True, slots=True)
class CorrectionFields:
    """What was filled in."""

    story: str
    version: str
    date: str
    changed: str
    approved_by: str
    claims: tuple[ClaimId, ...]
    passages: tuple[PassageId, ...]


class CorrectionForm(Sheet):
    """For a new entry of the ledger; the story of the last one is filled in."""

    def __init__(self, theme: Theme, rows: CaseRows, before: Sequence[Correction], owner: QWidget) -> None:
        super().__init__(theme, tr("New correction"), main=tr("Add"), parent=owner)
        self._rows = rows
        self._story = QComboBox()
        self._story.setEditable(True)
        self._story.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._story.addItems(list(dict.fromkeys(one.story for one in reversed(before))))
        self._version, self._approved = QLineEdit(), QLineEdit()
        self._date = DateField(theme)
        self._changed = QPlainTextEdit()
        self._changed.setTabChangesFocus(True)
        self._changed.setFixedHeight(64)
        self.add_field(tr("Which story"), self._story)
        self.add_field(tr("Version that brought it"), self._version, hint=tr("Such as v2; empty where it has no name."))
        self.add_field(tr("When it was published"), self._date)
        self.add_field(tr("What changed"), self._changed)
        self.add_field(tr("Who approved it"), self._approved)
        self.touched = PlaceList(tr("What it touches"), tr("Delete takes one off the list"))
        self.touched.setFixedHeight(72)
        self.add_field(tr("Claims and passages that it touches"), self.touched, hint=tr("Delete takes one off the list."))
        self.touched.removal_wished.connect(self._take_off)
        row = QHBoxLayout()
        self.claim_button = self._button(row, tr("Touches a claim…"), self._ask_claim)
        self.passage_button = self._button(row, tr("Touches a passage…"), self._ask_passage)
        row.addStretch(1)
        self.body.addLayout(row)
        self._story.editTextChanged.connect(self._on_fields_changed)
        self._approved.textChanged.connect(self._on_fields_changed)
        self._changed.textChanged.connect(self._on_fields_changed)
        self._date.validity_changed.connect(self._on_fields_changed)
        self._date.edited.connect(self._on_fields_changed)
        self._on_fields_changed()

    @property
    def fields(self) -> CorrectionFields:
        """What was filled in."""
        places = self.touched.places
        return CorrectionFields(
            self._story.currentText().strip(),
            self._version.text().strip(),
            self._date.edtf or "",
            self._changed.toPlainText().strip(),
            self._approved.text().strip(),
            tuple(ClaimId(one.id) for one in places if one.kind == "claim"),
            tuple(PassageId(one.id) for one in places if one.kind == "passage"),
        )

    def _button(self, row: QHBoxLayout, words: str, ask: Callable[[], None]) -> QPushButton:
        made = QPushButton(words)
        made.setAutoDefault(False)
        made.setProperty("small", True)
        made.clicked.connect(ask)
        row.addWidget(made)
        return made

    def _ask_claim(self) -> None:
        known = {one.id for one in self.touched.places}
        choices = [
            Choice(one.claim.id, one.claim.text, before=one.number, indented=one.claim.parent is not None)
            for one in self._rows.claims
            if one.claim.id not in known
        ]
        nothing = tr("There is no other claim in the case.")
        picker = Chooser(
            self.theme,
            title=tr("Which claim does it touch?"),
            placeholder=tr("Find a claim"),
            choices=choices,
            nothing=nothing,
            parent=self,
        )
        picker.taken.connect(lambda key, _typed: self._touch(claim_place(self._rows, key)))
        picker.open_below(self.mapToGlobal(QPoint(self.width() // 2, 48)))

    def _ask_passage(self) -> None:
        picker = PassagePicker(
            self.theme,
            self._rows,
            title=tr("Which passage does it touch?"),
            without=[PassageId(one.id) for one in self.touched.places],
            take=lambda passage: self._touch(passage_place(self._rows, passage)),
            parent=self,
        )
        picker.open_over(self)

    def _touch(self, place: ListedPlace | None) -> None:
        if place is not None:
            self.touched.show_places([*self.touched.places, place])

    def _take_off(self, place: ListedPlace) -> None:
        self.touched.show_places([one for one in self.touched.places if one != place])

    def _on_fields_changed(self) -> None:
        made = self.fields
        self.main_button.setEnabled(self._date.is_valid and bool(made.story and made.date and made.changed and made.approved_by))
