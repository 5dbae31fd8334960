"""A case with many passages: its first page comes before they are read, and they come in any case."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QPaintEvent
from pytestqt.qtbot import QtBot

from reviewer.documents.client import Workers
from reviewer.model.geometry import Rect
from reviewer.model.ids import ClaimId, DocumentId, Reviewer
from reviewer.model.spans import RegionSpan
from reviewer.model.stance import Stance
from reviewer.services import commands
from reviewer.services.adding.importing import add_documents
from reviewer.services.session import Session
from reviewer.settings.seals import CaseSeals
from reviewer.ui import open_case as opening
from reviewer.ui.application import Windows
from reviewer.ui.case import case_rows
from reviewer.ui.case.case_desk import CaseDesk
from reviewer.ui.open_case import OpenCase
from reviewer.ui.reading import tab_marks
from reviewer.ui.viewer.page_view import PageView
from tests import builders
from tests.ui.conftest import WAIT_MS, open_case

PASSAGES = 5


@pytest.fixture
def path(*, tmp_path: Path, clock: Callable[[], str], new_id: Callable[[], str], workers: Workers, seals: CaseSeals) -> Path:
    """Return a closed case whose passages count as many."""
    made, file = tmp_path / "case.revcase", tmp_path / "register.pdf"
    file.write_bytes(builders.text_pdf(builders.REGISTER))
    with Session.create(
        made, title="Many", clock=clock, new_id=new_id, reviewer=Reviewer("Ada"), workers=lambda: workers, seals=seals
    ) as session:
        claim, _ = commands.add_claim(session, text="Nobody was told").result()
        (added,) = add_documents(session, [file]).result()
        document = DocumentId(str(added.document))
        for number in range(PASSAGES):
            place = RegionSpan(document, 0, Rect(60, 80 + 40 * number, 400, 110 + 40 * number))
            commands.add_passage(session, document=document, selection=place, claim=claim, stance=Stance.STATES).result()
    return made


@pytest.fixture
def windows(make_windows: Callable[..., Windows], workers: Workers, monkeypatch: pytest.MonkeyPatch) -> Windows:
    monkeypatch.setattr(case_rows, "AT_ONCE", PASSAGES - 1)
    monkeypatch.setattr(tab_marks, "MOST_AT_ONCE", PASSAGES - 1)
    return make_windows(lambda: workers)


def opened(windows: Windows, path: Path, qtbot: QtBot) -> OpenCase:
    window = windows.make()
    window.resize(1280, 800)
    window.show()
    case = open_case(windows, window, path, qtbot).case
    assert case is not None
    return case


def marks(case: OpenCase) -> int:
    view = case.read.page_view
    return 0 if view is None else len(view._bench.overlay.index)


def test_they_are_read_when_the_first_page_stands(
    windows: Windows, path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    read, paint = CaseDesk.read_passages, PageView.paintEvent

    def reading(desk: CaseDesk) -> None:
        order.append("passages")
        read(desk)

    def painting(view: PageView, event: QPaintEvent) -> None:
        order.append("page")
        paint(view, event)

    monkeypatch.setattr(opening, "PATIENCE_MS", 10 * WAIT_MS)
    monkeypatch.setattr(CaseDesk, "read_passages", reading)
    monkeypatch.setattr(PageView, "paintEvent", painting)
    case = opened(windows, path, qtbot)
    assert not case.desk.rows.passages
    assert not case.desk.is_current
    assert sum(case.desk.rows.counts(ClaimId(case.desk.rows.claims[0].claim.id)).values()) == PASSAGES
    qtbot.waitUntil(lambda: len(case.desk.rows.passages) == PASSAGES and case.desk.is_current, timeout=WAIT_MS)
    assert order[0] == "page"
    qtbot.waitUntil(lambda: marks(case) == PASSAGES, timeout=WAIT_MS)


def test_they_are_read_though_no_page_comes(windows: Windows, path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "PATIENCE_MS", 1)
    monkeypatch.setattr(OpenCase, "_on_left_off_known", lambda *_: None)  # the settings could not be read
    case = opened(windows, path, qtbot)
    qtbot.waitUntil(lambda: len(case.desk.rows.passages) == PASSAGES, timeout=WAIT_MS)
