"""Owns what stands between letters and words of a text and is none of it, as patterns: whoever looks for words reads over it.

A hyphen where a line ends; the number of the next line, as bills and testimony have them in the margin; the mark of a footnote on
a word; single spaces between the letters of a word that is set wide. Pure.
"""

from __future__ import annotations

LINE_NUMBER = r"(?:\d{1,3}[^\S\n]*\n\s*)"
"""The number of a line, alone on its own; for behind a line end."""

LINE_END = rf"[^\S\n]*\n\s*{LINE_NUMBER}?"
"""A line end with what is left of it and right of it that nobody reads."""

SUPERIORS = "\u00b2\u00b3\u00b9\u2070\u2074-\u2079"
"""Figures that are raised by themselves, for a class of a pattern."""

RAISED = "\u200a"
"""Stands before them where a text is folded, and is white space like any other."""

CLOSING = "[.,;:!?\"'\u2019\u201d)\\]]*"
"""What may stand between a word and the mark of a footnote."""

MARK = rf"(?:\[\d{{1,3}}\]|\d{{1,3}}|(?:{RAISED}\d)+)(?!\w)"
"""The mark of a footnote in a folded text. Before it, `MARKED` letters: fewer and it may be part of a name, as in "G7"."""

MARKED = 3
WIDE = 4
"""Letters from which on single ones with a space between them are a word set wide."""
