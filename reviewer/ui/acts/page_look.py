"""How the pages on show are looked at: how large, which way round, inverted, one or two beside each other.

No export ever shows it.
"""

from __future__ import annotations

from collections.abc import Callable

from reviewer.ui.viewer.page_view import PageView


class PageLook:
    """The handlers of these actions. They are off where no page is on show.

    Args:
        view: Returns the page view on show, or None.

    """

    def __init__(self, view: Callable[[], PageView | None]) -> None:
        self._view = view

    def zoom_to(self, zoom: float) -> None:
        """Show the pages at a zoom, 1.0 for 100 %, or the nearest that there is, and read on there."""
        view = self._view()
        if view is not None:
            view.set_zoom(zoom)
            view.setFocus()

    def actual_size(self) -> None:
        """Show the pages as large as they are, an image pixel for pixel."""
        self.zoom_to(1.0)

    def turn(self) -> None:
        """Turn the pages for reading."""
        view = self._view()
        if view is not None:
            view.rotate_view()

    def invert(self) -> None:
        """Invert the pages for reading, or not."""
        view = self._view()
        if view is not None:
            view.set_inverted(not view.inverted)

    def is_inverted(self) -> bool:
        """Tell whether pages are inverted."""
        view = self._view()
        return view is not None and view.inverted

    def pair(self) -> None:
        """Show two pages side by side, or one below the other."""
        view = self._view()
        if view is not None:
            view.spreads.set(not view.spreads.on)

    def is_paired(self) -> bool:
        """Tell whether two pages stand side by side."""
        view = self._view()
        return view is not None and view.spreads.on
