"""A strip below the tool bar for what stays true for a while: the case is read-only, it came from elsewhere."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from reviewer.i18n import tr
from reviewer.model.neutral import displayed
from reviewer.ui.controls.icon_button import IconButton
from reviewer.ui.look import icons, labels
from reviewer.ui.look.theme import Theme


class ErrorStrip(QFrame):
    """One message with an optional button; hidden while there is nothing to say.

    Attributes:
        about: What the message is about, where whoever told it may want to take it back.

    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.about: object = None
        self._then: Callable[[], None] | None = None
        self._other: tuple[str, Callable[[], None]] | None = None
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
        self._shut.clicked.connect(self.hide)
        row.addWidget(self._shut)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()
        self.hide()

    def tell(
        self,
        text: str,
        *,
        action: str = "",
        then: Callable[[], None] | None = None,
        other: tuple[str, Callable[[], None]] | None = None,
        closable: bool = True,
        about: object = None,
    ) -> None:
        """Show a message in place of the one before.

        Args:
            text: Plain sentences.
            action: The button's words; none without.
            then: What the button does.
            other: Words of a second button, and what it does.
            closable: Whether it can be put away before it stops being true.
            about: What it is about; see the attribute.

        """
        self.about = about
        self._words.setText(text)
        labels.name(self, text)
        self._then = then
        self._button.setText(displayed(action).replace("&", "&&"))
        self._button.setVisible(bool(action))
        self._other = other
        self._other_button.setText(other[0].replace("&", "&&") if other else "")
        self._other_button.setVisible(other is not None)
        self._shut.setVisible(closable)
        self.show()

    @property
    def text(self) -> str:
        """What it says, or said."""
        return self._words.text()

    def _on_button_clicked(self) -> None:
        if self._then is not None:
            self._then()

    def _on_other_button_clicked(self) -> None:
        if self._other is not None:
            self._other[1]()

    def _on_theme_changed(self) -> None:
        self._sign.setPixmap(icons.pixmap("warning", self._theme.token("attention"), ratio=self.devicePixelRatioF()))
