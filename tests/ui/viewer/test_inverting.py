"""Inverted pages: what becomes of each colour, and that a frame inverts only so much."""

from __future__ import annotations

import random
from types import SimpleNamespace
from typing import Any, cast

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from reviewer.documents.results import Bitmap
from reviewer.ui.look.inverting import inverted
from reviewer.ui.look.theme import Theme
from reviewer.ui.viewer.geometry.camera import Camera
from reviewer.ui.viewer.geometry.page_layout import PageLayout
from reviewer.ui.viewer.marks.overlay import Overlay
from reviewer.ui.viewer.page_painter import INVERTED_AT_ONCE_PX, PagePainter, Scene
from reviewer.ui.viewer.palette import page_palette
from reviewer.ui.viewer.pixels.tile import Tile
from reviewer.ui.viewer.pixels.tile_cache import TileCache
from reviewer.ui.viewer.pixels.tiles import tile_rect, visible_tiles
from tests.ui.viewer.fakes import pages

SIDE = 2000
Colour = tuple[int, int, int]


def picture(colours: list[Colour], width: int, stride: int) -> QImage:
    """Return a picture of these colours row by row, with rows of so many bytes; the buffer is Qt's own."""
    height = len(colours) // width
    rows = bytearray(b"\x55" * (stride * height))
    for at, (red, green, blue) in enumerate(colours):
        start = at // width * stride + at % width * 4
        rows[start : start + 4] = bytes((blue, green, red, 255))
    return QImage(rows, width, height, stride, QImage.Format.Format_RGB32).convertToFormat(QImage.Format.Format_RGB32)


def expected(colour: Colour, paper: QColor, ink: QColor) -> list[float]:
    move = 255 - 2 * sum(colour) / 3
    turned = [min(255.0, max(0.0, one + move)) for one in colour]
    ends = zip((paper.red(), paper.green(), paper.blue()), (ink.red(), ink.green(), ink.blue()), strict=True)
    return [low + (high - low) * one / 255 for one, (low, high) in zip(turned, ends, strict=True)]


@pytest.mark.parametrize("width", [1, 3, 64, 1021])
@pytest.mark.parametrize("grey", [False, True])
def test_every_pixel_moves_to_the_opposite_lightness(qtbot: Any, width: int, grey: bool) -> None:
    dice = random.Random(width)
    colours = [(255, 255, 255), (0, 0, 0), *((one, one, one) for one in range(1, 255, 7))]
    if not grey:
        colours += [(dice.randrange(256), dice.randrange(256), dice.randrange(256)) for _ in range(2000)]
    colours += [(9, 9, 9)] * (-len(colours) % width)
    palette = page_palette(inverted=True)
    made = inverted(picture(colours, width, 4 * width), palette.paper, palette.ink)
    assert (made.width(), made.height()) == (width, len(colours) // width)
    for at, colour in enumerate(colours):
        found = QColor(made.pixel(at % width, at // width))
        wanted = expected(colour, palette.paper, palette.ink)
        assert all(abs(a - b) <= 3 for a, b in zip((found.red(), found.green(), found.blue()), wanted, strict=True)), colour


@pytest.mark.parametrize("spot", [QColor("white"), QColor("red")])
def test_white_becomes_paper_and_black_ink(qtbot: Any, spot: QColor) -> None:
    palette = page_palette(inverted=True)
    image = picture([(255, 255, 255), (0, 0, 0), (255, 255, 255)], 3, 12)
    image.setPixelColor(2, 0, spot)  # with a colour in it a picture is turned in another way
    made = inverted(image, palette.paper, palette.ink)
    assert made.pixelColor(0, 0) == palette.paper
    ink = made.pixelColor(1, 0)
    assert max(abs(ink.red() - palette.ink.red()), abs(ink.blue() - palette.ink.blue())) <= 1


def test_rows_longer_than_the_picture_and_a_screens_scale_are_kept(qtbot: Any) -> None:
    rows = memoryview(bytearray(bytes((10, 200, 30, 255)) * 5 * 4))
    image = QImage(rows, 3, 4, 5 * 4, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(2.0)
    made = inverted(image, QColor("black"), QColor("white"))
    assert (made.width(), made.height(), made.devicePixelRatio()) == (3, 4, 2.0)
    assert {made.pixel(x, y) for x in range(3) for y in range(4)} == {made.pixel(0, 0)}


def test_a_frame_inverts_only_so_much_and_shows_dark_paper_meanwhile(qtbot: Any) -> None:
    theme = Theme()
    unsought = SimpleNamespace(paint=lambda *_args: None, end_frame=lambda: False)
    painter = PagePainter(theme, Overlay(theme, lambda _page: None), cast("Any", unsought))
    camera = Camera(PageLayout(pages(1, width=SIDE, height=SIDE), 1), 0, 0, SIDE, SIDE)
    cache: TileCache[Tile] = TileCache(1 << 30)
    for key in visible_tiles(camera, 0):
        place = tile_rect(key)
        pixels = memoryview(bytearray(4 * place.width * place.height))
        cache.put(key, Tile(Bitmap(place.width, place.height, 4 * place.width, pixels)), len(pixels))
    tiles = [cast("Tile", cache.get(key)) for key in visible_tiles(camera, 0)]
    assert len(tiles) > 2
    supply = cast("Any", SimpleNamespace(cache=cache, heavy=frozenset()))
    palette = page_palette(inverted=True)

    def frame() -> tuple[set[int], bool]:
        canvas = QImage(SIDE, SIDE, QImage.Format.Format_RGB32)
        canvas.fill(0xFF00FF)
        on = QPainter(canvas)
        behind = painter.paint(on, camera, supply, Scene(inverted=True), QRectF(0, 0, SIDE, SIDE))
        on.end()
        return {canvas.pixel(x, y) for x in range(50, SIDE, 100) for y in range(50, SIDE, 100)}, behind

    for done in range(1, len(tiles) + 1):
        seen, behind = frame()
        assert sum(one.is_inverted for one in tiles) == done, "as each alone has about as many pixels as a frame inverts"
        assert behind == (done < len(tiles))
        assert (palette.paper.rgb() in seen) == behind
    assert tiles[0].size_bytes // 8 > INVERTED_AT_ONCE_PX / 2
    assert frame() == (seen, False)
