"""Text that this program recognised in the picture of a page."""

from __future__ import annotations

from array import array
from dataclasses import dataclass

from reviewer.model.anchor import LayerRef
from reviewer.model.ids import DocumentId, Sha256
from reviewer.model.text_layer import LayerKind

UNTOLD = 255
"""In place of a confidence: of spaces and line ends, and of letters that an engine says nothing of."""

MOST_CONFIDENT = 100

BUILT_IN = "mupdfocr"
"""What text is recognised by, as far as that is kept of it, where that was the engine within PyMuPDF."""


@dataclass(frozen=True, eq=False)
class RecognisedPage:
    """The recognised text of one page, as positions are counted in it.

    Attributes:
        page: Counts from 0.
        text: One "\\n" after each line, one space between words; "" where nothing was found.
        boxes: Eight floats a code point, in page space: x and y of upper left, upper right, lower left, lower right.
        confidences: One byte a code point, 0 to 100, or `UNTOLD`.
        extractor: What recognised it: engine, preparation and languages, with their versions.
        kind: Whether a person corrected any of it since.

    """

    page: int
    text: str
    boxes: array[float]
    confidences: bytes
    extractor: str
    kind: LayerKind = LayerKind.OCR


@dataclass(frozen=True, slots=True)
class PageLayer:
    """One of the texts that a page has.

    Attributes:
        layer: Which it is.
        text: What it says.
        is_ours: Whether this program recognised it, and the document did not bring it.

    """

    layer: LayerRef
    text: str
    is_ours: bool


@dataclass(frozen=True, slots=True)
class WordCorrection:
    """What a person corrected in the recognised text of a page.

    Attributes:
        id: Of its record.
        document: The document.
        page: Counts from 0.
        layer_sha256: The checksum of the recognised text that places are counted in.
        start: Where the corrected words begin in it.
        end: Where they end.
        recognised: What stands there.
        corrected: What is printed there, as the person says.
        created_at: When it was corrected first.

    """

    id: str
    document: DocumentId
    page: int
    layer_sha256: Sha256
    start: int
    end: int
    recognised: str
    corrected: str
    created_at: str
