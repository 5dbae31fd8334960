"""How a worker is asked to make something: crops, annotated copies, and pages and pictures of our own HTML.

Owns one function a kind of request; see `asking`.
"""

from __future__ import annotations

from reviewer.documents import limits
from reviewer.documents.dispatching.jobs import Sending
from reviewer.documents.protocol import made_replies
from reviewer.documents.protocol.made_requests import AnnotatedCopy, CompressPixels, CropOut, Picture, Typeset
from reviewer.model.geometry import Rect

_PDF = b"%PDF-"
_MADE_BYTES = 64 * 1024**2
_MADE_TIMES = 16
"""A PDF that a worker makes may have so many bytes, and so many times those that it is made of; real copies have up to six."""
_MOST_ADDED = 512 * 1024**2
"""And no more than so many beyond those: a worker that was taken over must not fill this process's memory."""


def crop(page: int, rect: Rect, scale: float, marks: bytes) -> Sending:
    """Ask for a picture cut out of a page: it is rounded out to whole pixels, and made smaller where it would be too large."""
    most = min((abs(rect.width) * scale + 2) * (abs(rect.height) * scale + 2), limits.MAX_CROP_PIXELS)
    limit = made_replies.CROP_HEAD_BYTES + made_replies.png_bytes(int(most))
    payload = CropOut(page, rect, scale, marks).pack()
    return Sending([payload], limit, lambda found, _: made_replies.read_crop(found, most_pixels=int(most)))


def annotated_copy(asked: AnnotatedCopy, document_bytes: int, *, pixels: bool) -> Sending:
    """Ask for an annotated copy of a document of so many bytes; `pixels`: counted as plain ones, which do not grow."""
    payload = asked.pack()
    limit = _most_made(len(payload)) + _most_grown(document_bytes, 2 if pixels else _MADE_TIMES)
    return Sending([payload], limit, lambda found, _: made_replies.read_file(found, magic=_PDF))


def typeset(html: str, width_pt: float, height_pt: float, margin_pt: float) -> Sending:
    """Ask for a PDF of our own HTML."""
    payload = Typeset(html, width_pt, height_pt, margin_pt).pack()
    return Sending([payload], _most_made(len(payload)), lambda found, _: made_replies.read_file(found, magic=_PDF))


def picture(html: str, width_px: int, height_px: int) -> Sending:
    """Ask for a PNG of our own HTML."""
    limit = made_replies.png_bytes(width_px * height_px)

    def read(found: memoryview, _: str) -> bytes:
        return made_replies.read_png(found, width_px=width_px, height_px=height_px)

    return Sending([Picture(html, width_px, height_px).pack()], limit, read)


def compress(asked: CompressPixels) -> Sending:
    """Ask for pixels as the stream of an image in a PDF."""
    width, height = asked.width_px, asked.height_px
    limit = made_replies.COMPRESSED_HEAD_BYTES + made_replies.png_bytes(width * height)
    return Sending(asked.parts(), limit, lambda found, _: made_replies.read_compressed(found, width_px=width, height_px=height))


def _most_made(of_bytes: int) -> int:
    """Return the most bytes of a PDF that is made of so many."""
    return _MADE_BYTES + _most_grown(of_bytes, _MADE_TIMES)


def _most_grown(of_bytes: int, times: int) -> int:
    return of_bytes + min(of_bytes * (times - 1), _MOST_ADDED)
