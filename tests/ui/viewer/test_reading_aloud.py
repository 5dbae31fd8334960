"""What a screen reader gets of the page view: words, passages, hyperlinks, and what is said aloud."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QAccessible

from reviewer.documents.findings import Hyperlink, HyperlinkKind, OutlineItem
from reviewer.model.stance import Stance
from reviewer.ui.viewer import narrator as narrator_module
from reviewer.ui.viewer import reading_aloud as aloud_module
from reviewer.ui.viewer import spoken_parts
from reviewer.ui.viewer.page_view import PageView
from reviewer.ui.viewer.spoken_page import SpokenPage
from tests.ui.viewer.conftest import Mouse, Opened
from tests.ui.viewer.fakes import LETTER_HEIGHT, FakeDocument, letter_at, mark, settle, word_rect


def read_of(view: PageView) -> str:
    return next((one.toPlainText() for one in view.viewport().findChildren(SpokenPage)), "")


def parts_of(view: PageView) -> list[Any]:
    """Return what a screen reader sees of the parts of the pages in view."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    root = QAccessible.queryAccessibleInterface(view.viewport())
    children = [root.child(at) for at in range(root.childCount())]
    return [one for one in children if isinstance(one.object(), spoken_parts._Part)]


class TestReadingAloud:
    @pytest.fixture
    def listening(self, monkeypatch: pytest.MonkeyPatch) -> list[str]:
        """Let assistive technology be there, which no platform without a screen has; return what is announced."""
        said: list[str] = []
        for module in (narrator_module, aloud_module):
            monkeypatch.setattr(module, "wanted", lambda: True)
        monkeypatch.setattr(
            narrator_module.QAccessible, "updateAccessibility", lambda event: said.append(event.message()), raising=True
        )
        return said

    def test_a_screen_reader_gets_the_pages_words_and_its_passages(
        self, qtbot: Any, opened: Opened, listening: list[str]
    ) -> None:
        view, _ = opened(FakeDocument(2))
        entries = ((Stance.CONTRADICTS, "2"),)
        view.passages.set_marks([mark("a", 0, word_rect(1, 0, 6), entries=entries, words="delete", note="Granted in 2014")])

        qtbot.waitUntil(lambda: "The partner application" in read_of(view))
        assert read_of(view).endswith("1 passage on this page\nContradicts claim 2. Granted in 2014: delete")
        spoken = QAccessible.queryAccessibleInterface(view.viewport().findChildren(SpokenPage)[0])
        assert spoken.textInterface().text(4, 11) == "partner"
        assert spoken.text(QAccessible.Text.Name) == "Page 1 of 2"
        assert spoken.rect().size() == view.viewport().size()

    def test_each_passage_is_there_with_a_name_a_place_and_an_act(
        self, qtbot: Any, opened: Opened, mouse: Mouse, listening: list[str]
    ) -> None:
        view, _ = opened(FakeDocument(2))
        entries, claims = ((Stance.CONTRADICTS, "2"), (Stance.CONTEXT, "3")), ("Never accessed", "Asked for")
        one = mark("a", 0, word_rect(1, 0, 6), entries=entries, claims=claims, words="delete", note="Granted in 2014")
        view.passages.set_marks([one, mark("b", 0, word_rect(2, 0, 9), region=True)])
        first, second = parts_of(view)

        assert first.text(QAccessible.Text.Name) == "Contradicts claim 2: Never accessed: delete"
        assert first.text(QAccessible.Text.Description) == "Context claim 3: Asked for. Granted in 2014"
        assert second.text(QAccessible.Text.Name) == "Highlight: A region"
        at = view.viewport().mapToGlobal(mouse.place(0, *letter_at(1, 3)))
        assert first.rect().contains(at)
        assert first.rect().height() == pytest.approx(LETTER_HEIGHT * 96 / 72, abs=2)
        assert first.role() is QAccessible.Role.Button

        view._bench.stage.scroll_by(0, 50)
        assert first.rect().center().y() == pytest.approx(at.y() - 50, abs=2)
        first.actionInterface().doAction("Press")
        qtbot.waitUntil(lambda: view.selected_passage == "a")
        view.passages.set_marks([])
        assert parts_of(view) == []

    def test_the_parts_take_neither_the_mouse_nor_the_keyboard(self, opened: Opened, mouse: Mouse, listening: list[str]) -> None:
        view, _ = opened(FakeDocument(2))
        view.passages.set_marks([mark("a", 0, word_rect(1, 0, 6), words="delete")])
        assert view.viewport().childAt(mouse.place(0, *letter_at(1, 3))) is None
        before = view.viewport().grab().toImage()
        view.passages.set_marks([])
        view.passages.set_marks([mark("a", 0, word_rect(1, 0, 6), words="delete")])
        assert view.viewport().grab().toImage() == before
        assert view.hasFocus()

    def test_the_hyperlinks_of_a_page_are_there_with_where_they_lead(
        self, qtbot: Any, opened: Opened, listening: list[str]
    ) -> None:
        link = Hyperlink(word_rect(0, 4, 11), HyperlinkKind.PLACE, "", 2, None)
        view, _ = opened(FakeDocument(3, links={0: (link,)}, headings=(OutlineItem(1, "Terms of use", 2),)))
        qtbot.waitUntil(lambda: [one.text(QAccessible.Text.Name) for one in parts_of(view)] == ["Link: p. 3, Terms of use"])

        parts_of(view)[0].actionInterface().doAction("Press")
        qtbot.waitUntil(lambda: view.current_page == 2)

    def test_a_spread_gives_the_words_of_both_pages(self, qtbot: Any, opened: Opened, listening: list[str]) -> None:
        view, _ = opened(FakeDocument(5, lines={0: ("first",), 1: ("left",), 2: ("right",)}))
        view.spreads.set(True)
        view.fit_page()
        view.go_to_page(1)

        qtbot.waitUntil(lambda: "right" in read_of(view) and "left" in read_of(view))
        assert view.accessibleName() == "Page 2 of 5; Page 3 of 5"
        assert read_of(view).startswith("Page 2 of 5\nleft\n\nPage 3 of 5\nright")

    def test_turning_the_page_is_announced_where_the_keyboard_is(self, opened: Opened, listening: list[str]) -> None:
        view, _ = opened(FakeDocument(3))
        listening.clear()
        view.go_to_page(1)
        assert listening == ["Page 2 of 3"]

    def test_who_connects_late_gets_the_page_when_the_keyboard_comes_back(
        self, qtbot: Any, opened: Opened, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        view, source = opened(FakeDocument(2))
        qtbot.waitUntil(lambda: 0 in source.text_requests)
        settle()
        for module in (narrator_module, aloud_module):
            monkeypatch.setattr(module, "wanted", lambda: True)
        view.clearFocus()
        view.setFocus()
        assert read_of(view).startswith("The partner application")

    def test_nothing_is_prepared_while_nobody_listens(self, qtbot: Any, opened: Opened) -> None:
        view, source = opened(FakeDocument(2))
        qtbot.waitUntil(lambda: 0 in source.text_requests)
        settle()

        assert not view.viewport().findChildren(SpokenPage)

    def test_the_selection_is_read_out(self, opened: Opened, mouse: Mouse) -> None:
        view, _ = opened()
        mouse.drag((0, *letter_at(1, 0)), (0, *letter_at(1, 6)))
        assert view.accessibleDescription() == "Selected: delete"
        view.clear_selection()
        assert view.accessibleDescription() == ""
