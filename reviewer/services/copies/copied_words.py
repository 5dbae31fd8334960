"""The recognised words of a page as they lie on its page in a viewing copy.

Owns the way from page space to the copy's points: turned as the page is shown, scaled to its size there, from the lower left.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from reviewer.exporters.forms.unseen_words import UnseenWord
from reviewer.model.geometry import Point, page_rotation
from reviewer.model.page import PageInfo
from reviewer.model.recognised import RecognisedPage

_A_BOX = 8
_WORD = re.compile(r"\S+")


def unseen_words(found: RecognisedPage, page: PageInfo, size_pt: tuple[float, float]) -> Sequence[UnseenWord]:
    """Return a page's words where they lie on a page of this size; what lies beside it, a reader would not find either."""
    turn = page_rotation(page.width, page.height, page.rotation)
    shown_width, shown_height = page.shown_size
    across, down = size_pt[0] / shown_width, size_pt[1] / shown_height

    def placed(x: float, y: float) -> tuple[float, float]:
        point = turn.apply(Point(x, y))
        return point.x * across, size_pt[1] - point.y * down

    words = []
    for one in _WORD.finditer(found.text):
        first, last = found.boxes[one.start() * _A_BOX :][:_A_BOX], found.boxes[(one.end() - 1) * _A_BOX :][:_A_BOX]
        (x0, y0), (x1, y1), (upper_x, upper_y) = placed(*first[4:6]), placed(*last[6:8]), placed(*first[:2])
        if all(0 <= x <= size_pt[0] and 0 <= y <= size_pt[1] for x, y in ((x0, y0), (x1, y1))):
            goes_on = found.text[one.end() : one.end() + 1] == " "
            words.append(UnseenWord(one.group(), (x0, y0, x1, y1), math.hypot(upper_x - x0, upper_y - y0), goes_on))
    return words
