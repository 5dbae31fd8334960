"""Worker side: the rows of tables whose cells a file has all over the place, put in the order in which they stand.

Reports made by programs may draw the last cell of a row first, or the lowest row, and go up the page from there. Read so, a
row ends with a cell of another one, and a quote says what no row says. Only where a file jumps back again and again between cells
that it reads from left to right are they put in rows: text in columns jumps up once for each column. Other reports have one row
behind the other, but each from its last cell to its first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from reviewer.documents.parsing.pdf_text.pieces import Piece

_FEWEST = 4
"""Jumps back from which on cells stand all over the place."""
_DENSE = 12
"""Pieces from one jump back to the next at most."""
_IN_ROWS = 0.3
"""Part of the steps from piece to piece that lead to the right in one row: of cells that stand in columns, they are fewer."""
_LEVEL = 0.6
"""Part of the smaller height that two cells of one row share at least."""
_APART = 0.25
"""Part of the smaller height that cells of two rows may share."""
_MOST_PIECES, _MOST_CELLS = 3_000, 64
"""Lines of a page, and cells of a row, from where on they are no table that anybody reads: each is compared with its row."""
_WHOLE, _FEWEST_CELLS = 0.8, 3
"""Part of the rows without a cell there that a column which the file has apart must reach over, and its cells at least."""


def has_scattered_rows(pieces: Sequence[Piece]) -> bool:
    """Tell whether a page has cells of a table all over the place."""
    return next(_stretches(pieces), None) is not None or next(_backwards(pieces), None) is not None


def by_rows(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces with those of such tables in rows from top to bottom, each from left to right."""
    out = list(pieces)
    for start, end in _stretches(pieces):
        rows = _rows(out[start:end])
        if rows is None:
            continue
        begins = start - _took(out[start - 1 : start], rows)  # the first cell of all: from there the way leads up to the right
        first, last = _with_columns(out, begins, end, rows)
        rows.sort(key=lambda row: row[0].y0)
        out[first:last] = [piece for row in rows for piece in sorted(row, key=lambda one: one.x0)]
    for start, end in _backwards(out):
        out[start:end] = [piece for row in _row_by_row(out[start:end]) for piece in sorted(row, key=lambda one: one.x0)]
    return out


def _stretches(pieces: Sequence[Piece]) -> Iterator[tuple[int, int]]:
    """Yield start and end of the pieces between jumps back that come close upon each other; later ones first."""
    if len(pieces) > _MOST_PIECES:
        return
    jumps = [
        at
        for at, (last, piece) in enumerate(pairwise(pieces), 1)
        if (piece.y1 < last.y1 or piece.x1 <= last.x0) and _jumps_back(last, piece)  # most go down, or on to the right
    ]
    while jumps:
        run = [jumps.pop()]
        while jumps and run[-1] - jumps[-1] <= _DENSE:
            run.append(jumps.pop())
        if len(run) < _FEWEST:
            continue
        start, end = run[-1] - 1, run[0] + 1
        while start > 0 and _leads_right(pieces[start - 1], pieces[start]):
            start -= 1
        while end < len(pieces) and _leads_right(pieces[end - 1], pieces[end]):
            end += 1
        steps = sum(_leads_right(pieces[at - 1], pieces[at]) for at in range(start + 1, end))
        if steps >= _IN_ROWS * (end - start) and all(one.is_level for one in pieces[start:end]):
            yield start, end


def _backwards(pieces: Sequence[Piece]) -> Iterator[tuple[int, int]]:
    """Yield start and end of the pieces that come row by row from top to bottom, rows of them drawn from their last cell on."""
    if len(pieces) > _MOST_PIECES or sum(_leads_left(last, piece) for last, piece in pairwise(pieces)) < _FEWEST:
        return
    start = 0
    for at in range(1, len(pieces) + 1):
        if at < len(pieces) and _step(pieces[at - 1], pieces[at]):
            continue
        rows = _row_by_row(pieces[start:at])
        if sum(len(row) >= _FEWEST_CELLS and any(_leads_left(*two) for two in pairwise(row)) for row in rows) >= _FEWEST:
            yield start, at
        start = at


def _step(last: Piece, piece: Piece) -> bool:
    """Tell whether a piece stands beside the one before it, in its row, or below it."""
    if not (last.is_level and piece.is_level):
        return False
    if _share_row(last, piece):
        return piece.x0 >= last.x1 or piece.x1 <= last.x0
    return piece.y0 > last.y0 and _common(last, piece) <= _APART * min(last.height, piece.height)


def _row_by_row(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Return the rows of pieces that come row by row; a further line of a cell is a row of its own."""
    rows: list[list[Piece]] = []
    for piece in pieces:
        if rows and len(rows[-1]) < _MOST_CELLS and _fits(piece, rows[-1]):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return rows


def _leads_left(last: Piece, piece: Piece) -> bool:
    return last.is_level and piece.is_level and piece.x1 <= last.x0 and _share_row(last, piece)


def _jumps_back(last: Piece, piece: Piece) -> bool:
    """Tell whether a piece stands over the one before it and not right of it, or left of it in its row.

    To the right and up leads the way from column to column, and from block to block of a form.
    """
    if not (last.is_level and piece.is_level):
        return False
    return (piece.y1 < (last.y0 + last.y1) / 2 and piece.x0 <= last.x0) or (_share_row(last, piece) and piece.x1 <= last.x0)


def _leads_right(last: Piece, piece: Piece) -> bool:
    return last.is_level and piece.is_level and _share_row(last, piece) and piece.x0 >= last.x1


def _share_row(one: Piece, other: Piece) -> bool:
    return _common(one, other) >= _LEVEL * min(one.height, other.height)


def _common(one: Piece, other: Piece) -> float:
    return min(one.y1, other.y1) - max(one.y0, other.y0)


def _rows(pieces: Sequence[Piece]) -> list[list[Piece]] | None:
    """Return the rows that pieces stand in; None where they stand in none, as where words of one row reach into another."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda one: one.y0 + one.y1):
        if rows and all(_share_row(one, piece) for one in rows[-1]):
            if any(one.x0 < piece.x1 and piece.x0 < one.x1 for one in rows[-1]):
                return None
            rows[-1].append(piece)
            if len(rows[-1]) > _MOST_CELLS:
                return None
        elif rows and any(_common(one, piece) > _APART * min(one.height, piece.height) for one in rows[-1]):
            return None
        else:
            rows.append([piece])
    return None if _are_broken(rows) else rows


def _are_broken(rows: Sequence[Sequence[Piece]]) -> bool:
    """Tell whether rows of few cells stand between others: those are further lines of cells and read with their first."""
    usual = sorted(map(len, rows))[3 * len(rows) // 4]  # of long cells, most rows are further lines
    full = [at for at, row in enumerate(rows) if 2 * len(row) >= usual]
    return full[-1] - full[0] + 1 > len(full)


def _took(pieces: Sequence[Piece], rows: list[list[Piece]]) -> int:
    """Put pieces into the row that each fits in; return how many do."""
    taken = 0
    for piece in pieces:
        row = next((row for row in rows if piece.is_level and _fits(piece, row)), None)
        if row is not None:
            row.append(piece)
            taken += 1
    return taken


def _with_columns(pieces: Sequence[Piece], start: int, end: int, rows: list[list[Piece]]) -> tuple[int, int]:
    """Put the columns that the file has just before or behind the rows into them; return start and end with those."""
    while start > (first := _column(pieces, range(start - 1, -1, -1), rows)) >= 0:
        start = first
    while end <= (last := _column(pieces, range(end, len(pieces)), rows)):
        end = last + 1
    return start, end


def _column(pieces: Sequence[Piece], numbers: range, rows: list[list[Piece]]) -> int:
    """Put a column into the rows that it reaches over; return the number of its last piece on the way, -1 where there is none."""
    found: list[tuple[int, list[Piece]]] = []
    free = list(rows)
    for at in numbers:
        piece = pieces[at]
        row = next((row for row in free if piece.is_level and _fits(piece, row)), None)
        if row is None:
            break
        found.append((at, row))
        free = [one for one in free if one is not row]
    x0, x1 = min((pieces[at].x0 for at, _ in found), default=0.0), max((pieces[at].x1 for at, _ in found), default=0.0)
    lacking = sum(all(one.x1 <= x0 or x1 <= one.x0 for one in row) for row in rows)
    if len(found) < max(_FEWEST_CELLS, _WHOLE * lacking):
        return -1
    for at, row in found:
        row.append(pieces[at])
    return found[-1][0]


def _fits(piece: Piece, row: Sequence[Piece]) -> bool:
    return all(_share_row(piece, one) and (piece.x1 <= one.x0 or one.x1 <= piece.x0) for one in row)
