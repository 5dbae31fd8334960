"""What stands in the middle of the window while no document is open: what to do, and a button for it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from reviewer.i18n import tr
from reviewer.ui.look import labels
from reviewer.ui.look.theme import Theme


class NothingOpen(QWidget):
    """A sentence and a button. `add_requested` asks for files to be chosen."""

    add_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 32, 32, 32)
        column.setSpacing(12)
        column.addStretch(2)
        middle = Qt.AlignmentFlag.AlignHCenter
        self._title = labels.label(font=theme.font("heading", bold=True), wrap=True)
        self._title.setAlignment(middle)
        column.addWidget(self._title)
        self._more = labels.label(role="second", wrap=True)
        self._more.setAlignment(middle)
        column.addWidget(self._more)
        self.add_button = QPushButton(tr("Add documents…"))
        self.add_button.setAutoDefault(True)
        self.add_button.clicked.connect(self.add_requested)
        column.addWidget(self.add_button, 0, middle)
        column.addStretch(3)

    def show_state(self, *, has_documents: bool, writable: bool) -> None:
        """Say what fits: choose one of the documents, or add the first."""
        if has_documents:
            self._title.setText(tr("No document is open"))
            self._more.setText(tr("Choose one at the left, or drop more files here."))
        else:
            self._title.setText(tr("Drop documents here"))
            self._more.setText(tr("PDF files, scans and screenshots, one or a whole folder."))
        self.add_button.setVisible(writable and not has_documents)
