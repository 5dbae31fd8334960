"""A PDF whose pages are pictures, and where that is asked for words that lie unseen over them (`unseen_words`): no metadata, no
dates, nothing that was in another file.

Owns that form (ISO 32000-2 7.5: objects, cross-reference table, trailer) and writes it page by page, so that only what is
being written is held. Same pictures, same bytes. Knows neither documents nor workers.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

from reviewer.documents.findings import CompressedPixels, PixelFilter
from reviewer.exporters.forms.unseen_words import GLYPH, UnseenFonts, UnseenWord

_CATALOG, _PAGES = 1, 2
_DEVICES = {1: "/DeviceGray", 3: "/DeviceRGB"}
_CROSS_GREY, _CROSS_PT = 0.6, 1.0


class PixelPdf:
    """A PDF of pictures under way, at the end of `file`, which is empty at first.

    Raises:
        OSError: It cannot be written.

    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._places: dict[int, int] = {}
        self._page_numbers: list[int] = []
        self._next = _PAGES + 1
        self._fonts = UnseenFonts()
        self._font_numbers: dict[int, int] = {}
        file.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")

    @property
    def page_count(self) -> int:
        """How many pages there are by now."""
        return len(self._page_numbers)

    def add_page(
        self, width_pt: float, height_pt: float, picture: CompressedPixels | None, words: Sequence[UnseenWord] = ()
    ) -> None:
        """Add a page that one picture fills, or a crossed out one where there is none: a blank page would look like one that was.

        Args:
            width_pt: Of the page, in points.
            height_pt: Of the page, in points.
            picture: What fills it.
            words: What lies unseen over it.

        """
        page, content = self._number(), self._number()
        resources = "<< >>"
        said, fonts = self._fonts.content(words if picture is not None else ())
        if picture is None:
            painted = _cross(width_pt, height_pt)
        else:
            image = self._number()
            self._write_stream(image, _image_entries(picture), picture.stream)
            named = " ".join(f"/U{one} {self._font_number(one)} 0 R" for one in sorted(fonts))
            resources = f"<< /XObject << /Im {image} 0 R >>{f' /Font << {named} >>' if named else ''} >>"
            painted = f"q {_digits(width_pt)} 0 0 {_digits(height_pt)} 0 0 cm /Im Do Q{f' {said}' if said else ''}"
        self._write_stream(content, "", painted.encode("ascii"))
        box = f"[0 0 {_digits(width_pt)} {_digits(height_pt)}]"
        entries = f"/Type /Page /Parent {_PAGES} 0 R /MediaBox {box} /Resources {resources} /Contents {content} 0 R"
        self._write(page, f"<< {entries} >>".encode("ascii"))
        self._page_numbers.append(page)

    def finish(self) -> None:
        """Write what ends the file."""
        self._write_fonts()
        kids = " ".join(f"{number} 0 R" for number in self._page_numbers)
        self._write(_CATALOG, f"<< /Type /Catalog /Pages {_PAGES} 0 R >>".encode("ascii"))
        self._write(_PAGES, f"<< /Type /Pages /Kids [{kids}] /Count {len(self._page_numbers)} >>".encode("ascii"))
        start = self._file.tell()
        table = [b"xref\n0 %d\n0000000000 65535 f \n" % self._next]
        table += [b"%010d 00000 n \n" % self._places[number] for number in range(1, self._next)]
        table.append(b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (self._next, _CATALOG, start))
        self._file.write(b"".join(table))

    def _font_number(self, font: int) -> int:
        if font not in self._font_numbers:
            self._font_numbers[font] = self._number()
        return self._font_numbers[font]

    def _write_fonts(self) -> None:
        """Write the fonts of unseen words, where there are any: what their codes mean is known by the end."""
        if not self._font_numbers:
            return
        glyph = self._number()
        self._write_stream(glyph, "", GLYPH)
        for font, number in self._font_numbers.items():
            meanings = self._number()
            self._write_stream(meanings, "", self._fonts.meanings(font))
            self._write(number, f"<< {self._fonts.entries(font, glyph, meanings)} >>".encode("ascii"))

    def _number(self) -> int:
        self._next += 1
        return self._next - 1

    def _write_stream(self, number: int, entries: str, stream: bytes) -> None:
        head = f"<< {entries} /Length {len(stream)} >>\nstream\n".encode("ascii")
        self._write(number, head, stream, b"\nendstream")

    def _write(self, number: int, *parts: bytes) -> None:
        self._places[number] = self._file.tell()
        self._file.writelines([b"%d 0 obj\n" % number, *parts, b"\nendobj\n"])


def _image_entries(picture: CompressedPixels) -> str:
    """Return the entries of an image's dictionary (ISO 32000-2 8.9.5), without its length."""
    entries = (
        f"/Type /XObject /Subtype /Image /Width {picture.width_px} /Height {picture.height_px} "
        f"/ColorSpace {_DEVICES[picture.components]} /BitsPerComponent 8"
    )
    if picture.filter is PixelFilter.DCT:
        return f"{entries} /Filter /DCTDecode"
    rows = f"/Predictor 15 /Colors {picture.components} /BitsPerComponent 8 /Columns {picture.width_px}"
    return f"{entries} /Filter /FlateDecode /DecodeParms << {rows} >>"


def _cross(width_pt: float, height_pt: float) -> str:
    """Return a page's content that crosses it out."""
    width, height = _digits(width_pt), _digits(height_pt)
    lines = f"0 0 m {width} {height} l S 0 {height} m {width} 0 l S 0 0 {width} {height} re S"
    return f"q {_CROSS_GREY} G {_CROSS_PT} w {lines} Q"


def _digits(value: float) -> str:
    """Return a number as PDF writes it, to a thousandth of a point."""
    return f"{value:.3f}".rstrip("0").rstrip(".") or "0"
