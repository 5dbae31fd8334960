"""Untitled cases: a fresh case is a file at once, named and placed later, and gone when closed empty.

Owns the folder of drafts. Moves and deletes closed cases only; opening and closing is the caller's.
"""

from __future__ import annotations

import os
import shutil
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

from reviewer.errors import CaseError, CaseLockedError
from reviewer.i18n import tr
from reviewer.model.ids import Reviewer
from reviewer.model.overview import JournalEntry
from reviewer.paths import CASE_SUFFIX
from reviewer.services.adding.collecting import natural
from reviewer.services.session import Session
from reviewer.store.file import backup
from reviewer.store.file.lock import CaseLock, holder_of
from reviewer.store.file.renaming import rename_to_free
from reviewer.store.reader import CaseReader


def fresh_path(folder: Path) -> Path:
    """Return the path of a new untitled case, `Untitled N.revcase` with the first N that is free; the folder is made.

    Raises:
        CaseError: The folder cannot be made.

    """
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise CaseError(
            tr("The folder for untitled cases cannot be made"), tr("Make a case with a name and place of your choice.")
        ) from error
    number = 1
    while (path := folder / f"Untitled {number}{CASE_SUFFIX}").exists():
        number += 1
    return path


def title(path: Path) -> str:
    """Return what an untitled case is called: "Untitled case", and "Untitled case 2" where that is its number."""
    number = path.stem.rpartition(" ")[2]
    if number.isdecimal() and int(number) > 1:
        return tr("Untitled case {number}").format(number=int(number))
    return tr("Untitled case")


@dataclass(frozen=True, slots=True)
class Holding:
    """How much a case holds, elements counted among the claims, and when it was last changed (UTC ISO 8601)."""

    documents: int
    claims: int
    passages: int
    changed_at: str


def holding(path: Path) -> Holding:
    """Look into an untitled case that nobody here has open.

    Raises:
        CaseError: It cannot be read.

    """
    with CaseReader.open(path) as case:
        return Holding(len(case.documents()), len(case.claims()), len(case.passages()), case.info().head_at)


def is_empty(path: Path) -> bool:
    """Tell whether a closed case holds nothing that anybody did but look into a document.

    It has no passage and no claim, and so no note; no record was edited since it was made, as by saying how a document was
    obtained, or what it or the case is called; and it has one document at most. Who put several together has begun to work, and
    what they come from, a stick or an attachment, may be gone tomorrow.

    Raises:
        CaseError: It cannot be read.

    """
    with CaseReader.open(path) as case:
        if len(case.documents()) > 1:
            return False
        return not (case.claims() or case.passages() or any(_edits(one) for one in case.journal()))


def _edits(entry: JournalEntry) -> bool:
    """Tell whether an entry changed a record that it neither made nor removed."""
    made = {change.record for change in entry.changes if change.field == "id"}
    return any(change.record not in made for change in entry.changes)


def left_over(folder: Path) -> tuple[Path, ...]:
    """Return the untitled cases of earlier sessions that nobody here is known to have open, by number: they are offered."""
    found = sorted(folder.glob(f"*{CASE_SUFFIX}"), key=lambda path: natural(path.name))
    return tuple(one for one in found if (holder := holder_of(one)) is None or not holder.running)


def end(session: Session, folder: Path, *, keep: bool = False) -> None:
    """Close a case, and delete an untitled one, which lies in `folder`, that stayed empty unless it is to be kept.

    Raises:
        CaseError: It did not close as it should, or cannot be read or deleted.

    """
    session.close()  # after everything that was asked before: it may be moved until then
    path = session.path
    if keep or path.absolute().parent != folder.absolute() or session.read_only:
        return
    try:
        lock = CaseLock.acquire(path, session.reviewer, wait_s=0, since="")
    except CaseLockedError:
        return  # another program goes on with it
    try:
        if is_empty(path):
            discard(path)
    finally:
        lock.release()


def discard(path: Path) -> None:
    """Delete a closed untitled case. That it is gone already is no error.

    Raises:
        CaseError: It cannot be deleted.

    """
    try:
        path.unlink(missing_ok=True)
        path.with_name(f"{path.name}-journal").unlink(missing_ok=True)  # of a change that was cut short
    except OSError as error:
        raise CaseError(tr("The untitled case cannot be deleted"), tr("Delete it by hand: {path}").format(path=path)) from error


def discard_left_over(path: Path, reviewer: Reviewer, since: str) -> None:
    """Delete an untitled case of an earlier session, also a damaged one, unless another program has it open.

    Raises:
        CaseLockedError: It is open elsewhere.
        CaseError: It cannot be deleted.

    """
    lock = CaseLock.acquire(path, reviewer, wait_s=0, since=since)
    try:
        discard(path)
    finally:
        lock.release()


def place(path: Path, target: Path) -> None:
    """Move a closed case to the name and place that the person chose.

    Raises:
        CaseError: There is a file of that name already, or it cannot be written there; the case stays where it was.

    """
    backup.check_free(target)
    try:
        try:
            rename_to_free(path, target)
        except FileExistsError as error:
            raise backup.taken(target) from error
        except OSError:  # another disk
            with backup.unfinished(target) as beside:
                _copy(path, beside)
                backup.put_in_place(beside, target)
            path.unlink()
    except OSError as error:
        raise CaseError(tr("The case cannot be moved there"), tr("Choose another folder.")) from error


def move(session: Session, target: Path) -> Future[None]:
    """Move an open untitled case to the name and place that the person chose; it stays open, with all that can be undone.

    Raises:
        CaseError: (in the future) As of `place`.

    """
    return session.move(target, place)


def _copy(path: Path, beside: Path) -> None:
    """Copy to another file system, and see it on the disk before the original goes."""
    with path.open("rb") as source, beside.open("xb") as copy:
        shutil.copyfileobj(source, copy, 4 * 1024 * 1024)
        copy.flush()
        os.fsync(copy.fileno())
