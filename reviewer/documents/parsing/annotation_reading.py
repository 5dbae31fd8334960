"""Worker side: the annotations of a PDF's pages, read from their dictionaries without loading the pages.

Owns which annotations count, where they lie in page space and what belongs to which. Links and form fields are none; a popup
belongs to its parent, and so does a reply. Sources: ISO 32000-2 12.5.2 (entries of all), 12.5.6.2 (markup annotations, replies),
12.5.6.10 (marks on text); for the orders of corners pdf-association/pdf-issues 68.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pymupdf import mupdf

from reviewer.documents import limits
from reviewer.model.annotation import Annotation, AnnotationKind, Remark
from reviewer.model.document import PageInfo
from reviewer.model.geometry import Matrix, Point, Quad, Rect

_KINDS = {
    "Highlight": AnnotationKind.HIGHLIGHT,
    "Underline": AnnotationKind.UNDERLINE,
    "Squiggly": AnnotationKind.SQUIGGLY,
    "StrikeOut": AnnotationKind.STRIKE_OUT,
    "Text": AnnotationKind.NOTE,
    "FreeText": AnnotationKind.FREE_TEXT,
    "Square": AnnotationKind.SQUARE,
    "Circle": AnnotationKind.CIRCLE,
    "Ink": AnnotationKind.DRAWING,
    "Line": AnnotationKind.DRAWING,
    "PolyLine": AnnotationKind.DRAWING,
    "Polygon": AnnotationKind.DRAWING,
    "Stamp": AnnotationKind.STAMP,
    "Caret": AnnotationKind.INSERTION,
}
_HIDDEN = 0b10_0010
"""Bits 2 (hidden) and 6 (no view) of `/F` (ISO 32000-2, table 167)."""

_FLATTEST = 0.01
"""Page units: what is narrower or lower covers nothing."""

_LONGEST_CHAIN = 100
_OUR_NAME = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(:\d+)?")
_OUR_DATE = re.compile(r"D:\d{14}Z")
_ELLIPSIS = "…"
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(slots=True)
class _Entry:
    """One dictionary of `/Annots` that counts, with the number of its object and of that which it is a reply to."""

    annotation: Annotation
    number: int
    reply_to: int


def page_annotations(pdf: Any, page: PageInfo) -> tuple[list[Annotation], bool]:
    """Return the annotations of a page, and whether some that it has could not be read or are too many.

    A page whose object cannot be read has none; drawing it says why.

    Args:
        pdf: The MuPDF document (`mupdf.PdfDocument`).
        page: The page's geometry.

    """
    try:
        annots = mupdf.pdf_dict_gets(mupdf.pdf_lookup_page_obj(pdf, page.index), "Annots")
        count = mupdf.pdf_array_len(annots)
    except mupdf.FzErrorBase:
        return [], False
    cut = count > limits.MAX_PAGE_ANNOTATIONS
    to_page = page.to_user_space.inverse()
    entries: list[_Entry] = []
    for at in range(min(count, limits.MAX_PAGE_ANNOTATIONS)):
        try:
            entry = _entry(mupdf.pdf_array_get(annots, at), page.index, to_page)
        except mupdf.FzErrorBase:
            cut = True
            continue
        if entry is not None:
            entries.append(entry)
    return _with_replies(entries), cut


def _entry(obj: Any, page: int, to_page: Matrix) -> _Entry | None:
    """Return what a dictionary says; None for one that does not count or lies nowhere."""
    kind = _KINDS.get(_name(obj, "Subtype"))
    if kind is None:
        return None
    quads = tuple(_quads(obj, to_page)) if kind.marks_text else ()
    rect = _rect(obj, kind, to_page) or (Rect.around_all(one.rect for one in quads) if quads else None)
    if rect is None:
        return None
    if kind.marks_text and not quads:
        quads = (Quad.of_rect(rect),)
    comment = _text(obj, "Contents", limits.MAX_REMARK_CHARS)
    comment = comment or _text(mupdf.pdf_dict_gets(obj, "Popup"), "Contents", limits.MAX_REMARK_CHARS)
    remark = Remark(_short(obj, "T"), _short(obj, "CreationDate") or _short(obj, "M"), "", comment)
    found = Annotation(page, kind, rect, quads, remark, name=_short(obj, "NM"), hidden=bool(_flags(obj) & _HIDDEN))
    reply_to = mupdf.pdf_to_num(mupdf.pdf_dict_gets(obj, "IRT")) if _name(obj, "RT") != "Group" else 0
    return _Entry(replace(found, is_ours=_is_ours(obj, found)), mupdf.pdf_to_num(obj), reply_to)


def _with_replies(entries: Sequence[_Entry]) -> list[Annotation]:
    """Return the annotations that are no replies, each with those to it; a reply to nothing that counts stands for itself."""
    by_number = {one.number: one for one in entries if one.number}
    replies: dict[int, list[Remark]] = {}
    tops: list[_Entry] = []
    for one in entries:
        top = _top(one, by_number)
        if top is one:
            tops.append(one)
        elif one.annotation.remark.text:
            replies.setdefault(top.number, []).append(one.annotation.remark)
    return [replace(one.annotation, replies=tuple(replies.get(one.number, ())[: limits.MAX_REPLIES])) for one in tops]


def _top(entry: _Entry, by_number: dict[int, _Entry]) -> _Entry:
    """Return what a reply is a reply to in the end, or itself; annotations that reply to each other in a ring all stand alone."""
    at = entry
    for _ in range(_LONGEST_CHAIN):
        above = by_number.get(at.reply_to)
        if above is None:
            return at
        at = above
    return entry


def _quads(obj: Any, to_page: Matrix) -> Iterator[Quad]:
    """Yield the lines that a mark lies upon, whichever corner its program wrote first."""
    numbers = _numbers(mupdf.pdf_dict_gets(obj, "QuadPoints"), 8 * limits.MAX_ANNOTATION_QUADS)
    for at in range(0, len(numbers) - 7, 8):
        xy = numbers[at : at + 8]
        if not all(map(_can_be, xy)):
            continue
        quad = _upright([to_page.apply(Point(x, y)) for x, y in zip(xy[::2], xy[1::2], strict=True)])
        if min(quad.rect.width, quad.rect.height) > _FLATTEST and _is_near(quad.rect):
            yield quad


def _upright(corners: Sequence[Point]) -> Quad:
    """Return four corners in our order. They come in every order: only how they lie is believed."""
    rect = Rect.around(corners)
    beside = (min(abs(one.x - rect.x0), abs(one.x - rect.x1)) for one in corners)
    above = (min(abs(one.y - rect.y0), abs(one.y - rect.y1)) for one in corners)
    if max(*beside, *above) < _FLATTEST:
        return Quad.of_rect(rect)
    middle = Point(sum(one.x for one in corners) / 4, sum(one.y for one in corners) / 4)
    around = sorted(corners, key=lambda one: math.atan2(one.y - middle.y, one.x - middle.x))
    first = min(range(4), key=lambda at: math.dist((around[at].x, around[at].y), (rect.x0, rect.y0)))
    ul, ur, lr, ll = (around[(first + step) % 4] for step in range(4))
    return Quad(ul, ur, ll, lr)


def _rect(obj: Any, kind: AnnotationKind, to_page: Matrix) -> Rect | None:
    """Return where an annotation lies; for a square or a circle its shape without the room that its border takes."""
    xy = _numbers(mupdf.pdf_dict_gets(obj, "Rect"), 4)
    if len(xy) < 4 or not all(map(_can_be, xy)):
        return None
    x0, x1 = sorted(xy[::2])
    y0, y1 = sorted(xy[1::2])
    if kind in {AnnotationKind.SQUARE, AnnotationKind.CIRCLE}:
        room = _numbers(mupdf.pdf_dict_gets(obj, "RD"), 4)
        if len(room) == 4 and all(one >= 0 for one in room) and room[0] + room[2] < x1 - x0 and room[1] + room[3] < y1 - y0:
            x0, y0, x1, y1 = x0 + room[0], y0 + room[1], x1 - room[2], y1 - room[3]
    rect = to_page.apply_rect(Rect(x0, y0, x1, y1))
    return rect if _is_near(rect) else None


def _is_near(rect: Rect) -> bool:
    return all(map(_can_be, (rect.x0, rect.y0, rect.x1, rect.y1)))


def _can_be(number: float) -> bool:
    return math.isfinite(number) and abs(number) <= limits.MAX_COORDINATE


def _is_ours(obj: Any, found: Annotation) -> bool:
    """Tell whether it is as `stamp` writes them: a passage's id for a name, one moment, and a fill multiplied onto the page."""
    if found.kind not in {AnnotationKind.HIGHLIGHT, AnnotationKind.SQUARE} or not _OUR_NAME.fullmatch(found.name):
        return False
    one_moment = _short(obj, "M") == _short(obj, "CreationDate") and _OUR_DATE.fullmatch(_short(obj, "M"))
    state = mupdf.pdf_dict_gets(obj, "AP")
    for key in ("N", "Resources", "ExtGState", "M"):
        state = mupdf.pdf_dict_gets(state, key)
    return bool(one_moment) and bool(mupdf.pdf_is_string(mupdf.pdf_dict_gets(obj, "Subj"))) and _name(state, "BM") == "Multiply"


def _numbers(array: Any, most: int) -> list[float]:
    count = min(mupdf.pdf_array_len(array), most)
    return [mupdf.pdf_to_real(mupdf.pdf_array_get(array, at)) for at in range(count)]


def _flags(obj: Any) -> int:
    return int(mupdf.pdf_to_int(mupdf.pdf_dict_gets(obj, "F")))


def _name(obj: Any, key: str) -> str:
    return str(mupdf.pdf_to_name(mupdf.pdf_dict_gets(obj, key)))


def _short(obj: Any, key: str) -> str:
    """Return a text that stands on one line."""
    return " ".join(_text(obj, key, limits.MAX_REMARK_NAME_CHARS).split())


def _text(obj: Any, key: str, most: int) -> str:
    """Return a text of at most so many code points, line ends as "\\n", without controls."""
    text = str(mupdf.pdf_to_text_string(mupdf.pdf_dict_gets(obj, key)))[: 2 * most]
    text = _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    return text if len(text) <= most else text[: most - 1] + _ELLIPSIS
