"""Owns the layers of text in which a person corrected words that were recognised: made from the recognised text and the records.

A page's corrected text is derived: the text that the corrections were made in, with what they say in its places. Each one that
ever was stays, for passages are anchored in it; which is used `layer_choice` says. Renewed with every change of a record
(`history/recorder`), in the same transaction.
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from reviewer.errors import CaseError
from reviewer.i18n import tr
from reviewer.model.recognised import UNTOLD, RecognisedPage, WordCorrection
from reviewer.model.text_layer import LayerKind
from reviewer.store.content import page_index
from reviewer.store.content.letters import packed, unpacked
from reviewer.store.records import rows
from reviewer.store.records.findings import plain

if TYPE_CHECKING:
    from sqlite_utils import Database

_A_BOX = 8


def corrections(database: Database, document: str, page: int) -> tuple[WordCorrection, ...]:
    """Return what was corrected on a page (from 0) of a document, in the order of the text."""
    found = database.execute(
        f"{rows.WORD_CORRECTION_COLUMNS} WHERE document = ? AND page = ? ORDER BY start_offset", (document, page)
    )
    return tuple(map(rows.WORD_CORRECTION.of, found.fetchall()))


def renew(database: Database, document: str, page: int) -> None:
    """Bring text and index of a page up to date with its records, inside the caller's transaction.

    Raises:
        CaseError: The corrections do not fit the text that they were made in.

    """
    row = database.execute("SELECT sha256 FROM documents WHERE id = ?", (document,)).fetchone()
    if row is None:
        return
    sha256, made = str(row[0]), corrections(database, document, page)
    if made:
        _write(database, sha256, _corrected(database, sha256, page, made))
    page_index.renew(database, sha256, page)


def applied(base: RecognisedPage, made: Sequence[WordCorrection]) -> RecognisedPage:
    """Return a recognised page as its corrections, in the order of the text, have it. New letters share the room of the old ones.

    Raises:
        ValueError: They do not fit.

    """
    if any(one.end > other.start for one, other in pairwise(made)):
        raise ValueError("corrections that overlap")
    text: list[str] = []
    boxes, confidences, at = array("f"), bytearray(), 0
    for one in made:
        if base.text[one.start : one.end] != one.recognised or not one.recognised or "\n" in one.recognised + one.corrected:
            raise ValueError("not what stands there")
        text += [base.text[at : one.start], one.corrected]
        boxes += base.boxes[at * _A_BOX : one.start * _A_BOX] + _shared(base.boxes, one)
        confidences += base.confidences[at : one.start] + bytes([UNTOLD]) * len(one.corrected)
        at = one.end
    text.append(base.text[at:])
    boxes += base.boxes[at * _A_BOX :]
    confidences += base.confidences[at:]
    return RecognisedPage(base.page, "".join(text), boxes, bytes(confidences), base.extractor, LayerKind.CORRECTED)


def findings(database: Database) -> Iterator[str]:
    """Yield which pages' corrected texts are not what the corrections make of the recognised ones, letters and places."""
    pages = database.execute(
        "SELECT DISTINCT documents.id, documents.name, documents.sha256, page FROM word_corrections"
        " JOIN documents ON documents.id = word_corrections.document"
    ).fetchall()
    for document, name, sha256, page in pages:
        newest = database.execute(
            "SELECT text, letters FROM text_layers WHERE sha256 = ? AND page = ? AND kind = 'corrected' ORDER BY n DESC LIMIT 1",
            (sha256, page),
        ).fetchone()
        try:
            expected = _corrected(database, sha256, page, corrections(database, document, page))
            is_made = newest is not None and newest[0] == expected.text and _lies_as(expected, newest[1])
        except (CaseError, ValueError):
            is_made = False
        if not is_made:
            wrong = tr("The corrected text of page {page} of “{name}” is not what its corrections make of it")
            yield wrong.format(page=page + 1, name=plain(name))


def _lies_as(page: RecognisedPage, letters: bytes | None) -> bool:
    """Tell whether packed letters lie where those of a page do. Not compared as they are packed: that differs among machines."""
    return letters is not None and unpacked(letters, len(page.text)) == (page.boxes, page.confidences)


def _corrected(database: Database, sha256: str, page: int, made: Sequence[WordCorrection]) -> RecognisedPage:
    row = database.execute(
        "SELECT extractor, text, letters FROM text_layers WHERE sha256 = ? AND page = ? AND kind = 'ocr'"
        " AND letters IS NOT NULL AND text_sha256 = ?",
        (sha256, page, made[0].layer_sha256),
    ).fetchone()
    is_one = {one.layer_sha256 for one in made} == {made[0].layer_sha256}
    try:
        found = unpacked(row[2], len(row[1])) if row is not None and is_one else None
        corrected = None if found is None else applied(RecognisedPage(page, row[1], *found, row[0]), made)
    except ValueError:
        corrected = None
    if corrected is None:
        raise CaseError(
            tr("The words of page {page} are not those that were to be corrected").format(page=page + 1),
            tr("Nothing was changed. Look at the page again, and correct what it says now."),
        )
    return corrected


def _write(database: Database, sha256: str, page: RecognisedPage) -> None:
    """Write a corrected text as the newest of its page; one that was there before is the newest again."""
    checksum = hashlib.sha256(page.text.encode("utf-8")).hexdigest()
    key = sha256, page.page, LayerKind.CORRECTED.value
    database.execute("DELETE FROM text_layers WHERE sha256 = ? AND page = ? AND kind = ? AND text_sha256 = ?", (*key, checksum))
    (n,) = database.execute("SELECT coalesce(max(n), 0) + 1 FROM text_layers WHERE sha256 = ? AND page = ?", key[:2]).fetchone()
    database.execute(
        "INSERT INTO text_layers (sha256, page, kind, extractor, text_sha256, text, letters, n) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (*key, page.extractor, checksum, page.text, packed(page.boxes, page.confidences), n),
    )


def _shared(boxes: array[float], one: WordCorrection) -> array[float]:
    """Return boxes for the new letters, from where the old ones begin to where they end."""
    first, last = boxes[one.start * _A_BOX :][:_A_BOX], boxes[(one.end - 1) * _A_BOX :][:_A_BOX]
    upper, lower = (first[0], first[1], last[2], last[3]), (first[4], first[5], last[6], last[7])
    found, count = array("f"), len(one.corrected)
    for n in range(count):
        for x0, y0, x1, y1 in (upper, lower):
            for share in (n / count, (n + 1) / count):
                found.extend((x0 + (x1 - x0) * share, y0 + (y1 - y0) * share))
    return found
