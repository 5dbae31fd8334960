"""Worker side: a JPEG of more than a hundred million pixels, decoded row by row as far as it is looked at.

Owns which of them can be. MuPDF decodes so, Pillow does not; MuPDF does not smooth colours that are stored at half the size, so
that at hard edges the two differ, in noise by up to a third of the scale.
"""

from __future__ import annotations

from PIL import Image
from pymupdf import mupdf

from reviewer.documents.parsing.image.bands import BAND_PIXELS
from reviewer.documents.parsing.image.jpeg_head import jpeg_head
from reviewer.documents.parsing.image.running_rows import Piece, RunningRows


class JpegRows:
    """The rows of one JPEG.

    Raises:
        ValueError: It has four inks, is one that is decoded from all of it, or its headers are not plainly built.

    """

    def __init__(self, data: memoryview) -> None:
        head = jpeg_head(data)
        if head.needs_all:
            raise ValueError("no row without all of the file")
        self._data, self._is_rgb = data, head.is_rgb
        self._width, height = head.size
        self._mode = "L" if head.components == 1 else "RGB"
        row, run = self._width * head.components, max(1, BAND_PIXELS // self._width)
        self._rows = RunningRows([Piece(row * height, self._opened)], row, run, b"\x80")

    @property
    def held_bytes(self) -> int:
        """What the rows take that are kept."""
        return self._rows.held_bytes

    def rows(self, top: int, bottom: int) -> Image.Image:
        """Return some rows in the colours that the file's numbers stand for, "L" or "RGB"."""
        return Image.frombytes(self._mode, (self._width, bottom - top), self._rows.read(top, bottom))

    def _opened(self) -> mupdf.FzStream:
        packed = mupdf.fz_open_memory(mupdf.python_buffer_data(self._data), len(self._data))
        return mupdf.fz_open_dctd(packed, 0 if self._is_rgb else -1, 0, 0, mupdf.FzStream())
