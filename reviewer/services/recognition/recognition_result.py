"""What became of a document in a run of recognising text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from reviewer.model.document import Document


class FailedPage(NamedTuple):
    """A page, counted from 1, that could not be drawn or read, and why, as a sentence."""

    number: int
    why: str


@dataclass(frozen=True, slots=True)
class RecognitionResult:
    """What became of one document.

    Attributes:
        document: The document.
        pages: How many of its pages were read in this run.
        wordless: The numbers of those, from 1, on which no words were found.
        failures: Its pages that could not be read.
        refused: Why the document could not be opened, as a sentence; else "".
        hint: What to do about that.

    """

    document: Document
    pages: int = 0
    wordless: tuple[int, ...] = ()
    failures: tuple[FailedPage, ...] = ()
    refused: str = ""
    hint: str = ""

    @property
    def with_words(self) -> int:
        """On how many pages words were found."""
        return self.pages - len(self.wordless)

    @property
    def failed(self) -> tuple[int, ...]:
        """The numbers of the pages that could not be read."""
        return tuple(one.number for one in self.failures)
