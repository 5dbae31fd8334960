"""What a document or a source is called changes no other word on the screen: overrides of the direction are shown as signs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from reviewer.model.ids import Clock, NewId, Reviewer, Sha256
from reviewer.model.overview import MarkedPassage
from reviewer.services import commands
from reviewer.services.session import Session
from reviewer.ui.application import Windows
from reviewer.ui.controls.elided_label import ElidedLabel
from reviewer.ui.controls.plain_lines import break_lines
from reviewer.ui.look import labels, readable
from reviewer.ui.look.theme import Theme
from reviewer.ui.models.evidence_model import PassageRow
from tests.store import made
from tests.ui.conftest import open_case

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

BACK = "minutes \u202e.pdf"
SHOWN = "minutes ‹U+202E›.pdf"


def test_labels_tooltips_and_painted_lines_show_the_sign(theme: Theme, qtbot: QtBot) -> None:
    label, elided = labels.label(BACK), ElidedLabel(theme, BACK)
    for one in (label, elided):
        qtbot.addWidget(one)
    label.setText(f"{BACK}!")
    assert label.text() == f"{SHOWN}!"
    assert (elided.text, elided.accessibleName()) == (SHOWN, SHOWN)
    assert SHOWN in labels.escaped(BACK)
    assert break_lines(BACK, QFont(), 900) == [SHOWN]


def test_a_citation_says_the_page_that_it_is(new_id: NewId) -> None:
    document = made.document(new_id(), "ab" * 32)
    marked = MarkedPassage(made.passage(new_id, document, quote="the grant \u202e", page=11), ())
    words = readable.citation(BACK, Sha256("ab" * 32), marked)
    assert words == f"“the grant ‹U+202E›” ({SHOWN}, p. 12, sha256 abababab)"
    assert readable.passage_words(marked, BACK) == f"p. 12 of {SHOWN}, “the grant ‹U+202E›”"


def test_a_single_picture_is_cited_without_a_page(new_id: NewId) -> None:
    document = replace(made.document(new_id(), "ab" * 32), media_type="image/png", page_count=1)
    marked = MarkedPassage(made.passage(new_id, document, quote="the grant", page=0), ())
    assert (
        readable.citation("a.png", document.sha256, marked, picture=document.is_picture) == "“the grant” (a.png, sha256 abababab)"
    )
    assert readable.passage_words(marked, "a.png", picture=document.is_picture) == "a.png, “the grant”"
    assert PassageRow.of(marked, None, document, 1).page == ""
    assert PassageRow.of(marked, None, replace(document, page_count=2), 1).page == "p. 1"


def test_a_window_shows_none_of_a_case(windows: Windows, qtbot: QtBot, tmp_path: Path, clock: Clock, new_id: NewId) -> None:
    path = tmp_path / "denial.revcase"
    with Session.create(
        path, title=f"case {BACK}", clock=clock, new_id=new_id, reviewer=Reviewer("Ada"), workers=windows.parts.get_workers
    ) as session:
        commands.add_claim(session, text=f"claim {BACK}", speaker=BACK, channel=BACK, date="2018").result()
    window = open_case(windows, windows.make(), path, qtbot)
    assert window.case is not None
    window.resize(1280, 800)
    for view in ("read", "claims"):
        window.show_view(view)
        qtbot.waitUntil(window.case.views[view].isVisible)
    shown = [window.windowTitle(), *(action.text() for action in window.actions())]
    shown += [one.text() for one in window.findChildren(QLabel)]
    shown += [one.accessibleName() for one in window.findChildren(QLabel)]
    assert any(SHOWN in one for one in shown)
    assert not [one for one in shown if "\u202e" in one]


@pytest.mark.parametrize(
    ("label", "pages", "words"),
    [
        ("60", (66, 67), "p. 60 and the next"),
        ("iv", (5, 6, 7), "p. iv and the next 2"),
        ("", (3, 4), "pp. 4–5"),
        ("4", (3, 4), "pp. 4–5"),
        ("60", (66,), "p. 60"),
    ],
)
def test_the_pages_of_a_citation_are_those_that_it_stands_on(
    new_id: NewId, label: str, pages: tuple[int, ...], words: str
) -> None:
    passage = made.passage(new_id, made.document(new_id(), "ab" * 32), page=pages[0])
    quads = tuple(passage.anchor.quads[0]._replace(page=page) for page in pages)
    assert readable.page_words(replace(passage.anchor, page=pages[0], page_label=label, quads=quads)) == words
