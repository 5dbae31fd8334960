"""The bar above the page where words are looked for: a field, how many there are, next, previous, close.

Owns what it says; looking and going there is `finding`'s.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QWidget

from reviewer.i18n import tr
from reviewer.ui.controls.elided_label import ElidedLabel
from reviewer.ui.controls.icon_button import IconButton
from reviewer.ui.look import labels
from reviewer.ui.look.theme import Theme

HEIGHT_PX = 40
_FIELD_PX = (120, 320)


class FindBar(QFrame):
    """The bar.

    Signals:
        text_changed: Other words are looked for.
        step_requested: 1 for the next hit, -1 for the one before.
        close_requested: Escape, or the cross.

    """

    text_changed = Signal(str)
    step_requested = Signal(int)
    close_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(HEIGHT_PX)
        self.setProperty("surface", "window")
        self.setProperty("line", "bottom")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 8, 0)
        row.setSpacing(4)
        self.field = QLineEdit()
        self.field.setMinimumWidth(_FIELD_PX[0])
        self.field.setMaximumWidth(_FIELD_PX[1])
        self.field.setAcceptDrops(False)  # files dropped here are for the window
        self.field.setPlaceholderText(tr("Find in the document"))
        labels.name(self.field, tr("Find in the document"), tr("Enter goes to the next hit, Shift+Enter to the one before"))
        self.field.textEdited.connect(self.text_changed)
        self.field.installEventFilter(self)
        row.addWidget(self.field, 1)
        row.addSpacing(8)
        self.count = labels.label(role="second", font=theme.font("second"))
        row.addWidget(self.count)
        row.addSpacing(8)
        self.remark = ElidedLabel(theme, colour="text_second")
        self.remark.setFont(theme.font("second"))
        row.addWidget(self.remark, 1)
        self.previous = IconButton(theme, "chevron-up", tr("Previous hit (Shift+F3)"))
        self.previous.clicked.connect(lambda: self.step_requested.emit(-1))
        self.next = IconButton(theme, "chevron-down", tr("Next hit (F3)"))
        self.next.clicked.connect(lambda: self.step_requested.emit(1))
        self.cross = IconButton(theme, "close", tr("Close (Escape)"))
        self.cross.clicked.connect(self.close_requested)
        for one in (self.previous, self.next, self.cross):
            one.installEventFilter(self)
            row.addWidget(one)
        self.hide()

    def take_focus(self) -> None:
        """Put the cursor into the field and select what stands there."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def say(self, text: str, *, found: bool, remark: str = "") -> None:
        """Say how many hits there are, and what was not looked into; without any hit there is nowhere to step to."""
        self.count.setText(text)
        self.remark.set_text(remark)
        self.field.setAccessibleDescription(". ".join(one for one in (text, remark) if one))
        for one in (self.previous, self.next):
            one.setEnabled(found)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's override: Enter steps, Escape closes."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.close_requested.emit()
                return True
            if watched is self.field and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self.step_requested.emit(-1 if back else 1)
                return True
        return super().eventFilter(watched, event)
