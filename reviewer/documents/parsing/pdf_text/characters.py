"""Worker side: a PDF page's text with a box for every code point, in the order and the space of MuPDF's text extraction.

Owns the flags of extraction, the quads of turned text and the parts of ligatures. Page space is that of the unrotated page.
"""

from __future__ import annotations

import math
import sys
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

import pymupdf

from reviewer.documents import limits
from reviewer.documents.parsing.opened import RefusedError
from reviewer.documents.parsing.pdf_text import pieces
from reviewer.documents.parsing.pdf_text.drawing import drawn_lines
from reviewer.documents.parsing.pdf_text.glyphs import NEAR, Box, Letters, share
from reviewer.documents.parsing.pdf_text.line_order import LONGEST, in_order, some_move
from reviewer.documents.parsing.pdf_text.rows import read, rows
from reviewer.documents.parsing.pdf_text.shadows import may_have_shadows, without_shadows
from reviewer.documents.parsing.pdf_text.table_order import by_rows, has_scattered_rows
from reviewer.documents.parsing.pdf_text.too_long import cut_down, is_cut, is_too_long
from reviewer.documents.parsing.pdf_text.unseen_dots import mark_unseen, may_have_unseen_dots, without_unseen
from reviewer.documents.parsing.pdf_text.upright import columns, has_stacks
from reviewer.documents.parsing.pdf_text.xml_text import xml_characters
from reviewer.documents.protocol.framing import Status
from reviewer.documents.text.page.direction import has_right_to_left

FLAGS = pymupdf.TEXT_PRESERVE_WHITESPACE | pymupdf.TEXT_MEDIABOX_CLIP | pymupdf.TEXT_CID_FOR_UNKNOWN_UNICODE
"""Ligatures come as their letters, glyphs without a meaning as their number in the font, nothing from beyond the page."""

pymupdf.TOOLS.unset_quad_corrections(True)  # heights as MuPDF itself has them, and as other readers' search marks them

_CELL_CHARS, _FEWEST_CELLS = 40, 12
"""Characters of a table's cell at most, and cells of a table that a file can have all over the place at least."""

_NOWHERE: Box = (0.0,) * 8


def plain_text(page: Any) -> str:
    """Return the text of a page, lines ended by a line feed; of one that holds too much the first, as it stands in the file."""
    textpage, plain = _read(page)
    if is_cut(plain):
        return plain
    if _needs_order(plain):
        return _reordered(page, textpage, plain)[0]
    return _moved(*_in_file_order(textpage, plain))[0] if _some_move(textpage, plain) else plain


def characters(page: Any) -> tuple[str, bytes]:
    """Return the text of a page and eight little-endian 32-bit floats for each of its code points."""
    textpage, text = _read(page)
    if is_cut(text):
        boxes = _as_it_stands(textpage, text)
    elif _needs_order(text):
        text, boxes = _reordered(page, textpage, text)
    else:
        move = _some_move(textpage, text)
        text, boxes = _in_file_order(textpage, text)
        if move:
            text, boxes = _moved(text, boxes)
    flat = _within_reach(array("f", chain.from_iterable(boxes)))
    if sys.byteorder == "big":
        flat.byteswap()
    return text, flat.tobytes()


def _read(page: Any) -> tuple[Any, str]:
    """Return MuPDF's text of a page, cut where there is too much of it, and the same as words."""
    textpage = page.get_textpage(flags=FLAGS)
    plain = str(textpage.extractText())
    if is_too_long(plain):
        cut_down(textpage)
        plain = str(textpage.extractText())
    return textpage, _bounded(plain)


def _as_it_stands(textpage: Any, plain: str) -> list[Box]:
    own, boxes = _ended(_parted(line) for line in _printed(textpage, _lines(textpage.extractRAWDICT())))
    return boxes if own == plain else _matched(own, boxes, plain)


def _within_reach(flat: array[float]) -> array[float]:
    """Return the corners, those that a damaged file has put beyond all bounds brought back to these: nobody sees them."""
    most = limits.MAX_COORDINATE
    if not flat or (-most <= min(flat) and max(flat) <= most and not math.isnan(sum(flat))):
        return flat
    return array("f", (0.0 if math.isnan(one) else min(max(one, -most), most) for one in flat))


def _in_file_order(textpage: Any, plain: str) -> tuple[str, list[Box]]:
    """Return the text of a page as MuPDF has it and its boxes, blanks in place of dots that nobody sees."""
    page_lines = _lines(textpage.extractRAWDICT())
    unseen = may_have_unseen_dots(plain)
    if unseen:
        mark_unseen(page_lines)
    lines = [_parted(line) for line in _printed(textpage, page_lines)]
    own, boxes = _ended(without_unseen(lines) if unseen else lines)
    if unseen:
        return own, boxes
    return plain, boxes if own == plain else _matched(own, boxes, plain)


def _some_move(textpage: Any, plain: str) -> bool:
    """Tell whether some lines of a page are not where they are read: cheaply, since hardly any page has such lines."""
    if may_have_unseen_dots(plain) or may_have_shadows(plain):
        return True
    lengths = [length for line in plain.split("\n") if (length := len(line.strip())) <= _CELL_CHARS and length]
    if len(lengths) < _FEWEST_CELLS and min(lengths, default=_CELL_CHARS) > LONGEST:
        return False  # a page of prose
    lines = pieces.of_words(textpage.extractWORDS())
    return some_move(lines) or has_scattered_rows(pieces.turned(lines))


def _moved(text: str, boxes: list[Box]) -> tuple[str, list[Box]]:
    """Return a page's text and boxes with raised letters in their words, marks before their notes, and cells in their rows."""
    lines: list[Letters] = [[]]
    for letter, box in zip(text, boxes, strict=True):
        if letter == "\n":
            lines.append([])
        else:
            lines[-1].append((letter, box))
    ordered = by_rows(pieces.turned(in_order(without_shadows([pieces.of_letters(line) for line in lines]))))
    text, boxes = _ended(piece.letters for piece in ordered)
    return _bounded(text), boxes


def _needs_order(plain: str) -> bool:
    """Tell whether a page has text whose order or lines MuPDF does not get right."""
    return has_right_to_left(plain) or has_stacks(plain)


def _reordered(page: Any, textpage: Any, plain: str) -> tuple[str, list[Box]]:
    """Return the text of such a page and its boxes, right-to-left lines in reading order and upright columns whole."""
    page_lines = _lines(textpage.extractRAWDICT())
    printed = _printed(textpage, page_lines)
    if has_right_to_left(plain):
        boxes = [box for line in printed for box in line.boxes]
        drawn = drawn_lines(page, textpage, FLAGS, page_lines, boxes)
        lines: list[Letters] = []
        untouched = iter(printed)
        for row, cells in read(rows(drawn)):
            own = [next(untouched) for _ in row.pieces]
            lines += cells if cells is not None else [_parted(one) for one in own]
    else:
        lines = [_parted(line) for line in printed]
    text, ended = _ended(columns(lines))
    return _bounded(text), ended


def _bounded(text: str) -> str:
    """Return a page's text, unless putting it in order has made more lines of it than there may be.

    A glyph whose meaning the document gives as U+0000 has none: it becomes U+FFFD, which files and command lines can carry.
    """
    if is_too_long(text):
        raise RefusedError(Status.TOO_MUCH_TEXT)
    return text.replace("\0", "\ufffd")


def _lines(page_lines: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the lines of all blocks; each knows its block."""
    return [{**line, "block": number} for number, block in enumerate(page_lines["blocks"]) for line in block.get("lines", ())]


def _slanting_quads(textpage: Any, page_lines: list[dict[str, Any]]) -> Iterator[Box] | None:
    """Return the corners of all characters of a page on which a line slants, in order; None where upright boxes say it all.

    They stand only in MuPDF's XML. Where that holds another number of characters, corners are worked out from the boxes.
    """
    if all(0.0 in line["dir"] for line in page_lines):
        return None
    count = sum(len(span["chars"]) for line in page_lines for span in line["spans"])
    found = xml_characters(textpage, count)
    return None if found is None else (one.box for one in found)


@dataclass(frozen=True, slots=True)
class _Printed:
    """One of MuPDF's lines: its characters, their boxes and origins, and whether some of them have no width."""

    letters: list[str]
    boxes: list[Box]
    origins: list[tuple[float, float]]
    direction: tuple[float, float]
    thin: bool


def _printed(textpage: Any, page_lines: list[dict[str, Any]]) -> list[_Printed]:
    """Return the characters of each line with their boxes."""
    quads = _slanting_quads(textpage, page_lines)
    return [_printed_line(line, quads) for line in page_lines]


def _printed_line(line: dict[str, Any], quads: Iterator[Box] | None) -> _Printed:
    cosine, sine = line["dir"]
    letters: list[str] = []
    boxes: list[Box] = []
    origins: list[tuple[float, float]] = []
    thin = False
    for span in line["spans"]:
        height = span["size"] * (span["ascender"] - span["descender"])
        for char in span["chars"]:
            letters.append(char["c"].replace("\0", "\ufffd"))
            boxes.append(next(quads) if quads is not None else _quad(char["bbox"], cosine, sine, height))
            origins.append(char["origin"])
            x0, y0, x1, y1 = char["bbox"]
            thin = thin or x1 - x0 <= NEAR or y1 - y0 <= NEAR
    return _Printed(letters, boxes, origins, (cosine, sine), thin)


def _parted(line: _Printed) -> Letters:
    """Return the letters of a line with their boxes, those of ligatures with a share of their glyph's each."""
    boxes = list(line.boxes)
    if line.thin:
        for first, past in _ligatures(line):
            boxes[first:past] = [share(line.boxes[first], part, past - first) for part in range(past - first)]
    return list(zip(line.letters, boxes, strict=True))


def _ended(lines: Iterable[Letters]) -> tuple[str, list[Box]]:
    """Return all characters and their boxes; a line feed ends each line that has characters and does not bring its own."""
    letters: list[str] = []
    boxes: list[Box] = []
    for line in lines:
        letters += [letter for letter, _ in line]
        boxes += [box for _, box in line]
        if not line or letters[-1] == "\n":
            continue
        letters.append("\n")
        boxes.append((*boxes[-1][2:4], *boxes[-1][2:4], *boxes[-1][6:8], *boxes[-1][6:8]))
    for at, letter in enumerate(letters):
        if letter == "\n":
            x, y = boxes[at][0], boxes[at][1]
            boxes[at] = (x, y, x, y, x, y, x, y)
    return "".join(letters), boxes


def _quad(bbox: tuple[float, float, float, float], cosine: float, sine: float, height: float) -> Box:
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


def _ligatures(line: _Printed) -> Iterator[tuple[int, int]]:
    """Yield the runs of letters that share one glyph: MuPDF gives its width to the first, the others start where it ends."""
    letters, boxes, origins, (cosine, sine) = line.letters, line.boxes, line.origins, line.direction
    first = 0
    for at in range(1, len(letters) + 1):
        if at < len(letters) and letters[at].isalpha():
            here, before = origins[at], boxes[first]
            reach = (before[2] - before[0]) * cosine + (before[3] - before[1]) * sine
            moved = (here[0] - origins[first][0]) * cosine + (here[1] - origins[first][1]) * sine
            box = boxes[at]
            empty = abs(box[2] - box[0]) + abs(box[3] - box[1]) <= NEAR
            if empty and reach > NEAR and abs(moved - reach) <= NEAR * 10:
                continue
        if at - first > 1:
            yield first, at
        first = at


def _matched(text: str, boxes: list[Box], plain: str) -> list[Box]:
    """Return a box for each code point of `plain`, taken from the same letters in the same order of `text`."""
    result: list[Box] = []
    at = 0
    for letter in plain:
        found = text.find(letter, at, at + 64)
        if found >= 0:
            result.append(boxes[found])
            at = found + 1
        else:
            result.append(_NOWHERE)
    return result
