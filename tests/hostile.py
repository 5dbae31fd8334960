"""Files made to harm who opens them: that never end, that take all memory, that are deep, many, huge or lie about themselves.

Small, written object by object, and the same bytes each time. What each does to a reader without limits stands in its name.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Mapping, Sequence
from functools import cache

from tests.carrying import stream

PAGE = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R /Resources << {resources} >> {more} >>"


def raw_pdf(objects: Mapping[int, bytes | str], *, trailer: str = "") -> bytes:
    """Return a PDF of these objects by number; 1 is the catalog."""
    out = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, body in sorted(objects.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body if isinstance(body, bytes) else body.encode("latin-1"))
    start, size = len(out), max(objects) + 1
    out += b"xref\n0 1\n0000000000 65535 f \n"
    out += b"".join(b"%d 1\n%010d 00000 n \n" % (number, place) for number, place in places.items())
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer.encode("latin-1"), start)
    return bytes(out)


def one_page(
    content: bytes, *, resources: str = "", more: str = "", packed: bool = True, objects: Mapping[int, bytes | str] | None = None
) -> bytes:
    """Return a PDF of one page with this content."""
    return raw_pdf(
        {
            1: "<< /Type /Catalog /Pages 2 0 R >>",
            2: "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            3: PAGE.format(resources=resources, more=more),
            4: stream(content, packed=packed),
        }
        | dict(objects or {})
    )


def twice_packed(byte: bytes, count: int) -> bytes:
    """Return a stream object that unpacks to `count` times a byte, packed twice: some hundred bytes."""
    packer = zlib.compressobj(9)
    piece = byte * 2**20
    inner = b"".join(packer.compress(piece) for _ in range(count // 2**20)) + packer.flush()
    outer = zlib.compress(inner, 9)
    return b"<< /Filter [/FlateDecode /FlateDecode] /Length %d >>\nstream\n" % len(outer) + outer + b"\nendstream"


def billion_forms() -> bytes:
    """Return a page of forms that each paint the next one ten times, twelve deep."""
    forms = {
        10 + n: stream(
            b"/F Do " * 10, f"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /F {11 + n} 0 R >> >>"
        )
        for n in range(12)
    }
    forms[22] = stream(b"0 0 9 9 re f", "/Type /XObject /Subtype /Form /BBox [0 0 9 9]")
    return one_page(b"/F Do", resources="/XObject << /F 10 0 R >>", objects=forms)


def endless_tiles() -> bytes:
    """Return a page filled with a pattern whose tiles are a thousandth of a point apart."""
    pattern = stream(
        b"0 0 1 1 re f", "/PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 1 1] /XStep 0.001 /YStep 0.001 /Resources << >>"
    )
    return one_page(b"/Pattern cs /P scn 0 0 300 300 re f", resources="/Pattern << /P 10 0 R >>", objects={10: pattern})


def nested_groups(count: int = 3000) -> bytes:
    """Return a page of transparency groups within each other."""
    form = "/Type /XObject /Subtype /Form /BBox [0 0 300 300]"
    group = form + " /Group << /S /Transparency >> /Resources << /XObject << /F {} 0 R >> >>"
    forms: dict[int, bytes | str] = {10 + n: stream(b"/F Do", group.format(11 + n)) for n in range(count)}
    forms[10 + count] = stream(b"0 0 9 9 re f", "/Type /XObject /Subtype /Form /BBox [0 0 9 9]")
    return one_page(b"/F Do", resources="/XObject << /F 10 0 R >>", objects=forms)


def bomb_contents() -> bytes:
    """Return a page whose content unpacks to a gigabyte of spaces."""
    return one_page(b"", objects={4: twice_packed(b" ", 2**30)})


def many_paths(count: int = 3_000_000) -> bytes:
    """Return a page of millions of lines."""
    return one_page(b"0 0 m " + b"9 9 l " * count + b"S")


def much_text(count: int = 2_000_000) -> bytes:
    """Return a page of millions of letters."""
    font = "/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"
    return one_page(b"BT /F 8 Tf 9 9 Td " + b"(a word or two ) Tj " * (count // 14) + b"ET", resources=font)


def many_pages(count: int = 200_000) -> bytes:
    """Return a document of hundreds of thousands of pages."""
    kids = " ".join(f"{number} 0 R" for number in range(3, 3 + count))
    pages: dict[int, bytes | str] = dict.fromkeys(range(3, 3 + count), "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] >>")
    return raw_pdf({1: "<< /Type /Catalog /Pages 2 0 R >>", 2: f"<< /Type /Pages /Kids [{kids}] /Count {count} >>"} | pages)


def many_objects(count: int = 1_000_000) -> bytes:
    """Return a document of a million objects that nothing uses."""
    body = b"".join(b"%d 0 obj\n0\nendobj\n" % number for number in range(10, count))
    return one_page(b"") + body + b"trailer\n<< /Root 1 0 R >>\n"


def many_fields(count: int = 50_000) -> bytes:
    """Return a form of tens of thousands of fields on one page."""
    numbers = range(10, 10 + count)
    fields: dict[int, bytes | str] = {
        one: f"<< /Type /Annot /Subtype /Widget /FT /Tx /T (f{one}) /V (x) /Rect [0 0 9 9] /P 3 0 R >>" for one in numbers
    }
    listed = " ".join(f"{one} 0 R" for one in numbers)
    fields[1] = f"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [{listed}] >> >>"
    return one_page(b"", more=f"/Annots [{listed}]", objects=fields)


def many_links(count: int = 100_000) -> bytes:
    """Return a page of a hundred thousand hyperlinks that all lead to a name which must be looked for."""
    link = "<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /Dest (n) >>"
    return one_page(b"", more=f"/Annots [{link * count}]")


def huge_bitmap(side: int = 65_535) -> bytes:
    """Return a page with an image of four thousand million pixels in some kilobytes."""
    image = f"/Type /XObject /Subtype /Image /Width {side} /Height {side} /BitsPerComponent 1 /ColorSpace /DeviceGray"
    packer = zlib.compressobj(9)
    row = bytes((side + 7) // 8)
    data = b"".join(packer.compress(row * 64) for _ in range(side // 64)) + packer.flush()
    written = b"<< %s /Filter /FlateDecode /Length %d >>\nstream\n" % (image.encode(), len(data)) + data + b"\nendstream"
    return one_page(b"300 0 0 300 0 0 cm /I Do", resources="/XObject << /I 10 0 R >>", objects={10: written})


def deep(opening: bytes, closing: bytes, count: int = 100_000) -> bytes:
    """Return a document with an object as deep as that."""
    return one_page(b"", more="/Deep 10 0 R", objects={10: opening * count + b"0" + closing * count})


def circle_of_pages() -> bytes:
    """Return a page tree that leads back to its root."""
    return raw_pdf(
        {
            1: "<< /Type /Catalog /Pages 2 0 R >>",
            2: "<< /Type /Pages /Kids [3 0 R 2 0 R] /Count 9 >>",
            3: "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] >>",
        }
    )


def circle_of_headings() -> bytes:
    """Return an outline whose last heading is followed by its first."""
    return one_page(
        b"",
        objects={
            1: "<< /Type /Catalog /Pages 2 0 R /Outlines 10 0 R >>",
            10: "<< /First 11 0 R /Last 12 0 R /Count 2 >>",
            11: "<< /Title (a) /Parent 10 0 R /Next 12 0 R /First 10 0 R >>",
            12: "<< /Title (b) /Parent 10 0 R /Next 11 0 R >>",
        },
    )


def odd_box(box: str, more: str = "") -> bytes:
    """Return a page of an odd size."""
    return one_page(b"0 0 9 9 re f", more=f"/MediaBox [{box}] {more}").replace(b"/MediaBox [0 0 300 300] ", b"", 1)


def lying_png(width: int, height: int) -> bytes:
    """Return a PNG that says it has so many pixels, and has none."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def bomb_png(width: int, height: int) -> bytes:
    """Return a PNG of one colour with so many pixels: a thousandth of that in bytes."""
    packer = zlib.compressobj(9)
    row = bytes(1 + width * 3)
    data = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    return lying_png(width, height).replace(
        struct.pack(">I", len(zlib.compress(b""))) + b"IDAT" + zlib.compress(b""), struct.pack(">I", len(data)) + b"IDAT" + data
    )


def turning_tiff() -> bytes:
    """Return a TIFF whose directory is followed by itself."""
    entries = [(256, 4, 1, 8), (257, 4, 1, 8), (258, 3, 1, 8), (262, 3, 1, 1), (273, 4, 1, 8), (278, 4, 1, 8), (279, 4, 1, 64)]
    directory = struct.pack("<H", len(entries)) + b"".join(struct.pack("<HHII", *one) for one in entries)
    return b"II*\0" + struct.pack("<I", 8) + directory + struct.pack("<I", 8) + bytes(64)


def many_frames(count: int) -> bytes:
    """Return a TIFF of as many frames, which all show the same pixels."""
    out, size = bytearray(b"II*\0" + struct.pack("<I", 72) + bytes(64)), 8
    for number in range(count):
        entries = [(256, 4, 1, size), (257, 4, 1, size), (258, 3, 1, size), (262, 3, 1, 1), (273, 4, 1, 8), (278, 4, 1, size)]
        directory = struct.pack("<H", 7) + b"".join(struct.pack("<HHII", *one) for one in [*entries, (279, 4, 1, 64)])
        out += directory + struct.pack("<I", 0 if number == count - 1 else len(out) + len(directory) + 4)
    return bytes(out)


MADE: Mapping[str, Callable[[], bytes]] = {
    "billion_forms.pdf": billion_forms,
    "endless_tiles.pdf": endless_tiles,
    "nested_groups.pdf": nested_groups,
    "bomb_contents.pdf": bomb_contents,
    "many_paths.pdf": many_paths,
    "much_text.pdf": much_text,
    "many_pages.pdf": many_pages,
    "many_objects.pdf": many_objects,
    "many_fields.pdf": many_fields,
    "many_links.pdf": many_links,
    "huge_bitmap.pdf": huge_bitmap,
    "deep_arrays.pdf": lambda: deep(b"[", b"]"),
    "deep_dictionaries.pdf": lambda: deep(b"<</A ", b">>"),
    "circle_of_pages.pdf": circle_of_pages,
    "circle_of_headings.pdf": circle_of_headings,
    "wide_page.pdf": lambda: odd_box("0 0 1000000000 1000000000"),
    "large_unit.pdf": lambda: odd_box("0 0 14400 14400", "/UserUnit 75000"),
    "nothing_wide.pdf": lambda: odd_box("0 0 0 0"),
    "no_number.pdf": lambda: odd_box("nan inf -inf 1e400"),
    "lying.png": lambda: lying_png(2**31 - 1, 2**31 - 1),
    "wide.png": lambda: lying_png(500_000_000, 1),
    "bomb.png": lambda: bomb_png(20_000, 20_000),
    "turning.tiff": turning_tiff,
    "words.pdf": lambda: b"%PDF-1.7\n" + b"<svg xmlns='http://www.w3.org/2000/svg'><text>x</text></svg>",
    "page.html": lambda: b"<html><img src='file:////10.255.255.1/share/x.png'>x</html>",
}
"""Every file by its name, made when it is asked for."""


@cache
def made(name: str) -> bytes:
    """Return one of them."""
    return MADE[name]()


SMALL: Sequence[str] = (
    *("circle_of_pages.pdf", "circle_of_headings.pdf", "wide_page.pdf", "large_unit.pdf", "nothing_wide.pdf", "no_number.pdf"),
    *("deep_arrays.pdf", "deep_dictionaries.pdf", "lying.png", "wide.png", "turning.tiff", "words.pdf", "page.html"),
)
"""Those that take no time to be refused or shown."""
