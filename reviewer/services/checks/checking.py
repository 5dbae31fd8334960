"""Whether what is kept, or was handed over, is whole: a case against its journal and its documents, a pack against its lists.

Owns what is said of linked files; no other rule. It is where the window and the command line meet the checks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from reviewer.errors import CaseError, DocumentError
from reviewer.exporters.bag.verify import VerifyReport, verify
from reviewer.i18n import tr
from reviewer.model.document import Document, LinkedFile
from reviewer.services.case.linked_files import is_missing, open_file
from reviewer.services.checks.rereading import Rereading, reread
from reviewer.services.session import Session
from reviewer.store import check
from reviewer.store.reader import CaseReader

__all__ = ["CaseReport", "VerifyReport", "check_case", "verify_pack"]


@dataclass(frozen=True, slots=True)
class CaseReport(check.CheckReport):
    """What a check found, in the case and of what it is linked to.

    Attributes:
        linked: How many linked files were read.
        pages: How many pages were read anew and compared with what the case keeps of them.
        passages: How many passages were compared with their pages.
        unread: One sentence for each document that could not be opened for that, or not be compared in everything.
        locked: Whether a password would help with some of them.

    """

    linked: int = 0
    pages: int = 0
    passages: int = 0
    unread: tuple[str, ...] = ()
    locked: bool = False


def check_case(
    path: Path, open_session: Callable[[], AbstractContextManager[Session]], *, cancelled: Callable[[], bool] = lambda: False
) -> CaseReport:
    """Check a case file: its pages, its journal, the documents in it, the files of those that are linked, and each passage.

    Args:
        path: The case.
        open_session: Opens it for reading together with its documents; called once the file itself was checked.
        cancelled: Asked while documents are read.

    Raises:
        CaseError: The file is no case, is newer or older than this program, or cannot be read at all.
        CancelledError: `cancelled` said so.

    """
    report = check.check_case(path)
    linked = _linked(path) if report.entries else ()
    read, why_not = _reread(open_session, cancelled) if report.entries else (Rereading(), "")
    look = partial(_of_unknown_place, why_not=why_not) if why_not else partial(_of_file, cancelled=cancelled)
    findings = [one for document, file in linked for one in look(document, file)]
    return CaseReport(
        tuple(dict.fromkeys((*report.findings, *findings, *read.findings))),
        report.head,
        report.entries,
        report.records,
        report.sources,
        report.source_bytes,
        report.case,
        len(linked),
        read.pages,
        read.passages,
        tuple(read.unread),
        read.locked,
    )


def _reread(open_session: Callable[[], AbstractContextManager[Session]], cancelled: Callable[[], bool]) -> tuple[Rereading, str]:
    """Read the documents anew, and tell why linked files are not looked for, if so. That the case is too damaged is a finding."""
    try:
        with open_session() as session:
            elsewhere = tr("the case came from elsewhere") if session.came_from_elsewhere else ""
            return reread(session, cancelled), elsewhere
    except CaseError as error:
        return Rereading([error.summary]), tr("the case cannot be opened")


def verify_pack(path: Path) -> VerifyReport:
    """Check a pack, a folder or a .zip.

    Raises:
        UsageError: There is nothing at `path`, or it cannot be looked at. That it is no pack is a finding.

    """
    return verify(path)


def _linked(path: Path) -> tuple[tuple[Document, LinkedFile], ...]:
    """Return the linked documents with their files; none where the case is too damaged to tell, which the check has said."""
    try:
        with CaseReader.open(path) as case:
            documents = {one.document.sha256: one.document for one in case.documents()}
            return tuple((documents[file.sha256], file) for file in case.linked_files() if file.sha256 in documents)
    except CaseError:
        return ()


def _of_unknown_place(document: Document, _file: LinkedFile, *, why_not: str) -> Iterator[str]:
    """Yield that a linked file was not looked for: what a case from elsewhere has of it is a place on another computer."""
    yield tr("The linked file of “{name}” was not looked for: {why}").format(name=document.name, why=why_not)


def _of_file(document: Document, file: LinkedFile, cancelled: Callable[[], bool]) -> Iterator[str]:
    """Yield what is wrong with a linked file: it is read whole, unless its size says enough."""
    try:
        with open_file(file) as found:
            if found.stamp.size != document.size or found.hash(cancelled=cancelled) != document.sha256:
                yield tr("The linked file of “{name}” was changed: its bytes are not those that were added ({path})").format(
                    name=document.name, path=file.path
                )
    except DocumentError as error:
        if is_missing(error):
            yield tr("The linked file of “{name}” is missing: {path}").format(name=document.name, path=file.path)
        else:
            yield tr("The linked file of “{name}” cannot be read ({path}). {why}").format(
                name=document.name, path=file.path, why=error.summary
            )
