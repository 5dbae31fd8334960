"""Which parts of a mixed line a span of its text takes on paper: one for every stretch that stands together.

Pure geometry over characters and their boxes. In a line of one direction that is one part; where words of two directions meet,
what follows on in the text may stand apart, and what lies between belongs to others.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator

from reviewer.documents.text.page.direction import has_right_to_left
from reviewer.documents.text.page.lines import Extent, Frame, Line, extent_of


def extents_taken(text: str, boxes: array[float], line: Line, start: int, end: int) -> Iterator[Extent]:
    """Yield the extents of the characters of a line from code point `start` up to `end`, white space at their ends left out."""
    if not has_right_to_left(text[line.start : line.end]):
        is_whole = start == line.start and end == line.end  # then it is known: whole pages are selected
        extent = line.extent if is_whole else extent_of(text, boxes, start, end, line.frame)
        if extent is not None:
            yield extent
        return
    run: list[int] = []
    for offset in places(text, boxes, line):
        if start <= offset < end:
            run.append(offset)
        elif run:
            yield from _around(text, boxes, line.frame, run)
            run = []
    yield from _around(text, boxes, line.frame, run)


def places(text: str, boxes: array[float], line: Line) -> list[int]:
    """Return the characters of a line in the order in which they stand on paper, line ends left out."""
    found = []
    for offset in range(line.start, line.end):
        low, high = span_along(boxes, offset, line.frame)
        if text[offset] != "\n" and high > low:
            found.append((low + high, offset))
    return [offset for _, offset in sorted(found)]


def span_along(boxes: array[float], offset: int, frame: Frame) -> tuple[float, float]:
    """Return where a character begins and ends along its line."""
    box = boxes[offset * 8 : offset * 8 + 8]
    values = [frame.along(x, y) for x, y in zip(box[0::2], box[1::2], strict=True)]
    return min(values), max(values)


def _around(text: str, boxes: array[float], frame: Frame, run: list[int]) -> Iterator[Extent]:
    """Yield the extent of characters that stand together, if any of them is seen."""
    seen = [at for at, offset in enumerate(run) if not text[offset].isspace()]
    if not seen:
        return
    whole: Extent | None = None
    for offset in run[seen[0] : seen[-1] + 1]:
        box = boxes[offset * 8 : offset * 8 + 8]
        corners = list(zip(box[0::2], box[1::2], strict=True))
        alongs, acrosses = [frame.along(x, y) for x, y in corners], [frame.across(x, y) for x, y in corners]
        extent = Extent(min(alongs), max(alongs), min(acrosses), max(acrosses))
        whole = extent if whole is None else whole.union(extent)
    if whole is not None:
        yield whole
