"""Adding files that are attached in a document of the case as documents of their own, through the same gate as any other file.

Owns their names and where they are said to come from: with the document that they were in, its checksum, and as it was obtained.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from reviewer.documents.asking_file import attached_bytes
from reviewer.documents.open_document import OpenDocument
from reviewer.documents.sources.source import CHUNK, Source
from reviewer.errors import DocumentError
from reviewer.i18n import tr
from reviewer.model.document import Document, Provenance
from reviewer.model.file_facts import Attachment
from reviewer.model.ids import DocumentId
from reviewer.model.neutral import visible
from reviewer.services.adding.importing_file import FileImport, ImportResult, ImportStatus
from reviewer.services.events import ImportProgress
from reviewer.services.passwords import NoPasswords, PasswordSource
from reviewer.services.session import Session
from reviewer.services.waiting import awaited

_MOST_NAME_CHARS = 200
_PATH_PARTS = re.compile(r"[/\\]")


def add_attached(
    session: Session,
    document: DocumentId,
    attachments: Sequence[Attachment],
    *,
    passwords: PasswordSource | None = None,
    progress: Callable[[ImportProgress], None] | None = None,
    report: Callable[[ImportResult], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
    initiator: str = "",
) -> Future[tuple[ImportResult, ...]]:
    """Add attached files to the case, as one undo step.

    Args:
        session: The open case.
        document: The document that they are in.
        attachments: Which of its files.
        passwords: Who is asked for passwords of those that are encrypted themselves; nobody where None.
        progress: Called on the thread of the import; the same is published as an event.
        report: Called on the same thread with each result as soon as it is so.
        cancelled: Asked between files and between steps; what is done by then stays.
        initiator: Named in the events of all of them; one is made up where it is empty.

    Returns:
        One result a file, as `importing.add_documents` has them; what is no document is refused with a sentence.

    Raises:
        DocumentError: (in the future) The document that they are in cannot be opened.

    """
    group = initiator or f"import {session.new_id()}"

    def tell(one: ImportProgress) -> None:
        session.events.publish(one)
        if progress is not None:
            progress(one)

    def stop() -> bool:
        return cancelled() or session.closing.is_set()

    adding = _Adding(session, document, tuple(attachments), passwords or NoPasswords(), group, tell, report, stop)
    return session.import_job(adding.run)


@dataclass(frozen=True, slots=True)
class _Adding:
    """One call's files, one after another."""

    session: Session
    document: DocumentId
    attachments: tuple[Attachment, ...]
    passwords: PasswordSource
    group: str
    tell: Callable[[ImportProgress], None]
    report: Callable[[ImportResult], None]
    stop: Callable[[], bool]

    def run(self) -> tuple[ImportResult, ...]:
        """Add them."""
        holder = self.session.read(lambda case: case.document(self.document)).result()
        results: list[ImportResult] = []
        with closing(self.session.open_document(self.document).result()) as opened:
            for one in self.attachments:
                result = None if self.stop() else self._add(holder, opened, one, len(results))
                if result is None:
                    break
                results.append(result)
                self.report(result)
        self.tell(ImportProgress(len(results), len(self.attachments), None))
        return tuple(results)

    def _add(self, holder: Document, opened: OpenDocument, one: Attachment, done: int) -> ImportResult | None:
        at = ImportProgress(done, len(self.attachments), _path_of(one))
        self.tell(at)
        work = _AttachedImport(self.session, _path_of(one), at, group=self.group, tell=self.tell, stop=self.stop)
        work.take_from(opened, one)
        return work.attempt(provenance_in(holder), self.passwords)


class _AttachedImport(FileImport):
    """One attached file on its way into the case."""

    def take_from(self, holder: OpenDocument, attachment: Attachment) -> None:
        """Say where its bytes are."""
        self._holder, self._attachment = holder, attachment

    def attempt(self, provenance: Provenance, passwords: PasswordSource) -> ImportResult | None:
        """Add the file; where it is refused, saying how to get at it, since it lies in no folder."""
        result = super().attempt(provenance, passwords)
        if result is None or result.status is not ImportStatus.REFUSED or result.locked:
            return result
        hint = tr(
            "It stays in the document. To look into it, take it out with another program, on a computer that may come to harm."
        )
        return replace(result, hint=hint)

    def _take(self) -> Source:
        """Have it unpacked, which a worker does; the bytes are hashed here, whatever was said of them before."""
        asked = attached_bytes(self._holder, self._attachment.number)
        data = awaited(asked, self._stop, tr("Adding the file was cancelled")).result()
        listed = self._attachment.sha256
        if listed is not None and hashlib.sha256(data).hexdigest() != listed:
            raise DocumentError(
                tr("The attached file came with another checksum than the one it was listed with"),
                tr("The document may be made to deceive. Look at what is attached in it again."),
            )
        return Source.from_chunks((bytes(data[at : at + CHUNK]) for at in range(0, len(data), CHUNK)), size=len(data))


def _path_of(attachment: Attachment) -> Path:
    """Return its name as files have theirs, whatever the locale: the bytes of UTF-8."""
    return Path(os.fsdecode(document_name(attachment).encode("utf-8", "replace")))


def document_name(attachment: Attachment) -> str:
    """Return what an attached file goes by in the case: its name without any path, on one line, and never none at all."""
    last = _PATH_PARTS.split(visible(attachment.name).replace("\n", " "))[-1].strip(" .")
    if len(last) > _MOST_NAME_CHARS:
        last = f"{last[: _MOST_NAME_CHARS - 20]}…{last[-19:]}"
    return last or tr("attached file")


def provenance_in(holder: Document) -> Provenance:
    """Return how a file was obtained that is attached in a document: with it."""
    came = tr("Attached in “{name}”, sha256 {sha256}").format(name=visible(holder.name), sha256=holder.sha256)
    how = holder.provenance.obtained_how
    return replace(holder.provenance, obtained_how=f"{came}. {how}" if how else came)
