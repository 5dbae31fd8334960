"""How a worker is asked for a document and its pages: the payload, what is lent, and how the answer is checked.

Owns one function a kind of request, as `asking_words` and `asking_made` do for all that is not wanted before the first page.
They run on the I/O thread when the request's turn comes, so that nothing is held for what still waits.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reviewer.documents import refusals
from reviewer.documents.dispatching.jobs import Sending
from reviewer.documents.protocol import replies
from reviewer.documents.protocol.requests import Open, Pages, Render
from reviewer.documents.results import Bitmap
from reviewer.documents.sources import memory
from reviewer.documents.sources.source import Source

if TYPE_CHECKING:
    from reviewer.documents.sources.linked_source import AnySource, LinkedSource


def opening(source: AnySource, password: str | None, *, shared: bool) -> Sending:
    """Open a document: its sealed memory or its file is lent, or its bytes follow.

    Raises:
        DocumentError: It lies in a file outside, and nothing can be lent.

    """
    if not isinstance(source, Source):
        return _opening_linked(source, password, shared=shared)
    fd = source.fd if shared else None
    head = Open(source.size, password, inline=fd is None).pack()
    parts = [head] if fd is not None else _inline(head, source.share())
    fds = () if fd is None else (fd,)
    return Sending(parts, replies.OPENED_BYTES, lambda payload, extractor: replies.read_opened(payload, extractor=extractor), fds)


def _opening_linked(source: LinkedSource, password: str | None, *, shared: bool) -> Sending:
    if not shared:
        raise refusals.not_linked_here()
    from reviewer.documents.protocol.linked_request import OpenLinked

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
