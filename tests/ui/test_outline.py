"""The table of contents: it opens and closes, leads to headings, and says where the reader is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pymupdf
import pytest
from PySide6.QtCore import QModelIndex, QPoint, QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reviewer.documents import limits
from reviewer.documents.client import Workers
from reviewer.documents.findings import OutlineItem
from reviewer.model.geometry import Point
from reviewer.ui.look.theme import Theme
from reviewer.ui.main_window import MainWindow
from reviewer.ui.panels.pages.outline_list import OutlineList
from tests import builders
from tests.ui.conftest import WAIT_MS
from tests.ui.test_reading import add, file

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

ITEMS = (
    OutlineItem(1, "Parties", 0, Point(0, 100)),
    OutlineItem(2, "The company", 0, Point(0, 500)),
    OutlineItem(2, "The partner", 2, Point(0, 400)),
    OutlineItem(1, "Access", 4),
    OutlineItem(1, "Elsewhere", None),
)


@pytest.fixture
def outline(theme: Theme, qtbot: QtBot) -> OutlineList:
    made = OutlineList(theme, lambda page: f"p{page}")
    qtbot.addWidget(made)
    made.resize(240, 300)
    made.show_items(ITEMS)
    with qtbot.waitExposed(made):
        made.show()
    return made


def row(outline: OutlineList, title: str) -> QModelIndex:
    (found,) = [one for one in outline.model.nodes() if one.record == next(item for item in ITEMS if item.title == title)]
    return outline.model.index_of(found.key)


def test_an_outline_as_deep_as_files_make_them_is_shown_branch_by_branch(outline: OutlineList) -> None:
    """A file may nest its entries without end; and of 50,000 nobody opens more than a few."""
    deep = [OutlineItem(min(level, limits.MAX_OUTLINE_LEVEL), f"{level}", level) for level in range(1, 2000)]
    outline.show_items([*deep, OutlineItem(1, "last", 2000)])
    assert [one.record for one in outline.model.nodes()] == [deep[0], OutlineItem(1, "last", 2000)]
    outline.show_page(1500)
    assert outline.tree.currentIndex().data() == "1", "what is read lies below it"
    outline.tree.expandAll()
    outline.show_page(1500)
    assert outline.tree.currentIndex().data() == "1500"
    assert sum(1 for _ in outline.model.nodes()) == 2000


def test_what_is_missing_of_an_outline_is_said(outline: OutlineList, monkeypatch: pytest.MonkeyPatch) -> None:
    assert outline.told.isHidden()
    monkeypatch.setattr(limits, "MAX_OUTLINE_ITEMS", len(ITEMS))
    outline.show_items(ITEMS)
    assert outline.told.text() == f"Only the first {len(ITEMS)} headings are shown."
    assert outline.told.isVisible()
    outline.show_items([])
    assert outline.told.text() == "This document has no outline."
    outline.tell("It took too long.")
    assert (outline.told.text(), outline.model.rowCount()) == ("It took too long.", 0)


def test_another_outline_takes_the_place_of_one_that_was_opened(outline: OutlineList) -> None:
    outline.tree.expandAll()
    outline.show_items([OutlineItem(level, title, None) for level, title in ((3, "a"), (2, "b"), (3, "c"), (1, "d"))])
    outline.tree.expandAll()
    shown = [
        (one.record.title, one.parent.record.title if one.parent and one.parent.record else "") for one in outline.model.nodes()
    ]
    assert shown == [("a", ""), ("b", ""), ("c", "b"), ("d", "")]
    outline.clear()
    assert outline.model.rowCount() == 0


def test_a_long_title_has_a_second_line_and_is_cut_at_its_end(outline: OutlineList) -> None:
    titles = ("Executive Summary to Volume I of the report", "Short", "The Russian Government’s outreach " * 4)
    outline.show_items([OutlineItem(1, title, page) for page, title in enumerate(titles)])
    heights = [outline.tree.visualRect(outline.model.index(at, 0)).height() for at in range(3)]
    assert heights[0] == heights[2] > heights[1]
    rows = [outline.tree.visualRect(outline.model.index(at, 0)) for at in range(3)]
    summary, _, outreach = (outline.tree._delegate._lines(QRectF(one), outline.model.index(at, 0)) for at, one in enumerate(rows))
    assert " ".join(summary) == titles[0]
    assert outreach[-1].endswith("…")
    assert titles[2].startswith(" ".join(outreach)[:-2])
    outline.resize(600, 300)
    outline.tree.grab()
    QApplication.processEvents()
    assert outline.tree.visualRect(outline.model.index(0, 0)).height() == heights[1]


def test_a_table_of_contents_without_end_has_rows_of_one_height(outline: OutlineList) -> None:
    outline.show_items([OutlineItem(1, "a title that is far too long for its row " * 3, 0)] * 20_000)
    asked: list[object] = []
    hint = outline.tree._delegate.sizeHint
    outline.tree._delegate.sizeHint = lambda *args: asked.append(args) or hint(*args)  # type: ignore[method-assign]
    outline.tree.grab()
    assert len(asked) < 100


def click(outline: OutlineList, at: QPoint) -> None:
    QTest.mouseClick(outline.tree.viewport(), Qt.MouseButton.LeftButton, pos=at)


def test_the_mark_opens_and_closes_and_goes_nowhere(outline: OutlineList) -> None:
    taken: list[OutlineItem] = []
    outline.place_requested.connect(taken.append)
    parties = row(outline, "Parties")
    mark = outline.tree._delegate.mark_rect(parties).center().toPoint()
    click(outline, mark)
    assert outline.tree.isExpanded(parties)
    click(outline, mark)
    assert not outline.tree.isExpanded(parties)
    assert taken == []
    click(outline, outline.tree.visualRect(parties).center())
    assert [one.title for one in taken] == ["Parties"]
    click(outline, outline.tree.visualRect(row(outline, "Elsewhere")).center())
    assert len(taken) == 1, "it leads nowhere"


def test_two_quick_clicks_on_the_mark_of_the_entry_that_is_read_open_and_close_it(outline: OutlineList) -> None:
    taken: list[OutlineItem] = []
    outline.place_requested.connect(taken.append)
    parties = row(outline, "Parties")
    click(outline, outline.tree.visualRect(parties).center())
    mark = outline.tree._delegate.mark_rect(parties).center().toPoint()
    click(outline, mark)
    assert outline.tree.isExpanded(parties)
    QTest.mouseDClick(outline.tree.viewport(), Qt.MouseButton.LeftButton, pos=mark)
    assert not outline.tree.isExpanded(parties)
    assert len(taken) == 1, "the mark goes nowhere"


def test_what_can_be_opened_and_what_is_chosen_can_be_seen(outline: OutlineList, theme: Theme) -> None:
    outline.tree.setCurrentIndex(row(outline, "Access"))
    picture = outline.tree.viewport().grab().toImage()
    rect = outline.tree.visualRect(row(outline, "Access"))
    assert picture.pixelColor(rect.right() - 4, rect.top() + 3) == theme.token("selected")
    mark = outline.tree._delegate.mark_rect(row(outline, "Parties")).toRect()
    beside = outline.tree._delegate.mark_rect(row(outline, "Elsewhere")).toRect()
    plain = theme.token("pane")

    def inked(rect: object) -> int:
        area = picture.copy(rect)
        return sum(area.pixelColor(x, y) != plain for x in range(area.width()) for y in range(area.height()))

    assert inked(mark) > 5
    assert inked(beside) == 0


def test_it_stands_on_what_is_read_and_opens_nothing_by_itself(outline: OutlineList) -> None:
    def standing() -> str:
        return str(outline.tree.currentIndex().data() or "")

    outline.show_page(0)
    assert standing() == "Parties"
    outline.show_page(3)
    assert standing() == "Parties", "the branch is closed"
    outline.tree.expand(row(outline, "Parties"))
    outline.show_page(1)
    assert standing() == "The company"
    outline.show_page(2)
    assert standing() == "The company", "the next heading comes in the middle of the page"
    outline.show_page(3)
    assert standing() == "The partner"
    outline.show_page(9)
    assert standing() == "Access"


def test_who_took_a_heading_stays_on_it_while_its_page_is_read(outline: OutlineList) -> None:
    outline.tree.expand(row(outline, "Parties"))
    outline.tree.setCurrentIndex(row(outline, "The company"))
    outline.show_page(0)
    assert outline.tree.currentIndex().data() == "The company"


def test_an_entry_leads_to_its_heading(
    make_windows: Callable[..., object], workers: Workers, qtbot: QtBot, tmp_path: Path
) -> None:
    made = pymupdf.open("pdf", builders.text_pdf(*[[f"Page {n}"] for n in range(6)], outline=[(1, "Half way", 3), (1, "End", 6)]))
    made.xref_set_key(made.get_outline_xrefs()[0], "Dest", f"[{made[2].xref} 0 R /XYZ 0 400 0]")
    window: MainWindow = make_windows(lambda: workers).make()  # type: ignore[attr-defined]
    window.resize(1280, 800)
    case = add(window, qtbot, file(tmp_path, "a.pdf", made.tobytes()))
    pane, view = case.read.pages, case.read.page_view
    assert view is not None
    pane.outline_button.click()
    qtbot.waitUntil(lambda: pane.outline.model.rowCount() == 2, timeout=WAIT_MS)
    pane.outline.tree.clicked.emit(pane.outline.model.index(0, 0))
    camera, layout = view._bench.stage.camera, view._bench.stage.layout
    heading = layout.matrix(2).apply(Point(0, 842 - 400)).y
    assert 0 < heading - camera.y < 40, "it stands at the upper edge of the view"
    view.navigator.back()
    assert view.current_page == 0
    window.actions_of_window.trigger("below.pages")
    assert pane.pages_button.isChecked()
    case.read.panes.fold(case.read.panes.left)
    window.actions_of_window.trigger("below.outline")
    assert pane.outline.isVisible(), "the folded pane is brought back"
    assert window.focusWidget() is pane.outline.tree
    window.actions_of_window.trigger("below.annotations")
    assert pane.outline.isVisible(), "there are none"
