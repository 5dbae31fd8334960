"""Worker side: the engine that PyMuPDF has within, for systems for which tesserocr has no wheel (macOS).

Owns how it is asked, and how its answer is read: it writes a PDF with unseen letters, as large as the picture. It wants pixels of
three colours, says nothing of how sure it is, and opens the languages' files anew for each picture: a process that has it is
left reading these, and nothing else. It writes each word by itself, and no spaces: where words end is taken from that,
for its font is wider than letters that stand close, and hides the gaps. Source: PyMuPDF's `Pixmap.pdfocr_tobytes`, MuPDF's
`tessocr.cpp`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import pymupdf
from PIL.Image import Image

from reviewer.documents.parsing.recognition.engine import Line, NoEngineError, Word
from reviewer.model.recognised import BUILT_IN

_BLANK = {"c": " "}

_WIDEST_GAP = 1.5
"""Times a letter's height: columns stand further apart."""

_OF_THE_ROOM = 0.95
"""Of what there is up to the next word; the rest is the gap."""

_WRITTEN = re.compile(rb"<([0-9a-fA-F]+)> ?Tj")
"""A word in what it writes, its letters in four digits each."""

_LIGATURES = str.maketrans({"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl"})
"""As they are taken apart where letters are asked for."""

_READ_BY = "+words2"
"""How its answer is read: another number when that changes, for then the text may."""

_DPI = 72
"""So that a unit of what it writes is a pixel."""


class BuiltIn:
    """The engine with its languages.

    Args:
        files: The languages and their files. It looks into one folder: those beside the first language's are used.

    Attributes:
        reads: What it opens for each picture.

    Raises:
        NoEngineError: There is no language.

    """

    def __init__(self, files: Mapping[str, Path]) -> None:
        if not files:
            raise NoEngineError("no language")
        self._folder = next(iter(files.values())).absolute().parent
        self.languages = tuple(one for one, file in files.items() if file.absolute().parent == self._folder)
        self.reads = tuple(files[one].absolute() for one in self.languages)
        self.name = f"{BUILT_IN} {pymupdf.VersionFitz}{_READ_BY}"

    def lines(self, picture: Image) -> list[Line]:
        """Return the lines of a grey picture."""
        coloured = picture.convert("RGB")
        pixels = pymupdf.Pixmap(pymupdf.csRGB, coloured.width, coloured.height, coloured.tobytes(), False)
        pixels.set_dpi(_DPI, _DPI)
        written = pixels.pdfocr_tobytes(language="+".join(self.languages), tessdata=str(self._folder))
        with pymupdf.open("pdf", written) as document:
            return list(_lines(document[0]))


def _lines(page: Any) -> Iterator[Line]:
    flags = pymupdf.TEXT_PRESERVE_WHITESPACE | pymupdf.TEXT_MEDIABOX_CLIP
    found = [line for block in page.get_text("rawdict", flags=flags)["blocks"] for line in block.get("lines", ())]
    _begin_words((one for line in found for span in line["spans"] for one in span["chars"]), page.read_contents())
    running: list[Any] = []
    for line in found:
        letters = [one for span in line["spans"] for one in span["chars"]]
        if running and not _goes_on(running, letters[0]):
            yield from _line(running)
            running = []
        running += [*([_BLANK] if running else []), *letters]
    yield from _line(running)


def _begin_words(letters: Iterable[Any], written: bytes) -> None:
    """Say of each letter that begins a word that it does; nothing of letters that are not those that were written."""
    words = (bytes.fromhex(one.decode()).decode("utf-16-be", "replace") for one in _WRITTEN.findall(written))
    expected = ((sign, not n) for word in words for n, sign in enumerate(word.translate(_LIGATURES)) if not sign.isspace())
    for letter, (sign, begins) in zip((one for one in letters if not one["c"].isspace()), expected, strict=False):
        if letter["c"] != sign:
            return
        letter["begins"] = begins


def _goes_on(line: list[Any], following: Any) -> bool:
    """Tell whether letters stand in a line: a gap that is a little wide, or a word a little higher, makes two lines of one."""
    (x, y), box = following["origin"], line[-1]["bbox"]
    height = box[3] - box[1]
    return bool(abs(y - line[-1]["origin"][1]) < height / 3 and line[0]["bbox"][0] < x < box[2] + height * _WIDEST_GAP)


def _line(letters: list[Any]) -> Iterator[Line]:
    words = list(_words(letters))
    if words:
        there = [one["origin"] for one in letters if "origin" in one]
        yield Line((*(_narrowed(*two) for two in pairwise(words)), words[-1]), (*there[0], *there[-1]))


def _narrowed(word: Word, following: Word) -> Word:
    """Return a word that ends before the next one begins: how wide letters are, the engine's font says, not the picture."""
    start, end = word.letters[0][1][0], word.letters[-1][1][2]
    room = following.letters[0][1][0] - start
    share = min(1.0, room * _OF_THE_ROOM / (end - start)) if end > start and room > 0 else 1.0
    boxes = ((start + (x0 - start) * share, y0, start + (x1 - start) * share, y1) for _, (x0, y0, x1, y1) in word.letters)
    return Word(tuple((letter, box) for (letter, _), box in zip(word.letters, boxes, strict=True)), word.confidence)


def _words(letters: list[Any]) -> Iterator[Word]:
    """Yield the words of a line: what stands between blanks, or was written by itself."""
    found: list[Any] = []
    for one in [*letters, _BLANK]:
        if found and (one["c"].isspace() or one.get("begins", False)):
            yield Word(tuple(found), None)
            found = []
        if not one["c"].isspace():
            found.append((one["c"], tuple(one["bbox"])))
