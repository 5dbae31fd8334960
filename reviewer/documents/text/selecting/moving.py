"""Moving a caret through the text of a page: by character, word and line, in reading order.

Pure. A caret stands on a line that is seen, and never inside what is read as one character. Each move returns where it leads, or
None where the page has nothing more in that direction; what lies on other pages is the caller's.
"""

from __future__ import annotations

from reviewer.documents.text.page.lines import Line
from reviewer.documents.text.page.page_text import PageText
from reviewer.documents.text.page.words import grapheme_start, is_word_char, word_around
from reviewer.documents.text.selecting.pointing import begins_at_right, caret_along, caret_in, line_span

_LOOKED_THROUGH = 5_000
"""Code points that are looked through for the next word, where a hostile page has any number of signs and no word."""


def outer_caret(text: PageText, first: bool) -> int | None:
    """Return the first or the last place for a caret on a page; None on a page without words."""
    if not text.lines:
        return None
    return text.lines[0].start if first else text.lines[-1].end


def caret_after(text: PageText, offset: int) -> int | None:
    """Return the place one character on."""
    at = text.line_number(offset)
    line = text.lines[at] if at >= 0 else None
    if line is not None and offset < line.end:
        return min(grapheme_start(text.text, offset + 1), line.end)
    return text.lines[at + 1].start if at + 1 < len(text.lines) else None


def caret_before(text: PageText, offset: int) -> int | None:
    """Return the place one character back."""
    at = text.line_number(offset - 1)
    if at < 0:
        return None
    line = text.lines[at]
    if offset > line.end:
        return line.end
    before = offset - 1
    while before > line.start and grapheme_start(text.text, before) != before:
        before -= 1
    return before


def word_after(text: PageText, offset: int) -> int | None:
    """Return the start of the next word."""
    at, most = offset, min(len(text), offset + _LOOKED_THROUGH)
    while at < most:
        at = max(word_around(text.text, at)[1], at + 1)
        if _begins_word(text, at):
            return at
    return None


def word_before(text: PageText, offset: int) -> int | None:
    """Return the start of the word that a place lies in, or of the one before it."""
    at, least = offset, max(0, offset - _LOOKED_THROUGH)
    while at > least:
        at = min(word_around(text.text, at - 1)[0], at - 1)
        if _begins_word(text, at):
            return at
    return None


def line_ends(text: PageText, offset: int) -> tuple[int, int]:
    """Return start and end of the visual line that a place is on, white space at its ends left out."""
    start, end = line_span(text, offset)
    return (start, end) if start < end else (offset, offset)


def along_of(text: PageText, offset: int) -> float:
    """Return where a caret stands along its line, to be kept when it goes up and down; 0.0 off all lines."""
    line = text.line_at(offset)
    return 0.0 if line is None else caret_along(text, line, offset)


def line_below(text: PageText, offset: int, along: float) -> tuple[int, float] | None:
    """Return the place nearest to a coordinate along the line on the next line below, and that coordinate for the move after it.

    From the foot of a column it goes to the head of the next one, where the coordinate counts from that column's edge.
    """
    return _to_line(text, offset, along, 1)


def line_above(text: PageText, offset: int, along: float) -> tuple[int, float] | None:
    """Return the place on the next line above, as `line_below` does."""
    return _to_line(text, offset, along, -1)


def outer_word(text: PageText, first: bool) -> int | None:
    """Return where the first word of a page begins, with all that stands before it, or the last word."""
    end = outer_caret(text, first)
    return end if first or end is None else word_before(text, end)


def on_outer_line(text: PageText, first: bool, *, along: float) -> int | None:
    """Return the place on the first or the last line of a page that is nearest to a coordinate along it."""
    if not text.lines:
        return None
    return caret_in(text, _nearest_beside(text, 0 if first else len(text.lines) - 1, along, 1 if first else -1), along)


def runs_from_right(text: PageText, offset: int) -> bool:
    """Tell whether the line that a place is on is read from its right end to its left."""
    line = text.line_at(offset)
    return line is not None and begins_at_right(text, line)


def _begins_word(text: PageText, offset: int) -> bool:
    """Tell whether a word begins at a place for a caret, and not its rest on another line."""
    if not 0 <= offset < len(text) or not is_word_char(text.text[offset]):
        return False
    return word_around(text.text, offset)[0] == offset and grapheme_start(text.text, offset) == offset


def _to_line(text: PageText, offset: int, along: float, step: int) -> tuple[int, float] | None:
    if not text.lines:
        return None
    number = max(text.line_number(offset), 0)
    here, at = text.lines[number], number + step
    while 0 <= at < len(text.lines) and here.same_row(text.lines[at]):
        at += step
    if not 0 <= at < len(text.lines):
        return None
    goal = along + _shift(here, text.lines[at], step)
    line = _nearest_beside(text, at, goal, step)
    return caret_in(text, line, goal), goal


def _nearest_beside(text: PageText, at: int, along: float, step: int) -> Line:
    """Return, of the lines that follow each other beside one, the nearest to a coordinate: the cells of a table's row."""
    row = [text.lines[at]]
    while 0 <= at + step < len(text.lines) and row[0].same_row(text.lines[at + step]):
        at += step
        row.append(text.lines[at])
    return min(row, key=lambda line: line.extent.gap_along(along))


def _shift(here: Line, there: Line, step: int) -> float:
    """Return what is added to a coordinate along the line on the way to another column or another direction of text."""
    same = here.frame.same_way(there.frame)
    down = there.extent.across0 + there.extent.across1 > here.extent.across0 + here.extent.across1
    return 0.0 if same and down == (step > 0) else there.reach0 - here.reach0
