"""The colours that lie on a page: of marks, of a selection, of the paper itself, for a light page and for an inverted one.

A page may be inverted in a light window, or light in a dark one, so these do not follow the window's theme: they are read from
the same theme files, the light one for light pages and the dark one for inverted pages. Everything around the page (canvas,
bars, focus) takes the window's `Theme`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from PySide6.QtGui import QColor, QPainter

from reviewer import paths
from reviewer.model.stance import Stance

_SELECTION_SHARE, _FOUND_SHARE = 0.42, 0.34
"""Opacity: enough to be seen on black, and black words stay readable under it."""


@dataclass(frozen=True, slots=True)
class MarkColours:
    """How one stance, or a plain highlight, looks on a page.

    `mark` draws lines and bars, `words` glyphs and numbers, `fill` is `mark` with the opacity it has over text.
    """

    mark: QColor
    words: QColor
    fill: QColor


@dataclass(frozen=True, slots=True)
class PagePalette:
    """All colours on a page of one kind.

    Attributes:
        paper: The page before anything is drawn on it.
        ink: Words that the program writes on the paper.
        hint: Quiet words that the program writes on the paper.
        selection: Over selected text: a wash, so that it is seen on dark pictures as well as on white paper.
        found: Over words that were looked for, a wash too.
        found_ring: Around the one of these that was gone to.
        accent: The ring of the chosen passage.
        stances: By stance; None is a plain highlight.
        over_text: How fills mix with the page: multiply on light paper, screen on inverted paper.

    """

    paper: QColor
    ink: QColor
    hint: QColor
    selection: QColor
    found: QColor
    found_ring: QColor
    accent: QColor
    stances: Mapping[Stance | None, MarkColours]
    over_text: QPainter.CompositionMode


@cache
def page_palette(inverted: bool) -> PagePalette:
    """Return the colours of a light or of an inverted page."""
    name = "dark" if inverted else "light"
    with paths.resource("themes", f"{name}.toml").open("rb") as file:
        table = tomllib.load(file)
    colours = table["colours"]
    mode = QPainter.CompositionMode
    return PagePalette(
        paper=QColor(colours["page_inverted"] if inverted else "#FFFFFF"),
        ink=QColor(colours["page_inverted_text"] if inverted else colours["text"]),
        hint=QColor(colours["hint"]),
        selection=_washed(colours["selection_wash"], _SELECTION_SHARE),
        found=_washed(colours["found_wash"], _FOUND_SHARE),
        found_ring=QColor(colours["found_ring"]),
        accent=QColor(colours["accent"]),
        stances={one: _mark_colours(table["stance"][one.value if one else "plain"]) for one in (*Stance, None)},
        over_text=mode.CompositionMode_Screen if inverted else mode.CompositionMode_Multiply,
    )


def _washed(colour: str, share: float) -> QColor:
    made = QColor(colour)
    made.setAlphaF(share)
    return made


def _mark_colours(row: Mapping[str, str | float]) -> MarkColours:
    mark = QColor(str(row["mark"]))
    fill = QColor(mark)
    fill.setAlphaF(float(row["fill"]))
    return MarkColours(mark, QColor(str(row["words"])), fill)
