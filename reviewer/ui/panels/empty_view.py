"""The empty window: drop documents here, open the sample case, or go on with a recent one.

Who comes for the first time reads one sentence and three promises, and finds one button; who was here before finds their cases.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from reviewer.i18n import tr
from reviewer.ui.controls.drop_area import SMALL_PX, DropArea
from reviewer.ui.controls.key_label import key_label
from reviewer.ui.controls.sheets_picture import SheetsPicture
from reviewer.ui.look import icons, labels
from reviewer.ui.look.theme import Theme
from reviewer.ui.panels.recent_cases import RecentCase, RecentCases


class EmptyView(QScrollArea):
    """What is seen while no case is open. `sample_requested`, `files_requested` and `folder_requested` are its ways on, and
    `case_chosen`, which carries the path of a case to go on with; `case_unwanted` that of one that should not be there any more.

    Attributes:
        recent: The recent cases.

    """

    sample_requested = Signal()
    files_requested = Signal()
    folder_requested = Signal()
    case_chosen = Signal(object)
    case_unwanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._signs: dict[str, QLabel] = {}
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setProperty("surface", "pane")
        area = DropArea(theme)
        self.setWidget(area)
        column = QVBoxLayout(area)
        self._column = column
        column.setSpacing(0)
        column.addStretch(3)
        self._picture = SheetsPicture(theme)
        column.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(20)
        middle = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(self._centred(tr("Drop documents here"), "title", bold=True))
        column.addSpacing(8)
        for text in (
            tr("PDF files, scans and screenshots, one or a whole folder."),
            tr("A case is made for them, and saved as you work."),
        ):
            column.addWidget(self._centred(text, "heading", role="second"))
        column.addSpacing(24)
        self.sample_button = QPushButton(tr("Open the sample case"))
        self.sample_button.setProperty("main", True)
        self.sample_button.setFont(theme.font(bold=True))
        self.sample_button.setAutoDefault(True)
        self.sample_button.setMinimumSize(200, 40)
        self.sample_button.clicked.connect(self.sample_requested)
        column.addWidget(self.sample_button, 0, middle)
        column.addSpacing(14)
        column.addLayout(self._or_choose())
        column.addSpacing(28)
        self.recent = RecentCases(theme)
        self.recent.chosen.connect(self.case_chosen)
        self.recent.unwanted.connect(self.case_unwanted)
        self._promised = self._promises()
        for part in (self.recent, self._promised):
            row = QHBoxLayout()
            row.addStretch(1)
            row.addWidget(part, 20)
            row.addStretch(1)
            column.addLayout(row)
        column.addStretch(4)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's override: a small window has no room to give away."""
        super().resizeEvent(event)
        small = min(self.width() * 0.7, self.height()) < SMALL_PX
        self._column.setContentsMargins(*((32, 28, 32, 28) if small else (64, 56, 64, 56)))

    def show_recent(self, cases: Sequence[RecentCase]) -> None:
        """Show the cases to go on with; who has some knows the promises, and Enter goes on with the newest."""
        has_focus = self.sample_button.hasFocus()
        held = self.recent.isAncestorOf(self.window().focusWidget() or self)
        self.recent.show_cases(cases)
        for one in (self._promised, self._picture):
            one.setVisible(not cases)
        self.sample_button.setProperty("main", not cases)
        self.sample_button.style().polish(self.sample_button)
        if has_focus and self.recent.rows:
            self.recent.rows[0].setFocus()
            QTimer.singleShot(0, self, self._show_focused)  # when it has its place
        elif held and not cases:
            self.sample_button.setFocus()

    def _show_focused(self) -> None:
        focused = self.focusWidget()
        if focused is not None:
            self.ensureWidgetVisible(focused)

    def _or_choose(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        for words, name, keys, wanted in (
            (tr("or choose files with"), tr("Choose files"), "Ctrl+O", self.files_requested),
            (tr("or a folder with"), tr("Choose a folder"), "Ctrl+Shift+D", self.folder_requested),
        ):
            choose = QPushButton(words)
            choose.setProperty("link", True)
            choose.setAutoDefault(True)
            labels.name(choose, name)
            choose.clicked.connect(wanted)
            row.addWidget(choose)
            row.addWidget(key_label(self._theme, keys))
        row.addStretch(1)
        return row

    def _promises(self) -> QWidget:
        part = QWidget()
        part.setMaximumWidth(780)
        grid = QGridLayout(part)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        promises = (
            ("lock", tr("Originals stay as they are"), tr("Copied into the case, never changed.")),
            ("eye", tr("Nothing leaves this computer"), tr("The program never uses the network.")),
            ("undo", tr("Every step can be undone"), tr("Each is kept in the journal.")),
        )
        for at, (icon, words, more) in enumerate(promises):
            sign = labels.label()
            sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self._signs[icon] = sign
            grid.setColumnMinimumWidth(at, 150)
            grid.setColumnStretch(at, 1)
            grid.addWidget(sign, 0, at)
            grid.addWidget(self._centred(words, "second", bold=True), 1, at)
            grid.addWidget(self._centred(more, "second", role="second"), 2, at)
        return part

    def _on_theme_changed(self) -> None:
        colour, ratio = self._theme.token("text_second"), self.devicePixelRatioF()
        for icon, sign in self._signs.items():
            sign.setPixmap(icons.pixmap(icon, colour, size_px=18, ratio=ratio))

    def _centred(self, text: str, size: str, *, bold: bool = False, role: str = "body") -> QWidget:
        made = labels.label(text, role=role, font=self._theme.font(size, bold=bold), wrap=True)
        made.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        return made
