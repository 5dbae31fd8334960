"""Annotated copies: a document's pages with the passages on them as annotations that other programs show.

Worker side: works on a second opening of the document and hands back bytes; never changes the document that is being shown, and
reads no clock. The marks' own source is `annotation`'s, an image's pages are `image_pdf`'s.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import pymupdf

from reviewer.documents.marks import Mark, encode
from reviewer.documents.parsing.making.annotation import Annotation, annotation, names_by_page, pdf_date, text_string
from reviewer.documents.parsing.making.image_pdf import image_pdf, image_to_user_space
from reviewer.documents.parsing.opened import Opened, RefusedError
from reviewer.documents.parsing.pdf.page_tree import part_pages
from reviewer.documents.protocol.framing import Status

_TRAILER = -1
_NO_ENCRYPTION = 1
"""MuPDF's PDF_ENCRYPT_NONE: written without, whatever the original has."""


def annotated_copy(opened: Opened, marks: Sequence[Mark], moment: str, title: str) -> bytes:
    """Return a full copy of the document as a PDF with every mark as an annotation, one a page a passage.

    The copy is written anew, never appended to the original, so nothing earlier can be recovered from its end. The document's own
    annotations, information and metadata stay as they are but for `/ModDate`. An encrypted document comes out without encryption:
    the copy is for people who have no password, and whoever makes it has just unlocked it. Every frame of an image becomes a
    page.

    The same document, marks, moment and title give the same bytes. `/ID` is made from them: its first half stays the document's
    own or, where there is none, is taken from the document's SHA-256; its second half hashes the document's bytes, the marks, the
    moment and the title (ISO 32000-2 14.4).

    Args:
        opened: The document.
        marks: What to stamp, in order; a later one lies on top.
        moment: The one time that the copy carries, as `2026-03-04T22:04:05.123Z`.
        title: Title of a PDF made from an image; a PDF keeps its own.

    Raises:
        RefusedError: A mark lies on a page that the document does not have or that is damaged, the moment is no moment, or the
            document cannot be written anew.

    """
    if any(page >= opened.page_count for mark in marks for page in mark.pages):
        raise RefusedError(Status.NO_SUCH_PAGE)
    try:
        date = pdf_date(moment)
    except ValueError as error:
        raise RefusedError(Status.BAD_REQUEST) from error
    try:
        return _stamped(opened, marks, date, moment + title, title)
    except RuntimeError as error:  # what PyMuPDF makes of some of MuPDF's errors
        raise RefusedError(Status.FAILED) from error


def _stamped(opened: Opened, marks: Sequence[Mark], date: str, words: str, title: str) -> bytes:
    """Return the copy; `words` go into its identifier."""
    is_image = opened.pdf is None
    copy = image_pdf(opened) if is_image else opened.fresh_pdf()
    try:
        _write_marks(copy, opened, marks, date, is_image=is_image)
        if is_image:
            _write_information(copy, {"Title": text_string(title), "CreationDate": f"({date})"})
        _write_information(copy, {"ModDate": f"({date})"})
        _write_id(copy, opened, marks, words)
        data: bytes = copy.tobytes(garbage=2, deflate=True, no_new_id=True, encryption=_NO_ENCRYPTION)
    finally:
        copy.close()
    return data


def _write_marks(copy: pymupdf.Document, opened: Opened, marks: Sequence[Mark], date: str, *, is_image: bool) -> None:
    """Add the annotations of all marks, page by page."""
    by_page: dict[int, list[int]] = {}
    pages = part_pages(copy) if marks else []
    for mark in marks:
        for page, name in names_by_page(mark).items():
            info = opened.page_info(page)
            to_user_space = image_to_user_space(info) if is_image else info.to_user_space
            made = annotation(mark, mark.quads_on(page), name=name, date=date, to_user_space=to_user_space)
            xref = _add(copy, pages[page], made)
            by_page.setdefault(page, []).append(xref)
    for page, xrefs in by_page.items():
        _append(copy, pages[page], xrefs)


def _add(copy: pymupdf.Document, page_xref: int, made: Annotation) -> int:
    """Write one annotation with its appearance and return its object's number."""
    form = copy.get_new_xref()
    copy.update_object(form, f"<< {made.appearance_entries} >>")
    copy.update_stream(form, made.appearance, new=True, compress=False)
    xref: int = copy.get_new_xref()
    copy.update_object(xref, f"<< {made.entries} /P {page_xref} 0 R /AP << /N {form} 0 R >> >>")
    return xref


def _append(copy: pymupdf.Document, page_xref: int, xrefs: Sequence[int]) -> None:
    """Put annotations after those that the page has, in an array of the page's own."""
    kind, source = copy.xref_get_key(page_xref, "Annots")
    if kind == "xref":
        source = copy.xref_object(int(source.split()[0]), compressed=True)
    inside = source.strip()[1:-1] if source.strip().startswith("[") else ""
    added = " ".join(f"{xref} 0 R" for xref in xrefs)
    copy.xref_set_key(page_xref, "Annots", f"[{inside} {added}]")


def _write_information(copy: pymupdf.Document, entries: dict[str, str]) -> None:
    """Set entries of the document information dictionary, made where there is none."""
    kind, source = copy.xref_get_key(_TRAILER, "Info")
    if kind == "xref":
        xref = int(source.split()[0])
    else:
        xref = copy.get_new_xref()
        copy.update_object(xref, source if kind == "dict" else "<< >>")
        copy.xref_set_key(_TRAILER, "Info", f"{xref} 0 R")
    for key, value in entries.items():
        copy.xref_set_key(xref, key, value)


def _write_id(copy: pymupdf.Document, opened: Opened, marks: Sequence[Mark], words: str) -> None:
    """Set the file identifier: the document's own first half where it has one, a second half that says what was made of it."""
    source = hashlib.sha256(opened.data)
    made = hashlib.sha256(source.digest() + encode(marks) + words.encode("utf-8", "replace"))
    first = source.hexdigest()[:32]
    if not opened.encrypted:
        first = _own_id(copy) or first
    copy.xref_set_key(_TRAILER, "ID", f"[<{first}><{made.hexdigest()[:32]}>]")


def _own_id(copy: pymupdf.Document) -> str | None:
    """Return the first half of the file identifier in hexadecimal, or None where there is none that can be read."""
    kind, source = copy.xref_get_key(_TRAILER, "ID")
    if kind == "xref":
        source = copy.xref_object(int(source.split()[0]), compressed=True)
    first, _, _ = source.strip().lstrip("[").strip().partition(">")
    digits = first.removeprefix("<")
    return digits if first.startswith("<") and digits and all(char in "0123456789abcdefABCDEF" for char in digits) else None
