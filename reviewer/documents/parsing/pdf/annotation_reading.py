"""Worker side: the annotations of a PDF's pages, read from their dictionaries without loading the pages.

Owns which annotations count, where they lie in page space and what belongs to which. Links and form fields are none; a popup
belongs to its parent, and so does a reply. Sources: ISO 32000-2 12.5.2 (entries of all), 12.5.6.2 (markup annotations, replies),
12.5.6.10 (marks on text); for the orders of corners pdf-association/pdf-issues 68.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from pymupdf import mupdf

from reviewer.documents import limits
from reviewer.documents.parsing.pdf.annotation_words import Words
from reviewer.model.annotation import Annotation, AnnotationKind, Remark
from reviewer.model.geometry import Matrix, Point, Quad, Rect
from reviewer.model.page import PageInfo

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

_SMALLEST = 0.01
"""Page units: what is neither wider nor higher covers nothing. A line under words has no height."""

_NONE = frozenset(("Link", "Widget", "PrinterMark", "TrapNet"))
"""What programs put there and nobody said; the words of a link are read to those who cannot see it."""

_LONGEST_CHAIN = 100
_OUR_NAME = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(:\d+)?")
_OUR_DATE = re.compile(r"D:\d{14}Z")


@dataclass(slots=True)
class _Entry:
    """One dictionary of `/Annots` that counts, with the number of its object and of that which it is a reply to."""

    annotation: Annotation
    number: int
    reply_to: int = 0

    def say(self, words: str) -> None:
        """Take what it says."""
        self.annotation = replace(self.annotation, remark=replace(self.annotation.remark, text=words))


def page_annotations(pdf: Any, page: PageInfo) -> tuple[list[Annotation], bool]:
    """Return the annotations of a page, and whether something of them could not be read, is too long or too much.

    Args:
        pdf: The MuPDF document (`mupdf.PdfDocument`).
        page: The page's geometry.

    """
    try:
        annots = mupdf.pdf_dict_gets(mupdf.pdf_lookup_page_obj(pdf, page.index), "Annots")
        listed = [annots] if mupdf.pdf_is_dict(annots) else _members(annots)
        is_list = bool(listed) or mupdf.pdf_is_array(annots) or mupdf.pdf_is_null(annots)
    except mupdf.FzErrorBase:
        return [], True
    reading = _Reading(page)
    reading.cut = not is_list or len(listed) > limits.MAX_PAGE_ANNOTATIONS
    for one in listed[: limits.MAX_PAGE_ANNOTATIONS]:
        try:
            reading.take(one)
        except mupdf.FzErrorBase:
            reading.cut = True
    reading.take_popups()
    found = reading.with_replies()
    return found, reading.cut or reading.words.cut


def _members(array: Any) -> list[Any]:
    """Return what an array holds, as far as it is looked at and one more."""
    return [mupdf.pdf_array_get(array, at) for at in range(min(mupdf.pdf_array_len(array), limits.MAX_PAGE_ANNOTATIONS + 1))]


class _Reading:
    """What is read of one page's annotations.

    Attributes:
        words: Reads what they say.
        cut: Whether something of them is missing.

    """

    def __init__(self, page: PageInfo) -> None:
        self.words = Words()
        self.cut = False
        self._page = page
        self._to_page = page.to_user_space.inverse()
        self._entries: list[_Entry] = []
        self._popups: list[Any] = []
        self._quads_left = limits.MAX_PAGE_QUADS

    def take(self, obj: Any) -> None:
        """Take one member of the page's list: an annotation, a popup, or something that is neither."""
        subtype = _name(obj, "Subtype")
        if subtype == "Popup":
            self._popups.append(obj)
        elif subtype not in _NONE:
            entry = self._entry(obj, _KINDS.get(subtype, AnnotationKind.OTHER)) if mupdf.pdf_is_dict(obj) else None
            if entry is not None:
                self._entries.append(entry)
            self.cut = self.cut or not (mupdf.pdf_is_dict(obj) or mupdf.pdf_is_null(obj))

    def _entry(self, obj: Any, kind: AnnotationKind) -> _Entry | None:
        """Return what a dictionary says; None for one that says nothing and is no mark, or lies nowhere."""
        comment = self.words.comment(obj)
        if kind is AnnotationKind.OTHER and not comment:
            return None
        quads, some_missing = _quads(obj, self._to_page, self._quads_left) if kind.marks_text else ((), False)
        self._quads_left -= len(quads)
        rect = _rect(obj, kind, self._to_page) or (Rect.around_all(one.rect for one in quads) if quads else None)
        self.cut = self.cut or some_missing
        if rect is None and comment:  # what somebody said is not lost with its place
            rect = self._page.rect
        if rect is None:
            return None
        if kind.marks_text and not quads:
            quads = (Quad.of_rect(rect),)
        remark = Remark(self.words.author(obj), self.words.dated(obj), "", comment)
        hidden = bool(_flags(obj) & _HIDDEN)
        found = Annotation(self._page.index, kind, rect, quads, remark, name=self.words.name(obj), hidden=hidden)
        reply_to = mupdf.pdf_to_num(mupdf.pdf_dict_gets(obj, "IRT")) if _name(obj, "RT") != "Group" else 0
        is_ours = _is_ours(obj, found, self.words)
        return _Entry(replace(found, is_ours=is_ours, colour=_colour(obj)), mupdf.pdf_to_num(obj), reply_to)

    def take_popups(self) -> None:
        """Give to their annotations what popups say that these do not; one that belongs to none stands for itself."""
        by_number = {one.number: one for one in self._entries if one.number}
        for obj in self._popups:
            try:
                self._take_popup(obj, by_number)
            except mupdf.FzErrorBase:
                self.cut = True

    def _take_popup(self, obj: Any, by_number: dict[int, _Entry]) -> None:
        said = self.words.popup_comment(obj)
        if not said:
            return
        parent = mupdf.pdf_dict_gets(obj, "Parent")
        owner = by_number.get(mupdf.pdf_to_num(parent))
        if owner is not None:
            owner.say(self.words.joined(owner.annotation.remark.text, said))
        elif self.words.joined(theirs := self.words.comment(parent), said) != theirs:
            entry = self._entry(obj, AnnotationKind.NOTE)
            if entry is not None:
                self._entries.append(entry)

    def with_replies(self) -> list[Annotation]:
        """Return the annotations that are no replies, each with those to it; a reply to nothing that counts stands for itself."""
        by_number = {one.number: one for one in self._entries if one.number}
        replies: dict[int, list[Remark]] = {}
        tops: list[_Entry] = []
        for one in self._entries:
            top = _top(one, by_number)
            if top is one:
                tops.append(one)
            elif one.annotation.remark.text:
                replies.setdefault(top.number, []).append(one.annotation.remark)
        self.cut = self.cut or any(len(one) > limits.MAX_REPLIES for one in replies.values())
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


def _quads(obj: Any, to_page: Matrix, most: int) -> tuple[tuple[Quad, ...], bool]:
    """Return the lines that a mark lies upon, whichever corner its program wrote first, and whether there are too many."""
    array = mupdf.pdf_dict_gets(obj, "QuadPoints")
    numbers = _numbers(array, 8 * min(most, limits.MAX_ANNOTATION_QUADS))
    found: list[Quad] = []
    for at in range(0, len(numbers) - 7, 8):
        xy = numbers[at : at + 8]
        if not all(map(_can_be, xy)):
            continue
        quad = _upright([to_page.apply(Point(x, y)) for x, y in zip(xy[::2], xy[1::2], strict=True)])
        if max(quad.rect.width, quad.rect.height) > _SMALLEST and _is_near(quad.rect):
            found.append(quad)
    return tuple(found), mupdf.pdf_array_len(array) > len(numbers)


def _colour(obj: Any) -> int | None:
    """Return an annotation's colour as 0xRRGGBB (ISO 32000-2 table 166), or what it is filled with; None where it has none."""
    for key in ("C", "IC"):
        parts = [min(max(one, 0.0), 1.0) for one in _numbers(mupdf.pdf_dict_gets(obj, key), 4) if math.isfinite(one)]
        if len(parts) == 4:
            parts = [(1 - one) * (1 - parts[3]) for one in parts[:3]]
        if len(parts) in {1, 3}:
            red, green, blue = (round(255 * one) for one in (parts * 3)[:3])
            return red << 16 | green << 8 | blue
    return None


def _upright(corners: Sequence[Point]) -> Quad:
    """Return four corners in our order. They come in every order: only how they lie is believed."""
    rect = Rect.around(corners)
    beside = (min(abs(one.x - rect.x0), abs(one.x - rect.x1)) for one in corners)
    above = (min(abs(one.y - rect.y0), abs(one.y - rect.y1)) for one in corners)
    if max(*beside, *above) < _SMALLEST:
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


def _is_ours(obj: Any, found: Annotation, words: Words) -> bool:
    """Tell whether it is as `stamp` writes them: a passage's id for a name, one moment, and a fill multiplied onto the page."""
    if found.kind not in {AnnotationKind.HIGHLIGHT, AnnotationKind.SQUARE} or not _OUR_NAME.fullmatch(found.name):
        return False
    one_moment = words.line(obj, "M") == words.line(obj, "CreationDate") and _OUR_DATE.fullmatch(words.line(obj, "M"))
    state = mupdf.pdf_dict_gets(obj, "AP")
    for key in ("N", "Resources", "ExtGState", "M"):
        state = mupdf.pdf_dict_gets(state, key)
    return bool(one_moment) and bool(mupdf.pdf_is_string(mupdf.pdf_dict_gets(obj, "Subj"))) and _name(state, "BM") == "Multiply"


def _numbers(array: Any, most: int) -> list[float]:
    """Return the numbers of an array, NaN for what is none: a corner that is missing must not lie at 0."""
    members = (mupdf.pdf_array_get(array, at) for at in range(min(mupdf.pdf_array_len(array), most)))
    return [mupdf.pdf_to_real(one) if mupdf.pdf_is_number(one) else math.nan for one in members]


def _flags(obj: Any) -> int:
    return int(mupdf.pdf_to_int(mupdf.pdf_dict_gets(obj, "F")))


def _name(obj: Any, key: str) -> str:
    return str(mupdf.pdf_to_name(mupdf.pdf_dict_gets(obj, key)))
