"""What lies under the pointer: a margin mark, a passage, a hyperlink, words, or a picture, and the cursor that says so.

Owns nothing but where was clicked last: a click there again takes the next of several passages. All places are logical pixels of
the viewport.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt

from reviewer.documents.findings import Hyperlink
from reviewer.documents.text.selecting.pointing import char_at
from reviewer.model.geometry import Point
from reviewer.ui.viewer.geometry.camera import ViewPoint
from reviewer.ui.viewer.geometry.page_layout import PagePoint
from reviewer.ui.viewer.geometry.stage import Stage
from reviewer.ui.viewer.gestures.tools import RegionTool
from reviewer.ui.viewer.marks.frame import page_frame
from reviewer.ui.viewer.marks.overlay import Overlay
from reviewer.ui.viewer.pixels.page_hyperlinks import PageHyperlinks
from reviewer.ui.viewer.pixels.page_texts import PageTexts

PointedHyperlink = tuple[int, Hyperlink]
"""A page (from 0), and what leads somewhere on it."""

SAME_PLACE_PX = 8
"""How far the pointer may have gone, across and down together, for a click to be one on the same place."""

LEAST_REGION_PX = 6
"""A rectangle whose longer side is shorter was a click."""


@dataclass(frozen=True, slots=True)
class Pointed:
    """What is at a place of the view, looked up once for all that follows from it.

    Attributes:
        at: The point of the page there, or None beside the pages.
        on_badge: Whether a margin mark is there, which lies over all else.
        passages: All passages that are there, the one that a click chooses first.

    """

    at: PagePoint | None
    on_badge: bool
    passages: tuple[str, ...]


class Aim:
    """Looks up what is at a place of the view.

    Attributes:
        hyperlinks: What leads somewhere in the document that is shown.

    """

    def __init__(self, stage: Stage, overlay: Overlay) -> None:
        self._stage = stage
        self._overlay = overlay
        self._clicked = QPointF()
        self.hyperlinks: PageHyperlinks | None = None

    def badge_at(self, place: QPointF) -> str:
        """Return the passage whose margin mark is there, or ""."""
        camera = self._stage.camera
        at = Point(place.x() * camera.dpr, place.y() * camera.dpr)
        for page in camera.pages:
            if not self._overlay.index.on_page(page):
                continue
            for badge in self._overlay.badges(page_frame(camera, page, QRectF(0, 0, camera.width, camera.height))):
                if badge.rect.contains(at):
                    return str(badge.mark.passage)
        return ""

    def clicked(self, place: QPointF) -> str:
        """Return the passage that a click there takes, or "": where one of several was taken, the next click takes the next."""
        passages, chosen = self.look(place).passages, self._overlay.chosen
        again = (place - self._clicked).manhattanLength() <= SAME_PLACE_PX
        self._clicked = place
        if again and chosen in passages:
            return passages[(passages.index(chosen) + 1) % len(passages)]
        return next(iter(passages), "")

    def look(self, place: QPointF) -> Pointed:
        """Return what is there."""
        badge, at = self.badge_at(place), self._stage.camera.page_point(ViewPoint(place.x(), place.y()))
        if badge or at is None:
            return Pointed(at, bool(badge), (badge,) if badge else ())
        return Pointed(
            at, on_badge=False, passages=tuple(str(one.passage) for one in self._overlay.index.all_under(at.page, at.point))
        )

    def cursor_over(self, pointed: Pointed, texts: PageTexts | None, *, regions: bool) -> Qt.CursorShape:
        """Return the cursor that says what a drag from there would do; `regions` says that it makes a region everywhere."""
        at = pointed.at
        if pointed.on_badge:
            return Qt.CursorShape.PointingHandCursor
        if at is None or texts is None:
            return Qt.CursorShape.ArrowCursor
        if self._hyperlink_under(pointed) is not None:
            return Qt.CursorShape.PointingHandCursor
        if regions or texts.has_words_at(at) is False:
            return Qt.CursorShape.CrossCursor
        text = texts.get(at.page)
        if text is not None and char_at(text, at.point) is not None:
            return Qt.CursorShape.IBeamCursor
        return Qt.CursorShape.ArrowCursor

    def hyperlink_at(self, place: QPointF) -> PointedHyperlink | None:
        """Return the hyperlink that a click there follows, as far as those of the page are known, with its page."""
        pointed = self.look(place)
        found = self._hyperlink_under(pointed)
        return None if found is None or pointed.at is None else (pointed.at.page, found)

    def _hyperlink_under(self, pointed: Pointed) -> Hyperlink | None:
        """Return what a click there follows; a page's hyperlinks are fetched from now on."""
        at = pointed.at
        if self.hyperlinks is None or at is None or pointed.on_badge:
            return None
        self.hyperlinks.want(at.page)
        return None if pointed.passages else self.hyperlinks.at(at)

    def region_tool(self, at: PagePoint) -> RegionTool:
        """Return the tool that makes a region from a point on, kept to its page."""
        least = LEAST_REGION_PX * self._stage.camera.dpr / self._stage.layout.scale
        return RegionTool.pressed(at, self._stage.layout.page_rect(at.page), least)
