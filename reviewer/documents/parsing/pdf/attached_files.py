"""Worker side: the files inside a PDF: which there are, and what is in them, unpacked as far as they may be large.

Owns file specifications and the streams that they name (ISO 32000-2 7.11). Nothing is written anywhere, and no name is opened.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

from pymupdf import mupdf

from reviewer.documents import limits
from reviewer.documents.parsing.opened import RefusedError
from reviewer.documents.parsing.pdf.plain_words import plain_text
from reviewer.documents.protocol.framing import Status
from reviewer.model.file_facts import Attachment

_NAMES = ("UF", "F", "Unix", "Mac", "DOS")
"""Where a file specification has its name, and under which keys the file itself lies; the first counts."""

_PIECE = 256 * 1024


def attached_in(spec: Any, page: int | None) -> Iterator[Attachment]:
    """Yield the files that a file specification carries, one as a rule, and none where it only names one.

    It may carry one for each system: they should be the same, and need not be.
    """
    files = mupdf.pdf_dict_gets(spec, "EF")
    numbers: set[int] = set()
    for key in _NAMES:
        stream = mupdf.pdf_dict_gets(files, key)
        number = int(mupdf.pdf_to_num(stream))
        if mupdf.pdf_is_stream(stream) and number not in numbers:
            numbers.add(number)
            note = plain_text(mupdf.pdf_dict_gets(spec, "Desc"), limits.MAX_ATTACHMENT_NAME_CHARS)
            yield Attachment(number, name_in(spec, limits.MAX_ATTACHMENT_NAME_CHARS), note, page)


def name_in(spec: Any, most: int = limits.MAX_FACT_CHARS) -> str:
    """Return the name in a file specification, which may be no more than that."""
    if mupdf.pdf_is_dict(spec):
        named = (mupdf.pdf_dict_gets(spec, key) for key in _NAMES)
        spec = next((one for one in named if mupdf.pdf_is_string(one)), spec)
    return plain_text(spec, most)


def measured(unpacked: Iterable[bytes]) -> tuple[int, bytes]:
    """Return how many bytes an attached file has once unpacked, and their SHA-256; little of it is held at a time."""
    digest, size = hashlib.sha256(), 0
    for piece in unpacked:
        digest.update(piece)
        size += len(piece)
    return size, digest.digest()


def pieces(pdf: Any, number: int) -> Iterator[bytes]:
    """Yield an attached file's bytes, unpacked.

    Raises:
        RefusedError: There is no such file, it is damaged, or it is larger than it may be.

    """
    if not 0 < number < mupdf.pdf_xref_len(pdf):
        raise RefusedError(Status.BAD_REQUEST)
    stream = mupdf.pdf_new_indirect(pdf, number, 0)
    if not mupdf.pdf_is_stream(stream):
        raise RefusedError(Status.BAD_REQUEST)
    left = limits.MAX_ATTACHMENT_BYTES
    try:
        opened, buffer = mupdf.pdf_open_stream(stream), mupdf.fz_new_buffer(_PIECE)
        mupdf.fz_resize_buffer(buffer, _PIECE)
        while True:
            mupdf.fz_resize_buffer(buffer, _PIECE)
            buffer.m_internal.len = mupdf.ll_fz_read(opened.m_internal, buffer.m_internal.data, _PIECE)
            piece = bytes(mupdf.fz_buffer_storage_memoryview(buffer))
            if not piece:
                if opened.m_internal.error:  # MuPDF ends where it cannot go on, and tells nobody
                    raise RefusedError(Status.ATTACHED_DAMAGED)
                return
            left -= len(piece)
            if left < 0:
                raise RefusedError(Status.ATTACHED_TOO_LARGE)
            yield piece
    except mupdf.FzErrorSystem:
        raise
    except mupdf.FzErrorBase as error:
        raise RefusedError(Status.ATTACHED_DAMAGED) from error
