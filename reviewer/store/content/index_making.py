"""Owns how the whole search index is made from what a case holds: in its file, or in memory for one reading connection.

What stands in the index is not looked at, for a case may come from a stranger: its entries might say what no document says, and
its FTS5 tables hold what SQLite would have to parse. One transaction makes it in the file, for another machine may believe the
index as soon as it sees it. In memory it is made from many short reads, so that nobody who writes has to wait, and brought up to
date from what has changed since.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import blake2b
from itertools import count, groupby
from typing import TYPE_CHECKING

from reviewer.model.changes import RecordKind
from reviewer.store.content import entry_texts, search, sources
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
    RecordKind.WORD_CORRECTION: ("word_corrections", ("page", "recognised")),
    **entry_texts.DESK,
}
"""Where the fields stand that can be searched (`entry_texts.entries_of`); each is a column of its own name."""

_Row = tuple[str, str, int | None, str, str]
"""Kind, record, page and text of an entry, and what tells its text from another."""

_Key = tuple[str, str, int | None, str]
"""An entry without its text."""


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
            database.conn.executemany(
                "INSERT INTO search_entries (kind, record, page, body) VALUES (?, ?, ?, ?)",
                [(kind, record, page, indexed(text)) for kind, record, page, text, _ in entries],
            )
        database.execute("INSERT INTO search_index (search_index) VALUES ('rebuild')")
        search.mark_form(database)


def make_own(database: Database, *, also_new: bool = True) -> None:
    """Give a reading connection an index of its own, in memory, which from now on hides the one in the file.

    One that it has is brought up to date, and what did not change stays: somebody may be writing to the case all the while.
    Without `also_new`, recognised text that no entry of the journal vouches for is not found.
    """
    with own_memory(database):
        try:
            if not database.execute("SELECT 1 FROM sqlite_temp_master WHERE name = 'search_index'").fetchone():
                database.execute("CREATE TEMP TABLE search_entries (id INTEGER PRIMARY KEY, kind, record, page, body, made_of)")
                database.execute("CREATE INDEX temp.search_entries_record ON search_entries (record, kind, page)")
                database.execute(SEARCH_INDEX.replace(" search_index ", " temp.search_index "))
            _renew(database, also_new=also_new)
        except BaseException:
            _drop_own(database)  # half made, it would be taken for whole
            raise


def _renew(database: Database, *, also_new: bool) -> None:
    """Bring the index in memory from what it holds to what it should hold."""
    standing: dict[_Key, list[int]] = {}
    for number, *key in database.execute("SELECT id, kind, record, page, made_of FROM temp.search_entries").fetchall():
        standing.setdefault(tuple(key), []).append(number)
    first = not standing

    def stays(key: _Key) -> bool:
        those = standing.get(key)
        if those:
            those.pop()
            return True
        return False

    numbers = count(1 + max((one for each in standing.values() for one in each), default=0))
    for entries in _entries(database, stays, also_new=also_new):
        made = [(next(numbers), kind, record, page, indexed(text), made_of) for kind, record, page, text, made_of in entries]
        database.conn.executemany("INSERT INTO temp.search_entries VALUES (?, ?, ?, ?, ?, ?)", made)
        if not first:
            database.conn.executemany(
                "INSERT INTO temp.search_index (rowid, body) VALUES (?, ?)", [(n, body) for n, _, _, _, body, _ in made]
            )
    if first:
        database.execute("INSERT INTO temp.search_index (search_index) VALUES ('rebuild')")
    for number in (one for each in standing.values() for one in each):
        (body,) = database.execute("SELECT body FROM temp.search_entries WHERE id = ?", (number,)).fetchone()
        database.execute("INSERT INTO temp.search_index (search_index, rowid, body) VALUES ('delete', ?, ?)", (number, body))
        database.execute("DELETE FROM temp.search_entries WHERE id = ?", (number,))


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


def _entries(
    database: Database, stays: Callable[[_Key], bool] = lambda _key: False, *, also_new: bool = True
) -> Iterator[list[_Row]]:
    """Yield, some at a time, every entry that there should be, but for those that stay; no lock is held in between.

    The texts of pages are told apart by their checksums, so that those that stay need not be read.
    """
    for kind, (table, columns) in _SEARCHED.items():
        found = database.execute(f"SELECT id, {', '.join(columns)} FROM {table} ORDER BY id").fetchall()  # noqa: S608
        rows = (
            (name, record, page, body, blake2b(body.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest())
            for record, *values in found
            for name, (page, body) in entry_texts.entries_of(kind, dict(zip(columns, values, strict=True))).items()
        )
        yield [row for row in rows if not stays((*row[:3], row[4]))]
    for (sha256,) in database.execute("SELECT sha256 FROM sources ORDER BY sha256").fetchall():
        made_of = sources.text_checksums(database, sha256, also_new=also_new)
        pages = [page for page, checksum in made_of.items() if not stays(("page", sha256, page, checksum))]
        for step in (list(group) for _, group in groupby(pages, lambda page: page // PAGES_A_STEP)):
            texts = sources.page_texts(database, sha256, step[0], step[-1] + 1 - step[0], also_new=also_new)
            there = [page for page in step if page in texts and texts[page][0].strip()]
            yield [("page", sha256, page, texts[page][0], made_of[page]) for page in there]
