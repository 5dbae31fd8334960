"""Worker side: the pages of a PDF whose page tree is lost or leads nowhere.

Owns looking through the file's objects for pages, and listing those in a tree made anew, in memory. They come in the order in
which the file numbers them, which is nearly always theirs. Runs only in worker processes.
"""

from __future__ import annotations

import time
from typing import Any

from reviewer.documents import limits
from reviewer.documents.parsing.pdf.bindings import mupdf

_LONGEST_S = 5.0
"""A million objects take two seconds; of a damaged file each that fails takes far longer."""


def gather_pages(pdf: Any, errors: tuple[type[Exception], ...]) -> int:
    """List the pages that are found in a PDF as its pages, and return how many there are; none of them is changed.

    What pages inherit they go on inheriting: their own way up, by which that is looked for, stays as it is.

    Args:
        pdf: The document; only in memory is it changed.
        errors: What MuPDF raises at an object that is damaged, which is passed over.

    """
    kids = mupdf.pdf_new_array(pdf, 1)
    found, until = 0, time.monotonic() + _LONGEST_S
    for number in range(1, min(mupdf.pdf_xref_len(pdf), limits.MAX_OBJECTS)):
        try:
            if mupdf.pdf_object_exists(pdf, number) and _is_page(mupdf.pdf_load_object(pdf, number)):
                mupdf.pdf_array_push(kids, mupdf.pdf_new_indirect(pdf, number, 0))
                found += 1
        except errors:
            continue
        if found == limits.MAX_PAGES or time.monotonic() > until:
            break
    if found:
        _list(pdf, kids, found)
    return found


def _is_page(obj: Any) -> bool:
    return bool(mupdf.pdf_is_dict(obj)) and mupdf.pdf_to_name(mupdf.pdf_dict_gets(obj, "Type")) == "Page"


def _list(pdf: Any, kids: Any, count: int) -> None:
    """Make these the pages of the document."""
    tree = mupdf.pdf_new_dict(pdf, 3)
    mupdf.pdf_dict_puts(tree, "Type", mupdf.pdf_new_name("Pages"))
    mupdf.pdf_dict_puts(tree, "Kids", kids)
    mupdf.pdf_dict_puts(tree, "Count", mupdf.pdf_new_int(count))
    root = mupdf.pdf_dict_gets(mupdf.pdf_trailer(pdf), "Root")
    if not mupdf.pdf_is_dict(root):
        root = mupdf.pdf_new_dict(pdf, 2)
        mupdf.pdf_dict_puts(root, "Type", mupdf.pdf_new_name("Catalog"))
        mupdf.pdf_dict_puts(mupdf.pdf_trailer(pdf), "Root", mupdf.pdf_add_object(pdf, root))
    mupdf.pdf_dict_puts(root, "Pages", mupdf.pdf_add_object(pdf, tree))
