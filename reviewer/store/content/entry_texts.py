"""Owns what an entry of the search index is about: the text as it stands in the case. The index has it in a form of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from reviewer.model.changes import RecordKind, Value
from reviewer.store.content.layer_choice import BEST_LAYER_LAST

if TYPE_CHECKING:
    from sqlite_utils import Database

Entry = tuple[int | None, str]
"""Page (from 0, or None) and text of one entry."""

_PAGE = f"SELECT text FROM text_layers WHERE sha256 = ? AND page = ? {BEST_LAYER_LAST}"  # noqa: S608 - our own words
_MISREAD = """SELECT word_corrections.recognised FROM word_corrections JOIN documents ON documents.id = word_corrections.document
    WHERE documents.sha256 = ? AND word_corrections.page = ? ORDER BY start_offset"""
_QUOTE = "SELECT quote FROM anchors WHERE id = ?"
_NOTE = """SELECT note FROM passages WHERE id = ?1 UNION ALL SELECT note FROM links WHERE id = ?1
    UNION ALL SELECT note FROM claims WHERE id = ?1"""
_CLAIM = "SELECT text, speaker, channel FROM claims WHERE id = ?"


def entries_of(kind: RecordKind, fields: Mapping[str, Value] | None) -> dict[str, Entry]:
    """Return what of a record can be searched for, by kind of entry; nothing for a record that is not there."""
    if fields is None:
        return {}
    found: dict[str, Entry] = {}
    match kind:
        case RecordKind.ANCHOR:
            page = fields["page"]
            found["quote"] = (page if isinstance(page, int) else None, str(fields["quote"] or ""))
        case RecordKind.CLAIM:
            found["claim"] = (None, _claim(fields["text"], fields["speaker"], fields["channel"]))
            found["note"] = (None, str(fields["note"] or ""))
        case RecordKind.PASSAGE | RecordKind.LINK:
            found["note"] = (None, str(fields["note"] or ""))
        case _:
            pass
    return {name: one for name, one in found.items() if one[1].strip()}


def text_of(database: Database, kind: str, record: str, page: int | None) -> str | None:
    """Return the text that an entry was made of, or None where the case does not hold it."""
    match kind:
        case "page":
            rows = database.execute(_PAGE, (record, page)).fetchall()
            return with_misread(database, record, page, str(rows[-1][0])) if rows else None
        case "quote":
            rows = database.execute(_QUOTE, (record,)).fetchall()
        case "note":
            rows = database.execute(_NOTE, (record,)).fetchall()
        case "claim":
            return next((_claim(*row) for row in database.execute(_CLAIM, (record,))), None)
        case _:
            return None
    return None if not rows or rows[-1][0] is None else str(rows[-1][0])


def with_misread(database: Database, sha256: str, page: int | None, text: str) -> str:
    """Return the text of a page with the words behind it that a person corrected there: who looks for these finds it, too."""
    misread = [str(one) for (one,) in database.execute(_MISREAD, (sha256, page)).fetchall()]
    return "\n".join((text, *misread)) if misread else text


def _claim(*parts: object) -> str:
    return "\n".join(str(one) for one in parts if one)
