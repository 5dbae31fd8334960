"""The bytes of documents, out of the case into sealed memory, and the documents opened from them.

Owns one `Source` a checksum while anything opened from it lives, and the passwords given in this session (which are
written nowhere). Does not parse anything.
"""

from __future__ import annotations

import os
import threading
import weakref
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Protocol, TypeVar

from reviewer.documents.client import OpenDocument, Source, Workers
from reviewer.documents.dispatching import steps
from reviewer.documents.sources.file_stamp import FileStamp
from reviewer.documents.sources.regular_file import open_regular
from reviewer.errors import DocumentError, LinkedFileError, PasswordNeededError
from reviewer.i18n import tr
from reviewer.model.changes import Changes, RecordKind
from reviewer.model.ids import DocumentId, Sha256
from reviewer.services.case.linked_files import CaseOfFiles, LinkedFiles
from reviewer.services.case.recognised_layers import CaseLayers
from reviewer.services.events import Events, WordsChanged
from reviewer.store.reader import CaseReader

T = TypeVar("T")

KEPT_BYTES = 256 * 1024 * 1024
"""Bytes of sources kept ready while nothing is open from them; beyond it the longest unused are let go."""

OPENING = 4
"""Documents in the case that may be opened at the same time."""

WAITING = 8
"""Linked documents that may wait for the check of a file at the same time, without keeping others from being opened."""


@dataclass(slots=True)
class _Held:
    source: Source
    users: weakref.WeakSet[OpenDocument] = field(default_factory=weakref.WeakSet)


class ReadableCase(CaseOfFiles, Protocol):
    """What sources need of the open case that they belong to; `Session` has it.

    Attributes:
        events: Where it is told that pages have other words.

    """

    events: Events

    @property
    def workers(self) -> Workers:
        """The worker processes."""

    def read(self, fn: Callable[[CaseReader], T], *, background: bool = False) -> Future[T]:
        """Ask the case on its reader thread."""

    def on_commit(self, hook: Callable[[Changes, str], None]) -> None:
        """Call `hook` with every commit."""


class Sources:
    """The sources of one open case. Thread-safe.

    Attributes:
        linked_files: The files of documents whose bytes are not in the case.

    """

    def __init__(self, case: ReadableCase) -> None:
        self.linked_files = LinkedFiles(case)
        self._case = case
        self._guard = threading.Lock()
        self._held: dict[Sha256, _Held] = {}
        self._reading: dict[Sha256, threading.Lock] = {}
        self._passwords: dict[Sha256, str] = {}
        self._layers: dict[Sha256, CaseLayers] = {}
        self._offered: tuple[str, ...] = ()
        self._kept: tuple[DocumentId, OpenDocument] | None = None
        case.on_commit(self._on_commit)
        self._outside = ThreadPoolExecutor(WAITING, thread_name_prefix="linked")
        self._openers = ThreadPoolExecutor(OPENING, thread_name_prefix="opening")  # a job may wait for what they open

    def open_document(self, document: DocumentId) -> Future[OpenDocument]:
        """See `Session.open_document`."""
        return steps.run(self._opening(lambda case: case.document(document).sha256), unwanted=OpenDocument.close)

    def open_source(self, sha256: Sha256) -> Future[OpenDocument]:
        """See `Session.open_source`."""
        return steps.run(self._opening(lambda _case: sha256), unwanted=OpenDocument.close)

    def _opening(self, which: Callable[[CaseReader], Sha256]) -> Generator[Future[Any], Any, OpenDocument]:
        """Open a document on the case's own threads, or where its file may have to be read first, on others."""
        sha256 = yield self._case.read(lambda case: self._looked_at(case, which(case)))
        outside = sha256 not in self._held and (yield self._case.read(lambda case: self.linked_files.leads_outside(case, sha256)))
        openers = self._outside if outside else self._openers
        opened: OpenDocument = yield openers.submit(self._open, sha256)
        opened.layers = self.layers(sha256)
        return opened

    def layers(self, sha256: Sha256) -> CaseLayers:
        """Return the recognised texts of a document, the same for all who have it open."""
        with self._guard:
            return self._layers.setdefault(sha256, CaseLayers(self._case, sha256))

    def look_at_layers(self, case: CaseReader) -> None:
        """Look for pages of documents opened in this session that have other words now, and tell. Called on the reader thread."""
        found = {sha256: layers.look(case) for sha256, layers in tuple(self._layers.items())}
        changed = {sha256: pages for sha256, pages in found.items() if pages}
        if changed:
            self._case.events.publish(WordsChanged(changed))

    def _on_commit(self, changes: Changes, _initiator: str) -> None:
        if changes.touched(RecordKind.WORD_CORRECTION) or changes.touched(RecordKind.TEXT_CHOICE):
            self._case.read(self.look_at_layers)

    def _looked_at(self, case: CaseReader, sha256: Sha256) -> Sha256:
        self.layers(sha256).look(case)
        return sha256

    def kept_open(self, document: DocumentId) -> OpenDocument:
        """Return the document that the services themselves keep open, opening it first where it is another one.

        Only the thread of intents calls this, so that nobody closes it under another's hands.

        Raises:
            DocumentError: It cannot be opened.

        """
        if self._kept is not None and self._kept[0] == document:
            return self._kept[1]
        self._let_go_of_kept()
        opened = self.open_document(document).result()
        self._kept = (document, opened)
        opened.watch(lambda: self._lose(opened))
        return opened

    def give_password(self, sha256: Sha256, password: str) -> None:
        """See `Session.give_password`."""
        self._passwords[sha256] = password

    def offer_passwords(self, passwords: Sequence[str]) -> None:
        """Remember passwords to try on any document that is locked, until the case is closed; they are written nowhere."""
        self._offered = tuple(passwords)

    def password(self, sha256: Sha256) -> str | None:
        """Return the password given for a document in this session."""
        return self._passwords.get(sha256)

    def adopt(self, source: Source) -> None:
        """Take over the bytes of a file that is being added, so that they need not be read again. They are closed here."""
        with self._guard:
            if source.sha256 in self._held:
                source.close()
            else:
                self._held[source.sha256] = _Held(source)

    def of_file(self, path: Path) -> Source | None:
        """Return the bytes of a file that was read already and not written to since; None where it has to be read."""
        try:
            fd = open_regular(path)
        except (OSError, DocumentError):  # who reads it says why it cannot be
            return None
        try:
            stamp = FileStamp.of(fd)
        finally:
            os.close(fd)
        with self._guard:
            return next((held.source.share() for held in self._held.values() if held.source.stamp == stamp), None)

    def close(self) -> None:
        """Let go of all bytes and passwords. What is still open from them is closed by whoever opened it."""
        self._outside.shutdown(wait=True)
        self._openers.shutdown(wait=True)
        self._let_go_of_kept()
        with self._guard:
            for held in self._held.values():
                held.source.close()
            self._held.clear()
        self._passwords.clear()
        self._offered = ()

    def _let_go_of_kept(self) -> None:
        kept, self._kept = self._kept, None
        if kept is not None:
            kept[1].close()

    def _lose(self, opened: OpenDocument) -> None:
        """Forget a document whose file was written to: who wants it again has it checked again."""
        kept = self._kept
        if kept is not None and kept[1] is opened:
            self._let_go_of_kept()

    def _open(self, sha256: Sha256) -> OpenDocument:
        passwords = (self._passwords.get(sha256), *self._offered)
        for n, password in enumerate(passwords, start=1):
            try:
                opened = self._open_with(sha256, password)
            except PasswordNeededError:
                if n == len(passwords):
                    raise
            else:
                if password is not None:
                    self._passwords[sha256] = password
                return opened
        raise AssertionError("there is always one try")

    def _open_with(self, sha256: Sha256, password: str | None) -> OpenDocument:
        if sha256 not in self._held and self._case.read(lambda case: self.linked_files.leads_outside(case, sha256)).result():
            return self._open_linked(sha256, password)
        with self._guard:
            alone = self._reading.setdefault(sha256, threading.Lock())
        with alone:  # the same bytes are copied once; other documents do not wait for them
            if sha256 not in self._held:
                self.adopt(self._from_case(sha256))
            with self._guard:
                held = self._held.pop(sha256, None)
                if held is not None:
                    self._held[sha256] = held  # the latest used stands last
                    self._let_go_of_unused(sha256)
                    opening = self._case.workers.open(held.source, password=password)
        if held is None:  # another document needed its room meanwhile
            return self._open_with(sha256, password)
        opened = opening.result()
        held.users.add(opened)
        return opened

    def _open_linked(self, sha256: Sha256, password: str | None) -> OpenDocument:
        """Open a document outside the case, once its file is known to be the one that was added.

        Raises:
            LinkedFileError: It is missing, changed, or cannot be read.
            CancelledError: The check was stopped.

        """
        for last in (False, True):
            with self.linked_files.verified(sha256) as source:
                opening = self._case.workers.open(source, password=password)
            try:
                return opening.result()
            except LinkedFileError:  # somebody touched it between the check and the worker's first look
                if last:
                    raise
        raise AssertionError("there are two tries")

    def _let_go_of_unused(self, wanted: Sha256) -> None:
        total = sum(held.source.size for held in self._held.values())
        for sha256, held in tuple(self._held.items()):
            if total <= KEPT_BYTES:
                return
            if sha256 != wanted and not held.users:
                total -= held.source.size
                self._held.pop(sha256).source.close()

    def _from_case(self, sha256: Sha256) -> Source:
        """Copy a document out of the case, chunk by chunk: what a person asks the case meanwhile comes between two of them."""
        size = self._case.read(lambda case: case.source_size(sha256)).result()

        def chunks() -> Iterator[bytes]:
            read, n = 0, 0
            while read < size:
                chunk = self._case.read(partial(_chunk, sha256=sha256, n=n), background=True).result()
                yield chunk
                read, n = read + len(chunk), n + 1

        source = Source.from_chunks(chunks(), size=size)
        if source.sha256 != sha256:
            source.close()
            raise DocumentError(
                tr("The bytes of a document are not those that were added"), tr("Check the case to see what is damaged.")
            )
        return source


def _chunk(case: CaseReader, *, sha256: Sha256, n: int) -> bytes:
    return case.source_chunk(sha256, n)
