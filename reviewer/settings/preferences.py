"""Preferences and recent cases: declared once here, kept in one small JSON file.

Owns the file's form. A damaged file never stops the program: defaults are taken, and `notice` says so. Nothing of a document
is kept here; recent cases are paths and can be switched off.
"""

from __future__ import annotations

import json
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from reviewer.i18n import tr
from reviewer.settings.small_file import alone, write_whole

if TYPE_CHECKING:  # loaded with the first case
    from reviewer.settings.case_views import CaseView, CaseViews

RECENT_KEPT = 12
"""How many recent cases are remembered."""

TEXT_SIZES = (100, 115, 130, 150)
"""The sizes of text to choose from, in per cent of what the system asks for."""


class Preferences(NamedTuple):
    """Everything that is remembered between starts, with its default.

    Attributes:
        reviewer_name: Who the journal says is at work; chosen by the person, never the login name.
        theme: "system", "light" or "dark".
        text_size: One of `TEXT_SIZES`; the window and all in it grow with it.
        keep_recent: Whether recent cases are remembered.
        recent: Paths of recent cases, newest first.
        window_geometry: Place and size of the window as the window wrote it, in base 64.
        panes: What was made of the panes beside the page, as the Read view wrote it.
        last_folder: Where the last file dialog was.
        recognise_text: Whether pages without words are read without being asked for.
        trained_data: The folder of further languages for text recognition (`*.traineddata`); "" for the usual one.
        languages: Those that text is recognised in, by the names of their files; none is English and all in that folder.

    """

    reviewer_name: str = "Reviewer"
    theme: str = "system"
    text_size: int = 100
    keep_recent: bool = True
    recent: tuple[str, ...] = ()
    window_geometry: str = ""
    panes: str = ""
    last_folder: str = ""
    recognise_text: bool = True
    trained_data: str = ""
    languages: tuple[str, ...] = ()


class Settings:
    """The preferences in use and the file they are kept in.

    Another program may run with the same file: only what is changed here is written into it, by one of them at a time, and what
    is changed there is used from the next start on.

    Attributes:
        notice: A sentence for the person when the file could not be read; empty otherwise.

    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self.notice = ""
        self._values = self._kept(Preferences())

    @cached_property
    def _views(self) -> CaseViews:
        from reviewer.settings.case_views import CaseViews

        return CaseViews(self._path)

    @property
    def values(self) -> Preferences:
        """All preferences."""
        return self._values

    @property
    def reviewer_name(self) -> str:
        """Who the journal says is at work."""
        return self._values.reviewer_name.strip() or Preferences().reviewer_name

    @property
    def text_size(self) -> int:
        """Size of text in per cent of what the system asks for; as the system where the file says something else."""
        return self._values.text_size if self._values.text_size in TEXT_SIZES else Preferences().text_size

    @property
    def recent(self) -> tuple[Path, ...]:
        """Recent cases that are still there, newest first."""
        return tuple(one for one in self.remembered if _is_file(one))

    @property
    def remembered(self) -> tuple[Path, ...]:
        """Recent cases, newest first, also those whose files are not where they were."""
        return tuple(map(Path, self._values.recent))

    def change(self, **values: Any) -> None:
        """Change preferences by name and keep them.

        Raises:
            TypeError: There is no such preference, or the value is of another type.
            OSError: The file cannot be written; the change holds until the program ends.

        """
        changed = Preferences(**(self._values._asdict() | values))
        for name, value, standard in zip(Preferences._fields, changed, Preferences(), strict=True):
            if not _fits(value, standard):
                raise TypeError(f"not a value of {name}")
        with alone(self._path):
            self._write(changed, values)

    def remember_case(self, path: Path) -> None:
        """Put a case at the head of the recent ones, unless that is switched off.

        Raises:
            OSError: As of `change`.

        """
        if self._values.keep_recent:
            whole = str(path.absolute())
            with alone(self._path):
                others = (one for one in self._kept(self._values).recent if one != whole)
                recent = (whole, *others)[:RECENT_KEPT]
                self._write(self._values._replace(recent=recent), {"recent": recent})

    def forget_case(self, path: Path) -> None:
        """Take a case off the recent ones; its file stays as it is.

        Raises:
            OSError: As of `change`.

        """
        with alone(self._path):
            recent = tuple(one for one in self._kept(self._values).recent if Path(one) != path)
            self._write(self._values._replace(recent=recent), {"recent": recent})

    def _write(self, changed: Preferences, values: dict[str, Any]) -> None:
        """Put what was changed here into what the file says by now."""
        kept = self._kept(self._values)
        self._values = changed
        if kept._replace(**values) != kept or not self._path.exists():
            self._save(kept._replace(**values))

    def forget_recent(self) -> None:
        """Forget all recent cases, and how each was left.

        Raises:
            OSError: What is remembered cannot be removed.

        """
        self.change(recent=())
        self._views.forget()

    def case_view(self, case: str) -> CaseView:
        """Return how the case of this id was left on this computer. May be called on any thread."""
        return self._views.of(case)

    def keep_case_view(self, case: str, view: CaseView) -> None:
        """Remember how a case is left, unless recent cases are not to be remembered. May be called on any thread."""
        if self._values.keep_recent:
            self._views.keep(case, view)

    def _kept(self, otherwise: Preferences) -> Preferences:
        """Return what the file says; `otherwise` where it says nothing that can be read."""
        try:
            found = json.loads(self._path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return otherwise
        except (OSError, ValueError):
            found = None
        if isinstance(found, dict):
            return self._taken(found)
        self.notice = tr("Your preferences could not be read; the program goes on with its defaults.")
        return otherwise

    def _taken(self, found: dict[str, Any]) -> Preferences:
        """Return what fits of a file's contents; names of other versions are passed over."""
        standard = Preferences()
        taken: dict[str, Any] = {}
        for name, default in standard._asdict().items():
            value = found.get(name, default)
            if isinstance(value, list):
                value = tuple(value)
            if isinstance(default, float) and type(value) is int:
                value = float(value)
            if _fits(value, default):
                taken[name] = value
            else:
                self.notice = tr("One of your preferences could not be read; its default is used.")
        return standard._replace(**taken)

    def _save(self, values: Preferences) -> None:
        text = json.dumps(values._asdict(), indent=2) + "\n"  # escaped: a folder's name need not be text that UTF-8 can say
        write_whole(self._path, text.encode("utf-8"))


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # in a folder that may not be entered any more
        return False


def _fits(value: object, default: object) -> bool:
    if isinstance(default, tuple):
        return isinstance(value, tuple) and all(isinstance(one, str) for one in value)
    return type(value) is type(default)
