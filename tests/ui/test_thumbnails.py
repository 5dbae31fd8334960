"""Small pages: where passages are on them, and that pictures stay while the document does. And the page in the status line."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from types import SimpleNamespace
from typing import Any, cast

import pytest
from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QListView

from reviewer.documents.results import Bitmap
from reviewer.errors import WorkerError
from reviewer.model.geometry import PageQuad, Quad, Rect
from reviewer.model.overview import MarkedPassage
from reviewer.model.page import PageInfo
from reviewer.model.stance import Stance
from reviewer.ui.look.theme import Theme
from reviewer.ui.models.node_model import RECORD
from reviewer.ui.models.page_model import PageModel
from reviewer.ui.panels.pages.pages_pane import PagesPane
from reviewer.ui.panels.pages.thumbnails import ThumbnailList
from reviewer.ui.panels.status.status_line import StatusLine
from reviewer.ui.tasks import Tasks


def passage(*places: tuple[int, Rect], stances: tuple[Stance, ...] = ()) -> MarkedPassage:
    quads = tuple(PageQuad(page, Quad.of_rect(rect)) for page, rect in places)
    links = tuple(SimpleNamespace(stance=one) for one in stances)
    return cast("MarkedPassage", SimpleNamespace(links=links, passage=SimpleNamespace(anchor=SimpleNamespace(quads=quads))))


def model(tasks: Tasks, rotation: int = 0) -> tuple[PageModel, Any, tuple[PageInfo, ...]]:
    pages = tuple(PageInfo(index, str(index + 1), 600, 800, rotation) for index in range(3))
    made, document = PageModel(tasks), cast("Any", object())
    made.show(document, pages)
    return made, document, pages


@pytest.mark.parametrize(("rotation", "share"), [(0, 0.75), (90, 0.5), (180, 0.2), (270, 1 / 3)])
def test_marks_stand_where_the_page_shows_them(tasks: Tasks, rotation: int, share: float) -> None:
    made, _, pages = model(tasks, rotation)
    made.show_marks(lambda _page: [passage((0, Rect(300, 600, 400, 640)))])
    ((place, _),) = made.marks(pages[0])
    assert place == pytest.approx(share)


def test_a_passage_over_a_page_end_marks_both_pages(tasks: Tasks) -> None:
    made, _, pages = model(tasks)
    over = passage((0, Rect(72, 760, 300, 780)), (1, Rect(72, 80, 300, 100)), (1, Rect(72, 100, 300, 120)))
    made.show_marks(lambda page: [over] if page < 2 else [])
    assert [[place for place, _ in made.marks(one)] for one in pages] == [[0.95], [0.1], []]


def test_each_stance_that_falls_on_a_place_is_marked_beside_the_others(theme: Theme, qtbot: Any) -> None:
    asked = SimpleNamespace(render=lambda *_args, **_named: Future())
    pane = PagesPane(cast("Tasks", SimpleNamespace(deliver=lambda *_args, **_named: None)), theme)
    qtbot.addWidget(pane)
    pane.resize(240, 600)
    pane.show()
    pages = (PageInfo(0, "1", 600, 800, 0),)
    pane.show_document(cast("Any", asked), pages)
    both = passage((0, Rect(72, 400, 300, 420)), stances=(Stance.CONTRADICTS, Stance.SUPPORTS))
    plain, apart = passage((0, Rect(72, 410, 300, 430))), passage((0, Rect(72, 600, 300, 620)), stances=(Stance.STATES,))
    pane.show_marks(lambda _page: [plain, apart, both])
    assert [stances for _, stances in pane.model.marks(pages[0])] == [
        (Stance.SUPPORTS, Stance.CONTRADICTS, None),
        (Stance.STATES,),
    ]
    QApplication.processEvents()
    picture = pane.findChildren(QListView)[0].viewport().grab().toImage()

    def left_of(stance: Stance | None) -> tuple[int, int]:
        wanted = theme.stance(stance).mark.rgb()
        found = [(y, x) for y in range(picture.height()) for x in range(picture.width()) if picture.pixel(x, y) == wanted]
        return min(found)

    rows, columns = zip(*map(left_of, (Stance.SUPPORTS, Stance.CONTRADICTS, None)), strict=True)
    assert len(set(rows)) == 1
    assert columns[0] < columns[1] < columns[2]


def test_pictures_stay_while_the_document_does(tasks: Tasks) -> None:
    made, document, pages = model(tasks)
    made._pictures[0] = QImage(10, 10, QImage.Format.Format_RGB32)
    made.show(document, pages)
    assert 0 in made._pictures
    made.show(document, (*pages, PageInfo(3, "4", 600, 800, 0)))
    assert 0 in made._pictures
    assert made.rowCount() == 4
    made.show(cast("Any", object()), pages)
    assert not made._pictures


def test_the_page_in_the_status_line_is_named_by_what_it_has(theme: Theme, qtbot: Any) -> None:
    line = StatusLine(theme)
    qtbot.addWidget(line)
    line.show_place(("", 4, 943))
    assert line.page.accessibleName() == "Page 4 of 943"
    line.show_place(("R&D", 4, 943))
    assert line.page.accessibleName() == "Page R&D, 4 of 943"
    assert line.page.text().startswith("R&&D")
    assert line.page.shortcut().isEmpty()


@pytest.mark.parametrize("count", [1, 2, 3, 5])
def test_the_small_pages_come_to_rest_at_every_size(theme: Theme, qtbot: Any, count: int) -> None:
    asked = SimpleNamespace(render=lambda *_args, **_named: Future())
    tasks = cast("Tasks", SimpleNamespace(deliver=lambda *_args, **_named: None))
    pane = PagesPane(tasks, theme)
    qtbot.addWidget(pane)
    pane.show_document(cast("Any", asked), tuple(PageInfo(index, str(index + 1), 600, 800, 0) for index in range(count)))
    pane.show()
    layouts = Resizes()
    pane.findChild(QListView).viewport().installEventFilter(layouts)
    for height in (180, 260, 340, 420):
        for width in range(150, 340, 7):
            pane.resize(width, height)
            for _ in range(8):
                QApplication.processEvents()
            layouts.seen = 0
            for _ in range(4):
                QApplication.processEvents()
            assert layouts.seen == 0, f"the grid goes on changing at {width} × {height} pixels"


class Resizes(QObject):
    """Counts how often a widget was given another size."""

    seen = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        self.seen += event.type() == QEvent.Type.Resize
        return False


def test_a_wide_page_lies_within_the_pane(theme: Theme, qtbot: Any) -> None:
    asked = SimpleNamespace(render=lambda *_args, **_named: Future())
    pane = PagesPane(cast("Tasks", SimpleNamespace(deliver=lambda *_args, **_named: None)), theme)
    qtbot.addWidget(pane)
    pane.show_document(cast("Any", asked), (PageInfo(0, "1", 2000, 800, 0),))
    pane.show_page(0)
    pane.resize(228, 300)
    with qtbot.waitExposed(pane):
        pane.show()
    accent, picture = theme.token("accent"), pane.grab().toImage()
    tops = [y for y in range(60, 300) if picture.pixelColor(60, y) == accent]
    assert tops, "the ring of the chosen page"
    columns = [x for x in range(picture.width()) if picture.pixelColor(x, tops[0]) == accent]
    assert columns[0] >= 8
    assert columns[-1] < 114 + 6, "it keeps to its half of the pane"


def test_both_pages_of_a_spread_are_marked_and_the_one_read_stands_out(theme: Theme, qtbot: Any) -> None:
    asked = SimpleNamespace(render=lambda *_args, **_named: Future())
    tasks = cast("Tasks", SimpleNamespace(deliver=lambda *_args, **_named: None))
    pane = PagesPane(tasks, theme)
    qtbot.addWidget(pane)
    pane.resize(240, 600)
    pane.show()
    pane.show_document(cast("Any", asked), tuple(PageInfo(index, str(index + 1), 600, 800, 0) for index in range(4)))
    pane.show_page(1)
    pane.show_in_view(range(1, 3))
    QApplication.processEvents()

    accent, grid = theme.token("accent").rgb(), pane.findChildren(QListView)[0]
    picture = grid.viewport().grab().toImage()

    def accented(page: int) -> int:
        where = grid.visualRect(pane.model.index(page, 0))
        points = ((x, y) for x in range(where.left(), where.right()) for y in range(where.top(), where.bottom()))
        return sum(picture.pixel(x, y) == accent for x, y in points)

    assert accented(0) == accented(3) == 0
    assert accented(1) > 1.5 * accented(2) > 100


def test_a_small_page_that_failed_comes_once_its_page_can_be_drawn(tasks: Tasks) -> None:
    made, _, pages = model(tasks)
    asked: list[tuple[int, Future[Bitmap]]] = []

    def render(page: int, **_named: Any) -> Future[Bitmap]:
        asked.append((page, Future()))
        return asked[-1][1]

    made.show(cast("Any", SimpleNamespace(render=render)), pages)
    moved: list[int] = []
    made.dataChanged.connect(lambda first, _last: moved.append(first.row()))

    def look() -> QImage | None:
        """Look at the second page, as painting it does; return its picture."""
        made.index(1, 0).data(RECORD)
        QApplication.processEvents()
        picture: QImage | None = made.index(1, 0).data(RECORD).picture
        return picture

    look()
    asked[0][1].set_exception(WorkerError("The reader of this document stopped."))
    assert look() is None
    made.try_again(0)
    assert look() is None
    assert [page for page, _ in asked] == [1], "what failed is left alone"
    assert made.index(1, 0).data(RECORD).is_undrawn, "its sheet is crossed out, and not taken for an empty page"
    assert made.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole).endswith("cannot be drawn")

    made.try_again(1)
    assert moved == [1, 1]
    assert not made.index(1, 0).data(RECORD).is_undrawn
    look()
    assert [page for page, _ in asked] == [1, 1]
    asked[1][1].set_result(Bitmap(2, 2, 8, memoryview(bytearray(16))))
    assert look() is not None


class Looked(PageModel):
    """Counts how often any of its rows is looked at."""

    looked = 0

    def index(self, *args: Any) -> QModelIndex:
        self.looked += 1
        return super().index(*args)


def test_a_document_of_many_pages_costs_what_is_in_view(theme: Theme, tasks: Tasks, qtbot: Any) -> None:
    model = Looked(tasks)
    grid = ThumbnailList(theme, model)
    qtbot.addWidget(grid)
    grid.resize(240, 600)
    with qtbot.waitExposed(grid):
        grid.show()

    def looked(act: Callable[[], None]) -> int:
        model.looked = 0
        act()
        for _ in range(4):
            QApplication.processEvents()
        return model.looked

    asked = cast("Any", SimpleNamespace(render=lambda *_args, **_named: Future()))
    pages = tuple(PageInfo(index, str(index + 1), 600, 800, 0) for index in range(10_000))
    assert looked(lambda: model.show(asked, pages)) < 200
    assert looked(lambda: model.show_marks(lambda _page: ())) < 200
    assert looked(lambda: grid.resize(360, 600)) < 200
    assert looked(lambda: grid.show_page(5000)) < 200
