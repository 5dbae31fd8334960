"""Keeps what is in view supplied: tiles first, then the neighbours' tiles and the texts of the pages in view.

Owns one document's tile cache, renderer, texts and hyperlinks, and which pages have been blank for long. Paints nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from reviewer.documents.client import Bitmap, PixelRect
from reviewer.documents.findings import Hyperlink, OutlineItem
from reviewer.documents.text.page.page_text import PageText
from reviewer.ui.tasks import Tasks
from reviewer.ui.viewer.geometry.camera import Camera
from reviewer.ui.viewer.pixels.page_findings import PageFindings
from reviewer.ui.viewer.pixels.page_hyperlinks import PageHyperlinks
from reviewer.ui.viewer.pixels.page_texts import PageTexts
from reviewer.ui.viewer.pixels.renderer import TileRenderer
from reviewer.ui.viewer.pixels.tile import BYTES_A_PIXEL, Tile, plain_bytes
from reviewer.ui.viewer.pixels.tile_cache import DEFAULT_BYTES, TileCache
from reviewer.ui.viewer.pixels.tiles import TileKey, visible_tiles

REST_MS = 120
"""How long the view must stand still before texts are read: a person who leafs through wants pixels only."""

HEAVY_MS = 2000
"""How long a page in view may stay blank before it says why."""

VIEWS_KEPT = 5
"""The cache holds at least as many views' worth of pixels: the one in view, its neighbours, and some of what was seen."""


class DocumentSource(Protocol):
    """What the viewer needs of an open document."""

    page_count: int

    def render(
        self, page: int, *, scale: float, clip: PixelRect | None = None, turn: int = 0, priority: int = 0
    ) -> Future[Bitmap]:
        """Draw a part of a page."""

    def text(self, page: int) -> Future[PageText]:
        """Return a page's characters with their boxes."""

    def hyperlinks(self, page: int) -> Future[tuple[Hyperlink, ...]]:
        """Return what leads somewhere on a page."""

    def unseen_words(self, page: int) -> Future[tuple[tuple[int, int], ...]]:
        """Return the spans of a page's own words that nobody can see on it."""

    def outline(self) -> Future[tuple[OutlineItem, ...]]:
        """Return the table of contents."""


class Supply(QObject):
    """Pixels and characters of one document.

    Args:
        source: The open document.
        tasks: Brings results home.
        needs_text: Tells whether what is shown on a page (from 0) depends on its words.

    Signals:
        page_changed: This page (from 0) should be painted anew: a tile came, it failed, or it turned out to be heavy.

    """

    page_changed = Signal(int)

    def __init__(
        self, source: DocumentSource, tasks: Tasks, needs_text: Callable[[int], bool], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._needs_text = needs_text
        self.cache: TileCache[Tile] = TileCache()
        self.renderer = TileRenderer(source, self.cache, tasks, self)
        self.texts = PageTexts(source, tasks, self)
        self.hyperlinks = PageHyperlinks(source, tasks, self)
        self.unseen = PageFindings[tuple[int, int]](source.unseen_words, tasks, "what cannot be seen", self)
        self.heavy: set[int] = set()
        self._camera: Camera | None = None
        self._waiting: set[int] = set()
        self._downwards = True
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._on_rest)
        self._heavy_timer = QTimer(self, singleShot=True, interval=HEAVY_MS)
        self._heavy_timer.timeout.connect(self._on_heavy_timer)
        self.renderer.tile_ready.connect(self._on_tile_ready)
        self.renderer.page_failed.connect(self._on_page_failed)

    def look(self, camera: Camera) -> None:
        """Supply another view."""
        if self._camera is not None and camera.y != self._camera.y:
            self._downwards = camera.y > self._camera.y
        self._camera = camera
        in_view = [key for page in camera.pages for key in visible_tiles(camera, page)]
        nearby = list(self._nearby(camera))
        # tiles reach beyond the view, and may be held twice, see `Tile`: what is in view never makes way for what is beside it
        needed = 2 * plain_bytes(in_view) + plain_bytes(set(nearby).difference(in_view))
        self.cache.set_limit(max(DEFAULT_BYTES, VIEWS_KEPT * camera.width * camera.height * BYTES_A_PIXEL, needed))
        self.renderer.want(in_view, nearby)
        self.texts.look([page for page in camera.pages if self._needs_text(page)], _near(camera))
        blank = {key.page for key in in_view} - {key.page for key in in_view if self.has_pixels(key)}
        if blank - self._waiting:
            self._heavy_timer.start()
        self._waiting = blank
        self.heavy &= blank
        self._rest.start()

    def has_pixels(self, key: TileKey) -> bool:
        """Tell whether there is anything to draw where a tile lies, be it of another zoom."""
        return key in self.cache or bool(self.cache.nearest(key.page, key.level))

    def try_again(self, page: int) -> None:
        """Ask for a page that failed once more."""
        self.renderer.try_again(page)
        self.texts.try_again(page)
        self.hyperlinks.try_again(page)
        self.unseen.try_again(page)
        if self._camera is not None:
            self.look(self._camera)
        self.page_changed.emit(page)

    def renew_text(self, page: int) -> None:
        """Read the words of a page anew: it has others now."""
        if self.texts.renew(page) and self._camera is not None and page in _near(self._camera):
            self.texts.want((page,))

    def stop(self) -> None:
        """Cancel everything and forget all pixels."""
        self.renderer.stop()
        self.texts.stop()
        self.hyperlinks.stop()
        self.unseen.stop()
        self._rest.stop()
        self._heavy_timer.stop()
        self.cache.clear()

    def _nearby(self, camera: Camera) -> Iterator[TileKey]:
        """Yield the tiles a view's height further on, in the direction of the last movement first."""
        steps = (camera.height, -camera.height) if self._downwards else (-camera.height, camera.height)
        for moved in (Camera(camera.layout, camera.x, camera.y + step, camera.width, camera.height) for step in steps):
            for page in moved.pages:
                yield from visible_tiles(moved, page)

    def _on_tile_ready(self, page: int) -> None:
        self._waiting.discard(page)
        self.heavy.discard(page)
        self.page_changed.emit(page)

    def _on_page_failed(self, page: int) -> None:
        self.heavy.discard(page)  # it is not being drawn any more
        self.page_changed.emit(page)

    def _on_rest(self) -> None:
        camera = self._camera
        if camera is None:
            return
        near = _near(camera)
        self.texts.look([*camera.pages, *(page for page in near if self._needs_text(page))], near)

    def _on_heavy_timer(self) -> None:
        self.heavy |= {page for page in self._waiting if self.renderer.failure(page) is None}
        for page in self.heavy:
            self.page_changed.emit(page)


def _near(camera: Camera) -> range:
    """Return the pages in view, and those a view's height before and behind."""
    return camera.layout.pages_between(camera.y - camera.height, camera.y + 2 * camera.height)
