"""Worker side: everything that a parser loads late, loaded early.

Owns the warm-up: after it no request should import a module or open a file, so that workers forked from a warm parent share
all of it and can later be locked away from the file system.
"""

from __future__ import annotations

import codecs
import io
import warnings

import pymupdf
from PIL import Image

from reviewer.documents.parsing.handlers import Desk
from reviewer.documents.parsing.image.frames import FORMATS
from reviewer.documents.parsing.opening import open_document
from reviewer.documents.parsing.pdf.attached_files import measured
from reviewer.documents.parsing.pdf.pages import silence
from reviewer.documents.results import PixelRect

CODECS = (
    "ascii",
    "latin-1",
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-16-be",
    "utf-16-le",
    "utf-32",
    "raw_unicode_escape",
    "unicode_escape",
    "cp1252",
    "idna",
)
"""What bytes are read by: each is a module that Python loads when it is first asked for."""


def warm_up() -> None:
    """Load what requests need, by doing a little of each."""
    silence()
    warnings.simplefilter("ignore")  # Pillow's tell what stands in a file
    for name in CODECS:
        codecs.lookup(name)
    Desk()
    measured((b"",))  # OpenSSL reads its settings with the first checksum
    _use(_tiny_pdf())
    for kind in FORMATS:
        if kind == "HEIF":  # its library only reads, and is loaded by now
            continue
        file = io.BytesIO()
        Image.new("RGB", (8, 8), "white").save(file, kind)
        _use(file.getvalue())


def _tiny_pdf() -> bytes:
    doc = pymupdf.open()
    page = doc.new_page(width=72, height=72)
    page.insert_text((10, 30), "fi A")
    return bytes(doc.tobytes(garbage=3, deflate=True))


def _use(data: bytes) -> None:
    """Do with a tiny document what will be done with a real one."""
    opened = open_document(memoryview(data), None)
    opened.page_info(0)
    opened.characters(0)
    opened.plain_text(0)
    opened.outline()
    opened.hyperlinks(0)
    opened.file_facts(0, 1)
    area = PixelRect(0, 0, 8, 8)
    opened.draw(0, 0.5, area, 0, memoryview(bytearray(area.width * area.height * 4)))
