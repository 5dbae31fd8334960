"""Worker side: drawing pages, the first thing that is asked of a worker, and all that a fresh one can do.

Owns the table of these requests, whatever the document is, and how failures are answered. It takes plain PDFs by itself and
leaves all else to `handlers`, which are loaded after it. Knows nothing of how requests arrive.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Callable, Iterable

from reviewer.documents import limits
from reviewer.documents.channels.channel import WorkerEnd
from reviewer.documents.parsing.opened import Drawn, RefusedError
from reviewer.documents.parsing.pdf import pages
from reviewer.documents.protocol import replies, requests
from reviewer.documents.protocol.fields import Reader
from reviewer.documents.protocol.framing import OPENING, Kind, ProtocolError, Status
from reviewer.documents.sources import memory

Parts = Iterable[bytes | memoryview]

_ABOUT_A_PAGE = frozenset({Kind.RENDER, Kind.TEXT, Kind.UNSEEN, Kind.HYPERLINKS, Kind.CROP, Kind.PAGES})
_PDF = b"%PDF-"


class DrawingDesk:
    """The place of work of a worker that draws: at most one document, opened once.

    Attributes:
        draws_only: Whether all else is answered with `Status.DRAWS_ONLY`.

    """

    draws_only = True

    def __init__(self) -> None:
        self._document_drawn: Drawn | None = None
        self._do: dict[Kind, Callable[[Reader, WorkerEnd], Parts]] = {
            Kind.OPEN: self._open,
            Kind.PAGES: self._pages,
            Kind.RENDER: self._render,
        }

    @property
    def errors(self) -> tuple[type[Exception], ...]:
        """What the parsers raise when a document is at fault."""
        return pages.errors()

    def answer(self, kind: int, payload: bytes, end: WorkerEnd) -> tuple[Status, Parts]:
        """Do what is asked; return how it ended and the reply's payload."""
        do = self._do.get(Kind(kind))
        if do is None:
            return Status.DRAWS_ONLY, ()
        try:
            return Status.OK, do(Reader(payload), end)
        except RefusedError as error:
            return error.status, ()
        except MemoryError:
            return Status.OUT_OF_MEMORY, ()
        except (ProtocolError, struct.error):
            return Status.BAD_REQUEST, ()
        except self.errors as error:
            return (Status.OUT_OF_MEMORY if pages.is_out_of_memory(error) else _blame(kind)), ()

    def _drawn(self, page: int = 0) -> Drawn:
        """Return the open document, which must have the page."""
        if self._document_drawn is None:
            raise RefusedError(Status.BAD_REQUEST)
        if not 0 <= page < self._document_drawn.page_count:
            raise RefusedError(Status.NO_SUCH_PAGE)
        return self._document_drawn

    def _open(self, reader: Reader, end: WorkerEnd) -> Parts:
        asked = requests.Open.unpack(reader)
        if asked.inline:
            data = reader.rest()
        else:
            fd = end.take_fd()
            data = memoryview(memory.map_for_reading(fd, asked.size))
            os.close(fd)
        limit_memory(asked.size)
        return self._tell_of(self._open_bytes(data, asked.password))

    def _open_bytes(self, data: memoryview, password: str | None) -> Drawn:
        """Open a document: here only what is a PDF without any doubt, and asks for no password."""
        if bytes(data[: len(_PDF)]) != _PDF or password is not None:
            raise RefusedError(Status.DRAWS_ONLY)
        try:
            return pages.PdfPages(data, None)
        except RefusedError as error:
            if error.status is Status.DAMAGED:  # whoever does everything finds pages that are lost
                raise RefusedError(Status.DRAWS_ONLY) from error
            raise

    def _tell_of(self, opened: Drawn) -> Parts:
        """Take a document that was opened, and return what is told of it."""
        first_page = opened.page_info(0)
        self._document_drawn = opened
        facts = replies.OpenedFacts(
            media_type=opened.media_type,
            page_count=opened.page_count,
            encrypted=opened.encrypted,
            repaired=opened.repaired,
            first_page=first_page,
            restricted=opened.restricted,
            beyond=opened.beyond,
            undrawn=opened.undrawn,
            reduced=opened.reduced,
        )
        return [replies.write_opened(facts)]

    def _pages(self, reader: Reader, _end: WorkerEnd) -> Parts:
        asked = requests.Pages.unpack(reader)
        document = self._drawn(asked.first + asked.count - 1)
        return [replies.write_pages([document.page_info(page) for page in range(asked.first, asked.first + asked.count)])]

    def _render(self, reader: Reader, end: WorkerEnd) -> Parts:
        asked = requests.Render.unpack(reader)
        document, clip = self._drawn(asked.page), asked.clip
        size = clip.width * clip.height * 4
        if not 0 < size <= limits.MAX_RENDER_PIXELS * 4:
            raise RefusedError(Status.TOO_MANY_PIXELS)
        head = replies.write_rendered(clip.width, clip.height)
        if not asked.shared:
            pixels = memoryview(bytearray(size))
            document.draw(asked.page, asked.scale, clip, asked.turn, pixels)
            return [head, pixels]
        fd = end.take_fd()
        with memory.map_for_writing(fd, size) as shared:
            os.close(fd)
            with memoryview(shared) as pixels:
                document.draw(asked.page, asked.scale, clip, asked.turn, pixels)
        return [head]


def _blame(kind: int) -> Status:
    """Return what an unforeseen failure of a parser means for this kind of request."""
    if kind in OPENING:
        return Status.DAMAGED
    return Status.PAGE_DAMAGED if kind in _ABOUT_A_PAGE else Status.FAILED


def limit_memory(mapped: int) -> None:
    """Hold the process to the memory that a document of `mapped` bytes may take, where the system can."""
    try:
        from reviewer.documents.lockdown import resource_limits
    except ImportError:  # Windows
        return
    resource_limits.limit_memory(mapped)
