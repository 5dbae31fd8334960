"""What stands in the middle of the window while no document is open: what to do, and a button for it.

A case without documents shows the same dashed frame as the window without a case: drop documents here.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from reviewer.i18n import tr
from reviewer.ui.controls.drop_area import DropArea
from reviewer.ui.controls.sheets_picture import SheetsPicture
from reviewer.ui.look import labels
from reviewer.ui.look.theme import Theme


class NothingOpen(QWidget):
    """A sentence and two buttons. `add_requested` asks for files to be chosen, `folder_requested` for a folder."""

    add_requested = Signal()
    folder_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("surface", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 32, 32, 32)
        column.setSpacing(12)
        self._frame = DropArea(theme, self)
        self._frame.lower()
        column.addStretch(2)
        middle = Qt.AlignmentFlag.AlignHCenter
        self._picture = SheetsPicture(theme)
        column.addWidget(self._picture, 0, middle)
        self._title = labels.label(wrap=True)
        self._title.setAlignment(middle)
        column.addWidget(self._title)
        self._more = labels.label(role="second", wrap=True)
        self._more.setAlignment(middle)
        column.addWidget(self._more)
        self.add_button = QPushButton(tr("Add documents…"))
        self.add_button.setProperty("main", True)
        self.add_button.setAutoDefault(True)
        self.add_button.clicked.connect(self.add_requested)
        column.addWidget(self.add_button, 0, middle)
        self.folder_button = QPushButton(tr("or add a folder…"))
        self.folder_button.setProperty("link", True)
        self.folder_button.setAutoDefault(True)
        self.folder_button.clicked.connect(self.folder_requested)
        column.addWidget(self.folder_button, 0, middle)
        column.addStretch(3)
        self._is_left_known = False
        for one in (self._frame, self._picture, self.add_button, self.folder_button):
            one.hide()

    def set_left_known(self) -> None:
        """It is known by now which documents were open the last time: where none is, a person may choose one."""
        self._is_left_known = True
        self._more.setVisible(True)
        self._title.setVisible(True)

    def show_state(self, *, has_documents: bool, writable: bool) -> None:
        """Say what fits: choose one of the documents, or add the first; nothing while the last one on show is about to come."""
        first = writable and not has_documents
        self._title.setVisible(self._is_left_known or not has_documents)
        self._more.setVisible(self._is_left_known or not has_documents)
        self._frame.setVisible(first)
        self._picture.setVisible(first)
        self._title.setFont(self._theme.font("title" if first else "heading", bold=True))
        if has_documents:
            self._title.setText(tr("No document is open"))
            self._more.setText(tr("Choose one at the left, or drop more files here."))
        elif not writable:
            self._title.setText(tr("No documents yet"))
            self._more.setText(tr("This case is open for reading only."))
        else:
            self._title.setText(tr("Drop documents here"))
            self._more.setText(tr("PDF files, scans and screenshots, one or a whole folder."))
        is_new = first and self.add_button.isHidden()
        self.add_button.setVisible(first)
        self.folder_button.setVisible(first)
        types = isinstance(self.window().focusWidget(), QLineEdit | QPlainTextEdit)
        if is_new and self.isVisible() and not types:
            self.add_button.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's override: the frame is as large as the room."""
        super().resizeEvent(event)
        self._frame.setGeometry(self.rect())
