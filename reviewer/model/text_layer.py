"""The layers of text that a page may have, and what people are told of words that a program recognised: one wording for all."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

RECOGNISED = "recognised text"
"""What such words are called. In English, as packs are; the window and the command line translate it."""
COMPARE = "These words were recognised in a picture by a program: compare them with the picture."
"""What to do about them."""
CORRECTED_BY_HAND = (
    "These words were recognised in a picture by a program, and some on the page were put right by a person:"
    " compare them with the picture."
)
"""What to do about words of a page on which a person corrected some."""
CORRECTED = "recognised text, put right by a person"
"""What words are called among which somebody corrected some."""


class LayerKind(StrEnum):
    """Which text layer of a page positions were counted in."""

    BORN_DIGITAL = "born_digital"
    OCR = "ocr"
    CORRECTED = "corrected"

    @property
    def is_recognised(self) -> bool:
        """Whether these words were recognised in a picture, and may be others than are printed there."""
        return self is not LayerKind.BORN_DIGITAL


@dataclass(frozen=True, slots=True)
class PageTextCounts:
    """How many pages of a document have which text.

    Attributes:
        recognised: This program found words on them.
        used: Of these, whose recognised text is used.
        own_chosen: On which a person chose the text that the document brings.
        corrected: How many words a person put right.

    """

    recognised: int = 0
    used: int = 0
    own_chosen: int = 0
    corrected: int = 0
