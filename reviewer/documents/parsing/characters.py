"""Worker side: a PDF page's text with a box for every code point, in the order and the space of MuPDF's text extraction.

Owns the flags of extraction, the quads of turned text and the parts of ligatures. Page space is that of the unrotated page.
"""

from __future__ import annotations

import re
import sys
from array import array
from collections.abc import Iterator
from itertools import chain
from typing import Any, cast

import pymupdf

from reviewer.documents import limits
from reviewer.documents.parsing.opened import RefusedError
from reviewer.documents.protocol.framing import Status

FLAGS = pymupdf.TEXT_PRESERVE_WHITESPACE | pymupdf.TEXT_MEDIABOX_CLIP | pymupdf.TEXT_CID_FOR_UNKNOWN_UNICODE
"""Ligatures come as their letters, glyphs without a meaning as their number in the font, nothing from beyond the page."""

pymupdf.TOOLS.unset_quad_corrections(True)  # heights as MuPDF itself has them, and as other readers' search marks them

_NEAR = 1e-3
_XML_QUAD = re.compile(r'<char [^>]*?quad="([^"]*)"')
_Box = tuple[float, float, float, float, float, float, float, float]
_NOWHERE: _Box = (0.0,) * 8


def plain_text(page: Any) -> str:
    """Return the text of a page, lines ended by a line feed."""
    return _bounded(str(page.get_textpage(flags=FLAGS).extractText()))


def characters(page: Any) -> tuple[str, bytes]:
    """Return the text of a page and eight little-endian 32-bit floats for each of its code points."""
    textpage = page.get_textpage(flags=FLAGS)
    plain = _bounded(str(textpage.extractText()))
    page_lines = textpage.extractRAWDICT()
    text, boxes = _collect(page_lines, _slanting_quads(textpage, page_lines))
    if text != plain:
        boxes = _matched(text, boxes, plain)
        text = plain
    flat = array("f", chain.from_iterable(boxes))
    if sys.byteorder == "big":
        flat.byteswap()
    return text, flat.tobytes()


def _bounded(text: str) -> str:
    """Return a page's text, unless it is more than can be selected at the speed of a hand.

    A glyph whose meaning the document gives as U+0000 has none: it becomes U+FFFD, which files and command lines can carry.
    """
    if len(text) > limits.MAX_PAGE_CHARS or text.count("\n") > limits.MAX_PAGE_LINES:
        raise RefusedError(Status.TOO_MUCH_TEXT)
    return text.replace("\0", "\ufffd")


def _lines(page_lines: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for block in page_lines["blocks"]:
        yield from block.get("lines", ())


def _slanting_quads(textpage: Any, page_lines: dict[str, Any]) -> Iterator[_Box] | None:
    """Return the corners of all characters of a page on which a line slants, in order; None where upright boxes say it all.

    They stand only in MuPDF's XML. Where that holds another number of characters, corners are worked out from the boxes.
    """
    if all(0.0 in line["dir"] for line in _lines(page_lines)):
        return None
    quads = [tuple(map(float, found.split())) for found in _XML_QUAD.findall(textpage.extractXML())]
    count = sum(len(span["chars"]) for line in _lines(page_lines) for span in line["spans"])
    if len(quads) != count or any(len(quad) != 8 for quad in quads):
        return None
    return iter(cast("list[_Box]", quads))


def _collect(page_lines: dict[str, Any], quads: Iterator[_Box] | None = None) -> tuple[str, list[_Box]]:
    """Return all characters and their boxes; a line feed ends each line that has characters and does not bring its own."""
    letters: list[str] = []
    boxes: list[_Box] = []
    for line in _lines(page_lines):
        start = len(letters)
        _collect_line(line, letters, boxes, quads)
        if len(letters) == start or letters[-1] == "\n":
            continue
        letters.append("\n")
        boxes.append((*boxes[-1][2:4], *boxes[-1][2:4], *boxes[-1][6:8], *boxes[-1][6:8]))
    for at, letter in enumerate(letters):
        if letter == "\n":
            x, y = boxes[at][0], boxes[at][1]
            boxes[at] = (x, y, x, y, x, y, x, y)
    return "".join(letters), boxes


def _collect_line(line: dict[str, Any], letters: list[str], boxes: list[_Box], quads: Iterator[_Box] | None) -> None:
    """Append one line's characters and boxes, ligatures taken apart."""
    cosine, sine = line["dir"]
    start = len(letters)
    origins: list[tuple[float, float]] = []
    thin = False
    for span in line["spans"]:
        height = span["size"] * (span["ascender"] - span["descender"])
        for char in span["chars"]:
            letters.append(char["c"].replace("\0", "\ufffd"))
            boxes.append(next(quads) if quads is not None else _quad(char["bbox"], cosine, sine, height))
            origins.append(char["origin"])
            x0, y0, x1, y1 = char["bbox"]
            thin = thin or x1 - x0 <= _NEAR or y1 - y0 <= _NEAR
    if thin:
        for first, past in _ligatures(letters[start:], boxes[start:], origins, cosine, sine):
            _split(boxes, start + first, start + past)


def _quad(bbox: tuple[float, float, float, float], cosine: float, sine: float, height: float) -> _Box:
    """Return the corners ul, ur, ll, lr of the character that fills `bbox`, in a line that runs along (cosine, sine).

    Args:
        bbox: The upright rectangle around the character.
        cosine: Of the writing direction; y points down.
        sine: Of the writing direction.
        height: The font's line height, needed only for slanting lines near 45 degrees.

    """
    x0, y0, x1, y1 = bbox
    if sine == 0:
        return (x0, y0, x1, y0, x0, y1, x1, y1) if cosine > 0 else (x1, y1, x0, y1, x1, y0, x0, y0)
    if cosine == 0:
        return (x1, y0, x1, y1, x0, y0, x0, y1) if sine > 0 else (x0, y1, x0, y0, x1, y1, x1, y0)
    across, down, along_x, along_y = x1 - x0, y1 - y0, abs(cosine), abs(sine)
    skew = along_x * along_x - along_y * along_y
    if abs(skew) > 0.2:
        height = (down * along_x - across * along_y) / skew
    height = max(0.0, min(height, across / along_y, down / along_x))
    width = (across - height * along_y) / along_x if along_x > along_y else (down - height * along_x) / along_y
    ux, uy = width * cosine, width * sine
    nx, ny = -height * sine, height * cosine
    x, y = (x0 + x1 - ux - nx) / 2, (y0 + y1 - uy - ny) / 2
    return (x, y, x + ux, y + uy, x + nx, y + ny, x + ux + nx, y + uy + ny)


def _ligatures(
    letters: list[str], boxes: list[_Box], origins: list[tuple[float, float]], cosine: float, sine: float
) -> Iterator[tuple[int, int]]:
    """Yield the runs of letters that share one glyph: MuPDF gives its width to the first, the others start where it ends."""
    first = 0
    for at in range(1, len(letters) + 1):
        if at < len(letters) and letters[at].isalpha():
            here, before = origins[at], boxes[first]
            reach = (before[2] - before[0]) * cosine + (before[3] - before[1]) * sine
            moved = (here[0] - origins[first][0]) * cosine + (here[1] - origins[first][1]) * sine
            box = boxes[at]
            empty = abs(box[2] - box[0]) + abs(box[3] - box[1]) <= _NEAR
            if empty and reach > _NEAR and abs(moved - reach) <= _NEAR * 10:
                continue
        if at - first > 1:
            yield first, at
        first = at


def _split(boxes: list[_Box], first: int, past: int) -> None:
    """Share the first box's width evenly among several characters."""
    ulx, uly, urx, ury, llx, lly, lrx, lry = boxes[first]
    count = past - first
    for part in range(count):
        a, b = part / count, (part + 1) / count
        boxes[first + part] = (
            ulx + (urx - ulx) * a,
            uly + (ury - uly) * a,
            ulx + (urx - ulx) * b,
            uly + (ury - uly) * b,
            llx + (lrx - llx) * a,
            lly + (lry - lly) * a,
            llx + (lrx - llx) * b,
            lly + (lry - lly) * b,
        )


def _matched(text: str, boxes: list[_Box], plain: str) -> list[_Box]:
    """Return a box for each code point of `plain`, taken from the same letters in the same order of `text`."""
    result: list[_Box] = []
    at = 0
    for letter in plain:
        found = text.find(letter, at, at + 64)
        if found >= 0:
            result.append(boxes[found])
            at = found + 1
        else:
            result.append(_NOWHERE)
    return result
