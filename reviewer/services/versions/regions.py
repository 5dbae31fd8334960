"""Owns finding a marked region again in another version: by its pixels, or as one that looks like it, which a person judges.

No hash of a picture sees a changed figure, so nothing is sure but the same pixels, or those that another encoding makes of them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reviewer.documents.findings import Crop
from reviewer.documents.results import PixelRect
from reviewer.errors import DocumentError
from reviewer.model.anchor import AnchorState, RegionSelector
from reviewer.model.geometry import Rect, page_rotation
from reviewer.model.page import PageInfo
from reviewer.services.anchoring import KeptPages
from reviewer.services.versions.same_pixels import MOST_PIXELS, show_the_same

MOST_PAGES = 24
"""Pages on which one region is looked for."""

_ALIKE_BITS = 10
"""Of the 64 bits of two pictures' hashes, how many may differ where they look alike."""

_SCALE = 2.0
"""Pixels a page unit at which pictures have to be the same."""

_SAME_SHAPE = 0.02
"""By how much the proportions of two pages may differ."""

_DRAWN = 4.0
"""Pixels a point at which pages of a PDF are compared: what a scan has. Of an image it is its own pixels, of the newer one."""

_IN_PLACE = 0.1
"""Pixels by which what is compared may lie elsewhere: pictures are scaled to whole pixels, and so by other proportions."""

Place = tuple[int, Rect]


@dataclass(frozen=True)
class _Match:
    """What is at a region's place on a page. `differing`: in how many bits it looks otherwise, 0 where it is the same."""

    place: Place
    differing: int
    is_exact: bool = False


class RegionSearch:
    """Looks for regions of one open document in another.

    Args:
        old: The older version.
        new: The newer one.
        shifts: To which page of the newer version a page of the older one went, as far as its text tells.
        are_images: Whether both are images, whose units are pixels.

    """

    def __init__(self, old: KeptPages, new: KeptPages, shifts: Mapping[int, int], *, are_images: bool = False) -> None:
        self._old = old
        self._new = new
        self._shifts = shifts
        self._are_images = are_images

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
        found: list[_Match] = []
        for page in self._candidates(region.page):
            try:
                one = self._compared(before, region.rect, page, size)
            except DocumentError:  # a page that cannot be drawn does not have it, as far as anybody can see
                continue
            if one.differing <= _ALIKE_BITS:
                found.append(one)
        return self._judged(region, found)

    def _judged(self, region: RegionSelector, found: list[_Match]) -> tuple[AnchorState, Place | None]:
        wanted = self._shifts.get(region.page, region.page)
        same = [one for one in found if one.differing == 0]
        there = [one for one in same if one.place[0] == wanted]
        if there or len(same) == 1:
            one = (there or same)[0]
            return (AnchorState.EXACT if one.is_exact and one.place[0] == region.page else AnchorState.MOVED), one.place
        if not found:
            return AnchorState.ORPHAN, None
        return AnchorState.AMBIGUOUS, min(found, key=lambda one: (one.differing, abs(one.place[0] - wanted))).place

    def _compared(self, before: Crop, rect: Rect, page: int, size: PageInfo) -> _Match:
        info = self._page(self._new, page)
        across, down = info.width / size.width, info.height / size.height
        place = Rect(rect.x0 * across, rect.y0 * down, rect.x1 * across, rect.y1 * down)
        if abs(across / down - 1) > _SAME_SHAPE:
            return _Match((page, place), _ALIKE_BITS + 1)
        crop = self._new.crop(page, place, scale=_SCALE / across).result()
        if crop.png == before.png:
            return _Match((page, place), 0, is_exact=True)
        differing = (int(crop.dhash, 16) ^ int(before.dhash, 16)).bit_count()
        if differing <= _ALIKE_BITS and self._was_encoded_anew(rect, size, place, info):
            return _Match((page, place), 0)
        return _Match((page, place), max(1, differing))

    def _was_encoded_anew(self, rect: Rect, size: PageInfo, place: Rect, info: PageInfo) -> bool:
        """Tell whether a place shows the same as the region but for what an encoder made of it."""
        across = info.width / size.width
        scale = 1.0 if self._are_images else _DRAWN / across
        before, now = (_shown(page, one) for page, one in ((size, rect), (info, place)))
        drift = scale * max(abs(place.x1 - rect.x1 * across), abs(place.y1 - rect.y1 * across))
        is_shrunk = self._are_images and across < 1  # figures can be told apart no more for sure
        is_far = drift > _IN_PLACE or size.rotation != info.rotation
        clip = _pixels(now, scale)
        if is_shrunk or is_far or clip.width * clip.height > MOST_PIXELS or clip != _pixels(before, scale * across):
            return False
        pictures = (
            self._old.render(size.index, scale=scale * across, clip=clip).result(),
            self._new.render(info.index, scale=scale, clip=clip).result(),
        )
        return show_the_same(*pictures)

    def _candidates(self, page: int) -> Iterator[int]:
        """Yield the pages on which a region may be, the likeliest first."""
        wanted = self._shifts.get(page, page)
        near = [wanted, page, *(wanted + sign * step for step in range(1, MOST_PAGES // 2) for sign in (1, -1))]
        yield from dict.fromkeys(one for one in near if 0 <= one < self._new.page_count)

    def _page(self, opened: KeptPages, page: int) -> PageInfo:
        return opened.pages(page, 1).result()[0]


def _shown(page: PageInfo, rect: Rect) -> Rect:
    """Return where a rectangle lies on the page as it is displayed."""
    return page_rotation(page.width, page.height, page.rotation).apply_rect(rect)


def _pixels(rect: Rect, scale: float) -> PixelRect:
    """Return the whole pixels that hold a rectangle."""
    x0, y0 = math.floor(rect.x0 * scale + _IN_PLACE), math.floor(rect.y0 * scale + _IN_PLACE)
    x1, y1 = math.ceil(rect.x1 * scale - _IN_PLACE), math.ceil(rect.y1 * scale - _IN_PLACE)
    return PixelRect(x0, y0, max(1, x1 - x0), max(1, y1 - y0))
