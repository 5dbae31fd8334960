"""The bar at the window's top: the case's menu, the views, the search field, and the way out as a pack."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QMenu, QPushButton, QToolButton, QWidget

from reviewer.i18n import tr
from reviewer.model.neutral import one_line
from reviewer.ui.controls.key_label import key_label
from reviewer.ui.look import icons, labels
from reviewer.ui.look.theme import Theme
from reviewer.ui.panels.view_tabs import ViewTabs

HEIGHT_PX = 48

_ENOUGH_TYPED = 3
"""Letters to search for from which on the results are worth to be shown: of fewer nearly everything has them."""

TYPING_MS = 120
"""How long nothing was typed before what was typed so far is searched for."""

_NARROWEST, _NARROW, _MIDDLE, _WIDE = range(4)
"""How much is said in words."""

_SEARCH_PX = 84, 110, 170, 248
_SEARCH_MOST_PX, _SEARCH_STRETCH = 480, 8
"""Of the search field: its width for so many words in the bar, and what it may have of free room once it is not empty."""

_FROM_PX = (0, 0, 700, 900)
"""Logical pixels from which so much may be said at all; whether it has the room depends on fonts and titles as well."""


class ToolStrip(QFrame):
    """The tool bar.

    Signals:
        view_chosen: The id of the view whose tab was chosen.
        search_requested: Enter was pressed in the search field, with its text.
        search_typed: Nothing was typed there for a moment, with its text.
        search_left: Escape was pressed in the empty field.
        results_wanted: Down was pressed in the search field.
        export_requested: The export button was pressed.
        name_requested: An untitled case is to get a name and a place.

    """

    view_chosen = Signal(str)
    search_requested = Signal(str)
    search_typed = Signal(str)
    search_left = Signal()
    results_wanted = Signal()
    export_requested = Signal()
    name_requested = Signal()

    def __init__(self, theme: Theme, views: dict[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._views = list(views)
        self._title, self._untitled = "", False
        self._words = _WIDE
        self._searched = ""
        self.setFixedHeight(HEIGHT_PX)
        self.setProperty("surface", "window")
        self.setProperty("line", "bottom")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(12)
        self.case_button = QToolButton()
        self.case_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.case_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.case_button.setIconSize(QSize(16, 16))
        self.case_button.setFont(theme.font(bold=True))
        self.case_button.setObjectName("case")
        self.case_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        row.addWidget(self.case_button)
        self.name_button = QPushButton()
        labels.name(self.name_button, tr("Name and place…"))
        labels.set_tooltip(self.name_button, tr("Name and place…"))
        self.name_button.setProperty("link", True)
        self.name_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard with the page
        self.name_button.clicked.connect(self.name_requested)
        row.addWidget(self.name_button)
        row.addSpacing(8)
        self.tabs = ViewTabs(theme)
        for words in views.values():
            self.tabs.addTab(words)
        self.tabs.currentChanged.connect(lambda index: self.view_chosen.emit(self._views[index]))
        row.addWidget(self.tabs)
        row.addStretch(1)
        self._add_search(row)
        self.export_button = QPushButton(tr("Export pack"))
        labels.name(self.export_button, tr("Export pack"))
        labels.set_tooltip(self.export_button, tr("Export pack"))
        self.export_button.clicked.connect(self.export_requested)
        row.addWidget(self.export_button)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()
        self.set_title("")

    def _add_search(self, row: QHBoxLayout) -> None:
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(False)
        self.search.setAcceptDrops(False)  # files dropped here are for the window
        self.search.setPlaceholderText(tr("Search the case"))
        labels.name(self.search, tr("Search the case"), tr("Enter shows the results"))
        hint = tr("Pages, quotes, notes and claims are searched: words, “phrases”, begin*, AND, OR, NOT, NEAR")
        labels.set_tooltip(self.search, hint)
        self.search.returnPressed.connect(self._on_search_entered)
        self.search.installEventFilter(self)
        self._search_action = self.search.addAction(
            icons.icon("search", self._theme.token("hint")), QLineEdit.ActionPosition.LeadingPosition
        )
        self._search_action.setText(tr("Search"))  # a button to screen readers
        self._keys, self._enter = key_label(self._theme, "Ctrl+Shift+F"), key_label(self._theme, "Enter")
        inside = QHBoxLayout(self.search)
        inside.setContentsMargins(0, 0, 7, 0)
        inside.addStretch(1)
        for one in (self._keys, self._enter):
            inside.addWidget(one)
            one.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.search.textChanged.connect(self._show_keys)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING_MS)
        self._typing.timeout.connect(self._on_typing_rested)
        self.search.textEdited.connect(lambda _text: self._typing.start())
        row.addWidget(self.search, _SEARCH_STRETCH)

    def set_menu(self, menu: QMenu) -> None:
        """Give the case button its menu."""
        self.case_button.setMenu(menu)

    def set_title(self, title: str, *, untitled: bool = False) -> None:
        """Show the case's title on the menu's button, shortened to the room there is; beside it the way to give it a name."""
        self._title, self._untitled = one_line(title), untitled
        self.name_button.setVisible(untitled)
        self._fit_words()
        labels.name(self.case_button, tr("Case menu: {title}").format(title=self._title))
        labels.set_tooltip(self.case_button, self._title)

    def set_view(self, view: str) -> None:
        """Show which view is on, without asking for it."""
        self.tabs.blockSignals(True)
        self.tabs.setCurrentIndex(self._views.index(view))
        self.tabs.blockSignals(False)

    @property
    def has_enough(self) -> bool:
        """Whether enough is typed into the search field to show what is found; a word may be one letter that is not ASCII."""
        text = self.search.text().strip()
        return len(text) >= _ENOUGH_TYPED or not text.isascii()

    def focus_search(self) -> None:
        """Put the cursor into the search field and select what stands there."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's override: in the search field Escape clears it, and once more leaves it; Down goes to what was found."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape and self.search.text():
                self._typing.stop()
                self.search.clear()
                return True
            if event.key() == Qt.Key.Key_Escape and event.modifiers() == Qt.KeyboardModifier.NoModifier:
                self.search_left.emit()
            if event.key() == Qt.Key.Key_Down:
                self.results_wanted.emit()
                return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's override: words give way to icons in a narrow window."""
        super().resizeEvent(event)
        self._fit_words()

    def _fit_words(self) -> None:
        """Say as much in words as there is room for."""
        row = self.layout()
        for words in (_WIDE, _MIDDLE, _NARROW, _NARROWEST):
            if self.width() > _FROM_PX[words]:
                self._say(words)
                if row is None or row.minimumSize().width() <= self.width():
                    break

    def _say(self, words: int) -> None:
        self._words = words
        self._show_keys()
        self.export_button.setText(tr("Export pack") if words > _NARROW else "")
        self.export_button.setFixedWidth(16777215 if words > _NARROW else 40)
        self.export_button.setMinimumWidth(0)
        self.tabs.set_compact(words <= _NARROW)
        self.name_button.setText(tr("Name and place…") if words > _NARROW else tr("Name…"))
        metrics = self.case_button.fontMetrics()
        shown = metrics.elidedText(self._title, Qt.TextElideMode.ElideRight, (60, 90, 150, 260)[words])
        self.case_button.setText(f" {shown.replace('&', '&&')}")

    def _on_search_entered(self) -> None:
        text = self.search.text().strip()
        self._typing.stop()
        if text:
            self._searched = text
            self._show_keys()
            self.search_requested.emit(text)

    def _on_typing_rested(self) -> None:
        text = self.search.text().strip()
        if text and text != self._searched:
            self.search_typed.emit(text)

    def _show_keys(self) -> None:
        """Say which key comes next: the one that leads here, or Enter once there are words that were not searched for yet."""
        text = self.search.text().strip()
        width = _SEARCH_PX[self._words]
        self.search.setMinimumWidth(width)
        self.search.setMaximumWidth(max(width, _SEARCH_MOST_PX) if text else width)
        self._keys.setVisible(self._words == _WIDE and not self.search.text())
        self._enter.setVisible(self._words > _NARROW and text not in ("", self._searched))
        covered = self._enter.sizeHint().width() + 4 if self._enter.isVisibleTo(self.search) else 0
        self.search.setTextMargins(0, 0, covered, 0)

    def _on_theme_changed(self) -> None:
        theme = self._theme
        self.case_button.setIcon(icons.icon("menu", theme.token("text")))
        self._search_action.setIcon(icons.icon("search", theme.token("hint")))
        self.export_button.setIcon(icons.icon("export", theme.token("text"), disabled=theme.token("disabled")))
