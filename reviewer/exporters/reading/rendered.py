"""What the documents gave for a pack, as plain values that the exporters read. Nothing here waits, writes or opens."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from reviewer.exporters.plan.exhibits import Exhibit, ExportPlan, PlannedDocument
from reviewer.exporters.plan.wording import counted, protection_words
from reviewer.model.ids import DocumentId
from reviewer.model.stance import Stance


@dataclass(frozen=True, slots=True)
class CropFile:
    """A written picture: payload path, bytes, size in pixels, and the width in CSS pixels at which it is shown."""

    path: str
    size: int
    width_px: int
    height_px: int
    shown_width: int


@dataclass(frozen=True, slots=True)
class RenderedDocument:
    """What one document gave.

    Attributes:
        read: The document with what it says of itself, its pages and its exhibits; None where it was not opened.
        refused: Why nothing of the document is in the pack; "" where its copy is.
        locked: Whether a password would help with that.
        crops: Pictures by exhibit number, page (from 0) and stance.
        positions: Start and end in the document's text, in code points, by exhibit number.
        misquoted: Why an exhibit is not in the pack although its document is, by exhibit number.
        unpictured: Why an exhibit has no picture although its document is in the pack, by exhibit number.

    """

    refused: str = ""
    locked: bool = False
    read: PlannedDocument | None = None
    crops: Mapping[tuple[int, int, Stance | None], CropFile] = field(default_factory=dict)
    positions: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    misquoted: Mapping[int, str] = field(default_factory=dict)
    unpictured: Mapping[int, str] = field(default_factory=dict)


def outside_words(document: PlannedDocument) -> str:
    """Say what is in a pack of a document without a copy there, and how whoever has it can tell that it is the one."""
    if not document.is_read:
        return (
            f"The document is too large for a pack, and was not opened for it. The case has it under SHA-256 {document.sha256}."
        )
    size = counted(document.size, "byte", "bytes")
    why = protection_words(document) if document.omitted else "The document itself is too large for a pack."
    kept = " Its quotes and the pictures of its passages are in it." if document.exhibits else ""
    return f"{why}{kept} The document is {size} long and has the SHA-256 {document.sha256}."


@dataclass(frozen=True, slots=True)
class Rendered:
    """The plan together with what its documents gave; `read` returns the bytes of a payload file written before."""

    plan: ExportPlan
    documents: Mapping[DocumentId, RenderedDocument]
    read: Callable[[str], bytes]

    def crops(self, exhibit: Exhibit, stance: Stance | None) -> tuple[tuple[int, CropFile], ...]:
        """Return an exhibit's pictures for a stance with their pages (from 0), in order."""
        crops = self.documents[exhibit.document].crops
        found = ((page, crops.get((exhibit.number, page, stance))) for page in exhibit.anchor.pages)
        return tuple((page, file) for page, file in found if file is not None)

    def position(self, exhibit: Exhibit) -> tuple[int, int] | None:
        """Return start and end in the document's text in code points, or None where they are not known."""
        return self.documents[exhibit.document].positions.get(exhibit.number)

    def is_in(self, exhibit: Exhibit) -> bool:
        """Tell whether an exhibit is in the pack: its document is, and says what the exhibit says."""
        return not self.why_left_out(exhibit)

    def why_left_out(self, exhibit: Exhibit) -> str:
        """Return why an exhibit is not in the pack, or "" where it is."""
        given = self.documents[exhibit.document]
        return given.refused or given.misquoted.get(exhibit.number, "")

    def copy_of(self, document: PlannedDocument) -> str:
        """Return the payload path of a document's annotated copy; "" where there is none in the pack."""
        return "" if self.documents[document.id].refused else document.pdf

    def linked(self) -> tuple[PlannedDocument, ...]:
        """Return the documents that are too large to be in the pack, and whose passages are."""
        return tuple(one for one in self._without_copy() if not one.omitted)

    def outside(self) -> tuple[tuple[str, str], ...]:
        """Return the names of the documents of which only passages are in the pack, each with a sentence."""
        return tuple((one.name, outside_words(one)) for one in self._without_copy())

    def unprotected(self) -> tuple[tuple[str, str], ...]:
        """Return the names of the documents whose copies have lost a protection, each with a sentence."""
        copies = (one for one in self.plan.documents if self.copy_of(one))
        return tuple((one.name, said) for one in copies if (said := protection_words(one)))

    def _without_copy(self) -> tuple[PlannedDocument, ...]:
        return tuple(one for one in self.plan.documents if not one.pdf and not self.documents[one.id].refused)

    def left_out(self) -> tuple[tuple[str, str], ...]:
        """Return what could not go in, in the order of the documents: a name and a sentence."""
        found: list[tuple[str, str]] = []
        for document in self.plan.documents:
            given = self.documents[document.id]
            if given.refused:
                found.append((document.name, given.refused))
            missing = {**given.unpictured, **given.misquoted}
            found += [(f"{document.name}, exhibit {number}", why) for number, why in sorted(missing.items())]
        return tuple(found)
