"""Line icons from `resources/icons/*.svg`, recoloured and sharp at every scale.

The drawings are 16 × 16, lines 1.35 px with round ends, stroked in `currentColor`. Never given a path or a name from a document.
"""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from reviewer import paths


def icon(name: str, colour: QColor, *, size_px: int = 16, disabled: QColor | None = None) -> QIcon:
    """Return an icon in one colour, with drawings for the scales of the screens that are there; see `Theme.changed` for others.

    Args:
        name: The file's name in `resources/icons` without `.svg`.
        colour: The line's colour.
        size_px: Edge in logical pixels.
        disabled: The line's colour while the control is off; Qt greys the icon itself when absent.

    Raises:
        FileNotFoundError: No such drawing.

    """
    made = QIcon()
    for ratio in sorted({1.0, *(one.devicePixelRatio() for one in QGuiApplication.screens())}):
        made.addPixmap(pixmap(name, colour, size_px=size_px, ratio=ratio))
        if disabled is not None:
            made.addPixmap(pixmap(name, disabled, size_px=size_px, ratio=ratio), QIcon.Mode.Disabled)
    return made


def pixmap(name: str, colour: QColor, *, size_px: int = 16, ratio: float = 1.0) -> QPixmap:
    """Return one drawing of `size_px` logical pixels for a screen of the given device pixel ratio."""
    return _pixmap(name, colour.name(QColor.NameFormat.HexArgb), size_px, ratio)


def image(name: str, colour: QColor, *, edge_px: int) -> QImage:
    """Return one drawing of `edge_px` device pixels. Unlike the others it may be asked for on any thread: pages are printed."""
    return _image(name, colour.name(QColor.NameFormat.HexArgb), edge_px)


def paint(painter: QPainter, name: str, rect: QRectF, colour: QColor) -> None:
    """Draw an icon into `rect` (logical pixels) with the painter's own device pixel ratio."""
    size = max(1, round(rect.width()))
    ratio = painter.device().devicePixelRatioF()
    painter.drawPixmap(rect.topLeft(), pixmap(name, colour, size_px=size, ratio=ratio))


@lru_cache(maxsize=1024)
def _pixmap(name: str, argb: str, size_px: int, ratio: float) -> QPixmap:
    edge = round(size_px * ratio)
    made = QPixmap(edge, edge)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _renderer(name, argb).render(painter, QRectF(0, 0, edge, edge))
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made


@lru_cache(maxsize=256)
def _image(name: str, argb: str, edge_px: int) -> QImage:
    made = QImage(edge_px, edge_px, QImage.Format.Format_ARGB32_Premultiplied)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _read(name, argb).render(painter, QRectF(0, 0, edge_px, edge_px))
    painter.end()
    return made


@lru_cache(maxsize=512)
def _renderer(name: str, argb: str) -> QSvgRenderer:
    return _read(name, argb)


def _read(name: str, argb: str) -> QSvgRenderer:
    colour = QColor(argb)
    drawing = _source(name).replace("currentColor", colour.name())
    return QSvgRenderer(QByteArray(drawing.encode()))


@lru_cache(maxsize=256)
def _source(name: str) -> str:
    return paths.resource("icons", f"{name}.svg").read_text(encoding="utf-8")
