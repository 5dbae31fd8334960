"""Owns the step of the schema that brought the claims desk: verdicts, reviews, names, access, events, corrections, replies."""

from __future__ import annotations

DESK = (
    """CREATE TABLE names (
        id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, note TEXT NOT NULL,
        created_at TEXT NOT NULL) STRICT""",
    """CREATE TABLE aliases (
        id TEXT PRIMARY KEY NOT NULL, owner TEXT NOT NULL REFERENCES names (id), alias TEXT NOT NULL,
        created_at TEXT NOT NULL, UNIQUE (owner, alias)) STRICT""",
    "ALTER TABLE claims ADD COLUMN start_offset INTEGER",
    "ALTER TABLE claims ADD COLUMN end_offset INTEGER",
    "ALTER TABLE claims ADD COLUMN part TEXT",
    "ALTER TABLE claims ADD COLUMN speaker_name TEXT REFERENCES names (id)",
    "ALTER TABLE claims ADD COLUMN ready INTEGER CHECK (ready = 1)",
    "CREATE INDEX claims_speaker ON claims (speaker_name)",
    "ALTER TABLE documents ADD COLUMN dated TEXT",
    """CREATE TABLE verdicts (
        id TEXT PRIMARY KEY NOT NULL, claim TEXT NOT NULL REFERENCES claims (id), verdict TEXT, reason TEXT NOT NULL,
        reviewer TEXT NOT NULL, created_at TEXT NOT NULL) STRICT""",
    "CREATE INDEX verdicts_claim ON verdicts (claim)",
    """CREATE TABLE link_reviews (
        id TEXT PRIMARY KEY NOT NULL, link TEXT NOT NULL REFERENCES links (id), opinion TEXT NOT NULL, comment TEXT NOT NULL,
        reviewer TEXT NOT NULL, created_at TEXT NOT NULL) STRICT""",
    "CREATE INDEX link_reviews_link ON link_reviews (link)",
    """CREATE TABLE sign_offs (
        id TEXT PRIMARY KEY NOT NULL, claim TEXT NOT NULL REFERENCES claims (id), digest TEXT NOT NULL,
        reviewer TEXT NOT NULL, created_at TEXT NOT NULL) STRICT""",
    "CREATE INDEX sign_offs_claim ON sign_offs (claim)",
    """CREATE TABLE replies (
        id TEXT PRIMARY KEY NOT NULL, claim TEXT NOT NULL REFERENCES claims (id), asked TEXT NOT NULL, asked_of TEXT NOT NULL,
        asked_on TEXT, deadline TEXT, answer TEXT NOT NULL, answered_on TEXT, answer_claim TEXT REFERENCES claims (id),
        answer_document TEXT REFERENCES documents (id), created_at TEXT NOT NULL) STRICT""",
    "CREATE INDEX replies_claim ON replies (claim)",
    "CREATE INDEX replies_answer_claim ON replies (answer_claim)",
    "CREATE INDEX replies_answer_document ON replies (answer_document)",
    """CREATE TABLE permissions (
        id TEXT PRIMARY KEY NOT NULL, permission TEXT NOT NULL, detail TEXT NOT NULL, position INTEGER NOT NULL,
        created_at TEXT NOT NULL) STRICT""",
    """CREATE TABLE facts (
        id TEXT PRIMARY KEY NOT NULL, actor TEXT NOT NULL REFERENCES names (id),
        permission TEXT NOT NULL REFERENCES permissions (id), status TEXT NOT NULL, from_date TEXT, to_date TEXT,
        note TEXT NOT NULL, created_at TEXT NOT NULL) STRICT""",
    "CREATE INDEX facts_actor ON facts (actor, permission)",
    "CREATE INDEX facts_permission ON facts (permission)",
    """CREATE TABLE events (
        id TEXT PRIMARY KEY NOT NULL, event TEXT NOT NULL, date TEXT NOT NULL, note TEXT NOT NULL,
        created_at TEXT NOT NULL) STRICT""",
    """CREATE TABLE citations (
        id TEXT PRIMARY KEY NOT NULL, passage TEXT NOT NULL REFERENCES passages (id), fact TEXT REFERENCES facts (id),
        event TEXT REFERENCES events (id), name TEXT REFERENCES names (id), created_at TEXT NOT NULL,
        CHECK ((fact IS NOT NULL) + (event IS NOT NULL) + (name IS NOT NULL) = 1)) STRICT""",
    "CREATE INDEX citations_passage ON citations (passage)",
    "CREATE UNIQUE INDEX citations_fact ON citations (fact, passage) WHERE fact IS NOT NULL",
    "CREATE UNIQUE INDEX citations_event ON citations (event, passage) WHERE event IS NOT NULL",
    "CREATE UNIQUE INDEX citations_name ON citations (name, passage) WHERE name IS NOT NULL",
    """CREATE TABLE corrections (
        id TEXT PRIMARY KEY NOT NULL, story TEXT NOT NULL, version TEXT NOT NULL, date TEXT NOT NULL, changed TEXT NOT NULL,
        approved_by TEXT NOT NULL, created_at TEXT NOT NULL) STRICT""",
    """CREATE TABLE corrected (
        id TEXT PRIMARY KEY NOT NULL, correction TEXT NOT NULL REFERENCES corrections (id), claim TEXT REFERENCES claims (id),
        passage TEXT REFERENCES passages (id), CHECK ((claim IS NOT NULL) + (passage IS NOT NULL) = 1)) STRICT""",
    "CREATE INDEX corrected_correction ON corrected (correction)",
    "CREATE INDEX corrected_claim ON corrected (claim)",
    "CREATE INDEX corrected_passage ON corrected (passage)",
    """CREATE TABLE posts (
        id TEXT PRIMARY KEY NOT NULL, document TEXT NOT NULL REFERENCES documents (id), page INTEGER NOT NULL,
        author TEXT NOT NULL, handle TEXT NOT NULL, post TEXT NOT NULL, shown_time TEXT NOT NULL, address TEXT NOT NULL,
        created_at TEXT NOT NULL, UNIQUE (document, page)) STRICT""",
    """CREATE TABLE built_packs (
        name TEXT NOT NULL, head TEXT NOT NULL, built_at TEXT NOT NULL, head_seq INTEGER NOT NULL,
        PRIMARY KEY (name, head, built_at)) STRICT, WITHOUT ROWID""",
)
"""Older journals know nothing of it: what is new in their rows is NULL. Packs that were built are no evidence, and not
journalled: to build one must not change what the next one says."""

TABLES = (
    "names (id, name, kind, note, created_at)",
    "aliases (id, owner, alias, created_at)",
    "verdicts (id, claim, verdict, reason, reviewer, created_at)",
    "link_reviews (id, link, opinion, comment, reviewer, created_at)",
    "sign_offs (id, claim, digest, reviewer, created_at)",
    "replies (id, claim, asked, asked_of, asked_on, deadline, answer, answered_on, answer_claim, answer_document, created_at)",
    "permissions (id, permission, detail, position, created_at)",
    "facts (id, actor, permission, status, from_date, to_date, note, created_at)",
    "events (id, event, date, note, created_at)",
    "citations (id, passage, fact, event, name, created_at)",
    "corrections (id, story, version, date, changed, approved_by, created_at)",
    "corrected (id, correction, claim, passage)",
    "posts (id, document, page, author, handle, post, shown_time, address, created_at)",
    "built_packs (name, head, built_at, head_seq)",
)
"""Its tables with their columns."""

CLAIM_COLUMNS = tuple(f"NULL AS {name}" for name in ("start_offset", "end_offset", "part", "speaker_name", "ready"))
DOCUMENT_COLUMNS = ("NULL AS dated",)
