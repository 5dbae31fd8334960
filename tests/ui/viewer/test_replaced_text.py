"""When a page gets another text, nothing that was counted in the one before is kept as if it stood there still."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from reviewer.looking.finder import Finder
from reviewer.model.spans import MarkRequest, TextSpan
from reviewer.ui.viewer.gestures.tools import ToolKind
from reviewer.ui.viewer.page_view import PageView
from tests.ui.viewer.conftest import Mouse, Opened
from tests.ui.viewer.fakes import WORDS, FakeDocument, letter_at, settle

GARBLED = ("Qbsuofs bqqmjd", "x", *WORDS[1:])
"""Other words in the first lines, and the lines of before one line further down."""
RECOGNISED = (WORDS[0].replace("partner", "pqrtner1"), *WORDS[1:])


def replace_text(view: PageView, source: FakeDocument, lines: tuple[str, ...], page: int = 0) -> None:
    source.lines[page] = lines
    view.words.renew(page)
    settle()


def test_a_selection_goes_with_its_text(opened: Opened, mouse: Mouse) -> None:
    view, source = opened()
    requests: list[MarkRequest] = []
    view.mark_requested.connect(requests.append)
    mouse.drag((0, *letter_at(1, -1)), (0, *letter_at(1, 6)))
    assert view.selected_text() == "delete"
    assert view.bar.isVisible()

    replace_text(view, source, GARBLED)

    assert not view.has_selection
    assert view.selected_quads() == ()
    assert not view.bar.isVisible()
    QTest.keyClick(view, Qt.Key.Key_H)
    assert requests == []


def test_it_stays_where_the_same_words_stand_at_the_same_place(opened: Opened, mouse: Mouse) -> None:
    view, source = opened()
    mouse.drag((0, *letter_at(1, -1)), (0, *letter_at(1, 6)))
    quads = view.selected_quads()

    replace_text(view, source, RECOGNISED)

    assert view.selected_text() == "delete"
    assert view.selected_quads() == quads
    start = len(RECOGNISED[0]) + 1
    requests: list[MarkRequest] = []
    view.mark_requested.connect(requests.append)
    QTest.keyClick(view, Qt.Key.Key_H)
    span = requests[0].span
    assert isinstance(span, TextSpan)
    assert span.start.offset == start
    assert [one.sha256 for one in span.layers] == [source.texts[0].result().layer.sha256]


def test_while_the_new_text_is_on_its_way_nothing_is_selected(opened: Opened, mouse: Mouse) -> None:
    view, source = opened()
    mouse.drag((0, *letter_at(1, -1)), (0, *letter_at(1, 6)))
    source.hold_texts = True
    replace_text(view, source, WORDS)
    assert not view.has_selection
    mouse.click(0, *letter_at(0, 1))
    source.read(0)
    settle()
    assert not view.has_selection, "somebody clicked elsewhere meanwhile"


def test_a_region_stays(opened: Opened, mouse: Mouse) -> None:
    view, source = opened()
    view._bench.pointer.set_kind(ToolKind.REGION)
    mouse.drag((0, 100, 100), (0, 200, 200))
    quads = view.selected_quads()
    assert quads
    replace_text(view, source, GARBLED)
    assert view.selected_quads() == quads


def test_a_drag_goes_on_over_the_words_that_came(opened: Opened, mouse: Mouse) -> None:
    view, source = opened()
    mouse.press(0, *letter_at(1, 0))
    mouse.move(0, *letter_at(1, 3))
    replace_text(view, source, ("x", "another", *WORDS[2:]))
    mouse.move(0, *letter_at(1, 8))
    mouse.release(0, *letter_at(1, 8))
    assert view.selected_text() == "another"


def test_a_selection_over_two_pages_goes_with_the_text_of_either(opened: Opened, mouse: Mouse) -> None:
    view, source = opened(FakeDocument(2), height=300.0)
    mouse.drag((0, *letter_at(2, 0)), (1, *letter_at(0, 5)))
    assert view.has_selection
    replace_text(view, source, GARBLED, page=1)
    assert not view.has_selection


def test_the_caret_stays_where_it_is_on_paper(opened: Opened, mouse: Mouse) -> None:
    view, source = opened()
    mouse.click(0, *letter_at(1, 1))
    QTest.keyClick(view, Qt.Key.Key_F7)
    edge = view.caret.edge
    assert edge is not None
    replace_text(view, source, ("short", *WORDS[1:]))
    assert view.caret.edge == edge
    assert view.caret.place is not None
    assert view.caret.place.offset > len("short\n")


def test_hits_are_those_of_the_text_that_is_used(opened: Opened) -> None:
    view, source = opened()
    view.hits.show(Finder.of_text("delete"))
    view.hits.go_to(0, 0)
    settle()
    before = view.hits.quads(0)
    source.hold_texts = True
    replace_text(view, source, GARBLED)
    assert not view.hits.quads(0)
    assert view.hits.current is None
    assert view.hits.current_span is None
    source.read(0)
    settle()
    assert len(view.hits.quads(0)) == 1
    assert view.hits.quads(0) != before


def test_an_answer_that_comes_too_late_is_not_taken_for_the_new_text(opened: Opened) -> None:
    view, source = opened()
    view.hits.show(Finder.of_text("delete"))
    source.hold_texts = True
    view.words.want(1)
    source.read(1)  # answered, and not yet delivered
    source.lines[1] = GARBLED
    view.words.renew(1)
    view.words.want(1)
    settle()
    assert view.words.of(1) is None
    source.read(1)
    settle()
    text = view.words.of(1)
    assert text is not None
    assert text.text.startswith(GARBLED[0])
