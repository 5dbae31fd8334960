"""Pages with many passages: they are painted over several frames, and stay once they are there."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from reviewer.documents.results import Bitmap
from reviewer.model.geometry import Rect
from reviewer.ui.look.theme import Theme
from reviewer.ui.viewer.geometry.camera import Camera
from reviewer.ui.viewer.geometry.page_layout import PageLayout
from reviewer.ui.viewer.marks.mark_index import MarkIndex
from reviewer.ui.viewer.marks.marked_tiles import FEW
from reviewer.ui.viewer.marks.overlay import Overlay
from reviewer.ui.viewer.page_painter import PagePainter, Scene
from reviewer.ui.viewer.pixels.tile import Tile
from reviewer.ui.viewer.pixels.tile_cache import TileCache
from reviewer.ui.viewer.pixels.tiles import tile_rect, visible_tiles
from reviewer.ui.viewer.view_mark import ViewMark
from tests.ui.viewer.fakes import mark, pages

WIDTH, HEIGHT = 700, 700


def crowd(page: int) -> list[ViewMark]:
    """Return many passages in rows of eight."""
    places = ((40 + 60 * (n % 8), 20 + 16 * (n // 8)) for n in range(6 * FEW))
    return [mark(f"{page} {n}", page, Rect(x, y, x + 50, y + 12)) for n, (x, y) in enumerate(places)]


class Screen:
    """Two drawn pages in view, one below the other, painted by a page view's painter."""

    def __init__(self, theme: Theme) -> None:
        self.overlay = Overlay(theme, lambda _page: None)
        self.overlay.set_index(MarkIndex([*crowd(0), *crowd(1)]))
        unsought = SimpleNamespace(paint=lambda *_args: None, end_frame=lambda: False)
        self._painter = PagePainter(theme, self.overlay, cast("Any", unsought))
        self._camera = Camera(PageLayout(pages(2, height=320.0), 2), 0, 0, WIDTH, HEIGHT)
        cache: TileCache[Tile] = TileCache()
        for key in (one for page in self._camera.pages for one in visible_tiles(self._camera, page)):
            place = tile_rect(key)
            pixels = memoryview(bytearray(b"\xff" * (4 * place.width * place.height)))
            cache.put(key, Tile(Bitmap(place.width, place.height, 4 * place.width, pixels)), len(pixels))
        self._supply = cast("Any", SimpleNamespace(cache=cache, heavy=frozenset()))

    def paint(self, clip: QRectF | None = None) -> tuple[QImage, bool]:
        """Return what one frame shows, and whether it asks for another one."""
        image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
        image.fill(0)
        painter = QPainter(image)
        if clip is not None:
            painter.setClipRect(clip)
        behind = self._painter.paint(painter, self._camera, self._supply, Scene(), clip or QRectF(0, 0, WIDTH, HEIGHT))
        painter.end()
        return image, behind

    def come_to_rest(self) -> QImage:
        """Return what is shown once no frame asks for another one."""
        return next(image for image, behind in (self.paint() for _ in range(100)) if not behind)


@pytest.fixture
def screen(qtbot: Any) -> Screen:
    return Screen(Theme())


@pytest.mark.parametrize("top", [40, 500])
def test_passages_stay_on_the_page_that_a_small_repaint_does_not_touch(screen: Screen, top: int) -> None:
    whole = screen.come_to_rest()
    _, behind = screen.paint(QRectF(300, top, 200, 40))
    assert not behind
    image, behind = screen.paint()
    assert not behind
    assert image == whole


def test_passages_appear_although_small_repaints_come_between(screen: Screen) -> None:
    whole, fresh = screen.come_to_rest(), Screen(Theme())
    for _ in range(100):
        _, behind = fresh.paint()
        fresh.paint(QRectF(300, 40, 200, 40))
        if not behind:
            break
    assert fresh.paint()[0] == whole
