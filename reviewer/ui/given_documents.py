"""Documents given to a window whose case is still on its way: kept for it, and missed if the window is closed meanwhile.

Owns their row among what goes on, which an import takes over from, and what becomes of them where the case takes nothing or
does not come. Opens no case and reads no file.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from reviewer.i18n import tr
from reviewer.services.events import ImportProgress
from reviewer.ui.dialogs.import_report import loss_words
from reviewer.ui.main_window import MainWindow
from reviewer.ui.panels.status.job_strip import Job
from reviewer.ui.program import Program

Create = Callable[[MainWindow, Sequence[Path]], None]
"""Makes an untitled case in a window, or in a new one where that has a case, and adds documents to it."""


class GivenDocuments:
    """What was given for one case, through one window.

    Attributes:
        window: The window that asked for the case.
        path: The case's file, or the folder where an untitled one is made.

    """

    def __init__(self, window: MainWindow, path: Path) -> None:
        self.window = window
        self.path = path
        self._paths: list[Path] = []
        self._job: Job | None = None

    def __bool__(self) -> bool:
        """Tell whether there are any."""
        return bool(self._paths)

    def add(self, paths: Sequence[Path]) -> None:
        """Keep more of them. From the first on, closing the window asks as it does during an import."""
        self._paths += paths
        if self._job is None and self._paths:
            self._job = self.window.jobs.start(tr("Adding documents"), self._loss_words)

    def hand_over(self, target: MainWindow) -> None:
        """Add them to the case in a window, unless the person cancelled that."""
        wanted = self._not_cancelled(target)
        if target.case is not None and wanted:
            target.case.documents.add(wanted)
        elif target.case is not None:
            target.case.read.tabs.drop_previews()
        self.end()  # now that the import has a row of its own: a window that waits to be closed goes on waiting

    def take(self) -> Sequence[Path]:
        """Return them, to be given to another case, unless the person cancelled that."""
        return tuple(self._not_cancelled(self.window))

    def end(self) -> None:
        """Keep them no longer."""
        if self._job is not None:
            self._job.end()

    def _not_cancelled(self, window: MainWindow) -> Sequence[Path]:
        if self._job is None or not self._job.cancelled.is_set():
            return self._paths
        window.problems.toast(tr("Cancelled. Nothing was added."))
        return ()

    def _loss_words(self) -> str:
        return loss_words((), ImportProgress(0, 0, None, left=tuple(self._paths)))


class AwaitingDocuments:
    """What was given for all cases that are on their way, or that a person is asked about."""

    def __init__(self, program: Program, create: Create) -> None:
        self._program = program
        self._create = create
        self._all: list[GivenDocuments] = []

    def keep(self, path: Path, window: MainWindow, documents: Sequence[Path] = ()) -> GivenDocuments:
        """Keep what is given for a case, from now until one of the other methods ends it."""
        given = GivenDocuments(window, path.absolute())
        given.add(documents)
        self._all.append(given)
        return given

    def of_case(self, path: Path) -> GivenDocuments:
        """Return what is given for a case that is on its way.

        Raises:
            StopIteration: It is not.

        """
        return next(one for one in self._all if one.path == path.absolute())

    def of_window(self, window: MainWindow) -> GivenDocuments | None:
        """Return what is given for the case that comes into a window first; None where none is on its way."""
        return next((one for one in self._all if one.window is window), None)

    def hand_over(self, given: GivenDocuments, target: MainWindow) -> None:
        """Add documents to the case in a window, or say that it takes none."""
        if given and target.case is not None and target.case.desk.read_only:
            self.offer_fresh(given, target, tr("Nothing was added: this case is open for reading only."))
            return
        self._all.remove(given)
        given.hand_over(target)

    def fall_back(self, given: GivenDocuments) -> None:
        """Add documents to a fresh case, since the one they are for cannot be had."""
        self._all.remove(given)
        if given.window in self._program.windows and (wanted := given.take()):
            self._program.open_paths(wanted, given.window)
        given.end()

    def offer_fresh(self, given: GivenDocuments, window: MainWindow | None, why: str) -> None:
        """Say why documents are not added, and offer a fresh case for them; say nothing where there are none."""
        wanted = given.take() if given and given.window in self._program.windows else ()
        if wanted and window is not None:
            make = partial(self._create, window, wanted)
            window.problems.toast(why, action=tr("Make a new case of them"), then=make, warning=True, stays=True)
        self.forget(given)

    def forget(self, given: GivenDocuments) -> None:
        """Keep documents no longer."""
        self._all.remove(given)
        given.end()
