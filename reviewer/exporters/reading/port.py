"""What the exporters ask of an open document. `reviewer.documents.client.OpenDocument` answers; tests bring their own.

Results come as futures; only `result` and `cancel` of them are used.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from reviewer.documents.marks import Mark
from reviewer.documents.text.page.page_text import PageText
from reviewer.model.anchor import LayerRef
from reviewer.model.geometry import Rect
from reviewer.model.ids import DocumentId
from reviewer.model.page import PageInfo
from reviewer.model.protection import Protection

T_co = TypeVar("T_co", covariant=True)


class Waiting(Protocol[T_co]):
    """A result on its way: what is needed of `concurrent.futures.Future`."""

    def result(self, timeout: float | None = None) -> T_co:
        """Wait for the result; raises what the work raised."""
        ...

    def cancel(self) -> bool:
        """Drop the work where it has not begun."""
        ...


class CropPicture(Protocol):
    """A picture of a part of a page."""

    @property
    def png(self) -> bytes:
        """The picture as a PNG file."""
        ...

    @property
    def width_px(self) -> int:
        """Width in pixels."""
        ...

    @property
    def height_px(self) -> int:
        """Height in pixels."""
        ...


class ReadableDocument(Protocol):
    """An open document: its text, pictures of its parts, and a copy of it that carries our marks."""

    @property
    def media_type(self) -> str:
        """Such as "application/pdf" or "image/png"."""
        ...

    @property
    def size(self) -> int:
        """How many bytes it has."""
        ...

    @property
    def protection(self) -> Protection:
        """What keeps readers from it, or from doing with it as they like; its copy does not."""
        ...

    @property
    def page_count(self) -> int:
        """How many pages it has."""
        ...

    @property
    def beyond(self) -> int:
        """How many pages its file has beyond those that can be shown."""
        ...

    @property
    def reduced(self) -> int:
        """By how much the resolution is lower at which it is shown: 1 where it is not."""
        ...

    def pages(self, first: int = 0, count: int | None = None) -> Waiting[tuple[PageInfo, ...]]:
        """Return the geometry of `count` pages from `first` (from 0) on."""
        ...

    def plain_text(self, first: int, count: int) -> Waiting[tuple[str, ...]]:
        """Return the text of `count` pages from `first` (from 0), each as anchors count in it."""
        ...

    def text(self, page: int, *, layer: LayerRef | None = None) -> Waiting[PageText]:
        """Return a page's characters (page from 0) with their boxes; of its texts the `layer`, where that is there."""
        ...

    def crop(self, page: int, rect: Rect, *, scale: float, marks: Sequence[Mark] = ()) -> Waiting[CropPicture]:
        """Return a picture of a rectangle in page space, `scale` pixels a unit, as displayed and with marks drawn in."""
        ...

    def annotated_copy(self, marks: Sequence[Mark], *, moment: str, title: str) -> Waiting[bytes]:
        """Return a whole PDF of the document with the marks as annotations."""
        ...

    def close(self) -> None:
        """Let go of the document and its worker."""
        ...


OpenById = Callable[[DocumentId], Waiting[ReadableDocument]]
"""Opens one document of the case in a worker."""
