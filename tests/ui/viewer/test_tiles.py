"""How pages are cut into tiles, and which tiles are kept."""

from __future__ import annotations

from typing import Any, cast

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QImage, QPainter

from reviewer.documents.protocol.fields import Reader
from reviewer.documents.protocol.replies import read_pages, write_pages
from reviewer.documents.protocol.requests import Render
from reviewer.documents.results import PixelRect, shown_page_px
from reviewer.model.page import PageInfo
from reviewer.ui.viewer.geometry.camera import Camera
from reviewer.ui.viewer.geometry.page_layout import PageLayout
from reviewer.ui.viewer.geometry.zooming import STEPS, Zooming
from reviewer.ui.viewer.pixels.pixel_painter import paint_pixels
from reviewer.ui.viewer.pixels.tile_cache import TileCache
from reviewer.ui.viewer.pixels.tiles import TILE_PX, TileKey, tile_rect, tiles_in
from tests.ui.viewer.fakes import pages


@given(width=st.integers(1, 9000), height=st.integers(1, 9000))
def test_tiles_cover_a_page_once_and_none_is_too_large(width: int, height: int) -> None:
    rects = [tile_rect(one) for one in tiles_in(0, 1.0, 0, (width, height), (0, 0, width, height))]

    assert sum(one.width * one.height for one in rects) == width * height
    assert all(0 < one.width <= TILE_PX and 0 < one.height <= TILE_PX for one in rects)
    assert max(one.x + one.width for one in rects) == width
    assert max(one.y + one.height for one in rects) == height


@given(
    size=st.tuples(st.integers(1, 6000), st.integers(1, 6000)),
    window=st.tuples(st.integers(-500, 6000), st.integers(-500, 6000), st.integers(1, 2000), st.integers(1, 2000)),
)
def test_exactly_the_tiles_that_meet_the_window_are_named(size: tuple[int, int], window: tuple[int, int, int, int]) -> None:
    x0, y0, x1, y1 = window[0], window[1], window[0] + window[2], window[1] + window[3]

    found = set(tiles_in(0, 1.0, 0, size, (x0, y0, x1, y1)))

    for key in tiles_in(0, 1.0, 0, size, (0, 0, *size)):
        rect = tile_rect(key)
        meets = rect.x < x1 and rect.x + rect.width > x0 and rect.y < y1 and rect.y + rect.height > y0
        assert (key in found) == meets


@given(
    size=st.tuples(st.floats(3, 3000), st.floats(3, 3000)),
    rotation=st.sampled_from([0, 90, 180, 270]),
    turn=st.sampled_from([0, 90, 180, 270]),
    zoomed=st.tuples(
        st.one_of(st.sampled_from(STEPS), st.floats(0.01, 8)), st.sampled_from([1.0, 1.25, 1.5, 1.75, 2.0]), st.booleans()
    ),
    spreads=st.booleans(),
)
def test_a_page_has_as_many_pixels_in_the_layout_as_its_worker_draws(
    size: tuple[float, float], rotation: int, turn: int, zoomed: tuple[float, float, bool], spreads: bool
) -> None:
    """Else its last row or column is lost, or is of pixels that are beyond the page."""
    page = PageInfo(0, "", *size, rotation)
    zoom, dpr, is_image = zoomed
    layout = PageLayout((page,), 3, dpr=dpr, spreads=spreads)
    zooming = Zooming(is_image=is_image)
    zooming.zoom = zoom
    layout.set_turn(turn)
    layout.set_scale(zooming.scale(dpr), dpr)
    where = layout.rect(0)
    tiles = list(tiles_in(0, layout.scale, turn, (where.width, where.height), (0, 0, where.width, where.height)))
    drawn = tiles[0]
    request = Render(0, drawn.exact, turn, PixelRect(*tile_rect(drawn)), shared=False)

    asked = Render.unpack(Reader(memoryview(request.pack())))
    (told,) = read_pages(memoryview(write_pages([page])), first=0, count=1)
    whole = shown_page_px(told, asked.scale, asked.turn)

    assert (where.width, where.height) == (whole.width, whole.height)
    assert sum(rect.width * rect.height for rect in map(tile_rect, tiles)) == whole.width * whole.height


def key(page: int, scale: float = 1.0, col: int = 0, turn: int = 0) -> TileKey:
    return TileKey(page, scale, turn, 2000, 900, col, 0)


def test_the_longest_unused_tile_goes_first() -> None:
    cache: TileCache[str] = TileCache(limit_bytes=300)
    for page in range(3):
        cache.put(key(page), f"tile {page}", 100)
    cache.get(key(0))

    cache.put(key(3), "tile 3", 100)

    assert key(1) not in cache
    assert cache.get(key(0)) == "tile 0"
    assert cache.used_bytes == 300


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 3), st.integers(1, 200)), max_size=60))
def test_the_cache_never_takes_more_than_its_limit(puts: list[tuple[int, int, int]]) -> None:
    cache: TileCache[int] = TileCache(limit_bytes=200)
    for page, col, size in puts:
        cache.put(key(page, col=col), size, size)
        assert cache.used_bytes <= 200
    assert cache.used_bytes == sum(cache.get(key(p, col=c)) or 0 for p, c in {(p, c) for p, c, _ in puts})


def test_a_tile_that_takes_more_than_at_first_makes_others_go() -> None:
    cache: TileCache[str] = TileCache(limit_bytes=300)
    for page in range(3):
        cache.put(key(page), f"tile {page}", 100)

    cache.weigh(key(2), 200)

    assert (cache.used_bytes, key(0) in cache, key(2) in cache) == (300, False, True)
    cache.weigh(key(0), 200)
    assert cache.used_bytes == 300, "what is gone weighs nothing"


def test_the_nearest_other_zoom_stands_in_and_the_sharper_one_of_two() -> None:
    cache: TileCache[str] = TileCache()
    for scale in (0.25, 0.5, 2.0, 8.0):
        cache.put(key(7, scale), f"at {scale}", 10)

    assert list(cache.nearest(7, (1.0, 0)).values()) == ["at 2.0"]
    assert list(cache.nearest(7, (0.3, 0)).values()) == ["at 0.25"]
    assert not cache.nearest(8, (1.0, 0))
    assert not cache.nearest(7, (1.0, 90)), "a turned page must not be stood in for by an unturned one"


def test_asking_what_could_stand_in_is_no_use() -> None:
    cache: TileCache[str] = TileCache(limit_bytes=200)
    cache.put(key(7, 2.0), "another zoom", 100)
    cache.put(key(8), "in view", 100)

    assert cache.nearest(7, (1.0, 0))
    cache.put(key(9), "the next", 100)

    assert key(7, 2.0) not in cache
    assert key(8) in cache


def test_what_a_page_is_painted_with_stays_though_it_is_of_another_zoom(qtbot: Any) -> None:
    camera = Camera(PageLayout(pages(1), 1), 0, 0, 700, 700)
    tile = QImage(50, 50, QImage.Format.Format_RGB32)
    stand_in = TileKey(0, 0.1, 0, 50, 50, 0, 0)
    cache: TileCache[QImage] = TileCache(limit_bytes=200)
    cache.put(stand_in, tile, 100)
    cache.put(key(8), tile, 100)
    canvas = QImage(700, 700, QImage.Format.Format_RGB32)
    painter = QPainter(canvas)

    paint_pixels(painter, camera, 0, cast("Any", cache), cache.get, paper=QColor("white"), edge=QColor("black"))

    painter.end()
    cache.put(key(9), tile, 100)
    assert stand_in in cache
    assert key(8) not in cache


def test_lowering_the_limit_takes_effect_at_once() -> None:
    cache: TileCache[str] = TileCache(limit_bytes=1000)
    for page in range(5):
        cache.put(key(page), "", 100)

    cache.set_limit(250)

    assert len(cache) == 2
    assert key(4) in cache
