"""How a worker is asked for a document's words, where it leads, and what others marked in it.

Owns one function a kind of request; see `asking`.
"""

from __future__ import annotations

from array import array
from concurrent.futures import Future

from reviewer.documents.dispatching.jobs import Sending
from reviewer.documents.findings import Hyperlink, OutlineItem
from reviewer.documents.protocol import destinations, text_replies
from reviewer.documents.protocol.annotations import REPLY_BYTES, Annotations, read_annotations
from reviewer.documents.protocol.text_requests import Hyperlinks, Outline, PlainText, Text, Unseen
from reviewer.documents.text.page.page_text import PageText
from reviewer.model.annotation import PageAnnotations


def text(page: int) -> Sending:
    """Ask for a page's characters. Their lines are worked out here and now: the window's thread has no time for long pages."""

    def read(payload: memoryview, extractor: str) -> PageText:
        found = text_replies.read_text(payload, page=page, extractor=extractor)
        _ = found.lines
        return found

    return Sending([Text(page).pack()], text_replies.TEXT_BYTES, read)


def unseen(page: int) -> Sending:
    """Ask which of a page's words nobody can see on it."""
    return Sending([Unseen(page).pack()], text_replies.UNSEEN_BYTES, lambda payload, _: text_replies.read_unseen(payload))


def no_text(page: int, extractor: str) -> Future[PageText]:
    """Return the text of a frame of an image, which has none of its own: no worker is asked, for it may be busy decoding."""
    found: Future[PageText] = Future()
    found.set_result(PageText(page, "", array("f"), extractor))
    return found


def plain_text(first: int, count: int) -> Sending:
    """Ask for the texts of pages."""
    limit = text_replies.PLAIN_TEXT_HEAD_BYTES + count * text_replies.PLAIN_TEXT_RECORD_BYTES
    return Sending(
        [PlainText(first, count).pack()], limit, lambda payload, _: text_replies.read_plain_texts(payload, count=count)
    )


def outline(page_count: int) -> Sending:
    """Ask for the table of contents."""

    def read(payload: memoryview, _: str) -> tuple[OutlineItem, ...]:
        return destinations.read_outline(payload, page_count=page_count)

    return Sending([Outline().pack()], destinations.OUTLINE_BYTES, read)


def hyperlinks(page: int, page_count: int) -> Sending:
    """Ask for what leads somewhere on a page of a document of so many."""

    def read(payload: memoryview, _: str) -> tuple[Hyperlink, ...]:
        return destinations.read_hyperlinks(payload, page_count=page_count)

    return Sending([Hyperlinks(page).pack()], destinations.HYPERLINKS_BYTES, read)


def annotations_of(first: int, count: int) -> Sending:
    """Ask for the annotations of pages."""

    def read(payload: memoryview, _: str) -> PageAnnotations:
        return read_annotations(payload, first=first, count=count)

    return Sending([Annotations(first, count).pack()], REPLY_BYTES, read)
