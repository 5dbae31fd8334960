"""People and organisations of a case, with the other names that they go by."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from reviewer.model.ids import NameId


class NameKind(StrEnum):
    """Whose name it is."""

    PERSON = "person"
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name of somebody: `id` of the record, and the name itself."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Name:
    """Somebody who speaks, or has access, in a case.

    Attributes:
        id: Of the record.
        text: The name that the program uses.
        kind: Whose it is.
        note: A second line, such as an office held or the number of an application.
        created_at: When it was written down.
        aliases: Other names, by their text.

    """

    id: NameId
    text: str
    kind: NameKind
    note: str
    created_at: str
    aliases: tuple[Alias, ...] = ()

    @property
    def all_names(self) -> tuple[str, ...]:
        """The name and its aliases."""
        return (self.text, *(one.text for one in self.aliases))
