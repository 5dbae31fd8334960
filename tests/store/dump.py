"""What a case file holds, read by a connection that shares no code with the store."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

EVIDENCE = ("cases", "documents", "passages", "anchors", "anchor_quads", "anchor_layers", "claims", "links")

DESK = (
    *("names", "aliases", "permissions", "facts", "events", "citations", "verdicts", "link_reviews", "sign_offs", "replies"),
    *("corrections", "corrected", "posts"),
)


def rows(path: Path, sql: str, *parameters: object) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql, parameters).fetchall()


def evidence(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every evidence row, and what can be searched for, in an order of its own."""
    with closing(sqlite3.connect(path)) as connection:
        there = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema")}
        tables = [one for one in (*EVIDENCE, *DESK) if one in there]
        found = {table: sorted(connection.execute(f"SELECT * FROM {table}").fetchall(), key=repr) for table in tables}
        entries = connection.execute("SELECT kind, record, page, body FROM search_entries WHERE kind <> 'form'").fetchall()
    return {**found, "search_entries": sorted(entries, key=repr)}


def change(path: Path, sql: str, *parameters: object) -> int:
    """Change the file behind the program's back; return how many rows it hit."""
    with closing(sqlite3.connect(path)) as connection, connection:
        return connection.execute(sql, parameters).rowcount


def check_search_index(path: Path) -> None:
    """Let FTS5 compare its index with its content; raises sqlite3.DatabaseError where they differ."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("INSERT INTO search_index (search_index, rank) VALUES ('integrity-check', 1)")
        connection.rollback()
