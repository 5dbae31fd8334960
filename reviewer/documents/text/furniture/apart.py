"""What stands apart from the text of a page, as its headers, footers and numbers do.

Pure geometry, but for what a page's number looks like.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from typing import Self

from reviewer.documents.text.page.lines import Line
from reviewer.documents.text.page.page_text import PageText

PAGE_NUMBER = re.compile(
    r"\W*(?:page|p\.|seite|s\.)?\s*(?:\d{1,6}|[ivxlcdm]{1,8})(?:\s*(?:of|/|von)\s*\d{1,6})?\W*", re.IGNORECASE
)
"""A line that is a page's number: "17", "- iv -", "Page 3 of 14"."""
_APART = 0.3
"""Heights of a line by which a running one stands farther from the text than the text's lines from each other."""
_OUTSIDE = 0.05
"""Heights of a line by which a page's number that runs stands farther from the text than lines of a paragraph from each other."""


@dataclass(frozen=True, slots=True)
class Body:
    """The lines of a page that do not run: where they begin and end across, and how far apart they stand, in order."""

    tops: list[float]
    feet: list[float]
    gaps: list[float]

    @classmethod
    def of(cls, lines: Sequence[Line]) -> Self:
        """Return it for some lines."""
        gaps = sorted(max(0.0, below.extent.across0 - above.extent.across1) for above, below in pairwise(rows_of(lines)))
        tops, feet = sorted(one.extent.across0 for one in lines), sorted(one.extent.across1 for one in lines)
        return cls(tops, feet, gaps or [0.0])

    def stands_apart(self, line: Line) -> bool:
        """Tell whether a line stands farther from them than they from each other as a rule."""
        return self.gap(line) >= self.gaps[len(self.gaps) // 2] + _APART * line.extent.height

    def is_outside(self, line: Line) -> bool:
        """Tell whether a line stands above or below all of them."""
        return bool(self.tops) and (line.extent.across1 <= self.tops[0] or line.extent.across0 >= self.feet[-1])

    def stands_outside(self, line: Line) -> bool:
        """Tell whether a line stands farther from them than lines of a paragraph do from each other."""
        return self.gap(line) > self.gaps[len(self.gaps) // 4] + _OUTSIDE * line.extent.height

    def gap(self, line: Line) -> float:
        """Return how far above or below the nearest of them a line stands; less than 0 beside one, or where there is none."""
        top, foot = line.extent.across0, line.extent.across1
        above, below = bisect_right(self.feet, top), bisect_left(self.tops, foot)
        if not self.tops or above < below:
            return -1.0
        return min(top - self.feet[above - 1] if above else inf, self.tops[below] - foot if below < len(self.tops) else inf)


def rows_of(lines: Iterable[Line]) -> list[Line]:
    """Return one line of each row, from top to bottom."""
    found: list[Line] = []
    for line in sorted(lines, key=lambda one: one.extent.across0):
        if not found or line.extent.across0 >= found[-1].extent.across0 + found[-1].extent.height / 2:
            found.append(line)
    return found


def standing_apart(text: PageText, running: Sequence[Line], *, loosely: bool = False) -> list[Line]:
    """Return those of some lines that stand apart from the text as headers and footers do; a page's number need only just do so.

    The last answer on a page of a form, or the last cell of a table, may be the next page's too: it stands as near as any other.
    What runs another way than the text, up the margin of a gazette, is apart from it.
    """
    frame = text.lines[len(text.lines) // 2].frame if text.lines else None
    aside = [one for one in running if frame is not None and not one.frame.same_way(frame)]
    level = [one for one in text.lines if frame is not None and one.frame.same_way(frame) and one not in text.number_lines]
    running = [one for one in running if one not in aside]
    numbers = {one.start for one in running if loosely or PAGE_NUMBER.fullmatch(words_of(text, one))}

    def stands_outside(line: Line, others: Iterable[Line]) -> bool:
        return Body.of([one for one in others if not one.same_row(line)]).stands_outside(line)

    found, before = [*running], -1
    while found and len(found) != before:  # what does not stand apart is text, and other lines may stand near to that
        before, taken = len(found), {one.start for one in found}
        others = [one for one in level if one.start not in taken]
        body = Body.of([one for one in others if not PAGE_NUMBER.fullmatch(words_of(text, one))])
        near = [one for one in found if not (body.stands_apart(one) or (one.start in numbers and stands_outside(one, others)))]
        nearest = sorted(near, key=body.gap)[: (len(near) + 1) // 2]  # beside these the others may stand apart
        found = [one for one in found if one not in nearest]
    return [*found, *aside]


def words_of(text: PageText, line: Line) -> str:
    """Return what a line says, with one blank between words."""
    return " ".join(text.text[line.start : line.end].split())
