"""Pictures of passages as they stand on their pages, made when they are first looked at and kept while there is room.

Owns that cache and the order of asking. A picture is pixels from the worker with the passage painted over them.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtGui import QImage, QTransform

from reviewer.documents.dispatching.priorities import Priority
from reviewer.documents.open_document import OpenDocument
from reviewer.documents.results import Bitmap
from reviewer.errors import LinkedFileError, WorkerError
from reviewer.model.overview import MarkedPassage
from reviewer.model.page import PageInfo
from reviewer.model.stance import Stance
from reviewer.store.reader import CaseReader
from reviewer.ui.case.case_parts import CaseParts
from reviewer.ui.case.crop_frame import PAGE_END_PX, Frame, framed, parts
from reviewer.ui.case.opening import Failed
from reviewer.ui.look.pictures import below_each_other, image_of, paint_quads

KEPT = 100
"""Pictures kept."""

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
    """A picture that is being made: of which parts of pages, with their heights in logical pixels, for whom."""

    wanted: CropWish
    parts: tuple[tuple[PageInfo, int], ...]
    show: Show
    owner: QObject


class Crops(QObject):
    """The pictures of one window."""

    def __init__(self, parts: CaseParts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._desk = parts.desk
        self._made: OrderedDict[tuple[object, ...], QImage] = OrderedDict()

    def known(self, wanted: CropWish) -> QImage | None:
        """Return a picture that is there; it counts as looked at."""
        known = self._made.get(wanted.key)
        if known is not None:
            self._made.move_to_end(wanted.key)
        return known

    def wish(self, wanted: CropWish, show: Show, owner: QObject) -> None:
        """Hand a picture to `show`, at once where it is known; None where the page cannot be drawn."""
        known = self.known(wanted)
        if known is not None:
            show(known)
            return
        document = wanted.marked.passage.document
        heights = dict(parts(wanted.marked.passage.anchor, wanted.width_px, wanted.height_px))

        def read(reader: CaseReader) -> tuple[tuple[PageInfo, int], ...]:
            return tuple((one, height) for page, height in heights.items() for one in reader.pages(document, page, 1))

        def refused(_error: BaseException) -> None:
            show(None)

        def paged(found: tuple[tuple[PageInfo, int], ...]) -> None:
            if len(found) < len(heights):
                show(None)
                return
            asked = _Asked(wanted, found, show, owner)

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
        made: list[QImage | None] = [None] * len(asked.parts)
        errors: list[BaseException] = []

        def refused(error: BaseException) -> None:
            errors.append(error)
            if len(errors) == 1:
                failed(error)

        def done(at: int, frame: Frame, bitmap: Bitmap) -> None:
            made[at] = self._painted(asked.wanted, asked.parts[at][0], frame, bitmap)
            whole = [one for one in made if one is not None]
            if len(whole) == len(made) and not errors:
                self._keep(asked, whole[0] if len(whole) == 1 else self._joined(whole))

        wanted = asked.wanted
        for at, (page, height) in enumerate(asked.parts):
            anchor = wanted.marked.passage.anchor
            frame = framed(anchor, page, width_px=wanted.width_px, height_px=height, ratio=wanted.ratio)
            future = opened.render(page.index, scale=frame.scale, clip=frame.clip, priority=Priority.EXCERPT)
            self._desk.tasks.deliver(future, partial(done, at, frame), refused, owner=asked.owner)

    def _painted(self, wanted: CropWish, page: PageInfo, frame: Frame, bitmap: Bitmap) -> QImage:
        anchor = wanted.marked.passage.anchor
        image = image_of(bitmap, ratio=wanted.ratio)
        quads = [one.quad for one in anchor.quads if one.page == page.index]
        style, clip = self._parts.theme.light_stance(wanted.stance), frame.clip
        region = anchor.region is not None
        paint_quads(image, page, quads, style, scale=frame.scale, left_px=clip.x, top_px=clip.y, region=region)
        if frame.turn:
            image = image.transformed(QTransform().rotate(frame.turn))
            image.setDevicePixelRatio(wanted.ratio)
        return image

    def _joined(self, images: Sequence[QImage]) -> QImage:
        theme = self._parts.theme
        return below_each_other(images, PAGE_END_PX, ground=theme.light_token("canvas"), edge=theme.light_token("page_edge"))

    def _keep(self, asked: _Asked, image: QImage) -> None:
        self._made[asked.wanted.key] = image
        while len(self._made) > KEPT:
            self._made.popitem(last=False)
        asked.show(image)
