"""Owns how evidence is changed: every change of a record's fields is written to its rows, the journal and the search index alike.

A `Recorder` lives for one intent, which is one transaction; `case_file` begins and ends it. Nothing else writes evidence.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from reviewer.errors import CaseError
from reviewer.i18n import tr
from reviewer.model.changes import Change, Changes, RecordKind, Value
from reviewer.model.ids import NewId
from reviewer.store.content import corrected_layers, recognised_layers, search
from reviewer.store.content.entry_texts import entries_of
from reviewer.store.records import record_rows, rules
from reviewer.store.records.hanging import HANGING, Hanging
from reviewer.store.records.kinds import RECORDS
from reviewer.store.records.record_types import RecordType

if TYPE_CHECKING:
    from sqlite_utils import Database


_STANDS_ALSO_IN = """SELECT documents.id FROM anchors JOIN documents ON documents.sha256 = anchors.document_sha256
    WHERE anchors.passage = ? AND documents.id <> ? ORDER BY documents.position DESC, documents.id"""
_ANCHOR_IN = """SELECT anchors.id FROM anchors JOIN documents ON documents.sha256 = anchors.document_sha256
    WHERE anchors.passage = ? AND documents.id = ?"""


class CompleteSource(Protocol):
    """Makes a source part of the case when the document that needs it appears: `sources.Imports.complete`."""

    def __call__(self, sha256: str, /, *, linked: bool, page_count: int) -> None:
        """Refuse one that is not whole, and forget pages that it does not have."""


class Recorder:
    """Records what one intent changes.

    Attributes:
        at: The moment of the entry, never before the journal's last one: use it for `created_at` and the like.
        new_id: Makes ids for new records.
        result: What the entry did, once the intent has ended; `seq` is 0 where nothing changed and no entry was made.

    """

    def __init__(self, database: Database, *, words: str, at: str, new_id: NewId, complete_source: CompleteSource) -> None:
        self.at = at
        self.new_id = new_id
        self.result = Changes(0, words, ())
        self._database = database
        self._complete_source = complete_source
        self._changes: list[Change] = []

    @property
    def changes(self) -> tuple[Change, ...]:
        """What was changed so far, in order."""
        return tuple(self._changes)

    def current(self, kind: RecordKind, record: str) -> dict[str, Value] | None:
        """Return the fields of a record as they are now, or None where there is none."""
        return record_rows.load(self._database, RECORDS[kind], record)

    def insert(self, kind: RecordKind, record: str, fields: Mapping[str, Value]) -> None:
        """Make a record. Fields that are not given are None.

        Raises:
            CaseError: A field cannot hold its value, or the record does not fit what is there.

        """
        record_type = RECORDS[kind]
        record_type.check_id(record)
        found = record_type.normalised(fields, complete=True)
        rules.check_whole(record_type, found)
        if kind is RecordKind.DOCUMENT:
            linked, page_count = found["linked"] is not None, int(str(found["page_count"]))
            self._complete_source(str(found["sha256"]), linked=linked, page_count=page_count)
            recognised_layers.take_note(self._database, str(found["sha256"]), found["recognised"])
        if kind is RecordKind.CLAIM:
            self._check_ancestors(record, found["parent"])
        with self._step(record_type, record):
            record_rows.insert(self._database, record_type, record, found)
            self._renew_words(kind, found)
            search.refresh(self._database, record, {}, entries_of(kind, found))
        self._note(kind, record, {"id": (None, record)} | {name: (None, value) for name, value in found.items()})

    def update(self, kind: RecordKind, record: str, fields: Mapping[str, Value]) -> None:
        """Change some fields of a record; fields that hold the value already are not journalled.

        Raises:
            CaseError: There is no such record, or a field cannot hold its value.

        """
        record_type = RECORDS[kind]
        before = self._present(record_type, record)
        wanted = record_type.normalised(fields, complete=False)
        changed = {name: value for name, value in wanted.items() if before.get(name) != value}
        if not changed:
            return
        after = before | changed
        rules.check_whole(record_type, after)
        if kind is RecordKind.CLAIM and "parent" in changed:
            self._check_ancestors(record, changed["parent"])
        with self._step(record_type, record):
            record_rows.update(self._database, record_type, record, changed)
            self._renew_words(kind, after)
            if kind is RecordKind.DOCUMENT and changed.get("recognised") is not None:
                recognised_layers.vouch(self._database, str(after["sha256"]))
            search.refresh(self._database, record, entries_of(kind, before), entries_of(kind, after))
        self._note(kind, record, {name: (before.get(name), value) for name, value in changed.items()})

    def delete(self, kind: RecordKind, record: str) -> None:
        """Remove a record that nothing else hangs on.

        Raises:
            CaseError: There is no such record, or something hangs on it.

        """
        record_type = RECORDS[kind]
        if kind is RecordKind.CASE:
            raise CaseError(tr("The case itself cannot be removed from its file"))
        before = self._present(record_type, record)
        with self._step(record_type, record, gone=True):
            search.refresh(self._database, record, entries_of(kind, before), {})
            record_rows.delete(self._database, record_type, record)
            self._renew_words(kind, before)
        self._note(kind, record, {name: (value, None) for name, value in before.items()} | {"id": (record, None)})

    def delete_tree(self, kind: RecordKind, record: str) -> None:
        """Remove a record with all that hangs on it (`hanging`), the innermost first; what only names it lets go of it.

        Raises:
            CaseError: There is no such record.

        """
        tree = {(kind, record): None}
        waiting = [(kind, record)]
        for owner_kind, owner in waiting:  # grows while it is walked; a damaged case may hang claims on each other in a ring
            for hanging in (one for one in HANGING.get(owner_kind, ()) if not one.stays):
                below = [(hanging.kind, one) for one in self._hanging(hanging, owner)]
                waiting += [one for one in below if one not in tree]
                tree |= dict.fromkeys(below)
        for one in reversed(tree):
            self._let_go(*one)
            self.delete(*one)

    def delete_document_tree(self, document: str) -> None:
        """Remove a document from view with all its passages; its bytes stay in the case, so that this can be undone.

        Passages that were carried over from another version go back to where they stood; versions of it are versions of none.
        """
        older = self._present(RECORDS[RecordKind.DOCUMENT], document)["version_of"]
        for passage in self._ids("SELECT id FROM passages WHERE document = ? ORDER BY id", document):
            standing = self._ids(_STANDS_ALSO_IN, passage, document)
            if standing:
                self.update(RecordKind.PASSAGE, passage, {"document": older if older in standing else standing[0]})
                for anchor in self._ids(_ANCHOR_IN, passage, document):
                    self.delete(RecordKind.ANCHOR, anchor)
            else:
                self.delete_tree(RecordKind.PASSAGE, passage)
        self.delete_tree(RecordKind.DOCUMENT, document)

    def _let_go(self, kind: RecordKind, record: str) -> None:
        for hanging in HANGING.get(kind, ()):
            if hanging.stays:
                for one in self._hanging(hanging, record):
                    self.update(hanging.kind, one, {hanging.column: None})

    def _hanging(self, hanging: Hanging, owner: str) -> list[str]:
        order = "position, id" if hanging.column == "parent" else "id"
        table = RECORDS[hanging.kind].table
        return self._ids(f"SELECT id FROM {table} WHERE {hanging.column} = ? ORDER BY {order}", owner)  # noqa: S608 - our own words

    def _renew_words(self, kind: RecordKind, fields: Mapping[str, Value]) -> None:
        """Have a page say, and be found by, the words that a record gives it or takes from it."""
        if kind in {RecordKind.WORD_CORRECTION, RecordKind.TEXT_CHOICE}:
            corrected_layers.renew(self._database, str(fields["document"]), int(str(fields["page"])))

    def _ids(self, sql: str, *owners: str) -> list[str]:
        return [str(row[0]) for row in self._database.execute(sql, owners).fetchall()]

    def _note(self, kind: RecordKind, record: str, fields: Mapping[str, tuple[Value, Value]]) -> None:
        self._changes += [Change(kind, record, name, *values) for name, values in fields.items() if values[0] != values[1]]

    def _present(self, record_type: RecordType, record: str) -> dict[str, Value]:
        found = record_rows.load(self._database, record_type, record)
        if found is None:
            raise CaseError(
                tr("The {word} {id} is not in the case").format(word=record_type.word, id=record),
                tr("It may have been removed meanwhile."),
            )
        return found

    def _check_ancestors(self, claim: str, parent: Value) -> None:
        seen = {claim}
        while parent is not None:
            if parent in seen:
                raise CaseError(tr("A claim cannot be an element of itself"), tr("Choose another claim to put it under."))
            seen.add(str(parent))
            row = self._database.execute("SELECT parent FROM claims WHERE id = ?", (parent,)).fetchone()
            parent = row[0] if row else None

    @contextmanager
    def _step(self, record_type: RecordType, record: str, *, gone: bool = False) -> Iterator[None]:
        """Keep one change whole even if the caller goes on after it failed, and say in words what a constraint means."""
        try:
            with self._database.atomic():
                yield
        except sqlite3.IntegrityError as error:
            raise _misfit(record_type, record, error, gone=gone) from error


def _misfit(record_type: RecordType, record: str, error: sqlite3.IntegrityError, *, gone: bool) -> CaseError:
    where = str(error)
    if "links.passage" in where:
        summary = tr("The passage is linked to this claim already")
    elif "documents.sha256" in where:
        summary = tr("The case holds a document with the same bytes already")
    elif "anchors.passage" in where:
        summary = tr("The passage has an anchor in this version already")
    elif "citations." in where:
        summary = tr("The passage is cited for this already")
    elif "aliases.owner" in where:
        summary = tr("This is one of their names already")
    elif "posts.document" in where:
        summary = tr("What the post in this picture says is written down already")
    elif "text_choices.document" in where:
        summary = tr("The document’s own text is chosen for this page already")
    elif error.sqlite_errorcode in {sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY, sqlite3.SQLITE_CONSTRAINT_UNIQUE}:
        summary = tr("There is a {word} {id} in the case already").format(word=record_type.word, id=record)
    elif error.sqlite_errorcode == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY:
        still = tr("Something in the case still hangs on the {word} {id}")
        missing = tr("The {word} {id} names something that is not in the case")
        summary = (still if gone else missing).format(word=record_type.word, id=record)
    else:
        summary = tr("The {word} {id} does not fit the case").format(word=record_type.word, id=record)
    return CaseError(summary, tr("Nothing was changed. The case may have changed meanwhile: look at it again."))
