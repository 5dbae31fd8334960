"""What comes after a document was put away: nothing of it is taken in or told any more."""

from __future__ import annotations

from typing import Any

import pytest

from reviewer.documents.findings import Hyperlink, HyperlinkKind
from reviewer.errors import DocumentError
from reviewer.model.geometry import Rect
from reviewer.ui.tasks import Tasks
from reviewer.ui.viewer.pixels.page_hyperlinks import PageHyperlinks
from reviewer.ui.viewer.pixels.page_texts import PageTexts
from tests.ui.viewer.fakes import FakeDocument, settle


@pytest.mark.parametrize("fails", [False, True])
def test_a_text_that_was_on_its_way_is_not_taken_in(qtbot: Any, tasks: Tasks, fails: bool) -> None:
    source = FakeDocument(3, hold_texts=True)
    texts = PageTexts(source, tasks)
    arrived: list[int] = []
    texts.arrived.connect(arrived.append)
    texts.want((0, 1))
    source.read(0)
    settle()
    if fails:
        source.texts[1].set_exception(DocumentError("This page is damaged"))
    else:
        source.read(1)

    texts.stop()
    settle()

    assert not texts.known
    assert texts.has_words(1) is None
    assert arrived == [0]


def test_links_that_were_on_their_way_are_not_taken_in(qtbot: Any, tasks: Tasks) -> None:
    link = Hyperlink(Rect(0, 0, 9, 9), HyperlinkKind.PLACE, "", 1)
    source = FakeDocument(3, links={0: (link,), 1: (link,)}, hold_links=True)
    links = PageHyperlinks(source, tasks)
    links.want(0)
    links.want(1)
    source.tell_links(0)
    settle()
    assert links.on_page(0)
    source.tell_links(1)

    links.stop()
    settle()

    assert not links.on_page(0)
    assert not links.on_page(1)
