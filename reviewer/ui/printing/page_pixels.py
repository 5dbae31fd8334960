"""A page's pixels for paper, a strip at a time, from its worker. Waits for them: never called on the window's thread."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Protocol, TypeVar

from reviewer.documents import limits
from reviewer.documents.client import Bitmap, PixelRect
from reviewer.documents.text.page.page_text import PageText
from reviewer.errors import CancelledError, DocumentError, WorkerError
from reviewer.i18n import tr

T = TypeVar("T")

STRIP_PX = 2_000_000
"""Pixels of one request, 8 MB: so much crosses from the worker at a time, however large the page."""

_LOOK_S = 0.1
"""How often it is looked whether the person gave up, while the worker draws."""


class PrintedDocument(Protocol):
    """What printing needs of an open document."""

    def render(self, page: int, *, scale: float, clip: PixelRect | None = None) -> Future[Bitmap]:
        """Draw a part of a page."""

    def text(self, page: int) -> Future[PageText]:
        """Return a page's characters."""


@dataclass(frozen=True, slots=True)
class Strip:
    """A part of a page over its whole width, and its pixels."""

    clip: PixelRect
    bitmap: Bitmap


def strips(opened: PrintedDocument, page: int, *, scale: float, whole: PixelRect, stopped: Callable[[], bool]) -> Iterator[Strip]:
    """Yield a page from top to bottom, each row once.

    Args:
        opened: The document.
        page: From 0.
        scale: Pixels a page unit.
        whole: What is wanted, in pixels of the page as displayed.
        stopped: Asked while it is waited.

    Raises:
        DocumentError: The page cannot be drawn, also by a second worker where the first died of it.
        CancelledError: `stopped` said so.

    """
    rows = max(1, min(STRIP_PX // max(1, whole.width), limits.MAX_RENDER_SIDE))
    end = whole.y + whole.height
    for y in range(whole.y, end, rows):
        clip = PixelRect(whole.x, y, whole.width, min(rows, end - y))
        try:
            bitmap = awaited(opened.render(page, scale=scale, clip=clip), stopped)
        except WorkerError:
            bitmap = awaited(opened.render(page, scale=scale, clip=clip), stopped)
        yield Strip(clip, bitmap)


def text_of(opened: PrintedDocument, page: int, stopped: Callable[[], bool]) -> PageText | None:
    """Return a page's characters, by which its margin marks are placed; None where they cannot be read."""
    try:
        return awaited(opened.text(page), stopped)
    except DocumentError:
        return None


def awaited(future: Future[T], stopped: Callable[[], bool]) -> T:
    """Wait for a worker's answer, or until the person gives up.

    Raises:
        CancelledError: `stopped` said so.

    """
    while True:
        try:
            return future.result(timeout=_LOOK_S)
        except TimeoutError:
            if future.done():
                raise
        if stopped():
            future.cancel()
            raise CancelledError(tr("Printing was cancelled"))
