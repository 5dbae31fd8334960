"""Owns the search index: `search_entries` and the FTS5 table over it, always changed together and only here.

The index is derived; `index_making` makes all of it anew. FTS5 keeps no copy of the text (external content,
https://www.sqlite.org/fts5.html 4.4.3), so removing an entry has to hand over exactly the text that was put in; that is why
nothing else may write to either table.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from reviewer.model.changes import RecordKind, Value
from reviewer.model.ids import DocumentId
from reviewer.model.overview import SearchHit
from reviewer.store.content import snippets
from reviewer.store.content.indexed_text import indexed, printed, shown, sought, stands_whole
from reviewer.store.file.database import reading, value

if TYPE_CHECKING:
    from sqlite_utils import Database

_TERMS = re.compile(r"[\"“”„«»]([^\"“”„«»]*)[\"“”„«»](\*?)|(\S+)")
_MOST_TERMS = 32
_SNIPPET_TOKENS = 16
_FIRST_WORDS = 8
_MOST_COUNTED = 10_000

Entry = tuple[int | None, str]
"""Page (from 0, or None) and text of one entry."""


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
            parts = (fields["text"], fields["speaker"], fields["channel"])
            found["claim"] = (None, "\n".join(str(one) for one in parts if one))
            found["note"] = (None, str(fields["note"] or ""))
        case RecordKind.PASSAGE | RecordKind.LINK:
            found["note"] = (None, str(fields["note"] or ""))
        case RecordKind.CASE | RecordKind.DOCUMENT:
            pass
    return {name: one for name, one in found.items() if one[1].strip()}


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

    It is also odd when that entry stands there otherwise than this version would put it.
    """
    newest = database.execute("SELECT id, body FROM search_entries ORDER BY id DESC LIMIT 1").fetchone()
    try:
        if value(database, "SELECT max(id) FROM search_index_docsize") != (newest and newest[0]):
            return True
        text = printed(newest[1]) if newest else ""
        if newest and indexed(text) != newest[1]:
            return True
        query = query_of(" ".join(text.split()[:_FIRST_WORDS]))
        if not query:
            return False
        found = "SELECT 1 FROM search_index WHERE search_index MATCH ? AND rowid = ?"
        return value(database, found, (query, newest[0])) is None
    except sqlite3.DatabaseError:
        return True


def terms_of(words: str) -> list[tuple[str, bool]]:
    """Return what a person's words ask for, each a word or a phrase, and whether it is only the beginning of one.

    Words stand for themselves; "words in quotation marks" are a phrase; a * at the end finds words that begin so.
    """
    terms: list[tuple[str, bool]] = []
    for match in _TERMS.finditer(words.replace("\x00", " ")):
        phrase, star, word = match.groups()
        text = phrase if word is None else word.rstrip("*")
        prefix = bool(star) or (word is not None and word.endswith("*"))
        text = text.replace('"', " ").strip()
        if any(character.isalnum() for character in text):
            terms.append((text, prefix))
    return terms[:_MOST_TERMS]


def query_of(words: str) -> str:
    """Return a person's words (see `terms_of`) as an FTS5 query that cannot be a syntax error; all of them have to occur."""
    return " ".join(f'"{sought(text)}"{"*" if prefix else ""}' for text, prefix in terms_of(words))


def phrase_of(words: str) -> str:
    """Return a person's words as the one phrase that they are in this order, in quotation marks; "" where they are none."""
    terms = terms_of(words)
    if len(terms) < 2 or any(is_prefix for _, is_prefix in terms):
        return ""
    return f'"{" ".join(text for text, _ in terms)}"'


def search(database: Database, words: str, *, limit: int) -> tuple[SearchHit, ...]:
    """Find a person's words in pages, quotes, notes and claims: first where they stand together, then where all of them stand.

    Pages of removed documents are not found.
    """
    if not query_of(words) or limit < 1:
        return ()
    with reading(database):
        phrase = phrase_of(words)
        found: dict[int, tuple[str, Sequence[object]]] = {}
        for asked in filter(None, (phrase, words)):
            query = query_of(asked)
            for row in database.execute(_HITS, {"query": query, "limit": limit}).fetchall():
                found.setdefault(int(row[0]), (asked, row))
        best = list(found.values())[:limit]
        bodies: dict[int, str] = {}
        for asked in {asked for asked, _ in best}:
            of_these = [row for one, row in best if one == asked]
            if asked == phrase:
                bodies |= _around_phrases(database, of_these, phrase)
            bodies |= _in_bodies(database, of_these, terms_of(asked))
        hits = (
            _hit(database, query_of(asked), row, bodies.get(int(str(row[0]))), together=asked == (phrase or words))
            for asked, row in best
        )
        return tuple(replace(one, rank=rank) for rank, one in enumerate(hits, start=1))


_HITS = """
WITH owned AS (
    SELECT search_index.rowid AS id, search_index.rank AS score, entry.kind AS kind, entry.record AS record, entry.page AS page,
        passage.id AS passage, claim.id AS claim,
        coalesce(passage.document, own.id) AS document
    FROM search_index
    JOIN search_entries AS entry ON entry.id = search_index.rowid
    LEFT JOIN documents AS own ON entry.kind = 'page' AND own.sha256 = entry.record
    LEFT JOIN anchors AS anchor ON entry.kind = 'quote' AND anchor.id = entry.record
    LEFT JOIN links AS link ON entry.kind = 'note' AND link.id = entry.record
    LEFT JOIN passages AS passage ON passage.id = coalesce(anchor.passage, link.passage, entry.record)
    LEFT JOIN claims AS claim ON claim.id = entry.record
    WHERE search_index MATCH :query)
SELECT owned.id, owned.kind, coalesce(owned.passage, owned.claim, owned.document), owned.document, documents.name,
    coalesce(owned.page, (SELECT anchors.page FROM anchors WHERE anchors.passage = owned.passage))
FROM owned LEFT JOIN documents ON documents.id = owned.document
WHERE owned.passage IS NOT NULL OR owned.claim IS NOT NULL OR owned.document IS NOT NULL
ORDER BY owned.score, owned.id LIMIT :limit
"""


def begins_more(database: Database, words: str) -> str:
    """Return a person's words as beginnings of words, phrases as they are, where that finds more than whole words; else ""."""
    terms = terms_of(words)
    begun = [(text, prefix or not any(map(str.isspace, text))) for text, prefix in terms]
    said = " ".join(f'"{text}"*' if prefix and " " in text else f"{text}*" if prefix else f'"{text}"' for text, prefix in begun)
    return said if begun != terms and _count(database, said) > _count(database, words) else ""


def _count(database: Database, words: str) -> int:
    return len(database.execute(_HITS, {"query": query_of(words), "limit": _MOST_COUNTED}).fetchall())


def _around_phrases(database: Database, rows: Sequence[Sequence[object]], phrase: str) -> dict[int, str]:
    """Return, by entry, what to show of pages: FTS5 may end its piece of the text within the words."""
    found: dict[int, str] = {}
    for number in (int(str(row[0])) for row in rows if row[1] == "page"):
        body = printed(str(value(database, "SELECT body FROM search_entries WHERE id = ?", (number,))))
        snippet = snippets.snippet_of(body, terms_of(phrase))
        if snippet is not None:
            found[number] = snippet
    return found


def _in_bodies(database: Database, rows: Sequence[Sequence[object]], terms: Sequence[tuple[str, bool]]) -> dict[int, str]:
    """Return, by entry, what to show of the pages that have the words in a running head and below it too."""
    pages: dict[str, list[int]] = {}
    for number, kind, _record, document, *_ in rows:
        if kind == "page":
            pages.setdefault(str(document), []).append(int(str(number)))
    found: dict[int, str] = {}
    for entries in pages.values():
        if len(entries) >= snippets.RUNNING:
            texts = {one: value(database, "SELECT body FROM search_entries WHERE id = ?", (one,)) for one in entries}
            found |= snippets.body_snippets({one: printed(str(body)) for one, body in texts.items()}, terms)
    return found


def _hit(database: Database, query: str, row: Sequence[object], snippet: str | None, *, together: bool) -> SearchHit:
    number, kind, record, document, name, page = row
    if snippet is None:
        snippet = database.execute(
            "SELECT snippet(search_index, 0, '', '', '…', ?) FROM search_index WHERE search_index MATCH ? AND rowid = ?",
            (_SNIPPET_TOKENS, query, number),
        ).fetchone()[0]
    return SearchHit(
        kind=str(kind),
        record=str(record),
        document=None if document is None else DocumentId(str(document)),
        document_name=None if name is None else str(name),
        page=page if isinstance(page, int) else None,
        snippet=shown(str(snippet).replace("\n", " · ") if kind == "claim" else str(snippet)),  # text, speaker and channel
        rank=0,
        together=together,
    )


def word_stands_in(database: Database, document: DocumentId, word: str) -> bool:
    """Tell whether a word stands on any page of a document as one word, whatever its capitals, and not broken by a line end.

    Nor as a part of one that is broken; with a hyphen in it, it stands where that is within a line.
    """
    query = query_of(f'"{word}"')
    if not query or not word.strip():
        return False
    rows = database.execute(
        "SELECT entry.body FROM search_index JOIN search_entries AS entry ON entry.id = search_index.rowid"
        " WHERE search_index MATCH ? AND entry.kind = 'page' AND entry.record = (SELECT sha256 FROM documents WHERE id = ?)",
        (query, document),
    )
    return any(stands_whole(word, printed(str(body))) for (body,) in rows)
