"""Worker side: one PDF opened with MuPDF, and its pages' sizes and pixels: all that a page on the screen takes.

Loaded before everything else in a worker, so that the first page is not kept waiting for what reads text, images or annotations:
`engine` adds those. Runs only in worker processes; gets bytes, never a path; must not change the document.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

import pymupdf
from pymupdf import mupdf

from reviewer.documents import limits
from reviewer.documents.parsing.opened import RefusedError
from reviewer.documents.parsing.pdf.page_facts import PageLabels, page_info
from reviewer.documents.parsing.saslprep import prepared
from reviewer.documents.protocol.framing import Status
from reviewer.documents.results import PixelRect, shown_page_px
from reviewer.model.geometry import Matrix, page_rotation
from reviewer.model.page import PageInfo

EXTRACTOR = f"mupdf {pymupdf.mupdf_version}+order3"
"""What reads texts: MuPDF, and the version of what `characters` does to the order of its lines: a text that comes out otherwise
is another text: positions in the one mean nothing in the other."""
ERRORS: tuple[type[Exception], ...] = (mupdf.FzErrorBase, pymupdf.FileDataError)
"""What MuPDF raises when a document or a page is at fault."""

_ALL_PERMISSIONS = 0b1101_0011_1100
"""What the author of a PDF can forbid: to print (bits 3 and 12), change (4), copy (5), annotate (6), fill in (9), assemble (11).
Bit 10, what screen readers may do, is always allowed (ISO 32000-2, table 22)."""
_DRAWN_PAGES = 8

WHOLE_PIXELS = 6_000_000
"""Up to so many, 24 MB of them, a page is drawn whole and its parts are taken from that: a part that MuPDF draws by itself has a
scan's pixels averaged from another beginning, so that they differ from what every other program that uses it shows."""
_PROBED_PAGES = 32


def silence() -> None:
    """Keep MuPDF's messages, which carry words of documents, from being written anywhere."""
    pymupdf.TOOLS.mupdf_display_errors(False)
    pymupdf.TOOLS.mupdf_display_warnings(False)


def is_out_of_memory(error: Exception) -> bool:
    """Tell whether MuPDF failed because it got no more memory."""
    return isinstance(error, mupdf.FzErrorSystem) and "alloc" in str(error)


class PdfPages:
    """A PDF open for drawing; fulfils `opened.Drawn`."""

    media_type = "application/pdf"

    def __init__(self, data: memoryview, password: str | None, *, stream: Any = None) -> None:
        """Open bytes, or a stream of MuPDF's where they are not at hand."""
        self.data = data
        self._password = password
        self._is_copyable = stream is None
        self._doc = open_bytes(data) if stream is None else _open_stream(stream)
        self.encrypted = unlock(self._doc, password)
        self.restricted = not self.encrypted and ~int(self._doc.permissions) & _ALL_PERMISSIONS != 0
        self._pdf = mupdf.pdf_document_from_fz_document(self._doc.this)
        self.page_count = _count_pages(self._doc)
        self._labels = PageLabels(self._pdf)
        self._drawn: OrderedDict[int, Any] = OrderedDict()
        self._left = 0  # pixels of the whole that nobody has asked for yet
        self._whole: tuple[tuple[int, float, int], pymupdf.Pixmap] | None = None
        _require_a_page(self._pdf, self.page_count)

    @property
    def repaired(self) -> bool:
        """Whether MuPDF had to rebuild the file's structure to open it."""
        return bool(self._doc.is_repaired)

    def page_info(self, page: int) -> PageInfo:
        """Return the geometry of a page."""
        return page_info(self._pdf, page, self._labels.label(page))

    def draw(self, page: int, scale: float, clip: PixelRect, turn: int, into: memoryview) -> None:
        """Draw a page into memory: blue, green, red, 255 a pixel."""
        whole = shown_page_px(self.page_info(page), scale, turn)
        if clip == whole or whole.width * whole.height > WHOLE_PIXELS:
            part = self._pixels(page, scale, clip, turn)  # its samples go with it
            into[:] = part.samples_mv
            return
        if self._whole is None or self._whole[0] != (page, scale, turn):
            self._whole = (page, scale, turn), self._pixels(page, scale, whole, turn)
            self._left = whole.width * whole.height
        _copy(self._whole[1].samples_mv, whole, clip, into)
        self._left -= clip.width * clip.height
        if self._left <= 0:  # all of it was asked for once: what shows it keeps it
            self._whole = None

    def _pixels(self, page: int, scale: float, clip: PixelRect, turn: int) -> pymupdf.Pixmap:
        """Draw a page without alpha, as others do who compare pixels, and give each a fourth byte of 255 afterwards."""
        return pymupdf.Pixmap(self.pixmap(page, scale, clip, turn, mupdf.FzColorspace.Fixed_BGR), 1)

    def pixmap(self, page: int, scale: float, clip: PixelRect, turn: int, colours: int) -> Any:
        """Draw on white, three bytes a pixel."""
        if clip.width * clip.height > limits.MAX_BITMAP_PIXELS:
            raise RefusedError(Status.TOO_MANY_PIXELS)
        drawing = self._drawing(page)
        info = self.page_info(page)
        matrix = page_rotation(*info.shown_size, turn).then(Matrix(scale, 0, 0, scale, 0, 0))
        area = mupdf.FzIrect(clip.x, clip.y, clip.x + clip.width, clip.y + clip.height)
        pixmap = mupdf.FzPixmap(mupdf.FzColorspace(colours), area, mupdf.FzSeparations(), 0)
        mupdf.fz_clear_pixmap_with_value(pixmap, 255)
        to_pixels = mupdf.FzMatrix(matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)
        device = mupdf.fz_new_draw_device(mupdf.FzMatrix(), pixmap)  # the list's transform, not the device's: `area` is in pixels
        mupdf.fz_run_display_list(drawing, device, to_pixels, mupdf.FzRect(area), mupdf.FzCookie())
        mupdf.fz_close_device(device)
        return pixmap

    def _drawing(self, page: int) -> Any:
        """Return what the page draws, annotations included, read once for all its parts."""
        if page not in self._drawn:
            self._drawn[page] = self._doc.load_page(page).get_displaylist(annots=1).this
            if len(self._drawn) > _DRAWN_PAGES:
                self._drawn.popitem(last=False)
        self._drawn.move_to_end(page)
        return self._drawn[page]


def _copy(pixels: memoryview, whole: PixelRect, clip: PixelRect, into: memoryview) -> None:
    """Copy a part of a page's pixels; what lies beyond the page is white."""
    left, right = max(clip.x, 0), min(clip.x + clip.width, whole.width)
    top, bottom = max(clip.y, 0), min(clip.y + clip.height, whole.height)
    if (left, right, top, bottom) != (clip.x, clip.x + clip.width, clip.y, clip.y + clip.height):
        into[:] = b"\xff" * len(into)
    for y in range(top, bottom if left < right else top):
        row, at = (y * whole.width + left) * 4, ((y - clip.y) * clip.width + left - clip.x) * 4
        into[at : at + (right - left) * 4] = pixels[row : row + (right - left) * 4]


def open_bytes(data: memoryview) -> pymupdf.Document:
    """Open bytes as a PDF and nothing else: MuPDF by itself would also take HTML or SVG."""
    try:
        doc = pymupdf.open(stream=data, filetype="pdf")
    except ERRORS as error:
        raise _refusal(error.__cause__) from error
    if not doc.is_pdf:
        raise RefusedError(Status.NOT_A_DOCUMENT)
    return doc


def _open_stream(stream: Any) -> pymupdf.Document:
    """Open a stream as a PDF and nothing else. PyMuPDF itself opens bytes and paths only: it is given what MuPDF has opened."""
    doc = pymupdf.Document()
    try:
        doc.this = mupdf.fz_open_document_with_stream("pdf", stream)
    except ERRORS as error:
        raise _refusal(error) from error
    if not doc.is_pdf:
        raise RefusedError(Status.NOT_A_DOCUMENT)
    doc.is_encrypted = bool(doc.needs_pass)
    if not doc.is_encrypted:
        doc.init_doc()
    return doc


def _refusal(cause: BaseException | None) -> RefusedError:
    """Return what MuPDF's refusal to open a document means."""
    unknown = isinstance(cause, mupdf.FzErrorUnsupported | mupdf.FzErrorArgument) or "encryption" in str(cause)
    return RefusedError(Status.UNKNOWN_ENCRYPTION if unknown else Status.DAMAGED)


def unlock(doc: pymupdf.Document, password: str | None) -> bool:
    """Unlock a document with its password; return whether it needed one."""
    if not doc.needs_pass:
        return False
    if password is None:
        raise RefusedError(Status.PASSWORD_NEEDED)
    try:
        right = doc.authenticate(password) or doc.authenticate(prepared(password))
    except ERRORS as error:
        raise RefusedError(Status.DAMAGED) from error
    if not right:
        raise RefusedError(Status.PASSWORD_WRONG)
    return True


def _count_pages(doc: pymupdf.Document) -> int:
    try:
        count = int(doc.page_count)
    except ERRORS as error:
        raise RefusedError(Status.DAMAGED) from error
    if count <= 0:
        raise RefusedError(Status.NO_PAGES if _has_empty_page_tree(doc) else Status.DAMAGED)
    if count > limits.MAX_PAGES:
        raise RefusedError(Status.TOO_MANY_PAGES)
    return count


def _has_empty_page_tree(doc: pymupdf.Document) -> bool:
    """Tell a document that says it has no pages from one whose pages are lost."""
    trailer = mupdf.pdf_trailer(mupdf.pdf_document_from_fz_document(doc.this))
    kids = mupdf.pdf_dict_getl(trailer, mupdf.pdf_new_name("Root"), mupdf.pdf_new_name("Pages"), mupdf.pdf_new_name("Kids"))
    return bool(mupdf.pdf_is_array(kids)) and not mupdf.pdf_array_len(kids)


def _require_a_page(pdf: Any, count: int) -> None:
    """Refuse a document in which none of the first pages is there."""
    for index in range(min(count, _PROBED_PAGES)):
        try:
            mupdf.pdf_lookup_page_obj(pdf, index)
        except ERRORS:
            continue
        return
    raise RefusedError(Status.DAMAGED)
