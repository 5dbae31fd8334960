"""What a file carries besides its pages: scripts, programs to start, addresses, attached files, signatures, earlier states.

Everything here is told and never followed. All words are the document's own, and nobody vouches for them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from reviewer.model.ids import Sha256


class FactKind(StrEnum):
    """What a file can do, or brings along."""

    SCRIPT = "script"
    PROGRAM = "program"
    FORM_SENT = "form_sent"
    OUTSIDE_FILE = "outside_file"
    OUTSIDE_DATA = "outside_data"
    ADDRESS = "address"
    MEDIA = "media"
    DYNAMIC_FORM = "dynamic_form"
    SIGNATURE = "signature"
    AFTER_SIGNING = "after_signing"
    FORM_FIELD = "form_field"
    LAYER = "layer"
    METADATA = "metadata"
    PROGRAM_DATA = "program_data"
    """Bytes that were added behind what the last signature covers; `words` is their number."""


PASSIVE = frozenset(
    (
        *(FactKind.SIGNATURE, FactKind.AFTER_SIGNING, FactKind.FORM_FIELD),
        *(FactKind.LAYER, FactKind.METADATA, FactKind.PROGRAM_DATA),
    )
)
"""What is merely there, and starts, opens and names nothing."""


@dataclass(frozen=True, slots=True)
class FileFact:
    """One thing that a file can do, or brings along.

    Attributes:
        kind: What it is.
        page: On which page (from 0); None where it belongs to the document as a whole.
        words: The script, the address, the file's name, who signed: cut, and without control characters. A number of bytes after
            signing, and of form fields.
        by_itself: Whether it would happen without a click, in a program that does such things.

    """

    kind: FactKind
    page: int | None
    words: str
    by_itself: bool = False


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside a document.

    Attributes:
        number: Which of the document's objects it is: the way to ask for it.
        name: As the document calls it, any path included; without control characters.
        note: What the document says about it.
        page: The page it is pinned to (from 0); None where it belongs to the document as a whole.
        size: Its bytes once unpacked, or None while they were not counted.
        sha256: Their checksum, or None while it was not worked out.
        trouble: Why it could not be unpacked: a sentence, or "".

    """

    number: int
    name: str
    note: str = ""
    page: int | None = None
    size: int | None = None
    sha256: Sha256 | None = None
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class WholeFile:
    """What is told once of a file.

    Attributes:
        described: What it says of itself: PDF's own keys (Title, Author, Creator, …) with their words.
        encryption: How it is encrypted, in MuPDF's words ("Standard V5 R6 256-bit AES"); "" where it is not.
        forbidden: What its author forbids, as names of `FORBIDDABLE`.
        saved_again: How often changes were added behind its end, whose earlier states may still be in it.
        beyond: How many pages it has beyond those that are shown.
        undrawn: Whether the sizes of its pages are all that is left of them.
        reduced: By how much the resolution is lower at which it is shown: 1 where it is not.

    """

    described: tuple[tuple[str, str], ...] = ()
    encryption: str = ""
    forbidden: tuple[str, ...] = ()
    saved_again: int = 0
    beyond: int = 0
    undrawn: bool = False
    reduced: int = 1


FORBIDDABLE = ("print", "change", "copy", "annotate", "fill_in", "assemble", "print_well")
"""What the author of a PDF can forbid (ISO 32000-2, table 22)."""


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What was read of a file.

    Attributes:
        whole: What is told once.
        facts: What it can do, what belongs to the document as a whole first.
        attachments: The files in it, each once.
        pages: How many pages were looked at.
        cut: Whether there is more than was read, or some could not be read.

    """

    whole: WholeFile = field(default_factory=WholeFile)
    facts: tuple[FileFact, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    pages: int = 0
    cut: bool = False

    def of_kind(self, kind: FactKind) -> tuple[FileFact, ...]:
        """Return what there is of a kind."""
        return tuple(one for one in self.facts if one.kind is kind)

    def joined(self, more: FileFacts, *, most_of_a_kind: int, most_attachments: int) -> FileFacts:
        """Return these with what was read of the pages after them, as far as there is room; a file pinned twice is one.

        Each kind has room of its own: thousands of addresses must not hide the one program that would be started.
        """
        known = {one.number for one in self.attachments}
        attachments = (*self.attachments, *(one for one in more.attachments if one.number not in known))
        room = {kind: most_of_a_kind - count for kind, count in Counter(one.kind for one in self.facts).items()}
        facts = list(self.facts)
        told = {(one.kind, one.words) for one in self.facts}
        for one in more.facts:
            if one.page is None and self.pages and (one.kind, one.words) in told:  # found anew where nothing leads to it
                continue
            room[one.kind] = room.get(one.kind, most_of_a_kind) - 1
            if room[one.kind] >= 0:
                facts.append(one)
        too_many = any(left < 0 for left in room.values()) or len(attachments) > most_attachments
        return replace(
            self,
            facts=tuple(facts),
            attachments=attachments[:most_attachments],
            pages=self.pages + more.pages,
            cut=self.cut or more.cut or too_many,
        )


def count_of(facts: Sequence[FileFact]) -> int:
    """Return how many things facts of one kind stand for: one each, but that fields of a form are told of together."""
    return sum(int(one.words) if one.kind is FactKind.FORM_FIELD else 1 for one in facts)


def places_of(facts: Sequence[FileFact]) -> tuple[tuple[int, ...], int]:
    """Return the pages (from 0) on which facts lie, each once, and how many belong to the document as a whole."""
    pages = dict.fromkeys(one.page for one in facts if one.page is not None)
    return tuple(pages), sum(one.page is None for one in facts)
