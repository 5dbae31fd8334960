"""The ring of the chosen passage follows the passage's own shape, and margin marks stay on the page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from reviewer.model.geometry import IDENTITY, PageQuad, Quad, Rect
from reviewer.model.ids import PassageId
from reviewer.ui.viewer.marks.frame import Frame
from reviewer.ui.viewer.marks.margin import badges, bars
from reviewer.ui.viewer.marks.mark_painter import paint_lines, paint_ring
from reviewer.ui.viewer.marks.shown_marks import show_marks
from reviewer.ui.viewer.palette import page_palette
from reviewer.ui.viewer.view_mark import ViewMark


def ringed(*rects: Rect, region: bool = False, turned: Rect | None = None) -> QImage:
    image = QImage(400, 120, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    quads = [Quad.of_rect(one) for one in rects]
    if turned is not None:
        flat = Quad.of_rect(turned)
        quads = [Quad(flat.ur, flat.lr, flat.ul, flat.ll)]
    mark = ViewMark(PassageId("a"), tuple(PageQuad(0, one) for one in quads), region=region)
    painter = QPainter(image)
    paint_ring(painter, show_marks([mark], 0, IDENTITY, 400, None)[0], Frame(0, 0, 400, 1.0, 1.0), page_palette(inverted=False))
    painter.end()
    return image


def is_clean(image: QImage, rect: tuple[int, int, int, int]) -> bool:
    left, top, right, bottom = rect
    return all(image.pixelColor(x, y) == Qt.GlobalColor.white for x in range(left, right, 3) for y in range(top, bottom))


def test_words_beside_the_first_and_the_last_line_are_not_struck_through(qapp: QApplication) -> None:
    image = ringed(Rect(200, 40, 380, 52), Rect(20, 56, 120, 68))
    assert is_clean(image, (20, 40, 190, 52))  # beside the first line, above the second
    assert is_clean(image, (130, 56, 380, 68))
    assert not is_clean(image, (200, 34, 380, 40))
    assert not is_clean(image, (20, 68, 120, 74))


def test_close_set_lines_over_and_under_the_passage_are_not_struck_through(qapp: QApplication) -> None:
    for height in (12, 18):  # small text, and larger
        image = ringed(Rect(100, 40, 200, 40 + height))
        assert is_clean(image, (90, 25, 210, 38))
        assert is_clean(image, (90, 40 + height + 2, 210, 80))
        assert not is_clean(image, (100, 38, 200, 42))
    image = ringed(turned=Rect(100, 20, 112, 100))  # read from top to bottom: the next lines are at its sides
    assert is_clean(image, (80, 10, 98, 110))
    assert is_clean(image, (114, 10, 140, 110))
    assert not is_clean(image, (97, 14, 115, 20))


def test_the_lines_of_a_passage_are_ringed_together(qapp: QApplication) -> None:
    image = ringed(Rect(100, 40, 200, 51), Rect(100, 53, 200, 64))
    assert is_clean(image, (104, 46, 196, 60))


def test_the_ring_of_a_region_leaves_the_next_row_alone(qapp: QApplication) -> None:
    image = ringed(Rect(100, 40, 200, 80), region=True)
    assert is_clean(image, (90, 83, 210, 100))
    assert not is_clean(image, (100, 79, 200, 83))


def test_a_margin_mark_stays_on_the_page_where_there_is_room_for_it(qapp: QApplication) -> None:
    for left in (44, 60, 150):
        mark = ViewMark(PassageId("a"), (PageQuad(0, Quad.of_rect(Rect(left, 40, 140 + left, 52))),))
        shown = show_marks([mark], 0, IDENTITY, 400, None)
        frame = Frame(100, 0, 400, 1.0, 1.0)
        (badge,) = badges(shown, frame)
        assert badge.rect.x0 >= 100
        assert badge.rect.x1 <= bars(shown, frame)[0].rect.x0


def test_however_many_passages_lie_over_a_line_none_strikes_out_the_next_one(qapp: QApplication) -> None:
    for height in (10, 12, 18, 30):
        line = Rect(100, 30, 300, 30 + height)
        marks = [ViewMark(PassageId(f"{n}"), (PageQuad(0, Quad.of_rect(line)),)) for n in range(9)]
        image = QImage(400, 120, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        shown = show_marks(marks, 0, IDENTITY, 400, None)
        assert [one.lane for one in shown] == list(range(9))
        for one in shown:
            paint_lines(painter, one, Frame(0, 0, 400, 1.0, 1.0), page_palette(inverted=False))
        painter.end()
        bottom = 30 + height
        assert not is_clean(image, (110, bottom + 1, 290, bottom + 4)), "the second one's is below the first one's"
        assert is_clean(image, (90, bottom + max(4, round(height / 4) + 1), 310, 120))
