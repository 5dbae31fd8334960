"""The page by itself on the whole screen: bars, panes and tabs go while it is there, and come back as they were.

Owns when that is, what goes, the notice that says how to get back, and what Escape and a search mean meanwhile. In other views,
and without a document, the bars stay: there is no page.
"""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QObject, QTimer

from reviewer.i18n import tr
from reviewer.ui.bare_window import BareWindow
from reviewer.ui.controls.toast import Toast
from reviewer.ui.reading.read_view import ReadView
from reviewer.ui.window_acts import Frame

SETTLED_MS = 120
"""How long the window's size has stayed when it is taken for the one of the full screen: window managers take their time."""


class PageAlone(QObject):
    """Watches over one window. What its messages tell stays true and is set aside meanwhile, what is new is told."""

    def __init__(self, frame: Frame, window: BareWindow) -> None:
        """`frame` is what there is in `window`."""
        super().__init__(window)
        self._frame = frame
        self._window = window
        self._read: ReadView | None = None
        self._notice: Toast | None = None
        self._settled = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._settled.timeout.connect(self._tell)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's override: the notice waits for the window to have its size, or it would be seen in two places."""
        if event.type() == QEvent.Type.Resize and self._settled.isActive():
            self._settled.start()
        return super().eventFilter(watched, event)

    def look(self) -> None:
        """Leave the page alone where the window has the whole screen and shows a document's page; else bring all back."""
        window, case = self._window, self._frame.case
        read = case.read if case is not None and self._frame.view == "read" else None
        wanted = read if read is not None and window.isFullScreen() and read.tabs.current is not None else None
        if wanted is self._read:
            return
        before, self._read = self._read, wanted
        if before is not None:
            self._part(before, alone=False)
            self._close_notice()
        if wanted is not None:
            self._part(wanted, alone=True)
            wanted.take_focus()  # a field that went cannot keep the keyboard
            self._settled.start()
        for bar in (window.strip, window.status):
            bar.setVisible(wanted is None)
        for strip in (window.problems.strip, window.problems.origin):
            strip.set_aside(wanted is not None)

    def take_escape(self) -> bool:
        """Close the newest message, and tell whether there was one. The notice, which was read, goes without the key."""
        self._close_notice()
        return self._window.problems.close_message()

    def focus_search(self) -> None:
        """Put the cursor into the search field; where the page is alone, it is in the Search view."""
        if self._read is not None:
            self._frame.show_view("search")
        self._window.strip.focus_search()

    def _tell(self) -> None:
        said = tr("Full screen. Escape or F11 leads back, Ctrl+K finds every action.")
        self._notice = self._window.problems.toast(said, brief=True)

    def _close_notice(self) -> None:
        self._settled.stop()
        notice, self._notice = self._notice, None
        if notice is not None and shiboken6.isValid(notice):
            notice.close()

    def _part(self, read: ReadView, *, alone: bool) -> None:
        read.panes.set_alone(alone)
        read.tabs.head.setVisible(not alone)
