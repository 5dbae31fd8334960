"""From a span of text to what is painted: quads line by line, over page ends.

Pure; takes the texts of the pages it is given and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reviewer.documents.page_text import PageText
from reviewer.model.anchor import TextPosition
from reviewer.model.geometry import PageQuad


@dataclass(frozen=True, slots=True)
class Selection:
    """What a drag took, white space at both ends left out.

    Attributes:
        start: First code point taken.
        end: One past the last; equal to `start` when nothing but white space was taken.
        quads: One a visual line a page.
        text: As printed, line ends as "\\n".

    """

    start: TextPosition
    end: TextPosition
    quads: tuple[PageQuad, ...]
    text: str

    @property
    def empty(self) -> bool:
        """Whether there is nothing to mark."""
        return self.start == self.end


def select(pages: Mapping[int, PageText], start: TextPosition, end: TextPosition) -> Selection:
    """Return the selection between two places in either order.

    Pages in between that are not in the mapping are left out: a preview may be drawn before all texts have come.
    """
    raise NotImplementedError
