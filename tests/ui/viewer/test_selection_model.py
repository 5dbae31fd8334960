"""What is selected over many pages: what it costs to take a little more, and what it says while texts are on their way."""

from __future__ import annotations

from functools import cached_property
from typing import Any, cast

import pytest
from PySide6.QtCore import QObject, Signal

from reviewer.documents.text.page.lines import Line
from reviewer.documents.text.page.page_text import PageText
from reviewer.model.anchor import TextPosition
from reviewer.model.ids import DocumentId
from reviewer.model.spans import TextSpan
from reviewer.ui.viewer.gestures.selection import SelectionModel
from reviewer.ui.viewer.gestures.tools import TextTool
from reviewer.ui.viewer.pixels.page_texts import PageTexts
from tests.ui.viewer.fakes import page_text

PAGES = 30
ROWS = ("the first line", "the second line", "the third line")


class Watched(PageText):
    """A text that tells which page's lines were looked at."""

    looked: list[int]

    @cached_property
    def _own(self) -> tuple[Line, ...]:
        return PageText.lines.func(self)

    @property
    def lines(self) -> tuple[Line, ...]:  # type: ignore[override]
        self.looked.append(self.page)
        return self._own


class Texts(QObject):
    """The texts of a document, there when a test says so."""

    arrived = Signal(int)
    replaced = Signal(int, object)

    def __init__(self) -> None:
        super().__init__()
        self.page_count = PAGES
        self.known: dict[int, PageText] = {}
        self.looked: list[int] = []

    def hold(self, _pages: range) -> None: ...

    def has_words(self, page: int) -> bool | None:
        return True if page in self.known else None

    def come(self, *pages: int) -> None:
        for page in pages:
            plain = page_text(page, [f"{one} of page {page}" for one in ROWS])
            made = Watched(page, plain.text, plain.boxes, plain.extractor)
            object.__setattr__(made, "looked", self.looked)
            self.known[page] = made
            self.arrived.emit(page)


@pytest.fixture
def texts(qtbot: Any) -> Texts:
    return Texts()


@pytest.fixture
def model(texts: Texts) -> SelectionModel:
    return SelectionModel(cast("PageTexts", texts))


def reach(model: SelectionModel, page: int, offset: int) -> None:
    model.choose(TextTool(TextPosition(0, 4), TextPosition(page, offset)))


def test_pages_between_are_not_looked_at_again_for_another_line(texts: Texts, model: SelectionModel) -> None:
    texts.come(*range(PAGES))
    reach(model, PAGES - 2, 10)
    before = model.text()
    texts.looked.clear()

    reach(model, PAGES - 2, 40)

    assert model.text().startswith(before)
    assert len(model.text(2000)) > 1000
    assert model.gap.value == "nothing"
    assert isinstance(model.span(DocumentId("a")), TextSpan)
    assert {*texts.looked} <= {0, PAGES - 2}
    assert len(model.quads) == 3 * (PAGES - 2) + 2


@pytest.mark.parametrize("most", [0, 1, 9, 60, 400, 10_000])
def test_the_beginning_of_what_is_selected_is_that_of_the_whole(texts: Texts, model: SelectionModel, most: int) -> None:
    texts.come(*range(PAGES))
    reach(model, PAGES - 2, 10)
    assert model.text(most) == model.text()[:most]


def test_what_is_asked_for_while_texts_are_gathered_holds_those_that_are_there(texts: Texts, model: SelectionModel) -> None:
    texts.come(*range(10), *range(11, PAGES))
    reach(model, PAGES - 2, 10)
    assert "of page 10" not in model.text()
    texts.come(10)
    assert "of page 10" in model.text()
    assert {one.page for one in model.quads} == {*range(PAGES - 1)}


def test_nothing_is_said_of_what_was_dropped(texts: Texts, model: SelectionModel) -> None:
    texts.come(*range(PAGES))
    reach(model, 3, 10)
    model.clear()
    assert (model.text(), model.text(5), model.copied(), model.span(DocumentId("a"))) == ("", "", "", None)
