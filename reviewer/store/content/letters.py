"""How boxes and confidences of a page's recognised letters are kept: one packed value beside its text, derived and re-creatable.

Layout 1: one byte, 1; then compressed with zlib: for each of the eight numbers of a box, in the order of `RecognisedPage.boxes`,
that number of all code points as little-endian 32-bit floats; then one byte a code point, its confidence. Numbers of one kind
beside each other take half the room.
"""

from __future__ import annotations

import math
import sys
import zlib
from array import array

_LAYOUT = b"\x01"
_A_BOX = 8
_A_LETTER = 4 * _A_BOX + 1
_FARTHEST = 1e9
"""Page-space units: no letter of a page lies farther."""


def packed(boxes: array[float], confidences: bytes) -> bytes:
    """Return the value for as many boxes as confidences."""
    ordered = array("f")
    for place in range(_A_BOX):
        ordered.extend(boxes[place::_A_BOX])
    if sys.byteorder == "big":
        ordered.byteswap()
    return _LAYOUT + zlib.compress(ordered.tobytes() + confidences, 6)


def unpacked(value: bytes, count: int) -> tuple[array[float], bytes]:
    """Return the boxes and confidences of `count` code points.

    Raises:
        ValueError: The value holds something else; it may come from a stranger, and is never unpacked any further.

    """
    if value[:1] != _LAYOUT:
        raise ValueError("a layout that this version does not know")
    size = count * _A_LETTER
    unpacking = zlib.decompressobj()
    try:
        data = unpacking.decompress(value[1:], size + 1)  # never without a bound
    except zlib.error as error:
        raise ValueError("not packed by this program") from error
    if len(data) != size:
        raise ValueError("not as many boxes as letters")
    ordered = array("f")
    ordered.frombytes(data[: 4 * _A_BOX * count])
    if sys.byteorder == "big":
        ordered.byteswap()
    if ordered and not (max(ordered) <= _FARTHEST and min(ordered) >= -_FARTHEST and not math.isnan(sum(ordered))):
        raise ValueError("letters that lie nowhere")
    boxes = array("f", bytes(4 * _A_BOX * count))
    for place in range(_A_BOX):
        boxes[place::_A_BOX] = ordered[place * count : (place + 1) * count]
    return boxes, data[4 * _A_BOX * count :]
