"""Worker side: telling words that a program recognised in a scan from words that somebody set.

Owns that decision, a page at a time. Recognition lays its words unseen over the picture that they were read from: text rendering
mode 3 (ISO 32000-2 9.3.6), so that they can be searched and selected where they are printed.
"""

from __future__ import annotations

from typing import Any

_MOST_OF_PAGE = 0.5
"""Share of a page's area that its pictures must cover, together, to be a scan of it: slides and strips leave margins."""
_UNSEEN = "ignore-text"
_PICTURES = frozenset(("fill-image", "fill-imgmask"))


def is_recognised(page: Any) -> bool:
    """Tell whether all text of a page lies unseen over pictures that cover most of it."""
    if not page.get_images():  # read from the page's resources: most pages need not be run once more
        return False
    drawn = page.get_bboxlog()
    texts = {kind for kind, _ in drawn if kind.endswith("-text")}
    if texts != {_UNSEEN}:
        return False
    width, height = page.rect.width, page.rect.height
    covered = sum(_inside(box, width, height) for kind, box in drawn if kind in _PICTURES)
    return bool(covered >= _MOST_OF_PAGE * width * height)


def _inside(box: tuple[float, float, float, float], width: float, height: float) -> float:
    """Return the area of a box that lies on the page."""
    x0, y0, x1, y1 = box
    return max(0.0, min(x1, width) - max(x0, 0.0)) * max(0.0, min(y1, height) - max(y0, 0.0))
