"""Words that nobody sees on the page, in what is selected and in the passage that is chosen: counted, ringed and said."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from reviewer.ui.viewer.gestures.selection_bar import SelectionBar
from reviewer.ui.viewer.page_view import PageView
from tests.ui.viewer.conftest import Mouse, Opened
from tests.ui.viewer.fakes import LETTER, WORDS, FakeDocument, letter_at, mark, settle, word_rect

PARTNER = (4, 11)
"""The second word of the first line."""
ONE = "1 word of this quote cannot be seen on the page"


def notice(view: PageView) -> str:
    """Return what the bar at the selection says besides its buttons."""
    bars = [one for one in view.viewport().findChildren(SelectionBar) if one.isVisible()]
    return "".join(one.text() for bar in bars for one in bar.findChildren(QLabel) if one.isVisible())


def ends(row: int, first: int, last: int) -> tuple[tuple[int, float, float], tuple[int, float, float]]:
    (x0, y), (x1, _) = letter_at(row, first), letter_at(row, last)
    return (0, x0 - LETTER * 0.3, y), (0, x1 - LETTER * 0.3, y)


def test_a_selection_says_how_many_of_its_words_cannot_be_seen(opened: Opened, mouse: Mouse) -> None:
    view, _ = opened(FakeDocument(unseen={0: (PARTNER,)}))

    mouse.drag(*ends(0, 0, 23))
    settle()

    assert notice(view) == ONE
    assert view.hint.words == ONE
    assert [one.quad.rect for one in view._bench.overlay.unseen] == [word_rect(0, *PARTNER)]


def test_a_selection_beside_them_says_nothing(opened: Opened, mouse: Mouse) -> None:
    view, source = opened(FakeDocument(unseen={0: (PARTNER,)}))
    mouse.drag(*ends(0, 0, 23))
    settle()

    mouse.drag(*ends(1, 0, 14))
    settle()

    assert view.has_selection
    assert notice(view) == ""
    assert view.hint.words == ""
    assert source.unseen_requests == [0]


def test_nothing_is_looked_for_before_somebody_quotes(opened: Opened, mouse: Mouse) -> None:
    view, source = opened(FakeDocument(unseen={0: (PARTNER,)}))
    assert source.unseen_requests == []

    view.passages.set_marks([mark("a", 0, word_rect(0, 0, 30))])
    settle()
    assert source.unseen_requests == []

    view.go_to_passage("a")
    settle()
    assert view.hint.words == ONE

    mouse.click(0, *letter_at(2, 10))
    settle()
    assert view.hint.words == ""


def test_words_that_we_recognised_ourselves_were_seen(opened: Opened, mouse: Mouse) -> None:
    view, source = opened(FakeDocument(unseen={0: (PARTNER,)}, recognised=frozenset({0}), sure=90))

    mouse.drag(*ends(0, 0, len(WORDS[0])))
    settle()

    assert notice(view) == ""
    assert source.unseen_requests == []
