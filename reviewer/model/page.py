"""A page as the program knows it without its document: number, label and geometry."""

from __future__ import annotations

from typing import NamedTuple

from reviewer.model.geometry import IDENTITY, Matrix, Rect


class PageInfo(NamedTuple):
    """One page's geometry: enough to lay it out and to convert its coordinates without opening the document.

    Attributes:
        index: Counts from 0.
        label: The page's own label ("iv"), or "" where the document names none.
        width: Of the unrotated page in page-space units.
        height: Of the unrotated page in page-space units.
        rotation: Clockwise degrees by which the document turns the page for display: 0, 90, 180, 270.
        to_user_space: From page space to PDF user space (ISO 32000-2 8.3.2.3); the identity for images.

    """

    index: int  # type: ignore[assignment] # a page is no list to look something up in
    label: str
    width: float
    height: float
    rotation: int = 0
    to_user_space: Matrix = IDENTITY

    @property
    def rect(self) -> Rect:
        """The unrotated page."""
        return Rect(0, 0, self.width, self.height)

    @property
    def shown_size(self) -> tuple[float, float]:
        """Width and height as displayed, after the page's own rotation."""
        return (self.height, self.width) if self.rotation % 180 else (self.width, self.height)

    @property
    def number(self) -> int:
        """The page's number for people, from 1."""
        return self.index + 1
