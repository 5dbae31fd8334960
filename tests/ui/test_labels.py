"""What labels and tooltips are to screen readers, and how a picture is turned dark."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible, QColor, QImage
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from reviewer.ui.look import labels
from reviewer.ui.look.inverting import inverted


def description(button: QPushButton) -> str:
    return str(QAccessible.queryAccessibleInterface(button).text(QAccessible.Text.Description))


def test_a_tooltip_is_read_out_without_its_markup(qtbot: QtBot) -> None:
    button = QPushButton()
    qtbot.addWidget(button)
    labels.name(button, "Fit")
    labels.set_tooltip(button, "Fit <b>all</b> (Ctrl+9)")
    assert description(button) == "Fit <b>all</b> (Ctrl+9)"
    labels.set_tooltip(button, "Fit the width")
    assert description(button) == "Fit the width"
    labels.set_tooltip(button, "")
    assert description(button) == ""


def test_a_description_of_its_own_stays(qtbot: QtBot) -> None:
    button = QPushButton()
    qtbot.addWidget(button)
    labels.set_tooltip(button, "Fit the page")
    labels.name(button, "Fit", "Shows the whole page")
    labels.set_tooltip(button, "Fit the width")
    assert description(button) == "Shows the whole page"


BLACK, WHITE = QColor("black"), QColor("white")


@pytest.mark.parametrize(
    ("colour", "hue"), [("#99FF99", 120), ("#FFFF66", 60), ("#FF9999", 0), ("#008800", 120), ("#0000CC", 240), ("#CC0000", 0)]
)
def test_a_colour_stays_what_it_is_when_a_page_is_inverted(qapp: QApplication, colour: str, hue: int) -> None:
    image = QImage(20, 20, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    made = inverted(image, BLACK, WHITE).pixelColor(10, 10)
    assert abs((made.hslHue() - hue + 180) % 360 - 180) <= 30
    assert (made.lightness() > QColor(colour).lightness()) is (QColor(colour).lightness() < 128)


@pytest.mark.parametrize("colour", ["#FFFFFE", "#FEFFFF", "#000001", "#010000"])
def test_what_is_almost_grey_is_turned_as_grey_is(qapp: QApplication, colour: str) -> None:
    image = QImage(20, 20, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    turned, right = inverted(image, BLACK, WHITE).pixelColor(10, 10), 255 - QColor(colour).lightness()
    assert max(abs(one - right) for one in (turned.red(), turned.green(), turned.blue())) <= 4


@pytest.mark.parametrize(("grey", "turned"), [(0, 255), (255, 0), (100, 155), (200, 55)])
def test_black_and_white_change_places(qapp: QApplication, grey: int, turned: int) -> None:
    image = QImage(20, 20, QImage.Format.Format_RGB32)
    image.fill(QColor(grey, grey, grey))
    assert inverted(image, BLACK, WHITE).pixelColor(10, 10) == QColor(turned, turned, turned)
