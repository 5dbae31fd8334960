"""Pictures of passages as they stand on their pages, made when they are first looked at and kept while there is room.

Owns that cache and the order of asking. A picture is pixels from the worker with the passage painted over them.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from reviewer.documents.open_document import OpenDocument
from reviewer.documents.priorities import Priority
from reviewer.documents.results import Bitmap, PixelRect
from reviewer.errors import LinkedFileError, WorkerError
from reviewer.model.claim import Stance
from reviewer.model.document import PageInfo
from reviewer.model.geometry import IDENTITY, Rect, page_rotation
from reviewer.model.overview import MarkedPassage
from reviewer.store.reader import CaseReader
from reviewer.ui.case.case_parts import CaseParts
from reviewer.ui.case.opening import Failed
from reviewer.ui.look.pictures import image_of, paint_quads

KEPT = 160
"""Pictures kept."""

_LEAST, _MOST = 0.86, 1.15
"""Logical pixels a point: the whole line where it fits, and never too small to read."""

_MARGIN_PX = 12

Show = Callable[[QImage | None], None]


@dataclass(frozen=True, slots=True)
class CropWish:
    """Which picture is wanted: of what, for which stance, how large (logical pixels), on what screen."""

    marked: MarkedPassage
    stance: Stance | None
    width_px: int
    height_px: int
    ratio: float

    @property
    def key(self) -> tuple[object, ...]:
        """Tells pictures apart; a passage that moved is another picture."""
        return self.marked.passage.anchor.id, self.stance, self.width_px, self.height_px, self.ratio


@dataclass(frozen=True, slots=True)
class _Asked:
    """A picture that is being made: of which page, for whom."""

    wanted: CropWish
    page: PageInfo
    show: Show
    owner: QObject


class Crops(QObject):
    """The pictures of one window."""

    def __init__(self, parts: CaseParts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._desk = parts.desk
        self._made: OrderedDict[tuple[object, ...], QImage] = OrderedDict()

    def wish(self, wanted: CropWish, show: Show, owner: QObject) -> None:
        """Hand a picture to `show`, at once where it is known; None where the page cannot be drawn."""
        known = self._made.get(wanted.key)
        if known is not None:
            self._made.move_to_end(wanted.key)
            show(known)
            return
        document, page = wanted.marked.passage.document, wanted.marked.passage.anchor.page

        def read(reader: CaseReader) -> PageInfo | None:
            return next((one for one in reader.pages(document) if one.index == page), None)

        def refused(_error: BaseException) -> None:
            show(None)

        def paged(info: PageInfo | None) -> None:
            if info is None:
                show(None)
                return
            asked = _Asked(wanted, info, show, owner)

            def failed(error: BaseException) -> None:
                if isinstance(error, WorkerError | LinkedFileError):  # once more, from the document as it is open then
                    self._borrow(asked, refused)
                else:
                    refused(error)

            self._borrow(asked, failed)

        self._desk.tasks.deliver(self._desk.session.read(read), paged, refused, owner=owner)

    def _borrow(self, asked: _Asked, failed: Failed) -> None:
        """Draw from the document as it is open now: a tab may close it, or its worker end, before the picture is there."""

        def render(opened: OpenDocument) -> None:
            if shiboken6.isValid(asked.owner):
                self._render(asked, opened, failed)

        def refused(error: BaseException) -> None:
            if shiboken6.isValid(asked.owner):
                failed(error)

        self._parts.opening.borrow(asked.wanted.marked.passage.document, render, refused)

    def _render(self, asked: _Asked, opened: OpenDocument, failed: Failed) -> None:
        wanted, page = asked.wanted, asked.page
        scale, clip = framed(wanted, page)

        def done(bitmap: Bitmap) -> None:
            image = image_of(bitmap, ratio=wanted.ratio)
            quads = [one.quad for one in wanted.marked.passage.anchor.quads if one.page == page.index]
            style = self._parts.theme.light_stance(wanted.stance)
            region = wanted.marked.passage.anchor.region is not None
            paint_quads(image, page, quads, style, scale=scale, left_px=clip.x, top_px=clip.y, region=region)
            self._made[wanted.key] = image
            while len(self._made) > KEPT:
                self._made.popitem(last=False)
            asked.show(image)

        future = opened.render(page.index, scale=scale, clip=clip, priority=Priority.EXCERPT)
        self._desk.tasks.deliver(future, done, failed, owner=asked.owner)


def framed(wanted: CropWish, page: PageInfo) -> tuple[float, PixelRect]:
    """Return the scale and the part of the page, in device pixels, that shows the passage in a picture of the wanted size.

    Text keeps the size it is read at; what is too wide or too high of it is shown from its beginning. A region is shown whole.
    """
    turned = page_rotation(page.width, page.height, page.rotation)
    rects = [turned.apply_rect(one.quad.rect) for one in wanted.marked.passage.anchor.quads if one.page == page.index]
    shown_width, shown_height = page.shown_size
    rect = rects[0] if rects else Rect(0, 0, shown_width, shown_height)
    for one in rects[1:]:
        rect = rect.union(one)
    width, height = wanted.width_px * wanted.ratio, wanted.height_px * wanted.ratio
    if page.to_user_space == IDENTITY:  # an image: its pixels say nothing of how large its words are
        part = max(rect.width * 1.15, shown_width * 0.45)
        scale = min(max(width / part, width / shown_width), 1.5 * wanted.ratio)
    else:
        whole = width / (rect.width + 2 * _MARGIN_PX)
        scale = min(max(whole, _LEAST * wanted.ratio), _MOST * wanted.ratio)
    is_region = wanted.marked.passage.anchor.region is not None
    if is_region:
        scale = min(scale, (height - 2 * _MARGIN_PX) / max(rect.height, 1.0), (width - 2 * _MARGIN_PX) / max(rect.width, 1.0))
    width, height = min(width, max(1.0, shown_width * scale)), min(height, max(1.0, shown_height * scale))
    fits = rect.height * scale + 2 * _MARGIN_PX <= height
    top = (rect.y0 + rect.y1) / 2 * scale - height / 2 if fits else rect.y0 * scale - 2 * _MARGIN_PX
    begins_far_right = bool(rects) and (rects[0].x0 - rect.x0) * scale > width / 2
    middle = (rect.x0 + rect.x1) / 2 * scale - width / 2
    left = middle if is_region else (rects[0].x0 if begins_far_right else rect.x0) * scale - _MARGIN_PX * wanted.ratio
    left = min(max(left, 0), max(0, shown_width * scale - width))
    top = min(max(top, 0), max(0, shown_height * scale - height))
    return scale, PixelRect(round(left), round(top), max(1, int(width)), max(1, int(height)))
