"""Words that lie unseen over a picture of a page in a PDF, so that it can be searched and copied from: nothing is painted.

Owns their form: letters of Type 3 fonts whose glyphs are empty (ISO 32000-2 9.6.4), each with what it means (`ToUnicode`),
stretched to where their word stands. No font of anybody's is needed, and nothing but the words given here is said.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

_CODES = 255
"""Letters a font has: a code is one byte, and the first stands for none."""

_WIDTH = 500
"""Thousandths of the letters' size that each of them is wide."""


@dataclass(frozen=True, slots=True)
class UnseenWord:
    """One word, in points of the page from its lower left corner.

    Attributes:
        text: What it says.
        foot: Where its foot begins and ends: x and y of both.
        height: How high it is.
        goes_on: Whether another one follows in its line: a blank is said between them.

    """

    text: str
    foot: tuple[float, float, float, float]
    height: float
    goes_on: bool = False


def kept(text: str) -> str:
    """Return what can be said of a word: not what lies beyond the first plane, such as emoji, and no controls."""
    return "".join(one for one in text if one.isprintable() and not one.isspace() and ord(one) < 0x10000)


class UnseenFonts:
    """The fonts of one file: a letter has the same code on all of its pages."""

    def __init__(self) -> None:
        self._letters: list[str] = []
        self._codes: dict[str, int] = {}

    @property
    def count(self) -> int:
        """How many fonts there are by now."""
        return -(-len(self._letters) // _CODES)

    def content(self, words: Sequence[UnseenWord]) -> tuple[str, frozenset[int]]:
        """Return what is written into a page for some words, and the fonts (from 0) that it needs."""
        out: list[str] = []
        used: set[int] = set()
        for word in words:
            text = kept(word.text)
            x0, y0, x1, y1 = word.foot
            length = math.hypot(x1 - x0, y1 - y0)
            if not text or length <= 0 or word.height <= 0:
                continue
            cosine, sine = (x1 - x0) / length, (y1 - y0) / length
            stretch = 100 * length / (len(text) * word.height * _WIDTH / 1000)
            matrix = " ".join(_digits(one) for one in (cosine, sine, -sine, cosine, x0, y0))
            out.append(f"BT 3 Tr {_digits(stretch)} Tz {matrix} Tm")
            for font, codes in self._runs(f"{text} " if word.goes_on else text):
                used.add(font)
                out.append(f"/U{font} {_digits(word.height)} Tf <{codes.hex()}> Tj")
            out.append("ET")
        return " ".join(out), frozenset(used)

    def entries(self, font: int, glyph: int, meanings: int) -> str:
        """Return the dictionary of a font, whose empty glyph and whose meanings are the objects of these numbers."""
        last = len(self._of(font))
        names = " ".join(["/u"] * last)
        widths = " ".join([str(_WIDTH)] * last)
        return (
            f"/Type /Font /Subtype /Type3 /FontBBox [0 -200 {_WIDTH} 800] /FontMatrix [0.001 0 0 0.001 0 0]"
            f" /CharProcs << /u {glyph} 0 R >> /Encoding << /Type /Encoding /Differences [1 {names}] >>"
            f" /FirstChar 1 /LastChar {last} /Widths [{widths}] /Resources << >> /ToUnicode {meanings} 0 R"
        )

    def meanings(self, font: int) -> bytes:
        """Return what the codes of a font mean."""
        rows = [f"<{code:02x}> <{ord(letter):04x}>" for code, letter in enumerate(self._of(font), start=1)]
        parts = [rows[n : n + 100] for n in range(0, len(rows), 100)]
        body = "".join(f"{len(one)} beginbfchar\n{chr(10).join(one)}\nendbfchar\n" for one in parts)
        return (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def /CMapType 2 def\n"
            f"1 begincodespacerange <00> <ff> endcodespacerange\n{body}endcmap end end\n"
        ).encode("ascii")

    def _of(self, font: int) -> list[str]:
        return self._letters[font * _CODES : (font + 1) * _CODES]

    def _runs(self, text: str) -> list[tuple[int, bytes]]:
        """Return a word as codes, a run a font."""
        found: list[tuple[int, bytearray]] = []
        for letter in text:
            if letter not in self._codes:
                self._codes[letter] = len(self._letters)
                self._letters.append(letter)
            font, code = divmod(self._codes[letter], _CODES)
            if not found or found[-1][0] != font:
                found.append((font, bytearray()))
            found[-1][1].append(code + 1)
        return [(font, bytes(codes)) for font, codes in found]


GLYPH = f"{_WIDTH} 0 0 -200 {_WIDTH} 800 d1".encode("ascii")
"""The glyph of all letters: as wide as any, and empty."""


def _digits(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".") or "0"
