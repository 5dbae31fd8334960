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
_VOUCHED_PAGE = f"""SELECT text FROM text_layers WHERE sha256 = ? AND page = ? AND (letters IS NULL OR is_new = 0)
    {BEST_LAYER_LAST}"""  # noqa: S608
_MISREAD = "SELECT recognised FROM word_corrections WHERE id = ?"
_QUOTE = "SELECT quote FROM anchors WHERE id = ?"
_NOTE = """SELECT note FROM passages WHERE id = ?1 UNION ALL SELECT note FROM links WHERE id = ?1
    UNION ALL SELECT note FROM claims WHERE id = ?1"""
_CLAIM = "SELECT text, speaker, channel FROM claims WHERE id = ?"

DESK: Mapping[RecordKind, tuple[str, tuple[str, ...]]] = {
    RecordKind.NAME: ("names", ("name", "note")),
    RecordKind.ALIAS: ("aliases", ("alias",)),
    RecordKind.PERMISSION: ("permissions", ("permission", "detail")),
    RecordKind.FACT: ("facts", ("note",)),
    RecordKind.EVENT: ("events", ("event", "note")),
    RecordKind.CORRECTION: ("corrections", ("story", "version", "changed", "approved_by")),
    RecordKind.REPLY: ("replies", ("asked", "asked_of", "answer")),
    RecordKind.POST: ("posts", ("author", "handle", "post", "address")),
    RecordKind.VERDICT: ("verdicts", ("reason",)),
    RecordKind.LINK_REVIEW: ("link_reviews", ("comment",)),
}
"""What of the claims desk can be searched for: the table of each kind, and the columns with words."""
_DESK_TEXTS = tuple(f"SELECT {', '.join(columns)} FROM {table} WHERE id = ?" for table, columns in DESK.values())  # noqa: S608


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
        case RecordKind.WORD_CORRECTION:
            page = fields["page"]
            found["misread"] = (page if isinstance(page, int) else None, str(fields["recognised"] or ""))
        case _ if kind in DESK:
            found["desk"] = (None, _claim(*(fields[name] for name in DESK[kind][1])))
        case _:
            pass
    return {name: one for name, one in found.items() if one[1].strip()}


def text_of(database: Database, kind: str, record: str, page: int | None, *, also_new: bool = True) -> str | None:
    """Return the text that an entry was made of, or None where the case does not hold it.

    Without `also_new`, what was recognised counts only where an entry of the journal vouches for it.
    """
    match kind:
        case "page":
            rows = database.execute(_PAGE if also_new else _VOUCHED_PAGE, (record, page)).fetchall()
        case "misread":
            rows = database.execute(_MISREAD, (record,)).fetchall()
        case "quote":
            rows = database.execute(_QUOTE, (record,)).fetchall()
        case "note":
            rows = database.execute(_NOTE, (record,)).fetchall()
        case "claim":
            return next((_claim(*row) for row in database.execute(_CLAIM, (record,))), None)
        case "desk":
            return next((_claim(*row) for asked in _DESK_TEXTS for row in database.execute(asked, (record,))), None)
        case _:
            return None
    return None if not rows or rows[-1][0] is None else str(rows[-1][0])


def _claim(*parts: object) -> str:
    return "\n".join(str(one) for one in parts if one)
