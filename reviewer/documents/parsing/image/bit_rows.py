"""Worker side: the rows of a TIFF of bits whose strips are too large to be held decoded, as drawings and long faxes have them.

Owns how such strips are packed (TIFF 6.0, sections 4, 10, 11 and 13; Technical Note 2; ITU-T T.4, T.6). MuPDF unpacks them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PIL import Image
from pymupdf import mupdf

from reviewer.documents.parsing.image.bands import BAND_PIXELS
from reviewer.documents.parsing.image.running_rows import Piece, RunningRows
from reviewer.documents.parsing.image.tiff_parts import TiffFrame

_NONE, _RUNS, _FAX_3, _FAX_4, _LZW, _DEFLATE, _OLD_DEFLATE, _PACKBITS = 1, 2, 3, 4, 5, 8, 32946, 32773
_COMPRESSION, _BLACK_IS, _BIT_ORDER, _FAX_3_OPTIONS, _PREDICTOR = 259, 262, 266, 292, 317
_WHITE_IS_ZERO, _BLACK_IS_ZERO = 0, 1
_IN_TWO_DIRECTIONS = 1
_INVERTED = bytes(range(255, -1, -1))
_MIRRORED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))

Unpacking = Callable[[mupdf.FzStream], mupdf.FzStream]


class BitRows:
    """The rows of one frame; fulfils `bands.Bands`.

    Raises:
        ValueError: It is of tiles, or packed in a way that is not unpacked row by row.

    """

    def __init__(self, frame: TiffFrame) -> None:
        self.size, self.turn = frame.size, frame.turn
        self.run = max(1, BAND_PIXELS // frame.size[0])
        self.cut_short = False
        meaning = frame.number(_BLACK_IS)
        if frame.tiled or meaning not in {_WHITE_IS_ZERO, _BLACK_IS_ZERO} or frame.number(_PREDICTOR, 1) != 1:
            raise ValueError("no strips of plain bits")
        self._inverted = meaning == _WHITE_IS_ZERO
        unpacking = _unpacking(frame)
        mirrored = frame.number(_BIT_ORDER, 1) != 1
        row = (self.size[0] + 7) // 8
        rows = [min(frame.rows, self.size[1] - number * frame.rows) for number in range(frame.pieces)]
        pieces = [
            Piece(row * count, partial(_opened, strip, unpacking, mirrored=mirrored))
            for count, strip in zip(rows, frame.strips(), strict=True)
        ]
        self._rows = RunningRows(pieces, row, self.run, b"\0" if self._inverted else b"\xff")

    @property
    def held_bytes(self) -> int:
        """What the rows take that are kept."""
        return self._rows.held_bytes

    def reduced(self, level: int) -> Image.Image | None:  # noqa: ARG002 -- the protocol's signature
        """There is no cheaper way to a small copy than through the rows."""
        return None

    def read(self, top: int, bottom: int) -> Image.Image:
        """Return rows, unpacked up to them."""
        bits = self._rows.read(top, bottom)
        self.cut_short = self._rows.cut_short
        if self._inverted:
            bits = bits.translate(_INVERTED)
        return Image.frombytes("1", (self.size[0], bottom - top), bits).convert("L")


def _opened(strip: memoryview, unpacking: Unpacking, *, mirrored: bool) -> mupdf.FzStream:
    if mirrored:
        return unpacking(mupdf.fz_open_buffer(mupdf.fz_new_buffer_from_copied_data(bytes(strip).translate(_MIRRORED))))
    return unpacking(mupdf.fz_open_memory(mupdf.python_buffer_data(strip), len(strip)))


def _unpacking(frame: TiffFrame) -> Unpacking:
    columns, rows = frame.size[0], frame.rows
    options = frame.number(_FAX_3_OPTIONS, 0)
    ways: dict[int, Unpacking] = {
        _NONE: lambda packed: packed,
        _RUNS: lambda packed: mupdf.fz_open_faxd(packed, 0, 0, 1, columns, rows, 0, 1),
        _FAX_3: lambda packed: mupdf.fz_open_faxd(packed, options & _IN_TWO_DIRECTIONS, 0, 0, columns, rows, 0, 1),
        _FAX_4: lambda packed: mupdf.fz_open_faxd(packed, -1, 0, 0, columns, rows, 0, 1),
        _LZW: lambda packed: mupdf.fz_open_lzwd(packed, 1, 9, 0, 0),
        _DEFLATE: lambda packed: mupdf.fz_open_flated(packed, 15),
        _OLD_DEFLATE: lambda packed: mupdf.fz_open_flated(packed, 15),
        _PACKBITS: mupdf.fz_open_rld,
    }
    way = ways.get(frame.number(_COMPRESSION, _NONE))
    if way is None:
        raise ValueError("packed in another way")
    return way
