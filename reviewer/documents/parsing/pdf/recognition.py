"""Worker side: whose words a page of a PDF has: set by somebody, recognised in a scan, or only stamped on one.

Owns that decision, a page at a time. Recognition lays its words unseen over the picture that they were read from: text rendering
mode 3 (ISO 32000-2 9.3.6), so that they can be searched and selected where they are printed. A registry prints a line of its own
over a scan that has no words; that the line is found says nothing of what the scan says.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from reviewer.model.document import PlainText
from reviewer.model.text_layer import LayerKind

_MOST_OF_PAGE = 0.5
"""Share of a page's area that its pictures must cover, together, to be a scan of it: slides and strips leave margins."""

_WHOLE_PAGE = 0.9
"""The same for a page that is nothing but a picture: no more than a margin is left."""

_FEW_LETTERS = 400
"""As many letters as stamps, a registry's line and an exhibit's number have together, and a page of prose has not."""

_UNSEEN = "ignore-text"
_PICTURES = frozenset(("fill-image", "fill-imgmask"))

Box = tuple[float, float, float, float]


def with_origin(page: Any, text: str) -> PlainText:
    """Return the text of a page with where it comes from.

    Recognised is what lies, most of it unseen, over pictures that cover most of the page.
    """
    if not page.get_images():  # read from the page's resources: most pages need not be run once more
        return PlainText(text)
    drawn = page.get_bboxlog()
    width, height = page.rect.width, page.rect.height
    if page.rotation % 180:  # what is drawn is told as on the unturned page
        width, height = height, width

    def area(kinds: Iterable[str]) -> float:
        return sum(_inside(box, width, height) for kind, box in drawn if kind in kinds)

    covered = area(_PICTURES) / (width * height)
    seen = {kind for kind, _ in drawn if kind.endswith("-text")} - {_UNSEEN}
    if covered >= _MOST_OF_PAGE and area((_UNSEEN,)) > area(seen):
        return PlainText(text, LayerKind.OCR)
    letters = sum(not letter.isspace() for letter in text)
    return PlainText(text, is_scan=covered >= _WHOLE_PAGE and letters <= _FEW_LETTERS)


def _inside(box: Box, width: float, height: float) -> float:
    """Return the area of a box that lies on the page."""
    x0, y0, x1, y1 = box
    return max(0.0, min(x1, width) - max(x0, 0.0)) * max(0.0, min(y1, height) - max(y0, 0.0))
