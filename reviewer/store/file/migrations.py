"""Owns the schema of a case file: numbered steps that are only ever appended to, and what each version's schema reads like.

A case is trusted only when its schema equals, text by text, what these steps make. The statements are therefore written out
here and not produced by a library, whose wording may change between releases. No triggers and no views, ever: the gate would
refuse them, and nothing in a case file may run by itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from reviewer.store.file import desk_schema
from reviewer.store.file.database import APPLICATION_ID, memory, value

if TYPE_CHECKING:
    from sqlite_utils import Database

Step = tuple[str, ...]
"""The statements that lead from one version to the next."""

_SOURCES: Step = (
    "CREATE TABLE sources (sha256 TEXT PRIMARY KEY NOT NULL, size INTEGER NOT NULL CHECK (size > 0)) STRICT",
    """CREATE TABLE source_chunks (
        sha256 TEXT NOT NULL REFERENCES sources (sha256), n INTEGER NOT NULL CHECK (n >= 0), bytes BLOB NOT NULL,
        PRIMARY KEY (sha256, n)) STRICT""",
    "CREATE TABLE imports (sha256 TEXT PRIMARY KEY NOT NULL REFERENCES sources (sha256), begun_at TEXT NOT NULL) STRICT",
    """CREATE TABLE pages (
        sha256 TEXT NOT NULL REFERENCES sources (sha256), page INTEGER NOT NULL CHECK (page >= 0), label TEXT NOT NULL,
        width REAL NOT NULL, height REAL NOT NULL, rotation INTEGER NOT NULL,
        a REAL NOT NULL, b REAL NOT NULL, c REAL NOT NULL, d REAL NOT NULL, e REAL NOT NULL, f REAL NOT NULL,
        PRIMARY KEY (sha256, page)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE text_layers (
        sha256 TEXT NOT NULL REFERENCES sources (sha256), page INTEGER NOT NULL CHECK (page >= 0), kind TEXT NOT NULL,
        extractor TEXT NOT NULL, text_sha256 TEXT NOT NULL, text TEXT NOT NULL,
        PRIMARY KEY (sha256, page, kind)) STRICT""",
)

_EVIDENCE: Step = (
    """CREATE TABLE cases (
        id TEXT PRIMARY KEY NOT NULL, title TEXT NOT NULL, desk_label TEXT NOT NULL, created_at TEXT NOT NULL) STRICT""",
    """CREATE TABLE documents (
        id TEXT PRIMARY KEY NOT NULL, sha256 TEXT NOT NULL UNIQUE REFERENCES sources (sha256), name TEXT NOT NULL,
        media_type TEXT NOT NULL, size INTEGER NOT NULL, page_count INTEGER NOT NULL, text TEXT NOT NULL,
        position INTEGER NOT NULL, added_at TEXT NOT NULL,
        encrypted INTEGER NOT NULL CHECK (encrypted IN (0, 1)), repaired INTEGER NOT NULL CHECK (repaired IN (0, 1)),
        obtained_how TEXT, obtained_from TEXT, obtained_on TEXT, publication TEXT) STRICT""",
    """CREATE TABLE passages (
        id TEXT PRIMARY KEY NOT NULL, document TEXT NOT NULL REFERENCES documents (id), note TEXT NOT NULL,
        created_at TEXT NOT NULL) STRICT""",
    "CREATE INDEX passages_document ON passages (document)",
    """CREATE TABLE anchors (
        id TEXT PRIMARY KEY NOT NULL, passage TEXT NOT NULL REFERENCES passages (id),
        document_sha256 TEXT NOT NULL REFERENCES sources (sha256), page INTEGER NOT NULL, page_label TEXT NOT NULL,
        kind TEXT NOT NULL, state TEXT NOT NULL, quote TEXT, quote_as_printed TEXT, prefix TEXT, suffix TEXT,
        start_page INTEGER, start_offset INTEGER, end_page INTEGER, end_offset INTEGER,
        region_x0 REAL, region_y0 REAL, region_x1 REAL, region_y1 REAL, dhash TEXT) STRICT""",
    "CREATE UNIQUE INDEX anchors_passage ON anchors (passage)",
    "CREATE INDEX anchors_source ON anchors (document_sha256)",
    """CREATE TABLE anchor_quads (
        anchor TEXT NOT NULL REFERENCES anchors (id), n INTEGER NOT NULL CHECK (n >= 0), page INTEGER NOT NULL,
        ulx REAL NOT NULL, uly REAL NOT NULL, urx REAL NOT NULL, ury REAL NOT NULL,
        llx REAL NOT NULL, lly REAL NOT NULL, lrx REAL NOT NULL, lry REAL NOT NULL,
        PRIMARY KEY (anchor, n)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE anchor_layers (
        anchor TEXT NOT NULL REFERENCES anchors (id), n INTEGER NOT NULL CHECK (n >= 0), page INTEGER NOT NULL,
        kind TEXT NOT NULL, extractor TEXT NOT NULL, sha256 TEXT NOT NULL,
        PRIMARY KEY (anchor, n)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE claims (
        id TEXT PRIMARY KEY NOT NULL, text TEXT NOT NULL, position INTEGER NOT NULL, created_at TEXT NOT NULL,
        speaker TEXT, date TEXT, channel TEXT, kind TEXT NOT NULL, parent TEXT REFERENCES claims (id),
        note TEXT NOT NULL) STRICT""",
    "CREATE INDEX claims_parent ON claims (parent)",
    """CREATE TABLE links (
        id TEXT PRIMARY KEY NOT NULL, passage TEXT NOT NULL REFERENCES passages (id),
        claim TEXT NOT NULL REFERENCES claims (id), stance TEXT NOT NULL, note TEXT NOT NULL, created_at TEXT NOT NULL,
        UNIQUE (passage, claim)) STRICT""",
    "CREATE INDEX links_claim ON links (claim, stance)",
)

_JOURNAL: Step = (
    """CREATE TABLE journal (
        seq INTEGER PRIMARY KEY, at TEXT NOT NULL, reviewer TEXT NOT NULL, intent TEXT NOT NULL, origin TEXT NOT NULL,
        undoes INTEGER REFERENCES journal (seq), redoes INTEGER REFERENCES journal (seq),
        previous TEXT NOT NULL, hash TEXT NOT NULL) STRICT""",
    "CREATE INDEX journal_undoes ON journal (undoes)",
    """CREATE TABLE journal_changes (
        seq INTEGER NOT NULL REFERENCES journal (seq), n INTEGER NOT NULL, record_kind TEXT NOT NULL, record_id TEXT NOT NULL,
        field TEXT NOT NULL, before ANY, after ANY,
        PRIMARY KEY (seq, n)) STRICT, WITHOUT ROWID""",
)

_FIRST_SEARCH_INDEX = """CREATE VIRTUAL TABLE search_index USING fts5 (
        body, content='search_entries', content_rowid='id', tokenize='unicode61 remove_diacritics 2')"""

_DERIVED: Step = (
    """CREATE TABLE search_entries (
        id INTEGER PRIMARY KEY, kind TEXT NOT NULL, record TEXT NOT NULL, page INTEGER, body TEXT NOT NULL) STRICT""",
    "CREATE INDEX search_entries_record ON search_entries (record, kind, page)",
    _FIRST_SEARCH_INDEX,
    """CREATE TABLE reading_places (
        document TEXT PRIMARY KEY NOT NULL, page INTEGER NOT NULL, offset_y REAL NOT NULL, zoom REAL NOT NULL) STRICT""",
)

_LINKS: Step = (
    "ALTER TABLE documents ADD COLUMN linked INTEGER CHECK (linked = 1)",
    """CREATE TABLE linked_files (
        sha256 TEXT PRIMARY KEY NOT NULL REFERENCES sources (sha256), path BLOB NOT NULL CHECK (length(path) > 0),
        modified_ns INTEGER NOT NULL) STRICT""",
)
"""Documents too large for a case. NULL, not 0, where the bytes are in the case: the journals of older cases say nothing of it."""

_SCANS: Step = ("ALTER TABLE text_layers ADD COLUMN is_scan INTEGER NOT NULL DEFAULT 0 CHECK (is_scan IN (0, 1))",)
"""Pages that are pictures with a few words stamped on them. In older cases none is known to be one."""

_UNREAD: Step = ("ALTER TABLE text_layers ADD COLUMN is_unread INTEGER NOT NULL DEFAULT 0 CHECK (is_unread IN (0, 1))",)
"""Pages whose words could not be read, which is not to have none. In older cases none is known to be one."""

_RECOGNISED: Step = (
    "ALTER TABLE text_layers ADD COLUMN letters BLOB",
    "ALTER TABLE text_layers ADD COLUMN is_new INTEGER NOT NULL DEFAULT 0 CHECK (is_new IN (0, 1))",
    "ALTER TABLE documents ADD COLUMN recognised TEXT",
)
"""Text that this program recognises: where its letters lie (`content/letters`), whether an entry is still to vouch for it, and
what the entry says: one checksum over all of a document's. NULL where nothing was recognised: older journals know none."""

_COVERAGE: Step = (
    """CREATE TABLE page_views (
        sha256 TEXT NOT NULL, page INTEGER NOT NULL CHECK (page >= 0), reviewer TEXT NOT NULL,
        shown_ms INTEGER NOT NULL CHECK (shown_ms >= 0), found INTEGER NOT NULL CHECK (found IN (0, 1)),
        first_at TEXT NOT NULL, last_at TEXT NOT NULL,
        PRIMARY KEY (sha256, page, reviewer)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE counterchecks (
        id TEXT PRIMARY KEY NOT NULL, document TEXT NOT NULL REFERENCES documents (id), page INTEGER NOT NULL,
        passage TEXT REFERENCES passages (id), reviewer TEXT NOT NULL, created_at TEXT NOT NULL) STRICT""",
    "CREATE INDEX counterchecks_document ON counterchecks (document, page)",
    "CREATE INDEX counterchecks_passage ON counterchecks (passage)",
)
"""Which pages were on show, and what a second person checked. Nobody knows that of older cases."""

_VERSIONS: Step = (
    "ALTER TABLE documents ADD COLUMN version_of TEXT REFERENCES documents (id)",
    "DROP INDEX anchors_passage",
    "CREATE UNIQUE INDEX anchors_version ON anchors (passage, document_sha256)",
    """CREATE TABLE sketches (
        sha256 TEXT PRIMARY KEY NOT NULL REFERENCES sources (sha256), made_of TEXT NOT NULL, shingles INTEGER NOT NULL,
        picture TEXT NOT NULL) STRICT""",
    """CREATE TABLE sketch_hashes (
        sha256 TEXT NOT NULL REFERENCES sketches (sha256), hash INTEGER NOT NULL,
        PRIMARY KEY (sha256, hash)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE dismissed_versions (
        newer TEXT NOT NULL, older TEXT NOT NULL, PRIMARY KEY (newer, older)) STRICT, WITHOUT ROWID""",
)
"""Versions of a document: which is one of which, and a passage's anchors in each. The sketches by which they are suggested are
derived, and what a person dismissed is no evidence of anything."""

SEARCH_INDEX = """CREATE VIRTUAL TABLE search_index USING fts5 (
        body, content='search_entries', content_rowid='id', prefix='3', tokenize='unicode61 remove_diacritics 2')"""

_BEGINNINGS: Step = (
    "DELETE FROM search_index_data",
    "INSERT INTO search_index_data (id, block) VALUES (1, X''), (10, X'00000000000000')",
    "DELETE FROM search_index_idx",
    "DELETE FROM search_index_docsize",
    "DELETE FROM search_index_config",
    "INSERT INTO search_index_config (k, v) VALUES ('version', 4)",
    "DROP TABLE search_index",
    "DELETE FROM search_entries",
    SEARCH_INDEX,
)
"""An index that knows words by their first three letters too: somebody who types has them first. It is emptied, whatever it held,
as FTS5 would stumble over what a stranger put there, and left to be made anew: a case that is brought up to date is not believed
to be as this machine left it anyway."""

_READ_AGAIN: Step = (
    """CREATE TABLE read_layers (
        sha256 TEXT NOT NULL REFERENCES sources (sha256), page INTEGER NOT NULL CHECK (page >= 0), kind TEXT NOT NULL,
        extractor TEXT NOT NULL, text_sha256 TEXT NOT NULL, text TEXT NOT NULL,
        is_scan INTEGER NOT NULL DEFAULT 0 CHECK (is_scan IN (0, 1)),
        is_unread INTEGER NOT NULL DEFAULT 0 CHECK (is_unread IN (0, 1)),
        letters BLOB, is_new INTEGER NOT NULL DEFAULT 0 CHECK (is_new IN (0, 1)), n INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (sha256, page, kind, text_sha256)) STRICT""",
    """INSERT INTO read_layers SELECT sha256, page, kind, extractor, text_sha256, text, is_scan, is_unread, letters, is_new,
        letters IS NOT NULL FROM text_layers""",
    "DROP TABLE text_layers",
    "ALTER TABLE read_layers RENAME TO text_layers",
    "CREATE INDEX text_layers_recognised ON text_layers (sha256, page) WHERE letters IS NOT NULL",
    """CREATE TABLE word_corrections (
        id TEXT PRIMARY KEY NOT NULL, document TEXT NOT NULL REFERENCES documents (id), page INTEGER NOT NULL,
        layer_sha256 TEXT NOT NULL, start_offset INTEGER NOT NULL, end_offset INTEGER NOT NULL,
        recognised TEXT NOT NULL, corrected TEXT NOT NULL, created_at TEXT NOT NULL) STRICT""",
    "CREATE INDEX word_corrections_page ON word_corrections (document, page)",
    """CREATE TABLE text_choices (
        id TEXT PRIMARY KEY NOT NULL, document TEXT NOT NULL REFERENCES documents (id), page INTEGER NOT NULL,
        created_at TEXT NOT NULL, UNIQUE (document, page)) STRICT""",
)
"""Pages that are read again, so that one may have several texts of a kind, and `n` says which is newer; words that a person
corrected; and the pages on which a person chose the text that the document brings."""

_KEPT: Step = ("ALTER TABLE anchors ADD COLUMN kept_from TEXT",)
"""Which newer versions a person keeps a passage from. NULL where none: older journals know of no such thing."""

_FAILED: Step = (
    """CREATE TABLE failed_pages (
        sha256 TEXT NOT NULL, page INTEGER NOT NULL CHECK (page >= 0), by TEXT NOT NULL,
        PRIMARY KEY (sha256, page)) STRICT, WITHOUT ROWID""",
)
"""Which pages could not be recognised, and by what, so that they are not tried by it at each opening. No evidence of anything."""

STEPS: tuple[Step, ...] = (
    (*_SOURCES, *_EVIDENCE, *_JOURNAL, *_DERIVED),
    _LINKS,
    _SCANS,
    _UNREAD,
    _RECOGNISED,
    _COVERAGE,
    _VERSIONS,
    _BEGINNINGS,
    _READ_AGAIN,
    _KEPT,
    _FAILED,
    desk_schema.DESK,
)
"""`STEPS[n]` leads from schema version n to n + 1."""

SCHEMA_VERSION = len(STEPS)

_COLUMNS_SINCE: Mapping[str, tuple[tuple[int, str], ...]] = {
    "claims": tuple((12, one) for one in desk_schema.CLAIM_COLUMNS),
    "documents": (
        *((2, "NULL AS linked"), (5, "NULL AS recognised"), (7, "NULL AS version_of")),
        *((12, one) for one in desk_schema.DOCUMENT_COLUMNS),
    ),
    "anchors": ((10, "NULL AS kept_from"),),
    "text_layers": ((3, "0 AS is_scan"), (4, "0 AS is_unread"), (5, "NULL AS letters"), (5, "0 AS is_new"), (9, "0 AS n")),
}
"""Columns that came with a later version, each with what rows of older versions say there."""

_TABLES_SINCE: tuple[tuple[int, str], ...] = (
    (2, "linked_files (sha256, path, modified_ns)"),
    (6, "page_views (sha256, page, reviewer, shown_ms, found, first_at, last_at)"),
    (6, "counterchecks (id, document, page, passage, reviewer, created_at)"),
    (7, "sketches (sha256, made_of, shingles, picture)"),
    (7, "sketch_hashes (sha256, hash)"),
    (7, "dismissed_versions (newer, older)"),
    (9, "word_corrections (id, document, page, layer_sha256, start_offset, end_offset, recognised, corrected, created_at)"),
    (9, "text_choices (id, document, page, created_at)"),
    (11, "failed_pages (sha256, page, by)"),
    *((12, one) for one in desk_schema.TABLES),
)
"""Tables that came with a later version: in older ones nothing stands there."""


def stand_ins(version: int) -> Step:
    """Return what makes a case of `version` read like one of the newest: made in the reader's memory, not in the file."""
    views = []
    for table, columns in _COLUMNS_SINCE.items():
        if missing := [said for since, said in columns if since > version]:
            views.append(f"CREATE TEMP VIEW {table} AS SELECT *, " + ", ".join(missing) + f" FROM main.{table}")  # noqa: S608
    return (*views, *(f"CREATE TEMP TABLE {table}" for since, table in _TABLES_SINCE if since > version))


def migrate(database: Database, *, steps: Sequence[Step] = STEPS) -> None:
    """Bring a database up to the newest schema, inside the caller's transaction."""
    version: int = value(database, "PRAGMA user_version")
    for step in steps[version:]:
        for statement in step:
            database.execute(statement)
    database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    database.execute(f"PRAGMA user_version = {len(steps)}")


def schema_of(database: Database) -> frozenset[tuple[object, ...]]:
    """Return every object of a database's schema with its exact text."""
    return frozenset(database.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema").fetchall())


@cache
def expected_schema(steps: tuple[Step, ...]) -> frozenset[tuple[object, ...]]:
    """Return what the schema reads like after `steps`."""
    database = memory()
    try:
        migrate(database, steps=steps)
        return schema_of(database)
    finally:
        database.close()
