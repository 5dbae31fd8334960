"""The files of linked documents: where they lie, and whether each still has the checksum that the case keeps.

Owns the rule that no page is read from a file before it was hashed in this session: whoever wants one waits for that here. What
is shown, marked or put into a pack therefore comes from the bytes that were added, and nothing else has to ask. A file that was
hashed is known again by its stamp, so that it is read once a session unless somebody touches it. Opens no document.

A path that came with somebody else's case is not touched: to ask for it alone may be a call to a computer of their choice, which
on Windows tells who is asking. Such a file is found by hand.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol, TypeVar

from reviewer.documents.sources.file_stamp import FileStamp
from reviewer.documents.sources.linked_source import FoundFile, LinkedSource
from reviewer.errors import CancelledError, DocumentError, LinkedFileError
from reviewer.i18n import tr
from reviewer.model.document import LinkedFile, LinkedFileTrouble
from reviewer.model.ids import Sha256
from reviewer.services.events import Events, LinkedFileCheck
from reviewer.store.reader import CaseReader

T = TypeVar("T")

TOLD_EVERY_S = 0.1
"""How often a check says how far it is."""


class CaseOfFiles(Protocol):
    """What links need of the open case that they belong to; `Session` has it."""

    events: Events
    closing: threading.Event
    came_from_elsewhere: bool

    def read(self, fn: Callable[[CaseReader], T]) -> Future[T]:
        """Ask the case on its reader thread."""


@dataclass(slots=True)
class _Running:
    """A check that goes on: others who want the same file wait for its end."""

    ended: Future[None] = field(default_factory=Future)
    stop: threading.Event = field(default_factory=threading.Event)


class LinkedFiles:
    """The linked files of one open case. Thread-safe; methods wait, and are not for the window's thread or the case's own."""

    def __init__(self, case: CaseOfFiles) -> None:
        self._case = case
        self._guard = threading.Lock()
        self._hashed: dict[FileStamp, Sha256] = {}
        self._here: dict[Sha256, LinkedFile] = {}
        self._running: dict[Sha256, _Running] = {}
        self._disk = threading.Lock()  # one file is read at a time: two of them would wait for each other

    def lead_to(self, path: Path, source: LinkedSource) -> LinkedFile:
        """Read a document from a file that was just hashed, while the case is open; return what the case may keep of it."""
        file = LinkedFile(source.sha256, source.size, path.absolute(), source.stamp.modified_ns)
        with self._guard:
            self._hashed[source.stamp] = source.sha256
            self._here[source.sha256] = file
        return file

    def file(self, sha256: Sha256) -> LinkedFile | None:
        """Return where a document's bytes lie; None where they are in the case."""
        return self._here.get(sha256) or self._case.read(lambda case: case.linked_file(sha256)).result()

    def leads_outside(self, case: CaseReader, sha256: Sha256) -> bool:
        """Tell whether a document's bytes lie in a file outside; on the case's own thread."""
        return sha256 in self._here or case.linked_file(sha256) is not None

    def verified(self, sha256: Sha256) -> LinkedSource:
        """Return a linked document's bytes once they are known to have its checksum. The caller closes it.

        The first time in a session the whole file is read; `LinkedFileCheck` events say how far that is, and `stop` ends it.

        Raises:
            LinkedFileError: The file is missing, cannot be read, or is another by now.
            CancelledError: The check was stopped.

        """
        try:
            while True:
                file = self._the_file(sha256)
                with _found(file) as found:
                    if self._hashed.get(found.stamp) == sha256:
                        return found.as_source(sha256)
                    self._check_once(found, file, lambda: False)
        except LinkedFileError:  # perhaps before anything was read of it
            self._case.events.publish(LinkedFileCheck(sha256, "", 0, 0, touched=False, running=False))
            raise

    def check_again(self, sha256: Sha256, cancelled: Callable[[], bool]) -> None:
        """Read the whole file once more, whatever is known of it.

        Raises:
            LinkedFileError: It does not have its checksum any more.
            CancelledError: `cancelled` said so, or it was stopped.

        """
        file, mine = self._the_file(sha256), False
        while not mine:
            with _found(file) as found:
                mine = self._check_once(found, file, cancelled)

    def stop(self, sha256: Sha256) -> None:
        """Stop a check that goes on; whoever waits for it is told that it was cancelled."""
        with self._guard:
            running = self._running.get(sha256)
        if running is not None:
            running.stop.set()

    def troubles(self) -> Mapping[Sha256, LinkedFileTrouble]:
        """Return what is wrong with linked files at a glance, without reading them; those as they should be are left out."""
        found: dict[Sha256, LinkedFileTrouble] = {}
        for told in self._case.read(lambda case: case.linked_files()).result():
            file = self._here.get(told.sha256, told)
            trouble = self._trouble(file) if self.is_known(file) else LinkedFileTrouble.MISSING
            if trouble is not None:
                found[file.sha256] = trouble
        return found

    def _trouble(self, file: LinkedFile) -> LinkedFileTrouble | None:
        try:
            with open_file(file) as found:
                others = found.stamp.size != file.size or self._hashed.get(found.stamp, file.sha256) != file.sha256
                return LinkedFileTrouble.CHANGED if others else None
        except DocumentError as error:
            return LinkedFileTrouble.MISSING if is_missing(error) else LinkedFileTrouble.UNREADABLE

    def _the_file(self, sha256: Sha256) -> LinkedFile:
        file = self.file(sha256)
        if file is None:
            raise LinkedFileError(tr("The case does not say to which file this document is linked"), _find_it())
        if not self.is_known(file):
            raise LinkedFileError(
                tr("Where the file of this linked document lies is not known here: the case came from elsewhere"),
                f"{_find_it()} {_what_stays()}",
            )
        return file

    def is_known(self, file: LinkedFile) -> bool:
        """Tell whether it was this computer that said where a file lies."""
        return file.sha256 in self._here or not self._case.came_from_elsewhere

    def _check_once(self, found: FoundFile, file: LinkedFile, cancelled: Callable[[], bool]) -> bool:
        """Check a file, or wait for the check of it that goes on already and end as that does; tell which it was."""
        mine = _Running()
        with self._guard:
            running = self._running.setdefault(file.sha256, mine)
        if running is not mine:
            running.ended.result()
            return False
        try:
            self._check(found, file, lambda: cancelled() or mine.stop.is_set() or self._case.closing.is_set())
        except BaseException as error:
            mine.ended.set_exception(error)
            raise
        else:
            mine.ended.set_result(None)
        finally:
            with self._guard:
                del self._running[file.sha256]
        return True

    def _check(self, found: FoundFile, file: LinkedFile, cancelled: Callable[[], bool]) -> None:
        """Hash a file that was found; a look at its size may spare that."""
        if found.stamp.size != file.size:
            raise _changed()
        document = self._case.read(lambda case: case.document_with(file.sha256)).result()
        name = document.name if document is not None else file.path.name
        now = LinkedFileCheck(file.sha256, name, 0, file.size, touched=found.stamp.modified_ns != file.modified_ns)
        self._case.events.publish(now)
        told_at = time.monotonic()

        def tell(done: int, _total: int) -> None:
            nonlocal told_at
            if time.monotonic() - told_at >= TOLD_EVERY_S:
                told_at = time.monotonic()
                self._case.events.publish(replace(now, done=done))

        try:
            sha256 = self._hash(found, tell, cancelled)
        except DocumentError as error:
            raise _unreadable(error) from error
        except CancelledError as error:
            raise CancelledError(
                tr("The check of the linked file was stopped"),
                tr("Its pages are shown when it is known to be the one that was added."),
            ) from error
        finally:
            self._case.events.publish(replace(now, running=False))
        with self._guard:
            self._hashed[found.stamp] = sha256
        if sha256 != file.sha256:
            raise _changed()

    def _hash(self, found: FoundFile, tell: Callable[[int, int], None], cancelled: Callable[[], bool]) -> Sha256:
        while not self._disk.acquire(timeout=TOLD_EVERY_S):
            if cancelled():
                raise CancelledError(tr("Cancelled"))
        try:
            return found.hash(tell, cancelled)
        finally:
            self._disk.release()


def _found(file: LinkedFile) -> FoundFile:
    """Open a linked file.

    Raises:
        LinkedFileError: It is not there, or cannot be read.

    """
    try:
        return open_file(file)
    except DocumentError as error:
        raise (_missing() if is_missing(error) else _unreadable(error)) from error


def open_file(file: LinkedFile) -> FoundFile:
    """Open a linked file; a path of another system, which this one takes for a relative one, leads nowhere.

    Raises:
        DocumentError: It is not there, or cannot be read.

    """
    return FoundFile.at(file.path if file.path.is_absolute() else Path("/", file.path))


def is_missing(error: DocumentError) -> bool:
    """Tell whether `open_file` found nothing at its place."""
    return isinstance(error.__cause__, FileNotFoundError | NotADirectoryError)


def _missing() -> LinkedFileError:
    return LinkedFileError(tr("The file of this linked document is not where it was"), f"{_find_it()} {_what_stays()}")


def _changed() -> LinkedFileError:
    summary = tr("The file of this linked document was changed: its bytes are not those that were added")
    return LinkedFileError(summary, f"{_find_it()} {_what_stays()}")


def _unreadable(error: DocumentError) -> LinkedFileError:
    summary = tr("The file of this linked document cannot be read. {why}").format(why=error.summary)
    return LinkedFileError(summary, f"{error.hint} {_what_stays()}".strip())


def _find_it() -> str:
    return tr("Find it, or a copy with the same bytes.")


def _what_stays() -> str:
    return tr(
        "Passages, quotes and notes are kept, and can be searched; its pages cannot be shown or go into a pack until the file is "
        "there again."
    )
