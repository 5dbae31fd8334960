"""Gives every page of a PDF an object of its own.

Nothing forbids a page tree that names one page object twice, and a highlight on one of the two pages would then be on both: a
pack would show words marked where nobody marked any. Such a tree is written anew as one flat list, with what pages inherit (ISO
32000-2 7.7.3.4) written into each of them.
"""

from __future__ import annotations

import pymupdf

_INHERITED = ("Resources", "MediaBox", "CropBox", "Rotate")
_DEEPEST = 100
"""Nodes above a page that are asked for what it inherits; MuPDF itself gives up at about as many."""


def part_pages(pdf: pymupdf.Document) -> list[int]:
    """Return the number of each page's object, each another one; the document is only changed where they were not."""
    xrefs: list[int] = [pdf.page_xref(page) for page in range(pdf.page_count)]
    if len(set(xrefs)) == len(xrefs):
        return xrefs
    root = _reference(pdf, pdf.pdf_catalog(), "Pages")
    inherited = {xref: _inherited_by(pdf, xref) for xref in set(xrefs)}
    parted: list[int] = []
    seen: set[int] = set()
    for xref in xrefs:
        own = _copied(pdf, xref) if xref in seen else xref
        seen.add(xref)
        parted.append(own)
    for own, xref in zip(parted, xrefs, strict=True):
        for key, source in inherited[xref].items():
            pdf.xref_set_key(own, key, source)
        pdf.xref_set_key(own, "Parent", f"{root} 0 R")
    pdf.xref_set_key(root, "Kids", f"[{' '.join(f'{own} 0 R' for own in parted)}]")
    pdf.xref_set_key(root, "Count", str(len(parted)))
    return parted


def _copied(pdf: pymupdf.Document, xref: int) -> int:
    own: int = pdf.get_new_xref()
    pdf.update_object(own, pdf.xref_object(xref, compressed=True))
    return own


def _inherited_by(pdf: pymupdf.Document, xref: int) -> dict[str, str]:
    """Return what a page has from the nodes above it, as PDF source."""
    found: dict[str, str] = {}
    node = xref
    for _ in range(_DEEPEST):
        for key in _INHERITED:
            kind, source = pdf.xref_get_key(node, key)
            if kind != "null":
                found.setdefault(key, source)
        node = _reference(pdf, node, "Parent")
        if not node:
            break
    return found


def _reference(pdf: pymupdf.Document, xref: int, key: str) -> int:
    """Return the number of the object that a key refers to; 0 where it refers to none."""
    kind, source = pdf.xref_get_key(xref, key)
    return int(source.split()[0]) if kind == "xref" else 0
