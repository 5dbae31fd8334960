"""Owns what a document is known again by: hashes of its runs of words, and the edges of its first page. Pure."""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterable
from hashlib import blake2b

from reviewer.documents.results import Bitmap
from reviewer.looking.folding import folded
from reviewer.model.versions import Sketch

FORM = "1"
"""Of sketches; those of another form are made anew."""

KEPT = 256
"""Hashes of a document."""

_MOST_HELD = 16 * KEPT

RUN = 3
"""Words that are taken together."""

GRID = 16
"""Cells of a picture across and down between whose neighbours edges are looked for."""

PICTURE_PX = 160
"""How wide and high the first page is drawn at most."""

_EDGE = 6
"""Shades of grey, of 256, by which neighbours have to differ: less is noise of an encoder."""

_LEAST_EDGES = 12
"""A picture with fewer is blank."""

_LEAST_SHINGLES = 30
"""A text with fewer runs of words says too little."""

_WORD = re.compile(r"[^\W_]+")


def shingles_of(texts: Iterable[str]) -> tuple[int, frozenset[int]]:
    """Return how many runs of words a document's texts have, and the smallest of their hashes; never more than some are held."""
    words: list[str] = []
    found: set[int] = set()
    count, largest = 0, 1 << 63
    for text in texts:
        words = words[-(RUN - 1) :] + _WORD.findall(folded(text))
        for at in range(len(words) - RUN + 1):
            run = " ".join(words[at : at + RUN]).encode("utf-8", "surrogatepass")
            hashed = int.from_bytes(blake2b(run, digest_size=8).digest(), "big") >> 1
            if hashed < largest:
                found.add(hashed)
        count += max(0, len(words) - RUN + 1)
        if len(found) > _MOST_HELD:
            found = set(heapq.nsmallest(KEPT, found))
            largest = max(found)
    return count, frozenset(heapq.nsmallest(KEPT, found))


def likeness(one: Sketch, other: Sketch) -> float | None:
    """Return which share of their runs of words two documents have in common, as far as sketches tell; None where one has few."""
    if min(one.shingles, other.shingles) < _LEAST_SHINGLES:
        return None
    smallest = heapq.nsmallest(KEPT, one.hashes | other.hashes)
    return sum(hash_ in one.hashes and hash_ in other.hashes for hash_ in smallest) / len(smallest)


def edges_of(picture: Bitmap) -> str:
    """Return where a picture grows brighter and darker to the right and downwards: four grids of bits, in hexadecimal digits.

    "" for one that is blank, or smaller than the grid.
    """
    if min(picture.width_px, picture.height_px) < GRID + 1:
        return ""
    grey = _cells(picture)
    grids = [0, 0, 0, 0]
    for row in range(GRID):
        for column in range(GRID):
            here = grey[row][column]
            for n, there in enumerate((grey[row][column + 1], grey[row + 1][column])):
                for grid, is_edge in ((2 * n, there > here + _EDGE), (2 * n + 1, there < here - _EDGE)):
                    grids[grid] = grids[grid] << 1 | is_edge
    if sum(one.bit_count() for one in grids) < _LEAST_EDGES:
        return ""
    return "".join(f"{one:0{GRID * GRID // 4}x}" for one in grids)


def alike_edges(one: str, other: str) -> float:
    """Return which share of the edges of two pictures they have in common, 0 where either is blank."""
    if not one or not other or len(one) != len(other):
        return 0.0
    first, second = int(one, 16), int(other, 16)
    either = (first | second).bit_count()
    return (first & second).bit_count() / either if either else 0.0


def _cells(picture: Bitmap) -> list[list[float]]:
    """Return the mean grey of each cell of a grid, one more across and down than there are edges."""
    rows, width, height = picture.packed(), picture.width_px, picture.height_px
    across = [width * n // (GRID + 1) for n in range(GRID + 2)]
    down = [height * n // (GRID + 1) for n in range(GRID + 2)]
    sums = [[0.0] * (GRID + 1) for _ in range(GRID + 1)]
    for row in range(GRID + 1):
        for y in range(down[row], down[row + 1]):
            line = rows[y * width * 4 : (y + 1) * width * 4]
            greens = bytes(line[1::4])  # green is most of what is seen as brightness
            for column in range(GRID + 1):
                sums[row][column] += sum(greens[across[column] : across[column + 1]])
    return [
        [total / ((down[row + 1] - down[row]) * (across[column + 1] - across[column])) for column, total in enumerate(line)]
        for row, line in enumerate(sums)
    ]
