"""Worker side: the rows of a TIFF whose strips are too large to be held decoded: one strip for all of it, as many programs write.

Owns how such strips are packed (TIFF 6.0, sections 4, 9 to 11, 13 and 14; Technical Note 2; ITU-T T.4, T.6). MuPDF unpacks them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PIL import Image
from pymupdf import mupdf

from reviewer.documents.parsing.image.bands import BAND_PIXELS
from reviewer.documents.parsing.image.frames import plain
from reviewer.documents.parsing.image.running_rows import Piece, RunningRows
from reviewer.documents.parsing.image.tiff_parts import TiffFrame

_NONE, _RUNS, _FAX_3, _FAX_4, _LZW, _DEFLATE, _OLD_DEFLATE, _PACKBITS = 1, 2, 3, 4, 5, 8, 32946, 32773
_COMPRESSION, _MEANING, _BIT_ORDER, _SAMPLES, _FAX_3_OPTIONS, _PREDICTOR = 259, 262, 266, 277, 292, 317
_WHITE_IS_ZERO = 0
_MEANINGS = {"1": {0, 1}, "L": {0, 1}, "RGB": {2}, "CMYK": {5}}
_CHANNELS = {"1": 1, "L": 1, "RGB": 3, "CMYK": 4}
_IN_TWO_DIRECTIONS = 1
_DIFFERENCES = 2
_INVERTED = bytes(range(255, -1, -1))
_MIRRORED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))

Unpacking = Callable[[mupdf.FzStream], mupdf.FzStream]


class StripRows:
    """The rows of one frame; fulfils `bands.Bands`.

    Args:
        frame: The frame.
        like: The frame opened as an image, which says what a pixel is.

    Raises:
        ValueError: It is of tiles, of other pixels, or packed in a way that is not unpacked row by row.

    """

    def __init__(self, frame: TiffFrame, like: Image.Image) -> None:
        self.size, self.turn = frame.size, frame.turn
        self.run = max(1, BAND_PIXELS // frame.size[0])
        self.cut_short = False
        self._mode, self._profile = like.mode, like.info.get("icc_profile")
        channels, meaning = _CHANNELS.get(like.mode, 0), frame.number(_MEANING, _WHITE_IS_ZERO)
        depth = 1 if like.mode == "1" else 8  # Pillow's mode does not say it: it makes eight bits of others
        if frame.tiled or channels != frame.number(_SAMPLES, 1) or frame.depths != [depth] * channels:
            raise ValueError("no strips of plain pixels")
        if meaning not in _MEANINGS[like.mode]:
            raise ValueError("pixels of another meaning")
        self._inverted = like.mode in {"1", "L"} and meaning == _WHITE_IS_ZERO
        unpacking = _unpacking(frame, depth * channels)
        mirrored = frame.number(_BIT_ORDER, 1) != 1
        row = (self.size[0] + 7) // 8 if like.mode == "1" else self.size[0] * channels
        rows = [min(frame.rows, self.size[1] - number * frame.rows) for number in range(frame.pieces)]
        pieces = [
            Piece(row * count, partial(_opened, strip, unpacking, mirrored=mirrored))
            for count, strip in zip(rows, frame.packed(), strict=True)
        ]
        self._rows = RunningRows(pieces, row, self.run, b"\0" if self._inverted or like.mode == "CMYK" else b"\xff")

    @property
    def held_bytes(self) -> int:
        """What the rows take that are kept."""
        return self._rows.held_bytes

    def reduced(self, level: int) -> Image.Image | None:  # noqa: ARG002 -- the protocol's signature
        """There is no cheaper way to a small copy than through the rows."""
        return None

    def read(self, top: int, bottom: int) -> Image.Image:
        """Return rows, unpacked up to them."""
        pixels = self._rows.read(top, bottom)
        self.cut_short = self._rows.cut_short
        if self._inverted:
            pixels = pixels.translate(_INVERTED)
        made = Image.frombytes(self._mode, (self.size[0], bottom - top), pixels)
        made.info["icc_profile"] = self._profile
        return plain(made)


def _opened(strip: memoryview, unpacking: Unpacking, *, mirrored: bool) -> mupdf.FzStream:
    if mirrored:
        return unpacking(mupdf.fz_open_buffer(mupdf.fz_new_buffer_from_copied_data(bytes(strip).translate(_MIRRORED))))
    return unpacking(mupdf.fz_open_memory(mupdf.python_buffer_data(strip), len(strip)))


def _unpacking(frame: TiffFrame, bits: int) -> Unpacking:
    """Return what unpacks a frame's strips, a pixel being of so many bits."""
    columns, rows = frame.size[0], frame.rows
    options = frame.number(_FAX_3_OPTIONS, 0)
    fax: dict[int, Unpacking] = {
        _RUNS: lambda packed: mupdf.fz_open_faxd(packed, 0, 0, 1, columns, rows, 0, 1),
        _FAX_3: lambda packed: mupdf.fz_open_faxd(packed, options & _IN_TWO_DIRECTIONS, 0, 0, columns, rows, 0, 1),
        _FAX_4: lambda packed: mupdf.fz_open_faxd(packed, -1, 0, 0, columns, rows, 0, 1),
    }
    ways: dict[int, Unpacking] = {
        _NONE: lambda packed: packed,
        _LZW: lambda packed: mupdf.fz_open_lzwd(packed, 1, 9, 0, 0),
        _DEFLATE: lambda packed: mupdf.fz_open_flated(packed, 15),
        _OLD_DEFLATE: lambda packed: mupdf.fz_open_flated(packed, 15),
        _PACKBITS: mupdf.fz_open_rld,
    }
    compression, predictor = frame.number(_COMPRESSION, _NONE), frame.number(_PREDICTOR, 1)
    way = ways.get(compression) or (fax.get(compression) if bits == 1 else None)
    old_lzw = compression == _LZW and any(bytes(one[:1]) == b"\0" for one in frame.packed())  # its codes begin at the other end
    if way is None or old_lzw or predictor not in {1, _DIFFERENCES} or (bits == 1 and predictor != 1):
        raise ValueError("packed in another way")
    if predictor == 1 or compression not in {_LZW, _DEFLATE, _OLD_DEFLATE}:
        return way
    return lambda packed: mupdf.fz_open_predict(way(packed), _DIFFERENCES, columns, bits // 8, 8)
