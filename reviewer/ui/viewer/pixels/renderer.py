"""Asks the worker for tiles: what is in view first, what was asked last before what was asked earlier, neighbours when idle.

Owns what is asked for at any moment. It draws nothing and keeps nothing: tiles go into the cache, and `tile_ready` says so. Only
a few requests are outstanding at a time, so that a movement of the view takes effect at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import Future
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from reviewer.documents.client import Bitmap, PixelRect
from reviewer.documents.dispatching.priorities import Priority
from reviewer.errors import ReviewerError, WorkerError
from reviewer.i18n import tr
from reviewer.log import logger
from reviewer.ui.tasks import Tasks
from reviewer.ui.viewer.pixels.tile import Tile
from reviewer.ui.viewer.pixels.tile_cache import TileCache
from reviewer.ui.viewer.pixels.tiles import TileKey, tile_rect

OUTSTANDING = 2
"""Requests made of the worker at a time: one being drawn, one to follow without a pause."""

PATIENCE_MS = 250
"""How long a tile that is being drawn, and no longer in view, may keep others waiting before it is cancelled too."""

TRIES = 2
"""How often a page is asked for when the worker dies: it may have died of another page."""

_log = logger(__name__)


class PageSource(Protocol):
    """What the renderer needs of an open document."""

    def render(
        self, page: int, *, scale: float, clip: PixelRect | None = None, turn: int = 0, priority: int = 0
    ) -> Future[Bitmap]:
        """Draw a part of a page."""


class TileRenderer(QObject):
    """Keeps the cache supplied with the tiles that are wanted.

    Signals:
        tile_ready: A tile of this page (from 0) has come.
        page_failed: This page cannot be drawn; `failure` says why.

    """

    tile_ready = Signal(int)
    page_failed = Signal(int)

    def __init__(self, source: PageSource, cache: TileCache[Tile], tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._cache = cache
        self._tasks = tasks
        self._visible: list[TileKey] = []
        self._nearby: list[TileKey] = []
        self._pending: dict[TileKey, Future[Bitmap]] = {}
        self._tries: dict[int, int] = {}
        self._failures: dict[int, str] = {}
        self._bears_with: Future[Bitmap] | None = None
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._on_patience_ended)

    def want(self, visible: Sequence[TileKey], nearby: Sequence[TileKey]) -> None:
        """Say which tiles are in view, most wanted first, and which may be next; what is neither is cancelled.

        The oldest request is probably being drawn already: it is let through for a moment, since its pixels are all but there.
        """
        self._visible = self._missing(visible)
        self._nearby = self._missing(nearby)
        wanted = {*self._visible, *self._nearby}
        self._cancel(one for one in list(self._pending)[1:] if one not in wanted)
        self._pump()

    def failure(self, page: int) -> str | None:
        """Return the sentence that says why a page cannot be drawn, or None."""
        return self._failures.get(page)

    def try_again(self, page: int) -> None:
        """Forget that a page failed; it is asked for when it is wanted next."""
        self._failures.pop(page, None)
        self._tries.pop(page, None)

    def stop(self) -> None:
        """Cancel everything; nothing more is asked for or delivered."""
        self._visible.clear()
        self._nearby.clear()
        self._patience.stop()
        self._cancel(list(self._pending))

    def _cancel(self, keys: Iterable[TileKey]) -> None:
        for key in keys:
            self._pending.pop(key).cancel()

    def _missing(self, keys: Iterable[TileKey]) -> list[TileKey]:
        return [one for one in keys if one not in self._cache and one.page not in self._failures]

    def _be_patient(self) -> None:
        """Begin to wait for what is drawn though nobody looks at it, unless that is what is being waited for already."""
        first = next(iter(self._pending), None)
        in_the_way = self._pending[first] if first is not None and self._visible and first not in self._visible else None
        if in_the_way is None:
            self._patience.stop()
        elif in_the_way is not self._bears_with:
            self._patience.start()
        self._bears_with = in_the_way

    def _on_patience_ended(self) -> None:
        in_view = set(self._visible)
        self._cancel([one for one in self._pending if one not in in_view])
        self._pump()

    def _pump(self) -> None:
        self._fill_up()
        self._be_patient()

    def _fill_up(self) -> None:
        in_view = bool(self._visible)
        for key in self._visible or self._nearby:
            if len(self._pending) >= (OUTSTANDING if in_view else 1):
                return
            if key not in self._pending:
                self._ask(key, priority=Priority.VIEW if in_view else Priority.NEIGHBOUR)

    def _ask(self, key: TileKey, *, priority: int) -> None:
        where = tile_rect(key)
        scale = key.exact or key.scale
        future = self._source.render(key.page, scale=scale, clip=PixelRect(*where), turn=key.turn, priority=priority)
        self._pending[key] = future
        done, failed = partial(self._on_tile_drawn, key, future), partial(self._on_tile_failed, key, future)
        self._tasks.deliver(future, done, failed, owner=self)

    def _on_tile_drawn(self, key: TileKey, future: Future[Bitmap], bitmap: Bitmap) -> None:
        if self._pending.get(key) is not future:
            return
        self._settle(key)
        tile = Tile(bitmap)
        self._cache.put(key, tile, tile.size_bytes)
        self._tries.pop(key.page, None)
        self.tile_ready.emit(key.page)
        self._pump()

    def _on_tile_failed(self, key: TileKey, future: Future[Bitmap], error: BaseException) -> None:
        if self._pending.get(key) is not future:
            return
        del self._pending[key]
        tries = self._tries.get(key.page, 0) + 1
        self._tries[key.page] = tries
        if not isinstance(error, WorkerError) or tries >= TRIES:
            _log.info("page %d could not be drawn: %s", key.page, type(error).__name__)
            self._failures[key.page] = _sentence(error)
            self._visible = [one for one in self._visible if one.page != key.page]
            self._nearby = [one for one in self._nearby if one.page != key.page]
            self.page_failed.emit(key.page)
        self._pump()

    def _settle(self, key: TileKey) -> None:
        del self._pending[key]
        self._visible = [one for one in self._visible if one != key]
        self._nearby = [one for one in self._nearby if one != key]


def _sentence(error: BaseException) -> str:
    if isinstance(error, ReviewerError):
        return " ".join(one for one in (error.summary.rstrip(".") + ".", error.hint) if one)
    return tr("This page could not be drawn.")
