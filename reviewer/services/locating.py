"""Showing the program where the file of a linked document lies now.

Owns that only the same bytes are taken. Nothing of it is journalled or undone: the document stays the one that was added.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

from reviewer.documents.sources.linked_source import FoundFile
from reviewer.errors import DocumentError, UsageError
from reviewer.i18n import tr
from reviewer.model.ids import DocumentId
from reviewer.services.session import Session


def locate_file(
    session: Session,
    *,
    document: DocumentId,
    path: Path,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Future[None]:
    """Link a document to a file that has the same bytes. In a case open for reading only, until it is closed.

    Args:
        session: The open case.
        document: A linked document.
        path: The file.
        progress: Called with the bytes read and the bytes in all.
        cancelled: Asked between the parts that are read.

    Raises:
        DocumentError: (in the future) It is another file, or cannot be read; the link stays as it was.
        CancelledError: (in the future) `cancelled` said so.
        UsageError: (in the future) The document is not linked.

    """

    def stopped() -> bool:
        return cancelled() or session.closing.is_set()

    def run() -> None:
        wanted = session.read(lambda case: case.document(document)).result()
        files = session.sources.linked_files
        if files.file(wanted.sha256) is None:
            raise UsageError(tr("“{name}” is in the case, and linked to no file").format(name=wanted.name))
        with FoundFile.at(path) as found:
            if found.stamp.size != wanted.size:
                sizes = (f"{one:,}".replace(",", "\u202f") for one in (found.stamp.size, wanted.size))
                raise _another(tr("it has {} bytes, the document has {}").format(*sizes))
            sha256 = found.hash(progress, stopped)
            if sha256 != wanted.sha256:
                raise _another(tr("it is as large, but its checksum is another"))
            with found.as_source(sha256) as source:
                file = files.lead_to(path, source)
        if not session.read_only:
            session.write(lambda case: case.set_linked_file(file)).result()

    return session.job(run)


def _another(how: str) -> DocumentError:
    return DocumentError(
        tr("This is another file: {how}").format(how=how),
        tr("Choose the file that was added, or a copy of it; what it is called does not matter. The link was not changed."),
    )
