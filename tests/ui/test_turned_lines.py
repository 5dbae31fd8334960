"""What documents and people wrote never turns a line of the window about: overrides are shown, other scripts are set apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAction, QGuiApplication, QPainter
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from reviewer.documents.client import Workers
from reviewer.model.geometry import Rect
from reviewer.model.ids import DocumentId, Reviewer
from reviewer.model.spans import RegionSpan
from reviewer.model.stance import Stance
from reviewer.services import commands
from reviewer.services.adding.importing import add_documents
from reviewer.services.session import Session
from reviewer.settings.seals import CaseSeals
from reviewer.ui.application import Windows
from reviewer.ui.controls.error_strip import Truth
from reviewer.ui.main_window import MainWindow
from reviewer.ui.open_case import OpenCase
from tests import builders
from tests.ui.conftest import WAIT_MS, open_case

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise")

OVERRIDE = "\u202e"
TURNING = {*"\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067"}
"""What a line must not obey. U+2068 and U+2069 are not among them: with them we set apart what we insert."""

HOSTILE = f"minutes {OVERRIDE}4 \u2067of\u2066 June"
HEBREW = "פרוטוקול"
ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what the program paints as text, from now on."""
    found: list[str] = []
    draw = QPainter.drawText

    def draw_and_note(painter: QPainter, *args: object) -> object:
        found.extend(one for one in args if isinstance(one, str))
        return draw(painter, *args)

    monkeypatch.setattr(QPainter, "drawText", draw_and_note)
    return found


@pytest.fixture
def path(*, tmp_path: Path, clock: Callable[[], str], new_id: Callable[[], str], workers: Workers, seals: CaseSeals) -> Path:
    """Return a closed case of which every word that was not ours would turn a line about."""
    made = tmp_path / "case.revcase"
    label = {"startpage": 0, "prefix": f"A{OVERRIDE}1", "style": "D", "firstpagenum": 1}
    data = builders.text_pdf(builders.REGISTER, labels=[label], outline=[(1, HOSTILE, 1)])
    files = [tmp_path / f"{HOSTILE}.pdf", tmp_path / f"{HEBREW}.pdf"]
    files[0].write_bytes(data)
    files[1].write_bytes(builders.text_pdf(builders.DENIAL))
    with Session.create(
        made, title=HOSTILE, clock=clock, new_id=new_id, reviewer=Reviewer("Ada"), workers=lambda: workers, seals=seals
    ) as session:
        above, _ = commands.add_claim(session, text=HOSTILE, speaker=HOSTILE, channel=HOSTILE, date="2018-12-19").result()
        commands.add_claim(session, text=f"element {HOSTILE}", parent=above).result()
        for one in add_documents(session, files).result():
            commands.add_passage(
                session,
                document=DocumentId(str(one.document)),
                selection=RegionSpan(DocumentId(str(one.document)), 0, Rect(60, 80, 400, 110)),
                claim=above,
                stance=Stance.CONTRADICTS,
                note=f"note {HOSTILE}",
            ).result()
    return made


@pytest.fixture
def window(make_windows: Callable[..., Windows], workers: Workers, path: Path, qtbot: QtBot) -> MainWindow:
    windows = make_windows(lambda: workers)
    made = windows.make()
    made.resize(1280, 800)
    return open_case(windows, made, path, qtbot)


def opened(window: MainWindow, name: str, qtbot: QtBot) -> tuple[OpenCase, str]:
    """Show a document and choose its passage, which is returned."""
    case = window.case
    assert case is not None
    document = next(one.document for one in case.desk.rows.documents if one.document.name == name)
    passage = next(one.passage.id for one in case.desk.rows.passages.values() if one.passage.document == document.id)
    case.read.claims.tree.expandAll()
    case.read.go_to_passage(passage)
    qtbot.waitUntil(lambda: case.read.claims.note.passage == passage, timeout=WAIT_MS)
    return case, passage


def below(view: QAbstractItemView, parent: QModelIndex) -> Iterator[str]:
    model = view.model()
    for row in range(model.rowCount(parent)):
        index = model.index(row, 0, parent)
        yield from (str(index.data(role) or "") for role in ROLES)
        yield from below(view, index)


def told(window: MainWindow) -> Iterator[str]:
    """Yield all that the window's parts say; fields hold what a person edits, as it is."""
    for one in (window, *window.findChildren(QWidget)):
        yield from (one.toolTip(), one.accessibleName(), one.accessibleDescription(), one.windowTitle())
        yield from (action.text() for action in one.actions())
        if isinstance(one, (QLabel, QAbstractButton)):
            yield one.text()
        if isinstance(one, QTabBar):
            yield from (f"{one.tabText(at)} {one.tabToolTip(at)} {one.accessibleTabName(at)}" for at in range(one.count()))
        if isinstance(one, QComboBox):
            yield from (one.itemText(at) for at in range(one.count()))
        if isinstance(one, QAbstractItemView) and one.model() is not None:
            yield from below(one, QModelIndex())
    yield from (one.text() for one in window.findChildren(QAction))


def test_no_words_of_a_case_ever_turn_a_line_about(window: MainWindow, drawn: list[str], qtbot: QtBot) -> None:
    case, passage = opened(window, f"{HOSTILE}.pdf", qtbot)
    qtbot.waitUntil(lambda: case.read.page_view is not None and case.read.page_view.selected_passage == passage, timeout=WAIT_MS)
    said: list[str] = []
    for view in ("read", "claims", "search"):
        window.show_view(view)
        case.search.search("minutes")
        qtbot.waitUntil(lambda: HOSTILE.split(maxsplit=1)[0] in case.search.summary.text(), timeout=WAIT_MS)
        window.grab()
        said.extend(told(window))
    window.problems.toast(HOSTILE, action=HOSTILE, then=lambda: None)
    window.problems.strip.tell(HOSTILE, about=Truth.NOTICE, action="Open")
    window.acts.show_properties()
    case.claim_acts.wish("edit", case.desk.rows.claims[0].claim.id)
    case.claim_acts.wish("add", "")
    window.acts.show_palette()
    window.grab()
    said.extend(told(window))
    assert sum("minutes ‹U+202E›4" in one for one in drawn) > 10, "the words were not painted"
    assert sum("minutes ‹U+202E›4" in one for one in said) > 30, "the words were not told"
    assert [ascii(one) for one in drawn if TURNING & set(one)] == []
    assert [ascii(one) for one in said if TURNING & set(one)] == []


def test_a_name_cannot_turn_the_page_number_beside_it(window: MainWindow, drawn: list[str], qtbot: QtBot) -> None:
    case, passage = opened(window, f"{HEBREW}.pdf", qtbot)
    case.read.claims.grab()
    assert f"\u2068{HEBREW}.pdf\u2069 · p. 1" in drawn
    assert f"p. 1 of \u2068{HEBREW}.pdf\u2069, Marked region" in drawn
    case.menu.cite(passage)
    assert QGuiApplication.clipboard().text().startswith(f"\u2068{HEBREW}.pdf\u2069, p. 1, sha256 ")
