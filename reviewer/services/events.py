"""What happened in a case, told to whoever shows it.

Owns the kinds of events and the list of listeners. Does not know threads: the `dispatch` handed to it decides where listeners
run (at once on the command line, queued to the window's thread in the window).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from reviewer.model.changes import Changes
from reviewer.model.ids import DocumentId, Sha256

T = TypeVar("T")

Dispatch = Callable[[Callable[[], None]], None]
"""Runs a call where listeners live."""


def at_once(call: Callable[[], None]) -> None:
    """Run a call on the thread that made it: the command line's dispatch."""
    call()


@dataclass(frozen=True, slots=True)
class CaseChanged:
    """An intent was committed. `initiator` is what the caller named: the import or the visit to a field that it belongs to.

    Intents of one initiator are one undo step.
    """

    changes: Changes
    initiator: str = ""


@dataclass(frozen=True, slots=True)
class PendingChanged:
    """How many of a person's intents are not committed yet; at 0 all changes are saved."""

    count: int


@dataclass(frozen=True, slots=True)
class HistoryChanged:
    """What can be undone and redone is different now; the words are those of the menu, None where there is nothing."""

    undo_words: str | None
    redo_words: str | None


@dataclass(frozen=True, slots=True)
class ImportProgress:
    """How far an import is.

    Attributes:
        done: Files finished (added, known or refused).
        total: Files found so far.
        path: The file at work; None when all are done.
        bytes_done: Bytes of a file to be linked whose checksum is worked out.
        byte_count: Bytes of that file; 0 for any other.
        pages_done: Pages of that file whose text is read.
        page_count: Pages of that file; 0 until it is open.
        passed_over: What in the folders was passed over, as a sentence; "" where nothing was.
        left: The first few of the files that are not done, the one at work included.

    """

    done: int
    total: int
    path: Path | None
    bytes_done: int = 0
    byte_count: int = 0
    pages_done: int = 0
    page_count: int = 0
    passed_over: str = ""
    left: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentPreview:
    """A file at import is open and can be shown by `Session.open_source` before it is in the case."""

    path: Path
    sha256: Sha256
    page_count: int


@dataclass(frozen=True, slots=True)
class DocumentAdded:
    """A file is in the case now; its text is indexed."""

    path: Path
    document: DocumentId
    sha256: Sha256


@dataclass(frozen=True, slots=True)
class LinkedFileCheck:
    """The file of a linked document is being read to see whether it still has its checksum.

    Attributes:
        sha256: The checksum that it should have.
        name: The document's name in the case.
        done: Bytes read.
        total: Bytes in all.
        touched: Whether the file was written to after it was linked, so that there is something to fear.
        running: False when it has ended, whatever was found; told last.

    """

    sha256: Sha256
    name: str
    done: int
    total: int
    touched: bool
    running: bool = True


@dataclass(frozen=True, slots=True)
class RecognitionProgress:
    """The text of a page was recognised, or could not be.

    Attributes:
        done: Pages of the run that are done.
        total: Pages of the run.
        document: Which document the page is of.
        name: Its name in the case.
        page: The page, from 0.

    """

    done: int
    total: int
    document: DocumentId
    name: str
    page: int


@dataclass(frozen=True, slots=True)
class WordsChanged:
    """Pages (from 0) of documents that are open, by checksum, have other words now."""

    pages: Mapping[Sha256, frozenset[int]]


Event = (
    CaseChanged
    | PendingChanged
    | HistoryChanged
    | ImportProgress
    | DocumentPreview
    | DocumentAdded
    | LinkedFileCheck
    | RecognitionProgress
    | WordsChanged
)


class Events:
    """The listeners of one open case."""

    def __init__(self, dispatch: Dispatch = at_once) -> None:
        self._dispatch = dispatch
        self._listeners: list[Callable[[Event], None]] = []

    def subscribe(self, listener: Callable[[Event], None]) -> Callable[[], None]:
        """Call `listener` with every event from now on; the returned function ends that."""
        self._listeners.append(listener)

        def unsubscribe() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return unsubscribe

    def publish(self, event: Event) -> None:
        """Tell every listener, through the dispatcher. May be called on any thread."""

        def tell() -> None:
            for listener in tuple(self._listeners):
                listener(event)

        self._dispatch(tell)


class Pending:
    """How many of a person's intents are not committed yet; tells of each change."""

    def __init__(self, events: Events) -> None:
        self._events = events
        self._guard = threading.Lock()
        self.count = 0

    def counted(self, fn: Callable[[], T]) -> Callable[[], T]:
        """Count `fn` from now on until it has been called and has ended."""
        self._change(+1)

        def run() -> T:
            try:
                return fn()
            finally:
                self._change(-1)

        return run

    def _change(self, by: int) -> None:
        with self._guard:
            self.count += by
            count = self.count
        self._events.publish(PendingChanged(count))
