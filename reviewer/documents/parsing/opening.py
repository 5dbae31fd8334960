"""Worker side: telling from its bytes what a document is, and opening it.

Owns that decision. A PDF must say so in its first 1024 bytes, or where these are damaged in its last; everything else must be an
image of a known kind. That it is one, and neither HTML nor SVG, MuPDF has to say as well.
"""

from __future__ import annotations

from reviewer.documents.parsing.image.frames import looks_like_image
from reviewer.documents.parsing.image.images import ImageDocument
from reviewer.documents.parsing.lent_file import LentFile
from reviewer.documents.parsing.opened import Opened, RefusedError
from reviewer.documents.parsing.pdf.engine import PdfFile
from reviewer.documents.parsing.pdf.pages import EXTRACTOR
from reviewer.documents.protocol.framing import Status

_PDF_WITHIN = 1024
_PDF_END = b"startxref"


def open_document(data: memoryview, password: str | None) -> Opened:
    """Open a document's bytes.

    Raises:
        RefusedError: It is empty, no document, damaged, locked, or too large; the status says which.

    """
    if not len(data):
        raise RefusedError(Status.EMPTY)
    head, tail = bytes(data[:_PDF_WITHIN]), bytes(data[-_PDF_WITHIN:])
    if _is_pdf(head) or (_PDF_END in tail and not looks_like_image(head)):
        return PdfFile(data, password)
    return ImageDocument(data, extractor=EXTRACTOR)


def open_linked(file: LentFile, password: str | None) -> Opened:
    """Open a document in a file outside the case. Images are not taken: Pillow's codecs read a file whole into memory.

    Raises:
        RefusedError: It is no PDF, damaged or locked; the status says which.

    """
    head = file.head(_PDF_WITHIN)
    if _is_pdf(head):
        return PdfFile(memoryview(b""), password, stream=file.stream())
    raise RefusedError(Status.LARGE_IMAGE if looks_like_image(head) else Status.NOT_A_DOCUMENT)


def _is_pdf(head: bytes) -> bool:
    return b"%PDF-" in head and not looks_like_image(head)
