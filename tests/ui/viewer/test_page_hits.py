"""The tint of what was found on a page: where it is, and what a frame of it costs where a letter stands everywhere."""

from __future__ import annotations

from array import array
from typing import Any

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from reviewer.documents.text.page.page_text import PageText
from reviewer.documents.text.selecting.selection import select
from reviewer.looking.finder import Finder, Term
from reviewer.model.anchor import TextPosition
from reviewer.model.geometry import IDENTITY, Matrix, Rect, page_rotation
from reviewer.ui.viewer.marks.frame import Frame, PageFrame
from reviewer.ui.viewer.marks.page_hits import PageHits
from tests.ui.viewer.fakes import page_text, word_rect

WIDTH, HEIGHT = 600, 800
TINT = QColor(255, 0, 0, 90)


def frame(
    scale: float = 1.0, *, x: float = 0.0, y: float = 0.0, to_shown: Matrix = IDENTITY, clip: Rect | None = None
) -> PageFrame:
    area = QRectF(0, 0, WIDTH, HEIGHT) if clip is None else QRectF(clip.x0, clip.y0, clip.width, clip.height)
    return PageFrame(0, Frame(x, y, WIDTH * scale, scale, 1.0), to_shown, area)


def tinted(hits: PageHits, where: PageFrame) -> set[tuple[int, int]]:
    """Return the pixels that are tinted, and that none is twice."""
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    hits.paint(painter, where, TINT)
    painter.end()
    values = memoryview(image.constBits()).cast("I")
    found = {at: value for at, value in enumerate(values) if value != 0xFFFFFFFF}
    assert len({*found.values()}) <= 1, "somewhere it lies twice"
    return {(at % WIDTH, at // WIDTH) for at in found}


def pixels(rect: Rect) -> set[tuple[int, int]]:
    return {(x, y) for x in range(round(rect.x0), round(rect.x1)) for y in range(round(rect.y0), round(rect.y1))}


def worked_out(text: PageText, words: str) -> PageHits:
    made = PageHits(text, Finder.of_text(words))
    for _ in range(1000):
        if made.work_out(50) < 50:
            return made
    raise AssertionError("there is always something left to be worked out")


@pytest.mark.parametrize(("scale", "x", "y"), [(1.0, 0, 0), (1.0, -30, -20), (0.5, 11, 7)])
def test_words_are_tinted_where_they_stand(qtbot: Any, scale: float, x: int, y: int) -> None:
    hits = worked_out(page_text(0), "application")
    word = word_rect(0, 12, 23)
    shown = Rect(word.x0 * scale + x, word.y0 * scale + y, word.x1 * scale + x, word.y1 * scale + y)
    assert tinted(hits, frame(scale, x=x, y=y)) == pixels(shown)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_words_are_tinted_on_a_turned_page(qtbot: Any, turn: int) -> None:
    hits = worked_out(page_text(0), "application")
    to_shown = page_rotation(WIDTH, WIDTH, turn)
    assert tinted(hits, frame(to_shown=to_shown)) == pixels(to_shown.apply_rect(word_rect(0, 12, 23)))


def test_lines_that_lie_over_each_other_are_tinted_once(qtbot: Any) -> None:
    text = page_text(0, ["aaa", "aaa"])
    boxes = array("f", text.boxes)
    for at in range(4 * 8 + 1, 7 * 8, 2):  # the second line a little higher
        boxes[at] -= 8
    hits = worked_out(PageText(0, text.text, boxes, "fake 1"), "aaa")
    assert len(tinted(hits, frame())) == 18 * (14 + 12)


def test_only_what_is_near_the_clip_has_to_be_painted(qtbot: Any) -> None:
    hits = worked_out(page_text(0, ["the"] * 30), "the")
    below = word_rect(20, 0, 3)
    found = tinted(hits, frame(clip=Rect(0, below.y0, WIDTH, below.y1)))
    assert pixels(below) <= found
    assert not pixels(word_rect(0, 0, 3)) & found


def test_a_frame_does_only_so_much(qtbot: Any) -> None:
    hits = PageHits(page_text(0, ["e" * 80] * 30), Finder.of_text("e"))
    frames = 0
    while hits.work_out(100) == 100:
        frames += 1
        assert len(tinted(hits, frame())) <= 100 * frames * 6 * 14
    assert 24 <= frames <= 30
    assert len(tinted(hits, frame())) == 30 * 80 * 6 * 14
    assert hits.work_out(100) == 0


def test_painting_again_works_nothing_out(qtbot: Any) -> None:
    hits = worked_out(page_text(0, ["e" * 80] * 30), "e")
    touched = []

    class Counted(Matrix):
        def apply(self, point: Any) -> Any:
            touched.append(point)
            return super().apply(point)

    for scale in (1.0, 0.7):
        tinted(hits, frame(scale, to_shown=Counted()))
    assert not touched


def long_text() -> PageText:
    lines = [f"the motion {n} was denied and re-\nmanded to the court" for n in range(900)]
    text = "\n".join(lines)
    return PageText(0, text, array("f", bytes(4 * 8 * len(text))), "fake 1")


@pytest.mark.parametrize("words", ["the", "remanded to", "court the motion", "7", "absent", "e"])
def test_a_long_text_is_searched_in_pieces_and_nothing_is_missed(words: str) -> None:
    text = long_text()
    finder = Finder.of_text(words)
    whole = finder.spans(text.text)
    hits = PageHits(text, finder)
    assert hits.nth(10**6) == (len(whole) - 1 if whole else None)
    assert [tuple(one.offset for one in hits.span(nth)) for nth in range(len(whole))] == whole


def test_a_word_is_found_whole_wherever_a_piece_ends() -> None:
    text = long_text()
    finder = Finder((Term("motion", begins=True, whole=True),))
    hits = PageHits(text, finder)
    assert hits.nth(10**6) == len(finder.spans(text.text)) - 1 == 899


def test_the_first_hit_does_not_wait_for_the_last() -> None:
    searched: list[int] = []

    class Watched(Finder):
        def spans(self, text: str) -> list[tuple[int, int]]:
            searched.append(len(text))
            return super().spans(text)

    text = long_text()
    hits = PageHits(text, Watched.of_text("the"))
    assert hits.nth(0) == 0
    assert sum(searched) < len(text.text) / 2


@pytest.mark.parametrize("words", ["application may send", "and delete", "who has connected"])
def test_a_hit_is_where_a_selection_of_its_words_would_be(words: str) -> None:
    text = page_text(0)
    hits = PageHits(text, Finder.of_text(words))
    (span,) = Finder.of_text(words).spans(text.text)
    chosen = select({0: text}, TextPosition(0, span[0]), TextPosition(0, span[1]))
    assert hits.nth(0) == 0
    assert hits.quads(0) == tuple(one.quad for one in chosen.quads)
