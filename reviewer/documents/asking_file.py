"""How a document is asked what it carries besides its pages, and for the files that are attached in it.

Owns one function a kind of request. Nobody waits for the first two: everything else goes first.
"""

from __future__ import annotations

from concurrent.futures import Future

from reviewer.documents import limits
from reviewer.documents.dispatching.jobs import Sending
from reviewer.documents.dispatching.priorities import Priority
from reviewer.documents.open_document import OpenDocument
from reviewer.documents.protocol.file_facts import (
    REPLY_BYTES,
    SUM_BYTES,
    AttachedBytes,
    AttachedSum,
    Counted,
    Facts,
    read_facts,
    read_sum,
)
from reviewer.documents.protocol.framing import Kind
from reviewer.model.file_facts import FileFacts


def file_facts(document: OpenDocument, first: int, count: int) -> Future[FileFacts]:
    """Return what there is on `count` pages from `first` on, and with page 0 what belongs to the document as a whole.

    Pages that one answer has no time or room for are left out, and their number says so: whoever asks goes on after them.

    Args:
        document: The document.
        first: From 0; the pages must exist.
        count: At least 1.

    """
    at_once = min(count, limits.PAGES_PER_REQUEST)

    def read(payload: memoryview, _: str) -> FileFacts:
        return read_facts(payload, first=first, count=at_once)

    def make() -> Sending:
        return Sending([Facts(first, at_once).pack()], REPLY_BYTES, read)

    return document.ask(Kind.FILE_FACTS, make, limits.FILE_FACTS_DEADLINE_S, Priority.INDEXING)


def attached_sum(document: OpenDocument, number: int) -> Future[Counted]:
    """Return how many bytes an attached file has, unpacked, and their checksum, as the worker has it."""

    def make() -> Sending:
        return Sending([AttachedSum(number).pack()], SUM_BYTES, lambda payload, _: read_sum(payload))

    return document.ask(Kind.ATTACHED_SUM, make, limits.ATTACHED_DEADLINE_S, Priority.INDEXING)


def attached_bytes(document: OpenDocument, number: int) -> Future[memoryview]:
    """Return an attached file, unpacked."""

    def make() -> Sending:
        return Sending([AttachedBytes(number).pack()], limits.MAX_ATTACHMENT_BYTES, lambda payload, _: payload)

    return document.ask(Kind.ATTACHED_BYTES, make, limits.ATTACHED_DEADLINE_S, Priority.EXCERPT)
