"""Pictures of passages: asked for again when the document was closed under the first asking, and regions shown whole."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from types import SimpleNamespace
from typing import Any, cast

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from reviewer.documents.client import Bitmap, PixelRect
from reviewer.errors import WorkerError
from reviewer.model.document import PageInfo
from reviewer.model.geometry import PageQuad, Quad, Rect
from reviewer.model.ids import AnchorId, DocumentId
from reviewer.model.overview import MarkedPassage
from reviewer.ui.case.crops import Crops, CropWish, framed
from reviewer.ui.look.theme import Theme
from reviewer.ui.tasks import Tasks
from tests.ui.viewer.fakes import settle

PAGE = PageInfo(0, "1", 595, 842, 0)


def wish(rect: Rect, *, region: bool = False) -> CropWish:
    anchor = SimpleNamespace(
        id=AnchorId("a"), page=0, quads=(PageQuad(0, Quad.of_rect(rect)),), region=object() if region else None
    )
    passage = SimpleNamespace(document=DocumentId("d"), anchor=anchor)
    return CropWish(cast("MarkedPassage", SimpleNamespace(passage=passage)), None, 280, 96, 1.0)


class Closing:
    """An opening whose document is closed under the first askings."""

    def __init__(self, failures: int) -> None:
        self._failures = failures
        self.borrowed = 0

    def borrow(self, _document: DocumentId, done: Callable[[Any], None], _failed: Callable[[BaseException], None]) -> None:
        self.borrowed += 1
        done(self)

    def render(self, _page: int, *, scale: float, clip: PixelRect, priority: int) -> Future[Bitmap]:
        made: Future[Bitmap] = Future()
        if self.borrowed <= self._failures:
            made.set_exception(WorkerError("closed"))
        else:
            stride = clip.width * 4
            made.set_result(Bitmap(clip.width, clip.height, stride, memoryview(bytearray(stride * clip.height))))
        return made


def asked(tasks: Tasks, theme: Theme, opening: Closing) -> list[QImage | None]:
    page: Future[PageInfo] = Future()
    page.set_result(PAGE)
    desk = SimpleNamespace(tasks=tasks, session=SimpleNamespace(read=lambda _fn: page))
    crops = Crops(cast("Any", SimpleNamespace(desk=desk, opening=opening, theme=theme)))
    shown: list[QImage | None] = []
    owner = QObject()
    crops.wish(wish(Rect(72, 96, 200, 110)), shown.append, owner)
    settle()
    settle()
    return shown


def test_a_picture_whose_document_was_closed_is_asked_for_again(tasks: Tasks, theme: Theme) -> None:
    opening = Closing(1)
    (picture,) = asked(tasks, theme, opening)
    assert picture is not None
    assert opening.borrowed == 2


def test_a_picture_that_cannot_be_made_is_not_asked_for_without_end(tasks: Tasks, theme: Theme) -> None:
    opening = Closing(99)
    assert asked(tasks, theme, opening) == [None]
    assert opening.borrowed == 2


def test_a_tall_region_is_shown_whole() -> None:
    rect = Rect(300, 100, 360, 700)
    scale, clip = framed(wish(rect, region=True), PAGE)
    assert clip.x <= rect.x0 * scale
    assert clip.y <= rect.y0 * scale
    assert clip.x + clip.width >= rect.x1 * scale
    assert clip.y + clip.height >= rect.y1 * scale
