"""Worker side: letters that are drawn twice, a little apart, as slides have them with a shadow.

Read as they are, every word is there twice. The letters that were drawn last lie on top, and are those that are seen.
"""

from __future__ import annotations

from collections.abc import Sequence

from reviewer.documents.parsing.pieces import Piece

_NEAR = 0.25
"""Heights of a line by which its shadow is moved at most."""
_BEFORE = 8
"""Lines before one among which its shadow is looked for: programs draw it just before, or before the whole paragraph."""


def may_have_shadows(plain: str) -> bool:
    """Tell whether a page's text has lines that are said twice in a row, or nearly so."""
    lines = [line.strip() for line in plain.split("\n")]
    return any(line and line in lines[at + 1 : at + 3] for at, line in enumerate(lines))


def without_shadows(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the lines of a page without those that lie under the same words."""
    words = ["".join(letter for letter, _ in one.letters).strip() for one in pieces]
    shadows = {
        before
        for at, piece in enumerate(pieces)
        for before in range(max(0, at - _BEFORE), at)
        if words[at] and words[at] == words[before] and _lies_under(pieces[before], piece)
    }
    return [one for at, one in enumerate(pieces) if at not in shadows]


def _lies_under(shadow: Piece, piece: Piece) -> bool:
    near = _NEAR * min(piece.height, piece.x1 - piece.x0)  # turned lines stand on end
    return bool(shadow.length) and abs(shadow.x0 - piece.x0) <= near and abs(shadow.y0 - piece.y0) <= near
