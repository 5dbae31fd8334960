"""Worker side: what is told once of a PDF: what it says of itself, how it is protected, how often it was saved again.

Owns the entries of its information dictionary and of its encryption that are looked at.
"""

from __future__ import annotations

import re
from typing import Any

from pymupdf import mupdf

from reviewer.documents import limits
from reviewer.documents.parsing.pdf.plain_words import plain_text
from reviewer.documents.protocol.file_facts import DESCRIBED
from reviewer.model.file_facts import WholeFile

_END = re.compile(rb"startxref\s+\d+\s+%%EOF")

_FORBIDDABLE = {"print": 3, "change": 4, "copy": 5, "annotate": 6, "fill_in": 9, "assemble": 11, "print_well": 12}
"""The bits, from 1, of what an author may forbid (ISO 32000-2, table 22)."""


_HEAD_BYTES = 2048
"""Where a file says that it was made to be read from its beginning on (ISO 32000-2, annex F)."""


def whole_file(pdf: Any, data: memoryview) -> WholeFile:
    """Return it; of a damaged file what can be read. `data` are its bytes, none of a file that stays outside."""
    trailer = mupdf.pdf_trailer(pdf)
    info, encrypt = mupdf.pdf_dict_gets(trailer, "Info"), mupdf.pdf_dict_gets(trailer, "Encrypt")
    said = ((key, " ".join(plain_text(mupdf.pdf_dict_gets(info, key), limits.MAX_FACT_CHARS).split())) for key in DESCRIBED)
    described = tuple((key, words) for key, words in said if words)
    saved = _saved_again(pdf, data)
    if not mupdf.pdf_is_dict(encrypt):
        return WholeFile(described, "", (), saved)
    allowed = mupdf.pdf_document_permissions(pdf)
    forbidden = tuple(name for name, bit in _FORBIDDABLE.items() if not allowed >> (bit - 1) & 1)
    return WholeFile(described, _encryption_words(encrypt), forbidden, saved)


def _saved_again(pdf: Any, data: memoryview) -> int:
    """Return how often changes were added behind a file's end.

    MuPDF counts tables of objects: a file that was made to be read from its beginning on has two from the start, and others have
    one more for older readers. So no more are believed than there are ends.
    """
    tables = max(0, min(int(mupdf.pdf_count_versions(pdf)) - 1, limits.MAX_SAVES))
    if not tables or not data:
        return tables
    ends = sum(1 for _ in _END.finditer(data)) - (b"/Linearized" in bytes(data[:_HEAD_BYTES]))
    return max(0, min(tables, ends - 1))


def _encryption_words(encrypt: Any) -> str:
    """Return how a file is encrypted, as far as it says: "Standard, V 5, R 6, 256 bits"."""
    name = mupdf.pdf_to_name(mupdf.pdf_dict_gets(encrypt, "Filter"))[: limits.MAX_ATTACHMENT_NAME_CHARS]
    version, revision, bits = (mupdf.pdf_to_int(mupdf.pdf_dict_gets(encrypt, key)) for key in ("V", "R", "Length"))
    parts = [plain_name(name), f"V {version}", f"R {revision}"]
    return ", ".join([*parts, f"{bits} bits"] if bits else parts)


def plain_name(name: str) -> str:
    """Return a name with nothing in it but what can be read."""
    return "".join(one if one.isprintable() else "\N{REPLACEMENT CHARACTER}" for one in name) or "?"
