"""What a movement of the pointer over passages costs: one look at what is there, and paint where it makes a difference."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, QRect
from PySide6.QtGui import QPaintEvent

from reviewer.documents.findings import Hyperlink, HyperlinkKind
from reviewer.model.geometry import Rect
from reviewer.model.stance import Stance
from reviewer.ui.viewer.marks import overlay as overlay_module
from reviewer.ui.viewer.marks.mark_index import MarkIndex
from reviewer.ui.viewer.page_view import PageView
from tests.ui.viewer.conftest import Mouse, Opened
from tests.ui.viewer.fakes import FakeDocument, letter_at, mark, settle, word_rect


class Painted(QObject):
    """What was painted of a widget."""

    def __init__(self) -> None:
        super().__init__()
        self.rects: list[QRect] = []

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if isinstance(event, QPaintEvent):
            self.rects += list(event.region())
        return False


@pytest.fixture
def marked(opened: Opened) -> Iterator[tuple[PageView, Painted]]:
    link = Hyperlink(Rect(72, 300, 200, 320), HyperlinkKind.PLACE, "", 2)
    view, source = opened(FakeDocument(3, links={0: (link,)}))
    source.draw_all()
    entries = ((Stance.STATES, "1"),)
    view.passages.set_marks([mark("a", 0, word_rect(0, 4, 11)), mark("b", 0, word_rect(2, 0, 9), entries=entries)])
    settle()
    painted = Painted()
    view.viewport().installEventFilter(painted)
    yield view, painted
    view.viewport().removeEventFilter(painted)


def where(view: PageView, mouse: Mouse, rect: Rect) -> QRect:
    """Return a rectangle of the first page in the view."""
    return QRect(mouse.place(0, rect.x0, rect.y0), mouse.place(0, rect.x1, rect.y1))


def test_only_the_passages_that_the_pointer_comes_to_and_leaves_are_painted_anew(
    marked: tuple[PageView, Painted], mouse: Mouse
) -> None:
    view, painted = marked
    first, second = where(view, mouse, word_rect(0, 4, 11)), where(view, mouse, word_rect(2, 0, 9))
    for at, seen, unseen in (((0, 6), [first], [second]), ((2, 3), [first, second], []), ((1, 40), [second], [first])):
        painted.rects.clear()
        mouse.move(0, *letter_at(*at))
        assert all(any(one.contains(rect.adjusted(1, 1, -1, -1)) for one in painted.rects) for rect in seen)
        assert not any(one.intersects(rect) for one in painted.rects for rect in unseen)
        assert sum(one.width() * one.height() for one in painted.rects) < 0.05 * 800 * 600


def test_moving_within_a_passage_paints_nothing(marked: tuple[PageView, Painted], mouse: Mouse) -> None:
    _, painted = marked
    mouse.move(0, *letter_at(0, 6))
    painted.rects.clear()
    mouse.move(0, *letter_at(0, 8))
    assert not painted.rects


def test_what_is_under_the_pointer_is_looked_up_once(
    marked: tuple[PageView, Painted], mouse: Mouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []
    under, badges = MarkIndex.all_under, overlay_module.badges

    def counted_under(self: MarkIndex, *args: Any) -> Any:
        looked.append("passages")
        return under(self, *args)

    def counted_badges(*args: Any, **named: Any) -> Any:
        looked.append("margin marks")
        return badges(*args, **named)

    mouse.move(0, *letter_at(1, 2))
    monkeypatch.setattr(MarkIndex, "all_under", counted_under)
    monkeypatch.setattr(overlay_module, "badges", counted_badges)
    for at in (letter_at(0, 6), letter_at(2, 3), letter_at(1, 40), (100.0, 310.0)):
        looked.clear()
        mouse.move(0, *at)
        assert looked == ["passages"]
