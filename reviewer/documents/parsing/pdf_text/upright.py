"""Worker side: columns of Chinese and Japanese that run from top to bottom, put together from the pieces MuPDF leaves.

MuPDF breaks such columns after each character, whether their font is one for upright writing or a level one whose characters were
set one under the other. Here a column is one line, with boxes that are turned as those of other turned text are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reviewer.documents.parsing.pdf_text.glyphs import Box, Letters
from reviewer.documents.text.page.words import is_cjk

_STACKED = re.compile(r"\n[^\x00-\u2e7f]\n[^\x00-\u2e7f]\n")
"""Two lines of one character each, as every column of either kind has them."""
_FEWEST = 3
"""Characters one under the other from which on they are a column."""
_ASIDE = 0.3
"""Sizes by which their middles may lie aside of each other."""
_LEAST_STEP, _MOST_STEP = 0.7, 1.25
"""From one character to the next, in widths: lines of level text stand farther apart."""
_GAP = 0.6
"""Gap within a column, in widths of its characters."""


def has_stacks(plain: str) -> bool:
    """Tell whether a page's text may have such columns."""
    return not plain.isascii() and _STACKED.search("\n" + plain) is not None


def columns(lines: Sequence[Letters]) -> list[Letters]:
    """Return the lines of a page with those that are pieces of one column together."""
    turned = _turned(lines)
    found: list[Letters] = []
    for line in turned:
        if found and _goes_on(found[-1], line):
            found[-1] = found[-1] + line
        else:
            found.append(line)
    return found


def _turned(lines: Sequence[Letters]) -> list[Letters]:
    """Return the lines, with the boxes turned of level characters that stand one under the other."""
    out = list(lines)
    start = 0
    for at in range(1, len(lines) + 1):
        if at < len(lines) and _stands_under(lines[at - 1], lines[at]):
            continue
        if at - start >= _FEWEST:
            out[start:at] = [[(letter, _turn(box)) for letter, box in line] for line in lines[start:at]]
        start = at
    return out


def _stands_under(before: Letters, line: Letters) -> bool:
    """Tell whether two level lines are single characters one immediately under the other."""
    if len(before) != 1 or len(line) != 1 or not (is_cjk(before[0][0]) and is_cjk(line[0][0])):
        return False
    upper, lower = before[0][1], line[0][1]
    if not (_is_level(upper) and _is_level(lower)):
        return False
    width = max(upper[2] - upper[0], lower[2] - lower[0])
    aside = abs(upper[0] + upper[2] - lower[0] - lower[2]) / 2
    step = (lower[1] + lower[5] - upper[1] - upper[5]) / 2
    return aside <= _ASIDE * width and _LEAST_STEP * width <= step <= _MOST_STEP * width


def _is_level(box: Box) -> bool:
    return box[1] == box[3] and box[0] < box[2]


def _turn(box: Box) -> Box:
    """Return the box of a level character as that of one in a line that runs downwards."""
    ulx, uly, urx, ury, llx, lly, lrx, lry = box
    return (urx, ury, lrx, lry, ulx, uly, llx, lly)


def _goes_on(before: Letters, line: Letters) -> bool:
    """Tell whether a piece goes on with the column before it."""
    if not before or not line or before[-1][0] == "\n":
        return False
    upper, lower = before[-1][1], line[0][1]
    if not (_is_upright(upper) and _is_upright(lower)) or not (is_cjk(before[-1][0]) or is_cjk(line[0][0])):
        return False
    width = min(upper[0] - upper[4], lower[0] - lower[4])
    common = min(upper[0], lower[0]) - max(upper[4], lower[4])
    return common >= _GAP * width and -_GAP * width <= lower[1] - upper[3] <= _GAP * width


def _is_upright(box: Box) -> bool:
    """Tell whether a character is one of a line that runs downwards."""
    return box[0] == box[2] and box[1] < box[3] and box[4] < box[0]
