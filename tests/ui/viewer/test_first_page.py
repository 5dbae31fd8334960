"""The pixels that stand in for the page view at the start: asked for once, in the size that the system gives the window."""

from __future__ import annotations

from typing import Any

from reviewer.ui.look.theme import Theme
from reviewer.ui.tasks import Tasks
from reviewer.ui.viewer.first_page import FirstPage
from tests.ui.viewer.fakes import FakeDocument, pages, settle


class Begun(FakeDocument):
    """A document of which only the beginning is known."""

    first_page = pages(1)[0]
    media_type = "application/pdf"


def test_a_window_made_larger_before_it_is_seen_has_its_page_drawn_once(qtbot: Any, tasks: Tasks, theme: Theme) -> None:
    page, document = FirstPage(tasks, theme), Begun()
    qtbot.addWidget(page)
    page.resize(700, 500)
    page.open(document)  # type: ignore[arg-type]
    page.resize(800, 600)
    assert document.renders == []
    page.show()
    qtbot.waitUntil(lambda: bool(document.renders))
    settle()
    wide = {one.scale for one in document.renders}
    assert len(wide) == 1
    with qtbot.waitSignal(page.shown):
        for one in document.renders:
            one.draw()
    page.resize(900, 600)
    settle()
    assert {one.scale for one in document.renders} > wide
    page.stop()
