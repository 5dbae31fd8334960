"""Owns which records hang on which: what goes with a record that is removed, and what only lets go of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reviewer.model.changes import RecordKind


@dataclass(frozen=True, slots=True)
class Hanging:
    """Records of one kind that name another one in a column of their own.

    Attributes:
        kind: Of the records that hang on it.
        column: Where they name it.
        stays: They stay, and their column is emptied; otherwise they go with it.

    """

    kind: RecordKind
    column: str
    stays: bool = False


HANGING: Mapping[RecordKind, tuple[Hanging, ...]] = {
    RecordKind.PASSAGE: (
        Hanging(RecordKind.COUNTERCHECK, "passage"),
        Hanging(RecordKind.CITATION, "passage"),
        Hanging(RecordKind.CORRECTED, "passage"),
        Hanging(RecordKind.LINK, "passage"),
        Hanging(RecordKind.ANCHOR, "passage"),
    ),
    RecordKind.LINK: (Hanging(RecordKind.LINK_REVIEW, "link"),),
    RecordKind.CLAIM: (
        Hanging(RecordKind.CLAIM, "parent"),
        Hanging(RecordKind.VERDICT, "claim"),
        Hanging(RecordKind.SIGN_OFF, "claim"),
        Hanging(RecordKind.REPLY, "claim"),
        Hanging(RecordKind.REPLY, "answer_claim", stays=True),
        Hanging(RecordKind.CORRECTED, "claim"),
        Hanging(RecordKind.LINK, "claim"),
    ),
    RecordKind.NAME: (
        Hanging(RecordKind.ALIAS, "owner"),
        Hanging(RecordKind.CITATION, "name"),
        Hanging(RecordKind.FACT, "actor"),
        Hanging(RecordKind.CLAIM, "speaker_name", stays=True),
    ),
    RecordKind.PERMISSION: (Hanging(RecordKind.FACT, "permission"),),
    RecordKind.FACT: (Hanging(RecordKind.CITATION, "fact"),),
    RecordKind.EVENT: (Hanging(RecordKind.CITATION, "event"),),
    RecordKind.DOCUMENT: (
        Hanging(RecordKind.COUNTERCHECK, "document"),
        Hanging(RecordKind.WORD_CORRECTION, "document"),
        Hanging(RecordKind.TEXT_CHOICE, "document"),
        Hanging(RecordKind.POST, "document"),
        Hanging(RecordKind.REPLY, "answer_document", stays=True),
        Hanging(RecordKind.DOCUMENT, "version_of", stays=True),
    ),
}
"""What hangs on a kind, in the order in which it goes. A document's passages are not among it: they may go back to the version
where they stood before (`recorder.delete_document_tree`). Corrections of a story are never removed: the ledger only grows."""
