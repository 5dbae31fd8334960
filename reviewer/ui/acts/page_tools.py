"""With what the pages on show are selected from: text or regions, the caret, and all words at once."""

from __future__ import annotations

from collections.abc import Callable

from reviewer.ui.viewer.page_view import PageView


class PageTools:
    """The handlers of these actions. They are off where no page is on show.

    Args:
        view: Returns the page view on show, or None.

    """

    def __init__(self, view: Callable[[], PageView | None]) -> None:
        self._view = view

    def switch(self) -> None:
        """Change between text and region."""
        view = self._view()
        if view is not None:
            view.set_tool("text" if view.tool == "region" else "region")

    def is_region(self) -> bool:
        """Tell whether a drag marks a region."""
        view = self._view()
        return view is not None and view.tool == "region"

    def switch_caret(self) -> None:
        """Show a caret on the page, or take it away."""
        view = self._view()
        if view is not None:
            view.setFocus()
            view.caret.switch()

    def has_caret(self) -> bool:
        """Tell whether there is a caret."""
        view = self._view()
        return view is not None and view.caret.shown

    def select_page(self) -> None:
        """Select all words of the page that is read."""
        view = self._view()
        if view is not None:
            view.setFocus()
            view.whole_page.select()
