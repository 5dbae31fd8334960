"""Worker side: Tesseract through tesserocr, whose wheel carries the engine.

Owns how it is loaded and asked. Once it is loaded it opens no file: what it would log goes to standard error, which is nowhere,
since the file that it logs to by default is opened late, and not being allowed to ends the process. Source: tesserocr's own
interface file, Tesseract's `baseapi.h` and `tprintf.cpp`.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from PIL.Image import Image

from reviewer.documents.parsing.recognition.engine import Box, Line, NoEngineError, Word

os.environ["OMP_THREAD_LIMIT"] = "1"
"""Before the engine is loaded: several threads make a page slower, and a process with more than one cannot be locked in."""

_DATA = "{language}.traineddata"


class Tesseract:
    """The engine with its languages.

    Args:
        files: The languages and their files, which may lie in several folders.

    Raises:
        NoEngineError: It is not installed, or cannot read the files.

    """

    def __init__(self, files: Mapping[str, Path]) -> None:
        try:
            import tesserocr
        except ImportError as error:
            raise NoEngineError("no tesserocr") from error
        self._tesserocr = tesserocr
        self.languages = tuple(files)
        self.reads: tuple[Path, ...] = ()
        self.name = f"tesseract {tesserocr.tesseract_version().split()[1]}"
        try:
            with tempfile.TemporaryDirectory() as folder:  # it wants all of them in one
                for language, file in files.items():
                    Path(folder, _DATA.format(language=language)).symlink_to(file.absolute())
                self._api = tesserocr.PyTessBaseAPI(path=folder, lang="+".join(files), psm=tesserocr.PSM.AUTO)
        except (OSError, RuntimeError) as error:
            raise NoEngineError("no trained data") from error
        self._api.SetVariable("debug_file", "")

    def lines(self, picture: Image) -> list[Line]:
        """Return the lines of a grey picture."""
        self._api.SetImageBytes(picture.tobytes(), picture.width, picture.height, 1, picture.width)
        try:
            if not self._api.Recognize():
                raise RuntimeError("not recognised")
            return list(self._found())
        finally:
            self._api.Clear()

    def _found(self) -> Iterator[Line]:
        level = self._tesserocr.RIL
        found = self._api.GetIterator()
        if found is None:
            return
        words: list[Word] = []
        letters: list[tuple[str, Box]] = []
        confidence = 0.0
        for one in self._tesserocr.iterate_level(found, level.SYMBOL):
            if one.Empty(level.SYMBOL):
                continue
            box, text = one.BoundingBox(level.SYMBOL), one.GetUTF8Text(level.SYMBOL)
            if one.IsAtBeginningOf(level.TEXTLINE):
                words = []
            if one.IsAtBeginningOf(level.WORD):
                letters, confidence = [], one.Confidence(level.WORD)
            if box is not None and not text.isspace():  # a picture comes as one word of one blank
                letters.append((text, box))
            if one.IsAtFinalElement(level.WORD, level.SYMBOL) and letters:
                words.append(Word(tuple(letters), confidence))
            if one.IsAtFinalElement(level.TEXTLINE, level.SYMBOL) and words:
                yield self._line(one, words)

    def _line(self, one: Any, words: Sequence[Word]) -> Line:
        level = self._tesserocr.RIL.TEXTLINE
        if one.Orientation()[1] == self._tesserocr.WritingDirection.TOP_TO_BOTTOM:
            return _standing(words, one.BoundingBox(level))
        (x0, y0), (x1, y1) = one.Baseline(level) or ((0, 0), (0, 0))
        return Line(tuple(words), (x0, y0, x1, y1))


def _standing(words: Sequence[Word], box: Box) -> Line:
    """Return a line that runs downwards. Where its letters lie the engine does not say: they share its length."""
    x0, y0, x1, y1 = box
    count = sum(len(word.letters) for word in words) + len(words) - 1
    share, at, placed = (y1 - y0) / count, y0, []
    for word in words:
        letters = [(letter, (at + n * share, -x1, at + (n + 1) * share, -x0)) for n, (letter, _) in enumerate(word.letters)]
        placed.append(Word(tuple(letters), word.confidence))
        at += (len(letters) + 1) * share
    return Line(tuple(placed), (y0, -x0, y1, -x0), stands=True)
