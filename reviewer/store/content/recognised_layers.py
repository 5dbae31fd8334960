"""Owns the layers of text that this program recognised in pictures of pages: writing, reading, and what the journal vouches for.

A page that was read is done, also where nothing was found on it. Each is written by itself, so that a run can end anywhere; the
entry that ends a run holds one checksum over all of a document's recognised texts, and until then they are marked as new. A text
that the journal vouches for stays as it is, whatever is read again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from reviewer.errors import CaseError
from reviewer.i18n import tr
from reviewer.model.anchor import LayerRef
from reviewer.model.changes import Value
from reviewer.model.document import PlainText
from reviewer.model.ids import Sha256
from reviewer.model.recognised import PageLayer, RecognisedPage, WordCorrection
from reviewer.model.text_layer import LayerKind, PageTextCounts
from reviewer.store.content import failed_pages, page_index
from reviewer.store.content.corrected_layers import corrections
from reviewer.store.content.layer_choice import BEST_LAYER_LAST
from reviewer.store.content.letters import packed, unpacked
from reviewer.store.file.database import reading, transaction, value
from reviewer.store.file.failures import told
from reviewer.store.records.findings import plain

if TYPE_CHECKING:
    from sqlite_utils import Database

_OURS = "kind = 'ocr' AND letters IS NOT NULL"
"""A document brings recognised text too, by another program; that has its boxes in the document."""

_COUNTS = "(letters IS NULL OR is_new = 0)"
"""Where the case is not as this machine left it, what no entry vouches for is passed over (`unvouched_layers`)."""


def write(database: Database, sha256: str, page: RecognisedPage) -> None:
    """Write and index the recognised text of a page of a source, in a transaction of its own."""
    checksum = hashlib.sha256(page.text.encode("utf-8")).hexdigest()
    letters = packed(page.boxes, page.confidences)
    with transaction(database):
        if value(database, "SELECT 1 FROM sources WHERE sha256 = ?", (sha256,)) is None:
            raise CaseError(tr("This document is not in the case"), tr("It may have been removed meanwhile."))
        newest = "(SELECT coalesce(max(n), 0) + 1 FROM text_layers WHERE sha256 = ?1 AND page = ?2)"
        key = sha256, page.page, LayerKind.OCR.value, checksum
        this = "sha256 = ?1 AND page = ?2 AND kind = ?3 AND text_sha256 = ?4"
        if value(database, f"SELECT 1 FROM text_layers WHERE {this} AND letters IS NOT NULL AND is_new = 0", key):  # noqa: S608
            database.execute(f"UPDATE text_layers SET n = {newest} WHERE {this}", key)  # noqa: S608 - our own words
        else:
            database.execute(
                "INSERT OR REPLACE INTO text_layers (sha256, page, kind, text_sha256, extractor, text, letters, is_new, n)"  # noqa: S608
                f" VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 1, {newest})",
                (*key, page.extractor, page.text, letters),
            )
        failed_pages.forget(database, sha256, page.page)
        page_index.renew(database, sha256, page.page)


def fingerprint(database: Database, sha256: str, *, also_new: bool = True) -> str | None:
    """Return one checksum over all recognised texts of a source, where their letters lie, and what recognised them.

    None where there are none.
    """
    found = database.execute(
        f"SELECT page, extractor, text_sha256, letters FROM text_layers WHERE sha256 = ? AND {_OURS} AND (?2 OR is_new = 0)"  # noqa: S608
        " ORDER BY page, text_sha256",
        (sha256, int(also_new)),
    )
    return _summed(
        f"{page} {extractor} {checksum} {hashlib.sha256(letters).hexdigest()}\n" for page, extractor, checksum, letters in found
    )


def _first_fingerprint(database: Database, sha256: str) -> str | None:
    """Return the checksum that entries of the first runs hold: it says nothing of where letters lie."""
    found = database.execute(
        f"SELECT page, extractor, text_sha256 FROM text_layers WHERE sha256 = ? AND {_OURS} AND is_new = 0 ORDER BY page, n",  # noqa: S608
        (sha256,),
    )
    return _summed(f"{page} {extractor} {checksum}\n" for page, extractor, checksum in found)


def _summed(lines: Iterable[str]) -> str | None:
    running = None
    for line in lines:
        running = running or hashlib.sha256()
        running.update(line.encode("utf-8", "surrogateescape"))
    return None if running is None else running.hexdigest()


def vouch(database: Database, sha256: str) -> None:
    """Take note, inside the caller's transaction, that the journal vouches for all recognised texts of a source from now on."""
    database.execute(f"UPDATE text_layers SET is_new = 0 WHERE sha256 = ? AND {_OURS} AND is_new = 1", (sha256,))  # noqa: S608


def take_note(database: Database, sha256: str, vouched: Value) -> None:
    """Mark what was recognised in a source before as new, inside the caller's transaction, unless its record vouches for it."""
    if not _is_vouched_by(database, sha256, vouched):
        database.execute(f"UPDATE text_layers SET is_new = 1 WHERE sha256 = ? AND {_OURS}", (sha256,))  # noqa: S608 - our own words


def _is_vouched_by(database: Database, sha256: str, vouched: Value) -> bool:
    return vouched in {fingerprint(database, sha256, also_new=False), _first_fingerprint(database, sha256)}


def findings(database: Database) -> Iterator[str]:
    """Yield which documents' recognised texts are not those that the journal vouches for, and which are of no page."""
    for name, sha256, expected in database.execute("SELECT name, sha256, recognised FROM documents").fetchall():
        if not _is_vouched_by(database, sha256, expected):
            yield tr("The recognised text of “{name}” is not what the journal says was recognised").format(name=plain(name))
        found = database.execute(
            "SELECT page, text, letters FROM text_layers WHERE sha256 = ? AND letters IS NOT NULL", (sha256,)
        )
        for page, text, letters in found:
            try:
                unpacked(letters, len(text))
            except ValueError:
                said = tr("Where the recognised words of page {page} of “{name}” lie cannot be read")
                yield said.format(page=page + 1, name=plain(name))


class RecognisedText:
    """What can be asked of a case's recognised texts. Every method may raise `CaseError`."""

    def __init__(self, path: Path, database: Database, believes: Callable[[], bool]) -> None:
        """Read over a connection; `believes` tells whether texts that no entry vouches for yet are this program's own."""
        self._path = path
        self._database = database
        self._believes = believes

    def pages(self, sha256: str) -> Set[int]:
        """Return the pages (from 0) of a source that were read, also those on which nothing was found."""
        with told(self._path):
            found = self._database.execute(f"SELECT page FROM text_layers WHERE sha256 = ? AND {_OURS}", (sha256,))  # noqa: S608
            return {int(page) for (page,) in found}

    def page(self, sha256: str, page: int, checksum: str | None = None) -> RecognisedPage | None:
        """Return the recognised or corrected text of a page that is used, or the one with a checksum.

        None where there is none that says anything, or the document's own is used.

        Raises:
            CaseError: What is kept of it was not written by this program.

        """
        with told(self._path):
            found = self._database.execute(
                "SELECT extractor, text, letters, kind FROM text_layers WHERE sha256 = ? AND page = ?"  # noqa: S608
                f" AND (?3 IS NULL OR (text_sha256 = ?3 AND letters IS NOT NULL)) AND (?4 OR {_COUNTS}) {BEST_LAYER_LAST}",
                (sha256, page, checksum, self._believes()),
            ).fetchall()
        if not found or found[-1][2] is None or not found[-1][1].strip():
            return None
        extractor, text, letters, kind = found[-1]
        try:
            boxes, confidences = unpacked(letters, len(text))
            return RecognisedPage(page, text, boxes, confidences, extractor, LayerKind(kind))
        except ValueError as error:
            raise CaseError(
                tr("Where the recognised words of page {page} lie cannot be read").format(page=page + 1),
                tr("The case is damaged, or was changed by something else. Go back to a backup."),
            ) from error

    def used(self, sha256: str, page: int | None = None) -> Mapping[int, str]:
        """Return the checksums of the texts that are used in place of the document's own, by page (from 0): of all, or of one."""
        return {one: checksum for one, (checksum, _, _) in self._used(sha256, page, page).items()}

    def texts(self, sha256: str, first: int, count: int | None) -> Mapping[int, PlainText]:
        """Return those texts of `count` pages from `first` on (None: all the rest), by page."""
        found = self._used(sha256, first, None if count is None else first + count - 1)
        return {page: PlainText(text, LayerKind(kind)) for page, (_, text, kind) in found.items()}

    def _used(self, sha256: str, first: int | None, last: int | None) -> Mapping[int, tuple[str, str, str]]:
        """Return checksum, text and kind of them. Pages of which we read nothing are not even looked at."""
        with told(self._path):
            found = self._database.execute(
                "SELECT page, text_sha256, text, kind, letters IS NULL FROM text_layers WHERE sha256 = ?1"  # noqa: S608
                " AND page IN (SELECT page FROM text_layers WHERE sha256 = ?1 AND letters IS NOT NULL"
                f" AND page >= coalesce(?2, 0) AND (?3 IS NULL OR page <= ?3)) AND (?4 OR {_COUNTS}) {BEST_LAYER_LAST}",
                (sha256, first, last, self._believes()),
            ).fetchall()
        best = {int(page): (str(checksum), str(text), str(kind), bool(own)) for page, checksum, text, kind, own in found}
        return {page: one[:3] for page, one in best.items() if not one[3] and one[1].strip()}

    def layers(self, sha256: str, page: int) -> tuple[PageLayer, ...]:
        """Return the texts that a page (from 0) has, the one that is used last."""
        with told(self._path):
            found = self._database.execute(
                "SELECT kind, extractor, text_sha256, text, letters IS NOT NULL FROM text_layers"  # noqa: S608
                f" WHERE sha256 = ? AND page = ? {BEST_LAYER_LAST}",
                (sha256, page),
            ).fetchall()
        return tuple(
            PageLayer(LayerRef(page, LayerKind(kind), extractor, Sha256(checksum)), text, bool(ours))
            for kind, extractor, checksum, text, ours in found
        )

    def corrections(self, document: str, page: int) -> tuple[WordCorrection, ...]:
        """Return what was corrected on a page (from 0) of a document, in the order of the text."""
        with told(self._path):
            return corrections(self._database, document, page)

    def choices(self, document: str) -> Mapping[int, str]:
        """Return the records by which the document's own text was chosen, by page (from 0)."""
        with told(self._path):
            found = self._database.execute("SELECT page, id FROM text_choices WHERE document = ?", (document,)).fetchall()
        return {int(page): str(record) for page, record in found}

    def counts(self, document: str, sha256: str) -> PageTextCounts:
        """Return how many pages of a document have which text."""
        with told(self._path):
            count = partial(value, self._database)
            recognised = count(
                "SELECT count(DISTINCT page) FROM text_layers WHERE sha256 = ? AND letters IS NOT NULL AND trim(text) <> ''",
                (sha256,),
            )
            own = count("SELECT count(*) FROM text_choices WHERE document = ?", (document,))
            corrected = count("SELECT count(*) FROM word_corrections WHERE document = ?", (document,))
        return PageTextCounts(int(recognised), len(self.used(sha256)), int(own), int(corrected))

    def with_both(self, sha256: str) -> Set[int]:
        """Return the pages (from 0) that have words of the document's own, and recognised ones."""
        with told(self._path):
            found = self._database.execute(
                "SELECT page FROM text_layers WHERE sha256 = ?1 AND letters IS NULL AND trim(text) <> ''"
                " AND page IN (SELECT page FROM text_layers WHERE sha256 = ?1 AND letters IS NOT NULL)",
                (sha256,),
            ).fetchall()
        return {int(page) for (page,) in found}

    def wordless(self, sha256: str, page_count: int, *, but_failed_by: str = "") -> tuple[int, ...]:
        """Return the pages (from 0) that have no words of their own, or only a few over a picture, and were not read yet.

        Without those that could not be read by `but_failed_by`.
        """
        with told(self._path), reading(self._database):
            found = self._database.execute(
                "SELECT page FROM text_layers WHERE sha256 = ? GROUP BY page"  # noqa: S608 - our own words
                f" HAVING max({_OURS}) OR max(is_scan = 0 AND trim(text, ' ' || char(9, 10, 12, 13)) <> '')",
                (sha256,),
            ).fetchall()
            failed = failed_pages.pages(self._database, sha256, but_failed_by)
        done = {*failed, *(int(page) for (page,) in found)}
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

    def unvouched(self) -> Mapping[str, Set[int]]:
        """Return the pages (from 0) of each source with a text that no entry vouches for yet, whoever wrote it."""
        with told(self._path):
            found: dict[str, set[int]] = {}
            for sha256, page in self._database.execute(f"SELECT sha256, page FROM text_layers WHERE {_OURS} AND is_new = 1"):  # noqa: S608
                found.setdefault(str(sha256), set()).add(int(page))
            return found

    def fingerprint(self, sha256: str) -> str | None:
        """Return one checksum over all recognised texts of a source; None where there are none."""
        with told(self._path):
            return fingerprint(self._database, sha256)
