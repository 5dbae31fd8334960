"""Access: who was, by which document, asked, offered, given or seen to use which permission, and when."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from reviewer.model.ids import FactId, NameId, PassageId, PermissionId


class AccessStatus(StrEnum):
    """How far it went, by what a passage says. None of them implies another one: granted is not used, possible is not granted."""

    REQUESTED = "requested"
    OFFERED = "offered"
    POSSIBLE = "possible"
    GRANTED = "granted"
    USED = "used"
    REVOKED = "revoked"
    DENIED = "denied"


@dataclass(frozen=True, slots=True)
class Permission:
    """Something that access allows, a column of the access table.

    Attributes:
        id: Of the record.
        text: Its short name, such as “read”.
        detail: A second line, such as “open a message”.
        position: Orders permissions, from 0.
        created_at: When it was written down.

    """

    id: PermissionId
    text: str
    detail: str
    position: int
    created_at: str


@dataclass(frozen=True, slots=True)
class AccessFact:
    """One thing that is known of an actor and a permission.

    Attributes:
        id: Of the record.
        actor: Whose access it is.
        permission: What it allows.
        status: How far it went.
        from_date: Since when, or when it happened (EDTF); None where that is not known.
        to_date: Until when (EDTF); None where that is not known, or where it happened at one time.
        note: A note on it.
        created_at: When it was written down.
        passages: What says so; a fact without any is unsourced.

    """

    id: FactId
    actor: NameId
    permission: PermissionId
    status: AccessStatus
    from_date: str | None
    to_date: str | None
    note: str
    created_at: str
    passages: tuple[PassageId, ...] = ()

    @property
    def is_sourced(self) -> bool:
        """Whether a passage says so."""
        return bool(self.passages)
