"""A field for a date as imprecise as its source, which says at once, in a sentence, what is wrong with it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from reviewer.errors import UsageError
from reviewer.i18n import tr
from reviewer.services.dates import checked_date
from reviewer.ui.look import labels, readable
from reviewer.ui.look.theme import Theme


class DateField(QWidget):
    """An EDTF date or nothing. `validity_changed` tells whether what stands there can be kept, `typed` that it is another."""

    validity_changed = Signal(bool)
    typed = Signal()

    def __init__(self, theme: Theme, edtf: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self._line = QLineEdit(edtf)
        self._line.setPlaceholderText(tr("2018-12-19 or 2018-12 or 2018~"))
        self._line.textChanged.connect(self._on_line_changed)
        column.addWidget(self._line)
        self._sentence = labels.label(role="hint", font=theme.font("second"), wrap=True)
        column.addWidget(self._sentence)
        self.setFocusProxy(self._line)
        self._valid = True
        self._edtf = ""
        self._on_line_changed()

    @property
    def is_valid(self) -> bool:
        """Whether it is empty or a date."""
        return self._valid

    @property
    def edtf(self) -> str | None:
        """The date as the case keeps it, or None where nothing is written; what cannot be kept is returned as it stands."""
        return self._edtf or None

    @property
    def sentence(self) -> str:
        """What is said below the field."""
        return self._sentence.text()

    def set_text(self, text: str) -> None:
        """Write into the field as a person would."""
        self._line.setText(text)

    def setAccessibleName(self, name: str) -> None:
        """Qt's override: the line inside is what is read."""
        super().setAccessibleName(name)
        self._line.setAccessibleName(name)

    def _on_line_changed(self) -> None:
        before = self._valid
        text = self._line.text().strip()
        self._edtf = text
        self._valid, sentence = True, tr("As exact as the source: a day, a month, a year; ~ for about, ? for uncertain.")
        if text:
            try:
                self._edtf = checked_date(text)
                sentence = readable.date_words(self._edtf)
            except UsageError as error:
                self._valid = False
                sentence = f"{error.summary}. {error.hint}"
        self._sentence.setText(sentence)
        self._sentence.setProperty("role", "hint" if self._valid else "attention")
        self._line.setProperty("wrong", not self._valid)
        self._line.setAccessibleDescription(sentence)
        for one in (self._sentence, self._line):
            one.style().unpolish(one)
            one.style().polish(one)
        if self._valid != before:
            self.validity_changed.emit(self._valid)
        self.typed.emit()
