"""PDFs with hyperlinks in them, written object by object, so that they can be as odd as one likes."""

from __future__ import annotations

from collections.abc import Sequence

RECT = "/Rect [100 600 300 620]"
"""100 to 300 across, and 180 to 200 down from the top of a page of 400 by 800."""


def hyperlinked_pdf(
    *annotations: str, pages: int = 3, entries: str = "", catalog: str = "", more: Sequence[str] = (), prefix: str = "<<"
) -> bytes:
    """Return a PDF of pages of 400 by 800 points, the first with annotations.

    Args:
        annotations: What stands in each link's dictionary besides its type; pages are objects 3, 4, 5 …
        pages: How many.
        entries: What stands in each page's dictionary besides.
        catalog: What stands in the catalog besides.
        more: Further objects, numbered on from 100.
        prefix: How each annotation begins.

    """
    kids = " ".join(f"{3 + page} 0 R" for page in range(pages))
    links = "\n".join(f"{prefix} /Type /Annot /Subtype /Link {one} >>" for one in annotations)
    objects = {
        1: f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        2: f"<< /Type /Pages /Kids [{kids}] /Count {pages} /MediaBox [0 0 400 800] >>",
        3: f"<< /Type /Page /Parent 2 0 R {entries} /Annots [{links}] >>",
    }
    objects |= {3 + page: f"<< /Type /Page /Parent 2 0 R {entries} >>" for page in range(1, pages)}
    objects |= {100 + at: one for at, one in enumerate(more)}
    out, places = bytearray(b"%PDF-1.7\n"), dict[int, int]()
    for number, body in objects.items():
        places[number] = len(out)
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    start, size = len(out), max(objects) + 1
    out += f"xref\n0 {size}\n0000000000 65535 f \n".encode()
    out += b"".join(b"%010d 00000 n \n" % places[one] if one in places else b"0000000000 00000 f \n" for one in range(1, size))
    out += f"trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)
