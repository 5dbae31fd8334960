"""Untitled cases: a fresh case is a file at once, named and placed later, and gone when closed empty."""

from __future__ import annotations

from pathlib import Path

from reviewer.services.session import Session


def fresh_path(folder: Path) -> Path:
    """Return the path of a new untitled case, `Untitled N.revcase` with the first N that is free; the folder is made."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    number = 1
    while (path := folder / f"Untitled {number}.revcase").exists():
        number += 1
    return path


def is_draft(path: Path, folder: Path) -> bool:
    """Tell whether a case is an untitled one."""
    return path.absolute().parent == folder.absolute()


def is_empty(session: Session) -> bool:
    """Tell whether a case holds no passage, no claim and no note. Waits for the reader thread."""
    raise NotImplementedError


def left_over(folder: Path) -> tuple[Path, ...]:
    """Return the untitled cases of earlier sessions, newest first: they are offered at the start."""
    raise NotImplementedError


def discard(path: Path) -> None:
    """Delete a closed untitled case."""
    raise NotImplementedError


def place(path: Path, target: Path) -> None:
    """Move a closed case to the name and place that the person chose.

    Raises:
        CaseError: There is a file of that name already, or it cannot be written there; the case stays where it was.

    """
    raise NotImplementedError
