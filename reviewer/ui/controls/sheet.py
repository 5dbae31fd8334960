"""The frame of every dialog: a heading, a column of fields with their labels, sentences, and the buttons at the foot.

Owns spacing and the order of buttons. What is asked is the business of the dialogs built on it.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from reviewer.i18n import tr
from reviewer.model.neutral import displayed
from reviewer.ui.look import labels
from reviewer.ui.look.theme import Theme

_CHECKSUM_PX = 700
"""Logical pixels: a checksum stands on one line."""


class Sheet(QDialog):
    """A dialog in the program's dress. Subclasses fill `body` and set the words of `main_button`.

    Args:
        theme: Colours and fonts.
        title: The heading and the window's title.
        main: Words of the main button; "" for none.
        close: Words of the button that leaves things as they are.
        final: The main act cannot be undone: Enter and Space leave things as they are, until the person goes to its button.
        parent: The window it belongs to.

    """

    def __init__(
        self, theme: Theme, title: str, *, main: str = "", close: str = "", final: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._has_field = False
        self.setWindowTitle(displayed(title))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(440)
        frame = QVBoxLayout(self)
        frame.setContentsMargins(24, 20, 24, 16)
        frame.setSpacing(0)
        frame.addWidget(labels.label(title, font=theme.font("heading", bold=True)))
        frame.addSpacing(12)
        inside = QWidget()
        self.body = QVBoxLayout(inside)
        self.body.setContentsMargins(2, 2, 2, 2)
        self.body.setSpacing(4)
        self._scroll = _Scroll(inside)
        self._scroll.contents_changed.connect(self._on_scroll_contents_changed)
        frame.addWidget(self._scroll, 1)
        frame.addSpacing(12)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(8)
        self.foot.addStretch(1)
        frame.addLayout(self.foot)
        self.close_button = QPushButton(close or (tr("Cancel") if main else tr("Close")))
        self.close_button.clicked.connect(self.reject)
        self.foot.addWidget(self.close_button)
        self.main_button = QPushButton(main)
        self.main_button.setProperty("main", not final)
        self.main_button.clicked.connect(self.accept)
        self.main_button.setVisible(bool(main))
        self.foot.addWidget(self.main_button)
        (self.close_button if final or not main else self.main_button).setDefault(True)
        if main and not final:  # Enter alone is a line end in fields of several lines
            for keys in ("Ctrl+Return", "Ctrl+Enter"):
                QShortcut(QKeySequence(keys), self, self.main_button.click)
        if final:
            self.close_button.setFocus()

    def setVisible(self, visible: bool) -> None:
        """Qt's override: as large as its contents need once they are dressed, and never larger than the screen."""
        if visible and not self.isVisible():
            self.body.addStretch(0)
            self._order_tabs()
            for one in self.findChildren(QWidget):
                one.ensurePolished()
            self._scroll.updateGeometry()
            self.resize(self._bounded(self.sizeHint().expandedTo(self.minimumSize())))
        super().setVisible(visible)

    def _on_scroll_contents_changed(self) -> None:
        """Grow with what is said while the dialog is open: nothing new stays below the fold."""
        if self.isVisible():
            self._scroll.updateGeometry()
            self.resize(self._bounded(QSize(self.width(), max(self.height(), self.sizeHint().height()))))

    def _bounded(self, wanted: QSize) -> QSize:
        return wanted.boundedTo(self.screen().availableSize() - QSize(32, 64))

    def add_field(self, words: str, field: QWidget, *, hint: str = "") -> QLabel:
        """Add a labelled field, which also names it for screen readers, and a hint below it; return the hint's label.

        The first one gets the keyboard when the dialog opens.
        """
        if self.body.count():
            self.body.addSpacing(8)
        self.body.addWidget(labels.label(words, font=self.theme.font("second", bold=True), buddy=field))
        self.body.addWidget(field)
        if not self._has_field:
            self._has_field = True
            field.setFocus()
        labels.name(field, words.replace("&", ""), hint)
        below = labels.label(hint, role="hint", font=self.theme.font("second"), wrap=True)
        below.setVisible(bool(hint))
        self.body.addWidget(below)
        return below

    def add_text(self, text: str, *, role: str = "second", selectable: bool = False) -> QLabel:
        """Add a paragraph of plain text."""
        made = labels.label(text, role=role, wrap=True, selectable=selectable)
        self.body.addWidget(made)
        return made

    def _order_tabs(self) -> None:
        """Lead the keyboard through the fields from top to bottom, and then to the buttons from left to right."""
        inside = self._scroll.widget().findChildren(QWidget)
        fields = [one for one in inside if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.window() is self]
        buttons = [self.foot.itemAt(at).widget() for at in range(self.foot.count())]
        chain = [*fields, *(one for one in buttons if one is not None)]
        for one, following in pairwise(chain):
            self.setTabOrder(one, following)

    def add_pair(self, words: str, value: str) -> QLabel:
        """Add a fact: its name and its value, which can be selected and copied."""
        row = QHBoxLayout()
        row.setSpacing(12)
        name = labels.label(words, role="second")
        name.setFixedWidth(130)
        row.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
        shown = labels.label(value, wrap=True, selectable=True)
        shown.setMinimumWidth(1)  # one long word is cut by itself, and not the ends of all other lines
        labels.name(shown, f"{words}: {value}")
        row.addWidget(shown, 1)
        self.body.addLayout(row)
        self.body.addSpacing(4)
        return shown

    def widen_for_checksum(self) -> None:
        """Be wide enough for a checksum on one line, where the screen is."""
        self.setMinimumWidth(min(_CHECKSUM_PX, self.screen().availableSize().width() - 64))

    def add_checksum(self, sha256: str) -> QLabel:
        """Add a checksum: on one line where that is wide enough, else in two halves."""
        is_narrow = self.minimumWidth() < _CHECKSUM_PX
        half = len(sha256) // 2
        shown = self.add_pair("SHA-256", f"{sha256[:half]}\n{sha256[half:]}" if is_narrow else sha256)
        shown.setFont(self.theme.font("second"))
        labels.name(shown, f"SHA-256: {sha256}")
        return shown


class _Scroll(QScrollArea):
    """Lets a tall dialog scroll on a small screen, and is as tall as its contents where there is room.

    `contents_changed` says that they may need more room, or less.
    """

    contents_changed = Signal()

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inside = inside

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's override: a scroll area watches its contents already."""
        done = super().eventFilter(watched, event)
        if event.type() == QEvent.Type.LayoutRequest and watched is self.widget():
            self.contents_changed.emit()
        return done

    def sizeHint(self) -> QSize:
        """Qt's override: as large as the contents."""
        width = self.viewport().width() if self.isVisible() else max(self._inside.sizeHint().width(), 390)
        height = self._inside.heightForWidth(width) if self._inside.hasHeightForWidth() else self._inside.sizeHint().height()
        return QSize(width, max(height, self._inside.minimumSizeHint().height()) + 2)


def show_until_kept(
    dialog: QDialog, ask: Callable[[Callable[[], None], Callable[[], None]], None], left: Callable[[], None] | None = None
) -> None:
    """Show a dialog whose answer is to be kept; where that fails it comes back as it was left.

    Args:
        dialog: Modal to its window.
        ask: Asks for the answer to be kept, and calls the one when it is and the other when it was refused.
        left: Called when it was left without an answer; whoever gives it deletes the dialog. None deletes it.

    """
    dialog.accepted.connect(lambda: ask(dialog.deleteLater, dialog.open))
    dialog.rejected.connect(left or dialog.deleteLater)
    dialog.open()


def show_once(dialog: QDialog) -> None:
    """Show a dialog that is gone for good when it is closed: over its window where it is modal, else beside it."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open() if dialog.isModal() else dialog.show()
