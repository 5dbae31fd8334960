"""Identifiers: lower-case UUIDs of their own types, and SHA-256 digests as 64 lower-case hex digits.

Ids are made only by the `NewId` and times only by the `Clock` that `bootstrap` hands down; nothing else reads the time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple, NewType

from reviewer.errors import UsageError

CaseId = NewType("CaseId", str)
DocumentId = NewType("DocumentId", str)
PassageId = NewType("PassageId", str)
AnchorId = NewType("AnchorId", str)
ClaimId = NewType("ClaimId", str)
LinkId = NewType("LinkId", str)
NameId = NewType("NameId", str)
PermissionId = NewType("PermissionId", str)
FactId = NewType("FactId", str)
EventId = NewType("EventId", str)
CorrectionId = NewType("CorrectionId", str)
Sha256 = NewType("Sha256", str)

NewId = Callable[[], str]
"""Makes a fresh lower-case UUID."""

Clock = Callable[[], str]
"""Tells the time as UTC ISO 8601 in milliseconds, such as `2026-03-04T22:04:05.123Z`."""

_PREFIX = re.compile(r"[0-9a-f][0-9a-f-]{5,35}")


class Reviewer(NamedTuple):
    """The person at work, by the name they chose to be known by in the journal."""

    name: str = "Reviewer"


def resolve_prefix(text: str, ids: Iterable[str], *, what: str) -> str:
    """Return the one id that starts with `text`, a prefix of six or more characters.

    Args:
        text: What was typed.
        ids: All ids of that kind in the case.
        what: The kind in words, for the sentence, such as "claim".

    Raises:
        UsageError: No id or several ids start so, or the text cannot be an id.

    """
    wanted = text.strip().lower()
    if not _PREFIX.fullmatch(wanted):
        raise UsageError(f"“{text}” is not the id of a {what}", "Give the id, or its first six or more characters.")
    found = [one for one in ids if one.startswith(wanted)]
    if len(found) == 1:
        return found[0]
    if not found:
        raise UsageError(f"No {what} has an id that starts with {wanted}", f"List the {what}s to see their ids.")
    raise UsageError(f"{len(found)} {what}s have an id that starts with {wanted}", "Give more characters of the id.")
