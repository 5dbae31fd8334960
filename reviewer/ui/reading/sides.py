"""The room for documents: one, or two beside each other, each under a head with its name.

Owns which tab stands at which side, which side is read, and whether both scroll together. It opens and closes none.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QSplitter, QWidget

from reviewer.model.ids import DocumentId
from reviewer.ui.look.theme import Theme
from reviewer.ui.reading.document_tab import DocumentTab
from reviewer.ui.reading.linked_scrolling import LinkedScrolling
from reviewer.ui.reading.side import Side


class Sides(QSplitter):
    """One or two documents.

    Signals:
        activated: The keyboard went to the other side: its `DocumentTab`.
        changed: There are two documents or one now, or they scroll together or not.

    """

    activated = Signal(object)
    changed = Signal()

    def __init__(self, theme: Theme, nothing: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._left, self._right = Side(theme), Side(theme)
        self._active = self._left
        self._linking = LinkedScrolling(self)
        self._linked = False
        self._placing = False
        self._nothing = nothing
        for place, side in enumerate((self._left, self._right)):
            self.addWidget(side)
            self.setStretchFactor(place, 1)
            side.link_clicked.connect(lambda: self.set_linked(not self._linked))
        self._left.link.hide()
        self._left.closed.connect(lambda: self._close(self._left))
        self._right.closed.connect(lambda: self._close(self._right))
        self._left.stack.addWidget(nothing)
        self._right.hide()
        self.setChildrenCollapsible(False)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_changed)

    @property
    def are_two(self) -> bool:
        """Whether two documents stand beside each other."""
        return not self._right.isHidden()

    @property
    def linked(self) -> bool:
        """Whether both scroll together."""
        return self._linked and self.are_two

    @property
    def tabs(self) -> tuple[DocumentTab, ...]:
        """The tabs on show, from the left."""
        shown = (self._left.tab, self._right.tab if self.are_two else None)
        return tuple(one for one in shown if one is not None)

    def looked_at(self) -> Iterator[tuple[DocumentId, int]]:
        """Yield the pages (from 0) on show that can be looked at, each with its document in the case."""
        for tab in self.tabs:
            if tab.document is not None and tab.view.isVisible():
                yield from ((tab.document, page) for page in tab.view.looked_at.pages())

    def beside(self, tab: DocumentTab) -> DocumentTab | None:
        """Return the tab that stands beside one on show, or None."""
        return next((one for one in self.tabs if one is not tab), None) if tab in self.tabs else None

    def add(self, tab: DocumentTab) -> None:
        """Take a tab in; it is shown by `show_tab`."""
        self._left.stack.addWidget(tab)

    def remove(self, tab: DocumentTab) -> None:
        """Let go of a tab; of two documents the other stays."""
        if self.beside(tab) is not None:
            self._keep(self._right if self._left.tab is tab else self._left)
        for side in (self._left, self._right):
            side.stack.removeWidget(tab)
            if side.tab is tab:
                side.show_tab(None)

    def show_tab(self, tab: DocumentTab | None) -> None:
        """Show a tab at the side that is read, or go to the side where it stands; None shows that nothing is open."""
        with self._moving_tabs():
            if tab is None:
                self._left.stack.setCurrentWidget(self._nothing)
            elif tab in self.tabs:
                self._active = self._left if self._left.tab is tab else self._right
            else:
                self._active.show_tab(tab)
            self.refresh()

    def show_two(self, left: DocumentTab, right: DocumentTab) -> None:
        """Show two tabs beside each other; the left one is read."""
        with self._moving_tabs():
            self._left.show_tab(left)
            self._right.show_tab(right)
            self._active = self._left
            if not self.are_two:
                self._right.show()
                self.setSizes([1000, 1000])
            self.refresh()
        self.changed.emit()

    def end(self) -> None:
        """Show only the document that is read."""
        self._keep(self._active)

    def set_linked(self, linked: bool) -> None:
        """Let both scroll together from where they are, or each by itself."""
        self._linked = linked
        self.refresh()
        self.changed.emit()

    def refresh(self) -> None:
        """Show what the documents are called, which is read, and let those on show scroll together if they should."""
        two = self.are_two
        for side in (self._left, self._right):
            side.show_head(shown=two, active=side is self._active)
        self._right.link.setChecked(self.linked)
        views = tuple(one.view for one in self.tabs if one.view.page_count)
        if not self.linked or len(views) != 2:
            self._linking.end()
        elif views != self._linking.views:
            self._linking.link(views[0], views[1])

    def _close(self, side: Side) -> None:
        kept = self._right if side is self._left else self._left
        tab = kept.tab
        self._keep(kept)
        if tab is not None:
            self.activated.emit(tab)

    def _keep(self, side: Side) -> None:
        """Show only what stands at one side, at the left."""
        if not self.are_two:
            return
        with self._moving_tabs():
            tab, other = side.tab, self._right.tab
            self._linked = False
            self._right.hide()
            self._right.show_tab(None)
            if other is not None:
                self._left.stack.addWidget(other)
            self._active = self._left
            self._left.show_tab(tab)
            self.refresh()
        self.changed.emit()

    @contextmanager
    def _moving_tabs(self) -> Iterator[None]:
        """Hear of no focus that only moves because widgets come and go; the page that is read gets it if one of these had it."""
        if self._placing:
            yield
            return
        focus = QApplication.focusWidget()
        had_keyboard = focus is not None and self.isAncestorOf(focus)
        self._placing = True
        try:
            yield
            tab, focus = self._active.tab, QApplication.focusWidget()
            if had_keyboard and tab is not None and (focus is None or not tab.isAncestorOf(focus)):
                tab.take_focus()
        finally:
            self._placing = False

    def _on_focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is None or self._placing or not self.are_two:
            return
        for side in (self._left, self._right):
            if side is not self._active and side.tab is not None and side.isAncestorOf(now):
                self.activated.emit(side.tab)
                return
