"""Asks for one line or one short text: a name, a title, a page, a note."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from reviewer.ui.controls.sheet import Sheet
from reviewer.ui.look import labels
from reviewer.ui.look.theme import Theme


class TextDialog(Sheet):
    """One field.

    Args:
        theme: Colours and fonts.
        title: The heading.
        words: The field's label.
        text: What stands there at first, selected.
        main: Words of the main button.
        hint: A sentence below the field.
        long: Several lines instead of one.
        wrong: Returns a sentence when what is typed cannot be taken, else "".
        parent: The window.

    """

    def __init__(
        self,
        theme: Theme,
        title: str,
        words: str,
        text: str = "",
        *,
        main: str,
        hint: str = "",
        long: bool = False,
        wrong: Callable[[str], str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, title, main=main, parent=parent)
        self._wrong = wrong
        self._hint = hint
        self._field: QPlainTextEdit | QLineEdit
        if long:
            self._field = QPlainTextEdit(text)
            self._field.setTabChangesFocus(True)
            self._field.setMinimumHeight(96)
        else:
            self._field = QLineEdit(text)
        self._field.selectAll()
        self._sentence = self.add_field(words, self._field, hint=hint or " ")
        self._field.textChanged.connect(self._on_field_changed)
        self._field.setFocus()
        self._on_field_changed()

    @property
    def text(self) -> str:
        """What stands in the field."""
        return self._field.toPlainText() if isinstance(self._field, QPlainTextEdit) else self._field.text()

    def _on_field_changed(self) -> None:
        wrong = self._wrong(self.text) if self._wrong else ""
        self._sentence.setText(wrong or self._hint)
        self._sentence.setProperty("role", "attention" if wrong else "hint")
        self._sentence.style().unpolish(self._sentence)
        self._sentence.style().polish(self._sentence)
        labels.name(self._field, self._field.accessibleName(), wrong or self._hint)
        self.main_button.setEnabled(not wrong)
