"""Worker side: who signed a PDF, and how much of the file that covers. No signature is checked: that takes keys and a network.

Owns which entries of a signature are looked at (ISO 32000-2 12.8.1).
"""

from __future__ import annotations

from typing import Any

from pymupdf import mupdf

from reviewer.documents import limits
from reviewer.documents.parsing.pdf.plain_words import plain_text
from reviewer.documents.pdf_dates import iso_date

_SAID = ("Name", "M", "Reason", "Location")
_BLANKS = b"\r\n \0"


def signature_of(field: Any) -> Any | None:
    """Return the signature in a form's field; None where it is no field for one, or was not signed."""
    kind = mupdf.pdf_dict_get_inheritable(field, mupdf.pdf_new_name("FT"))
    signed = mupdf.pdf_dict_gets(field, "V")
    return signed if mupdf.pdf_to_name(kind) == "Sig" and mupdf.pdf_is_dict(signed) else None


def is_filled_in(field: Any) -> bool:
    """Tell whether something is a field of a form that is filled in, and not a mere group of some, nor a place to sign."""
    kind = mupdf.pdf_to_name(mupdf.pdf_dict_get_inheritable(field, mupdf.pdf_new_name("FT")))
    return kind in {"Tx", "Ch", "Btn"} and mupdf.pdf_is_null(mupdf.pdf_dict_gets(field, "Kids"))


def signer_words(signed: Any) -> str:
    """Return who signed, and when, as the signature says itself."""
    said = (plain_text(mupdf.pdf_dict_gets(signed, key), limits.MAX_FACT_CHARS // len(_SAID)) for key in _SAID)
    name, dated, *others = said
    return ", ".join(one for one in (name, iso_date(dated) or dated, *others) if one)[: limits.MAX_FACT_CHARS]


def covered_bytes(signed: Any) -> int:
    """Return up to which byte of the file a signature reaches; 0 where it does not say so."""
    ranges = mupdf.pdf_dict_gets(signed, "ByteRange")
    count = mupdf.pdf_array_len(ranges)
    if count < 2 or count % 2:
        return 0
    start, length = (mupdf.pdf_to_int64(mupdf.pdf_array_get(ranges, at)) for at in (count - 2, count - 1))
    return int(start + length) if start >= 0 and length >= 0 else 0


def added_after(data: memoryview, covered: int) -> int:
    """Return how many bytes a file has beyond those that its last signature covers, blank ones aside."""
    if not 0 < covered < len(data):
        return 0
    end = len(data)
    while end > covered and data[end - 1] in _BLANKS and len(data) - end < limits.MAX_FACT_CHARS:
        end -= 1
    return end - covered
