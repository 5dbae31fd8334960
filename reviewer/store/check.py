"""Owns the proof that a case is what its journal says: reads all of it and tells, in sentences, what does not fit.

Reads only, and only files of our schema. Findings name record and field, or the document. Locks are short, so that somebody may
go on working meanwhile: only the comparison of rows with the journal happens at one moment.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from reviewer.errors import CancelledError, CaseError
from reviewer.i18n import tr
from reviewer.store.content import corrected_layers, coverage, linked_files, recognised_layers, sources
from reviewer.store.file import gate
from reviewer.store.file.database import Driver, reading, value
from reviewer.store.file.failures import sentence
from reviewer.store.file.migrations import SCHEMA_VERSION
from reviewer.store.history.replay import Replay
from reviewer.store.records import record_rows
from reviewer.store.records.findings import differs, plain
from reviewer.store.records.kinds import RECORDS
from reviewer.store.records.record_types import RecordType

if TYPE_CHECKING:
    from sqlite_utils import Database

UNREADABLE = (sqlite3.Error, ValueError, TypeError, LookupError, AttributeError)
"""What reading a damaged file can end in: where pages are mixed up, even STRICT tables hand out values of any kind."""

MOST_FINDINGS = 200
"""After so many, no more are listed: the case is beyond doubt damaged."""
_STEPS_BETWEEN_QUESTIONS = 20_000
"""Steps of SQLite's machine, well under 10 ms, after which a check asks whether it is cancelled."""


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check found.

    Attributes:
        findings: One sentence for each thing that does not fit; empty means sound.
        head: Hash of the newest journal entry as stored; write it down elsewhere, and a later change of the past shows.
        entries: Journal entries checked.
        records: Evidence records compared with the journal.
        sources: Documents' bytes compared with their checksums.
        source_bytes: How many bytes these were.
        case: The case's id; empty where it cannot be read.

    """

    findings: tuple[str, ...]
    head: str
    entries: int = 0
    records: int = 0
    sources: int = 0
    source_bytes: int = 0
    case: str = ""

    @property
    def ok(self) -> bool:
        """Whether nothing was found."""
        return not self.findings


def check_case(path: Path, *, driver: Driver = sqlite3.connect) -> CheckReport:
    """Check a case file.

    Raises:
        CaseError: The file is no case, is newer than this program, or cannot be read at all. That its schema was changed, or
            that it is damaged further in, is a finding.

    """
    header = gate.read_header(path)
    if header.version > SCHEMA_VERSION:
        gate.enter_reading(path, driver=driver).close()  # raises the sentence that fits
    try:
        database = gate.enter_reading(path, driver=driver)
    except CaseError as error:
        return CheckReport((error.summary,), "")
    try:
        return _report(path, database)
    finally:
        database.close()


def check_before_writing(
    path: Path, *, cancelled: Callable[[], bool] = lambda: False, driver: Driver = sqlite3.connect
) -> tuple[str, ...]:
    """Look whether a case may be written to: its pages, a second a gigabyte, and its journal's chain, one for 60,000 changes.

    Args:
        path: The case.
        cancelled: Asked many times a second.
        driver: Connects to the case.

    Returns:
        A sentence for each thing that does not fit; empty means sound.

    Raises:
        CaseError: It cannot be read at all.
        CancelledError: `cancelled` said so.

    """
    return _asked(path, _Check.run_before_writing, cancelled, driver)


def check_before_exporting(
    path: Path, *, cancelled: Callable[[], bool] = lambda: False, driver: Driver = sqlite3.connect
) -> tuple[str, ...]:
    """Look whether what a pack would say is what the journal says: the chain, every evidence row, every stored text.

    The bytes of documents are left to `check_case`: they are compared with their checksums when a document is opened.

    Args:
        path: The case.
        cancelled: Asked many times a second.
        driver: Connects to the case.

    Returns:
        A sentence for each thing that does not fit; empty means nothing was changed outside the program.

    Raises:
        CaseError: It cannot be read at all.
        CancelledError: `cancelled` said so.

    """
    return _asked(path, _Check.run_before_exporting, cancelled, driver)


def _asked(path: Path, walk: Callable[[_Check], Iterator[str]], cancelled: Callable[[], bool], driver: Driver) -> tuple[str, ...]:
    """Walk a case and return what was found, giving up when `cancelled` says so."""
    database = gate.enter_reading(path, driver=driver)
    try:
        database.conn.set_progress_handler(cancelled, _STEPS_BETWEEN_QUESTIONS)
        _, findings = _walked(path, database, walk)
    finally:
        database.close()
    if cancelled():
        raise CancelledError(tr("The check of the case was cancelled"))
    return tuple(findings)


def _report(path: Path, database: Database) -> CheckReport:
    check, findings = _walked(path, database, _Check.run)
    replay = check.replay
    return CheckReport(
        tuple(findings), replay.hash, replay.seq, check.records, check.sources, check.source_bytes, _case_id(database)
    )


def _case_id(database: Database) -> str:
    try:
        return str(value(database, "SELECT id FROM cases") or "")
    except UNREADABLE:
        return ""


def _walked(path: Path, database: Database, walk: Callable[[_Check], Iterator[str]]) -> tuple[_Check, list[str]]:
    """Check, and once more with a lenient look where text is no UTF-8: damaged text is to be compared, not stumbled over."""
    for text_factory in (str, _lenient):
        database.conn.text_factory = text_factory
        check = _Check(database)
        try:
            findings = list(islice(walk(check), MOST_FINDINGS))
            break
        except UNREADABLE as error:
            findings = [*check.found, _unreadable(path, error)]
    return check, findings


def _unreadable(path: Path, error: Exception) -> str:
    if isinstance(error, sqlite3.Error | UnicodeError):
        return sentence(path, error).summary
    return tr("The case “{name}” is damaged: a value is of a kind that this program never writes").format(name=path.name)


def _lenient(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogateescape")


class _Check:
    """One walk over a case; counts as it goes."""

    def __init__(self, database: Database) -> None:
        self.replay = Replay(database)
        self.records = 0
        self.sources = 0
        self.source_bytes = 0
        self.found: list[str] = []
        self._database = database

    def run(self) -> Iterator[str]:
        """Yield what does not fit."""
        evidence = (self._pages("integrity_check"), self._references(), self.replay.walk(), self._rows(), self._sources())
        others = (sources.findings(self._database), self._texts(), coverage.findings(self._database))
        yield from self._told((*evidence, *others))

    def run_before_writing(self) -> Iterator[str]:
        """Yield what does not fit and makes it unsafe to write on."""
        yield from self._told((self._pages("quick_check"), self.replay.walk()))

    def run_before_exporting(self) -> Iterator[str]:
        """Yield what does not fit and would make a pack say something else than the journal."""
        yield from self._told((self.replay.walk(), self._rows(), self._texts()))

    def _told(self, parts: Iterable[Iterator[str]]) -> Iterator[str]:
        for part in parts:
            for finding in part:
                self.found.append(finding)
                yield finding

    def _pages(self, pragma: str) -> Iterator[str]:
        for (message,) in self._database.execute(f"PRAGMA {pragma}(20)").fetchall():
            if message != "ok":
                yield tr("SQLite finds the file damaged: {message}").format(message=plain(message))

    def _references(self) -> Iterator[str]:
        for table, row, parent, _ in self._database.execute("PRAGMA foreign_key_check").fetchall():
            yield tr("Row {row} of the table {table} names a row of {parent} that is not there").format(
                row=row, table=plain(table), parent=plain(parent)
            )

    def _rows(self) -> Iterator[str]:
        with reading(self._database):
            yield from self.replay.walk()  # what was done since the journal was walked
            for record_type in RECORDS.values():
                yield from self._kind(record_type)
        for kind, record in self.replay.state:
            word = next((one.word for one in RECORDS.values() if one.kind == kind), plain(kind))
            yield tr("The {word} {id} is in the journal but its row is missing").format(word=word, id=plain(record))

    def _kind(self, record_type: RecordType) -> Iterator[str]:
        for record, fields in record_rows.everything(self._database, record_type):
            self.records += 1
            told = self.replay.state.pop((record_type.kind, record), None)
            if isinstance(fields, CaseError):
                yield fields.summary
            elif told is None:
                yield tr("The {word} {id} has a row but is not in the journal").format(word=record_type.word, id=plain(record))
            else:
                for name in sorted(fields.keys() | told.keys() - {"id"}):
                    if fields.get(name) != told.get(name):
                        yield differs(record_type, record, name, fields.get(name), told.get(name))

    def _sources(self) -> Iterator[str]:
        found = self._database.execute(
            "SELECT sources.sha256, sources.size, documents.name, documents.size FROM sources"
            " LEFT JOIN documents ON documents.sha256 = sources.sha256 WHERE sources.sha256 NOT IN"
            " (SELECT sha256 FROM imports EXCEPT SELECT sha256 FROM documents UNION SELECT sha256 FROM linked_files)"
            " ORDER BY sources.sha256"
        ).fetchall()
        for sha256, size, name, document_size in found:
            who = tr("“{name}”").format(name=plain(name)) if name is not None else tr("the removed document {sha256}")
            who = who.format(sha256=plain(sha256))
            self.sources += 1
            if document_size not in {None, size}:
                yield tr("The size of {document} is not that of its stored bytes").format(document=who)
            digest, read = self._digest(sha256)
            self.source_bytes += read
            if read != size:
                yield tr("Of {document} {stored} bytes are stored instead of {size}").format(document=who, stored=read, size=size)
            if digest != sha256:
                yield tr("The stored bytes of {document} do not match their checksum {sha256}").format(
                    document=who, sha256=plain(sha256)
                )

    def _digest(self, sha256: str) -> tuple[str, int]:
        running, read = hashlib.sha256(), 0
        numbers = self._database.execute("SELECT n FROM source_chunks WHERE sha256 = ? ORDER BY n", (sha256,)).fetchall()
        for (n,) in numbers:
            row = self._database.execute("SELECT bytes FROM source_chunks WHERE sha256 = ? AND n = ?", (sha256, n)).fetchone()
            if row is not None:
                running.update(row[0])
                read += len(row[0])
        return running.hexdigest(), read

    def _texts(self) -> Iterator[str]:
        yield from linked_files.findings(self._database)
        yield from recognised_layers.findings(self._database)
        yield from corrected_layers.findings(self._database)
        for (sha256,) in self._database.execute("SELECT DISTINCT sha256 FROM text_layers").fetchall():
            found = self._database.execute("SELECT page, text, text_sha256 FROM text_layers WHERE sha256 = ?", (sha256,))
            for page, text, expected in found.fetchall():
                if hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest() != expected:
                    yield tr("The stored text of page {page} of the document {sha256} does not match its checksum").format(
                        page=page + 1, sha256=plain(sha256)
                    )
