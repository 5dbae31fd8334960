"""Adding files to a case: read, opened in a worker, kept whole, their text indexed; then, in one transaction, there.

Owns the order of steps and what is told of each file. One refused file never stops the others, and nothing of it stays behind.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from reviewer.model.document import Provenance
from reviewer.model.ids import DocumentId
from reviewer.services.events import ImportProgress
from reviewer.services.passwords import NoPasswords, PasswordSource
from reviewer.services.session import Session


class ImportStatus(StrEnum):
    """What became of a file."""

    ADDED = "added"
    KNOWN = "known"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What became of one file.

    Attributes:
        status: Added, known already, or refused.
        document: The document's id; None where it was refused.
        path: The file as it was named or found.
        reason: A sentence: why it was refused, or which document it is known as; empty for an added one without remarks.
        hint: What to do about it; may be empty.

    """

    status: ImportStatus
    document: DocumentId | None
    path: Path
    reason: str = ""
    hint: str = ""


def add_documents(
    session: Session,
    paths: Sequence[Path],
    *,
    provenance: Provenance = Provenance(),
    passwords: PasswordSource = NoPasswords(),
    progress: Callable[[ImportProgress], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Future[tuple[ImportResult, ...]]:
    """Add files, and what is in folders, to the case."""
    raise NotImplementedError
