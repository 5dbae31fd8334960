"""A case whose claims desk has something in it, in a window; no document of it can be opened."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from reviewer.model.access import AccessStatus
from reviewer.model.claim import Words
from reviewer.model.ids import Reviewer
from reviewer.services import commands
from reviewer.services.commands.desk import access
from reviewer.services.commands.desk.elements import add_element
from reviewer.services.session import Session
from reviewer.ui.application import Windows
from reviewer.ui.main_window import MainWindow
from reviewer.ui.open_case import OpenCase
from tests.ui.conftest import open_case

DENIAL = "We never asked for, or accessed, private messages"


@pytest.fixture
def case(
    *,
    windows: Windows,
    window: MainWindow,
    tmp_path: Path,
    clock: Callable[[], str],
    new_id: Callable[[], str],
    no_workers: Callable[[], object],
    qtbot: QtBot,
) -> OpenCase:
    """Return a case of one claim with an element, another claim, and two facts of access of one actor."""
    path = tmp_path / "the denial.revcase"
    with Session.create(
        path, title="Denial", clock=clock, new_id=new_id, reviewer=Reviewer("Ada"), workers=no_workers
    ) as session:
        first, _ = commands.add_claim(session, text=DENIAL).result()
        commands.add_claim(session, text="Not aware").result()
        add_element(session, claim=first, words=Words(9, 18)).result()
        for permission, status in (("read", AccessStatus.GRANTED), ("send", AccessStatus.USED)):
            access.add_fact(session, actor="Lumenreel", permission=permission, status=status, from_date="2014-05-14").result()
    window.resize(1280, 800)
    made = open_case(windows, window, path, qtbot).case
    assert made is not None
    return made
