"""Marked regions beside the page: told apart by how they look on their page, of which only those in view are asked for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pymupdf
import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from reviewer.documents.client import Workers
from reviewer.model.geometry import Rect
from reviewer.model.spans import RegionSpan
from reviewer.services import commands
from reviewer.ui.application import Windows
from reviewer.ui.case.crops import Crops, CropWish
from reviewer.ui.models.evidence_model import LOOSE
from reviewer.ui.open_case import OpenCase
from tests.ui.conftest import WAIT_MS, add_document

REGIONS = 40
COLOURS = ((1.0, 0.0, 0.0), (0.0, 0.0, 1.0))


def coloured_pdf() -> bytes:
    """Return a page with a red and a blue stripe at its top and grey ones below."""
    with pymupdf.open() as made:
        page = made.new_page()
        for number in range(REGIONS):
            colour = COLOURS[number] if number < len(COLOURS) else (0.5, 0.5, 0.5)
            page.draw_rect(place(number), color=colour, fill=colour)
        return bytes(made.tobytes())


def place(number: int) -> tuple[float, float, float, float]:
    return 60, 20 + 20 * number, 400, 34 + 20 * number


@pytest.fixture
def case(make_windows: Callable[..., Windows], workers: Workers, qtbot: QtBot, tmp_path: Path) -> OpenCase:
    """Return a case with a document, on show."""
    window = make_windows(lambda: workers).make()
    window.resize(1280, 800)
    return add_document(window, qtbot, tmp_path / "chart.pdf", coloured_pdf())


def mark(case: OpenCase, qtbot: QtBot, count: int) -> None:
    """Mark so many regions and unfold the passages without a claim."""
    document = case.desk.rows.documents[0].document.id
    for number in range(count):
        span = RegionSpan(document, 0, Rect(*place(number)))
        made = commands.add_passage(case.desk.session, document=document, selection=span, note=f"Bar {number}")
    made.result()
    qtbot.waitUntil(lambda: len(case.desk.rows.passages) == count and case.desk.is_current, timeout=WAIT_MS)
    tree, model = case.read.claims.tree, case.read.claims._model
    assert model.index_of(LOOSE).isValid()
    tree.expand(model.index_of(LOOSE))


def shown(case: OpenCase) -> QImage:
    return case.read.claims.tree.viewport().grab().toImage()


def holds(image: QImage, hue: int) -> bool:
    """Tell whether a strong colour of that hue, give or take what a mark over it does, is in a picture."""
    seen = (QColor(image.pixel(x, y)) for y in range(0, image.height(), 2) for x in range(0, image.width(), 4))
    return any(one.saturation() > 120 and min(abs(one.hue() - hue), 360 - abs(one.hue() - hue)) < 25 for one in seen)


def test_each_row_shows_its_region_as_the_page_does(case: OpenCase, qtbot: QtBot) -> None:
    mark(case, qtbot, len(COLOURS))
    qtbot.waitUntil(lambda: holds(shown(case), 0) and holds(shown(case), 240), timeout=WAIT_MS)


def test_only_rows_in_view_are_asked_for_each_once(case: OpenCase, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[CropWish] = []
    wish = Crops.wish
    monkeypatch.setattr(Crops, "wish", lambda crops, wanted, *rest: (asked.append(wanted), wish(crops, wanted, *rest))[0])
    mark(case, qtbot, REGIONS)
    qtbot.waitUntil(lambda: holds(shown(case), 240), timeout=WAIT_MS)
    assert 2 <= len(asked) < REGIONS / 2
    assert len({one.key for one in asked}) == len(asked)
