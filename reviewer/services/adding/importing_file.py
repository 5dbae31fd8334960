"""Adding one file: its bytes, its pages, its text, and last the document itself.

Owns the steps and their undoing: until the last transaction the document is not in the case, and when a step fails what was
written of it is taken out again. Every transaction is short and gives way to what a person waits for.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from pathlib import Path

from reviewer.documents.client import OpenDocument, Source
from reviewer.documents.sources.linked_source import AnySource
from reviewer.errors import CancelledError, DocumentError, NotIsolatedError, PasswordNeededError, ReviewerError
from reviewer.i18n import tr
from reviewer.model.changes import RecordKind
from reviewer.model.document import Document, PlainText, Provenance, TextKind
from reviewer.model.ids import DocumentId, Sha256
from reviewer.model.page import PageInfo
from reviewer.services.adding.import_remarks import attached_count, attached_remark, damage_remark, shown_remark, unread_remark
from reviewer.services.events import DocumentAdded, DocumentPreview, ImportProgress
from reviewer.services.page_texts import TextCount
from reviewer.services.passwords import PasswordSource
from reviewer.services.session import Session
from reviewer.store.case_file import CaseFile
from reviewer.store.history.recorder import Recorder
from reviewer.store.reader import CaseReader
from reviewer.store.records.fields import document_fields

PAGES_A_STEP = 16
"""Pages whose text is asked for, and written, in one go: well below 50 ms of writing for ordinary pages."""

INFOS_A_STEP = 512
"""Pages whose geometry is asked for, and written, in one go."""


class ImportStatus(StrEnum):
    """What became of a file."""

    ADDED = "added"
    KNOWN = "known"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What became of one file.

    Attributes:
        status: Added, known already, or refused.
        document: The document's id; None where it was refused.
        path: The file as it was named or found.
        reason: A sentence: why it was refused, what it is known as, or what to know about it; may be empty for an added one.
        hint: What to do about it; may be empty.
        damaged: Whether it was added though it is damaged; the reason says so.
        locked: Whether it was refused for want of its password.
        attached: How many files are attached in it, as far as a quick look told; the reason says so.
        is_in_part: Whether its file has more pages, pixels or words than can be shown or read; the reason says so.

    """

    status: ImportStatus
    document: DocumentId | None
    path: Path
    reason: str = ""
    hint: str = ""
    damaged: bool = False
    locked: bool = False
    attached: int = 0
    is_in_part: bool = False


def _add_chunk(sha256: Sha256, n: int, data: bytes, case: CaseFile) -> None:
    case.add_chunk(sha256, n, data)


def _add_pages(sha256: Sha256, pages: tuple[PageInfo, ...], case: CaseFile) -> None:
    case.add_pages(sha256, pages)


def _add_texts(sha256: Sha256, first: int, pages: tuple[PlainText, ...], extractor: str, case: CaseFile) -> None:
    case.add_texts(sha256, first, pages, extractor)


@dataclass(frozen=True, slots=True)
class _Read:
    """What reading all pages found out: where their text comes from, whether the file is damaged, what else to know."""

    text: TextKind
    repaired: bool
    unread: tuple[int, ...] = ()
    attached: int = 0


class FileImport:
    """One file on its way into the case. `run` is called once, on the thread of the import."""

    def __init__(
        self,
        session: Session,
        path: Path,
        at: ImportProgress,
        *,
        group: str,
        tell: Callable[[ImportProgress], None],
        stop: Callable[[], bool],
        dated: str | None = None,
    ) -> None:
        self._session = session
        self._path = path
        self._name = os.fsencode(path.name).decode("utf-8", "replace")
        self._at = at
        self._group = group
        self._tell = tell
        self._stop = stop
        self._dated = dated

    def run(self, provenance: Provenance, passwords: PasswordSource) -> ImportResult:
        """Add the file.

        Raises:
            CancelledError: It was cancelled; nothing of the file is in the case.
            PasswordNeededError: It is encrypted, and no password that was given opens it.
            DocumentError: It is no document, or is damaged, empty, without pages or too large.
            CaseError: The case cannot be written.

        """
        with self._take() as source:
            known = self._session.read(lambda case: case.document_with(source.sha256), background=True).result()
            if known is not None:
                return self._known_as(known, source)
            opened = self._open(source, passwords)
            try:
                self._adopt(source)
                self._session.events.publish(DocumentPreview(self._path, source.sha256, opened.page_count))
                return self._keep(source, opened, provenance)
            finally:
                opened.close()

    def attempt(self, provenance: Provenance, passwords: PasswordSource) -> ImportResult | None:
        """Add the file, and return what became of it, refusals too; None where it was cancelled."""
        try:
            return self.run(provenance, passwords)
        except CancelledError:
            return None
        except PasswordNeededError as error:
            hint = error.hint or tr("Ask whoever gave it to you for the password, and add it again.")
            return ImportResult(ImportStatus.REFUSED, None, self._path, error.summary, hint, locked=True)
        except ReviewerError as error:
            return ImportResult(ImportStatus.REFUSED, None, self._path, error.summary, error.hint)

    def _take(self) -> AnySource:
        """Read the file, unless the window has it on show and nobody wrote to it since: its bytes are kept once."""
        return self._session.sources.of_file(self._path) or Source.from_path(self._path, cancelled=self._stop)

    def _known_as(self, document: Document, _source: AnySource) -> ImportResult:
        reason = tr("The same bytes are in the case already, as {name}").format(name=document.name)
        return ImportResult(ImportStatus.KNOWN, document.id, self._path, reason)

    def _adopt(self, source: AnySource) -> None:
        """Let the file be shown before it is in the case."""
        if isinstance(source, Source):
            self._session.sources.adopt(source.share())

    def _open(self, source: AnySource, passwords: PasswordSource) -> OpenDocument:
        attempt = 0
        password = self._session.sources.password(source.sha256)
        while True:
            self._go_on()
            try:
                opened = self._session.workers.open(source, password=password).result()
            except PasswordNeededError:
                password = passwords.ask(self._name, attempt)
                attempt += 1
                if password is None:
                    raise
            except NotIsolatedError:
                if not passwords.reads_anyway(self._name):
                    raise
                self._session.workers.permit(source.sha256)
            else:
                if password is not None:
                    self._session.give_password(source.sha256, password)
                break
        if opened.page_count < 1:
            opened.close()
            raise DocumentError(
                tr("The document has no pages"), tr("Ask whether another copy exists. The original was not changed.")
            )
        return opened

    def _keep(self, source: AnySource, opened: OpenDocument, provenance: Provenance) -> ImportResult:
        begun = self._begin(source)
        try:
            if begun:
                self._store_bytes(source)
            self._store_pages(source, opened)
            read = self._index(source, opened)
            document = self._insert(source, opened, read, provenance)
        except BaseException:
            self._session.write(lambda case: case.abandon_import(source.sha256)).result()
            raise
        self._session.events.publish(DocumentAdded(self._path, document, source.sha256))
        remarks, damaged = [*self._remarks(source), *shown_remark(opened), *unread_remark(read.unread)], read.repaired
        remarks += [*attached_remark(read.attached), *damage_remark(damaged=damaged, undrawn=opened.undrawn)]
        hint = tr("Ask whether another copy exists. The original was not changed.") if damaged else ""
        reason, attached, in_part = ". ".join(remarks), read.attached, bool(opened.beyond or read.unread or opened.reduced > 1)
        return ImportResult(ImportStatus.ADDED, document, self._path, reason, hint, damaged, False, attached, in_part)

    def _remarks(self, source: AnySource) -> list[str]:
        """Return what to know about a document that was added."""
        unlocked = self._session.sources.password(source.sha256) is not None
        return [tr("Its text, read while it was unlocked, is indexed in the case; the password is not kept")] if unlocked else []

    def _begin(self, source: AnySource) -> bool:
        """Tell whether anything has to be stored."""
        return self._session.write(lambda case: case.begin_import(source.sha256, source.size), background=True).result()

    def _store_bytes(self, source: AnySource) -> None:
        if isinstance(source, Source):
            for number, chunk in enumerate(source.chunks()):
                self._write(partial(_add_chunk, source.sha256, number, chunk))

    def _store_pages(self, source: AnySource, opened: OpenDocument) -> None:
        for infos in self._infos(opened):
            self._write(partial(_add_pages, source.sha256, infos))

    def _infos(self, opened: OpenDocument) -> Iterator[tuple[PageInfo, ...]]:
        for first in range(0, opened.page_count, INFOS_A_STEP):
            yield opened.pages(first, min(INFOS_A_STEP, opened.page_count - first)).result()

    def _index(self, source: AnySource, opened: OpenDocument) -> _Read:
        """Read the text of all pages, and write it: what the case has of them may be a stranger's, or an earlier version's."""
        if opened.media_type.startswith("image/"):
            return _Read(TextKind.NONE, opened.repaired)
        steps = [(first, min(PAGES_A_STEP, opened.page_count - first)) for first in range(0, opened.page_count, PAGES_A_STEP)]
        counted, unread = TextCount(), []
        repaired = opened.repaired
        reading = opened.plain_texts(*steps[0])
        for (first, count), following in zip(steps, [*steps[1:], None], strict=True):
            texts = reading.result()
            if following is not None:
                reading = opened.plain_texts(*following)  # the worker reads on while this one is written
            for page, one in enumerate(texts.pages, start=first):
                counted.take(one)
                if one.is_unread:
                    unread.append(page)
            repaired = repaired or texts.repaired
            self._write(partial(_add_texts, source.sha256, first, texts.pages, opened.extractor))
            self._tell(replace(self._at, pages_done=first + count, page_count=opened.page_count))
        return _Read(counted.kind(opened.page_count), repaired, tuple(unread), attached_count(opened))

    def _insert(self, source: AnySource, opened: OpenDocument, read: _Read, provenance: Provenance) -> DocumentId:
        """Make the document appear: the last transaction, an intent that can be undone."""

        def record(recorder: Recorder, case: CaseReader) -> DocumentId:
            document = Document(
                id=DocumentId(recorder.new_id()),
                sha256=source.sha256,
                name=self._name,
                media_type=opened.media_type,
                size=source.size,
                page_count=opened.page_count,
                text=read.text,
                position=case.next_position(),
                added_at=recorder.at,
                encrypted=opened.encrypted,
                repaired=read.repaired,
                provenance=provenance,
                dated=self._dated,
                linked=case.linked_file(source.sha256) is not None,
            )
            recorder.insert(RecordKind.DOCUMENT, document.id, document_fields(document))
            return document.id

        self._go_on()
        return self._session.record(tr("Add document"), record, initiator=self._group, background=True).result()[0]

    def _write(self, fn: Callable[[CaseFile], None]) -> None:
        self._go_on()
        self._session.write(fn, background=True).result()

    def _go_on(self) -> None:
        if self._stop():
            raise CancelledError(tr("Adding the file was cancelled"))
