"""PDFs that keep a parser busy for ever, a few hundred bytes each."""

from __future__ import annotations


def endless_pdf(pages: int = 3, *, depth: int = 16) -> bytes:
    """Return a PDF whose first page draws forms within forms, ten to the power of `depth` times; the others are empty."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    kids = b" ".join(b"%d 0 R" % (3 + page) for page in range(pages))
    objects.append(b"<< /Type /Pages /Kids [%s] /Count %d /MediaBox [0 0 200 200] >>" % (kids, pages))
    first_form = 3 + pages + 1
    objects.append(
        b"<< /Type /Page /Parent 2 0 R /Contents %d 0 R /Resources << /XObject << /F %d 0 R >> >> >>"
        % (first_form - 1, first_form)
    )
    objects += [b"<< /Type /Page /Parent 2 0 R >>"] * (pages - 1)
    objects.append(_stream(b"<<", b"/F Do"))
    for level in range(depth):
        below = first_form + level + 1
        inner = b"/F Do " * 10 if level < depth - 1 else b"0 0 1 1 re f"
        resources = b"/Resources << /XObject << /F %d 0 R >> >>" % below if level < depth - 1 else b""
        objects.append(_stream(b"<< /Type /XObject /Subtype /Form /BBox [0 0 200 200] " + resources, inner))
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % one for one in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def _stream(dictionary: bytes, data: bytes) -> bytes:
    return dictionary + b" /Length %d >>\nstream\n%s\nendstream" % (len(data), data)
