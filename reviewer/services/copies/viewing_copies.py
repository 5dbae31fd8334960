"""A viewing copy: a PDF of a document's pages as pictures and of nothing else, for passing on.

Owns the way from an open document to that file. One worker draws the pages, another that holds no document compresses them, so
nothing of the document but what its pages look like reaches the copy; it is read again before it gets its name. Where that is
asked for, the words that this program recognised in these pictures lie unseen over them, as a person put them right where one
did, which is told: never those that the document brings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO, TypeVar

from reviewer.documents import limits
from reviewer.documents.client import Bitmap, OpenDocument, Source
from reviewer.documents.dispatching.priorities import Priority
from reviewer.documents.findings import CompressedPixels
from reviewer.documents.results import LEAST_SIDE, scale_within, shown_page_px
from reviewer.errors import DocumentError, ViewingCopyError
from reviewer.exporters.forms.pixel_pdf import PixelPdf
from reviewer.exporters.forms.unseen_words import UnseenWord, kept
from reviewer.i18n import tr
from reviewer.model.document import Document
from reviewer.model.ids import Sha256
from reviewer.model.page import PageInfo
from reviewer.model.text_layer import LayerKind
from reviewer.services.copies.copied_words import unseen_words
from reviewer.services.copies.dropped import DroppedReport, count_dropped
from reviewer.services.copies.new_file import made_beside
from reviewer.services.session import Session
from reviewer.services.waiting import awaited

DPI = 150
"""Dots an inch: small print stays legible, and a page of text takes about a hundred kilobytes."""

POINTS_AN_INCH = 72.0
PIXEL_PT = 0.75
"""What a pixel of an image takes on its page: 96 of them are an inch."""

LONGEST_PT = 14_400.0
"""Longest side of a page that viewers accept (ISO 32000-1 Annex C)."""

TEXTS_AT_ONCE = 50

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ViewingCopy:
    """What was written.

    Attributes:
        path: The file.
        page_count: How many pages it has: as many as the document.
        crossed_out: Numbers of the pages that could not be drawn, from 1; they are crossed out.
        size: Bytes.
        sha256: Of the file.
        word_pages: On how many of its pages recognised words lie unseen over the picture.
        corrected_pages: On how many of these a person put words right: the copy has them so.
        least_dpi: The fewest dots an inch that a page has: fewer than `DPI` where a page is too large for that. 0 for an image.
        dropped: What the document holds that is not in it.

    """

    path: Path
    page_count: int
    crossed_out: tuple[int, ...]
    size: int
    sha256: Sha256
    least_dpi: int
    word_pages: int = 0
    corrected_pages: int = 0
    dropped: DroppedReport = field(default_factory=DroppedReport)


def make_viewing_copy(
    session: Session,
    document: Document,
    out: Path,
    *,
    words: bool = False,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Future[ViewingCopy]:
    """Write a viewing copy of a document of the case; pages are as the document shows them, annotations included.

    Args:
        session: The open case.
        document: Which document.
        out: A PDF's place, where nothing lies.
        words: Whether the words that were recognised on its pages lie unseen over the pictures.
        progress: Called with the pages done and all pages.
        cancelled: Asked several times a second; nothing is left behind.

    Raises:
        ViewingCopyError: (in the future) It cannot be written there, would be too large, or is not what it must be.
        DocumentError: (in the future) The document cannot be opened.
        CancelledError: (in the future) It was cancelled.

    """

    def stopped() -> bool:
        return cancelled() or session.closing.is_set()

    counting = count_dropped(session, document, stopped)

    def run() -> ViewingCopy:
        made = _Copying(session, stopped, progress, words).write(document, out)
        try:
            return replace(made, dropped=counting.result())
        except DocumentError:
            return replace(made, dropped=DroppedReport(cut=True))

    return session.job(run)


@dataclass(frozen=True, slots=True)
class _Copying:
    """One copy under way."""

    session: Session
    stopped: Callable[[], bool]
    progress: Callable[[int, int], None]
    words: bool
    said: dict[int, str] = field(default_factory=dict)
    corrected: set[int] = field(default_factory=set)

    def write(self, document: Document, out: Path) -> ViewingCopy:
        opened = self._wait(self.session.open_document(document.id))
        try:
            with made_beside(out, ViewingCopyError) as made:
                with made.open("xb") as file:
                    crossed_out = self._write_pages(document, opened, file)
                least = 0 if opened.media_type.startswith("image/") else self._least_dpi(opened)
                return replace(self._checked(made, out, opened.page_count, crossed_out), least_dpi=least)
        finally:
            opened.close()

    def _write_pages(self, document: Document, opened: OpenDocument, file: BinaryIO) -> tuple[int, ...]:
        """Write all pages; the next one is drawn while one is compressed."""
        pdf = PixelPdf(file)
        crossed_out = []
        pages = self._wait(opened.pages())
        is_image = opened.media_type.startswith("image/")
        ahead: list[Future[Bitmap]] = []
        for page, after in zip(pages, [*pages[1:], None], strict=True):
            drawing = ahead.pop() if ahead else _draw(opened, page, is_image=is_image)
            picture = self._compressed(drawing)
            if after is not None:
                ahead.append(_draw(opened, after, is_image=is_image))
            compressed = None if picture is None else self._wait(picture)
            pdf.add_page(*_size_pt(page, is_image=is_image), compressed, self._unseen(document, page, compressed is not None))
            if compressed is None:
                crossed_out.append(page.number)
            self.progress(pdf.page_count, len(pages))
            if file.tell() > limits.MAX_SOURCE_BYTES:
                raise ViewingCopyError(
                    tr("The viewing copy would have more than 2 GiB"),
                    tr("Split the document into parts, and make a copy of each."),
                )
        pdf.finish()
        return tuple(crossed_out)

    def _unseen(self, document: Document, page: PageInfo, is_drawn: bool) -> Sequence[UnseenWord]:
        """Return the recognised words of a page as they lie on the copy's page, and remember what they say."""
        if not self.words or not is_drawn:
            return ()
        sha256 = document.sha256
        found = self.session.read(lambda case: case.recognised.page(sha256, page.index)).result()
        if found is None:
            return ()
        words = unseen_words(found, page, _size_pt(page, is_image=document.is_image))
        self.said[page.index] = "".join(kept(one.text) for one in words)
        if words and found.kind is LayerKind.CORRECTED:
            self.corrected.add(page.index)
        return words

    def _least_dpi(self, opened: OpenDocument) -> int:
        pages: Future[tuple[PageInfo, ...]] = opened.pages()
        return round(min(_scale(page, is_image=False) for page in self._wait(pages)) * POINTS_AN_INCH)

    def _compressed(self, drawing: Future[Bitmap]) -> Future[CompressedPixels] | None:
        """Ask for a page's pixels to be compressed; None where it could not be drawn."""
        try:
            return self.session.workers.compress(self._wait(drawing))
        except DocumentError:
            return None

    def _checked(self, made: Path, out: Path, page_count: int, crossed_out: tuple[int, ...]) -> ViewingCopy:
        """Read the copy as somebody else's document: it must have the pages, and no words but those that were put in.

        Raises:
            ViewingCopyError: It has not.

        """
        with Source.from_path(made, cancelled=self.stopped) as source:
            copy = self._wait(self.session.workers.open(source))
            try:
                told = enumerate(self._texts(copy))
                others = any(sorted("".join(text.split())) != sorted(self.said.get(page, "")) for page, text in told)
                if copy.page_count != page_count or copy.repaired or others:
                    raise ViewingCopyError(
                        tr("The viewing copy was not kept, for it is not what it must be when it is read again"),
                        tr("Try again. If that does not help, print the pages instead."),
                    )
            finally:
                copy.close()
            word_pages = sum(bool(one) for one in self.said.values())
            return ViewingCopy(out, page_count, crossed_out, source.size, source.sha256, DPI, word_pages, len(self.corrected))

    def _texts(self, copy: OpenDocument) -> Iterator[str]:
        for first in range(0, copy.page_count, TEXTS_AT_ONCE):
            texts: Future[tuple[str, ...]] = copy.plain_text(first, min(TEXTS_AT_ONCE, copy.page_count - first))
            yield from self._wait(texts)

    def _wait(self, future: Future[T]) -> T:
        return awaited(future, self.stopped, tr("Cancelled. No viewing copy was made.")).result()


def _draw(opened: OpenDocument, page: PageInfo, *, is_image: bool) -> Future[Bitmap]:
    scale = _scale(page, is_image=is_image)
    return opened.render(page.index, scale=scale, clip=shown_page_px(page, scale), priority=Priority.EXCERPT)


def _scale(page: PageInfo, *, is_image: bool) -> float:
    """Return pixels a unit: those of the image itself, or 150 an inch, or as many as may be compressed at once."""
    wanted = 1.0 if is_image else DPI / POINTS_AN_INCH
    return scale_within(page, wanted, limits.MAX_COMPRESSED_PIXELS, limits.MAX_RENDER_SIDE - 1)


def _size_pt(page: PageInfo, *, is_image: bool) -> tuple[float, float]:
    """Return the size of a page of the copy in points."""
    unit = PIXEL_PT if is_image else 1.0
    width, height = (max(side, LEAST_SIDE) for side in page.shown_size)
    unit = min(unit, LONGEST_PT / max(width, height))
    return width * unit, height * unit
