"""Documents, their pages, and how they were obtained."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from reviewer.model.ids import DocumentId, Sha256
from reviewer.model.text_layer import LayerKind


class TextKind(StrEnum):
    """Where the text of a document comes from."""

    BORN_DIGITAL = "born_digital"
    OCR = "ocr"
    MIXED = "mixed"
    NONE = "none"


class Publication(StrEnum):
    """Whether a document was published or leaked, where that is known."""

    PUBLISHED = "published"
    LEAKED = "leaked"


@dataclass(frozen=True, slots=True)
class Provenance:
    """How a document was obtained. All parts optional, all private: no export carries them by default.

    `obtained_on` is an EDTF date as written by the person.
    """

    obtained_how: str | None = None
    obtained_from: str | None = None
    obtained_on: str | None = None
    publication: Publication | None = None


class LinkedFileTrouble(StrEnum):
    """What can be wrong with a linked file at a glance."""

    MISSING = "missing"
    CHANGED = "changed"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class LinkedFile:
    """Where the bytes of a linked document lie on this computer. Private, as provenance is: in no pack and in no log.

    `modified_ns` is when the file had been written last, in nanoseconds since 1970, as it was linked.
    """

    sha256: Sha256
    size: int
    path: Path
    modified_ns: int


@dataclass(frozen=True, slots=True)
class PlainText:
    """The text of a page without boxes, and which layer it is: set by somebody, or recognised in a scan.

    `is_scan`: the page is a picture with these few words over it, and what the picture says is not among them. `is_unread`: its
    words could not be read, or are so many that only the first are here.
    """

    text: str
    kind: LayerKind = LayerKind.BORN_DIGITAL
    is_scan: bool = False
    is_unread: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A document in a case. Its bytes are in the case too, addressed by `sha256`, or in a file outside where it is `linked`.

    `version_of`: the older document that it is another version of: published again, scanned again, redacted. `dated`: when it was
    written or published (EDTF), as a person says.
    """

    id: DocumentId
    sha256: Sha256
    name: str
    media_type: str
    size: int
    page_count: int
    text: TextKind
    position: int
    added_at: str
    encrypted: bool = False
    repaired: bool = False
    provenance: Provenance = Provenance()
    linked: bool = False
    version_of: DocumentId | None = None
    dated: str | None = None

    @property
    def is_image(self) -> bool:
        """Whether the document is an image: its pages are measured in pixels."""
        return self.media_type.startswith("image/")

    @property
    def is_picture(self) -> bool:
        """Whether the document is a single picture, which has no pages to be told apart."""
        return self.is_image and self.page_count == 1
