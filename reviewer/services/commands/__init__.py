"""Everything a person can do to a case, one function an intent: one transaction, one undo step, one journal entry, one event.

The face of `passages`, `claims`, `counterchecks`, `documents` and `versions`. Every function takes the session first and the
rest by name, returns a future, and says in its docstring what it refuses.

Decisions:

- A countercheck, a second person's word on what another one marked, is journalled and undone like any evidence: it is said on
  purpose, lawyers rest on it, and only the journal tells who marked what and what changed since. What was looked at
  (`store/content/coverage`) is neither: nobody intends it, and it would bury the journal. It is no “check”: that is what the
  program does to a case.
- It counts for passages of others alone, and until the passage, its links or its notes change. One of a page counts for what
  begins there; a page counts when all its passages do.
"""

from __future__ import annotations

from reviewer.services.commands.claims import add_claim, edit_claim, move_claim, remove_claim
from reviewer.services.commands.counterchecks import countercheck, withdraw_countercheck
from reviewer.services.commands.documents import (
    edit_case,
    move_document,
    remove_document,
    rename_document,
    set_dated,
    set_provenance,
)
from reviewer.services.commands.passages import add_passage, link, remove_passage, set_link_note, set_note, set_stance, unlink
from reviewer.services.commands.versions import carry_over, keep_in_version, set_version_of

__all__ = [
    "add_claim",
    "add_passage",
    "carry_over",
    "countercheck",
    "edit_case",
    "edit_claim",
    "keep_in_version",
    "link",
    "move_claim",
    "move_document",
    "remove_claim",
    "remove_document",
    "remove_passage",
    "rename_document",
    "set_dated",
    "set_link_note",
    "set_note",
    "set_provenance",
    "set_stance",
    "set_version_of",
    "unlink",
    "withdraw_countercheck",
]
