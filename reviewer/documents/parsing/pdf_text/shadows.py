"""Worker side: letters that are drawn twice, a little apart, as slides have them with a shadow.

Read as they are, every word is there twice. The letters that were drawn last lie on top, and are those that are seen.
"""

from __future__ import annotations

from collections.abc import Sequence

from reviewer.documents.parsing.pdf_text.pieces import Piece

_NEAR = 0.25
"""Heights of a line by which its shadow is moved at most."""
_BEFORE = 40
"""Lines before one among which its shadow is looked for: programs draw it just before, or before the whole paragraph."""


def may_have_shadows(plain: str) -> bool:
    """Tell whether a page's text has lines that are said twice in a row, or nearly so, or several that are said once more."""
    lines = [line.strip() for line in plain.split("\n")]
    if any(line and line in lines[at + 1 : at + 3] for at, line in enumerate(lines)):
        return True
    lines = [line for line in lines if line]
    seen: dict[str, int] = {}
    for at, line in enumerate(lines):
        before = seen.get(line)
        if before is not None and at - before <= _BEFORE and lines[before + 1 : before + 2] == lines[at + 1 : at + 2]:
            return True  # cells of tables are often said again, but seldom the same two
        seen[line] = at
    return False


def without_shadows(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the lines of a page without those that lie under the same words."""
    seen: dict[str, list[int]] = {}
    shadows: set[int] = set()
    for at, piece in enumerate(pieces):
        words = "".join(letter for letter, _ in piece.letters).strip()
        if not words:
            continue
        near = [before for before in seen.get(words, ()) if at - before <= _BEFORE]
        shadows.update(before for before in near if _lies_under(pieces[before], piece))
        seen[words] = [*near, at]
    return [one for at, one in enumerate(pieces) if at not in shadows]


def _lies_under(shadow: Piece, piece: Piece) -> bool:
    near = _NEAR * min(piece.height, piece.x1 - piece.x0)  # turned lines stand on end
    return bool(shadow.length) and abs(shadow.x0 - piece.x0) <= near and abs(shadow.y0 - piece.y0) <= near
