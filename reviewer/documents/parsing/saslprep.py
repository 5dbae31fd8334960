"""Worker side: passwords in the form that newer encryption of PDFs asks for, SASLprep (RFC 4013; ISO 32000-2, 7.6.4.3.3)."""

from __future__ import annotations

import stringprep
import unicodedata


def prepared(password: str) -> str:
    """Return a password with its spaces and letters in one form each, and without what is not seen."""
    mapped = ("" if stringprep.in_table_b1(one) else " " if stringprep.in_table_c12(one) else one for one in password)
    return unicodedata.ucd_3_2_0.normalize("NFKC", "".join(mapped))
