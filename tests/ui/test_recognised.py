"""Where the words of a passage were recognised by a program, its card, its row and its citation say so, and of others nothing."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from reviewer.model.ids import NewId
from reviewer.model.overview import MarkedPassage
from reviewer.model.text_layer import LayerKind
from reviewer.ui.case.case_rows import CaseContents, CaseRows
from reviewer.ui.look import readable
from reviewer.ui.look.theme import Theme
from reviewer.ui.models.evidence_model import LOOSE, EvidenceModel, PassageRow
from reviewer.ui.panels.claims.evidence_tree import EvidenceTree
from reviewer.ui.panels.claims.passage_card import CardHeights, PassageCard
from tests.store import made

COMPARE = "These words were recognised in a picture by a program: compare them with the picture."
WIDTHS = (180, 256, 420, 700)


@pytest.fixture
def pair(new_id: NewId) -> tuple[MarkedPassage, MarkedPassage]:
    """Return a passage whose words somebody set, and the same one with recognised words."""
    document = replace(made.document(new_id(), "ab" * 32), name="register.pdf")
    passage = made.passage(new_id, document, quote="the grant", page=3)
    text = passage.anchor.text
    assert text is not None
    layers = tuple(replace(one, kind=LayerKind.OCR) for one in text.layers)
    anchor = replace(passage.anchor, text=replace(text, layers=layers))
    return MarkedPassage(passage, ()), MarkedPassage(replace(passage, anchor=anchor), ())


def row(marked: MarkedPassage) -> PassageRow:
    return PassageRow(marked, None, "register.pdf", 1)


def test_a_citation_says_so_behind_the_page(pair: tuple[MarkedPassage, MarkedPassage]) -> None:
    said = [readable.citation("register.pdf", one.passage.anchor.document_sha256, one) for one in pair]
    assert said == [
        "“the grant” (register.pdf, p. 4, sha256 abababab)",
        "“the grant” (register.pdf, p. 4, recognised text, sha256 abababab)",
    ]


@pytest.mark.parametrize("width", WIDTHS)
def test_a_card_says_so_beside_the_page_or_below_where_that_is_narrow(
    theme: Theme, qtbot: QtBot, pair: tuple[MarkedPassage, MarkedPassage], width: int
) -> None:
    crops = cast("Any", SimpleNamespace(wish=lambda _wish, _show, _owner: None))
    cards, pictures = [], []
    for one in pair:
        card = PassageCard(theme, crops, row(one))
        qtbot.addWidget(card)
        card.resize(width, CardHeights(theme).height(row(one), width))
        cards.append(card)
        pictures.append(card.grab().toImage())
    plain, recognised = cards
    assert (plain.toolTip(), "recognised" in plain.accessibleName()) == ("", False)
    assert COMPARE in recognised.toolTip()
    assert "p. 4, recognised text" in recognised.accessibleName()
    assert recognised.height() - plain.height() == (18 if width < 300 else 0)
    last = range(plain.height() - 27, plain.height() - 9) if width > 300 else range(plain.height() - 9, recognised.height() - 9)
    assert inked(pictures[1], last) > (inked(pictures[0], last) if width > 300 else 0)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_row_of_the_claims_pane_says_so(
    theme: Theme, qtbot: QtBot, pair: tuple[MarkedPassage, MarkedPassage], width: int
) -> None:
    heights, pictures, tooltips = [], [], []
    for one in pair:
        rows, model, tree = CaseRows(), EvidenceModel(), EvidenceTree(theme)
        rows.take(CaseContents(passages=(one,)))
        model.show(rows)
        tree.setModel(model)
        qtbot.addWidget(tree)
        tree.resize(width, 300)
        tree.show()
        tree.expand(model.index_of(LOOSE))
        index = model.index_of_passage(one)
        assert index.isValid()
        heights.append(tree.visualRect(index).height())
        pictures.append(tree.viewport().grab().toImage())
        tooltips.append(index.data(Qt.ItemDataRole.ToolTipRole))
        assert ("recognised text" in index.data(Qt.ItemDataRole.AccessibleTextRole)) == (one is pair[1])
    assert tooltips[0] is None
    assert COMPARE in tooltips[1]
    assert heights[1] - heights[0] == (16 if width < 350 else 0)
    assert inked(pictures[1], range(300)) > inked(pictures[0], range(300))


def inked(picture: QImage, lines: range) -> int:
    """Return how many pixels of some lines are unlike what is left of them, within the frame."""
    ratio = picture.devicePixelRatio()
    found = 0
    for y in (round(one * ratio) for one in lines):
        paper = picture.pixelColor(8, min(y, picture.height() - 1))
        found += sum(picture.pixelColor(x, min(y, picture.height() - 1)) != paper for x in range(8, picture.width() - 8))
    return found
