"""Owns finding a marked region again in another version: by its very pixels, or as one that looks like it, which a person judges.

No hash of a picture sees a changed figure, so nothing but the same pixels is sure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reviewer.documents.findings import Crop
from reviewer.errors import DocumentError
from reviewer.model.anchor import AnchorState, RegionSelector
from reviewer.model.geometry import Rect
from reviewer.model.page import PageInfo
from reviewer.services.anchoring import ReadPages

MOST_PAGES = 24
"""Pages on which one region is looked for."""

_ALIKE_BITS = 10
"""Of the 64 bits of two pictures' hashes, how many may differ where they look alike."""

_SCALE = 2.0
"""Pixels a page unit at which pictures have to be the same."""

_SAME_SHAPE = 0.02
"""By how much the proportions of two pages may differ."""

Place = tuple[int, Rect]


class RegionSearch:
    """Looks for regions of one open document in another.

    Args:
        old: The older version.
        new: The newer one.
        shifts: To which page of the newer version a page of the older one went, as far as its text tells.

    """

    def __init__(self, old: ReadPages, new: ReadPages, shifts: Mapping[int, int]) -> None:
        self._old = old
        self._new = new
        self._shifts = shifts

    def find(self, region: RegionSelector) -> tuple[AnchorState, Place | None]:
        """Return the best place of a region in the newer version, and how sure it is.

        Raises:
            CancelledError: The work was stopped.

        """
        try:
            before = self._old.crop(region.page, region.rect, scale=_SCALE).result()
            size = self._page(self._old, region.page)
        except DocumentError:
            return AnchorState.ORPHAN, None
        same: list[Place] = []
        alike: list[tuple[int, Place]] = []
        for page in self._candidates(region.page):
            try:
                differing, place = self._compared(before, region.rect, page, size)
            except DocumentError:  # a page that cannot be drawn does not have it, as far as anybody can see
                continue
            if differing == 0:
                same.append(place)
            elif differing <= _ALIKE_BITS:
                alike.append((differing, place))
        return self._judged(region, same, alike)

    def _judged(
        self, region: RegionSelector, same: list[Place], alike: list[tuple[int, Place]]
    ) -> tuple[AnchorState, Place | None]:
        wanted = self._shifts.get(region.page, region.page)
        there = [one for one in same if one[0] == wanted]
        if there or len(same) == 1:
            found = (there or same)[0]
            return (AnchorState.EXACT if found[0] == region.page else AnchorState.MOVED), found
        ranked = [(0, one) for one in same] + alike
        if not ranked:
            return AnchorState.ORPHAN, None
        return AnchorState.AMBIGUOUS, min(ranked, key=lambda one: (one[0], abs(one[1][0] - wanted)))[1]

    def _compared(self, before: Crop, rect: Rect, page: int, size: PageInfo) -> tuple[int, Place]:
        """Return in how many bits what is at the region's place on a page looks otherwise: none where its pixels are the same."""
        info = self._page(self._new, page)
        across, down = info.width / size.width, info.height / size.height
        place = Rect(rect.x0 * across, rect.y0 * down, rect.x1 * across, rect.y1 * down)
        if abs(across / down - 1) > _SAME_SHAPE:
            return _ALIKE_BITS + 1, (page, place)
        crop = self._new.crop(page, place, scale=_SCALE / across).result()
        if crop.png == before.png:
            return 0, (page, place)
        return max(1, (int(crop.dhash, 16) ^ int(before.dhash, 16)).bit_count()), (page, place)

    def _candidates(self, page: int) -> Iterator[int]:
        """Yield the pages on which a region may be, the likeliest first."""
        wanted = self._shifts.get(page, page)
        near = [wanted, page, *(wanted + sign * step for step in range(1, MOST_PAGES // 2) for sign in (1, -1))]
        yield from dict.fromkeys(one for one in near if 0 <= one < self._new.page_count)

    def _page(self, opened: ReadPages, page: int) -> PageInfo:
        return opened.pages(page, 1).result()[0]
