"""What another program did to the case that is open here: words that it recognised, and what the journal says of the rest.

Owns that look, which runs on the reader thread each second; what comes of it is the desk's business.
"""

from __future__ import annotations

from dataclasses import dataclass

from reviewer.errors import CaseError
from reviewer.model.changes import Change, Changes
from reviewer.services.case.sources import Sources
from reviewer.store.reader import CaseReader

MOST_CHANGES = 10_000
"""Fields that others may have changed before reading everything anew costs less than going by the journal."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at the file found.

    Attributes:
        version: The file's; where it was seen before, there is nothing else to say.
        head_seq: The number of the journal's newest entry.
        head: Its hash.
        changes: What was done since the entry that the rows follow, where the journal says that in few enough words.

    """

    version: int
    head_seq: int = 0
    head: str = ""
    changes: Changes | None = None


def look(reader: CaseReader, *, sources: Sources, seen: int | None, seq: int, digest: str) -> Look:
    """Look what was done to the file after its version `seen`, and after the journal's entry `seq` with the hash `digest`."""
    version = reader.data_version()
    if version == seen:
        return Look(version)
    sources.look_at_layers(reader)
    info = reader.info()
    if info.head_seq <= seq or not digest:
        return Look(version, info.head_seq, info.head)
    head_seq, head, changes = seq, digest, list[Change]()
    try:
        for entry in reader.journal(seq):
            if entry.previous != head:  # another history: somebody put another state of the case in its place
                return Look(version, info.head_seq, info.head)
            head_seq, head = entry.seq, entry.hash
            changes += entry.changes
            if len(changes) > MOST_CHANGES:
                return Look(version, info.head_seq, info.head)
    except CaseError:  # a journal that cannot be read hides nothing: the rows are read as they are
        return Look(version, info.head_seq, info.head)
    return Look(version, head_seq, head, Changes(head_seq, "", tuple(changes)))
