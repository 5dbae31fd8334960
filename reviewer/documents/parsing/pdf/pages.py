"""Worker side: one PDF opened with MuPDF, and its pages' sizes and pixels: all that a page on the screen takes.

Loaded before everything else in a worker, so that the first page is not kept waiting for what reads text, images or annotations:
`engine` adds those. Runs only in worker processes; gets bytes, never a path; must not change the document.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

from reviewer.documents import limits
from reviewer.documents.parsing.opened import RefusedError
from reviewer.documents.parsing.pdf.bindings import mupdf
from reviewer.documents.parsing.pdf.page_facts import PageLabels, page_info
from reviewer.documents.parsing.saslprep import prepared
from reviewer.documents.protocol.framing import Status
from reviewer.documents.results import PixelRect, shown_page_px
from reviewer.model.geometry import Matrix, page_rotation
from reviewer.model.page import PageInfo

EXTRACTOR = f"mupdf {mupdf.FZ_VERSION}+order3"
"""What reads texts: MuPDF, and the version of what `characters` does to the order of its lines: a text that comes out otherwise
is another text: positions in the one mean nothing in the other."""

_ALL_PERMISSIONS = 0b1101_0011_1100
"""What the author of a PDF can forbid: to print (bits 3 and 12), change (4), copy (5), annotate (6), fill in (9), assemble (11).
Bit 10, what screen readers may do, is always allowed (ISO 32000-2, table 22)."""
_DRAWN_PAGES = 3
_KEPT_PERCENT = 10
"""How much of what MuPDF may keep, decoded images above all, stays when another page is drawn: a tenth of 256 MiB, whatever there
is. It has no way to be given less from the start (its bindings make the context), and by itself it keeps twenty pages of a scan.
More than a tenth saves nothing measurable where pages are turned back and forth. For the parts of one page all of it is kept, so
that no image is decoded twice."""

WHOLE_PIXELS = 6_000_000
"""Up to so many, 24 MB of them, a page is drawn whole and its parts are taken from that: a part that MuPDF draws by itself has a
scan's pixels averaged from another beginning, so that they differ from what every other program that uses it shows."""
PROBED_PAGES = 32
"""Where none of so many can be had, there is no page."""


def silence() -> None:
    """Keep MuPDF's messages, which carry words of documents, from being written anywhere."""
    mupdf.fz_set_error_callback(None)
    mupdf.fz_set_warning_callback(None)


def errors() -> tuple[type[Exception], ...]:
    """Return what MuPDF raises when a document or a page is at fault: other classes once all of its bindings are loaded."""
    return (mupdf.FzErrorBase,)


def is_out_of_memory(error: Exception) -> bool:
    """Tell whether MuPDF failed because it got no more memory."""
    return isinstance(error, mupdf.FzErrorSystem) and "alloc" in str(error)


class PdfPages:
    """A PDF open for drawing; fulfils `opened.Drawn`."""

    media_type = "application/pdf"
    undrawn = False
    reduced = 1

    def __init__(self, data: memoryview, password: str | None, *, stream: Any = None) -> None:
        """Open bytes, or a stream of MuPDF's where they are not at hand."""
        self.data = data
        self._password = password
        self._is_copyable = stream is None
        self._document = open_document(data, stream)
        self.encrypted = unlock(self._document, password)
        self._pdf = mupdf.pdf_document_from_fz_document(self._document)
        self.restricted = not self.encrypted and ~mupdf.pdf_document_permissions(self._pdf) & _ALL_PERMISSIONS != 0
        self._are_gathered = False
        count = self._count()
        self.page_count = min(count, limits.MAX_PAGES)
        self.beyond = count - self.page_count
        self._labels = PageLabels(self._pdf)
        self._drawn: OrderedDict[int, Any] = OrderedDict()
        self._left = 0  # pixels of the whole that nobody has asked for yet
        self._whole: tuple[tuple[int, float, int], Any] | None = None  # its pixels, and what keeps them

    def _count(self) -> int:
        """Return how many pages there are, one of which at least is to be found."""
        count = _count_pages(self._document)
        _require_a_page(self._pdf, min(count, limits.MAX_PAGES))
        return count

    @property
    def repaired(self) -> bool:
        """Whether the file's structure had to be rebuilt to open it."""
        return self._are_gathered or bool(mupdf.pdf_was_repaired(self._pdf))

    def page_info(self, page: int) -> PageInfo:
        """Return the geometry of a page."""
        return page_info(self._pdf, page, self._labels.label(page))

    def draw(self, page: int, scale: float, clip: PixelRect, turn: int, into: memoryview) -> None:
        """Draw a page into memory: blue, green, red, 255 a pixel."""
        whole = shown_page_px(self.page_info(page), scale, turn)
        if clip == whole or whole.width * whole.height > WHOLE_PIXELS:
            part = self._pixels(page, scale, clip, turn)  # its samples go with it
            into[:] = mupdf.fz_pixmap_samples_memoryview(part)
            return
        if self._whole is None or self._whole[0] != (page, scale, turn):
            self._whole = (page, scale, turn), self._pixels(page, scale, whole, turn)
            self._left = whole.width * whole.height
        _copy(mupdf.fz_pixmap_samples_memoryview(self._whole[1]), whole, clip, into)
        self._left -= clip.width * clip.height
        if self._left <= 0:  # all of it was asked for once: what shows it keeps it
            self._whole = None

    def _pixels(self, page: int, scale: float, clip: PixelRect, turn: int) -> Any:
        """Draw a page without alpha, as others do who compare pixels, and give each a fourth byte of 255 afterwards."""
        drawn = self.pixmap(page, scale, clip, turn, mupdf.fz_device_bgr())
        area = mupdf.fz_pixmap_bbox(drawn)
        opaque = mupdf.FzPixmap(mupdf.fz_pixmap_colorspace(drawn), area, mupdf.FzSeparations(), 1)
        mupdf.fz_copy_pixmap_rect(opaque, drawn, area, mupdf.FzDefaultColorspaces())
        return opaque

    def pixmap(self, page: int, scale: float, clip: PixelRect, turn: int, colours: Any) -> Any:
        """Draw on white, three bytes a pixel."""
        if clip.width * clip.height > limits.MAX_BITMAP_PIXELS:
            raise RefusedError(Status.TOO_MANY_PIXELS)
        drawing = self._drawing(page)
        info = self.page_info(page)
        matrix = page_rotation(*info.shown_size, turn).then(Matrix(scale, 0, 0, scale, 0, 0))
        area = mupdf.FzIrect(clip.x, clip.y, clip.x + clip.width, clip.y + clip.height)
        pixmap = mupdf.FzPixmap(colours, area, mupdf.FzSeparations(), 0)
        mupdf.fz_clear_pixmap_with_value(pixmap, 255)
        to_pixels = mupdf.FzMatrix(matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)
        device = mupdf.fz_new_draw_device(mupdf.FzMatrix(), pixmap)  # the list's transform, not the device's: `area` is in pixels
        mupdf.fz_run_display_list(drawing, device, to_pixels, mupdf.FzRect(area), mupdf.FzCookie())
        mupdf.fz_close_device(device)
        return pixmap

    def _drawing(self, page: int) -> Any:
        """Return what the page draws, annotations included, read once for all its parts."""
        if page not in self._drawn:
            mupdf.fz_shrink_store(_KEPT_PERCENT)
            self._drawn[page] = mupdf.fz_new_display_list_from_page(mupdf.fz_load_page(self._document, page))
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


def open_document(data: memoryview, stream: Any = None) -> Any:
    """Open bytes, or a stream of MuPDF's, as a PDF and nothing else: MuPDF by itself would also take HTML or SVG.

    The bytes must outlive the document.
    """
    try:
        source = mupdf.fz_open_memory(mupdf.python_buffer_data(data), len(data)) if stream is None else stream
        document = mupdf.fz_open_document_with_stream("pdf", source)
    except errors() as error:
        raise _refusal(error) from error
    if not mupdf.ll_pdf_specifics(document.m_internal):
        raise RefusedError(Status.NOT_A_DOCUMENT)
    return document


def _refusal(cause: BaseException) -> RefusedError:
    """Return what MuPDF's refusal to open a document means."""
    unknown = isinstance(cause, mupdf.FzErrorUnsupported | mupdf.FzErrorArgument) or "encryption" in str(cause)
    return RefusedError(Status.UNKNOWN_ENCRYPTION if unknown else Status.DAMAGED)


def unlock(document: Any, password: str | None) -> bool:
    """Unlock a document with its password; return whether it needed one."""
    if not mupdf.fz_needs_password(document):
        return False
    if password is None:
        raise RefusedError(Status.PASSWORD_NEEDED)
    try:
        authenticate = mupdf.fz_authenticate_password
        right = authenticate(document, password) or authenticate(document, prepared(password))
    except errors() as error:
        raise RefusedError(Status.DAMAGED) from error
    if not right:
        raise RefusedError(Status.PASSWORD_WRONG)
    return True


def _count_pages(document: Any) -> int:
    try:
        count = int(mupdf.fz_count_pages(document))
    except errors() as error:
        raise RefusedError(Status.DAMAGED) from error
    if count <= 0:
        raise RefusedError(Status.NO_PAGES if _has_empty_page_tree(document) else Status.DAMAGED)
    return count


def _has_empty_page_tree(document: Any) -> bool:
    """Tell a document that says it has no pages from one whose pages are lost."""
    trailer = mupdf.pdf_trailer(mupdf.pdf_document_from_fz_document(document))
    kids = mupdf.pdf_dict_gets(mupdf.pdf_dict_gets(mupdf.pdf_dict_gets(trailer, "Root"), "Pages"), "Kids")
    return bool(mupdf.pdf_is_array(kids)) and not mupdf.pdf_array_len(kids)


def _require_a_page(pdf: Any, count: int) -> None:
    """Refuse a document in which none of the first pages is there."""
    for index in range(min(count, PROBED_PAGES)):
        try:
            mupdf.pdf_lookup_page_obj(pdf, index)
        except errors():
            continue
        return
    raise RefusedError(Status.DAMAGED)
