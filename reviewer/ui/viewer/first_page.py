"""The pixels of a document's beginning, where the page view is going to have them: what is seen before that is loaded.

Owns a stage and the tiles in view, and holds on to the keys that are pressed meanwhile. Nothing can be marked here, and nothing
scrolls but what the window's size moves. Pixels are asked for once the system has the window painted: it may have made it larger
by then, and the page would be drawn twice.
"""

from __future__ import annotations

from PySide6 import QtCore
from PySide6.QtCore import QRectF, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from reviewer.documents.client import OpenDocument
from reviewer.ui.look.theme import Theme
from reviewer.ui.tasks import Tasks
from reviewer.ui.viewer.geometry.stage import Stage
from reviewer.ui.viewer.pixels.pixel_painter import fill, paint_pixels, to_device_pixels
from reviewer.ui.viewer.pixels.renderer import TileRenderer
from reviewer.ui.viewer.pixels.tile import Tile, plain_bytes
from reviewer.ui.viewer.pixels.tile_cache import DEFAULT_BYTES, TileCache
from reviewer.ui.viewer.pixels.tiles import TileKey, visible_tiles

SCROLL_BAR_PX = 15
"""The lane at the right where the page view has its scroll bar; a bar that does nothing yet is not made."""

_POLICIES = {"verticalScrollBarPolicy": 1, "horizontalScrollBarPolicy": 1, "focusPolicy": 11}
"""No scroll bars, and the keyboard by Tab and click. As numbers: for their names the bindings make all enums of `Qt`, which takes
as long as a page takes to be drawn."""

_PAPER = QColor("#ffffff")


class FirstPage(QAbstractScrollArea):
    """Shows the beginning of a document.

    Attributes:
        held_keys: What was pressed here, for the page view to act on.

    Signals:
        shown: Something of the document can be seen, or it is known that it cannot be drawn.

    """

    shown = Signal()

    def __init__(self, tasks: Tasks, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._theme = theme
        self.held_keys: list[QKeyEvent] = []
        self._is_exposed = False
        self._is_painted = False
        for name, number in _POLICIES.items():
            self.setProperty(name, number)
        self.setViewportMargins(0, 0, SCROLL_BAR_PX, 0)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._canvas = QWidget()  # our own: Qt's bindings make every class that a viewport might be before they hand one over
        self.setViewport(self._canvas)
        self._cache: TileCache[Tile] = TileCache()
        self._renderer: TileRenderer | None = None
        self._stage = Stage(self)
        self._stage.moved.connect(self._on_stage_moved)

    def open(self, document: OpenDocument) -> None:
        """Show a document's beginning."""
        self._renderer = TileRenderer(document, self._cache, self._tasks, self)
        self._renderer.tile_ready.connect(self._on_renderer_tile_ready)
        self._renderer.page_failed.connect(self._on_renderer_page_failed)
        is_image = document.media_type.startswith("image/")
        self._stage.open((document.first_page,), document.page_count, is_image=is_image)

    def stop(self) -> None:
        """Ask for nothing more: the document is about to be shown elsewhere, or closed."""
        if self._renderer is not None:
            self._renderer.stop()
            self._renderer = None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's override: the canvas, and what is drawn of the pages."""
        if not self._is_exposed:
            self._is_exposed = True
            self._want()
        painter, camera = QPainter(self._canvas), self._stage.camera
        fill(painter, QRectF(event.rect()), self._theme.token("canvas"))
        to_device_pixels(painter, camera.dpr)
        for page in camera.pages if len(self._cache) else ():
            edge = self._theme.token("page_edge")
            paint_pixels(painter, camera, page, self._cache, self._image, paper=_PAPER, edge=edge)
        painter.end()
        if not self._is_painted and self._is_all_there():
            self._is_painted = True
            QTimer.singleShot(0, self.shown.emit)  # when what was painted is on its way to the screen

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Qt's override: the page fits the width."""
        self._stage.resized()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        """Qt's override: follow the scroll bars."""
        self._stage.look()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's override: keep keys of the page for later; those with Ctrl, Alt or Meta are the window's."""
        qt = QtCore.Qt
        if event.modifiers() & ~(qt.KeyboardModifier.ShiftModifier | qt.KeyboardModifier.KeypadModifier):
            event.ignore()
        else:
            self.held_keys.append(event.clone())

    def _is_all_there(self) -> bool:
        in_view = self._in_view()
        return bool(in_view) and all(one in self._cache for one in in_view)

    def _in_view(self) -> list[TileKey]:
        camera = self._stage.camera
        return [key for page in camera.pages for key in visible_tiles(camera, page)]

    def _image(self, key: TileKey) -> QImage | None:
        tile = self._cache.get(key)
        return None if tile is None else tile.image(inverted=False)

    def _on_stage_moved(self) -> None:
        self._want()
        self._canvas.update()

    def _want(self) -> None:
        if self._renderer is not None and self._is_exposed:
            in_view = self._in_view()
            self._cache.set_limit(max(DEFAULT_BYTES, plain_bytes(in_view)))
            self._renderer.want(in_view, ())

    def _on_renderer_tile_ready(self, _page: int) -> None:
        self._canvas.update()

    def _on_renderer_page_failed(self, _page: int) -> None:
        self._canvas.update()
        self.shown.emit()
