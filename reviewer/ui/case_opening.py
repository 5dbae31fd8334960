"""How cases come into windows: opened, made, chosen, moved. Every file is touched on another thread.

Owns the dialogs around that: open elsewhere, cannot be opened, choose, name and place.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path

from PySide6.QtCore import QDir, QObject, QStandardPaths

from reviewer.errors import CaseError, CaseLockedError, CaseReadOnlyError
from reviewer.i18n import tr
from reviewer.log import logger
from reviewer.model.neutral import inserted
from reviewer.paths import CASE_SUFFIX
from reviewer.services import drafts, raising
from reviewer.services.sample import write_sample
from reviewer.services.session import Session
from reviewer.ui.acts.document_acts import FILES
from reviewer.ui.controls.sheet import show_once
from reviewer.ui.dialogs.file_dialog import choose_files, choose_folder, choose_place
from reviewer.ui.dialogs.reading_dialog import ReadingDialog
from reviewer.ui.given_documents import AwaitingDocuments, GivenDocuments
from reviewer.ui.main_window import MainWindow
from reviewer.ui.open_case import OpenCase
from reviewer.ui.program import Program
from reviewer.ui.raised import raise_window

_log = logger(__name__)

SAMPLE = f"Sample case{CASE_SUFFIX}"
"""The sample case's file, beside the folder of untitled cases."""


class CaseOpening(QObject):
    """Opens cases into windows. What is being opened already is not opened a second time."""

    def __init__(self, program: Program, threads: ThreadPoolExecutor, parent: QObject) -> None:
        super().__init__(parent)
        self._program = program
        self._parts = program.parts
        self._tasks = program.tasks
        self._threads = threads
        self._numbering = threading.Lock()  # two untitled cases at once are two
        self._under_way: dict[Future[Session], Path] = {}
        self._given = AwaitingDocuments(program, self.create)

    def open(self, path: Path, window: MainWindow, *, documents: Sequence[Path] = ()) -> None:
        """Open a case, or raise the window that has it, and add documents to it."""
        there = self._program.with_case(path)
        if there is not None:
            raise_window(there)
            if documents:
                self._given.hand_over(self._given.keep(path, there, documents), there)
        elif path.absolute() in self._under_way.values():
            self._given.of_case(path).add(documents)
        else:
            self._open(self._given.keep(path, window, documents))

    def add(self, window: MainWindow, documents: Sequence[Path]) -> None:
        """Add documents to the case that is on its way into a window; to a fresh one where there is none or it does not come."""
        given = self._given.of_window(window)
        if given is not None:
            given.add(documents)
        else:
            self.create(window, documents)

    def create(self, window: MainWindow, documents: Sequence[Path]) -> None:
        """Make an untitled case, and add documents to it."""

        def make() -> Session:
            with self._numbering:
                path = drafts.fresh_path(self._parts.drafts)
                return self._parts.create_session(path, title=tr("Untitled case"), dispatch=self._tasks.dispatch)

        def failed(error: BaseException) -> None:
            if window in self._program.windows:
                window.end_look(taking=False)
                window.show_view("empty")
            self._tell(window, tr("The case could not be made"), error)
            self._given.forget(given)

        given = self._given.keep(self._parts.drafts, window, documents)
        self._deliver(self._threads.submit(make), given, failed)

    def choose(self, window: MainWindow) -> None:
        """Choose cases or documents in a dialog."""
        filters = tr("Cases and documents ({files});;All files (*)").format(files=f"*{CASE_SUFFIX} {FILES}")

        def chosen(files: Sequence[Path]) -> None:
            self._remember_folder(files[0].parent)
            self._program.open_paths(files, window)

        choose_files(window, tr("Open"), chosen, place=self._folder(), filters=filters)

    def choose_folder(self, window: MainWindow) -> None:
        """Choose a folder in a dialog; all documents in it are added to the window's case, or to a fresh one."""

        def chosen(folder: Path) -> None:
            self._remember_folder(folder)
            self._program.open_paths([folder], window)

        choose_folder(window, tr("Add a folder"), chosen, place=self._folder())

    def open_sample(self, window: MainWindow) -> None:
        """Open the sample case; it is built the first time."""
        path = self._parts.drafts.parent / SAMPLE
        if path.exists() or path.absolute() in self._under_way.values():
            self.open(path, window)
            return
        job = window.jobs.start(tr("Building the sample case"))
        window.empty.sample_button.setEnabled(False)

        def build() -> Session:
            path.parent.mkdir(parents=True, exist_ok=True)
            parts = self._parts
            write_sample(path, clock=parts.clock, new_id=parts.new_id, workers=parts.get_workers, seals=parts.seals).close()
            return parts.open_session(path, dispatch=self._tasks.dispatch)

        def ended() -> None:
            job.end()
            if window in self._program.windows:
                window.empty.sample_button.setEnabled(True)

        def failed(error: BaseException) -> None:
            ended()
            self._tell(window, tr("The sample case could not be built"), error)
            self._given.fall_back(given)

        given = self._given.keep(path, window)
        self._deliver(self._threads.submit(build), given, failed, then=ended)

    def name_and_place(self, window: MainWindow) -> None:
        """Ask for a name and place, and move the untitled case there."""
        case = window.case
        if case is None:
            return
        # never the folder that files were taken from: a case does not belong beside what somebody leaked
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or QDir.homePath()
        folder = documents if Path(documents).is_dir() else QDir.homePath()
        proposed = Path(folder) / f"{tr('My case')}{CASE_SUFFIX}"
        filters = tr("Cases ({files})").format(files=f"*{CASE_SUFFIX}")
        move = partial(self._move, window, case)
        choose_place(window, tr("Name and place"), move, proposed=proposed, filters=filters, ending=CASE_SUFFIX)

    def _move(self, window: MainWindow, case: OpenCase, target: Path) -> None:
        """Move an untitled case to its place; it may have been closed while that was chosen."""
        if window.case is not case:
            return
        if window.jobs.losses:
            window.problems.toast(tr("The case is moved there when the work that goes on is done."))
        moving = drafts.move(case.session, target)

        def moved(_none: None) -> None:
            self._keep(partial(self._parts.settings.remember_case, target))
            if window.case is case:
                case.parts.wishes.edit_case(title=target.stem)
                window.refresh()

        self._tasks.deliver(moving, moved, partial(self._tell, window, tr("The case was not moved")))

    def finish(self) -> None:
        """Close what was opened too late for any window; called when nothing is under way any more."""
        late, self._under_way = self._under_way, {}
        for one in late:
            if not one.cancelled() and one.exception() is None:
                try:
                    drafts.end(one.result(), self._parts.drafts)
                except CaseError as error:
                    _log.error("a case did not close as it should: %s", type(error).__name__)

    def _open(self, given: GivenDocuments, *, read_only: bool = False) -> None:
        self._tell_opening(given.window, given.path)
        opening = self._threads.submit(self._parts.open_session, given.path, dispatch=self._tasks.dispatch, read_only=read_only)
        self._deliver(opening, given, lambda error: self._on_not_opened(given, error))

    def _deliver(
        self,
        opening: Future[Session],
        given: GivenDocuments,
        failed: Callable[[BaseException], None],
        *,
        then: Callable[[], None] = lambda: None,
    ) -> None:
        """Show a case in a window when it is there; `failed` says what becomes of the documents where it is not."""

        def opened(session: Session) -> None:
            left = given.window not in self._program.windows
            if left and not self._program.windows:
                return  # `finish` ends it
            self._under_way.pop(opening, None)
            self._tell_opening(given.window, None)
            if left and given:
                self._given.forget(given)
                self._program.end(session)  # who left said that these need not be added
            else:
                self._show(session, given)
            then()

        def refused(error: BaseException) -> None:
            self._under_way.pop(opening, None)
            self._tell_opening(given.window, None)
            failed(error)

        self._under_way[opening] = given.path
        self._tasks.deliver(opening, opened, refused)

    def _show(self, session: Session, given: GivenDocuments) -> None:
        """Show a case in the window that asked where that is empty, else in a new one."""
        window = given.window
        target = window if window.case is None and window in self._program.windows else self._program.make()
        target.attach(session)
        self._program.opened()
        if not self._parts.is_draft(session.path):
            self._keep(partial(self._parts.settings.remember_case, session.path))
        self._given.hand_over(given, target)
        if target is not window:  # the one that asked is before the person already, and may have been left since
            raise_window(target)

    def _on_not_opened(self, given: GivenDocuments, error: BaseException) -> None:
        if not isinstance(error, CaseLockedError | CaseReadOnlyError):
            self._tell(given.window, tr("The case could not be opened"), error)
            self._given.fall_back(given)
        elif isinstance(error, CaseLockedError) and error.beside:
            asking = self._threads.submit(raising.ask, self._parts.requests, given.path)
            self._tasks.deliver(asking, lambda raised: self._on_other_asked(given, error, raised=raised))
        else:
            self._offer_reading(given, error)

    def _on_other_asked(self, given: GivenDocuments, error: CaseLockedError, *, raised: bool) -> None:
        """Leave a case to the process that has it and has raised its window; a window made only for that case goes."""
        window = given.window
        if not raised:
            self._offer_reading(given, error)
            return
        is_open = tr("“{name}” is open already: its window was brought to the front.").format(name=inserted(given.path.name))
        shown = self._shown(window)
        if given:
            self._given.offer_fresh(given, shown, f"{is_open} {tr('Drop the documents there.')}")
            return
        self._given.forget(given)
        if window.case is None and [one.absolute() for one in self._parts.paths] == [given.path]:
            window.close()
        elif shown is not None:
            shown.problems.toast(is_open)

    def _offer_reading(self, given: GivenDocuments, error: CaseLockedError | CaseReadOnlyError) -> None:
        shown = self._shown(given.window)
        dialog = ReadingDialog(self._program.theme, error, shown)
        dialog.accepted.connect(lambda: self._open(given, read_only=True))
        dialog.rejected.connect(lambda: self._given.offer_fresh(given, shown, tr("Nothing was added: the case was not opened.")))
        show_once(dialog)

    def _tell_opening(self, window: MainWindow, path: Path | None) -> None:
        if window in self._program.windows:
            window.tell_opening(path)

    def _tell(self, window: MainWindow, title: str, error: BaseException) -> None:
        shown = self._shown(window)
        if shown is None:
            self._program.report(error)
        else:
            shown.problems.dialog(title, error)

    def _shown(self, window: MainWindow) -> MainWindow | None:
        """Return the window that asked, or another one where it has been closed meanwhile."""
        return window if window in self._program.windows else next(iter(self._program.windows), None)

    def _folder(self) -> str:
        return self._parts.settings.values.last_folder or QDir.homePath()

    def _remember_folder(self, folder: Path) -> None:
        self._keep(partial(self._parts.settings.change, last_folder=str(folder)))

    def _keep(self, change: Callable[[], None]) -> None:
        """Change the settings; that it cannot be kept stops nothing."""
        try:
            change()
        except OSError as error:
            self._program.report(error)
