"""Worker side: the words of a PDF's strings, as they can be shown and copied: cut, without control characters.

Owns how much of a string or of a stream is read as text: both may be endless.
"""

from __future__ import annotations

import re
from typing import Any

from pymupdf import mupdf

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_ELLIPSIS = "…"
_BYTES_A_CHARACTER = 4


def plain_text(value: Any, most: int) -> str:
    """Return the beginning of a string, or of what a stream says, line ends as "\\n"; "" of all else."""
    if mupdf.pdf_is_stream(value):
        raw = beginning(value, _BYTES_A_CHARACTER * most)
        wide = raw[:2] in (b"\xfe\xff", b"\xff\xfe")
        text = raw.decode("utf-16" if wide else "utf-8-sig", "replace")
    elif mupdf.pdf_is_string(value):
        text = str(mupdf.pdf_to_text_string(value))
    elif mupdf.pdf_is_name(value):
        text = str(mupdf.pdf_to_name(value))
    else:
        return ""
    cut = _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", text[: 2 * most].replace("\r\n", "\n").replace("\r", "\n")).strip()
    return cut if len(cut) <= most else cut[: most - 1] + _ELLIPSIS


def beginning(stream: Any, size: int) -> bytes:
    """Return so many of a stream's first bytes."""
    data = mupdf.fz_read_all(mupdf.fz_open_null_filter(mupdf.pdf_open_stream(stream), size, 0), size)
    return bytes(mupdf.fz_buffer_storage_memoryview(data))
