"""Owns the way between a record's fields and its rows, through sqlite-utils tables; journals nothing and judges nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import TYPE_CHECKING, Any

from reviewer.errors import CaseError
from reviewer.i18n import tr
from reviewer.model.changes import Value
from reviewer.store.records.record_types import Field, Part, RecordType

if TYPE_CHECKING:
    from sqlite_utils import Database


def load(database: Database, record_type: RecordType, record: str) -> dict[str, Value] | None:
    """Return the fields of one record, or None where there is no such record."""
    for row in database.table(record_type.table).rows_where("id = ?", [record]):
        fields = _fields(record_type, row)
        for part in record_type.parts:
            rows = database.table(part.table).rows_where(f"{record_type.owner} = ?", [record], order_by="n")
            fields |= _part_fields(record_type, part, record, rows)
        return fields
    return None


def everything(database: Database, record_type: RecordType) -> Iterator[tuple[str, dict[str, Value] | CaseError]]:
    """Yield every record of a kind with its fields, by id; with the error where its rows do not parse."""
    owner = record_type.owner
    streams = [(part, _Ahead(database.table(part.table).rows_where(order_by=f"{owner}, n"), owner)) for part in record_type.parts]
    for row in database.table(record_type.table).rows_where(order_by="id"):
        record = str(row["id"])
        try:
            fields = _fields(record_type, row)
            for part, stream in streams:
                fields |= _part_fields(record_type, part, record, stream.of(record))
        except CaseError as error:
            yield record, error
        else:
            yield record, fields


def insert(database: Database, record_type: RecordType, record: str, fields: Mapping[str, Value]) -> None:
    """Write a new record; `fields` are complete and normalised."""
    row: dict[str, object] = {"id": record}
    for field in record_type.fields:
        row |= _columns(field, fields[field.name])
    database.table(record_type.table).insert(row)
    _write_parts(database, record_type, record, fields)


def update(database: Database, record_type: RecordType, record: str, fields: Mapping[str, Value]) -> None:
    """Write some normalised fields of an existing record; a numbered field that is None is removed."""
    row: dict[str, object] = {}
    for field in record_type.fields:
        if field.name in fields:
            row |= _columns(field, fields[field.name])
    if row:
        database.table(record_type.table).update(record, row)
    for name in fields:
        numbered = record_type.part_of(name)
        if numbered is not None:
            part, n = numbered
            database.table(part.table).delete_where(f"{record_type.owner} = ? AND n = ?", [record, n])
    _write_parts(database, record_type, record, fields)


def delete(database: Database, record_type: RecordType, record: str) -> None:
    """Remove a record and its numbered fields."""
    for part in record_type.parts:
        database.table(part.table).delete_where(f"{record_type.owner} = ?", [record])
    database.table(record_type.table).delete(record)


def _write_parts(database: Database, record_type: RecordType, record: str, fields: Mapping[str, Value]) -> None:
    rows: dict[str, list[dict[str, object]]] = {}
    for name, value in fields.items():
        numbered = record_type.part_of(name)
        if numbered is None or value is None:
            continue
        part, n = numbered
        columns = dict(zip(part.columns, part.split(str(value)), strict=True))
        rows.setdefault(part.table, []).append({record_type.owner: record, "n": n, **columns})
    for table, found in rows.items():
        database.table(table).insert_all(found)


def _columns(field: Field, value: Value) -> dict[str, object]:
    return dict(zip(field.columns, field.split(value), strict=True))


def _fields(record_type: RecordType, row: Mapping[str, Any]) -> dict[str, Value]:
    try:
        return {field.name: field.join([row[column] for column in field.columns]) for field in record_type.fields}
    except (ValueError, TypeError) as error:
        raise unreadable(record_type, str(row["id"])) from error


def _part_fields(record_type: RecordType, part: Part, record: str, rows: Iterator[Mapping[str, Any]]) -> dict[str, Value]:
    try:
        return {f"{part.word} {row['n']}": part.join([row[column] for column in part.columns]) for row in rows}
    except (ValueError, TypeError) as error:
        raise unreadable(record_type, record) from error


def unreadable(record_type: RecordType, record: str) -> CaseError:
    """Return the error for a row that does not parse."""
    return CaseError(
        tr("The {word} {id} in this case cannot be read").format(word=record_type.word, id=record),
        tr("Its row was changed outside this program, or the file is damaged. “reviewer check” says more."),
    )


class _Ahead:
    """Walks rows ordered by owner in step with their owners, so that part tables are read once."""

    def __init__(self, rows: Iterator[Mapping[str, Any]], owner: str) -> None:
        self._groups = groupby(rows, key=lambda row: str(row[owner]))
        self._next = next(self._groups, None)

    def of(self, record: str) -> Iterator[Mapping[str, Any]]:
        """Yield the rows of one owner; owners are asked for in order."""
        while self._next is not None and self._next[0] < record:
            self._next = next(self._groups, None)
        if self._next is not None and self._next[0] == record:
            yield from self._next[1]
            self._next = next(self._groups, None)
