"""A short message that floats in the window, says what happened and offers the next step.

It goes by itself, except where it stays until somebody closed it. Where messages float is the business of `ui/problems`.
"""

from __future__ import annotations

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QEnterEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from reviewer.i18n import tr
from reviewer.model.neutral import displayed
from reviewer.ui.controls.icon_button import IconButton
from reviewer.ui.look import icons, labels
from reviewer.ui.look.theme import Theme

BRIEF_MS = 3000
"""How long a message stays that says what a person has just done, and lies over what they did it for."""
SHORT_MS = 5000
LONG_MS = 10000
"""How long a message with a next step or of several lines stays; it waits while the pointer or the keyboard is on it."""


class Toast(QFrame):
    """One message. `closed` is emitted when it went, by itself or by hand.

    Attributes:
        text: What it says.
        warning: Whether it tells of a failure.
        stays: Whether it waits to be closed by hand, so that nobody misses it who looked elsewhere.

    """

    closed = Signal()

    def __init__(
        self,
        theme: Theme,
        text: str,
        *,
        action: str = "",
        then: Callable[[], None] | None = None,
        warning: bool = False,
        stays: bool = False,
        brief: bool = False,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("toast")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._before = self.window().focusWidget()
        self.text = text
        self.warning, self.stays = warning, stays
        labels.name(self, text)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 6, 6)
        row.setSpacing(8)
        if warning:
            sign = labels.label()
            sign.setPixmap(icons.pixmap("warning", theme.token("attention"), ratio=parent.devicePixelRatioF()))
            row.addWidget(sign)
        words = labels.label(text, wrap=len(text) > 60)
        words.setMaximumWidth(460)
        if words.wordWrap():
            words.setMinimumWidth(min(460, max(parent.width() - 240, 160)))  # two long lines rather than four short ones
        row.addWidget(words, 1)
        if action and then is not None:
            button = QPushButton(displayed(action).replace("&", "&&"))
            button.setProperty("link", True)
            button.setFont(theme.font(bold=True))
            labels.name(button, f"{action}: {text}")
            button.clicked.connect(then)
            button.clicked.connect(self.close)
            row.addWidget(button)
        shut = IconButton(theme, "close", tr("Close message (Escape)"), size_px=14)
        shut.clicked.connect(self.close)
        row.addWidget(shut)
        usual_ms = LONG_MS if action or warning or words.wordWrap() else SHORT_MS
        self._timer = QTimer(self, singleShot=True, interval=BRIEF_MS if brief else usual_ms)
        self._timer.timeout.connect(self._on_timer_timeout)

    def fit(self) -> None:
        """Be as large as the words need, in the fonts that they are shown in and at the width that they get."""
        for one in self.findChildren(QWidget):
            one.ensurePolished()
        self.adjustSize()
        self.resize(self.width(), max(self.height(), self.heightForWidth(self.width())))

    def showEvent(self, event: QShowEvent) -> None:
        """Qt's override: its time begins when it is seen."""
        super().showEvent(event)
        self._wait()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Qt's override: the keyboard goes back to where it was before the message came."""
        before, focused = self._before, self.window().focusWidget()
        if focused is not None and self.isAncestorOf(focused) and before is not None and shiboken6.isValid(before):
            before.setFocus()
        self.closed.emit()
        super().closeEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Qt's override: stay while the pointer is on it."""
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Qt's override."""
        self._wait()
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's override: Escape closes it."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _wait(self) -> None:
        if not self.stays:
            self._timer.start()

    def _on_timer_timeout(self) -> None:
        if self.isAncestorOf(self.window().focusWidget() or self.window()):
            self._timer.start()
        else:
            self.close()
