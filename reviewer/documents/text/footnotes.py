"""The footnotes of a page: what stands smaller below its text, and is read between that text and the next page's.

Pure. A sentence that goes on over the page does not mean them. Only what is surely footnotes counts: smaller than the text above,
from a raised mark or a line of dashes down to the foot of the page. What stands smaller above that may be the rest of a note from
the page before, or a quotation that the sentence does mean, and stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

from reviewer.documents.text.lines import Line
from reviewer.documents.text.margin import Span
from reviewer.documents.text.page_text import PageText
from reviewer.documents.text.raised import begins_with_mark, calls_for, leading_mark, mark_alone
from reviewer.model.text_layer import LayerKind

_RULE = re.compile(r"[-_\u2010-\u2015\u2500]{3,}")
"""The line above notes where it is set as characters."""

_SMALLER = 0.94
"""Part of the height of the text above that a line of a footnote has at most; a note of 11 points below 12 is 0.917."""

_MARK_ALONE = 0.7
"""Part of the height of footnotes that their marks have at most."""

_FEWEST_ABOVE = 3
"""Lines of text above the notes that tell how high text is."""

_ASKED = 16
"""Characters of a line that are asked for their height."""

_SAME = 0.03
"""Part of their height by which lines of one size differ."""


def footnotes(text: PageText, left_out: Sequence[Span], *, loosely: bool = False) -> Span | None:
    """Return start and end of a page's footnotes with their last line end, None where there surely are none.

    Args:
        text: The page.
        left_out: What is no part of the text: running lines, line numbers.
        loosely: Whether any small figures above them, or at the foot of a page without any, count too.

    """
    if text.kind is LayerKind.OCR:  # recognised letters are of many sizes
        return None
    lines = [one for one in text.lines if not any(low <= one.start < high for low, high in left_out)]
    if len(lines) <= _FEWEST_ABOVE:
        return None
    heights = [_height(text, one) for one in lines]
    limit, at = _SMALLER * _text_height(lines, heights), len(lines)
    while at and heights[at - 1] <= limit and lines[at - 1].frame.same_way(lines[-1].frame):
        at -= 1
    small = at
    begins = (at for at in range(at, len(lines)) if begins_with_mark(text, lines[at]) or _is_rule(text, lines[at]))
    at = next(begins, len(lines))
    limit *= _MARK_ALONE
    while at > small and (
        mark_alone(text, lines[at - 1])
        if loosely
        else heights[at - 1] <= limit and _is_note_alone(text, lines[at - 1], lines[at] if at < len(lines) else None)
    ):
        at -= 1
    while at and _is_rule(text, lines[at - 1]):
        at -= 1
    notes = lines[at:]
    if not notes or at < _FEWEST_ABOVE or not _below(lines[:at], notes):
        return None
    return notes[0].start, min(notes[-1].end + 1, len(text.text))


def _is_rule(text: PageText, line: Line) -> bool:
    return _RULE.fullmatch(text.text[line.start : line.end].strip()) is not None


def _is_note_alone(text: PageText, line: Line, below: Line | None) -> bool:
    """Tell whether a line is the mark of a footnote whose words are blacked out, and no figure of a table.

    The note below it begins with the next mark at the same edge; where there is none, the text above calls for it.
    """
    mark = mark_alone(text, line)
    if not mark.isdecimal():
        return False
    if below is None:
        return calls_for(text, mark, line.start)
    edge, height = abs(below.extent.along0 - line.extent.along0), below.extent.height
    return edge <= height / 2 and leading_mark(text, below) == str(int(mark) + 1)


def _height(text: PageText, line: Line) -> float:
    """Return how high most characters of a line are: a mark that is raised makes the line as a whole higher."""
    step = max(1, (line.end - line.start) // _ASKED)
    found = []
    for offset in range(line.start, line.end, step):
        if not text.text[offset].isspace():
            points = text.quad(offset).points
            across = [line.frame.across(one.x, one.y) for one in points]
            found.append(max(across) - min(across))
    return median(found) if found else line.extent.height


def _text_height(lines: Sequence[Line], heights: Sequence[float]) -> float:
    """Return how high the text is: of the heights of which there is much, the one that comes first.

    A page may have more words in its notes than above them.
    """
    weights: dict[float, int] = {}
    for one, height in zip(lines, heights, strict=True):
        known = next((other for other in weights if abs(other - height) <= _SAME * other), height)
        weights[known] = weights.get(known, 0) + one.end - one.start
    common = [height for height, weight in weights.items() if weight >= max(weights.values()) / 4]
    first = median(heights[: max(_FEWEST_ABOVE, len(heights) // 4)])
    return min(common, key=lambda height: abs(height - first))


def _below(above: Sequence[Line], notes: Sequence[Line]) -> bool:
    """Tell whether notes stand below the text that is read before them, as displayed."""
    level = [one for one in above if one.frame.same_way(notes[0].frame)]
    return bool(level) and max(one.extent.across0 for one in level) < min(one.extent.across0 for one in notes)
