"""Both themes know the same names, words are readable on their surfaces, and every drawing that is asked for is there."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from reviewer import paths
from reviewer.model.stance import Stance
from reviewer.ui.look import icons
from reviewer.ui.look.theme import Theme

UI = Path(__file__).parents[2] / "reviewer" / "ui"
AA = 4.5
SURFACES = ("window", "pane", "base", "selected")


def luminance(colour: QColor) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, two: QColor) -> float:
    light, dark = sorted((luminance(one), luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", ["light", "dark"])
def test_words_are_readable_on_every_surface(qapp: QApplication, name: str) -> None:
    theme = Theme()
    theme.apply(qapp, name)
    poor = [
        (words, surface)
        for words in ("text", "text_second", "hint", "attention", "accent")
        for surface in SURFACES
        if contrast(theme.token(words), theme.token(surface)) < AA
        and (words, surface) not in {("attention", "selected"), ("accent", "selected")}
    ]
    assert not poor
    assert contrast(theme.token("on_accent"), theme.token("accent")) >= AA
    for stance in (*Stance, None):
        style = theme.stance(stance)
        assert contrast(style.words, theme.token("pane")) >= AA
        assert contrast(style.words, style.tint) >= AA


def test_both_themes_have_the_same_names() -> None:
    tables = [tomllib.loads(paths.resource("themes", f"{one}.toml").read_text()) for one in ("light", "dark")]
    assert tables[0]["colours"].keys() == tables[1]["colours"].keys()
    assert tables[0]["stance"].keys() == tables[1]["stance"].keys()


def test_the_style_sheet_names_only_colours_that_exist(qapp: QApplication) -> None:
    theme = Theme()
    theme.apply(qapp, "dark")
    assert not re.findall(r"@\w+|\$\w+", qapp.styleSheet())
    for drawing in re.findall(r'url\("([^"]+)"\)', qapp.styleSheet()):
        assert Path(drawing).is_file()


def test_every_drawing_that_is_named_is_there(qapp: QApplication) -> None:
    known = {one.stem for one in paths.resource("icons").glob("*.svg")}
    named = set()
    for module in UI.rglob("*.py"):
        text = module.read_text(encoding="utf-8")
        named |= set(re.findall(r'icon="([a-z-]+)"', text))
        named |= set(
            re.findall(r'(?:IconButton\(theme|add_button\(|icons\.(?:icon|pixmap)\(|icons\.paint\(painter), ?"([a-z-]+)"', text)
        )
    assert "plus" in named
    assert named <= known
    for name in known:
        assert not icons.icon(name, QColor("#17695A")).isNull()


def test_following_the_system_is_light_where_it_says_nothing(qapp: QApplication) -> None:
    theme = Theme()
    theme.apply(qapp, "system")
    assert theme.dark is False
