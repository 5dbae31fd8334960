"""Owns the bytes of documents in a case and what is read from them: chunks, pages, texts. They are addressed by SHA-256. Bytes
that are too many stay outside (`linked_files`); their pages and texts are here.

Large things go in by short transactions under a row in `imports`; the intent that makes the document appear removes that row.
Whatever still stands under one when a case is opened for writing was cut short, and is swept. None of this is journalled: a
document's record names the hash, and the hash vouches for the bytes. Removing a document keeps them, so that it can be undone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from reviewer.errors import CaseError
from reviewer.i18n import tr
from reviewer.model.anchor import LayerRef
from reviewer.model.document import LinkedFile, PlainText
from reviewer.model.ids import Clock
from reviewer.model.page import PageInfo
from reviewer.store.content import linked_files, search
from reviewer.store.content.layer_choice import BEST_LAYER_LAST
from reviewer.store.file.database import transaction, value
from reviewer.store.records import rows
from reviewer.store.records.codecs import is_sha256
from reviewer.store.records.findings import plain

if TYPE_CHECKING:
    from sqlite_utils import Database

CHUNK_BYTES = 4 * 1024 * 1024


class _Hash(Protocol):
    def update(self, data: bytes | memoryview, /) -> None: ...
    def hexdigest(self) -> str: ...


class Imports:
    """Brings bytes, pages and texts into a case. Every method is a transaction of its own, except `complete`."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._hashes: dict[str, _Hash] = {}

    def begin(self, sha256: str, size: int, linked: LinkedFile | None = None) -> bool:
        """Start to store a source; return False where the case holds these bytes already and none are to be added.

        Args:
            sha256: Of all the bytes.
            size: How many bytes will come.
            linked: Where they lie, if they stay outside the case. A source that is linked already leads there from now on.

        Raises:
            CaseError: The hash or the size cannot be one.

        """
        if not is_sha256(sha256) or size < 1:
            raise CaseError(tr("These are not the checksum and size of a document"))
        if self._unfinished(sha256):
            self.abandon(sha256)
        if linked is None and not self._is_named(sha256) and not self._is_whole(sha256):
            self._remove(sha256)  # left by a document that was removed, and changed since
        with transaction(self._database):
            if value(self._database, "SELECT 1 FROM sources WHERE sha256 = ?", (sha256,)):
                if linked is not None and linked_files.is_linked(self._database, sha256):
                    linked_files.write(self._database, linked)
                return False
            self._database.execute("INSERT INTO sources (sha256, size) VALUES (?, ?)", (sha256, size))
            if linked is not None:
                linked_files.write(self._database, linked)
            self._database.execute("INSERT INTO imports (sha256, begun_at) VALUES (?, ?)", (sha256, self._clock()))
        self._hashes[sha256] = hashlib.sha256()
        return True

    def add_chunk(self, sha256: str, n: int, data: bytes | memoryview) -> None:
        """Store chunk `n` (from 0, in order, at most 4 MiB; all but the last are full)."""
        if not 0 < len(data) <= CHUNK_BYTES:
            raise CaseError(tr("A part of a document is empty or too large to be stored"))
        with transaction(self._database):
            before = value(self._database, "SELECT count(*) FROM source_chunks WHERE sha256 = ?", (sha256,))
            if not self._unfinished(sha256) or before != n or linked_files.is_linked(self._database, sha256):
                raise CaseError(tr("The parts of a document arrived out of order"), tr("Add the document again."))
            self._database.execute("INSERT INTO source_chunks (sha256, n, bytes) VALUES (?, ?, ?)", (sha256, n, data))
        self._hashes[sha256].update(data)

    def add_pages(self, sha256: str, pages: Sequence[PageInfo]) -> None:
        """Store the geometry of pages; pages known already are written anew."""
        found = [_page_row(sha256, page) for page in pages]
        with transaction(self._database):
            self._database.conn.executemany(
                "INSERT OR REPLACE INTO pages (sha256, page, label, width, height, rotation, a, b, c, d, e, f)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                found,
            )

    def add_texts(self, sha256: str, first: int, texts: Sequence[PlainText], extractor: str) -> None:
        """Store and index the texts of the pages from `first` on, also empty ones, in place of whatever is known of them.

        Args:
            sha256: The source.
            first: Index of the first page, from 0.
            texts: One text a page, exactly as positions are counted in it.
            extractor: With version, "mupdf 1.28.2+order3".

        """
        with transaction(self._database):
            for page, one in enumerate(texts, start=first):
                checksum = hashlib.sha256(one.text.encode("utf-8")).hexdigest()
                self._database.execute("DELETE FROM text_layers WHERE sha256 = ? AND page = ?", (sha256, page))
                self._database.execute(
                    "INSERT INTO text_layers (sha256, page, kind, extractor, text_sha256, text, is_scan, is_unread)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    (sha256, page, one.kind.value, extractor, checksum, one.text, int(one.is_scan), int(one.is_unread)),
                )
                search.remove(self._database, "page", sha256, page)
                if one.text.strip():
                    search.add(self._database, "page", sha256, page, one.text)

    def complete(self, sha256: str, *, linked: bool, page_count: int) -> None:
        """Make a source part of the case, inside the caller's transaction: it is whole and has the hash it is named by.

        Pages that it does not have are forgotten: a stranger may have put some there. For the bytes of a linked one, which never
        come here, whoever began the import vouches.

        Raises:
            CaseError: Bytes are missing or other than announced, or are not where `linked` says.

        """
        size = value(self._database, "SELECT size FROM sources WHERE sha256 = ?", (sha256,))
        if size is None:
            raise CaseError(tr("The bytes of this document are not in the case"), tr("Add the document again."))
        linked_files.require_kind(self._database, sha256, linked=linked)
        beyond = (sha256, page_count)
        for (page,) in self._database.execute("SELECT page FROM text_layers WHERE sha256 = ? AND page >= ?", beyond).fetchall():
            search.remove(self._database, "page", sha256, page)
        for table in ("text_layers", "pages"):
            self._database.table(table).delete_where("sha256 = ? AND page >= ?", beyond)
        if not self._unfinished(sha256):
            return
        if not linked:
            self._require_bytes(sha256, size)
        self._database.execute("DELETE FROM imports WHERE sha256 = ?", (sha256,))

    def _require_bytes(self, sha256: str, size: int) -> None:
        stored = value(self._database, "SELECT sum(length(bytes)) FROM source_chunks WHERE sha256 = ?", (sha256,)) or 0
        running = self._hashes.get(sha256)
        if stored != size or running is None or running.hexdigest() != sha256:
            raise CaseError(
                tr("The document changed while it was being added"),
                tr("Nothing of it was kept. Add it again when it is at rest."),
            )

    def abandon(self, sha256: str) -> None:
        """Remove what an unfinished import has stored, chunk by chunk; what is finished, or named by a document, stays."""
        if self._is_named(sha256):
            with transaction(self._database):
                self._database.execute("DELETE FROM imports WHERE sha256 = ?", (sha256,))
        elif self._unfinished(sha256):
            self._remove(sha256)

    def _remove(self, sha256: str) -> None:
        chunks = self._database.execute("SELECT n FROM source_chunks WHERE sha256 = ?", (sha256,)).fetchall()
        for (n,) in reversed(chunks):
            with transaction(self._database):
                self._database.execute("DELETE FROM source_chunks WHERE sha256 = ? AND n = ?", (sha256, n))
        with transaction(self._database):
            search.remove(self._database, "page", sha256)
            for table in ("text_layers", "pages", "imports", "linked_files", "sources"):
                self._database.table(table).delete_where("sha256 = ?", [sha256])
        self._hashes.pop(sha256, None)

    def sweep(self) -> int:
        """Remove what imports that were cut short left behind; return how many there were."""
        left = [str(row[0]) for row in self._database.execute("SELECT sha256 FROM imports").fetchall()]
        for sha256 in left:
            self.abandon(sha256)
        return len(left)

    def _unfinished(self, sha256: str) -> bool:
        return value(self._database, "SELECT 1 FROM imports WHERE sha256 = ?", (sha256,)) is not None

    def _is_named(self, sha256: str) -> bool:
        return value(self._database, "SELECT 1 FROM documents WHERE sha256 = ?", (sha256,)) is not None

    def _is_whole(self, sha256: str) -> bool:
        """Tell whether the stored bytes have the hash they are named by; a linked source is judged when it is opened."""
        if value(self._database, "SELECT 1 FROM sources WHERE sha256 = ?", (sha256,)) is None:
            return True
        if linked_files.is_linked(self._database, sha256):
            return True
        running = hashlib.sha256()
        try:
            for chunk in source_chunks(self._database, sha256):
                running.update(chunk)
        except CaseError:
            return False
        return running.hexdigest() == sha256


def _page_row(sha256: str, page: PageInfo) -> tuple[object, ...]:
    m = page.to_user_space
    return (sha256, page.index, page.label, page.width, page.height, page.rotation, m.a, m.b, m.c, m.d, m.e, m.f)


def findings(database: Database) -> Iterator[str]:
    """Yield what cannot be of imports: a document appears in the transaction that ends its import."""
    found = database.execute("SELECT documents.name FROM imports JOIN documents ON documents.sha256 = imports.sha256").fetchall()
    for (name,) in found:
        yield tr("“{name}” is in the case, and yet said to be half in").format(name=plain(name))


def source_size(database: Database, sha256: str) -> int:
    """Return how many bytes a source has; CaseError where the case does not hold it."""
    size = value(database, "SELECT size FROM sources WHERE sha256 = ?", (sha256,))
    if size is None:
        raise CaseError(tr("The bytes of this document are not in the case"), tr("Run “reviewer check” on the case."))
    return int(size)


def source_chunks(database: Database, sha256: str) -> Iterator[bytes]:
    """Yield the bytes of a source, at most 4 MiB at a time, holding no lock in between.

    Raises:
        CaseError: Bytes are missing.

    """
    size, read, n = source_size(database, sha256), 0, 0
    while read < size:
        chunk = source_chunk(database, sha256, n)
        yield chunk
        read, n = read + len(chunk), n + 1


def source_chunk(database: Database, sha256: str, n: int) -> bytes:
    """Return chunk `n` (from 0) of a source.

    Raises:
        CaseError: It is missing.

    """
    chunk = value(database, "SELECT bytes FROM source_chunks WHERE sha256 = ? AND n = ?", (sha256, n))
    if not isinstance(chunk, bytes) or not chunk:
        raise CaseError(
            tr("A part of the document with the checksum {sha256} is missing").format(sha256=sha256),
            tr("The case is damaged: go back to a backup. “reviewer check” says more."),
        )
    return chunk


def pages(database: Database, sha256: str, first: int, count: int | None) -> tuple[PageInfo, ...]:
    """Return pages of a source in order."""
    found = database.execute(
        "SELECT page, label, width, height, rotation, a, b, c, d, e, f FROM pages"
        " WHERE sha256 = ? AND page >= ? AND (?3 IS NULL OR page < ?3) ORDER BY page",
        (sha256, first, None if count is None else first + count),
    ).fetchall()
    return tuple(map(rows.PAGE.of, found))


def page_texts(
    database: Database, sha256: str, first: int, count: int | None, *, also_new: bool = True
) -> Mapping[int, tuple[str, LayerRef]]:
    """Return the texts of pages by page; the corrected layer goes before the recognised, that before the born-digital.

    Without `also_new`, what was recognised counts only where an entry vouches for it.
    """
    found = database.execute(
        "SELECT page, kind, extractor, text_sha256, text FROM text_layers"  # noqa: S608 - our own words
        " WHERE sha256 = ? AND page >= ? AND (?3 IS NULL OR page < ?3) AND (?4 OR letters IS NULL OR is_new = 0)"
        f" {BEST_LAYER_LAST}",
        (sha256, first, None if count is None else first + count, also_new),
    ).fetchall()
    return {row[0]: rows.TEXT.of(row) for row in found}


def text_checksums(database: Database, sha256: str, *, also_new: bool = True) -> Mapping[int, str]:
    """Return the checksums of the texts that `page_texts` returns, by page, without reading them."""
    found = database.execute(
        "SELECT page, text_sha256 FROM text_layers WHERE sha256 = ? AND (?2 OR letters IS NULL OR is_new = 0)"  # noqa: S608
        f" {BEST_LAYER_LAST}",
        (sha256, also_new),
    ).fetchall()
    return {int(page): str(checksum) for page, checksum in found}
