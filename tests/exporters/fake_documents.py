"""Open documents that stand in for workers: pages are drawn with Pillow, copies are small texts that name their marks."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import asdict, dataclass
from functools import cache
from threading import Lock
from typing import TypeVar

from PIL import Image, ImageDraw, ImageFont

from reviewer.documents.marks import Mark
from reviewer.documents.text.page.page_text import PageText
from reviewer.exporters.plan.exhibits import ExportPlan, PlannedDocument
from reviewer.model.anchor import LayerRef
from reviewer.model.geometry import Rect
from reviewer.model.ids import DocumentId
from reviewer.model.page import PageInfo
from reviewer.model.protection import Protection
from tests.exporters.denial import ADVANCE, LEADING, LEFT, MEDIA_TYPES, TEXTS, TOP, page_count_of, pages_of, set_page

T = TypeVar("T")

SIZE = 3_221_230_442
"""Bytes that each of the documents has: what would not fit into a pack."""


@dataclass(frozen=True)
class FakeCrop:
    png: bytes
    width_px: int
    height_px: int


def ready(value: T) -> Future[T]:
    future: Future[T] = Future()
    future.set_result(value)
    return future


def failed(error: Exception) -> Future[object]:
    future: Future[object] = Future()
    future.set_exception(error)
    return future


@cache
def drawn(document: DocumentId, page: int, rect: Rect, scale: float, marks: tuple[Mark, ...]) -> FakeCrop:
    """Return a picture of a page's lines; the same one is drawn once a session."""
    size = max(1, round(rect.width * scale)), max(1, round(rect.height * scale))
    image = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(image)

    def place(x: float, y: float) -> tuple[float, float]:
        return (x - rect.x0) * scale, (y - rect.y0) * scale

    for mark in marks:
        for quad in mark.quads_on(page):
            box = quad.rect
            draw.rectangle((*place(box.x0, box.y0), *place(box.x1, box.y1)), fill=mark.colour.filled)
            draw.line((*place(box.x0, box.y1), *place(box.x1, box.y1)), fill=mark.colour.rgb, width=max(1, round(1.5 * scale)))
    face = ImageFont.load_default(size=11.5 * scale)
    for row, line in enumerate(TEXTS.get(document, ("",) * (page + 1))[page].split("\n")):
        for column, letter in enumerate(line):
            draw.text(place(LEFT + column * ADVANCE, TOP + row * LEADING), letter, fill="black", font=face)
    out = io.BytesIO()
    image.save(out, "PNG")
    return FakeCrop(out.getvalue(), *size)


class FakeDocument:
    """One open document. What is asked of it can be made to fail by `trouble`, by the name of the request."""

    def __init__(
        self,
        planned: PlannedDocument,
        closed: Callable[[], None],
        trouble: dict[str, Exception],
        pages: tuple[PageInfo, ...] = (),
        protection: Protection = Protection.NONE,
    ) -> None:
        self._protection = protection
        self.planned = planned
        self._pages = pages
        self._closed = closed
        self._trouble = trouble

    def plain_text(self, first: int, count: int) -> Future[tuple[str, ...]]:
        if error := self._trouble.get("plain_text"):
            return failed(error)  # type: ignore[return-value]
        return ready(TEXTS[self.planned.id][first : first + count])

    @property
    def protection(self) -> Protection:
        return self._protection

    @property
    def page_count(self) -> int:
        return page_count_of(self.planned.id)

    @property
    def beyond(self) -> int:
        return 0

    @property
    def reduced(self) -> int:
        return 1

    @property
    def media_type(self) -> str:
        return MEDIA_TYPES.get(self.planned.id, "application/pdf")

    @property
    def size(self) -> int:
        return SIZE

    def pages(self, first: int = 0, count: int | None = None) -> Future[tuple[PageInfo, ...]]:
        found = self._pages or pages_of(self.planned.id, self.page_count)
        return ready(found[first : None if count is None else first + count])

    def text(self, page: int, *, layer: LayerRef | None = None) -> Future[PageText]:
        if error := self._trouble.get("text"):
            return failed(error)  # type: ignore[return-value]
        return ready(set_page(self.planned.id, page))

    def crop(self, page: int, rect: Rect, *, scale: float, marks: Sequence[Mark] = ()) -> Future[FakeCrop]:
        if error := self._trouble.get("crop"):
            return failed(error)  # type: ignore[return-value]
        return ready(drawn(self.planned.id, page, rect, scale, tuple(marks)))

    def annotated_copy(self, marks: Sequence[Mark], *, moment: str, title: str) -> Future[bytes]:
        if error := self._trouble.get("annotated_copy"):
            return failed(error)  # type: ignore[return-value]
        words = {"moment": moment, "title": title, "marks": [asdict(one) for one in marks]}
        return ready(b"%PDF-1.7\n" + json.dumps(words, indent=1, sort_keys=True).encode() + b"\n%%EOF\n")

    def close(self) -> None:
        self._closed()


class FakeDocuments:
    """Opens the plan's documents. `locked` and `trouble` make some fail; `pages` and `protected` stand in for theirs;
    `most_open` is how many were open at once."""

    def __init__(self, plan: ExportPlan) -> None:
        self.plan = plan
        self._lock = Lock()
        self.open_now = 0
        self.most_open = 0
        self.locked: dict[str, Exception] = {}
        self.trouble: dict[str, dict[str, Exception]] = {}
        self.pages: dict[DocumentId, tuple[PageInfo, ...]] = {}
        self.protected: dict[str, Protection] = {}

    def open(self, document: DocumentId) -> Future[FakeDocument]:
        planned = self.plan.document(document)
        if error := self.locked.get(planned.name):
            return failed(error)  # type: ignore[return-value]
        with self._lock:
            self.open_now += 1
            self.most_open = max(self.most_open, self.open_now)
        trouble, pages = self.trouble.get(planned.name, {}), self.pages.get(document, ())
        protection = self.protected.get(planned.name, Protection.NONE)
        return ready(FakeDocument(planned, self._close, trouble, pages, protection))

    def _close(self) -> None:
        with self._lock:
            self.open_now -= 1
