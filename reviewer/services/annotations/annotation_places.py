"""Where an annotation lies, as passages can: the words that a mark takes, and regions for all else.

Owns that decision, the same for a list and for what is taken into the case, and finding what lies at a place already. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from reviewer.documents.text.page.page_text import PageText
from reviewer.documents.text.selecting.marked import marked_spans
from reviewer.model.anchor import Anchor
from reviewer.model.annotation import Annotation
from reviewer.model.geometry import Quad, Rect
from reviewer.model.page import PageInfo

T = TypeVar("T")

SAME = 1.0
"""Page units that corners of the same place may lie apart: another version of the program may measure letters otherwise."""

_LEAST = 12.0
"""Page units: what is narrower or lower, such as a note without a size or a level line, gets a region of so much."""

_BARE = 8.0
"""Page units: a shorter line of a mark that lies beside all words is what its program added at an end."""

_CELL = 16.0


@dataclass(frozen=True, slots=True)
class AnnotationPlaces:
    """Where an annotation lies on its page.

    Attributes:
        spans: What it takes of the page's text, in code points.
        regions: What it marks where there is no text, in page space.

    """

    spans: tuple[tuple[int, int], ...] = ()
    regions: tuple[Rect, ...] = ()


def places_of(annotation: Annotation, page: PageInfo, text: PageText | None) -> AnnotationPlaces:
    """Return where an annotation lies.

    Args:
        annotation: The annotation.
        page: Its page.
        text: The page's text; a mark needs it, all else does not.

    """
    if not annotation.quads or text is None:
        return AnnotationPlaces(regions=(_sized(annotation.rect),))
    spans = marked_spans(text, annotation.quads)
    bare = [one for one in annotation.quads if not spans or _is_bare(text, one)]
    regions = tuple(map(_sized, _blocks(one.rect for one in bare)))
    if not spans and all(page.rect.intersection(one) is None for one in regions):
        return AnnotationPlaces(regions=(_sized(annotation.rect),))  # its program wrote where it is, but not which lines
    return AnnotationPlaces(spans, regions)


def _is_bare(text: PageText, quad: Quad) -> bool:
    """Tell whether a line of a mark lies beside all words, as over a picture."""
    rect = quad.rect
    middle = (rect.y0 + rect.y1) / 2
    short, long = sorted((rect.width, rect.height))
    if long < max(_BARE, 2 * short):  # the space between two words
        return False
    return not any(
        one.x0 <= rect.x1 and rect.x0 <= one.x1 and one.y0 - SAME <= middle <= one.y1 + SAME
        for one in (text.line_rects[at] for at in text.lines_between(rect.y0, rect.y1))
    )


def _blocks(rects: Iterable[Rect]) -> Iterator[Rect]:
    """Yield lines that follow each other as one rectangle; those of another column are another one."""
    block: Rect | None = None
    for rect in rects:
        if block is not None and block.grown(max(min(rect.width, rect.height), _LEAST) / 2).intersection(rect.grown(SAME)):
            block = block.union(rect)
            continue
        if block is not None:
            yield block
        block = rect
    if block is not None:
        yield block


def _sized(rect: Rect) -> Rect:
    """Return a rectangle large enough to be seen, about the same middle."""
    across, down = max(0.0, _LEAST - rect.width) / 2, max(0.0, _LEAST - rect.height) / 2
    if rect.width >= SAME * 2 and rect.height >= SAME * 2:
        return rect
    return Rect(rect.x0 - across, rect.y0 - down, rect.x1 + across, rect.y1 + down)


class Places(Generic[T]):
    """What lies where, to be found by another anchor of the same place. Costs what lies close by, however much there is."""

    def __init__(self) -> None:
        self._cells: dict[tuple[object, ...], list[tuple[Anchor, T]]] = {}

    def put(self, anchor: Anchor, what: T) -> None:
        """Say what lies at an anchor."""
        column, row = _cell(anchor)
        self._cells.setdefault((*_kind(anchor), column, row), []).append((anchor, what))

    def at(self, anchor: Anchor) -> T | None:
        """Return what lies at the same place."""
        column, row = _cell(anchor)
        near = ((column + across, row + down) for across in (0, -1, 1) for down in (0, -1, 1))
        for cell in near:
            for other, what in self._cells.get((*_kind(anchor), *cell), ()):
                if _lie_alike(anchor, other):
                    return what
        return None


def _kind(anchor: Anchor) -> tuple[object, ...]:
    return anchor.page, None if anchor.text is None else anchor.text.quote


def _cell(anchor: Anchor) -> tuple[int, int]:
    corner = anchor.quads[0].quad.ul
    return int(corner.x // _CELL), int(corner.y // _CELL)


def _lie_alike(one: Anchor, other: Anchor) -> bool:
    return len(one.quads) == len(other.quads) and all(
        mine.page == theirs.page and _near(mine.quad, theirs.quad) for mine, theirs in zip(one.quads, other.quads, strict=True)
    )


def _near(one: Quad, other: Quad) -> bool:
    corners: Sequence[tuple[float, float]] = [
        (mine, theirs)
        for here, there in zip(one.points, other.points, strict=True)
        for mine, theirs in ((here.x, there.x), (here.y, there.y))
    ]
    return all(abs(mine - theirs) <= SAME for mine, theirs in corners)
