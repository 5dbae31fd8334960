"""Owns the layers of text that this program recognised in pictures of pages: writing, reading, and what the journal vouches for.

A page that was read is done, also where nothing was found on it. Each is written by itself, so that a run can end anywhere; the
entry that ends a run holds one checksum over all of a document's recognised texts, and until then they are marked as new.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Set
from pathlib import Path
from typing import TYPE_CHECKING

from reviewer.errors import CaseError
from reviewer.i18n import tr
from reviewer.model.document import PlainText
from reviewer.model.recognised import RecognisedPage
from reviewer.model.text_layer import LayerKind
from reviewer.store.content import search
from reviewer.store.content.layer_choice import BEST_LAYER_LAST
from reviewer.store.content.letters import packed, unpacked
from reviewer.store.file.database import reading, transaction, value
from reviewer.store.file.failures import told
from reviewer.store.records.findings import plain

if TYPE_CHECKING:
    from sqlite_utils import Database

_OURS = "kind = 'ocr' AND letters IS NOT NULL"
"""A document brings recognised text too, by another program; that has its boxes in the document."""


def write(database: Database, sha256: str, page: RecognisedPage) -> None:
    """Write and index the recognised text of a page of a source, in a transaction of its own."""
    checksum = hashlib.sha256(page.text.encode("utf-8")).hexdigest()
    letters = packed(page.boxes, page.confidences)
    with transaction(database):
        if value(database, "SELECT 1 FROM sources WHERE sha256 = ?", (sha256,)) is None:
            raise CaseError(tr("This document is not in the case"), tr("It may have been removed meanwhile."))
        database.execute(
            "INSERT OR REPLACE INTO text_layers (sha256, page, kind, extractor, text_sha256, text, letters, is_new)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, 1)",
            (sha256, page.page, LayerKind.OCR.value, page.extractor, checksum, page.text, letters),
        )
        _index_best(database, sha256, page.page)


def fingerprint(database: Database, sha256: str, *, also_new: bool = True) -> str | None:
    """Return one checksum over all recognised texts of a source and what recognised them; None where there are none."""
    found = database.execute(
        f"SELECT page, extractor, text_sha256 FROM text_layers WHERE sha256 = ? AND {_OURS} AND (?2 OR is_new = 0)"  # noqa: S608
        " ORDER BY page",
        (sha256, int(also_new)),
    ).fetchall()
    if not found:
        return None
    return hashlib.sha256("".join(f"{page} {extractor} {checksum}\n" for page, extractor, checksum in found).encode()).hexdigest()


def vouch(database: Database, sha256: str) -> None:
    """Take note, inside the caller's transaction, that the journal vouches for all recognised texts of a source from now on."""
    database.execute(f"UPDATE text_layers SET is_new = 0 WHERE sha256 = ? AND {_OURS} AND is_new = 1", (sha256,))  # noqa: S608


def findings(database: Database) -> Iterator[str]:
    """Yield which documents' recognised texts are not those that the journal vouches for."""
    found = database.execute("SELECT name, sha256, recognised FROM documents WHERE recognised IS NOT NULL").fetchall()
    for name, sha256, expected in found:
        if fingerprint(database, sha256, also_new=False) != expected:
            yield tr("The recognised text of “{name}” is not what the journal says was recognised").format(name=plain(name))


class RecognisedText:
    """What can be asked of a case's recognised texts. Every method may raise `CaseError`."""

    def __init__(self, path: Path, database: Database) -> None:
        self._path = path
        self._database = database

    def pages(self, sha256: str) -> Set[int]:
        """Return the pages (from 0) of a source that were read, also those on which nothing was found."""
        with told(self._path):
            found = self._database.execute(f"SELECT page FROM text_layers WHERE sha256 = ? AND {_OURS}", (sha256,))  # noqa: S608
            return {int(page) for (page,) in found}

    def page(self, sha256: str, page: int) -> RecognisedPage | None:
        """Return the recognised text of a page; None where there is none that says anything.

        Raises:
            CaseError: What is kept of it was not written by this program.

        """
        with told(self._path):
            row = self._database.execute(
                f"SELECT extractor, text, letters FROM text_layers WHERE sha256 = ? AND page = ? AND {_OURS}",  # noqa: S608
                (sha256, page),
            ).fetchone()
        if row is None or not row[1].strip():
            return None
        try:
            boxes, confidences = unpacked(row[2], len(row[1]))
        except ValueError as error:
            raise CaseError(
                tr("Where the recognised words of page {page} lie cannot be read").format(page=page + 1),
                tr("The case is damaged, or was changed by something else. Go back to a backup."),
            ) from error
        return RecognisedPage(page, row[1], boxes, confidences, row[0])

    def used(self, sha256: str, page: int | None = None) -> Mapping[int, str]:
        """Return the checksums of the recognised texts that say anything, by page (from 0): of all pages, or of one."""
        with told(self._path):
            found = self._database.execute(
                f"SELECT page, text_sha256 FROM text_layers WHERE sha256 = ? AND (?2 IS NULL OR page = ?2) AND {_OURS}"  # noqa: S608
                " AND trim(text, ' ' || char(9, 10, 12, 13)) <> ''",
                (sha256, page),
            ).fetchall()
        return {int(page): str(checksum) for page, checksum in found}

    def texts(self, sha256: str, first: int, count: int | None) -> Mapping[int, str]:
        """Return the recognised texts that say anything of `count` pages from `first` on (None: all the rest), by page."""
        with told(self._path):
            found = self._database.execute(
                f"SELECT page, text FROM text_layers WHERE sha256 = ? AND page >= ? AND (?3 IS NULL OR page < ?3) AND {_OURS}",  # noqa: S608
                (sha256, first, None if count is None else first + count),
            ).fetchall()
        return {int(page): str(text) for page, text in found if text.strip()}

    def wordless(self, sha256: str, page_count: int) -> tuple[int, ...]:
        """Return the pages (from 0) that have no words of their own, or only a few over a picture, and were not read yet."""
        with told(self._path), reading(self._database):
            found = self._database.execute(
                "SELECT page FROM text_layers WHERE sha256 = ? GROUP BY page"  # noqa: S608 - our own words
                f" HAVING max({_OURS}) OR max(is_scan = 0 AND trim(text, ' ' || char(9, 10, 12, 13)) <> '')",
                (sha256,),
            ).fetchall()
        done = {int(page) for (page,) in found}
        return tuple(page for page in range(page_count) if page not in done)

    def all_texts(self, sha256: str) -> Iterator[PlainText]:
        """Yield the texts of all pages that were read, the one used of each, with what kind they are."""
        with told(self._path):
            found = self._database.execute(
                f"SELECT page, text, kind, is_scan FROM text_layers WHERE sha256 = ? {BEST_LAYER_LAST}",  # noqa: S608
                (sha256,),
            ).fetchall()
        best = {page: PlainText(text, LayerKind(kind), bool(is_scan)) for page, text, kind, is_scan in found}
        yield from best.values()

    def is_vouched(self, sha256: str) -> bool:
        """Tell whether the journal vouches for all recognised texts of a source, also where there are none."""
        with told(self._path):
            new = f"SELECT 1 FROM text_layers WHERE sha256 = ? AND {_OURS} AND is_new = 1"  # noqa: S608
            return value(self._database, new, (sha256,)) is None

    def fingerprint(self, sha256: str) -> str | None:
        """Return one checksum over all recognised texts of a source; None where there are none."""
        with told(self._path):
            return fingerprint(self._database, sha256)


def _index_best(database: Database, sha256: str, page: int) -> None:
    """Have a page of a source found by the words of the layer that is used, inside the caller's transaction."""
    found = database.execute(
        f"SELECT text FROM text_layers WHERE sha256 = ? AND page = ? {BEST_LAYER_LAST}",  # noqa: S608 - our own words
        (sha256, page),
    ).fetchall()
    search.remove(database, "page", sha256, page)
    if found and found[-1][0].strip():
        search.add(database, "page", sha256, page, found[-1][0])
