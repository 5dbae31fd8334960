"""Which tiles are asked for, in which order, and what is given up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QObject, Signal

from reviewer.errors import DocumentError, WorkerError
from reviewer.ui.tasks import Tasks
from reviewer.ui.viewer.pixels import renderer as renderer_module
from reviewer.ui.viewer.pixels.renderer import OUTSTANDING, TileRenderer
from reviewer.ui.viewer.pixels.tile import Tile
from reviewer.ui.viewer.pixels.tile_cache import TileCache
from reviewer.ui.viewer.pixels.tiles import TileKey
from tests.ui.viewer.fakes import FakeDocument, settle


def key(page: int, row: int = 0) -> TileKey:
    return TileKey(page, 1.0, 0, 100, 1500, 0, row)


@pytest.fixture
def source() -> FakeDocument:
    return FakeDocument(100)


@pytest.fixture
def cache() -> TileCache[Tile]:
    return TileCache()


@pytest.fixture
def renderer(qtbot: Any, source: FakeDocument, cache: TileCache[Tile], tasks: Tasks) -> Iterator[TileRenderer]:
    made = TileRenderer(source, cache, tasks)
    yield made
    made.stop()
    settle()


def asked(source: FakeDocument) -> list[int]:
    return [one.page for one in source.renders]


def test_only_a_few_requests_are_outstanding_and_what_is_in_view_comes_in_order(
    renderer: TileRenderer, source: FakeDocument, cache: TileCache[Tile]
) -> None:
    renderer.want([key(0), key(1), key(2), key(3)], [])
    assert asked(source) == [0, 1][:OUTSTANDING]

    source.draw_all()

    assert asked(source) == [0, 1, 2, 3]
    assert all(key(page) in cache for page in range(4))


def test_what_is_wanted_now_comes_before_what_was_wanted_earlier(renderer: TileRenderer, source: FakeDocument) -> None:
    renderer.want([key(page) for page in range(10)], [])
    renderer.want([key(50), key(51)], [])

    assert source.renders[1].future.cancelled(), "a request that waits for pixels nobody looks at any more"
    source.draw_all()

    assert asked(source) == [0, 1, 50, 51]


def test_the_tile_being_drawn_is_let_through_and_kept(
    renderer: TileRenderer, source: FakeDocument, cache: TileCache[Tile]
) -> None:
    renderer.want([key(0)], [])
    renderer.want([key(1)], [])

    source.draw_all()

    assert key(0) in cache
    assert key(1) in cache


def test_a_heavy_tile_out_of_view_is_cancelled_after_a_moment(
    qtbot: Any, renderer: TileRenderer, source: FakeDocument, monkeypatch: pytest.MonkeyPatch
) -> None:
    renderer._patience.setInterval(1)
    renderer.want([key(0)], [])
    renderer.want([key(1), key(2)], [])

    qtbot.waitUntil(source.renders[0].future.cancelled)

    assert [one.page for one in source.open_renders] == [1, 2]


class Clock(QObject):
    """Qt's timer, whose time passes when a test says so."""

    timeout = Signal()

    def __init__(self, parent: QObject, *, singleShot: bool, interval: int) -> None:  # noqa: N803 - Qt's name
        super().__init__(parent)
        assert singleShot
        self._interval, self._left = interval, 0

    def start(self) -> None:
        self._left = self._interval

    def stop(self) -> None:
        self._left = 0

    def isActive(self) -> bool:  # noqa: N802 - Qt's name
        return self._left > 0

    def pass_by(self, ms: int) -> None:
        if 0 < self._left <= ms:
            self._left = 0
            self.timeout.emit()
        self._left = max(0, self._left - ms)


@pytest.fixture
def clocked(
    qtbot: Any, source: FakeDocument, cache: TileCache[Tile], tasks: Tasks, monkeypatch: pytest.MonkeyPatch
) -> tuple[TileRenderer, Clock]:
    monkeypatch.setattr(renderer_module, "QTimer", Clock)
    made = TileRenderer(source, cache, tasks)
    (clock,) = made.findChildren(Clock)
    return made, clock


@pytest.mark.parametrize("fails", [False, True])
def test_each_tile_out_of_view_has_a_whole_moment(clocked: tuple[TileRenderer, Clock], source: FakeDocument, fails: bool) -> None:
    renderer, clock = clocked
    renderer.want([key(0), key(1)], [])
    renderer.want([key(1)], [])
    clock.pass_by(200)
    if fails:
        source.renders[0].future.set_exception(DocumentError("This page is damaged"))
    else:
        source.renders[0].draw()
    settle()
    renderer.want([key(2)], [])

    clock.pass_by(200)
    assert not source.renders[1].future.cancelled(), "it left the view just now"
    clock.pass_by(50)
    assert source.renders[1].future.cancelled()


def test_moving_on_takes_nothing_of_a_tiles_moment_and_adds_nothing(
    clocked: tuple[TileRenderer, Clock], source: FakeDocument
) -> None:
    renderer, clock = clocked
    renderer.want([key(0)], [])
    for page in range(1, 6):
        assert not source.renders[0].future.cancelled()
        renderer.want([key(page)], [])
        clock.pass_by(50)
    assert source.renders[0].future.cancelled()


def test_a_tile_that_is_in_view_again_is_left_to_be_drawn(clocked: tuple[TileRenderer, Clock], source: FakeDocument) -> None:
    renderer, clock = clocked
    renderer.want([key(0)], [])
    renderer.want([key(1)], [])
    clock.pass_by(200)
    renderer.want([key(0), key(1)], [])
    clock.pass_by(1000)
    assert not source.renders[0].future.cancelled()


def test_a_neighbour_in_the_way_has_its_moment_too(clocked: tuple[TileRenderer, Clock], source: FakeDocument) -> None:
    renderer, clock = clocked
    renderer.want([], [key(7)])
    renderer.want([key(0)], [key(7)])
    clock.pass_by(249)
    assert not source.renders[0].future.cancelled()
    clock.pass_by(1)
    assert source.renders[0].future.cancelled()
    assert [one.page for one in source.open_renders] == [0]


def test_neighbours_are_fetched_only_when_everything_in_view_is_there(renderer: TileRenderer, source: FakeDocument) -> None:
    renderer.want([key(0)], [key(1), key(2)])
    assert asked(source) == [0]

    source.draw_all()

    assert asked(source) == [0, 1, 2]


def test_what_is_there_is_not_asked_for_again(renderer: TileRenderer, source: FakeDocument) -> None:
    renderer.want([key(0)], [])
    source.draw_all()

    renderer.want([key(0), key(1)], [])
    renderer.want([key(0), key(1)], [])

    assert asked(source) == [0, 1]


def test_a_page_that_cannot_be_drawn_says_why_and_is_left_alone_until_asked_again(
    qtbot: Any, renderer: TileRenderer, source: FakeDocument, cache: TileCache[Tile]
) -> None:
    renderer.want([key(0), key(0, 1), key(1)], [])
    with qtbot.waitSignal(renderer.page_failed) as failed:
        source.renders[0].future.set_exception(DocumentError("This page is damaged", "Try another reader."))
    assert failed.args == [0]
    assert renderer.failure(0) == "This page is damaged. Try another reader."
    source.draw_all()
    assert key(1) in cache

    renderer.want([key(0)], [])
    assert not source.open_renders

    renderer.try_again(0)
    renderer.want([key(0)], [])
    source.draw_all()
    assert renderer.failure(0) is None
    assert key(0) in cache


def test_a_dead_worker_is_given_a_second_try_before_a_page_is_blamed(
    renderer: TileRenderer, source: FakeDocument, cache: TileCache[Tile]
) -> None:
    renderer.want([key(0)], [])
    source.renders[0].future.set_exception(WorkerError("gone"))
    settle()
    assert renderer.failure(0) is None
    assert len(source.renders) == 2

    source.renders[1].future.set_exception(WorkerError("The page took too long to draw"))
    settle()

    assert renderer.failure(0) == "The page took too long to draw."
    assert len(source.renders) == 2


def test_nothing_arrives_after_stop(renderer: TileRenderer, source: FakeDocument, cache: TileCache[Tile]) -> None:
    renderer.want([key(0)], [])
    waiting = source.renders[0]
    renderer.stop()
    settle()

    assert waiting.future.cancelled()
    assert not len(cache)


def test_an_unexpected_error_still_ends_in_a_sentence(renderer: TileRenderer, source: FakeDocument) -> None:
    renderer.want([key(0)], [])
    source.renders[0].future.set_exception(RuntimeError("words of the document"))
    settle()

    assert renderer.failure(0) == "This page could not be drawn."
    assert renderer_module.TRIES == 2
