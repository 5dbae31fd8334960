"""Colours, fonts and the style sheet of the window: tokens from `resources/themes/*.toml`, applied to the whole program.

Owns which theme is shown (light, dark, or what the system asks for). Nothing else in the window names a colour.
"""

from __future__ import annotations

import tomllib
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6 import QtCore, QtGui
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from reviewer import paths
from reviewer.i18n import tr
from reviewer.model.stance import Stance

if TYPE_CHECKING:  # Qt's bindings make a class when it is first asked for: these with the first words, after the first page
    from PySide6.QtGui import QFont, QScreen

STYLE = "Fusion"
"""Qt's style below the style sheet, the same on every system."""

_SANS = ("Inter", "Inter Variable")
_SERIF = ("Noto Serif", "Source Serif 4", "Charter", "Georgia", "Cambria", "DejaVu Serif", "Liberation Serif")
_SIZES_PX = {"base": 13, "second": 12, "tag": 11, "heading": 15, "claim": 22, "title": 22}
_GLYPHS = {Stance.SUPPORTS: "✓", Stance.CONTRADICTS: "✕", Stance.CONTEXT: "◦", Stance.STATES: "❝", None: "▁"}


class ThemeChoice(StrEnum):
    """What the person may choose in the preferences."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class StanceStyle(NamedTuple):
    """How one stance (or a plain highlight) looks.

    Attributes:
        mark: Lines, bars and fills; too pale for words.
        words: Words and glyphs; readable on every surface of the theme.
        tint: The surface of a chosen stance.
        fill: Opacity, 0 to 1, of `mark` over a page (multiply on light pages, screen on inverted ones).
        glyph: The sign that says the same without colour, as text for lists read aloud or copied.
        icon: Name of the drawn sign in `resources/icons`.

    """

    mark: QColor
    words: QColor
    tint: QColor
    fill: float
    glyph: str
    icon: str


class Theme(QObject):
    """The colours and fonts in use. `changed` is emitted after a switch, and for a new screen, when widgets should paint anew.

    Args:
        is_styled: Whether Qt was just started in `STYLE`; that later takes Qt's bindings as long as a page takes to be drawn.
        parent: As of every `QObject`.

    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None, *, is_styled: bool = False) -> None:
        super().__init__(parent)
        self._is_styled = is_styled
        self._is_dressed = not is_styled  # else it is Qt's own palette, which is as the system asks
        self._choice = ThemeChoice.LIGHT
        self._tables: dict[str, dict[str, Any]] = {}
        self._colours: dict[str, QColor] = {}
        self._stances: dict[Stance | None, StanceStyle] = {}
        self.dark = False
        self._fonts: dict[tuple[str, bool, bool], QFont] = {}
        self._load("light")
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_system_scheme_changed)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.screenAdded.connect(self._on_screen_added)

    def token(self, name: str) -> QColor:
        """Return a colour by its token's name, such as `pane` or `text_second`.

        Raises:
            KeyError: No such token.

        """
        return self._colours[name]

    def stance(self, stance: Stance | None) -> StanceStyle:
        """Return the look of a stance; None is a plain highlight."""
        return self._stances[stance]

    def light_token(self, name: str) -> QColor:
        """Return a colour beside pages that are shown as they are, whichever theme is shown.

        Raises:
            KeyError: No such token.

        """
        return QColor(self._table("light")["colours"][name])

    def light_stance(self, stance: Stance | None) -> StanceStyle:
        """Return the look of a stance on a page that is shown as it is, whichever theme is shown."""
        return self._read_stances(self._table("light"))[stance]

    def font(self, role: str = "base", *, bold: bool = False, serif: bool = False) -> QFont:
        """Return a font of the type scale.

        Args:
            role: base 13 px, second 12, tag 11, heading 15, claim 22, title 22.
            bold: Weight 600 instead of 400.
            serif: For quotes and page text.

        """
        key = role, bold, serif
        if key not in self._fonts:
            self._fonts[key] = self._made_font(role, bold=bold, serif=serif)
        return QtGui.QFont(self._fonts[key])

    def _made_font(self, role: str, *, bold: bool, serif: bool) -> QFont:
        font = QtGui.QFont(self._serif if serif else self._sans)
        if serif:
            font.setStyleHint(QtGui.QFont.StyleHint.Serif)
        font.setPixelSize(_SIZES_PX[role])
        font.setWeight(QtGui.QFont.Weight.DemiBold if bold else QtGui.QFont.Weight.Normal)
        font.setFeature(QtGui.QFont.Tag("tnum"), 1)
        return font

    @cached_property
    def _sans(self) -> str:
        database = QtGui.QFontDatabase
        system = database.systemFont(database.SystemFont.GeneralFont).family()
        return next(filter(database.hasFamily, _SANS), system)

    @cached_property
    def _serif(self) -> str:
        return next(filter(QtGui.QFontDatabase.hasFamily, _SERIF), "serif")

    @property
    def choice(self) -> ThemeChoice:
        """What was asked for last."""
        return self._choice

    def apply(self, app: QApplication, choice: ThemeChoice | str = ThemeChoice.SYSTEM, *, font: bool = True) -> None:
        """Dress the whole program: Fusion, palette, style sheet and base font.

        Args:
            app: The program.
            choice: What is asked for.
            font: False where the first page is on its way: a system's fonts take some time to be listed; `apply_font` follows.

        """
        self._choice = ThemeChoice(choice)
        wants_dark = self._choice is ThemeChoice.DARK or (self._choice is ThemeChoice.SYSTEM and self._is_system_dark(app))
        self._load("dark" if wants_dark else "light")
        if not self._is_styled:
            self._is_styled = True
            app.setStyle(STYLE)
        if font:
            self.apply_font(app)
        self._is_dressed = True
        app.setPalette(self._palette())
        app.setStyleSheet(self._style_sheet())
        self.changed.emit()

    def _is_system_dark(self, app: QApplication) -> bool:
        """Tell what the system asks for; at the start by a palette that is not ours yet: `Qt` is not made for that."""
        if self._is_dressed:
            return QGuiApplication.styleHints().colorScheme() is QtCore.Qt.ColorScheme.Dark
        palette = app.palette()
        return palette.color(QPalette.ColorRole.Window).lightness() < palette.color(QPalette.ColorRole.WindowText).lightness()

    def apply_font(self, app: QApplication) -> None:
        """Give the program its base font."""
        app.setFont(self.font())

    def _on_screen_added(self, _screen: QScreen) -> None:
        self.changed.emit()  # icons are drawn for the scales that there are

    def _on_system_scheme_changed(self) -> None:
        app = QApplication.instance()
        if self._choice is ThemeChoice.SYSTEM and isinstance(app, QApplication):
            self.apply(app, ThemeChoice.SYSTEM)

    def _table(self, name: str) -> dict[str, Any]:
        if name not in self._tables:
            with paths.resource("themes", f"{name}.toml").open("rb") as file:
                self._tables[name] = tomllib.load(file)
        return self._tables[name]

    def _load(self, name: str) -> None:
        table = self._table(name)
        self.dark = bool(table["dark"])
        self._colours = {key: QColor(value) for key, value in table["colours"].items()}
        self._stances = self._read_stances(table)

    @staticmethod
    def _read_stances(table: dict[str, Any]) -> dict[Stance | None, StanceStyle]:
        found: dict[Stance | None, StanceStyle] = {}
        for stance in (*Stance, None):
            name = stance.value if stance else "plain"
            row = table["stance"][name]
            mark, words, tint = (QColor(row[part]) for part in ("mark", "words", "tint"))
            found[stance] = StanceStyle(mark, words, tint, float(row["fill"]), _GLYPHS[stance], f"stance-{name}")
        return found

    def _palette(self) -> QPalette:
        role = QPalette.ColorRole
        pairs = {
            role.Window: "window",
            role.WindowText: "text",
            role.Base: "base",
            role.AlternateBase: "pane",
            role.Text: "text",
            role.PlaceholderText: "hint",
            role.Button: "window",
            role.ButtonText: "text",
            role.BrightText: "on_accent",
            role.ToolTipBase: "base",
            role.ToolTipText: "text",
            role.Highlight: "selected",
            role.HighlightedText: "text",
            role.Accent: "accent",
            role.Link: "accent",
            role.LinkVisited: "accent",
            role.Light: "base",
            role.Midlight: "separator",
            role.Mid: "page_edge",
            role.Dark: "field_edge",
            role.Shadow: "field_edge",
        }
        palette = QPalette()
        for where, name in pairs.items():
            palette.setColor(where, self.token(name))
        for where in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
            palette.setColor(QPalette.ColorGroup.Disabled, where, self.token("disabled"))
        return palette

    def _style_sheet(self) -> str:
        sheet = paths.resource("themes", "style.qss").read_text(encoding="utf-8")
        for stance, style in self._stances.items():
            for part in ("words", "mark", "tint"):
                sheet = sheet.replace(f"@{stance}_{part}", getattr(style, part).name())
        for name in sorted(self._colours, key=len, reverse=True):
            sheet = sheet.replace(f"@{name}", self._colours[name].name())
        return sheet.replace("$art", paths.resource("themes", "dark" if self.dark else "light").as_posix())


def stance_words(stance: Stance | None) -> str:
    """Return what a stance is called on screen."""
    words = {
        Stance.SUPPORTS: tr("Supports"),
        Stance.CONTRADICTS: tr("Contradicts"),
        Stance.CONTEXT: tr("Context"),
        Stance.STATES: tr("States"),
        None: tr("Highlight"),
    }
    return words[stance]
