"""The page by itself on the whole screen: bars, panes and tabs go while it is there, and come back as they were.

Owns what goes and the notice that says how to get back. In other views, and without a document, the bars stay: there is no page.
"""

from __future__ import annotations

from collections.abc import Sequence

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from reviewer.i18n import tr
from reviewer.ui.controls.toast import Toast
from reviewer.ui.problems import Problems
from reviewer.ui.reading.read_view import ReadView


class PageAlone(QObject):
    """Watches over one window.

    Args:
        window: The window.
        bars: What stands above and below its views.
        problems: Tells how to get back; what stays true is set aside meanwhile, what is new is told.

    """

    def __init__(self, window: QWidget, bars: Sequence[QWidget], problems: Problems) -> None:
        super().__init__(window)
        self._window = window
        self._bars = bars
        self._problems = problems
        self._read: ReadView | None = None
        self._notice: Toast | None = None

    @property
    def is_on(self) -> bool:
        """Whether the page has the screen for itself."""
        return self._read is not None

    def look(self, read: ReadView | None) -> None:
        """Leave the page alone where the window has the whole screen and shows `read`, with a document; else bring all back."""
        wanted = read if read is not None and self._window.isFullScreen() and read.tabs.current is not None else None
        if wanted is self._read:
            return
        before, self._read = self._read, wanted
        if before is not None:
            self._part(before, alone=False)
            self.close_notice()
        if wanted is not None:
            self._part(wanted, alone=True)
            wanted.take_focus()  # a field that went cannot keep the keyboard
            self._notice = self._problems.toast(tr("Full screen. Escape or F11 leads back, Ctrl+K finds every action."))
        for bar in self._bars:
            bar.setVisible(not self.is_on)
        for strip in (self._problems.strip, self._problems.origin):
            strip.set_aside(self.is_on)

    def close_notice(self) -> None:
        """Take the notice away: it has been read, and Escape is not for it."""
        notice, self._notice = self._notice, None
        if notice is not None and shiboken6.isValid(notice):
            notice.close()

    def _part(self, read: ReadView, *, alone: bool) -> None:
        read.panes.set_alone(alone)
        read.tabs.head.setVisible(not alone)
