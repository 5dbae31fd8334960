"""Worker side: one PDF opened with MuPDF: its text, its outline and hyperlinks, what others marked in it, and crops.

Owns, with `pages`, every call of PyMuPDF that reading a document needs. Runs only in worker processes; gets bytes, never a path;
must not change the document that pages are shown from.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pymupdf
from PIL import Image
from pymupdf import mupdf

from reviewer.documents import limits
from reviewer.documents.findings import Hyperlink, OutlineItem
from reviewer.documents.parsing.opened import RefusedError
from reviewer.documents.parsing.pdf import recognition
from reviewer.documents.parsing.pdf.annotation_reading import page_annotations
from reviewer.documents.parsing.pdf.attached_files import pieces
from reviewer.documents.parsing.pdf.file_facts import read_facts
from reviewer.documents.parsing.pdf.hyperlinks import Hyperlinks
from reviewer.documents.parsing.pdf.lost_pages import gather_pages
from reviewer.documents.parsing.pdf.pages import EXTRACTOR, PROBED_PAGES, PdfPages, errors, open_document, unlock
from reviewer.documents.parsing.pdf.trees import is_new
from reviewer.documents.parsing.pdf.wordless import wordless
from reviewer.documents.parsing.pdf_text import characters
from reviewer.documents.parsing.pdf_text.too_long import is_cut
from reviewer.documents.parsing.pdf_text.unseen_words import Pictures, scale_for, unseen_words
from reviewer.documents.protocol.framing import Status
from reviewer.documents.results import PixelRect, shown_page_px
from reviewer.model.annotation import Annotation
from reviewer.model.document import PlainText
from reviewer.model.file_facts import FileFacts
from reviewer.model.geometry import Matrix, Point, page_rotation
from reviewer.model.page import PageInfo


class PdfFile(PdfPages):
    """A PDF open for reading; fulfils `opened.Opened`."""

    extractor = EXTRACTOR

    def __init__(self, data: memoryview, password: str | None, *, stream: Any = None) -> None:
        """Open bytes, or a stream of MuPDF's where they are not at hand."""
        super().__init__(data, password, stream=stream)
        self._doc = _wrapped(self._document)

    def _count(self) -> int:
        """Return how many pages there are; where the page tree leads to none, those that are found in the file."""
        try:
            return super()._count()
        except RefusedError as error:
            found = gather_pages(self._pdf, errors()) if error.status is Status.DAMAGED else 0
            if not any(self._is_there(page) for page in range(min(found, PROBED_PAGES))):
                raise
            self._are_gathered = True
            return found

    def _is_there(self, page: int) -> bool:
        try:
            mupdf.fz_load_page(self._document, page)
        except errors():
            return False
        return True

    @property
    def pdf(self) -> pymupdf.Document:
        """The document that pages are shown from; not to be changed."""
        return self._doc

    def fresh_pdf(self) -> pymupdf.Document:
        """Open the same bytes once more, unlocked, free to be changed. A document that is too large for memory has no copy."""
        if not self._is_copyable:
            raise RefusedError(Status.BAD_REQUEST)
        document = open_document(self.data)
        unlock(document, self._password)
        if self._are_gathered:
            gather_pages(mupdf.pdf_document_from_fz_document(document), errors())
        return _wrapped(document)

    def page_image(self, page: int, scale: float, clip: PixelRect | None = None, turn: int = 0) -> Image.Image:
        """Draw a page as displayed, as an RGB image."""
        area = clip or shown_page_px(self.page_info(page), scale, turn)
        pixmap = self.pixmap(page, scale, area, turn, mupdf.fz_device_rgb())
        samples = mupdf.fz_pixmap_samples_memoryview(pixmap)
        return Image.frombytes("RGB", (area.width, area.height), bytes(samples))

    def characters(self, page: int) -> tuple[str, bytes]:
        """Return a page's text with boxes."""
        return characters.characters(self._read(page))

    def unseen_words(self, page: int) -> list[tuple[int, int]]:
        """Return the spans of a page's words that nobody can see on it; none of a page that draws too much to be looked at."""
        text, boxes = self.characters(page)
        if text.isspace() or not text:
            return []
        info = self.page_info(page)
        scale = scale_for(*info.shown_size)
        shown, to_pixels = self.page_image(page, scale), Matrix(scale, 0, 0, scale, 0, 0)
        drawn = wordless(self._drawing(page), to_pixels, *shown.size)
        if drawn is None:
            return []
        without = Image.frombytes("RGB", shown.size, drawn.samples)
        upright = page_rotation(info.width, info.height, info.rotation)
        return unseen_words(text, array("f", boxes), Pictures(shown, without, drawn.over), upright.then(to_pixels))

    def plain_text(self, page: int) -> str:
        """Return a page's text."""
        return characters.plain_text(self._read(page))

    def with_origin(self, page: int, text: str) -> PlainText:
        """Return a page's text with where it comes from and whether there is more of it."""
        return replace(recognition.with_origin(self._read(page), text), is_unread=is_cut(text))

    def _read(self, page: int) -> Any:
        """Return a page to read text from: its space is that of the unturned page.

        Where `/Rotate` is no quarter turn, MuPDF draws the nearest one and PyMuPDF takes it for none, so that text would come
        turned: the turn is written down as it is drawn.
        """
        loaded, drawn = self._doc.load_page(page), self.page_info(page).rotation
        if loaded.rotation != drawn:
            loaded.set_rotation(drawn)
        return loaded

    def hyperlinks(self, page: int) -> list[Hyperlink]:
        """Return what leads somewhere on a page, the topmost last."""
        return Hyperlinks(self._pdf, self.page_count, self.page_info).on_page(page)

    def annotations(self, page: int) -> tuple[list[Annotation], bool]:
        """Return what somebody marked on a page with another program, and whether some of it is missing."""
        return page_annotations(self._pdf, self.page_info(page))

    def file_facts(self, first: int, count: int) -> FileFacts:
        """Return what the file carries besides its pages."""
        return read_facts(self._pdf, self.data, first, count)

    def attached_pieces(self, number: int) -> Iterator[bytes]:
        """Yield the bytes of a file that is attached in the document."""
        return pieces(self._pdf, number)

    def outline(self) -> list[OutlineItem]:
        """Return the table of contents, of a longer one the first headings; MuPDF breaks loops in it."""
        if _is_too_deep(self._pdf):
            raise RefusedError(Status.OUTLINE_TOO_DEEP)
        items: list[OutlineItem] = []
        infos: dict[int, PageInfo] = {}  # what a page measures is asked once, though each of its headings be an entry
        todo = [(_first_heading(self._document), 1)]
        while todo and len(items) < limits.MAX_OUTLINE_ITEMS:
            entry, level = todo.pop()
            if entry is None or not entry.this.m_internal:
                continue
            page = -1 if entry.is_external else entry.page
            known, point = 0 <= page < self.page_count, None
            if known and math.isfinite(entry.this.m_internal.y):
                info = infos[page] if page in infos else infos.setdefault(page, self.page_info(page))
                point = _page_point(info, entry.this.m_internal.x, entry.this.m_internal.y)
            title = (entry.title or "")[: limits.MAX_OUTLINE_TITLE_CHARS]
            items.append(OutlineItem(level, title, page if known else None, point))
            todo.append((entry.next, level))
            todo.append((entry.down, min(level + 1, limits.MAX_OUTLINE_LEVEL)))
        return items


def _wrapped(document: Any) -> pymupdf.Document:
    """Return PyMuPDF's document around one that MuPDF has opened and unlocked; by itself it opens bytes and paths only.

    Its own beginning (`init_doc`) is left out: that reads the whole table of contents, which may be as long as a file likes.
    """
    made = pymupdf.Document()
    made.this, made.metadata = document, {}
    return made


def _is_too_deep(pdf: Any) -> bool:
    """Tell whether headings lie so deep in each other that MuPDF, which reads them by recursion, would run out of stack."""
    outlines = mupdf.pdf_dict_getp(mupdf.pdf_trailer(pdf), "Root/Outlines")
    seen: set[int] = set()
    todo = [(mupdf.pdf_dict_gets(outlines, "First"), 1)]
    while todo and len(seen) < limits.MAX_OUTLINE_ITEMS:
        entry, level = todo.pop()
        if mupdf.pdf_is_dict(entry) and is_new(entry, seen):
            if level > limits.MAX_OUTLINE_DEPTH:
                return True
            todo += [(mupdf.pdf_dict_gets(entry, "Next"), level), (mupdf.pdf_dict_gets(entry, "First"), level + 1)]
    return False


def _first_heading(document: Any) -> pymupdf.Outline | None:
    try:
        return pymupdf.Outline(mupdf.fz_load_outline(document))
    except mupdf.FzErrorSystem:
        raise
    except mupdf.FzErrorBase:  # damaged: as if there were none
        return None


def _page_point(info: PageInfo, x: float, y: float) -> Point:
    """Return a point of MuPDF's, which is of the page as it is shown, in page space; one beside the page is moved to its edge."""
    width, height = info.shown_size
    shown = Point(min(max(x, 0.0), width) if math.isfinite(x) else 0.0, min(max(y, 0.0), height))
    return page_rotation(info.width, info.height, info.rotation).inverse().apply(shown)
