"""Worker side: where the hyperlinks of a PDF's page lie, and what they lead to. None is ever followed here.

Owns the reading of link annotations, their actions and destinations. MuPDF's own list of them makes one string of everything, so
that a program to be started looks like an address: the annotations are read themselves. Sources: ISO 32000-2 12.5.6.5 (link
annotations), 12.6.4 (actions), 12.3.2 (destinations).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

from pymupdf import mupdf

from reviewer.documents import limits
from reviewer.documents.findings import Hyperlink, HyperlinkKind
from reviewer.model.geometry import Point, Rect
from reviewer.model.page import PageInfo

Place = tuple[int, Point | None]
"""A page (from 0) and the point there; None for its top."""

Target = tuple[HyperlinkKind, str, int, Point | None]

Known = dict[str, Place | None]
"""The places that names stand for, looked up so far."""

_MAX_ANNOTATIONS = 50_000
"""How many annotations of a page are looked at; what comes after them is drawn, but leads nowhere."""

_COORDINATES = {"XYZ": (2, 3), "FitH": (0, 2), "FitBH": (0, 2), "FitR": (2, 5)}
"""Where the left and the upper edge stand in destinations that name one; 0 where they do not. All others mean a page's top."""

_HIDDEN = 2 | 32
"""Flags of annotations that are not shown: hidden, no view (ISO 32000-2, table 167)."""


class Hyperlinks:
    """Reads the hyperlinks of one document.

    Args:
        pdf: The MuPDF document (`mupdf.PdfDocument`).
        page_count: Its pages.
        info: Returns the geometry of a page (from 0).

    """

    def __init__(self, pdf: Any, page_count: int, info: Callable[[int], PageInfo]) -> None:
        self._pdf = pdf
        self._page_count = page_count
        self._info = info

    def on_page(self, page: int) -> list[Hyperlink]:
        """Return a page's hyperlinks, the topmost last; what leads nowhere is left out, as is what lies beside the page."""
        annotations = mupdf.pdf_dict_gets(mupdf.pdf_lookup_page_obj(self._pdf, page), "Annots")
        info, known = self._info(page), Known()
        found: list[Hyperlink] = []
        for at in range(min(mupdf.pdf_array_len(annotations), _MAX_ANNOTATIONS)):
            try:
                found += self._parts(mupdf.pdf_array_get(annotations, at), info, known)
            except mupdf.FzErrorSystem:
                raise
            except mupdf.FzErrorBase:  # this one is damaged, and leads nowhere; those beside it may be fine
                continue
            if len(found) >= limits.MAX_HYPERLINKS:
                break
        return found[: limits.MAX_HYPERLINKS]

    def _parts(self, annotation: Any, info: PageInfo, known: Known) -> list[Hyperlink]:
        """Return an annotation's parts that lead somewhere; none where it is no link, is not shown, or leads nowhere."""
        if mupdf.pdf_dict_get_name(annotation, mupdf.pdf_new_name("Subtype")) != "Link":
            return []
        if mupdf.pdf_to_int(mupdf.pdf_dict_gets(annotation, "F")) & _HIDDEN:
            return []
        target = self._target(annotation, info.index, known)
        return [] if target is None else [Hyperlink(rect, *target) for rect in _rects(annotation, info)]

    def _target(self, annotation: Any, page: int, known: Known) -> Target | None:
        """Return what a link leads to: its kind, words, page and point; None for nowhere."""
        action = mupdf.pdf_dict_gets(annotation, "A")
        kind = mupdf.pdf_dict_get_name(action, mupdf.pdf_new_name("S"))
        if not mupdf.pdf_is_dict(action) or kind == "GoTo":
            dest = mupdf.pdf_dict_gets(action, "D") if kind == "GoTo" else mupdf.pdf_dict_gets(annotation, "Dest")
            return _inside(self._place(dest, known))
        if kind == "Named":
            return _inside(self._named_page(mupdf.pdf_to_name(mupdf.pdf_dict_gets(action, "N")), page))
        if kind not in _OUTSIDE:
            return None
        meant, words_of = _OUTSIDE[kind]
        words = words_of(action)
        return (meant, words, -1, None) if words or meant is not HyperlinkKind.ADDRESS else None

    def _named_page(self, name: str, page: int) -> Place | None:
        """Return the page that a named action goes to from a page."""
        last = self._page_count - 1
        pages = {"NextPage": page + 1, "PrevPage": page - 1, "FirstPage": 0, "LastPage": last}
        found = pages.get(name, -1)
        return (found, None) if 0 <= found <= last else None

    def _place(self, dest: Any, known: Known) -> Place | None:
        """Return the page and the point of a destination; names are looked up once a request."""
        if not mupdf.pdf_is_string(dest) and not mupdf.pdf_is_name(dest):
            return self._explicit(dest)
        name = _text(dest) if mupdf.pdf_is_string(dest) else mupdf.pdf_to_name(dest)
        if name not in known:
            known[name] = None
            known[name] = self._explicit(self._named(dest))
        return known[name]

    def _named(self, name: Any) -> Any:
        """Return what stands under a name in the tree of names, or in the older dictionary: MuPDF looks into one of them only."""
        if mupdf.pdf_is_string(name):
            found = mupdf.pdf_lookup_name(self._pdf, mupdf.pdf_new_name("Dests"), name)
            if not mupdf.pdf_is_null(found):
                return found
        return mupdf.pdf_lookup_dest(self._pdf, name)

    def _explicit(self, dest: Any) -> Place | None:
        if mupdf.pdf_is_dict(dest):  # what a name stands for may be wrapped
            dest = mupdf.pdf_dict_gets(dest, "D")
        if not mupdf.pdf_is_array(dest) or not mupdf.pdf_array_len(dest):
            return None
        first = mupdf.pdf_array_get(dest, 0)
        try:
            page = mupdf.pdf_to_int(first) if mupdf.pdf_is_number(first) else mupdf.pdf_lookup_page_number(self._pdf, first)
        except mupdf.FzErrorBase:  # a page that is not in the document any more
            return None
        return (page, self._point(dest, page)) if 0 <= page < self._page_count else None

    def _point(self, dest: Any, page: int) -> Point | None:
        """Return the point of a destination in page space, moved onto its page; None where it names none."""
        left, upper = _COORDINATES.get(mupdf.pdf_to_name(mupdf.pdf_array_get(dest, 1)), (0, 0))
        if _number(dest, upper) is None:
            return None
        info = self._info(page)
        corner = info.to_user_space.apply(_shown_corner(info))
        point = info.to_user_space.inverse().apply(Point(_number(dest, left, corner.x), _number(dest, upper, corner.y)))
        if not (math.isfinite(point.x) and math.isfinite(point.y)):
            return None
        return Point(min(max(point.x, 0.0), info.width), min(max(point.y, 0.0), info.height))


def _shown_corner(info: PageInfo) -> Point:
    """Return the corner of a page that is at its upper left as displayed, in page space."""
    x = info.width if info.rotation in {180, 270} else 0.0
    y = info.height if info.rotation in {90, 180} else 0.0
    return Point(x, y)


def _number(dest: Any, at: int, otherwise: Any = None) -> Any:
    """Return a number of a destination; `otherwise` where it has none there, which `null` says, or 0 for `at`."""
    one = mupdf.pdf_array_get(dest, at) if at else None
    return mupdf.pdf_to_real(one) if one is not None and mupdf.pdf_is_number(one) else otherwise


def _inside(place: Place | None) -> Target | None:
    return None if place is None else (HyperlinkKind.PLACE, "", *place)


def _rects(annotation: Any, info: PageInfo) -> Iterator[Rect]:
    """Yield the rectangles of a link in page space, on the page: one a line where it says so (`/QuadPoints`), else its own."""
    to_page = info.to_user_space.inverse()
    own = _rect(mupdf.pdf_dict_gets(annotation, "Rect"), 0, 2)
    if own is None:
        return
    quads = mupdf.pdf_dict_gets(annotation, "QuadPoints")
    count = min(mupdf.pdf_array_len(quads) // 8, limits.MAX_HYPERLINKS)
    lines = [_rect(quads, 8 * at, 4) for at in range(count)]
    if not lines or not all(one is not None and _within(one, own) for one in lines):
        lines = [own]  # as the standard says where a quad lies outside
    for one in lines:
        on_page = None if one is None else to_page.apply_rect(one).intersection(info.rect)
        if on_page is not None:
            yield on_page


def _rect(numbers: Any, start: int, points: int) -> Rect | None:
    """Return the rectangle around some points of an array; None where they are not all numbers of a page's size."""
    found = [mupdf.pdf_array_get_real(numbers, start + at) for at in range(2 * points)]
    if mupdf.pdf_array_len(numbers) < start + 2 * points or not all(abs(one) <= limits.MAX_COORDINATE for one in found):
        return None
    return Rect(min(found[::2]), min(found[1::2]), max(found[::2]), max(found[1::2]))


def _within(one: Rect, other: Rect) -> bool:
    """Tell whether a rectangle lies inside another, up to what writers round off."""
    room = other.grown(1.0)
    return room.x0 <= one.x0 and room.y0 <= one.y0 and one.x1 <= room.x1 and one.y1 <= room.y1


def _text(string: Any) -> str:
    """Return a string's characters, cut, without control characters: it may be copied into a terminal."""
    text = mupdf.pdf_to_text_string(string) if mupdf.pdf_is_string(string) else ""
    return plain(text)


def plain(text: str) -> str:
    """Return words as they can be shown and copied: cut at what a hyperlink may say, no control characters."""
    cut = text[: limits.MAX_HYPERLINK_CHARS]
    return "".join("\N{REPLACEMENT CHARACTER}" if one < " " or "\x7f" <= one <= "\x9f" else one for one in cut)


def _file_name(action: Any) -> str:
    """Return the name of the file that an action is about."""
    file = mupdf.pdf_dict_gets(action, "F")
    if mupdf.pdf_is_dict(file):
        file = next((one for one in (mupdf.pdf_dict_gets(file, key) for key in ("UF", "F")) if mupdf.pdf_is_string(one)), file)
    return _text(file)


def _program(action: Any) -> str:
    """Return what an action would start, with its arguments."""
    windows = mupdf.pdf_dict_gets(action, "Win")
    words = (_file_name(action), _text(mupdf.pdf_dict_gets(windows, "F")), _text(mupdf.pdf_dict_gets(windows, "P")))
    return plain(" ".join(dict.fromkeys(one for one in words if one)))


_OUTSIDE: dict[str, tuple[HyperlinkKind, Callable[[Any], str]]] = {
    "URI": (HyperlinkKind.ADDRESS, lambda action: _text(mupdf.pdf_dict_gets(action, "URI"))),
    "SubmitForm": (HyperlinkKind.ADDRESS, _file_name),
    "GoToR": (HyperlinkKind.FILE, _file_name),
    "GoToE": (HyperlinkKind.FILE, _file_name),
    "Launch": (HyperlinkKind.PROGRAM, _program),
    "JavaScript": (HyperlinkKind.SCRIPT, lambda action: _text(mupdf.pdf_dict_gets(action, "JS"))),
}
"""What actions that lead out of the document are, by their type, and the words for it."""
