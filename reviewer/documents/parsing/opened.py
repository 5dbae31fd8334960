"""The worker's view of one open document, whatever its format: what `stamp` and `crop` are given to work on.

Owns the protocol that `engine` (PDF) and `images` fulfil. Only worker-side modules may use it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from reviewer.documents.protocol.framing import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pymupdf
    from PIL.Image import Image

    from reviewer.documents.findings import Hyperlink, OutlineItem
    from reviewer.documents.results import PixelRect
    from reviewer.model.annotation import Annotation
    from reviewer.model.document import PlainText
    from reviewer.model.file_facts import FileFacts
    from reviewer.model.page import PageInfo


class RefusedError(Exception):
    """A worker cannot or will not do what was asked; only the code crosses to the window."""

    def __init__(self, status: Status) -> None:
        super().__init__(status.name)
        self.status = status


class Drawn(Protocol):
    """A document opened to be looked at. Pages and frames count from 0; sizes are in page-space units."""

    media_type: str
    page_count: int
    beyond: int
    """How many pages the file has beyond those that are shown."""
    encrypted: bool
    restricted: bool
    reduced: int
    """By how much the resolution is lower at which it is shown: 1 where it is not."""
    undrawn: bool
    """Whether the sizes of its pages are all that is left of them."""

    @property
    def repaired(self) -> bool:
        """Whether the file was damaged and is shown as far as it could be put right."""

    def page_info(self, page: int) -> PageInfo:
        """Return the geometry of a page."""

    def draw(self, page: int, scale: float, clip: PixelRect, turn: int, into: memoryview) -> None:
        """Draw a page as displayed (its own rotation, then `turn` degrees clockwise), annotations shown.

        Args:
            page: From 0.
            scale: Pixels per page unit.
            clip: The part wanted, in pixels of the page as displayed.
            turn: 0, 90, 180 or 270.
            into: Memory of `clip.width * clip.height * 4` bytes: blue, green, red, 255 a pixel.

        """


class Opened(Drawn, Protocol):
    """A document opened in a worker to be read."""

    data: memoryview
    """The document's own bytes, read-only."""

    @property
    def pdf(self) -> pymupdf.Document | None:
        """The PDF that pages are shown from, or None for an image. Never to be changed: use `fresh_pdf` for that."""

    def fresh_pdf(self) -> pymupdf.Document:
        """Open the same PDF once more, unlocked, free to be changed and saved; for images a PDF error is raised."""

    def page_image(self, page: int, scale: float, clip: PixelRect | None = None, turn: int = 0) -> Image:
        """Draw a page as displayed (its own rotation, then `turn` degrees clockwise), annotations shown, as an RGB image.

        Args:
            page: From 0.
            scale: Pixels per page unit.
            clip: The part wanted, in pixels of the page as displayed; all of it where None.
            turn: 0, 90, 180 or 270.

        """

    def characters(self, page: int) -> tuple[str, bytes]:
        """Return a page's text and eight little-endian 32-bit floats for each code point: ul, ur, ll, lr in page space."""

    def plain_text(self, page: int) -> str:
        """Return exactly the text of `characters`, faster."""

    def unseen_words(self, page: int) -> list[tuple[int, int]]:
        """Return the spans, in the text of `characters`, of the words that nobody can see on a page; none of an image."""

    def with_origin(self, page: int, text: str) -> PlainText:
        """Return a page's text with where it comes from (somebody set it, or another program recognised it), and if it is all."""

    def annotations(self, page: int) -> tuple[list[Annotation], bool]:
        """Return what somebody marked on a page with another program, and whether some of it is missing; none of an image."""

    def outline(self) -> list[OutlineItem]:
        """Return the table of contents."""

    def hyperlinks(self, page: int) -> list[Hyperlink]:
        """Return what leads somewhere on a page, the topmost last."""

    def file_facts(self, first: int, count: int) -> FileFacts:
        """Return what the file carries besides its pages, of as many pages from `first` on as there is time for."""

    def attached_pieces(self, number: int) -> Iterator[bytes]:
        """Yield the bytes of a file that is attached in the document."""

    @property
    def extractor(self) -> str:
        """What read the text, with its version: "mupdf 1.28.2+order3"."""
