"""What somebody looks at, and for how long: added up beside the reading, and written into the case in batches.

A page counts from the second look half a second later on, while the window is the active one and somebody has touched mouse or
keys within the last minute. Nothing happens while pages move: what is in view is asked for twice a second, and not at all while
nobody is there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Set

import shiboken6
from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QWidget

from reviewer.model.coverage import PageView
from reviewer.model.ids import DocumentId, Reviewer
from reviewer.ui.case.case_desk import CaseDesk

LOOK_MS = 500
"""Between two looks at what is in view; a page must be in both to count."""

IDLE_MS = 60_000
"""Without a touch of mouse or keys for so long, nobody is looking."""

NEW_MS, KEEP_MS = 3_000, 10_000
"""How long a page that was never opened waits to be written, and how long times that only grow do."""

Place = tuple[DocumentId, int]
"""A document and a page of it, from 0."""

_TOUCHES = frozenset(
    {
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.KeyPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletMove,
    }
)


class Attention(QObject):
    """Watches one window.

    Args:
        desk: The case.
        window: The window that must be active.
        pages: Returns the pages that can be looked at.
        hits: Returns the pages that stand in results of a search on show.
        is_new: Tells whether a page was never opened before.

    Signals:
        noted: `PageView`s just looked at or found, before they are written.

    """

    noted = Signal(object)

    def __init__(
        self,
        desk: CaseDesk,
        window: QWidget,
        *,
        pages: Callable[[], Iterable[Place]],
        hits: Callable[[], Iterable[Place]],
        is_new: Callable[[Place], bool],
    ) -> None:
        super().__init__(desk)
        self._desk = desk
        self._window = window
        self._watched: QWindow | None = None
        self._pages, self._hits, self._is_new = pages, hits, is_new
        self._seen: Set[Place] = frozenset()
        self._listed: Set[Place] = frozenset()
        self._shown_ms: dict[tuple[Place, Reviewer], int] = {}
        self._found: dict[Place, Reviewer] = {}
        self._known_found: set[Place] = set()
        self._has_new = False
        self._writing = False
        self._told = self._closed = False
        self._since_look, self._since_touch, self._since_write = QElapsedTimer(), QElapsedTimer(), QElapsedTimer()
        for one in (self._since_look, self._since_touch, self._since_write):
            one.start()
        self._timer = QTimer(self, interval=LOOK_MS, timerType=Qt.TimerType.CoarseTimer)
        self._timer.timeout.connect(lambda: self.look(self._since_look.restart()))
        self._timer.start()
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._on_focus_window_changed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's override: of the window's events only that somebody is there."""
        if event.type() in _TOUCHES:
            self.touch()
        return super().eventFilter(watched, event)

    def touch(self) -> None:
        """Somebody is there."""
        self._since_touch.restart()
        if not self._timer.isActive() and not self._closed:
            self._since_look.restart()
            self._timer.start()

    def look(self, passed_ms: int) -> None:
        """Add the time since the last look to what was in view then and is now."""
        self._watch()
        here = self._window.isActiveWindow() and not self._window.isMinimized()
        if not here or self._since_touch.elapsed() > IDLE_MS:
            self._seen = self._listed = frozenset()
            self._timer.stop()
            self.keep()
            return
        seen, listed = frozenset(self._pages()), frozenset(self._hits())
        who, passed_ms = self._desk.session.reviewer, min(max(passed_ms, 0), 2 * LOOK_MS)
        views = []
        for place in seen & self._seen if passed_ms else ():
            self._has_new = self._has_new or self._is_new(place)
            self._shown_ms[place, who] = self._shown_ms.get((place, who), 0) + passed_ms
            views.append(PageView(*place, passed_ms))
        for place in (listed & self._listed) - self._known_found:
            self._known_found.add(place)
            self._found[place] = who
            views.append(PageView(*place, found=True))
        self._seen, self._listed = seen, listed
        if views:
            self.noted.emit(views)
        if self._since_write.elapsed() > (NEW_MS if self._has_new else KEEP_MS):
            self.keep()

    def keep(self) -> None:
        """Write down what was looked at. What cannot be written now, as in a case that only comes from elsewhere, waits."""
        self._since_write.restart()
        if self._desk.read_only or self._writing or not (self._shown_ms or self._found):
            return
        shown, found = self._shown_ms, self._found
        self._shown_ms, self._found, self._has_new = {}, {}, False
        self._writing = True
        batches: dict[Reviewer, list[PageView]] = {}
        for (place, who), shown_ms in shown.items():
            batches.setdefault(who, []).append(PageView(*place, shown_ms))
        for place, who in found.items():
            batches.setdefault(who, []).append(PageView(*place, found=True))

        def give_back() -> None:
            for key, shown_ms in shown.items():
                self._shown_ms[key] = self._shown_ms.get(key, 0) + shown_ms
            self._found = found | self._found

        def done(kept: bool) -> None:
            self._writing = False
            if not kept:
                give_back()

        def failed(error: BaseException) -> None:
            self._writing = False
            give_back()
            if not self._told:  # once: it is tried again and again
                self._told = True
                self._desk.tasks.failed.emit(error)

        asked = self._desk.session.write(lambda case: case.note_views(batches), background=True)
        self._desk.tasks.deliver(asked, done, failed, owner=self)

    def close(self) -> None:
        """Write down what is left: the case is about to be closed."""
        self._closed = True
        self._timer.stop()
        if self._watched is not None and shiboken6.isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._writing = False
        self.keep()

    def _watch(self) -> None:
        """Listen to the window's own events: a filter on every widget's would see each of them several times."""
        handle = self._window.windowHandle()
        if handle is not self._watched and handle is not None:
            if self._watched is not None and shiboken6.isValid(self._watched):
                self._watched.removeEventFilter(self)
            handle.installEventFilter(self)
            self._watched = handle

    def _on_focus_window_changed(self, now: QWindow | None) -> None:
        if now is not None and now is self._window.windowHandle():
            self.touch()
