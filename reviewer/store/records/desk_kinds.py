"""Owns the kinds of records of the claims desk: verdicts, reviews, names, access, events, corrections, replies and posts."""

from __future__ import annotations

from reviewer.model.access import AccessStatus
from reviewer.model.changes import RecordKind
from reviewer.model.names import NameKind
from reviewer.model.review import Opinion
from reviewer.model.verdict import Verdict
from reviewer.store.records import codecs
from reviewer.store.records.field_types import choice, identifier, integer, matching, text
from reviewer.store.records.record_types import RecordType

VERDICT = RecordType(
    *(RecordKind.VERDICT, "verdict", "verdicts"),
    (identifier("claim"), choice("verdict", Verdict, optional=True), *text("reason", "reviewer", "created_at")),
)

LINK_REVIEW = RecordType(
    *(RecordKind.LINK_REVIEW, "review of a link", "link_reviews"),
    (identifier("link"), choice("opinion", Opinion), *text("comment", "reviewer", "created_at")),
)

SIGN_OFF = RecordType(
    *(RecordKind.SIGN_OFF, "sign-off", "sign_offs"),
    (identifier("claim"), matching("digest", codecs.is_sha256), *text("reviewer", "created_at")),
)

REPLY = RecordType(
    *(RecordKind.REPLY, "right of reply", "replies"),
    (
        identifier("claim"),
        *text("asked", "asked_of"),
        *text("asked_on", "deadline", optional=True),
        *text("answer"),
        *text("answered_on", optional=True),
        identifier("answer_claim", optional=True),
        identifier("answer_document", optional=True),
        *text("created_at"),
    ),
)

NAME = RecordType(*(RecordKind.NAME, "name", "names"), (*text("name"), choice("kind", NameKind), *text("note", "created_at")))

ALIAS = RecordType(*(RecordKind.ALIAS, "alias", "aliases"), (identifier("owner"), *text("alias", "created_at")))

PERMISSION = RecordType(
    *(RecordKind.PERMISSION, "permission", "permissions"),
    (*text("permission", "detail"), *integer("position"), *text("created_at")),
)

FACT = RecordType(
    *(RecordKind.FACT, "access fact", "facts"),
    (
        identifier("actor"),
        identifier("permission"),
        choice("status", AccessStatus),
        *text("from_date", "to_date", optional=True),
        *text("note", "created_at"),
    ),
)

EVENT = RecordType(*(RecordKind.EVENT, "event", "events"), tuple(text("event", "date", "note", "created_at")))

CITATION = RecordType(
    *(RecordKind.CITATION, "citation", "citations"),
    (
        identifier("passage"),
        identifier("fact", optional=True),
        identifier("event", optional=True),
        identifier("name", optional=True),
        *text("created_at"),
    ),
)

CORRECTION = RecordType(
    *(RecordKind.CORRECTION, "correction", "corrections"),
    tuple(text("story", "version", "date", "changed", "approved_by", "created_at")),
)

CORRECTED = RecordType(
    *(RecordKind.CORRECTED, "corrected claim or passage", "corrected"),
    (identifier("correction"), identifier("claim", optional=True), identifier("passage", optional=True)),
)

POST = RecordType(
    *(RecordKind.POST, "post", "posts"),
    (
        identifier("document"),
        *integer("page"),
        *text("author", "handle", "post", "shown_time", "address", "created_at"),
    ),
)

DESK = (
    VERDICT,
    LINK_REVIEW,
    SIGN_OFF,
    REPLY,
    NAME,
    ALIAS,
    PERMISSION,
    FACT,
    EVENT,
    CITATION,
    CORRECTION,
    CORRECTED,
    POST,
)
"""In the order in which they hang on what comes before, after all other kinds."""
