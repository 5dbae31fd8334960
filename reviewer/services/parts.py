"""What `bootstrap` builds and hands down to the window and to the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reviewer.model.ids import Clock, NewId, Reviewer
from reviewer.settings.preferences import Settings

if TYPE_CHECKING:  # loaded with the first case: the window shows its first page before
    from reviewer.documents.client import Workers
    from reviewer.documents.first_file import FirstFile
    from reviewer.services.events import Dispatch
    from reviewer.services.session import Session
    from reviewer.store.history.seal import Seals


class Parts(NamedTuple):
    """The program's parts.

    Attributes:
        clock: Tells the time, UTC in milliseconds.
        new_id: Makes ids.
        settings: Preferences and recent cases.
        seals: Remembers which states of cases this machine made.
        get_workers: Gives the worker processes, started on first use.
        drafts: The folder of untitled cases.
        probe_window: Opens a window where nobody sees it and says in words how that went; raises ImportError or RuntimeError.
        paths: What to open at the start: one case, or documents for a fresh case; empty for an empty window.
        first_file: The first of these documents, being opened already.

    """

    clock: Clock
    new_id: NewId
    settings: Settings
    seals: Seals
    get_workers: Callable[[], Workers]
    drafts: Path
    probe_window: Callable[[], str]
    paths: tuple[Path, ...] = ()
    first_file: FirstFile | None = None

    @property
    def workers(self) -> Workers:
        """The worker processes, started on first use."""
        return self.get_workers()

    @property
    def reviewer(self) -> Reviewer:
        """Who is at work, as the preferences say."""
        return Reviewer(self.settings.reviewer_name)

    @property
    def requests(self) -> Path:
        """The folder in which processes of the program ask each other for windows."""
        return self.drafts.parent / "requests"

    def is_draft(self, path: Path) -> bool:
        """Tell whether a case is an untitled one."""
        return path.absolute().parent == self.drafts.absolute()

    def name_of(self, path: Path) -> str:
        """Return what a case is called as far as its path tells."""
        from reviewer.services import drafts

        return drafts.title(path) if self.is_draft(path) else path.stem

    def open_session(self, path: Path, *, dispatch: Dispatch, read_only: bool = False) -> Session:
        """Open a case, in the window or to read it on the command line.

        Raises:
            CaseLockedError: It is open for writing elsewhere; open it `read_only` instead.
            CaseError: It cannot be opened.

        """
        from reviewer.services.session import Session

        return Session.open(
            path,
            clock=self.clock,
            new_id=self.new_id,
            reviewer=self.reviewer,
            workers=self.get_workers,
            seals=self.seals,
            dispatch=dispatch,
            read_only=read_only,
        )

    def create_session(self, path: Path, *, title: str, dispatch: Dispatch) -> Session:
        """Make a case and open it in the window.

        Raises:
            CaseError: There is a file of that name already, or it cannot be written.

        """
        from reviewer.services.session import Session

        return Session.create(
            path,
            title=title,
            clock=self.clock,
            new_id=self.new_id,
            reviewer=self.reviewer,
            workers=self.get_workers,
            seals=self.seals,
            dispatch=dispatch,
        )
