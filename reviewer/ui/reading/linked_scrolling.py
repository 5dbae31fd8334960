"""Lets two page views scroll together, as far apart as they were when that was asked for.

Owns how far they are apart, in pages: two versions of a document stay at the same place, whatever their sizes and zooms.
"""

from __future__ import annotations

from PySide6.QtCore import QObject

from reviewer.ui.viewer.page_view import PageView


class LinkedScrolling(QObject):
    """Moves each of two views when the other moves."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._views: tuple[PageView, PageView] | None = None
        self._apart = 0.0
        self._following = False

    @property
    def views(self) -> tuple[PageView, PageView] | None:
        """The views that scroll together, or None."""
        return self._views

    def link(self, first: PageView, second: PageView) -> None:
        """Let two views scroll together from where they are."""
        self.end()
        self._views = (first, second)
        self._apart = second.places.pages_read() - first.places.pages_read()
        first.places.moved.connect(self._on_first_moved)
        second.places.moved.connect(self._on_second_moved)

    def end(self) -> None:
        """Let each scroll by itself."""
        if self._views is not None:
            first, second = self._views
            first.places.moved.disconnect(self._on_first_moved)
            second.places.moved.disconnect(self._on_second_moved)
            self._views = None

    def _on_first_moved(self) -> None:
        if self._views is not None:
            self._follow(self._views[1], self._views[0].places.pages_read() + self._apart)

    def _on_second_moved(self) -> None:
        if self._views is not None:
            self._follow(self._views[0], self._views[1].places.pages_read() - self._apart)

    def _follow(self, view: PageView, pages: float) -> None:
        """Move the other view; that it moves is no reason to move back, also where it came to its end."""
        if not self._following and all(one.page_count for one in self._views or ()):
            self._following = True
            view.places.go_to_pages_read(pages)
            self._following = False
