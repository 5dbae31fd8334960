"""Owns a case opened for writing: its life from creation to close, and intents. What an intent may do is in `recorder`.

One connection, used on the thread that made it. Everything is committed when it happens; there is no save.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Self

from reviewer.i18n import tr
from reviewer.model.changes import Changes, RecordKind
from reviewer.model.coverage import PageView
from reviewer.model.document import LinkedFile, PlainText
from reviewer.model.ids import Clock, DocumentId, NewId, Reviewer
from reviewer.model.overview import ReadingPlace
from reviewer.model.page import PageInfo
from reviewer.model.recognised import RecognisedPage
from reviewer.store.check import check_before_writing
from reviewer.store.content import coverage, linked_files, reading_places
from reviewer.store.content.sources import Imports
from reviewer.store.file import backup, gate
from reviewer.store.file.database import Driver, Mode, connect, settle, transaction
from reviewer.store.file.failures import read_only_error, told
from reviewer.store.file.migrations import STEPS, Step, migrate
from reviewer.store.history import journal, revert
from reviewer.store.history.recorder import Recorder
from reviewer.store.history.seal import Seal
from reviewer.store.means import Means
from reviewer.store.reader import CaseReader
from reviewer.store.readiness import Readiness

if TYPE_CHECKING:
    from sqlite_utils import Database


class CaseFile(AbstractContextManager["CaseFile"]):
    """A case file open for writing, or for reading where `read_only`.

    Attributes:
        path: Where it lies.
        read_only: Nothing can be changed through this object.
        reader: Reads over the same connection, so it sees what an open intent has done.
        readiness: What is done before its first change.

    """

    def __init__(self, path: Path, database: Database, means: Means, *, read_only: bool) -> None:
        self.path = path
        self.read_only = read_only
        self.reader = CaseReader(path, database, seal=means.seal, read_only=read_only)
        self._database = database
        self._means = means
        self._imports = Imports(database, means.clock)
        self.readiness = Readiness(path, database, self._imports, means.seal, means.look)

    @classmethod
    def create(
        cls,
        path: Path,
        *,
        title: str,
        clock: Clock,
        new_id: NewId,
        reviewer: Reviewer,
        desk_label: str = "Reviewer",
        origin: str = "create",
        seal: Seal | None = None,
        driver: Driver = sqlite3.connect,
    ) -> Self:
        """Make a new case file and open it. It appears at `path` whole or not at all.

        Args:
            path: Must not exist; its folder must.
            title: What the case is called.
            clock: Tells the time of entries.
            new_id: Makes ids.
            reviewer: Named by the first journal entry.
            desk_label: The author written into annotated copies.
            origin: Where the first entry came from.
            seal: Remembers that this machine made it.
            driver: Connects to the file.

        Raises:
            CaseError: Something lies at `path`, or its folder cannot be written.

        """
        means = Means(clock, new_id, seal or Seal(), driver)
        backup.check_free(path)
        with backup.unfinished(path) as beside, told(path):
            with closing(connect(beside, Mode.CREATE, driver=driver)) as database:
                settle(database, writing=True)
                with transaction(database):
                    migrate(database)
                means.seal.made_anew(database)
                empty = cls(path, database, means, read_only=False)
                with empty.intent(tr("Create case"), reviewer=reviewer, origin=origin) as recorder:
                    recorder.insert(
                        RecordKind.CASE, new_id(), {"title": title, "desk_label": desk_label, "created_at": recorder.at}
                    )
            backup.put_in_place(beside, path)
        means.seal.leave(path)
        return cls.open(path, clock=clock, new_id=new_id, seal=means.seal, driver=driver)

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        clock: Clock,
        new_id: NewId,
        read_only: bool = False,
        before_first_change: Callable[[], None] | None = None,
        seal: Seal | None = None,
        driver: Driver = sqlite3.connect,
        steps: Sequence[Step] = STEPS,
    ) -> Self:
        """Open a case file. An older one is backed up beside itself and brought up to date, unless `read_only`.

        Args:
            path: Where it lies.
            clock: Tells the time of entries.
            new_id: Makes ids.
            read_only: Refuse every change.
            before_first_change: Called before anything is written, the sweeping of leftovers included; what it raises keeps
                the case as it is, and it is asked again before the next change.
            seal: Knows whether this machine made it; without one it counts as from elsewhere, and its index is made anew.
            driver: Connects to the file.
            steps: The migrations.

        Raises:
            CaseError: It is no case, from a newer program, damaged, or not readable.
            CaseReadOnlyError: It cannot be written where it lies, or is older and damaged; opening with `read_only` works.

        """
        means = Means(clock, new_id, seal or Seal(), driver, before_first_change)
        writing = partial(gate.enter_writing, damage=partial(check_before_writing, driver=driver))
        database = (gate.enter_reading if read_only else writing)(path, driver=driver, steps=steps)
        try:
            case_file = cls(path, database, means, read_only=read_only)
            if not read_only and before_first_change is None:
                case_file.get_ready()
        except BaseException:
            database.close()
            raise
        return case_file

    @contextmanager
    def intent(self, words: str, *, reviewer: Reviewer, origin: str) -> Iterator[Recorder]:
        """Run a block as one intent: one transaction, one journal entry, one undo step.

        Any exception takes all of it back; a block that changes nothing leaves no entry. `recorder.result` says what was done.

        Args:
            words: What the person does, for the Undo menu ("Highlight passage").
            reviewer: Who does it.
            origin: Where it comes from: window, command line, import.

        Raises:
            CaseError: The case is read only, busy, its disk is full.

        """
        with self._recording(words, reviewer, origin) as recorder:
            yield recorder

    @contextmanager
    def _recording(
        self, words: str, reviewer: Reviewer, origin: str, *, undoes: int | None = None, redoes: int | None = None
    ) -> Iterator[Recorder]:
        with self._writing():
            with transaction(self._database):
                last = journal.head(self._database)
                at = max(self._means.clock(), last.at)
                recorder = Recorder(
                    self._database, words=words, at=at, new_id=self._means.new_id, complete_source=self._imports.complete
                )
                yield recorder
                changes, seq = recorder.changes, 0
                if changes:
                    new = journal.append(
                        self._database,
                        at=at,
                        reviewer=reviewer.name,
                        intent=words,
                        origin=origin,
                        changes=changes,
                        undoes=undoes,
                        redoes=redoes,
                    )
                    self._means.seal.before_commit(self._database, last, new)
                    seq = new.seq
            recorder.result = Changes(seq, words, changes, undoes, redoes)

    def revert(self, seq: int, *, reviewer: Reviewer, origin: str, redo: bool = False) -> Changes:
        """Take back what entry `seq` did, as a new entry that names it; an entry that was itself an undo is done again.

        Args:
            seq: The entry; for a redo the undo's own.
            reviewer: Who does it.
            origin: Where it comes from.
            redo: `seq` is an undo, and what it took back is to be done again.

        Raises:
            CaseError: It cannot be taken back: the first entry, undone already, or changed since.

        """
        with self._writing():
            plan = revert.plan(self._database, seq, redo=redo)
        with self._recording(plan.words, reviewer, origin, undoes=plan.undoes, redoes=plan.redoes) as recorder:
            revert.apply(recorder, plan)
        return recorder.result

    def begin_import(self, sha256: str, size: int, linked: LinkedFile | None = None) -> bool:
        """Start to store a document's bytes, or with `linked` where they stay; False where they are known (go to the intent)."""
        with self._writing():
            return self._imports.begin(sha256, size, linked)

    def set_linked_file(self, file: LinkedFile) -> None:
        """Remember where the bytes of a linked document lie now; not journalled and not undoable."""
        with self._writing(), transaction(self._database):
            linked_files.move(self._database, file)

    def add_chunk(self, sha256: str, n: int, data: bytes | memoryview) -> None:
        """Store chunk `n` of at most 4 MiB, in order from 0."""
        with self._writing():
            self._imports.add_chunk(sha256, n, data)

    def add_pages(self, sha256: str, pages: Sequence[PageInfo]) -> None:
        """Store the geometry of pages."""
        with self._writing():
            self._imports.add_pages(sha256, pages)

    def add_texts(self, sha256: str, first: int, texts: Sequence[PlainText], extractor: str) -> None:
        """Store and index the texts of the pages from `first` on; also after the document has appeared."""
        with self._writing():
            self._imports.add_texts(sha256, first, texts, extractor)

    def add_recognised(self, sha256: str, page: RecognisedPage) -> None:
        """Store and index a page's recognised text; `recognised` of its document's record is to vouch for it later."""
        with self._writing():
            self.readiness.unvouched.write(sha256, page)

    def keep(self, write: Callable[[Database], None], *, asked_for: bool) -> None:
        """Keep what is no evidence (`content/sketches`), outside the journal; unasked only where a case may be changed."""
        if asked_for or self.readiness.is_touched:
            with self._writing(), transaction(self._database):
                write(self._database)

    def abandon_import(self, sha256: str) -> None:
        """Remove what an unfinished import has stored."""
        with self._writing():
            self._imports.abandon(sha256)

    def set_reading_place(self, document: DocumentId, place: ReadingPlace) -> bool:
        """Remember where a person was, outside the journal; False, and it is not, in a case from elsewhere not changed yet."""
        return self._keep(lambda: reading_places.write(self._database, document, place))

    def note_views(self, views: Mapping[Reviewer, Sequence[PageView]]) -> bool:
        """Add what people looked at, and tell whether it is kept: as a reading place is, and journalled as little."""
        return self._keep(lambda: coverage.note(self._database, views, self._means.clock()))

    def _keep(self, write: Callable[[], None]) -> bool:
        if self.reader.came_from_elsewhere and not (self.readiness.done or self.read_only):
            return False
        with self._writing(), transaction(self._database):
            write()
        return True

    def backup(self, to: Path, *, between: Callable[[], None] = lambda: None) -> None:
        """Write a complete copy of the case to `to`, which must not exist.

        `between` is called between two parts of it, and may change the case; the copy is the case as it is in the end.
        """
        with told(self.path):
            backup.write(self._database, to, driver=self._means.driver, between=between)

    def get_ready(self) -> None:
        """Do now what the first change would wait for, looking, a new index, sweeping; CaseError if it will be refused, too."""
        with told(self.path):
            self.readiness.require()

    def close(self) -> None:
        """Close the file. An open intent is taken back."""
        self._database.close()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        if self.read_only:
            raise read_only_error(self.path)
        self.get_ready()
        with told(self.path), self._means.seal.changing(self.path):
            yield

    def __exit__(self, *_: object) -> None:
        self.close()
