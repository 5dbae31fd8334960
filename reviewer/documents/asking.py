"""How each request is put to a worker: its payload, what it lends, and how its answer is checked.

Owns one function a kind of request. They run on the I/O thread when the request's turn comes, so that nothing is held for what
still waits.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reviewer.documents import limits, memory, refusals
from reviewer.documents.jobs import Sending
from reviewer.documents.linked_source import AnySource, LinkedSource
from reviewer.documents.protocol import destinations, replies
from reviewer.documents.protocol.requests import (
    AnnotatedCopy,
    CropOut,
    Hyperlinks,
    Open,
    OpenLinked,
    Outline,
    Pages,
    Picture,
    PlainText,
    Render,
    Text,
    Typeset,
)
from reviewer.documents.results import Bitmap, OutlineItem
from reviewer.documents.source import Source

if TYPE_CHECKING:  # loaded when first asked for: the first page's pixels are not kept waiting for it
    from reviewer.documents.text.page.page_text import PageText
    from reviewer.model.annotation import PageAnnotations

_PDF = b"%PDF-"
_MADE_BYTES = 64 * 1024**2
_MADE_TIMES = 16
"""A PDF that a worker makes may have so many bytes, and so many times those that it is made of; real copies have up to six."""


def opening(source: AnySource, password: str | None, *, shared: bool) -> Sending:
    """Open a document: its sealed memory or its file is lent, or its bytes follow.

    Raises:
        DocumentError: It lies in a file outside, and nothing can be lent.

    """
    if isinstance(source, LinkedSource):
        return _opening_linked(source, password, shared=shared)
    fd = source.fd if shared else None
    head = Open(source.size, password, inline=fd is None).pack()
    parts = [head] if fd is not None else _inline(head, source.share())
    fds = () if fd is None else (fd,)
    return Sending(parts, replies.OPENED_BYTES, lambda payload, extractor: replies.read_opened(payload, extractor=extractor), fds)


def _opening_linked(source: LinkedSource, password: str | None, *, shared: bool) -> Sending:
    if not shared:
        raise refusals.not_linked_here()
    head, fd = OpenLinked(source.stamp, password).pack(), source.lend()

    def read(payload: memoryview, extractor: str) -> replies.OpenedFacts:
        return replies.read_opened(payload, extractor=extractor)

    return Sending([head], replies.OPENED_BYTES, read, (fd,), lambda: os.close(fd))


def _inline(head: bytes, own: Source) -> Iterator[bytes]:
    """Yield a document's bytes from a handle of our own, which nobody closes meanwhile."""
    with own:
        yield head
        yield from own.chunks()


def pages(asked: Pages) -> Sending:
    """Ask for the geometry of pages."""
    first, count = asked.first, asked.count
    limit = count * replies.PAGE_RECORD_BYTES
    return Sending([asked.pack()], limit, lambda payload, _: replies.read_pages(payload, first=first, count=count))


def render(asked: Render) -> Sending:
    """Ask for pixels: in memory made for them here, or in the answer."""
    width, height = asked.clip.width, asked.clip.height
    size = width * height * 4
    if not asked.shared:

        def read_inline(payload: memoryview, _: str) -> Bitmap:
            return Bitmap(
                width, height, width * 4, replies.read_rendered(payload, width_px=width, height_px=height, shared=False)
            )

        return Sending([asked.pack()], replies.RENDERED_BYTES + size, read_inline)
    fd, pixels = memory.create_for_pixels(size)

    def read_shared(payload: memoryview, _: str) -> Bitmap:
        replies.read_rendered(payload, width_px=width, height_px=height, shared=True)
        return Bitmap(width, height, width * 4, pixels)

    return Sending([asked.pack()], replies.RENDERED_BYTES, read_shared, (fd,), lambda: os.close(fd))


def text(asked: Text) -> Sending:
    """Ask for a page's characters. Their lines are worked out here and now: the window's thread has no time for long pages."""

    def read(payload: memoryview, extractor: str) -> PageText:
        found = replies.read_text(payload, page=asked.page, extractor=extractor)
        _ = found.lines
        return found

    return Sending([asked.pack()], replies.TEXT_BYTES, read)


def plain_text(asked: PlainText) -> Sending:
    """Ask for the texts of pages."""
    count = asked.count
    limit = replies.PLAIN_TEXT_HEAD_BYTES + count * replies.PLAIN_TEXT_RECORD_BYTES
    return Sending([asked.pack()], limit, lambda payload, _: replies.read_plain_texts(payload, count=count))


def outline(page_count: int) -> Sending:
    """Ask for the table of contents."""

    def read(payload: memoryview, _: str) -> tuple[OutlineItem, ...]:
        return destinations.read_outline(payload, page_count=page_count)

    return Sending([Outline().pack()], destinations.OUTLINE_BYTES, read)


def hyperlinks(asked: Hyperlinks, page_count: int) -> Sending:
    """Ask for what leads somewhere on a page of a document of so many."""
    limit = destinations.HYPERLINKS_BYTES
    return Sending([asked.pack()], limit, lambda payload, _: destinations.read_hyperlinks(payload, page_count=page_count))


def annotations_of(first: int, count: int) -> Sending:
    """Ask for the annotations of pages."""
    from reviewer.documents.protocol.annotations import REPLY_BYTES, Annotations, read_annotations

    def read(payload: memoryview, _: str) -> PageAnnotations:
        return read_annotations(payload, first=first, count=count)

    return Sending([Annotations(first, count).pack()], REPLY_BYTES, read)


def crop(asked: CropOut) -> Sending:
    """Ask for a picture cut out of a page: it is rounded out to whole pixels, and made smaller where it would be too large."""
    rect, scale = asked.rect, asked.scale
    most = min((abs(rect.width) * scale + 2) * (abs(rect.height) * scale + 2), limits.MAX_CROP_PIXELS)
    limit = replies.CROP_HEAD_BYTES + replies.png_bytes(int(most))
    return Sending([asked.pack()], limit, lambda payload, _: replies.read_crop(payload, most_pixels=int(most)))


def annotated_copy(asked: AnnotatedCopy, document_bytes: int, *, pixels: bool) -> Sending:
    """Ask for an annotated copy of a document of so many bytes; `pixels`: counted as plain ones, which do not grow."""
    payload = asked.pack()
    limit = _most_made(len(payload)) + document_bytes * (2 if pixels else _MADE_TIMES)
    return Sending([payload], limit, lambda found, _: replies.read_file(found, magic=_PDF))


def typeset(asked: Typeset) -> Sending:
    """Ask for a PDF of our own HTML."""
    payload = asked.pack()
    return Sending([payload], _most_made(len(payload)), lambda found, _: replies.read_file(found, magic=_PDF))


def picture(asked: Picture) -> Sending:
    """Ask for a PNG of our own HTML."""
    width, height = asked.width_px, asked.height_px
    limit = replies.png_bytes(width * height)
    return Sending([asked.pack()], limit, lambda found, _: replies.read_png(found, width_px=width, height_px=height))


def _most_made(of_bytes: int) -> int:
    """Return the most bytes of a PDF that is made of so many."""
    return _MADE_BYTES + _MADE_TIMES * of_bytes
