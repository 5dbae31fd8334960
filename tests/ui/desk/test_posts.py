"""The card of a post in the window: filled from the text of its page, its exact time told, kept, and forgotten."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from reviewer.documents.client import Workers
from reviewer.model.post import Post
from reviewer.ui.application import Windows
from reviewer.ui.dialogs.post_dialog import PostDialog
from reviewer.ui.main_window import MainWindow
from reviewer.ui.open_case import OpenCase
from tests import builders
from tests.ui.conftest import WAIT_MS, add_document

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

ADDRESS = "palaver.example/lumenreel/status/1075385531749105664"


@pytest.fixture
def case(make_windows: Callable[..., Windows], workers: Workers, tmp_path: Path, qtbot: QtBot) -> OpenCase:
    window: MainWindow = make_windows(lambda: workers).make()
    lines = ["Lumenreel", "@lumenreel", "We never asked for it.", "8:44 AM - Dec 19, 2018"]
    return add_document(window, qtbot, tmp_path / "post.pdf", builders.text_pdf(lines))


def posts(case: OpenCase) -> tuple[Post, ...]:
    return case.session.read(lambda reader: reader.desk.load()).result().posts


def card(case: OpenCase, qtbot: QtBot) -> PostDialog:
    window = case.read.window()
    case.desk_views.posts.ask(case.desk.rows.documents[0].document.id, 0)
    qtbot.waitUntil(lambda: bool([one for one in window.findChildren(PostDialog) if one.isVisible()]), timeout=WAIT_MS)
    return next(one for one in window.findChildren(PostDialog) if one.isVisible())


def test_a_card_is_filled_kept_and_forgotten(case: OpenCase, qtbot: QtBot) -> None:
    dialog = card(case, qtbot)
    assert (dialog.fields.author, dialog.fields.handle) == ("Lumenreel", "@lumenreel")
    assert not dialog.exact.isVisible()
    dialog._address.setText(ADDRESS)
    assert dialog.exact.text().startswith("By its number: 19 Dec 2018, 13:41:05.123 UTC")
    assert "no time zone makes them agree" in dialog.mismatch.text()
    qtbot.waitUntil(lambda: not dialog.picture.pixmap().isNull(), timeout=WAIT_MS)
    dialog.main_button.click()
    qtbot.waitUntil(lambda: [one.address for one in posts(case)] == [ADDRESS], timeout=WAIT_MS)
    again = card(case, qtbot)
    assert again.fields.address == ADDRESS
    again.remove_button.click()
    qtbot.waitUntil(lambda: not posts(case), timeout=WAIT_MS)
    case.parts.wishes.undo()
    qtbot.waitUntil(lambda: len(posts(case)) == 1, timeout=WAIT_MS)
