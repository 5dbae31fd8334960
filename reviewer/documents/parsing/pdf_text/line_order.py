"""Worker side: raised letters in their words and marks before their notes, where a file has them behind their lines.

Some programs draw a line first and what is raised over it afterwards. MuPDF then has "th" as a line of its own after "in the 6
century", and a note's number after the note. Only level text that runs to the right is moved.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from reviewer.documents.parsing.pdf_text.glyphs import Box, Letters
from reviewer.documents.parsing.pdf_text.pieces import Piece

LONGEST = 5
"""Characters of what is put into another line, or before it."""
_LONGEST_LINE = 500
"""Characters of a line that is looked at: what could be put into it is looked for in all of it."""
_SMALL = 0.9
"""Part of its line's height that a raised or lowered piece has at most."""
_SHIFTED = 0.12
"""Part of its line's height by which it is out of line at least."""
_COMMON = 0.3
"""Part of its own height that it shares with its line at least."""
_NARROW = 0.2
"""Line heights by which a piece may be wider than the gap it stands in: letters lean over."""
_BLANK = 0.2
"""Heights of a piece that a blank beside it is wide at least."""
_NEAR = 0.6
"""Line heights between a note and its mark at most."""
_BEHIND = 0.3
"""Line heights between the last letter of a line and a mark behind it at most."""
_MARKS = frozenset("*∗†‡§¶‖#,")
"""What a mark may be of but figures."""


def some_move(pieces: Sequence[Piece]) -> bool:
    """Tell whether any line of a page may have to move."""
    return any(
        _is_out_of_line(one, host) for at, one in enumerate(pieces) if one.length <= LONGEST for host in _hosts(pieces, at)
    )


def in_order(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the lines of a page with what is raised or lowered in its place, and marks before their notes."""
    return _begun_with(_joined(pieces))


def _hosts(pieces: Sequence[Piece], at: int) -> list[Piece]:
    """Return the lines that a piece may belong to, nearest first: the last before it, the one before that, and the next."""
    return [pieces[one] for one in (at - 1, at - 2, at + 1) if 0 <= one < len(pieces)]


def _is_out_of_line(piece: Piece, line: Piece) -> bool:
    """Tell whether a piece is small beside a line, and raised or lowered there."""
    if not (0 < piece.length <= LONGEST and piece.length < line.length <= _LONGEST_LINE and piece.is_level and line.is_level):
        return False
    common = min(piece.y1, line.y1) - max(piece.y0, line.y0)
    if piece.height > _SMALL * line.height or common < _COMMON * piece.height:
        return False
    if piece.x1 < line.x0 - _NEAR * line.height or piece.x0 > line.x1 + _BEHIND * line.height:
        return False
    shift = _SHIFTED * line.height
    return piece.y1 < line.y1 - shift or piece.y0 > line.y0 + shift


def _joined(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces with those that stand in a gap of a line near them in the text put into it."""
    out: list[Piece] = []
    for at, piece in enumerate(pieces):
        hosts = [*out[-1:-3:-1], *pieces[at + 1 : at + 2]]
        around = [one for one in (*out[-2:], *pieces[at + 1 : at + 3]) if one.length]
        hosts = [one for one in hosts if _is_out_of_line(piece, one) and not _stacked(piece, one, around)]
        if not any(_put_into(one, piece) for one in hosts) and not any(_put_behind(one, piece) for one in hosts):
            out.append(piece)
    return out


def _stacked(piece: Piece, host: Piece, around: Sequence[Piece]) -> bool:
    """Tell whether a piece is half of something that stands over or under another piece, as the parts of a fraction do."""
    return any(
        one is not host
        and one.length <= LONGEST
        and min(one.x1, piece.x1) - max(one.x0, piece.x0) > 0.5 * min(one.x1 - one.x0, piece.x1 - piece.x0)
        and max(one.y0, piece.y0) - min(one.y1, piece.y1) < host.height
        for one in around
    )


def _put_into(line: Piece, piece: Piece) -> bool:
    """Put a piece into the gap of a line where it stands; tell whether there is one."""
    seen = [at for at, (letter, _) in enumerate(line.letters) if not letter.isspace()]
    slack = _NARROW * line.height
    for before, after in pairwise(seen):
        left, right = line.letters[before][1][2], line.letters[after][1][0]
        if left <= piece.x0 + slack and piece.x1 - slack <= right and right - left > 0.5 * (piece.x1 - piece.x0):
            where = before + 1 if piece.x0 - left <= right - piece.x1 else after
            line.letters[where:where] = _apart(line.letters[before : after + 1], piece, where - before)
            line.y0, line.y1, line.length = min(line.y0, piece.y0), max(line.y1, piece.y1), line.length + piece.length
            return True
    return False


def _put_behind(line: Piece, mark: Piece) -> bool:
    """Put a raised mark behind the last letter of a line, where it stands there; tell whether it does."""
    said = [letter for letter, _ in mark.letters if not letter.isspace()]
    if mark.y1 >= line.y1 or not all(letter.isdigit() or letter in _MARKS for letter in said):
        return False
    last = max(at for at, (letter, _) in enumerate(line.letters) if not letter.isspace())
    gap = mark.x0 - line.letters[last][1][2]
    if not -_NARROW * line.height <= gap <= _BEHIND * line.height:
        return False
    letters = [one for one in mark.letters if not one[0].isspace()]
    if line.letters[last][0].isdigit() and letters[0][0].isdigit():
        letters.insert(0, (" ", _between(line.letters[last][1], letters[0][1])))
    line.letters[last + 1 : last + 1] = letters
    line.x1, line.y0, line.length = max(line.x1, mark.x1), min(line.y0, mark.y0), line.length + mark.length
    return True


def _apart(gap: Letters, piece: Piece, where: int) -> Letters:
    """Return a piece's letters, with a space where a blank is seen beside it and none is, or figures of two numbers would meet.

    Args:
        gap: The letters on either side of it, with the spaces between them.
        piece: What is put between them.
        where: Before which letter of the gap.

    """
    before, after = gap[0], gap[-1]
    found = list(piece.letters)
    while found[0][0].isspace():
        del found[0]
    while found[-1][0].isspace():
        del found[-1]
    blank = _BLANK * piece.height
    if (piece.x0 - before[1][2] > blank and not gap[where - 1][0].isspace()) or (before[0].isdigit() and found[0][0].isdigit()):
        found.insert(0, (" ", _between(before[1], found[0][1])))
    if (after[1][0] - piece.x1 > blank and not gap[where][0].isspace()) or (found[-1][0].isdigit() and after[0].isdigit()):
        found.append((" ", _between(found[-1][1], after[1])))
    return found


def _begun_with(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces with the marks of notes before the notes that they are read behind."""
    out: list[Piece] = []
    for piece in pieces:
        note = next((one for one in out[-1:-3:-1] if _is_out_of_line(piece, one) and _begins(piece, one)), None)
        if note is None:
            out.append(piece)
            continue
        mark = [(letter, box) for letter, box in piece.letters if not letter.isspace()]
        while note.letters[0][0].isspace():
            del note.letters[0]
        _, first = note.letters[0]
        note.letters[:0] = [*mark, (" ", _between(mark[-1][1], first))]
        note.x0, note.length = piece.x0, note.length + piece.length
    return out


def _begins(mark: Piece, note: Piece) -> bool:
    """Tell whether a raised piece stands immediately before a line."""
    slack = _NARROW * note.height
    return mark.y1 < note.y1 and -slack <= note.x0 - mark.x1 <= _NEAR * note.height


def _between(left: Box, right: Box) -> Box:
    """Return the box of a space between two characters, as high as the second."""
    x0, x1 = left[2], max(left[2], right[0])
    return (x0, right[1], x1, right[1], x0, right[5], x1, right[5])
