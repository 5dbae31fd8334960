"""Documents made in code, for tests: every kind a newsroom gets, small, and the same bytes each time.

Everything returns bytes. Sizes and places are points for PDFs (origin at the upper left) and pixels for images.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pymupdf
from PIL import Image, ImageDraw, ImageFont

A4 = (595.0, 842.0)
ORIENTATION = 0x0112
LEFT = 72.0
TOP = 96.0
LEADING = 20.0
FONT_SIZE = 12.0

STAMP = "Case 4:26-cv-02214 Document 27 Filed 02/03/26 Page 1 of 2"
DENIAL = ("We never asked for, or accessed,", "anyone's private messages.")
REGISTER = (
    "The partner application may send, read, write and",
    "delete private messages of a person who has",
    "connected the two accounts.",
)


def _saved(doc: pymupdf.Document, **options: object) -> bytes:
    """Return the document's bytes without anything that differs from run to run."""
    if not doc.needs_pass:
        doc.subset_fonts(fallback=False)
    data: bytes = doc.tobytes(garbage=3, deflate=True, no_new_id=True, **options)
    doc.close()
    return data


def _write(
    page: pymupdf.Page, lines: Sequence[str], *, x: float = LEFT, y: float = TOP, font: pymupdf.Font | None = None
) -> None:
    writer = pymupdf.TextWriter(page.rect)
    face = font or pymupdf.Font("tiro")
    for number, line in enumerate(lines):
        if line:
            writer.append((x, y + number * LEADING), line, font=face, fontsize=FONT_SIZE)
    writer.write_text(page)


def text_pdf(
    *pages: Sequence[str],
    size: tuple[float, float] = A4,
    rotation: int = 0,
    crop: tuple[float, float, float, float] | None = None,
    user_unit: float | None = None,
    labels: Sequence[dict[str, object]] = (),
    title: str = "",
    outline: Sequence[tuple[int, str, int]] = (),
) -> bytes:
    """Return a PDF with the given lines on each page.

    Args:
        pages: The lines of each page, top to bottom; an empty string leaves a gap.
        size: Of every page.
        rotation: Clockwise degrees each page is turned for display; the text lies on the unrotated page.
        crop: Crop box as x0, y0, x1, y1 from the upper left of the media box.
        user_unit: `/UserUnit` of every page.
        labels: Page label rules as `pymupdf.Document.set_page_labels` takes them.
        title: Of the document's information.
        outline: Entries (level from 1, title, page from 1).

    """
    doc = pymupdf.open()
    for lines in pages or (REGISTER,):
        page = doc.new_page(width=size[0], height=size[1])
        _write(page, lines)
        if crop:
            page.set_cropbox(pymupdf.Rect(*crop))
        if rotation:
            page.set_rotation(rotation)
        if user_unit:
            doc.xref_set_key(page.xref, "UserUnit", str(user_unit))
    if labels:
        doc.set_page_labels(list(labels))
    if title:
        doc.set_metadata({"title": title})
    if outline:
        doc.set_toc([list(one) for one in outline])
    return _saved(doc)


def many_pages_pdf(count: int) -> bytes:
    """Return a PDF of `count` pages, each saying its number in words that occur nowhere else ("Page 17 of 200 …")."""
    return text_pdf(*[[f"Page {n} of {count}", f"The mark of this page is token{n:05d}."] for n in range(1, count + 1)])


def labelled_pdf() -> bytes:
    """Return six pages labelled i, ii, iii, 1, 2, A-1."""
    rules = [
        {"startpage": 0, "prefix": "", "style": "r", "firstpagenum": 1},
        {"startpage": 3, "prefix": "", "style": "D", "firstpagenum": 1},
        {"startpage": 5, "prefix": "A-", "style": "D", "firstpagenum": 1},
    ]
    return text_pdf(*[[f"Sheet {n}"] for n in range(1, 7)], labels=rules)


def two_column_pdf(left: Sequence[str], right: Sequence[str]) -> bytes:
    """Return one page with two columns; the left one comes first in reading order."""
    doc = pymupdf.open()
    page = doc.new_page(width=A4[0], height=A4[1])
    _write(page, left, x=60)
    _write(page, right, x=320)
    return _saved(doc)


def marked_pdf(before: str, mark: str, after: str) -> bytes:
    """Return a page with one line, in which a footnote's mark stands small and raised between two pieces of text."""
    doc = pymupdf.open()
    page = doc.new_page()
    x = 72.0
    for text, size, lift in ((before, 12, 0), (mark, 7, 4), (after, 12, 0)):
        page.insert_text((x, 100 - lift), text, fontsize=size)
        x += pymupdf.get_text_length(text, fontsize=size)
    return _saved(doc)


def crowded_pdf() -> bytes:
    """Return a page with more characters than a page's words may have."""
    body = b"BT /F 1 Tf 1 0 0 1 10 700 Tm " + b"(%s) Tj " % (b"word " * 41_000) + b"ET"
    return _raw_pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200000 800] /Contents 5 0 R /Resources << /Font << /F 4 0 R >> >> >>",
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            _stream(body),
        ]
    )


def unicode_pdf(lines: Sequence[str]) -> bytes:
    """Return a page with lines in a font that has dashes and the like."""
    doc = pymupdf.open()
    page, font = doc.new_page(), pymupdf.Font("helv")
    writer = pymupdf.TextWriter(page.rect)
    for number, line in enumerate(lines):
        writer.append((72, 100 + 16 * number), line, font=font, fontsize=11)
    writer.write_text(page)
    return _saved(doc)


def hyphenated_pdf() -> bytes:
    """Return a page with three hyphens at line ends: a split word, a real compound, and U+00AD.

    "per-/mission" stands elsewhere without a hyphen (permission), "end-/user" does not, "trans\u00ad/fer" is soft.
    """
    lines = [
        "The partner was given a per-",
        "mission that every end-",
        "user had to see. The trans\u00ad",
        "fer took a day. A permission",
        "was never withdrawn.",
    ]
    return text_pdf(lines)


def ligature_pdf() -> bytes:
    """Return a page whose "fi", "fl" and "ffi" are single glyphs (U+FB01, U+FB02, U+FB03) on paper."""
    doc = pymupdf.open()
    page = doc.new_page(width=A4[0], height=A4[1])
    _write(page, ["The \ufb01nal \ufb02ow of the o\ufb03ce", "was con\ufb01rmed in writing."], font=pymupdf.Font("tiro"))
    return _saved(doc)


def rtl_pdf() -> bytes:
    """Return a page with two lines of Hebrew and one of English, typeset as HTML so that the order on paper is right."""
    hebrew = ("שלום עולם", "החברה לא ביקשה גישה להודעות")
    html = "".join(f'<p dir="rtl">{line}</p>' for line in hebrew) + "<p>In English.</p>"
    out = io.BytesIO()
    writer = pymupdf.DocumentWriter(out)
    story = pymupdf.Story(html)
    more = 1
    while more:
        device = writer.begin_page(pymupdf.Rect(0, 0, *A4))
        more, _ = story.place(pymupdf.Rect(72, 72, A4[0] - 72, A4[1] - 72))
        story.draw(device)
        writer.end_page()
    writer.close()
    return out.getvalue()


@dataclass(frozen=True)
class Drawn:
    """A glyph to draw: what it stands for, where the left end of its foot is, and how wide it is; a mark has no width."""

    letters: str
    x: float
    y: float
    width: float = 6.0


def drawn_pdf(*pages: Sequence[Drawn], rotation: int = 0) -> bytes:
    """Return pages whose glyphs are drawn one by one, in the given order, as boxes 10 points high in a font of size 10."""
    kinds = sorted({(one.letters, one.width) for page in pages for one in page})
    codes = {kind: code for code, kind in enumerate(kinds, 1)}
    first = 4 + len(codes)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>"
        % (b" ".join(b"%d 0 R" % (first + 1 + 2 * n) for n in range(len(pages))), len(pages)),
    ]
    bodies = [_glyph_proc(*kind) for kind in codes]
    font = (
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 -200 1000 800] /FontMatrix [0.001 0 0 0.001 0 0] /FirstChar 1 /LastChar %d"
        b" /Widths [%s] /Encoding << /Differences [1 %s] >> /CharProcs << %s >> /ToUnicode %d 0 R >>"
        % (
            len(codes),
            b" ".join(b"%d" % round(width * 100) for _, width in codes),
            b" ".join(b"/g%d" % code for code in codes.values()),
            b" ".join(b"/g%d %d 0 R" % (code, 3 + code) for code in codes.values()),
            first,
        )
    )
    objects += [font, *(_stream(body) for body in bodies), _stream(_to_unicode(codes))]
    for number, page in enumerate(pages):
        content = b" ".join(
            b"BT /F 10 Tf 1 0 0 1 %g %g Tm <%02x> Tj ET" % (one.x, A4[1] - one.y, codes[one.letters, one.width]) for one in page
        )
        where = b"/MediaBox [0 0 %d %d] /Rotate %d /Contents %d 0 R" % (*A4, rotation, first + 2 + 2 * number)
        objects += [
            b"<< /Type /Page /Parent 2 0 R %s /Resources << /Font << /F 3 0 R >> >> >>" % where,
            _stream(content),
        ]
    return _raw_pdf(objects)


def _stream(body: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(body), body)


def _glyph_proc(letters: str, width: float) -> bytes:
    """Return a glyph as a box; a mark as a small one above the line, left of where it is drawn."""
    if letters.isspace():
        return b"%d 0 d0" % round(width * 100)
    if not width:
        return b"0 0 d0 -400 700 200 80 re f"
    return b"%d 0 d0 50 0 %d 600 re f" % (round(width * 100), round(width * 100) - 100)


def _to_unicode(codes: Mapping[tuple[str, float], int]) -> bytes:
    rows = b"\n".join(b"<%02x> <%s>" % (code, letters.encode("utf-16-be").hex().encode()) for (letters, _), code in codes.items())
    return (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def\n"
        b"1 begincodespacerange <00> <ff> endcodespacerange\n%d beginbfchar\n%s\nendbfchar endcmap end end" % (len(codes), rows)
    )


def encrypted_pdf(password: str = "opensesame", lines: Sequence[str] = REGISTER) -> bytes:
    """Return a PDF (AES-256) that opens only with the password."""
    doc = pymupdf.open("pdf", text_pdf(lines))
    return _saved(doc, encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw=password, owner_pw=password + "-owner")


def scanned_pdf(*pages: Sequence[str]) -> bytes:
    """Return a PDF whose pages are pictures of text and hold no words."""
    doc = pymupdf.open()
    for lines in pages or (REGISTER,):
        page = doc.new_page(width=A4[0], height=A4[1])
        page.insert_image(page.rect, stream=jpeg(lines, size=(1240, 1754)))
    return _saved(doc)


def recognised_pdf(*pages: Sequence[str], render_mode: int = 3, share: float = 1.0, stamp: str = "", rotation: int = 0) -> bytes:
    """Return pictures of text with the words that a program recognised in them laid unseen over them.

    Args:
        pages: The lines of each page.
        render_mode: How the words are drawn; 3: not at all.
        share: Of the page's height, that the picture covers.
        stamp: Words printed over the picture.
        rotation: Clockwise degrees each page is turned for display.

    """
    doc = pymupdf.open()
    for lines in pages or (REGISTER,):
        page = doc.new_page(width=A4[0], height=A4[1])
        area = pymupdf.Rect(0, 0, A4[0], A4[1] * share)
        page.insert_image(area, stream=jpeg(lines, size=(1240, 1754)), keep_proportion=False)
        for number, line in enumerate(lines):
            page.insert_text((LEFT, TOP + number * LEADING), line, fontsize=FONT_SIZE, render_mode=render_mode)
        if stamp:
            page.insert_text((LEFT, 30), stamp)
        page.set_rotation(rotation)
    return _saved(doc)


def picture_pdf(data: bytes) -> bytes:
    """A page that is one picture, four of its pixels a point."""
    pixels = pymupdf.Pixmap(data)
    doc = pymupdf.open()
    page = doc.new_page(width=pixels.width / 4, height=pixels.height / 4)
    page.insert_image(page.rect, stream=data)
    return _saved(doc)


def stamped_scan_pdf(*pages: Sequence[str], rotation: int = 0) -> bytes:
    """Return pictures of text on which a registry has stamped its line, at the top of each page: all the words that there are."""
    doc = pymupdf.open("pdf", scanned_pdf(*pages))
    for page in doc:
        page.insert_text((LEFT, 30), STAMP)
        page.set_rotation(rotation)
    return _saved(doc)


def late_repair_pdf() -> bytes:
    """Return a PDF of two pages whose table leads wrong to the second page's content: only reading it finds that out."""
    data = bytearray(text_pdf(REGISTER, DENIAL))
    with pymupdf.open("pdf", bytes(data)) as doc:
        (content,) = doc[1].get_contents()
    entry = data.index(b"\n", data.index(b"\nxref\n") + 6) + 1 + 20 * content
    data[entry : entry + 10] = b"%010d" % (int(data[entry : entry + 10]) + 7)
    return bytes(data)


def joined(*pdfs: bytes) -> bytes:
    """Return one PDF with the pages of several."""
    doc = pymupdf.open()
    for data in pdfs:
        with pymupdf.open("pdf", data) as one:
            doc.insert_pdf(one)
    return _saved(doc)


def annotated_pdf(data: bytes, *sources: str, page: int = 0) -> bytes:
    """Return a PDF with annotations on one page whose dictionaries are given as PDF source; "{n}" stands for the n-th of them."""
    doc = pymupdf.open("pdf", data)
    xrefs = [doc.get_new_xref() for _ in sources]
    for xref, source in zip(xrefs, sources, strict=True):
        whole = source
        for n, other in enumerate(xrefs):
            whole = whole.replace(f"{{{n}}}", f"{other} 0 R")
        doc.update_object(xref, f"<< /Type /Annot {whole} >>")
    doc.xref_set_key(doc[page].xref, "Annots", f"[{' '.join(f'{xref} 0 R' for xref in xrefs)}]")
    return _saved(doc)


def quad_points(data: bytes, words: str, order: Sequence[int] = (0, 1, 2, 3), *, page: int = 0) -> str:
    """Return the `/QuadPoints` of words; `order` says which corner comes when, from upper left to lower right."""
    shown = pymupdf.open("pdf", data)[page]
    to_user = ~shown.transformation_matrix
    numbers = []
    for rect in shown.search_for(words):
        corners = [pymupdf.Point(*one) * to_user for one in (rect.tl, rect.tr, rect.bl, rect.br)]
        numbers += [f"{part:.3f}" for at in order for part in corners[at]]
    return f"[{' '.join(numbers)}]"


def mixed_pdf() -> bytes:
    """Return two pages: one of text, one that is a picture of text."""
    doc = pymupdf.open("pdf", text_pdf(REGISTER))
    page = doc.new_page(width=A4[0], height=A4[1])
    page.insert_image(page.rect, stream=jpeg(DENIAL, size=(1240, 1754)))
    return _saved(doc)


def zero_page_pdf() -> bytes:
    """Return a well-formed PDF that has no pages."""
    return _raw_pdf([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>"])


def repairable_pdf() -> bytes:
    """Return a PDF whose cross-reference table points nowhere; readers rebuild it."""
    data = text_pdf(REGISTER)
    at = data.rindex(b"startxref")
    return data[:at] + b"startxref\n9999999\n%%EOF\n"


def damaged_pdf() -> bytes:
    """Return something that begins like a PDF and is beyond repair."""
    return b"%PDF-1.7\n" + bytes(range(256)) * 40


def truncated_pdf() -> bytes:
    """Return the first half of a PDF of some length."""
    data = many_pages_pdf(30)
    return data[: len(data) // 2]


def _raw_pdf(objects: Sequence[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def write_large_pdf(path: Path, *, hole: int) -> None:
    """Write a PDF of two pages with an object between them that nothing uses, `hole` bytes long and all but free on the disk."""
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources << /Font << /F 8 0 R >> >> >>"
    places: dict[int, int] = {}
    with path.open("wb") as out:

        def write(number: int, body: bytes) -> None:
            places[number] = out.tell()
            out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))

        def write_page(number: int, words: bytes) -> None:
            content = b"BT /F 12 Tf 72 720 Td (%s) Tj ET" % words
            write(number, page % (number + 1))
            write(number + 1, b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))

        out.write(b"%PDF-1.7\n")
        write(1, b"<< /Type /Catalog /Pages 2 0 R >>")
        write(2, b"<< /Type /Pages /Kids [3 0 R 5 0 R] /Count 2 >>")
        write_page(3, b"Partners could read private messages, before the hole.")
        places[7] = out.tell()
        out.write(b"7 0 obj\n<< /Length %d >>\nstream\n" % hole)
        out.seek(hole, io.SEEK_CUR)
        out.write(b"\nendstream\nendobj\n")
        write_page(5, b"Partners could delete private messages, after the hole.")
        write(8, b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
        start = out.tell()
        out.write(b"xref\n0 9\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % places[n] for n in range(1, 9)))
        out.write(b"trailer\n<< /Size 9 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start)


def picture(
    lines: Sequence[str] = DENIAL, *, size: tuple[int, int] = (600, 300), ground: str = "white", ink: str = "black"
) -> Image.Image:
    """Return a picture of text, as a screenshot of a post would be."""
    image = Image.new("RGB", size, ground)
    draw = ImageDraw.Draw(image)
    face = ImageFont.load_default(size=max(12, size[0] // 24))
    for number, line in enumerate(lines):
        draw.text((size[0] // 12, size[1] // 8 + number * size[0] // 16), line, fill=ink, font=face)
    return image


def _encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def png(lines: Sequence[str] = DENIAL, *, size: tuple[int, int] = (600, 300)) -> bytes:
    """Return a PNG with text."""
    return _encoded(picture(lines, size=size), "PNG")


def colour_profile(space: str = "RGB ", *, swapped: bool = True) -> bytes:
    """Return a colour profile with sRGB's primaries, of which red and green are `swapped`: what is 255, 0, 0 is seen green.

    `space` is the colour space that it says it is for. The form is ICC.1:2022's for a display with three primaries.
    """

    def fixed(*numbers: float) -> bytes:
        return b"".join(struct.pack(">i", round(number * 65536)) for number in numbers)

    red, green, blue = (0.4360, 0.2225, 0.0139), (0.3851, 0.7169, 0.0971), (0.1431, 0.0606, 0.7141)
    first, second = (green, red) if swapped else (red, green)
    tags = {
        b"desc": b"desc" + bytes(4) + struct.pack(">I", 8) + b"Swapped\0" + bytes(78),
        b"wtpt": b"XYZ " + bytes(4) + fixed(0.9642, 1.0, 0.8249),
        b"rXYZ": b"XYZ " + bytes(4) + fixed(*first),
        b"gXYZ": b"XYZ " + bytes(4) + fixed(*second),
        b"bXYZ": b"XYZ " + bytes(4) + fixed(*blue),
        **{name: b"curv" + bytes(4) + struct.pack(">IH", 1, 563) + bytes(2) for name in (b"rTRC", b"gTRC", b"bTRC")},
    }
    table, body, at = struct.pack(">I", len(tags)), b"", 128 + 4 + 12 * len(tags)
    for name, data in tags.items():
        table += name + struct.pack(">II", at + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    head = struct.pack(">I4sI4s4s4s", at + len(body), b"none", 0x02400000, b"mntr", space.encode(), b"XYZ ")
    head += struct.pack(">6H4s", 2026, 1, 1, 0, 0, 0, b"acsp") + bytes(28) + fixed(0.9642, 1.0, 0.8249)
    return head.ljust(128, b"\0") + table + body


def linear_profile(mode: str = "RGB") -> bytes:
    """Return a profile with sRGB's colours and name but straight curves, as programs for photographs make them."""
    made = bytearray(colour_profile(swapped=False))
    made[made.index(b"Swapped") : made.index(b"Swapped") + 7] = b"sRGB-no"
    curve = b"curv" + bytes(4) + struct.pack(">IH", 1, 563)
    straight = b"curv" + bytes(4) + struct.pack(">IH", 1, 256)
    made = made.replace(curve, straight)
    if mode == "L":
        made[16:20] = b"GRAY"
        made = made.replace(b"rTRC", b"kTRC")
    return bytes(made)


def transparent_png(*, size: tuple[int, int] = (200, 100)) -> bytes:
    """Return a PNG that is transparent but for a red square in its upper left."""
    image = Image.new("RGBA", size, (0, 0, 0, 0))
    ImageDraw.Draw(image).rectangle((0, 0, size[1] // 2, size[1] // 2), fill=(255, 0, 0, 255))
    return _encoded(image, "PNG")


def jpeg(lines: Sequence[str] = DENIAL, *, size: tuple[int, int] = (600, 300), orientation: int | None = None) -> bytes:
    """Return a JPEG with text; `orientation` 1…8 is written as EXIF over unturned pixels."""
    exif = Image.Exif()
    if orientation is not None:
        exif[ORIENTATION] = orientation
    return _encoded(picture(lines, size=size), "JPEG", quality=88, exif=exif)


def turned_jpeg(*, size: tuple[int, int] = (400, 200)) -> bytes:
    """Return a JPEG that must be turned 90° clockwise to be seen upright (EXIF 6): stored `size`, shown with the sides swapped.

    Its stored lower left corner is red, which is the upper left as shown.
    """
    image = Image.new("RGB", size, "white")
    ImageDraw.Draw(image).rectangle((0, size[1] - 40, 40, size[1]), fill="red")
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    return _encoded(image, "JPEG", quality=92, exif=exif)


def tiff(count: int = 3, *, size: tuple[int, int] = (300, 400)) -> bytes:
    """Return a TIFF of `count` pages, each with its number."""
    frames = [picture([f"TIFF page {n}"], size=size) for n in range(1, count + 1)]
    return _encoded(frames[0], "TIFF", save_all=True, append_images=frames[1:], compression="tiff_deflate")


def broken_tiff(directory: bytes = bytes(6)) -> bytes:
    """Return a TIFF of one good page whose chain goes on to a directory that is none; by default an empty one."""
    data = bytearray(tiff(1))
    first: int = struct.unpack_from("<I", data, 4)[0]
    (entries,) = struct.unpack_from("<H", data, first)
    data += bytes(len(data) % 2)
    struct.pack_into("<I", data, first + 2 + 12 * entries, len(data))
    return bytes(data) + directory


def gif(count: int = 2, *, size: tuple[int, int] = (300, 200)) -> bytes:
    """Return a GIF of `count` frames, each with its number."""
    frames = [picture([f"GIF frame {n}"], size=size).convert("P") for n in range(1, count + 1)]
    return _encoded(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=100)


def bmp(*, size: tuple[int, int] = (300, 200)) -> bytes:
    """Return a BMP with text."""
    return _encoded(picture(size=size), "BMP")


def webp(*, size: tuple[int, int] = (300, 200)) -> bytes:
    """Return a lossless WebP with text."""
    return _encoded(picture(size=size), "WEBP", lossless=True)


def jpeg2000(*, size: tuple[int, int] = (300, 200)) -> bytes:
    """Return a lossless JPEG 2000 with text."""
    return _encoded(picture(size=size), "JPEG2000")


def pnm(*, size: tuple[int, int] = (300, 200)) -> bytes:
    """Return a PPM with text."""
    return _encoded(picture(size=size), "PPM")


def huge_png(*, side: int = 30_000) -> bytes:
    """Return a PNG of few bytes that unpacks to `side` × `side` pixels of one colour (1 bit each in the file)."""
    row = bytes(1 + (side + 7) // 8)
    packer = zlib.compressobj(9)
    stream = b"".join([*(packer.compress(row) for _ in range(side)), packer.flush()])
    parts = [(b"IHDR", struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)), (b"IDAT", stream), (b"IEND", b"")]
    packed = [struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in parts]
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


def restricted_pdf(lines: Sequence[str] = REGISTER, *, permissions: int = pymupdf.PDF_PERM_PRINT) -> bytes:
    """Return a PDF (AES-256) that anyone can open, and that forbids everything but what `permissions` has."""
    doc = pymupdf.open("pdf", text_pdf(lines))
    return _saved(doc, encryption=pymupdf.PDF_ENCRYPT_AES_256, owner_pw="owner", permissions=permissions)
