"""Owns the recognised texts that no entry vouches for yet: what of them this program wrote, and that all others go.

Until a run ends nothing but the row itself says that a page was read; anybody who can write the file can lay such a row there.
So only those count that this program wrote since it opened the case, or left in the file as it still is. All others are dropped
before the first change, and before an entry would vouch for them: they are derived, and the page is read again. A text in which
a person corrected words stays, since the journal names it.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from reviewer.model.recognised import RecognisedPage
from reviewer.store.content import page_index, recognised_layers
from reviewer.store.file.database import transaction

if TYPE_CHECKING:
    from sqlite_utils import Database

_Layer = tuple[str, int, str, str]
"""Source, page, and the checksums of the text and of where its letters lie."""

_NEW = "SELECT sha256, page, text_sha256, letters FROM text_layers WHERE kind = 'ocr' AND letters IS NOT NULL AND is_new = 1"

_IS_CORRECTED = (
    "SELECT 1 FROM word_corrections JOIN documents ON documents.id = word_corrections.document"
    " WHERE documents.sha256 = ? AND page = ? AND layer_sha256 = ?"
)


class UnvouchedLayers:
    """Those of one case that is open for writing; used on the thread of its connection."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._ours: set[_Layer] = set()

    def begin(self, *, believed: bool) -> None:
        """Take those in the file for ours, where the file is as this machine left it; else drop them."""
        if believed:
            self._ours = set(_found(self._database))
            return
        with transaction(self._database):
            self._drop(_found(self._database))

    def write(self, sha256: str, page: RecognisedPage) -> None:
        """Write and index the recognised text of a page of a source, in a transaction of its own."""
        recognised_layers.write(self._database, sha256, page)
        checksum = _sum(page.text.encode())
        self._ours |= {one for one in _found(self._database, sha256, page.page) if one[2] == checksum}

    def drop_others(self, sha256: str) -> None:
        """Drop those of a source that somebody else laid there, inside the caller's transaction.

        Where its entry says just what is left then, as when a page was read again that had been lost, it vouches for that.
        """
        self._drop([one for one in _found(self._database, sha256) if one not in self._ours])
        entry = self._database.execute("SELECT recognised FROM documents WHERE sha256 = ?", (sha256,)).fetchone()
        if entry is not None and entry[0] == recognised_layers.fingerprint(self._database, sha256):
            recognised_layers.vouch(self._database, sha256)

    def _drop(self, layers: list[_Layer]) -> None:
        for sha256, page, checksum, _ in layers:
            if self._database.execute(_IS_CORRECTED, (sha256, page, checksum)).fetchone() is None:
                self._database.execute(
                    "DELETE FROM text_layers WHERE sha256 = ? AND page = ? AND kind = 'ocr' AND text_sha256 = ? AND is_new = 1",
                    (sha256, page, checksum),
                )
                page_index.renew(self._database, sha256, page)


def _found(database: Database, sha256: str | None = None, page: int | None = None) -> list[_Layer]:
    wanted = "" if sha256 is None else " AND sha256 = ?1" + (" AND page = ?2" if page is not None else "")
    rows = database.execute(_NEW + wanted, tuple(one for one in (sha256, page) if one is not None))
    return [(str(source), int(page), str(checksum), _sum(letters)) for source, page, checksum, letters in rows.fetchall()]


def _sum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
