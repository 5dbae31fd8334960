"""What stands in a tab while its pages do not: that it is opened, that its file is checked, or why it cannot be shown.

Owns those words and their buttons. What the buttons do is the tab's business.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from reviewer.i18n import tr
from reviewer.model.neutral import inserted
from reviewer.services.events import LinkedFileCheck
from reviewer.ui.look import labels, readable

_WIDTH_PX = 560
_STEPS = 1000


class TabNotice(QWidget):
    """A sentence in the middle, and what can be done.

    Signals:
        again_requested: Open the document once more.
        locate_requested: Show the program where the linked file lies now.
        stop_requested: Stop the check that goes on.

    """

    again_requested = Signal()
    locate_requested = Signal()
    stop_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "canvas")
        self._words = labels.label(role="second", wrap=True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._place = labels.label(role="hint", wrap=True, selectable=True)
        self._place.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, _STEPS)
        labels.name(self.bar, tr("How much of the file is checked"))
        self.locate_button = QPushButton(tr("Locate file…"))
        self.locate_button.setProperty("main", True)
        self.again_button = QPushButton(tr("Try again"))
        self.stop_button = QPushButton(tr("Cancel"))
        for button, signal in (
            (self.locate_button, self.locate_requested),
            (self.again_button, self.again_requested),
            (self.stop_button, self.stop_requested),
        ):
            button.clicked.connect(signal)
        self._lay_out()
        self.tell("")

    @property
    def text(self) -> str:
        """What is said."""
        return self._words.text()

    def has_keyboard(self) -> bool:
        """Tell whether one of the buttons has the keyboard."""
        return any(one.hasFocus() for one in (self.locate_button, self.again_button, self.stop_button))

    def tell(self, words: str, *, again: bool = False, locked: bool = False) -> None:
        """Say something, with a button to try again where that may help; a locked document asks for its password then."""
        self.again_button.setText(tr("Give the password…") if locked else tr("Try again"))
        self._show(words, place="", again=again, locate=False, checking=False)

    def tell_missing(self, words: str, path: Path | None) -> None:
        """Say why a linked file cannot be read, where it was, and how to go on."""
        self.again_button.setText(tr("Try again"))
        place = tr("It is linked to: {path}").format(path=readable.path_words(path)) if path is not None else ""
        self._show(words, place=place, again=True, locate=True, checking=False)

    def tell_check(self, check: LinkedFileCheck) -> None:
        """Say how far the check of a linked file is, and why pages wait for it."""
        words = tr("Checking that the file of {name} is the one that was added. Its pages are shown when that is sure.")
        touched = tr("The file was written to after it was linked.") if check.touched else ""
        size = tr("{done} of {total}").format(done=readable.size_words(check.done), total=readable.size_words(check.total))
        self._show(
            f"{words.format(name=inserted(check.name))} {touched}".strip(), place=size, again=False, locate=False, checking=True
        )
        self.bar.setValue(check.done * _STEPS // max(check.total, 1))

    def _show(self, words: str, *, place: str, again: bool, locate: bool, checking: bool) -> None:
        self._words.setText(words)
        self._place.setText(place)
        self._place.setVisible(bool(place))
        self.again_button.setVisible(again)
        self.locate_button.setVisible(locate)
        self.bar.setVisible(checking)
        self.stop_button.setVisible(checking)

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setMaximumWidth(_WIDTH_PX)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for one in (self._words, self._place, self.bar):
            column.addWidget(one)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        for button in (self.locate_button, self.again_button, self.stop_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column.addLayout(buttons)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(inside, 100)
        row.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(48, 48, 48, 48)
        whole.addStretch(1)
        whole.addLayout(row)
        whole.addStretch(2)
