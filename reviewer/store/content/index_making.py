"""Owns how the whole search index is made from what a case holds: in its file, or in memory for one reading connection.

What stands in the index is not looked at, for a case may come from a stranger: its entries might say what no document says, and
its FTS5 tables hold what SQLite would have to parse. One transaction makes it in the file, for another machine may believe the
index as soon as it sees it. In memory it is made from many short reads, so that nobody who writes has to wait.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reviewer.model.changes import RecordKind
from reviewer.store.content import search, sources
from reviewer.store.content.indexed_text import indexed
from reviewer.store.file.database import memory, own_memory, transaction
from reviewer.store.file.migrations import SEARCH_INDEX

if TYPE_CHECKING:
    from sqlite_utils import Database

PAGES_A_STEP = 64

_SEARCHED = {
    RecordKind.ANCHOR: ("anchors", ("page", "quote")),
    RecordKind.CLAIM: ("claims", ("text", "speaker", "channel", "note")),
    RecordKind.PASSAGE: ("passages", ("note",)),
    RecordKind.LINK: ("links", ("note",)),
}
"""Where the fields stand that can be searched (`search.entries_of`); each is a column of its own name."""

_Row = tuple[str, str, int | None, str]
"""Kind, record, page and text of an entry."""


def make_anew(database: Database) -> None:
    """Make the index in the case's file, with one transaction: a second for 5,000 pages and 20,000 passages.

    Args:
        database: Of the newest schema, open for writing, in no transaction.

    """
    with transaction(database):
        _empty(database)
        database.execute("DROP TABLE search_index")
        database.execute("DELETE FROM search_entries")
        database.execute(SEARCH_INDEX)
        for entries in _entries(database):
            _add(database, "main", entries)
        database.execute("INSERT INTO search_index (search_index) VALUES ('rebuild')")


def make_own(database: Database) -> None:
    """Give a reading connection an index of its own, in memory; from now on it hides the one in the file."""
    with own_memory(database):
        _drop_own(database)
        database.execute("CREATE TEMP TABLE search_entries (id INTEGER PRIMARY KEY, kind, record, page, body)")
        database.execute(SEARCH_INDEX.replace(" search_index ", " temp.search_index "))
        for entries in _entries(database):
            _add(database, "temp", entries)
        database.execute("INSERT INTO temp.search_index (search_index) VALUES ('rebuild')")


def drop_own(database: Database) -> None:
    """Let a reading connection use the index in the file again."""
    with own_memory(database):
        _drop_own(database)


def _empty(database: Database) -> None:
    """Put into FTS5's own tables what they hold when they are new, so that dropping them does not stumble over what they hold."""
    new = memory()
    try:
        new.execute(SEARCH_INDEX)
        for (table,) in new.execute("SELECT name FROM sqlite_schema WHERE name LIKE 'search\\_index\\_%' ESCAPE '\\'").fetchall():
            rows = new.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608 - a name that SQLite chose
            database.execute(f"DELETE FROM {table}")  # noqa: S608
            for row in rows:
                database.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)  # noqa: S608
    finally:
        new.close()


def _drop_own(database: Database) -> None:
    database.execute("DROP TABLE IF EXISTS temp.search_index")
    database.execute("DROP TABLE IF EXISTS temp.search_entries")


def _add(database: Database, schema: str, entries: list[_Row]) -> None:
    database.conn.executemany(
        f"INSERT INTO {schema}.search_entries (kind, record, page, body) VALUES (?, ?, ?, ?)",  # noqa: S608 - "main" or "temp"
        [(kind, record, page, indexed(text)) for kind, record, page, text in entries],
    )


def _entries(database: Database) -> Iterator[list[_Row]]:
    """Yield, some at a time, every entry that there should be; no lock is held in between."""
    for kind, (table, columns) in _SEARCHED.items():
        found = database.execute(f"SELECT id, {', '.join(columns)} FROM main.{table} ORDER BY id").fetchall()  # noqa: S608
        yield [
            (name, record, page, body)
            for record, *values in found
            for name, (page, body) in search.entries_of(kind, dict(zip(columns, values, strict=True))).items()
        ]
    for (sha256,) in database.execute("SELECT sha256 FROM sources ORDER BY sha256").fetchall():
        rows = database.execute("SELECT DISTINCT page FROM text_layers WHERE sha256 = ? ORDER BY page", (sha256,)).fetchall()
        pages = [int(row[0]) for row in rows]
        for step in (pages[n : n + PAGES_A_STEP] for n in range(0, len(pages), PAGES_A_STEP)):
            texts = sources.page_texts(database, sha256, step[0], step[-1] + 1 - step[0])
            yield [("page", sha256, page, text) for page, (text, _layer) in texts.items() if text.strip()]
