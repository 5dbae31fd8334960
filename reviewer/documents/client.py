"""The window's side of the worker processes: start them, open documents in them, end them.

Owns the life of the worker processes. Must import neither parsers nor Qt.
"""

from __future__ import annotations

from concurrent.futures import Future

from reviewer.documents.open_document import OpenDocument
from reviewer.documents.results import Bitmap, Crop, OutlineItem, PixelRect
from reviewer.documents.source import Source

__all__ = ["Bitmap", "Crop", "OpenDocument", "OutlineItem", "PixelRect", "Source", "Workers"]


class Workers:
    """The client of the worker processes; thread-safe."""

    def __init__(self, *, spare: bool = True) -> None:
        self._spare = spare

    def start(self) -> None:
        """Start warming up; returns at once."""

    def open(self, source: Source, *, password: str | None = None) -> Future[OpenDocument]:
        """Open a document in a worker process of its own."""
        raise NotImplementedError

    def typeset(self, html: str, *, width_pt: float, height_pt: float, margin_pt: float = 54) -> Future[bytes]:
        """Return a PDF of our own trusted HTML."""
        raise NotImplementedError

    def picture(self, html: str, *, width_px: int, height_px: int) -> Future[bytes]:
        """Return a PNG of our own trusted HTML."""
        raise NotImplementedError

    def close(self) -> None:
        """End every worker process."""
