"""A quiet strip below the list of documents: one of them seems to be a version of another one. It says so and asks for nothing.

Owns its words and buttons; what they do is the business of `acts/version_acts`.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from reviewer.i18n import tr
from reviewer.model.neutral import inserted
from reviewer.model.versions import Suggestion
from reviewer.ui.controls.icon_button import IconButton
from reviewer.ui.look import labels
from reviewer.ui.look.theme import Theme

_MOST_LINES = 4
"""Lines of long names that take room from the list; all of it stands in the tooltip."""


class VersionStrip(QFrame):
    """Shows one suggestion; hidden without any.

    Signals:
        accepted: The suggestion on show: the person says that it is so.
        dismissed: The suggestion on show: the person does not want to be asked again.

    """

    accepted = Signal(object)
    dismissed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Suggestion | None = None
        self.setObjectName("suggestion")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 8, 6)
        column.setSpacing(4)
        self.words = labels.label(role="second", wrap=True)
        column.addWidget(self.words)
        row = QHBoxLayout()
        row.setSpacing(4)
        self.button = QPushButton(tr("It is one…"))
        self.button.setProperty("small", True)
        self.button.clicked.connect(self._on_button_clicked)
        row.addWidget(self.button)
        self.count = labels.label(role="second")
        row.addWidget(self.count)
        row.addStretch(1)
        self.shut = IconButton(theme, "close", tr("No version: do not suggest it again"), size_px=14)
        self.shut.clicked.connect(self._on_shut_clicked)
        row.addWidget(self.shut)
        column.addLayout(row)
        self.hide()

    @property
    def suggestion(self) -> Suggestion | None:
        """What is on show."""
        return self._shown

    def show_suggestion(self, suggestion: Suggestion | None, newer: str = "", older: str = "", count: int = 1) -> None:
        """Show a suggestion about documents of these names, the first of `count`; None hides the strip."""
        self._shown = suggestion
        self.count.setText(tr("1 of {count}").format(count=count))
        self.count.setVisible(count > 1)
        if suggestion is not None:
            told = tr("{newer}: another version of {older}?").format(newer=inserted(newer), older=inserted(older))
            if suggestion.likeness is None:
                why = tr("Their pictures are alike.")
            else:
                why = tr("{percent} % of their words are the same.").format(percent=round(100 * suggestion.likeness))
            self.words.setText(told)
            labels.set_tooltip(self.words, f"{told} {why}")
            labels.set_tooltip(self.button, why)
            self._give_room()
            labels.name(self.button, tr("{newer} is a version of {older}").format(newer=inserted(newer), older=inserted(older)))
        self.setVisible(suggestion is not None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's override: the words keep their lines, and the list above gives way."""
        super().resizeEvent(event)
        self._give_room()

    def _give_room(self) -> None:
        lines = self.words.heightForWidth(max(60, self.width() - 20))
        self.words.setMinimumHeight(max(0, min(lines, _MOST_LINES * self.words.fontMetrics().lineSpacing())))

    def _on_button_clicked(self) -> None:
        if self._shown is not None:
            self.accepted.emit(self._shown)

    def _on_shut_clicked(self) -> None:
        if self._shown is not None:
            self.dismissed.emit(self._shown)
