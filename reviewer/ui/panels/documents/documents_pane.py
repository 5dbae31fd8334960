"""The list of documents with its filter and its menu. It says what the person wishes and changes nothing itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QListView, QMenu, QPushButton, QVBoxLayout, QWidget

from reviewer.i18n import tr
from reviewer.model.document import LinkedFileTrouble
from reviewer.model.ids import DocumentId
from reviewer.model.overview import DocumentOverview
from reviewer.ui.case.case_rows import CaseRows
from reviewer.ui.controls import read_only
from reviewer.ui.look import icons, labels
from reviewer.ui.look.theme import Theme
from reviewer.ui.models.document_model import DocumentModel, DocumentOrder
from reviewer.ui.models.node_model import RECORD
from reviewer.ui.panels.documents.document_delegate import DocumentDelegate
from reviewer.ui.panels.documents.orders_menu import orders_menu
from reviewer.ui.panels.documents.version_strip import VersionStrip
from reviewer.ui.panels.pane_head import PaneHead

_READING = frozenset({"about", "copy", "cite"})
"""What the menu offers in a case that is only read."""


class DocumentsPane(QWidget):
    """Filter and list.

    Signals:
        open_requested: A document's id: show it, and read on there.
        beside_requested: A document's id: show it beside the one on show, and read on there.
        wished: What the menu asks for ("about", "rename", "version" and so on, see `DocumentActs.wish`) and the document's id.
        locate_requested: The id of a linked document: choose its file anew.
        add_requested: Choose files to add.
        chosen: The document's id that the list stands on, or "".

    """

    open_requested = Signal(str)
    beside_requested = Signal(str)
    wished = Signal(str, str)
    locate_requested = Signal(str)
    add_requested = Signal()
    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._rows: CaseRows | None = None
        self._writable = True
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = PaneHead(theme, tr("Documents"))
        self.sort_button = head.add_button("sort", tr("Sort documents"))
        self.sort_button.clicked.connect(self._on_sort_clicked)
        self.add_button = head.add_button("plus", tr("Add documents"))
        self.add_button.clicked.connect(self.add_requested)
        column.addWidget(head)
        self.filter = self._make_filter()
        self._filter_action = self.filter.addAction(
            icons.icon("filter", theme.token("hint")), QLineEdit.ActionPosition.LeadingPosition
        )
        self._filter_action.setText(tr("Filter"))  # a button to screen readers
        theme.changed.connect(self._on_theme_changed)
        row = QHBoxLayout()
        row.setContentsMargins(12, 0, 12, 8)
        row.addWidget(self.filter)
        column.addLayout(row)
        self._model = DocumentModel(self)
        self._on_show = ""
        self._order = DocumentOrder(self)
        self._order.setSourceModel(self._model)
        self.filter.textChanged.connect(self._order.set_filter)
        self.filter.textChanged.connect(self._tell_none)
        self.filter.textChanged.connect(self._on_filter_changed)
        self.filter.returnPressed.connect(self._on_filter_entered)
        self.list, self._delegate = self._make_list()
        self._connect_list()
        self.unopened, self.none, self.versions = self._make_unopened(), self._none_label(), VersionStrip(theme)
        column.addWidget(self.unopened)
        column.addWidget(self.none)
        column.addWidget(self.list, 1)
        column.addWidget(self.versions)

    def _make_list(self) -> tuple[QListView, DocumentDelegate]:
        made = QListView()
        made.setFrameShape(QFrame.Shape.NoFrame)
        made.setModel(self._order)
        delegate = DocumentDelegate(self._theme, made)
        made.setItemDelegate(delegate)
        made.setMouseTracking(True)
        made.setResizeMode(QListView.ResizeMode.Adjust)  # a name takes a second line where it does not fit
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        made.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        made.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        labels.name(made, tr("Documents"))
        return made, delegate

    def _make_unopened(self) -> QPushButton:
        made = QPushButton(tr("Only with unopened pages: show all"))
        made.setProperty("link", True)
        made.clicked.connect(lambda: self.set_only_unopened(False))
        made.hide()
        return made

    @staticmethod
    def _none_label() -> QLabel:
        made = labels.label(tr("No document’s name has these words."), role="hint", wrap=True)
        made.setContentsMargins(12, 0, 12, 8)
        made.hide()
        return made

    def _on_filter_entered(self) -> None:
        """Open what the filter found first."""
        if self._order.rowCount():
            self.open_requested.emit(self._id(self._order.index(0, 0)))

    @staticmethod
    def _make_filter() -> QLineEdit:
        made = QLineEdit()
        made.setPlaceholderText(tr("Filter"))
        made.setClearButtonEnabled(True)
        made.setAcceptDrops(False)  # files dropped here are for the window
        labels.name(made, tr("Filter documents by name"))
        return made

    def _connect_list(self) -> None:
        self.list.customContextMenuRequested.connect(self._on_list_menu_requested)
        self.list.clicked.connect(lambda index: self.open_requested.emit(self._id(index)))
        self.list.installEventFilter(self)
        self.list.viewport().installEventFilter(self)
        self.list.selectionModel().currentChanged.connect(lambda index: self.chosen.emit(self._id(index)))

    def follow(self, rows: CaseRows, *, writable: bool) -> None:
        """Show the documents of a case, from now on."""
        self._rows = rows
        self._writable = writable
        read_only.tell_at(self.add_button, tr("Add documents"), writable=writable)
        rows.documents_changed.connect(self._on_rows_documents_changed)
        self._on_rows_documents_changed()

    def show_unlocked(self, documents: frozenset[DocumentId]) -> None:
        """Show these documents without a padlock: their passwords have been given."""
        self._delegate.unlocked = documents
        self.list.viewport().update()

    def show_troubles(self, troubles: Mapping[DocumentId, LinkedFileTrouble]) -> None:
        """Show of these linked documents that their files are not as they should be."""
        self._model.troubles = troubles
        self.list.viewport().update()

    def show_opened(self, counts: Mapping[DocumentId, int]) -> None:
        """Show of documents how many pages somebody has opened; none leaves a narrowed list by that: it is being read."""
        self._model.opened = counts
        self.list.viewport().update()

    @property
    def only_unopened(self) -> bool:
        """Whether only documents with pages that nobody has opened are listed."""
        return self._order.only_unopened

    def set_only_unopened(self, wanted: bool) -> None:
        """List only documents with pages that nobody has opened, or all."""
        self._order.set_only_unopened(wanted)
        self.unopened.setVisible(wanted)
        self._tell_none()
        self._on_filter_changed()

    @property
    def current(self) -> str:
        """The id of the document the list stands on, or ""."""
        return self._id(self.list.currentIndex())

    def show_current(self, document: str) -> None:
        """Mark a document as the one on show, and stand on it; "", or one that the filter hides, has the list stand on none."""
        self._on_show = self._delegate.on_show = document
        self.list.viewport().update()
        index = self._order.mapFromSource(self._model.index_of(document))
        if index != self.list.currentIndex():
            self.list.setCurrentIndex(index)

    def uncover(self, documents: Iterable[str]) -> None:
        """Take the filter away where it hides one of some documents: those that were just added are to be seen."""
        if not all(self._order.mapFromSource(self._model.index_of(one)).isValid() for one in documents):
            self.filter.clear()

    def _on_filter_changed(self) -> None:
        """Stand on the document on show, or on none while that is hidden: the list would go to a row beside it."""
        self.show_current(self._on_show)

    @property
    def sort(self) -> str:
        """The order of the list, one of `SORTS`."""
        return self._order.chosen

    def set_sort(self, sort: str) -> None:
        """List the documents in an order of `SORTS`."""
        self._order.set_sort(sort)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's override: Enter opens, F2 renames, Delete removes; a right click leaves the list where it stands."""
        if watched is self.list.viewport():
            if isinstance(event, QResizeEvent):
                self._follow_size(event)
            if isinstance(event, QMouseEvent) and event.button() == Qt.MouseButton.RightButton:
                return True
        if watched is self.list and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self.current:
            wishes: dict[int, Callable[[], None]] = {
                Qt.Key.Key_Return: lambda: self.open_requested.emit(self.current),
                Qt.Key.Key_Enter: lambda: self.open_requested.emit(self.current),
                Qt.Key.Key_F2: lambda: self.wished.emit("rename", self.current),
                Qt.Key.Key_Delete: lambda: self.wished.emit("remove", self.current),
            }
            wish = wishes.get(event.key())
            if wish is not None:
                wish()
                return True
        return super().eventFilter(watched, event)

    def _follow_size(self, event: QResizeEvent) -> None:
        """Give names the lines that they need now, and bring the current document into sight where the rows moved.

        A list from top to bottom asks for heights anew only when its own height changes, but names break by its width.
        """
        broken_anew = event.size().width() != event.oldSize().width()
        if broken_anew:
            self.list.scheduleDelayedItemsLayout()
        current = self.list.visualRect(self.list.currentIndex())
        if broken_anew or (current.top() >= 0 and current.bottom() <= event.oldSize().height()):
            QTimer.singleShot(0, self, lambda: self.list.scrollTo(self.list.currentIndex()))

    @staticmethod
    def _id(index: QModelIndex) -> str:
        found = _record(index)
        return found.document.id if found else ""

    def _on_theme_changed(self) -> None:
        self._filter_action.setIcon(icons.icon("filter", self._theme.token("hint")))

    def _on_rows_documents_changed(self) -> None:
        if self._rows is not None:
            before, all_before = self._order.rowCount(), self._model.rowCount()
            self._model.show(self._rows.documents)
            if before and not self._order.rowCount() and self._model.rowCount() >= all_before:
                self.filter.clear()  # the one that was left was renamed: it is not lost
            self._tell_none()

    def _tell_none(self) -> None:
        """Say why the list is empty. A removal keeps the filter: the next press of the key would meet what it had hidden."""
        words = bool(self.filter.text().strip())
        self.none.setText(tr("No document’s name has these words.") if words else tr("Every page has been opened."))
        self.none.setVisible((words or self.only_unopened) and not self._order.rowCount() and bool(self._model.rowCount()))

    def _on_list_menu_requested(self, point: QPoint) -> None:
        index = self.list.indexAt(point)
        if not index.isValid():
            return
        document, found, menu = self._id(index), _record(index), QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("Open")).triggered.connect(lambda: self.open_requested.emit(document))
        menu.addAction(tr("Open beside the document on show")).triggered.connect(lambda: self.beside_requested.emit(document))
        for name, words, keys in (
            ("about", tr("About this document…"), ""),
            ("copy", tr("Make a viewing copy…"), ""),
            ("recognise", tr("Recognise text"), ""),
            ("rename", tr("Rename…"), "F2"),
            ("provenance", tr("Provenance…"), ""),
            ("version", tr("Versions…"), ""),
            ("post", tr("What this post says…"), ""),
            ("cite", tr("Copy citation"), ""),
            ("remove", tr("Remove"), "Del"),
        ):
            if name == "remove":
                menu.addSeparator()
            action = menu.addAction(words)
            action.setShortcut(keys)
            action.setEnabled(self._writable or name in _READING)
            action.triggered.connect(lambda _checked=False, name=name: self.wished.emit(name, document))
            if name == "provenance" and found is not None and found.document.linked:
                menu.addAction(tr("Locate file…")).triggered.connect(lambda: self.locate_requested.emit(document))
        if not self._writable:
            read_only.tell_in_menu(menu)
        menu.popup(self.list.viewport().mapToGlobal(point))

    def _on_sort_clicked(self) -> None:
        menu = orders_menu(self, self._order, self.set_only_unopened)
        menu.popup(self.sort_button.mapToGlobal(QPoint(0, self.sort_button.height())))


def _record(index: QModelIndex) -> DocumentOverview | None:
    found = index.data(RECORD)
    return found if isinstance(found, DocumentOverview) else None
