"""One document open in a worker process of its own.

Owns the requests that can be made of a document. Must not parse anything: results are checked bytes from a worker.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future

from reviewer.documents.marks import Mark
from reviewer.documents.results import Bitmap, Crop, OutlineItem, PixelRect
from reviewer.documents.text import PageText
from reviewer.model.document import PageInfo
from reviewer.model.geometry import Rect


class OpenDocument:
    """A document open in a worker process of its own; heals itself when that process dies."""

    media_type: str
    page_count: int
    encrypted: bool
    repaired: bool
    first_page: PageInfo
    worker_pid: int

    def pages(self, first: int = 0, count: int | None = None) -> Future[tuple[PageInfo, ...]]:
        """Return the geometry of `count` pages from `first` on; all the rest where None."""
        raise NotImplementedError

    def render(
        self, page: int, *, scale: float, clip: PixelRect | None = None, turn: int = 0, priority: int = 0
    ) -> Future[Bitmap]:
        """Draw a page, or the part `clip` of it."""
        raise NotImplementedError

    def text(self, page: int) -> Future[PageText]:
        """Return a page's characters with their boxes."""
        raise NotImplementedError

    def plain_text(self, first: int, count: int) -> Future[tuple[str, ...]]:
        """Return the text of several pages without boxes."""
        raise NotImplementedError

    def outline(self) -> Future[tuple[OutlineItem, ...]]:
        """Return the table of contents."""
        raise NotImplementedError

    def crop(self, page: int, rect: Rect, *, scale: float, marks: Sequence[Mark] = ()) -> Future[Crop]:
        """Cut a picture out of a page."""
        raise NotImplementedError

    def annotated_copy(self, marks: Sequence[Mark], *, moment: str, title: str) -> Future[bytes]:
        """Return a PDF with the marks as real annotations."""
        raise NotImplementedError

    def close(self) -> None:
        """End the worker process."""
        raise NotImplementedError
