"""The ledger of corrections to a published story, and the packs that were built before one."""

from __future__ import annotations

from dataclasses import dataclass

from reviewer.model.ids import ClaimId, CorrectionId, PassageId


@dataclass(frozen=True, slots=True)
class Correction:
    """A change to a published story. The ledger only grows: a wrong entry is put right by another one.

    Attributes:
        id: Of the record.
        story: Which story.
        version: What the version is called that brought it, such as “v2”.
        date: When it was published (EDTF).
        changed: What changed.
        approved_by: Who approved it.
        created_at: When it was written down.
        seq: The number of the journal entry that wrote it down; packs of an earlier state are superseded.
        claims: What it touches.
        passages: What it touches.

    """

    id: CorrectionId
    story: str
    version: str
    date: str
    changed: str
    approved_by: str
    created_at: str
    seq: int
    claims: tuple[ClaimId, ...] = ()
    passages: tuple[PassageId, ...] = ()


@dataclass(frozen=True, slots=True)
class BuiltPack:
    """A pack that was built from the case: its file's name, when, and the journal's head that it says.

    Attributes:
        name: Of the file or folder, without where it lay.
        head: The hash of the newest entry at that time.
        head_seq: Its number.
        built_at: When.

    """

    name: str
    head: str
    head_seq: int
    built_at: str
