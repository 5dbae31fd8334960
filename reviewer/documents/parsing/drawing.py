"""Worker side: the glyphs of a page's lines in the order in which they were drawn, each with the letters that it stands for.

MuPDF turns what it takes for right-to-left text round letter by letter, so that the letters of one glyph change places and marks
leave their letters. Here its turning is undone and every glyph is whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import pymupdf

from reviewer.documents.parsing.glyphs import NEAR, Box, DrawnLine, Glyph, is_mark
from reviewer.documents.text.direction import has_right_to_left, is_backward, letter_way

_SAME = 0.02
"""Page units by which a box that MuPDF made up differs from the one it would have drawn."""
_TURNED = 2
"""Set in MuPDF's `bidi` where it found text drawn from left to right that is read from right to left."""
_NUMBERED = 128
"""Set in MuPDF's flags of a glyph without a meaning, which is given as its number in the font."""
_XML_CHAR = re.compile(r'<char [^>]*?quad="([^"]*)"[^>]*? bidi="(\d+)"[^>]*? flags="(\d+)"')


class _Facts(NamedTuple):
    """What only MuPDF's XML says of a character.

    Attributes:
        bidi: Its direction, and whether MuPDF turned its line round.
        numbered: Whether it, or one before it, is only a glyph's number in the font.
        box: Around its ink; the same as that of its font where it has no glyph of its own.

    """

    bidi: int
    numbered: bool
    box: Box | None


class _Char(NamedTuple):
    """A character as MuPDF gives it.

    Attributes:
        letter: The character.
        box: As high as its font.
        size: Of its font.
        numbered: Whether it may be only a glyph's number in the font.
        mark: Whether it is a mark of right-to-left script, drawn by itself.
        thin: Whether it has no width of its own.

    """

    letter: str
    box: Box
    size: float
    numbered: bool
    mark: bool
    thin: bool


def drawn_lines(page: Any, textpage: Any, flags: int, lines: Sequence[dict[str, Any]], boxes: Sequence[Box]) -> list[DrawnLine]:
    """Return the lines of a page with their glyphs as they were drawn.

    Args:
        page: The page.
        textpage: Its text as extracted with `flags`.
        flags: Those of the extraction.
        lines: The lines of `textpage`, as its raw dictionary has them.
        boxes: A box for each of their characters, in the same order.

    """
    facts = _facts(page, textpage, flags, len(boxes))
    drawn: list[tuple[DrawnLine, list[_Char]]] = []
    at = 0
    for line in lines:
        cosine, sine = line["dir"]
        made = DrawnLine(cosine, sine, line["block"])
        chars, bidi = [], []
        for span in line["spans"]:
            for char in span["chars"]:
                if not char["synthetic"]:
                    chars.append(_char(made, char["c"], boxes[at], span["size"], facts[at]))
                    bidi.append(facts[at].bidi)
                at += 1
        drawn.append((made, _as_drawn(chars, bidi)))
    marks_first = _marks_come_first([chars for _, chars in drawn])
    turn = 0
    waiting: list[str] = []
    before: DrawnLine | None = None
    for made, chars in [*drawn, (DrawnLine(1.0, 0.0, -1), [])]:
        if waiting and before is not None and not _begins_backward(chars):
            before.glyphs[-1].letters += "".join(reversed(waiting))
            waiting = []
        waiting = _gather(made, chars, turn, waiting, marks_first=marks_first)
        turn += len(made.glyphs)
        before = made if made.glyphs else before
    return [made for made, _ in drawn]


def _begins_backward(chars: Sequence[_Char]) -> bool:
    """Tell whether the first letter drawn on a line runs from right to left."""
    return is_backward(next((one.letter for one in chars if not one.thin), " ")) is True


def _facts(page: Any, textpage: Any, flags: int, count: int) -> list[_Facts]:
    """Return what MuPDF's XML says of each of so many characters."""
    exact = page.get_textpage(flags=flags | pymupdf.TEXT_ACCURATE_BBOXES)
    found = _XML_CHAR.findall(exact.extractXML())
    if len(found) == count:
        return [_Facts(int(bidi), bool(int(flag) & _NUMBERED), _box(quad)) for quad, bidi, flag in found]
    found = _XML_CHAR.findall(textpage.extractXML())
    if len(found) == count:
        return [_Facts(int(bidi), bool(int(flag) & _NUMBERED), None) for _, bidi, flag in found]
    return [_Facts(0, numbered=False, box=None)] * count


def _box(quad: str) -> Box | None:
    parts = tuple(map(float, quad.split()))
    return parts if len(parts) == 8 else None


def _char(line: DrawnLine, letter: str, box: Box, size: float, facts: _Facts) -> _Char:
    low, high = line.along(box)
    made_up = facts.box is not None and all(abs(one - other) <= _SAME for one, other in zip(facts.box, box, strict=True))
    thin = high - low <= NEAR and (made_up or not letter.isspace())
    return _Char(
        letter.replace("\0", "\ufffd"), box, size, facts.numbered, thin and not made_up and _is_script_mark(letter), thin
    )


def _marks_come_first(lines: Sequence[Sequence[_Char]]) -> bool:
    """Tell whether marks are drawn before their letters, where text is drawn from left to right, or after them.

    At a word's left end stands the mark of its last letter in the one case, at its right end that of its first in the other.
    """
    score = 0
    for chars in lines:
        for at, char in enumerate(chars):
            if char.mark:
                before, after = chars[at - 1 : at] if at else [], chars[at + 1 : at + 2]
                score += bool(before and before[0].letter.isspace()) - bool(after and after[0].letter.isspace())
    return score >= 0


def _as_drawn(chars: list[_Char], bidi: list[int]) -> list[_Char]:
    """Return the characters of a line in the order of drawing: MuPDF's turning of whole stretches undone."""
    if not any(one & _TURNED for one in bidi):
        return chars
    out: list[_Char] = []
    at = 0
    while at < len(chars):
        end = at + 1
        if bidi[at]:
            while end < len(chars) and bidi[end]:
                end += 1
            out += chars[end - 1 : at - 1 if at else None : -1]
        else:
            out.append(chars[at])
        at = end
    return out


def _gather(line: DrawnLine, chars: Sequence[_Char], turn: int, waiting: list[str], *, marks_first: bool) -> list[str]:
    """Put the characters of a line together to its glyphs, with the marks of each letter behind it.

    Args:
        line: Given its glyphs.
        chars: Its characters as drawn.
        turn: When its first glyph was drawn.
        waiting: Marks that MuPDF counts to the line before, since they were drawn first on this one.
        marks_first: Whether marks are drawn before their letters, where text is drawn from left to right.

    Returns:
        The marks that wait for the first letter of the next line.

    """
    line.strays = bool(waiting)
    forward = marks_first and _drawn_from_left(line, chars)
    for char in chars:
        if char.mark and (forward or not line.glyphs):
            waiting.append(char.letter)
        elif char.thin and (waiting or line.glyphs):
            _append(line, waiting, char.letter)
        else:
            line.glyphs.append(Glyph(char.letter, char.box, char.size, turn + len(line.glyphs), not char.numbered))
            bearer = line.glyphs[-2 if char.letter.isspace() and len(line.glyphs) > 1 else -1]
            bearer.letters += "".join(reversed(waiting))
            waiting = []
    if waiting and not line.glyphs and chars:
        line.glyphs.append(Glyph("".join(reversed(waiting)), chars[0].box, chars[0].size, turn))
        waiting = []
    line.strays = line.strays or bool(waiting)
    _know(line.glyphs)
    return waiting


def _know(glyphs: Sequence[Glyph]) -> None:
    """Say what is known after all: MuPDF's flag stays for what is drawn after a glyph that is only a number."""
    ways = [None, *(letter_way(one.letters[0]) for one in glyphs), None]
    for at, glyph in enumerate(glyphs):
        glyph.known = glyph.known or ways[at + 1] is not False or True not in {ways[at], ways[at + 2]}


def _append(line: DrawnLine, waiting: list[str], letter: str) -> None:
    """Add a letter to the mark that waits for its base, else to the last glyph."""
    if waiting:
        waiting[-1] += letter
    elif line.glyphs:
        line.glyphs[-1].letters += letter


def _drawn_from_left(line: DrawnLine, chars: Sequence[_Char]) -> bool:
    """Tell whether the right-to-left letters of a line were mostly drawn from left to right."""
    centres = [sum(line.along(one.box)) for one in chars if is_backward(one.letter) and not one.thin]
    return sum((other > one) - (other < one) for one, other in pairwise(centres)) >= 0


def _is_script_mark(letter: str) -> bool:
    """Tell whether a character is a mark or a joiner of a script that runs from right to left."""
    return is_mark(letter) and (has_right_to_left(letter) or letter in "\u200c\u200d")
