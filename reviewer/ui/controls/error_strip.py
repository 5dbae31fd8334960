"""A strip below the tool bar for what stays true for a while: the case is read-only, it came from elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from reviewer.i18n import tr
from reviewer.model.neutral import displayed
from reviewer.ui.controls.icon_button import IconButton
from reviewer.ui.look import icons, labels
from reviewer.ui.look.theme import Theme


class Truth(Enum):
    """What a message is about. Of each only the newest message is told; the others go on being true below it."""

    READ_ONLY = "read only"
    LEAVING = "leaving"
    ORIGIN = "origin"
    NOTICE = "notice"
    FAILURE = "failure"


@dataclass(frozen=True, slots=True)
class _Message:
    about: Truth
    of: object
    text: str
    action: str
    then: Callable[[], None] | None
    other: tuple[str, Callable[[], None]] | None
    closable: bool
    is_aside: bool = False


class ErrorStrip(QFrame):
    """One message with an optional button, the one told last; those before it come back when it goes. Hidden without any."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._messages: list[_Message] = []
        self.setObjectName("strip")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 8, 6)
        row.setSpacing(8)
        self._sign = labels.label()
        row.addWidget(self._sign)
        self._words = labels.label(role="attention", wrap=True, selectable=True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._words, 1)
        self._button = QPushButton()
        self._button.setProperty("small", True)
        self._button.clicked.connect(self._on_button_clicked)
        row.addWidget(self._button)
        self._other_button = QPushButton()
        self._other_button.setProperty("small", True)
        self._other_button.clicked.connect(self._on_other_button_clicked)
        row.addWidget(self._other_button)
        self._shut = IconButton(theme, "close", tr("Close message"), colour="attention", size_px=14)
        self._shut.clicked.connect(self._on_shut_clicked)
        row.addWidget(self._shut)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()
        self.hide()

    def tell(
        self,
        text: str,
        *,
        about: Truth,
        of: object = None,
        action: str = "",
        then: Callable[[], None] | None = None,
        other: tuple[str, Callable[[], None]] | None = None,
        closable: bool = True,
    ) -> None:
        """Show a message above those of other truths, in place of the one about the same.

        Args:
            text: Plain sentences.
            about: What it is about; names it where it is taken back.
            of: Which one of its kind is meant, for whoever asks with `of`.
            action: The button's words; none without.
            then: What the button does.
            other: Words of a second button, and what it does.
            closable: Whether it can be put away before it stops being true.

        """
        before = [one for one in self._messages if one.about is not about]
        self._messages = [*before, _Message(about, of, text, action, then, other, closable)]
        self._show_last()

    def take_back(self, about: Truth) -> None:
        """Say no longer what has stopped being true; nothing where it was not told, or was put away."""
        self._messages = [one for one in self._messages if one.about is not about]
        self._show_last()

    def reword(self, about: Truth, text: str, *, of: object) -> None:
        """Say otherwise, where it is told, what is told already; nothing where it was not, or was put away."""
        self._messages = [replace(one, text=text, of=of) if one.about is about else one for one in self._messages]
        self._show_last()

    def set_aside(self, aside: bool) -> None:
        """Keep what is told by now out of sight, also when what is told later goes, or come back with what is still true."""
        self._messages = [replace(one, is_aside=aside) for one in self._messages]
        self._show_last()

    def clear(self) -> None:
        """Take everything back."""
        self._messages = []
        self.hide()

    def of(self, about: Truth) -> object:
        """Return which one a message told about is of; None where there is none."""
        return next((one.of for one in self._messages if one.about is about), None)

    @property
    def text(self) -> str:
        """What it says, or said."""
        return self._words.text()

    def _show_last(self) -> None:
        if not self._messages or self._messages[-1].is_aside:  # what is told later stands above
            self.hide()
            return
        last = self._messages[-1]
        self._words.setText(last.text)
        labels.name(self, last.text)
        self._button.setText(displayed(last.action).replace("&", "&&"))
        self._button.setVisible(bool(last.action))
        self._other_button.setText(last.other[0].replace("&", "&&") if last.other else "")
        self._other_button.setVisible(last.other is not None)
        self._shut.setVisible(last.closable)
        self.show()

    def _on_shut_clicked(self) -> None:
        self.take_back(self._messages[-1].about)

    def _on_button_clicked(self) -> None:
        then = self._messages[-1].then
        if then is not None:
            then()

    def _on_other_button_clicked(self) -> None:
        other = self._messages[-1].other
        if other is not None:
            other[1]()

    def _on_theme_changed(self) -> None:
        self._sign.setPixmap(icons.pixmap("warning", self._theme.token("attention"), ratio=self.devicePixelRatioF()))
