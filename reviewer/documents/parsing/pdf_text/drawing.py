"""Worker side: the glyphs of a page's lines in the order in which they were drawn, each with the letters that it stands for.

MuPDF turns what it takes for right-to-left text round letter by letter, so that the letters of one glyph change places and marks
leave their letters. Here its turning is undone and every glyph is whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import pymupdf

from reviewer.documents.parsing.pdf_text.glyphs import NEAR, Box, DrawnLine, Glyph, is_mark
from reviewer.documents.parsing.pdf_text.xml_text import XmlChar, xml_characters
from reviewer.documents.text.page.direction import has_right_to_left, is_backward, letter_way

_SAME = 0.02
"""Page units by which a box that MuPDF made up differs from the one it would have drawn."""


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
    facts, inked = _facts(page, textpage, flags, len(boxes))
    drawn: list[tuple[DrawnLine, list[_Char]]] = []
    at = 0
    for line in lines:
        cosine, sine = line["dir"]
        made = DrawnLine(cosine, sine, line["block"])
        chars, own = [], []
        for span in line["spans"]:
            for char in span["chars"]:
                if not char["synthetic"]:
                    chars.append(_char(made, char["c"], boxes[at], span["size"], facts[at], inked=inked))
                    own.append(facts[at])
                at += 1
        drawn.append((made, _as_drawn(chars, own)))
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


def _facts(page: Any, textpage: Any, flags: int, count: int) -> tuple[list[XmlChar], bool]:
    """Return what MuPDF's XML says of each of so many characters, and whether their boxes are those of their ink."""
    exact = page.get_textpage(flags=flags | pymupdf.TEXT_ACCURATE_BBOXES)
    found = xml_characters(exact, count)
    if found is not None:
        return found, True
    return xml_characters(textpage, count) or [XmlChar((0.0,) * 8, bidi=0, flags=0)] * count, False


def _char(line: DrawnLine, letter: str, box: Box, size: float, facts: XmlChar, *, inked: bool) -> _Char:
    """Return a character; its ink's box is that of its font where it has no glyph of its own."""
    low, high = line.along(box)
    made_up = inked and all(abs(one - other) <= _SAME for one, other in zip(facts.box, box, strict=True))
    thin = high - low <= NEAR and (made_up or not letter.isspace())
    mark = thin and not made_up and _is_script_mark(letter)
    return _Char(letter.replace("\0", "\ufffd"), box, size, facts.is_numbered, mark, thin)


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


def _as_drawn(chars: list[_Char], facts: list[XmlChar]) -> list[_Char]:
    """Return the characters of a line in the order of drawing: MuPDF's turning of whole stretches undone."""
    if not any(one.is_turned for one in facts):
        return chars
    out: list[_Char] = []
    at = 0
    while at < len(chars):
        end = at + 1
        if facts[at].bidi:
            while end < len(chars) and facts[end].bidi:
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
