"""Worker side: the geometry and the labels of a PDF's pages, read from page objects without loading the pages.

Owns the transform from page space to user space and page labels. Sources: ISO 32000-2 8.3.2.3 (user space), 14.11.2 (page
boundaries), 12.4.2 (page labels).
"""

from __future__ import annotations

import bisect
from typing import Any

from reviewer.documents import limits
from reviewer.documents.parsing.pdf.bindings import mupdf
from reviewer.model.geometry import Matrix, Rect, page_rotation
from reviewer.model.page import PageInfo

_LETTER = Rect(0, 0, 612, 792)
_MAX_LABEL_NODES = 10_000
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


def page_info(pdf: Any, index: int, label: str) -> PageInfo:
    """Return one page's geometry. A page whose object cannot be read counts as an empty Letter page; drawing it will say why.

    Args:
        pdf: The MuPDF document (`mupdf.PdfDocument`).
        index: Counts from 0.
        label: The page's label.

    """
    try:
        node = mupdf.pdf_lookup_page_obj(pdf, index)
        box, transform = mupdf.FzRect(), mupdf.FzMatrix()
        mupdf.pdf_page_obj_transform(node, box, transform)
        rotation = mupdf.pdf_to_int(mupdf.pdf_dict_get_inheritable(node, mupdf.pdf_new_name("Rotate")))
    except mupdf.FzErrorBase:
        return _unreadable(index, label)
    rotation = (rotation % 360 + 45) // 90 * 90 % 360  # as MuPDF draws a page whose turn is no quarter turn
    to_shown = Matrix(transform.a, transform.b, transform.c, transform.d, transform.e, transform.f)
    shown = to_shown.apply_rect(Rect(box.x0, box.y0, box.x1, box.y1))
    width, height = (shown.height, shown.width) if rotation % 180 else (shown.width, shown.height)
    if not (0 < width <= limits.MAX_PAGE_UNITS and 0 < height <= limits.MAX_PAGE_UNITS):
        return _unreadable(index, label)
    # MuPDF puts the shown page's corner at 0,0 up to rounding; what is left over is taken out, so that both spaces agree exactly.
    at_zero = Matrix(e=-shown.x0, f=-shown.y0)
    try:
        to_user_space = page_rotation(width, height, rotation).then(to_shown.then(at_zero).inverse())
    except ZeroDivisionError:
        return _unreadable(index, label)
    return PageInfo(index, label, width, height, rotation, to_user_space)


def _unreadable(index: int, label: str) -> PageInfo:
    return PageInfo(index, label, _LETTER.width, _LETTER.height, 0, Matrix(1, 0, 0, -1, 0, _LETTER.height))


class PageLabels:
    """The labels a PDF gives to its pages ("iv", "A-3"); every page has "" where there are none."""

    def __init__(self, pdf: Any) -> None:
        self._rules: list[tuple[int, str, str, int]] = []
        try:
            root = mupdf.pdf_dict_gets(mupdf.pdf_trailer(pdf), "Root")
            self._collect(mupdf.pdf_dict_gets(root, "PageLabels"))
        except mupdf.FzErrorBase:
            self._rules.clear()  # a broken tree of labels is as good as none
        self._rules.sort(key=lambda rule: rule[0])
        self._starts = [rule[0] for rule in self._rules]

    def label(self, index: int) -> str:
        """Return the label of a page, cut to what a label may have."""
        at = bisect.bisect_right(self._starts, index) - 1
        if at < 0:
            return ""
        start, style, prefix, first = self._rules[at]
        return (prefix + _numeral(style, first + index - start))[: limits.MAX_LABEL_CHARS]

    def _collect(self, root: Any) -> None:
        """Walk the number tree; a loop in it ends with the budget of nodes."""
        nodes, budget = [root], _MAX_LABEL_NODES
        while nodes and budget:
            budget -= 1
            node = nodes.pop()
            kids = mupdf.pdf_dict_gets(node, "Kids")
            nodes.extend(mupdf.pdf_array_get(kids, at) for at in range(min(mupdf.pdf_array_len(kids), budget)))
            numbers = mupdf.pdf_dict_gets(node, "Nums")
            for at in range(0, min(mupdf.pdf_array_len(numbers), limits.MAX_PAGES) - 1, 2):
                rule = mupdf.pdf_array_get(numbers, at + 1)
                first = mupdf.pdf_dict_gets(rule, "St")
                self._rules.append(
                    (
                        mupdf.pdf_to_int(mupdf.pdf_array_get(numbers, at)),
                        mupdf.pdf_to_name(mupdf.pdf_dict_gets(rule, "S")),
                        mupdf.pdf_to_text_string(mupdf.pdf_dict_gets(rule, "P")),
                        mupdf.pdf_to_int(first) if mupdf.pdf_is_int(first) else 1,
                    )
                )


def _numeral(style: str, number: int) -> str:
    """Write a number as ISO 32000-2 table 161 says: D decimal, R and r Roman, A and a letters, nothing otherwise."""
    match style:
        case "D":
            return str(number)
        case "R" | "r" if 0 < number < 10_000:
            text = ""
            for value, letters in _ROMAN:
                text += letters * (number // value)
                number %= value
            return text.upper() if style == "R" else text
        case "A" | "a" if 0 < number <= 26 * limits.MAX_LABEL_CHARS:
            letter = chr(ord(style) + (number - 1) % 26)
            return letter * ((number - 1) // 26 + 1)
        case _:
            return ""
