"""Reading what a document's file carries besides its pages, in the background, for whoever wants to know.

Owns the order: what it can do and what is attached first, page by page; then what each attached file measures. Everything else
goes before it, and nothing that is found is opened, run or followed.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import TypeVar

from reviewer.documents import limits
from reviewer.documents.asking_file import attached_sum, file_facts
from reviewer.documents.open_document import OpenDocument
from reviewer.errors import CancelledError, DocumentError
from reviewer.i18n import tr
from reviewer.model.file_facts import Attachment, FileFacts
from reviewer.model.ids import DocumentId
from reviewer.services.page_runs import PageRuns
from reviewer.services.session import Session
from reviewer.services.waiting import awaited

T = TypeVar("T")

TOLD_EVERY_S = 0.5
"""How often it is told how far the reading is."""

MOST_MEASURED = 1024**3
"""Bytes of one document's attached files that are unpacked only to list them: a second or two of a processor."""


def read_file_facts(
    session: Session,
    document: DocumentId,
    *,
    tell: Callable[[FileFacts], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Future[FileFacts]:
    """Read it all, in a process of its own.

    Args:
        session: The open case.
        document: Which document of the case.
        tell: Called on the thread of the work with what is known so far.
        cancelled: Asked all the time; the work stops at once.

    Raises:
        DocumentError: (in the future) The document cannot be opened.
        CancelledError: (in the future) `cancelled` said so.

    """

    def run() -> FileFacts:
        with closing(session.open_document(document).result()) as opened:
            return _FactReading(opened, tell, lambda: cancelled() or session.closing.is_set()).run()

    return session.job(run)


@dataclass(slots=True)
class _FactReading:
    """One reading."""

    opened: OpenDocument
    tell: Callable[[FileFacts], None]
    stop: Callable[[], bool]
    found: FileFacts = field(default_factory=FileFacts)
    told_at: float = 0.0

    def run(self) -> FileFacts:
        """Read the pages, and measure what is attached."""
        runs = PageRuns(self.opened.page_count, lambda at, most: self._await(file_facts(self.opened, at, most)))
        try:
            while self.found.pages < self.opened.page_count:
                self._join(runs.read(self.found.pages) or FileFacts(pages=1, cut=True))
                self._tell_now_and_then()
        except DocumentError:
            self._join(FileFacts(cut=True))
        self.tell(self.found)
        self._measure()
        return self.found

    def _join(self, more: FileFacts) -> None:
        if self.found.pages == 0:
            opened = self.opened
            whole = replace(more.whole, beyond=opened.beyond, undrawn=opened.undrawn, reduced=opened.reduced)
            self.found = replace(self.found, whole=whole)
        self.found = self.found.joined(more, most_of_a_kind=limits.MAX_FACTS_OF_A_KIND, most_attachments=limits.MAX_ATTACHMENTS)

    def _measure(self) -> None:
        """Work out size and checksum of what is attached, one after another; a heavy one costs the others nothing."""
        left = MOST_MEASURED
        for at, one in enumerate(self.found.attachments):
            known, cost = self._measured(one) if left > 0 else (replace(one, trouble=_too_much()), 0)
            left -= cost
            attachments = list(self.found.attachments)
            attachments[at] = known
            self.found = replace(self.found, attachments=tuple(attachments))
            self._tell_now_and_then()

    def _measured(self, one: Attachment) -> tuple[Attachment, int]:
        try:
            counted = self._await(attached_sum(self.opened, one.number))
        except DocumentError as error:
            return replace(one, trouble=error.summary), limits.MAX_ATTACHMENT_BYTES
        return replace(one, size=counted.size, sha256=counted.sha256), counted.size

    def _tell_now_and_then(self) -> None:
        now = time.monotonic()
        if now - self.told_at >= TOLD_EVERY_S:
            self.told_at = now
            self.tell(self.found)

    def _await(self, future: Future[T]) -> T:
        words = tr("Reading about the document was cancelled")
        if self.stop():
            future.cancel()
            raise CancelledError(words)
        return awaited(future, self.stop, words).result()


def _too_much() -> str:
    return tr("Not measured: what is attached in this document is very large together")
