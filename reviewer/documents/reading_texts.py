"""Reading the texts of many pages, whatever a page does to the worker that reads it.

Owns how many pages are asked for at once: one by one after a failure, so that only the page at fault goes without its text.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from concurrent.futures import Future
from typing import Any

from reviewer.documents import asking_words, limits, refusals
from reviewer.documents.dispatching.jobs import Job, Sending
from reviewer.documents.dispatching.lane import Lane
from reviewer.documents.dispatching.priorities import Priority
from reviewer.documents.findings import PlainTexts
from reviewer.documents.protocol.framing import Kind
from reviewer.errors import WorkerError
from reviewer.model.document import PlainText


def read_plain_texts(
    submit: Callable[[Job], Future[Any]], lane: Lane, first: int, count: int, *, repaired: bool
) -> Generator[Future[Any], Any, PlainTexts]:
    """Read the texts of `count` pages from `first` on. A page whose text cannot be read, or not in time, has none.

    Args:
        submit: Puts a request to the document.
        lane: Where it waits.
        first: The first page, from 0.
        count: How many.
        repaired: Whether the file is known to be damaged.

    Raises:
        WorkerError: The document was closed, or no worker could be started.

    """
    found: list[PlainText] = []
    at_once = limits.TEXTS_PER_REQUEST
    while len(found) < count:
        asked = min(at_once, count - len(found))
        try:
            read: PlainTexts = yield submit(_job(first + len(found), asked))
            found += read.pages
            repaired = repaired or read.repaired
            at_once = limits.TEXTS_PER_REQUEST
        except WorkerError as error:
            if lane.is_closed or error.summary == refusals.not_started().summary:
                raise
            if asked == 1:
                found.append(PlainText("", is_unread=True))
            at_once = 1
    return PlainTexts(tuple(found), repaired)


def _job(first: int, count: int) -> Job:
    def prepare(_shared: bool) -> Sending:
        return asking_words.plain_text(first, count)

    return Job(Kind.PLAIN_TEXT, prepare, limits.PLAIN_TEXT_DEADLINE_S, priority=Priority.INDEXING)
