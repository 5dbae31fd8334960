"""Owns where the bytes of documents too large for a case lie on this computer, and what a check says of these files.

None of it is journalled. That a document is linked is: its record says so, in the entry that added it. Where its file lies is a
fact of one computer, changes whenever somebody tidies up, and may name people; a journal could never forget it again. Nothing
rests on it either: whatever lies there counts only as far as it has the checksum that the record names.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from reviewer.errors import CaseError
from reviewer.i18n import tr
from reviewer.model.document import LinkedFile
from reviewer.model.ids import Sha256
from reviewer.store.file.database import value
from reviewer.store.records import rows
from reviewer.store.records.findings import plain

if TYPE_CHECKING:
    from sqlite_utils import Database

_COLUMNS = (
    "SELECT linked_files.sha256, sources.size, linked_files.path, linked_files.modified_ns"
    " FROM linked_files JOIN sources ON sources.sha256 = linked_files.sha256"
)
_ROW = rows.Kind("linked file", "TIBI", lambda row: LinkedFile(Sha256(row[0]), row[1], Path(os.fsdecode(row[2])), row[3]))


def write(database: Database, file: LinkedFile) -> None:
    """Say where a source's bytes lie, inside the caller's transaction; what was said before is forgotten.

    The path is kept as the system's own bytes, which need not be text.
    """
    database.execute(
        "INSERT OR REPLACE INTO linked_files (sha256, path, modified_ns) VALUES (?, ?, ?)",
        (file.sha256, os.fsencode(file.path.absolute()), file.modified_ns),
    )


def move(database: Database, file: LinkedFile) -> None:
    """Say where the bytes of a linked source lie now, inside the caller's transaction.

    Raises:
        CaseError: The source is in the case, or is none.

    """
    require_kind(database, file.sha256, linked=True)
    write(database, file)


def forget_places(database: Database) -> None:
    """Forget where files lay on another computer, but for their names, inside the caller's transaction."""
    for sha256, path in database.execute("SELECT sha256, path FROM linked_files").fetchall():
        *_, name = path.replace(b"\\", b"/").rstrip(b"/").split(b"/") if isinstance(path, bytes) else (b"",)
        database.execute("UPDATE linked_files SET path = ? WHERE sha256 = ?", (name or b"unknown", sha256))


def is_linked(database: Database, sha256: str) -> bool:
    """Tell whether a source lies outside the case."""
    return value(database, "SELECT 1 FROM linked_files WHERE sha256 = ?", (sha256,)) is not None


def require_kind(database: Database, sha256: str, *, linked: bool) -> None:
    """Refuse a document that says its bytes are somewhere else than they are.

    Raises:
        CaseError: It is linked and its source is not, or the other way round.

    """
    if linked != is_linked(database, sha256):
        raise CaseError(
            tr("The document is linked, but the case does not say to which file")
            if linked
            else tr("The bytes of this document are not in the case"),
            tr("Add the document again."),
        )


def one(database: Database, sha256: str) -> LinkedFile | None:
    """Return where a source's bytes lie, or None where they are in the case."""
    row = database.execute(f"{_COLUMNS} WHERE linked_files.sha256 = ?", (sha256,)).fetchone()
    return None if row is None else _ROW.of(row)


def of_documents(database: Database) -> tuple[LinkedFile, ...]:
    """Return the linked files of the documents that the case shows, in list order."""
    found = database.execute(
        f"{_COLUMNS} JOIN documents ON documents.sha256 = linked_files.sha256 ORDER BY documents.position, documents.id"
    ).fetchall()
    return tuple(map(_ROW.of, found))


def findings(database: Database) -> Iterator[str]:
    """Yield, in sentences, where documents and linked files do not fit each other. The files themselves are not looked at."""
    found = database.execute(
        "SELECT documents.name, documents.linked IS NOT NULL, linked_files.sha256 IS NOT NULL, documents.size = sources.size"
        " FROM documents JOIN sources ON sources.sha256 = documents.sha256"
        " LEFT JOIN linked_files ON linked_files.sha256 = documents.sha256 ORDER BY documents.position, documents.id"
    ).fetchall()
    for name, linked, has_file, same_size in found:
        if linked and not has_file:
            yield tr("“{name}” is linked, but the case does not say to which file").format(name=plain(name))
        elif has_file and not linked:
            yield tr("“{name}” should be in the case, but is linked to a file outside").format(name=plain(name))
        elif linked and not same_size:
            yield tr("The size of “{name}” is not that of its linked file").format(name=plain(name))
