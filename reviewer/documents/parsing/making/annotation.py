"""One mark on one page as PDF source: the annotation's dictionary and its appearance stream.

Owns the wording of annotations after ISO 32000-2 12.5.6.10 (highlight), 12.5.6.8 (square) and 12.5.5 (appearance streams). Pure:
strings and numbers in, bytes out; `stamp` puts them into a file. Nothing here depends on time or chance.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reviewer.documents.marks import Mark
from reviewer.model.geometry import Matrix, Point, Quad, Rect

UNDERLINE = 1.5
"""Thickness of the line under highlighted text, in page units: 2 px at 100 %."""
TICK = 4.0
"""How far the underline turns up at both ends, in page units."""
BORDER = 1.5
"""Thickness of a region's border, in page units."""


@dataclass(frozen=True, slots=True)
class Annotation:
    """An annotation ready to be written.

    Attributes:
        entries: The dictionary's entries as PDF source, without `/AP` and `/P`.
        appearance_entries: Entries of the appearance stream's dictionary.
        appearance: The appearance stream's content.

    """

    entries: str
    appearance_entries: str
    appearance: bytes


def annotation(mark: Mark, quads: Sequence[Quad], *, name: str, date: str, to_user_space: Matrix) -> Annotation:
    """Return the annotation of a mark on one page.

    A highlight's quads are written upper left, upper right, lower left, lower right, as every viewer reads them (the standard
    says counter-clockwise; pdf-association/pdf-issues 68). `/C` and `/CA` are there for viewers that draw anew and come out like
    the appearance, which is a fill multiplied onto the page with a line under it; a region's is a border with a light fill.

    Args:
        mark: What is marked.
        quads: Its quads on this page, in page space; at least one.
        name: The annotation's `/NM`.
        date: Its dates, as `pdf_date` gives them.
        to_user_space: From page space to PDF user space.

    """
    unit = math.sqrt(abs(to_user_space.a * to_user_space.d - to_user_space.b * to_user_space.c))
    if mark.region:
        shape = Rect.around(point for quad in quads for point in quad.points)
        rect = to_user_space.apply_rect(shape.grown(BORDER / 2))
        border = BORDER * unit
        inside = _array(part / 255 for part in mark.colour.filled)
        kind = f"/Subtype /Square /IC {inside} /BS << /W {_number(border)} /S /S >> /RD {_array([border / 2] * 4)}"
        drawn = _region(to_user_space.apply_rect(shape), mark, unit)
    else:
        turned = [to_user_space.apply_quad(quad) for quad in quads]
        room = UNDERLINE * unit
        rect = Rect.around(point for quad in turned for point in quad.points).grown(room)
        corners = _array(part for quad in turned for point in quad.points for part in _xy(point))
        kind = f"/Subtype /Highlight /QuadPoints {corners}"
        drawn = _highlight(turned, mark, unit)
    entries = (
        f"/Type /Annot {kind} /Rect {_box(rect)} /F 4 /NM {text_string(name)} /T {text_string(mark.author)} "
        f"/Subj {text_string(mark.subject)} /Contents {text_string(mark.contents)} /M ({date}) /CreationDate ({date}) "
        f"/C {_array(mark.colour.unit)} /CA {_number(mark.colour.fill)}"
    )
    form = f"/Type /XObject /Subtype /Form /BBox {_box(rect)} /Resources << /ExtGState << /M << /BM /Multiply >> >> >>"
    return Annotation(entries, form, drawn.encode("ascii"))


def names_by_page(mark: Mark) -> dict[int, str]:
    """Return the annotation's `/NM` for each page of a mark: the passage's id, then `:2`, `:3` for further pages."""
    return {page: mark.id if count == 1 else f"{mark.id}:{count}" for count, page in enumerate(mark.pages, 1)}


def pdf_date(moment: str) -> str:
    """Return an ISO 8601 moment in UTC as a PDF date (ISO 32000-2 7.9.4), to the second.

    Raises:
        ValueError: The moment is not written as `2026-03-04T22:04:05.123Z`.

    """
    digits = moment[:19].replace("-", "").replace("T", "").replace(":", "")
    if len(digits) != 14 or not (digits.isascii() and digits.isdigit()) or not moment.endswith("Z"):
        raise ValueError(f"not a moment in UTC: {moment!r}")
    return f"D:{digits}Z"


def text_string(text: str) -> str:
    """Return a PDF text string (ISO 32000-2 7.9.2.2): literal where it is plain ASCII, else UTF-16 in hexadecimal."""
    if text.isascii() and text.isprintable():
        escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        return f"({escaped})"
    return f"<FEFF{text.encode('utf-16-be', 'replace').hex().upper()}>"


def _xy(point: Point) -> tuple[float, float]:
    """Return a point's coordinates."""
    return point.x, point.y


def _highlight(quads: Sequence[Quad], mark: Mark, unit: float) -> str:
    """Return the content that fills the quads and underlines them, with a tick at the first's start and the last's end."""
    filled = "".join(
        f"{_path(quad.ul, quad.ur, quad.lr, quad.ll)} h\n" for quad in quads
    )  # one path: lines that overlap stay light
    width = UNDERLINE * unit
    lines = "".join(f"{_path(*_ends(quad, width / 2))} S\n" for quad in quads)
    (first, _), (_, last) = _ends(quads[0], width / 2), _ends(quads[-1], width / 2)
    lines += f"{_path(first, _up(first, quads[0], TICK * unit))} S\n{_path(last, _up(last, quads[-1], TICK * unit))} S\n"
    return (
        f"q /M gs {_colour(part / 255 for part in mark.colour.filled)} rg\n{filled}f Q\n"
        f"q {_colour(mark.colour.unit)} RG {_number(width)} w 0 J\n{lines}Q"
    )


def _ends(quad: Quad, inside: float) -> tuple[Point, Point]:
    """Return the lower edge of a quad, moved inside by that much at every end."""
    height = math.dist(_xy(quad.ul), _xy(quad.ll)) or 1.0
    width = math.dist(_xy(quad.ll), _xy(quad.lr)) or 1.0
    up = min(inside / height, 0.5)
    side = min(inside / width, 0.5)
    left, right = _between(quad.ll, quad.ul, up), _between(quad.lr, quad.ur, up)
    return _between(left, right, side), _between(right, left, side)


def _up(point: Point, quad: Quad, by: float) -> Point:
    """Return a point moved by that much towards the upper edge of a quad."""
    height = math.dist(_xy(quad.ul), _xy(quad.ll)) or 1.0
    share = min(by / height, 1.0)
    return Point(point.x + (quad.ul.x - quad.ll.x) * share, point.y + (quad.ul.y - quad.ll.y) * share)


def _between(one: Point, other: Point, share: float) -> Point:
    """Return the point that lies that share of the way from one to the other."""
    return Point(one.x + (other.x - one.x) * share, one.y + (other.y - one.y) * share)


def _region(rect: Rect, mark: Mark, unit: float) -> str:
    """Return the content that fills a rectangle lightly and borders it."""
    box = f"{_number(rect.x0)} {_number(rect.y0)} {_number(rect.width)} {_number(rect.height)} re"
    return (
        f"q /M gs {_colour(part / 255 for part in mark.colour.filled)} rg {box} f Q\n"
        f"q {_colour(mark.colour.unit)} RG {_number(BORDER * unit)} w {box} S Q"
    )


def _path(first: Point, *others: Point) -> str:
    """Return a path through the points."""
    steps = [f"{_number(first.x)} {_number(first.y)} m"]
    return " ".join(steps + [f"{_number(one.x)} {_number(one.y)} l" for one in others])


def _colour(parts: Iterable[float]) -> str:
    return " ".join(_number(part) for part in parts)


def _array(parts: Iterable[float]) -> str:
    return f"[{' '.join(_number(part) for part in parts)}]"


def _box(rect: Rect) -> str:
    return _array((rect.x0, rect.y0, rect.x1, rect.y1))


def _number(value: float) -> str:
    """Return a number as PDF writes it, to a thousandth of a unit."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text
