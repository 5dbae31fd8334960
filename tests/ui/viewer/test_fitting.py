"""Fitting pages of different sizes comes to rest: no scroll bar comes and goes for ever."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest

from reviewer.model.page import PageInfo
from reviewer.ui.viewer.page_view import PageView
from tests.ui.viewer.fakes import FakeDocument, settle

MOST_RESIZES = 40
"""Far more than any of these acts needs, far fewer than for ever."""

SIZES = (
    (595, 842),
    (842, 595),
    (612, 792),
    (1191, 842),
    (842, 1191),
    (420, 595),
    (1920, 1080),
    (960, 540),
    (1080, 5000),
    (2000, 400),
)


@pytest.fixture
def resizes(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Return a list that grows with each time that the view is resized; beyond too many it follows no more."""
    counted: list[object] = []
    follow = PageView.resizeEvent

    def count(view: PageView, event: object) -> None:
        counted.append(event)
        if len(counted) <= MOST_RESIZES:
            follow(view, event)  # type: ignore[arg-type]

    monkeypatch.setattr(PageView, "resizeEvent", count)
    return counted


def show(view: PageView, *sizes: tuple[float, float, int]) -> None:
    pages = tuple(PageInfo(number, "", *size) for number, size in enumerate(sizes))
    view.open(FakeDocument(page_count=len(pages)), pages, is_image=False)
    settle()


def test_a_narrow_view_of_very_different_pages(view: PageView, resizes: list[object]) -> None:
    view.resize(200, 900)
    view.spreads.set(True)
    show(view, (300, 595, 90), (842, 842, 0), (3000, 595, 90), (3000, 200, 180))
    view.rotate_view(270)
    settle()
    resizes.clear()

    view.fit_width()
    settle()

    assert len(resizes) < MOST_RESIZES


def test_two_pages_of_a_filing_with_turned_ones(view: PageView, resizes: list[object]) -> None:
    view.resize(620, 800)
    show(view, (842, 1191, 0), (842, 1191, 90), (842, 1191, 90), (595, 842, 90))
    view._bench.stage.scroll_by(0, 100)
    settle()
    resizes.clear()

    view.spreads.set(True)
    settle()

    assert len(resizes) < MOST_RESIZES


@pytest.mark.parametrize("seed", range(12))
def test_whatever_is_done_comes_to_rest(view: PageView, resizes: list[object], seed: int) -> None:
    chance = Random(seed)
    acts: dict[str, Callable[[], None]] = {
        "width": view.fit_width,
        "page": view.fit_page,
        "spreads": lambda: view.spreads.set(not view.spreads.on),
        "turn": view.rotate_view,
        "scroll": lambda: view._bench.stage.scroll_by(0, chance.choice([100, 400, 900, -300])),
        "resize": lambda: view.resize(chance.randrange(500, 1400), chance.choice([700, 850, 950])),
        "go": lambda: view.go_to_page(chance.randrange(view.page_count)),
    }
    for _ in range(25):
        show(view, *((*chance.choice(SIZES), chance.choice([0, 0, 0, 90])) for _ in range(chance.randrange(2, 9))))
        done = []
        for _ in range(5):
            done.append(chance.choice(sorted(acts)))
            resizes.clear()
            acts[done[-1]]()
            settle()
            assert len(resizes) < MOST_RESIZES, done


def test_fit_width_fits_the_page_that_is_read_after_the_window_was_resized(view: PageView) -> None:
    view.resize(900, 700)
    show(view, (1191, 842, 0), (595, 842, 0), (595, 842, 0))
    view.go_to_page(1)
    view.fit_width()
    settle()

    view.resize(700, 700)
    settle()

    layout = view._bench.stage.layout
    assert layout.rect(1).width == view.viewport().width() - 2 * layout.margin
