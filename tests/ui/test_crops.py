"""Pictures of passages: asked for again when the document was closed under the first asking; shown whole, upright, quotes too."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from reviewer.documents.client import Bitmap, PixelRect
from reviewer.errors import WorkerError
from reviewer.model.anchor import Anchor, TextPosition, TextSelector
from reviewer.model.claim import Link
from reviewer.model.geometry import PageQuad, Quad, Rect
from reviewer.model.ids import AnchorId, ClaimId, DocumentId, LinkId, PassageId, Sha256
from reviewer.model.overview import MarkedPassage
from reviewer.model.page import PageInfo
from reviewer.model.passage import Passage
from reviewer.model.stance import Stance
from reviewer.ui.case.crop_frame import LEAST_PX, MOST_PX, PAGE_END_PX, Frame, framed, parts, picture_height
from reviewer.ui.case.crops import Crops, CropWish
from reviewer.ui.look.theme import Theme
from reviewer.ui.models.evidence_model import PassageRow
from reviewer.ui.panels.claims.passage_card import CardHeights, PassageCard
from reviewer.ui.tasks import Tasks
from tests.ui.viewer.fakes import settle

PAGE = PageInfo(0, "1", 595, 842, 0)


def wish(rect: Rect, *, region: bool = False) -> CropWish:
    anchor = SimpleNamespace(
        id=AnchorId("a"), page=0, quads=(PageQuad(0, Quad.of_rect(rect)),), text=None, region=object() if region else None
    )
    passage = SimpleNamespace(document=DocumentId("d"), anchor=anchor)
    return CropWish(cast("MarkedPassage", SimpleNamespace(passage=passage)), None, 280, 96, 1.0)


class Closing:
    """An opening whose document is closed under the first askings."""

    def __init__(self, failures: int) -> None:
        self._failures = failures
        self.borrowed = 0
        self.rendered: list[int] = []

    def borrow(self, _document: DocumentId, done: Callable[[Any], None], _failed: Callable[[BaseException], None]) -> None:
        self.borrowed += 1
        done(self)

    def render(self, page: int, *, scale: float, clip: PixelRect, priority: int) -> Future[Bitmap]:
        self.rendered.append(page)
        made: Future[Bitmap] = Future()
        if self.borrowed <= self._failures:
            made.set_exception(WorkerError("closed"))
        else:
            stride = clip.width * 4
            made.set_result(Bitmap(clip.width, clip.height, stride, memoryview(bytearray(stride * clip.height))))
        return made


def asked(tasks: Tasks, theme: Theme, opening: Closing) -> list[QImage | None]:
    page: Future[tuple[tuple[PageInfo, int], ...]] = Future()
    page.set_result(((PAGE, 96),))
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


def text_anchor(*quads: Quad, quote: str = "said so") -> Anchor:
    text = TextSelector(TextPosition(0, 0), TextPosition(0, len(quote)), quote, quote, "", "", ())
    return Anchor(AnchorId("a"), Sha256("0" * 64), 0, "1", tuple(PageQuad(0, one) for one in quads), text=text)


def lines(count: int, *, width: float = 450) -> tuple[Quad, ...]:
    return tuple(Quad.of_rect(Rect(72, 100 + 16 * n, 72 + width, 112 + 16 * n)) for n in range(count))


def holds(frame: Frame, rect: Rect) -> bool:
    clip, scale = frame.clip, frame.scale
    left, top = clip.x <= rect.x0 * scale, clip.y <= rect.y0 * scale
    return left and top and clip.x + clip.width >= rect.x1 * scale and clip.y + clip.height >= rect.y1 * scale


def test_a_tall_region_is_shown_whole() -> None:
    rect = Rect(300, 100, 360, 700)
    marked = wish(rect, region=True).marked
    assert holds(framed(marked.passage.anchor, PAGE, width_px=280, height_px=96, ratio=1.0), rect)


@pytest.mark.parametrize("count", [1, 4, 30])
@pytest.mark.parametrize("width", [250, 500])
def test_every_line_of_a_passage_is_shown_whole(count: int, width: int) -> None:
    anchor = text_anchor(*lines(count))
    height = picture_height(anchor, width)
    frame = framed(anchor, PAGE, width_px=width, height_px=height, ratio=2.0)
    assert holds(frame, Rect(72, 100, 522, 96 + 16 * count))
    assert frame.clip.height <= height * 2


def test_a_picture_is_as_high_as_its_passage_within_bounds() -> None:
    heights = [picture_height(text_anchor(*lines(count)), 500) for count in (1, 6, 12, 99)]
    assert heights == sorted(heights)
    assert (heights[0], heights[-1]) == (LEAST_PX, MOST_PX)
    assert heights[1] >= 6 * 16


def turned(rect: Rect, degrees: int) -> Quad:
    """Return the quad of a line of text that fills a rectangle and is turned clockwise on its page."""
    level, quarters = Quad.of_rect(rect), degrees // 90
    clockwise = [level.ul, level.ur, level.lr, level.ll]
    ul, ur, lr, ll = clockwise[quarters:] + clockwise[:quarters]
    return Quad(ul, ur, ll, lr)


@pytest.mark.parametrize(("degrees", "back"), [(0, 0), (90, 270), (180, 180), (270, 90)])
def test_a_passage_that_is_not_upright_is_turned_to_be_read(degrees: int, back: int) -> None:
    across = degrees % 180 == 0
    rect = Rect(100, 200, 400, 216) if across else Rect(100, 200, 116, 500)
    anchor = text_anchor(turned(rect, degrees))
    assert picture_height(anchor, 300) == LEAST_PX
    frame = framed(anchor, PAGE, width_px=300, height_px=LEAST_PX, ratio=1.0)
    assert frame.turn == back
    assert holds(frame, rect)
    assert (frame.clip.width > frame.clip.height) is across
    columns = framed(text_anchor(turned(rect, degrees), quote="証拠"), PAGE, width_px=300, height_px=LEAST_PX, ratio=1.0)
    assert columns.turn == 0


def test_a_passage_on_a_page_that_is_shown_turned_stays_as_it_is_shown() -> None:
    frame = framed(
        text_anchor(turned(Rect(100, 200, 116, 500), 270)), PageInfo(0, "1", 595, 842, 90), width_px=300, height_px=72, ratio=1.0
    )
    assert frame.turn == 0


def test_a_card_tells_the_whole_quote_or_says_that_it_goes_on(theme: Theme, qtbot: QtBot) -> None:
    crops = cast("Any", SimpleNamespace(wish=lambda _wish, _show, _owner: None))

    def card(quote: str) -> PassageCard:
        passage = Passage(PassageId("p"), DocumentId("d"), text_anchor(*lines(2), quote=quote), "", "2026-01-01")
        row = PassageRow(MarkedPassage(passage, ()), None, "Minutes", 1)
        made = PassageCard(theme, crops, row)
        qtbot.addWidget(made)
        made.resize(256, CardHeights(theme).height(row, 256))
        made.show()
        return made

    short, long, longest = card("never " * 5), card("never " * 40), card("never " * 400)
    assert long.height() >= short.height() + 6 * 20
    assert longest.height() <= LEAST_PX + 9 + 12 * 20 + 19 + 9
    assert (short.toolTip(), long.toolTip()) == ("", "")
    assert "never " * 399 in longest.toolTip()


def test_a_late_picture_of_another_stance_does_not_take_the_place_of_the_right_one(theme: Theme, qtbot: QtBot) -> None:
    asked: list[tuple[CropWish, Callable[[QImage | None], None]]] = []
    crops = cast("Any", SimpleNamespace(wish=lambda wanted, show, _owner: asked.append((wanted, show))))
    passage = Passage(PassageId("p"), DocumentId("d"), text_anchor(*lines(2)), "", "2026-01-01")
    supports, contradicts = (
        PassageRow(MarkedPassage(passage, ()), Link(LinkId("l"), PassageId("p"), ClaimId("c"), stance, "", ""), "Minutes", 1)
        for stance in (Stance.SUPPORTS, Stance.CONTRADICTS)
    )
    pictures = {}
    for stance, colour in ((Stance.SUPPORTS, Qt.GlobalColor.blue), (Stance.CONTRADICTS, Qt.GlobalColor.red)):
        pictures[stance] = QImage(200, 40, QImage.Format.Format_RGB32)
        pictures[stance].fill(colour)
    card = PassageCard(theme, crops, supports)
    qtbot.addWidget(card)
    card.resize(256, 200)
    card.grab()
    card.show_row(contradicts)
    card.grab()
    card.show_row(supports)
    card.grab()
    for at in (0, 2, 1):
        wanted, show = asked[at]
        assert wanted.stance is not None
        show(pictures[wanted.stance])
    assert card.grab().toImage().pixelColor(128, 40) == QColor(Qt.GlobalColor.blue)


def over_pages(*counts: int) -> Anchor:
    """Return the anchor of a passage of so many lines on each page, from the first on."""
    whole = text_anchor(*lines(1))
    quads = tuple(PageQuad(page, quad) for page, count in enumerate(counts) for quad in lines(count))
    return replace(whole, quads=quads)


@pytest.mark.parametrize("counts", [(1, 1), (3, 1), (1, 4), (2, 2), (12, 12), (1, 40), (1, 1, 1)])
def test_a_passage_over_a_page_end_is_shown_on_each_of_its_pages(counts: tuple[int, ...]) -> None:
    anchor = over_pages(*counts)
    height = picture_height(anchor, 500)
    found = parts(anchor, 500, height)
    assert [page for page, _ in found] == list(range(len(counts)))
    assert sum(high for _, high in found) + PAGE_END_PX * (len(found) - 1) == height <= MOST_PX
    for page, high in found:
        frame = framed(anchor, PAGE._replace(index=page), width_px=500, height_px=high, ratio=1.0)
        assert frame.clip.height <= high
        assert holds(frame, Rect(72, 100, 522, 96 + 16 * min(counts[page], 5))), "what fits of it, from its beginning"


def test_a_passage_over_many_pages_is_shown_where_it_begins_and_where_it_ends() -> None:
    anchor = over_pages(2, 50, 50, 50, 2)
    assert [page for page, _ in parts(anchor, 500, picture_height(anchor, 500))] == [0, 4]


def test_the_picture_of_a_passage_over_a_page_end_is_of_both_pages(tasks: Tasks, theme: Theme) -> None:
    anchor = over_pages(1, 2)
    looked_up: list[int] = []
    marked = cast("MarkedPassage", SimpleNamespace(passage=SimpleNamespace(document=DocumentId("d"), anchor=anchor)))
    height = picture_height(anchor, 400)

    def pages(_document: DocumentId, first: int = 0, count: int | None = None) -> tuple[PageInfo, ...]:
        wanted = range(first, 5000 if count is None else first + count)
        looked_up.extend(wanted)
        return tuple(PAGE._replace(index=one) for one in wanted)

    def read(fn: Callable[[Any], Any]) -> Future[Any]:
        made: Future[Any] = Future()
        made.set_result(fn(SimpleNamespace(pages=pages)))
        return made

    desk = SimpleNamespace(tasks=tasks, session=SimpleNamespace(read=read))
    opening = Closing(0)
    crops = Crops(cast("Any", SimpleNamespace(desk=desk, opening=opening, theme=theme)))
    shown: list[QImage | None] = []
    owner = QObject()
    crops.wish(CropWish(marked, None, 400, height, 2.0), shown.append, owner)
    settle()
    settle()
    (picture,) = shown
    assert picture is not None
    assert picture.deviceIndependentSize().height() == pytest.approx(height, abs=1)
    first = parts(anchor, 400, height)[0][1]
    middle = picture.pixelColor(picture.width() // 2, 2 * first + PAGE_END_PX)
    assert middle == theme.light_token("canvas"), "the end of the first page"
    assert opening.rendered == [0, 1]
    assert looked_up == [0, 1], "a document may have thousands"
