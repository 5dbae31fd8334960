"""Which words of a page nobody sees: under bars and pictures, white on white; and which are seen though they look like it."""

from __future__ import annotations

from collections.abc import Callable

import pymupdf
import pytest

from reviewer.documents.client import Workers
from reviewer.documents.sources.source import Source

PATIENCE_S = 30
BAR = pymupdf.Rect(100, 86, 136, 104)
"""Over the word "sold", and no other."""
BLACK, WHITE = (0, 0, 0), (1, 1, 1)

Paint = Callable[[pymupdf.Page], object]


def said(page: pymupdf.Page, **how: object) -> None:
    page.insert_text((72, 100), "was sold twice", fontname="cour", fontsize=12, **how)


def page_of(*paint: Paint, rotation: int = 0) -> bytes:
    document = pymupdf.open()
    page = document.new_page(width=400, height=300)
    for one in paint:
        one(page)
    page.set_rotation(rotation)
    return bytes(document.tobytes())


def bar(page: pymupdf.Page, colour: tuple[float, float, float] = BLACK) -> None:
    page.draw_rect(BAR, color=None, fill=colour)


def hatched(page: pymupdf.Page) -> None:
    page.draw_rect(BAR, color=None, fill=WHITE)
    for step in range(0, 36, 3):
        page.draw_line((BAR.x0 + step, BAR.y0), (BAR.x0 + step, BAR.y1), color=BLACK, width=1)


def black_square(page: pymupdf.Page) -> None:
    mark = page.add_rect_annot(BAR)
    mark.set_colors(stroke=BLACK, fill=BLACK)
    mark.update()


def picture(page: pymupdf.Page, *, over: bool = True) -> None:
    """Lay a picture of the words over all of them, or a black one over one of them."""
    drawn = pymupdf.open()
    said(drawn.new_page(width=400, height=300))
    pixels = drawn[0].get_pixmap(dpi=200)
    page.insert_image(page.rect, pixmap=pixels, overlay=over)


def unseen(workers: Workers, data: bytes) -> list[str]:
    with Source.from_bytes(data) as source:
        document = workers.open(source).result(PATIENCE_S)
    text = document.text(0).result(PATIENCE_S).text
    found = document.unseen_words(0).result(PATIENCE_S)
    document.close()
    return [text[start:end] for start, end in found]


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_words_under_a_bar(workers: Workers, rotation: int) -> None:
    assert unseen(workers, page_of(said, bar, rotation=rotation)) == ["sold"]


@pytest.mark.parametrize(
    "cover", [lambda page: bar(page, WHITE), hatched, black_square], ids=["white bar", "hatched bar", "black annotation"]
)
def test_words_under_other_covers(workers: Workers, cover: Paint) -> None:
    assert unseen(workers, page_of(said, cover)) == ["sold"]


def test_words_in_the_colour_of_the_paper(workers: Workers) -> None:
    assert unseen(workers, page_of(lambda page: said(page, color=WHITE))) == ["was", "sold", "twice"]


def test_words_of_a_scan_are_seen_in_its_picture_but_not_under_a_bar(workers: Workers) -> None:
    """Whether they were laid over the picture unseen, or under it."""
    over = page_of(picture, lambda page: said(page, render_mode=3))
    under = page_of(said, picture)
    barred = page_of(picture, lambda page: said(page, render_mode=3), bar)

    assert unseen(workers, over) == []
    assert unseen(workers, under) == []
    assert unseen(workers, barred) == ["sold"]


def test_white_words_on_a_dark_ground_are_seen(workers: Workers) -> None:
    ground: Paint = lambda page: page.draw_rect((60, 80, 300, 110), color=None, fill=BLACK)  # noqa: E731
    assert unseen(workers, page_of(ground, lambda page: said(page, color=WHITE))) == []


def test_words_in_a_frame_on_a_coloured_ground_and_marked_are_seen(workers: Workers) -> None:
    def coloured(page: pymupdf.Page) -> None:
        page.draw_rect((60, 80, 300, 110), color=BLACK, fill=(1, 0.9, 0.3))

    def marked(page: pymupdf.Page) -> None:
        page.add_highlight_annot(BAR)

    assert unseen(workers, page_of(coloured, said, marked)) == []


def test_of_a_page_that_draws_too_much_nothing_is_said(workers: Workers) -> None:
    """A map, say: nobody waits for it."""

    def crowded(page: pymupdf.Page) -> None:
        shape = page.new_shape()
        document = page.parent
        shape.draw_rect((300, 200, 301, 201))
        shape.finish(color=BLACK)
        shape.commit()
        xref = page.get_contents()[-1]
        document.update_stream(xref, document.xref_stream(xref) * 70_000)

    assert unseen(workers, page_of(said, crowded, bar)) == []


def test_a_page_of_very_many_small_pictures_hides_no_words(workers: Workers) -> None:
    def crowded(page: pymupdf.Page) -> None:
        dot = pymupdf.Pixmap(pymupdf.csRGB, (0, 0, 1, 1), 0)
        dot.clear_with(0)
        page.insert_image((300, 290, 301, 291), pixmap=dot)
        xref = page.get_contents()[-1]
        document = page.parent
        document.update_stream(xref, document.xref_stream(xref) * 30_000)

    def white_words(page: pymupdf.Page) -> None:
        for row in range(60):
            page.insert_text((10, 10 + 4 * row), "ab " * 80, fontsize=3, color=(1, 1, 1))

    assert len(unseen(workers, page_of(white_words, crowded))) > 3000
