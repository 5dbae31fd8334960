"""Two documents beside each other: the handlers of these actions. They are off where no page is on show."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from reviewer.i18n import tr

if TYPE_CHECKING:
    from reviewer.ui.open_case import OpenCase


class SidesActs:
    """Shows a second document, or only one again, and lets both scroll together."""

    def __init__(self, case: Callable[[], OpenCase | None]) -> None:
        self._get_case = case

    def switch(self) -> None:
        """Show the document read before at the other side, or only the one that is read."""
        case = self._get_case()
        if case is None:
            return
        tabs = case.read.tabs
        if tabs.sides.are_two:
            tabs.sides.end()
        elif not tabs.show_two():
            case.parts.problems.toast(tr("Open a second document first; then both can stand side by side."), warning=True)

    def are_two(self) -> bool:
        """Tell whether two documents are on show."""
        case = self._get_case()
        return case is not None and case.read.tabs.sides.are_two

    def switch_linked(self) -> None:
        """Scroll both documents together, or each by itself."""
        case = self._get_case()
        if case is not None:
            case.read.tabs.sides.set_linked(not case.read.tabs.sides.linked)

    def are_linked(self) -> bool:
        """Tell whether both documents scroll together."""
        case = self._get_case()
        return case is not None and case.read.tabs.sides.linked
