"""Owns the search index: `search_entries` and the FTS5 table over it, always changed together and only here.

The index is derived; `index_making` makes all of it anew. FTS5 keeps no copy of the text (external content,
https://www.sqlite.org/fts5.html 4.4.3), so removing an entry has to hand over exactly the text that was put in; that is why
nothing else may write to either table.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import TYPE_CHECKING

from reviewer.store.content.entry_texts import Entry, text_of
from reviewer.store.content.indexed_text import FORM, indexed
from reviewer.store.file.database import value

if TYPE_CHECKING:
    from sqlite_utils import Database

MARKER = 0
"""The number of the entry that says in which form the others stand."""
_FIRST_WORDS = 8


def refresh(database: Database, record: str, before: Mapping[str, Entry], after: Mapping[str, Entry]) -> None:
    """Bring the entries of one record from what they were to what they are now."""
    for name in before.keys() | after.keys():
        if before.get(name) != after.get(name):
            if name in before:
                remove(database, name, record)
            if name in after:
                page, body = after[name]
                add(database, name, record, page, body)


def add(database: Database, kind: str, record: str, page: int | None, body: str) -> None:
    """Put one entry in; `body` is its text as it stands in the case."""
    body = indexed(body)
    cursor = database.execute(
        "INSERT INTO search_entries (kind, record, page, body) VALUES (?, ?, ?, ?)", (kind, record, page, body)
    )
    database.execute("INSERT INTO search_index (rowid, body) VALUES (?, ?)", (cursor.lastrowid, body))
    if cursor.lastrowid == MARKER + 1:
        mark_form(database)


def mark_form(database: Database) -> None:
    """Say in an index that has just been begun in which form its entries stand."""
    if value(database, "SELECT 1 FROM search_entries WHERE id = ?", (MARKER,)) is None:
        database.execute("INSERT INTO search_entries (id, kind, record, body) VALUES (?, 'form', ?, '')", (MARKER, FORM))
        database.execute("INSERT INTO search_index (rowid, body) VALUES (?, '')", (MARKER,))


def remove(database: Database, kind: str, record: str, page: int | None = None) -> None:
    """Take the entries of a record and kind out; of one page where `page` is given."""
    rows = database.execute(
        "SELECT id, body FROM search_entries WHERE record = ? AND kind = ? AND (?3 IS NULL OR page = ?3)", (record, kind, page)
    ).fetchall()
    for number, body in rows:
        database.execute("INSERT INTO search_index (search_index, rowid, body) VALUES ('delete', ?, ?)", (number, body))
        database.execute("DELETE FROM search_entries WHERE id = ?", (number,))


def looks_odd(database: Database) -> bool:
    """Tell, in a moment, whether the index cannot be read, or does not find the newest entry by its own first words.

    It is also odd when its entries, or that one, stand there otherwise than this version would put them.
    """
    newest = database.execute("SELECT id, body, kind, record, page FROM search_entries ORDER BY id DESC LIMIT 1").fetchone()
    try:
        if newest is None or value(database, "SELECT max(id) FROM search_index_docsize") != newest[0]:
            return bool(value(database, "SELECT max(id) FROM search_index_docsize") != (newest and newest[0]))
        form = value(database, "SELECT record FROM search_entries WHERE id = ? AND kind = 'form'", (MARKER,))
        text = text_of(database, *newest[2:])
        if form != FORM or (text is not None and indexed(text) != newest[1]):
            return True
        words = " ".join(newest[1].split()[:_FIRST_WORDS]).replace('"', " ").replace("\x00", " ")
        if not any(map(str.isalnum, words)):
            return False
        found = "SELECT 1 FROM search_index WHERE search_index MATCH ? AND rowid = ?"
        return value(database, found, (f'"{words}"', newest[0])) is None
    except sqlite3.DatabaseError:
        return True
