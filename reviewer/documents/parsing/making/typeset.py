"""Our own pages: trusted HTML of this program, typeset as PDF or drawn as PNG, the same bytes every time.

Worker side. Only for HTML that this program made (the sample case, reports): never for a document's. Nothing outside the HTML is
fetched: there is no archive, so images and style sheets by name stay empty.
"""

from __future__ import annotations

import hashlib
import io
import re

import pymupdf
from PIL import Image

from reviewer.documents.parsing.making.crop import png
from reviewer.documents.parsing.opened import RefusedError
from reviewer.documents.protocol.framing import Status

MAX_TYPESET_PAGES = 5_000
"""Pages after which typesetting stops: something in the HTML never fits."""

_TRAILER = -1

_LABELS = re.compile(r'<meta name="page-labels" content="([^"]*)"')
"""How our HTML names its pages: `first page|prefix|style`, separated by semicolons; styles as ISO 32000-2 12.4.2 (r, D, …)."""


def typeset(html: str, width_pt: float, height_pt: float, margin_pt: float) -> bytes:
    """Return trusted HTML as a PDF, with fonts embedded and cut down to what is used, no dates and no producer.

    Page labels are taken from `<meta name="page-labels" content="1|Cover|; 2||r">`.

    Args:
        html: MuPDF's HTML and CSS: no scripts, no tables across columns.
        width_pt: Page width in points.
        height_pt: Page height in points.
        margin_pt: Margin on all sides in points.

    Raises:
        RefusedError: The margins leave no room, or the text does not come to an end.

    """
    doc = _laid_out(html, width_pt, height_pt, margin_pt, MAX_TYPESET_PAGES)
    try:
        doc.subset_fonts(fallback=False)
        doc.set_page_labels(_labels(html))
        digest = hashlib.sha256(f"{width_pt} {height_pt} {margin_pt} {html}".encode()).hexdigest()
        doc.xref_set_key(_TRAILER, "Info", "null")
        doc.xref_set_key(_TRAILER, "ID", f"[<{digest[:32]}><{digest[32:]}>]")
        data: bytes = doc.tobytes(garbage=3, deflate=True, no_new_id=True)
    finally:
        doc.close()
    return data


def _labels(html: str) -> list[dict[str, object]]:
    """Return the page labels that the HTML asks for, as PyMuPDF takes them."""
    found = _LABELS.search(html)
    rules = [rule.strip().split("|") for rule in found[1].split(";")] if found else []
    return [{"startpage": int(first) - 1, "prefix": prefix, "style": style, "firstpagenum": 1} for first, prefix, style in rules]


def picture(html: str, width_px: int, height_px: int) -> bytes:
    """Return trusted HTML as a PNG of exactly that size, one CSS pixel a pixel; margins are the HTML's own.

    Raises:
        RefusedError: The HTML does not fit.

    """
    doc = _laid_out(html, float(width_px), float(height_px), 0.0, 1)
    try:
        pixmap = doc[0].get_pixmap(matrix=pymupdf.Identity, colorspace=pymupdf.csRGB, alpha=False)
        drawn = Image.frombytes("RGB", (pixmap.width, pixmap.height), pixmap.samples)
    finally:
        doc.close()
    return png(drawn.crop((0, 0, width_px, height_px)))


def _laid_out(html: str, width: float, height: float, margin: float, most_pages: int) -> pymupdf.Document:
    """Return the HTML on pages of a size; the caller closes it."""
    page = pymupdf.Rect(0, 0, width, height)
    room = pymupdf.Rect(margin, margin, width - margin, height - margin)
    if room.is_empty:
        raise RefusedError(Status.BAD_REQUEST)
    out = io.BytesIO()
    writer = pymupdf.DocumentWriter(out)
    story = pymupdf.Story(html)
    count, more = 0, True
    while more:
        if count == most_pages:
            raise RefusedError(Status.BAD_REQUEST)
        count += 1
        device = writer.begin_page(page)
        more, _ = story.place(room)
        story.draw(device)
        writer.end_page()
    writer.close()
    return pymupdf.open(stream=out.getvalue(), filetype="pdf")
