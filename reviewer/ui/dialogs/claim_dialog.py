"""Asks for a claim: its words, who said it, when and where, what sort of statement it is, and whether it is part of another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from reviewer.i18n import tr
from reviewer.model.claim import ClaimKind
from reviewer.model.ids import ClaimId, NameId
from reviewer.model.names import Name
from reviewer.model.overview import ClaimOverview
from reviewer.ui.controls.date_field import DateField
from reviewer.ui.controls.sheet import Sheet
from reviewer.ui.dialogs.speaker_field import SpeakerField
from reviewer.ui.look import readable
from reviewer.ui.look.theme import Theme


@dataclass(frozen=True, slots=True)
class ClaimFields:
    """What was filled in; empty fields are None."""

    text: str
    speaker: str | None
    speaker_name: NameId | None
    date: str | None
    channel: str | None
    kind: ClaimKind
    parent: ClaimId | None
    note: str


class ClaimDialog(Sheet):
    """For a new claim, an element, or a claim that is there already.

    Args:
        theme: Colours and fonts.
        claim: The claim to edit; None for a new one.
        parents: Claims that it may be an element of.
        parent: The claim that it is, or shall be, an element of.
        owner: The window.

    """

    def __init__(
        self,
        theme: Theme,
        *,
        claim: ClaimOverview | None = None,
        parents: Sequence[ClaimOverview] = (),
        parent: ClaimId | None = None,
        owner: QWidget | None = None,
    ) -> None:
        known = claim.claim if claim else None
        element = bool(known.parent if known else parent)
        titles = (tr("Edit element"), tr("New element")) if element else (tr("Edit claim"), tr("New claim"))
        super().__init__(theme, titles[0 if claim else 1], main=tr("Save") if claim else tr("Add"), parent=owner)
        self._text = QPlainTextEdit(known.text if known else "")
        self._text.setTabChangesFocus(True)
        self._text.setFixedHeight(72)
        self._text.installEventFilter(self)
        if element:
            hint = tr("One thing that the claim says and that can be shown or refuted by itself: “asked for”, “accessed”.")
            self.add_field(tr("Part of the claim"), self._text, hint=hint)
        else:
            self.add_field(tr("What was claimed"), self._text, hint=tr("One sentence, as close to the words said as you can."))
        self._speaker = SpeakerField(known.speaker or "" if known else "", known.speaker_name if known else None)
        self._speaker.told = self.add_field(tr("Who said it"), self._speaker)
        self._date = DateField(theme, (known.date or "") if known else "")
        self.add_field(tr("When"), self._date)
        self._channel = QLineEdit((known.channel or "") if known else "")
        self._channel.setPlaceholderText(tr("post, interview, court filing …"))
        self.add_field(tr("Where"), self._channel)
        self._kind = QComboBox()
        for kind, words in kinds().items():
            self._kind.addItem(words, kind)
        self._kind.setCurrentIndex(list(kinds()).index(known.kind if known else ClaimKind.STATEMENT))
        self.add_field(tr("Kind"), self._kind)
        self._parent = _parent_box(parents, known.parent if known else parent)
        self.add_field(tr("Element of"), self._parent)
        self._note = QPlainTextEdit(known.note if known else "")
        self._note.setTabChangesFocus(True)
        self._note.setFixedHeight(48)
        self.add_field(tr("Note"), self._note, hint=tr("For those who work on the case. No pack holds it."))
        self._text.textChanged.connect(self._on_fields_changed)
        self._date.validity_changed.connect(self._on_fields_changed)
        self._on_fields_changed()
        self._at_first = self.fields
        self._text.setFocus()

    @property
    def is_changed(self) -> bool:
        """Whether anything was filled in or changed."""
        return self.fields != self._at_first

    @property
    def fields(self) -> ClaimFields:
        """What was filled in."""
        return ClaimFields(
            text=" ".join(self._text.toPlainText().split()),
            speaker=self._speaker.text().strip() or None,
            speaker_name=self._speaker.name,
            date=self._date.edtf,
            channel=self._channel.text().strip() or None,
            kind=ClaimKind(self._kind.currentData()),
            parent=self._parent.currentData(),
            note=self._note.toPlainText().strip(),
        )

    def offer_names(self, names: Sequence[Name]) -> None:
        """Offer who may have said it; whoever's name is written there is linked to the claim."""
        was_changed = self.is_changed
        self._speaker.offer(names)
        if not was_changed:
            self._at_first = self.fields

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's override: Enter in the claim's words saves, as in every other field."""
        if watched is self._text and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
                self.main_button.click()
                return True
        return super().eventFilter(watched, event)

    def _on_fields_changed(self) -> None:
        self.main_button.setEnabled(bool(self._text.toPlainText().strip()) and self._date.is_valid)


def _parent_box(parents: Sequence[ClaimOverview], chosen: ClaimId | None) -> QComboBox:
    """Return a choice among claims that it may be an element of, and none."""
    box = QComboBox()
    box.addItem(tr("A claim of its own"), None)
    for one in parents:
        box.addItem(f"{one.number}  {readable.shortened(one.claim.text, 80)}", one.claim.id)
        if one.claim.id == chosen:
            box.setCurrentIndex(box.count() - 1)
    box.setMinimumContentsLength(24)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return box


def kinds() -> dict[ClaimKind, str]:
    """Return what the kinds of claims are called."""
    return {
        ClaimKind.STATEMENT: tr("Statement"),
        ClaimKind.DENIAL: tr("Denial"),
        ClaimKind.ADMISSION: tr("Admission"),
        ClaimKind.CORRECTION: tr("Correction"),
    }
