"""Owns how quads, rectangles and text-layer references are written as one value each, and back; knows no table.

A number is written as the shortest decimal that reads back as the same 64-bit float (Python's `repr`), with -0 as 0, because the
journal's hash covers these texts: one value has one spelling. The spellings:

- quad: `page ulx uly urx ury llx lly lrx lry`
- region: `x0 y0 x1 y1`
- layer: `page kind extractor sha256`, where the extractor may hold spaces ("mupdf 1.28.2+order3")
- kept from: `sha256 sha256 …`, in order
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from math import isfinite

from reviewer.model.anchor import LayerRef
from reviewer.model.geometry import PageQuad, Point, Quad, Rect
from reviewer.model.ids import Sha256
from reviewer.model.text_layer import LayerKind

Columns = tuple[str | int | float | None, ...]
"""What one field is in the columns of its table."""


def number(text: str) -> float:
    """Read one finite number; ValueError for anything else."""
    found = float(text) + 0.0
    if not isfinite(found):
        raise ValueError("a number that is not finite")
    return found


def _spell(numbers: Sequence[float]) -> str:
    return " ".join(repr(one + 0.0) for one in numbers)


def quad_text(quad: PageQuad) -> str:
    """Return the spelling of a quad."""
    return f"{quad.page} {_spell([float(one) for point in quad.quad.points for one in (point.x, point.y)])}"


def quad_columns(text: str) -> Columns:
    """Return page and eight coordinates of a spelled quad; ValueError when it is none."""
    page, *coordinates = text.split(" ")
    if len(coordinates) != 8 or int(page) < 0:
        raise ValueError("not a quad")
    return int(page), *(number(one) for one in coordinates)


def quad_from_columns(columns: Sequence[object]) -> str:
    """Return the spelling of a quad from its row's columns."""
    page, *coordinates = columns
    return f"{page} {_spell([_real(one) for one in coordinates])}"


def page_quad(columns: Sequence[float]) -> PageQuad:
    """Return the quad of a row: page, then eight coordinates."""
    page, ulx, uly, urx, ury, llx, lly, lrx, lry = columns
    return PageQuad(int(page), Quad(Point(ulx, uly), Point(urx, ury), Point(llx, lly), Point(lrx, lry)))


def region_text(rect: Rect) -> str:
    """Return the spelling of a region's rectangle."""
    return _spell([float(rect.x0), float(rect.y0), float(rect.x1), float(rect.y1)])


def region_columns(text: str) -> Columns:
    """Return the four coordinates of a spelled region; ValueError when it is none or inside out."""
    x0, y0, x1, y1 = (number(one) for one in text.split(" "))
    if x0 > x1 or y0 > y1:
        raise ValueError("a rectangle inside out")
    return x0, y0, x1, y1


def region_from_columns(columns: Sequence[object]) -> str | None:
    """Return the spelling of a region from its row's columns; None where there is none."""
    return None if all(one is None for one in columns) else _spell([_real(one) for one in columns])


def layer_text(layer: LayerRef) -> str:
    """Return the spelling of a reference to a text layer."""
    return f"{layer.page} {layer.kind.value} {layer.extractor} {layer.sha256}"


def layer_columns(text: str) -> Columns:
    """Return page, kind, extractor and SHA-256 of a spelled layer; ValueError when it is none."""
    page, kind, rest = text.split(" ", 2)
    extractor, sha256 = rest.rsplit(" ", 1)
    if int(page) < 0 or not extractor or not is_sha256(sha256):
        raise ValueError("not a text layer")
    return int(page), LayerKind(kind).value, extractor, sha256


def layer_from_columns(columns: Sequence[object]) -> str:
    """Return the spelling of a layer from its row's columns."""
    return " ".join(str(one) for one in columns)


def layer_ref(page: int, kind: str, extractor: str, sha256: str) -> LayerRef:
    """Return the reference of a row."""
    return LayerRef(page, LayerKind(kind), extractor, Sha256(sha256))


def is_sha256(text: str) -> bool:
    """Tell whether the text is 64 lower-case hexadecimal digits."""
    return len(text) == 64 and not set(text) - set("0123456789abcdef")


def kept_from_text(versions: Collection[Sha256]) -> str | None:
    """Return the spelling of the versions into which a passage is not to be carried over; None where there are none."""
    return " ".join(sorted(versions)) or None


def kept_from(text: str | None) -> frozenset[Sha256]:
    """Return the versions of a spelling; ValueError when it is none."""
    if text is None:
        return frozenset()
    if not is_kept_from(text):
        raise ValueError("not the checksums of versions")
    return frozenset(map(Sha256, text.split(" ")))


def is_kept_from(text: str) -> bool:
    """Tell whether the text is checksums, in order, each once."""
    found = text.split(" ")
    return all(map(is_sha256, found)) and found == sorted(set(found))


def _real(value: object) -> float:
    if not isinstance(value, float | int):
        raise TypeError("not a number")
    return float(value)
