"""Worker side: what an engine that recognises text is asked, and what it answers, whichever it is.

Owns the words between engine and `laying_out`. An engine is loaded before its process is locked in, and opens nothing later.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PIL.Image import Image

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in pixels."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word: its letters, each with a box, and how sure the engine is of it, 0 to 100; None where it does not tell."""

    letters: tuple[tuple[str, Box], ...]
    confidence: float | None

    @property
    def text(self) -> str:
        """What it says."""
        return "".join(letter for letter, _ in self.letters)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text: its words in reading order, and two points of what they stand on.

    `stands`: It runs from the top to the bottom of the picture, its letters on their side. Boxes and baseline are then those of
    the picture turned back by 90 degrees about its upper left corner: x is the picture's y, and y its x, negative.
    """

    words: tuple[Word, ...]
    baseline: Box
    stands: bool = False


class Engine(Protocol):
    """Recognises text.

    Attributes:
        name: Name and version: "tesseract 5.5.4".
        languages: Those that it reads in.
        reads: The files that it goes on reading while it recognises; none for one that has loaded all.

    """

    name: str
    languages: tuple[str, ...]
    reads: tuple[Path, ...]

    def lines(self, picture: Image) -> list[Line]:
        """Return the lines of an upright grey picture, in reading order.

        Raises:
            RuntimeError: The engine failed.

        """


class NoEngineError(Exception):
    """There is no engine on this system, or the languages' files cannot be read."""
