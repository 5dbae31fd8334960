"""The windowed program: its windows, which case is in which, and how cases are opened and closed.

Owns the `QApplication` and the list of windows. One window a case: opening an open case raises its window. Opening and closing
happen on threads of their own; the windows never wait.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cached_property, partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from reviewer.log import logger
from reviewer.paths import is_case
from reviewer.services.parts import Parts
from reviewer.ui import furniture
from reviewer.ui.look.text_size import text_size
from reviewer.ui.look.theme import STYLE, Theme
from reviewer.ui.main_window import MainWindow
from reviewer.ui.tasks import Tasks

if TYPE_CHECKING:  # loaded while the first page is being read
    from reviewer.documents.first_file import FirstFile
    from reviewer.services.session import Session
    from reviewer.ui.case_opening import CaseOpening
    from reviewer.ui.isolation_keeper import IsolationKeeper
    from reviewer.ui.known_cases import KnownCases
    from reviewer.ui.left_drafts import LeftDrafts
    from reviewer.ui.preference_keeper import PreferenceKeeper
    from reviewer.ui.raised import Requests

_log = logger(__name__)


class Windows(QObject):
    """All windows of the program.

    Attributes:
        parts: The program's parts.
        theme: Colours and fonts.
        tasks: The bridge from other threads.

    """

    def __init__(self, parts: Parts, theme: Theme, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.parts = parts
        self.theme = theme
        self.tasks = tasks
        self._windows: list[MainWindow] = []
        self._threads = ThreadPoolExecutor(3, thread_name_prefix="cases")
        self._requests: Requests | None = None
        self._closing: list[Future[None]] = []
        tasks.failed.connect(self.report)

    @property
    def windows(self) -> tuple[MainWindow, ...]:
        """All windows, the oldest first."""
        return tuple(self._windows)

    def make(self) -> MainWindow:
        """Open another, empty window."""
        window = self._make_bare()
        self._furnish(window)
        window.show()
        return window

    def make_first(self) -> MainWindow:
        """Open the first window, at once on the first page of a file where one is to be opened: the rest is loaded behind it."""
        first = self.parts.first_file
        if first is None:
            furniture.load()
            window = self.make()
            self._begin(window)
            return window

        from reviewer.ui.reading.first_look import FirstLook
        from reviewer.ui.reading.pane_widths import KeptPanes

        window = self._make_bare()
        look = FirstLook(first, self.theme, self.tasks, KeptPanes.read(self.parts.settings.values.panes))
        look.settled.connect(partial(self._load, window, first))
        window.show_look(look)
        window.show()
        return window

    def _make_bare(self) -> MainWindow:
        window = MainWindow(self.parts, self.theme, self.tasks, self._list_cases)
        window.closing.connect(partial(self._on_window_closing, window))
        self._windows.append(window)
        return window

    def _load(self, window: MainWindow, first: FirstFile) -> None:
        """Load the rest, with which the page can be turned; furnish the window and go on when the file's checksum is known."""

        def loaded(_none: None) -> None:
            if window in self._windows:
                app = QApplication.instance()
                if isinstance(app, QApplication):
                    self.theme.apply_font(app)
                if window.look is not None:
                    window.look.grow()
                self.tasks.deliver(self._threads.submit(first.hash), hashed)

        def hashed(_none: None) -> None:
            if window in self._windows:
                self._furnish(window)
                self._begin(window)

        self.tasks.deliver(self._threads.submit(furniture.load), loaded)

    def _begin(self, window: MainWindow) -> None:
        """Open what the program was started on, or show what a person may go on with."""
        if self.parts.settings.notice:
            from reviewer.ui.controls.error_strip import Truth

            window.problems.strip.tell(self.parts.settings.notice, about=Truth.NOTICE)
        if self.parts.paths:
            self.open_paths(self.parts.paths, window)
        else:
            self._known_cases.show_in(window)

    def _furnish(self, window: MainWindow) -> None:
        from reviewer.ui.raised import Requests

        if self._requests is None:
            self._requests = Requests(self.parts.requests, lambda: self.windows, self)
        window.furnish()
        self._connect(window)
        self._isolation.show_in(window)

    @cached_property
    def _opening(self) -> CaseOpening:
        from reviewer.ui.case_opening import CaseOpening

        return CaseOpening(self, self._threads, self)

    @cached_property
    def left_drafts(self) -> LeftDrafts:
        """Untitled cases of earlier sessions."""
        from reviewer.ui.left_drafts import LeftDrafts

        return LeftDrafts(self, self._threads, self)

    @cached_property
    def _isolation(self) -> IsolationKeeper:
        from reviewer.ui.isolation_keeper import IsolationKeeper

        return IsolationKeeper(self, self)

    @cached_property
    def _known_cases(self) -> KnownCases:
        from reviewer.ui.known_cases import KnownCases

        return KnownCases(self, self.left_drafts, self._threads, self)

    def _list_cases(self) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
        """List the cases that somebody may want: loaded when a menu first asks, not before the first page."""
        return self._known_cases.listed()

    @cached_property
    def preferences(self) -> PreferenceKeeper:
        """What keeps the preferences."""
        from reviewer.ui.preference_keeper import PreferenceKeeper

        return PreferenceKeeper(self, self._threads, self)

    def with_case(self, path: Path) -> MainWindow | None:
        """Return the window that has a case open."""
        wanted = path.resolve()
        return next((one for one in self._windows if one.case and one.case.session.path.resolve() == wanted), None)

    def open_paths(self, paths: Sequence[Path], window: MainWindow) -> None:
        """Open cases. Everything else is added to the one case given with it, else to the window's case or to a fresh one."""
        cases = [one for one in paths if is_case(one)]
        documents = [one for one in paths if not is_case(one)]
        together = len(cases) == 1  # nobody knows which of several cases they are for
        if documents and not together and window.case is not None:
            window.case.documents.add(documents)
        elif documents and not together:
            self._opening.add(window, documents)
        for one in cases:
            self._opening.open(one, window, documents=documents if together else ())

    def new_case(self, window: MainWindow) -> None:
        """Start an untitled case: in this window where it is empty, else in a new one."""
        self._opening.create(window, ())

    def opened(self) -> None:
        """Hear that a case is in a window now: nobody is offered it any more."""
        self._known_cases.show_everywhere()

    def _on_window_closing(self, window: MainWindow) -> None:
        """Remember where a window was, and end its case in the background."""
        if window not in self._windows:
            return
        self._windows.remove(window)
        panes = window.case.panes.written() if window.case is not None else self.parts.settings.values.panes
        session = window.detach()  # first of all: nothing else may keep a case from being closed
        if session is not None:
            self.end(session, keep=window.leaving.waited)
        self.preferences.keep_frame(window, panes)
        window.deleteLater()

    def quit(self) -> None:
        """Close every window."""
        for one in self.windows:
            one.close()

    def finish(self) -> None:
        """Wait until every case is closed; called after the last window went."""
        if self._requests is not None:
            self._requests.stop()
        self._threads.shutdown(wait=True)
        QApplication.processEvents()  # what could not be kept is told, and be it in the log
        self.tasks.close()
        self._opening.finish()
        for one in self._closing:
            error = one.exception()
            if error is not None:
                _log.error("a case did not close as it should: %s", type(error).__name__)

    def end(self, session: Session, *, keep: bool = False) -> None:
        """Close a case that no window shows, and delete an untitled one that stayed empty unless it is to be kept."""
        from reviewer.services import drafts

        closing = self._threads.submit(drafts.end, session, self.parts.drafts, keep=keep)
        self._closing.append(closing)
        self.tasks.deliver(closing, self._on_case_closed, owner=self)

    @staticmethod
    def _on_case_closed(_none: None) -> None:
        """A case that closed as it should is nothing to tell; one that did not is told by `Tasks.failed`."""

    def report(self, error: BaseException) -> None:
        """Tell of an error in the window that is used, or the oldest one."""
        active = QApplication.activeWindow()
        window = active if isinstance(active, MainWindow) else next(iter(self._windows), None)
        if window is not None:
            window.problems.report(error)
        else:
            _log.error("no window is left to tell of it in: %s", type(error).__name__)

    def _connect(self, window: MainWindow) -> None:
        """Listen to a window. What it wishes goes when the window goes."""
        acts, opening = window.acts, self._opening
        acts.new_case_requested.connect(partial(opening.create, window, ()))
        acts.open_requested.connect(partial(opening.choose, window))
        acts.folder_requested.connect(partial(opening.choose_folder, window))
        acts.sample_requested.connect(partial(opening.open_sample, window))
        acts.place_requested.connect(partial(opening.name_and_place, window))
        acts.preferences_chosen.connect(self.preferences.change)
        acts.quit_requested.connect(self.quit)
        acts.isolation_requested.connect(partial(self._isolation.show_details, window))
        window.empty_shown.connect(partial(self._known_cases.show_in, window))
        window.empty.case_unwanted.connect(partial(self._known_cases.take_off, window))
        window.paths_given.connect(lambda paths: self.open_paths(paths, window))


def run(parts: Parts, connected: Callable[[], object] = lambda: None) -> int:
    """Show the window, on what was asked for or empty, and return the exit code when the last one is closed.

    Args:
        parts: The program's parts.
        connected: Called once the display is reached, before anything else.

    """
    found = QApplication.instance()
    with text_size(parts.settings.text_size):
        app = found if isinstance(found, QApplication) else QApplication([*sys.argv[:1], "-style", STYLE])
    connected()
    app.setApplicationName("reviewer")
    app.setDesktopFileName("evidence-reviewer")
    theme = Theme(is_styled=found is None)
    theme.apply(app, parts.settings.values.theme, font=parts.first_file is None)
    windows = Windows(parts, theme, Tasks())
    _tell_unforeseen(windows)
    windows.make_first()
    code = app.exec()
    windows.finish()
    return code


def _tell_unforeseen(windows: Windows) -> None:
    """Have errors that nobody foresaw told in a window too, after they were logged."""
    log = sys.excepthook

    def tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        log(kind, error, trace)
        windows.report(error)

    sys.excepthook = tell
