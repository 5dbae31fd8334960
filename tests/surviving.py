"""Opens a file as hostile as may be and asks for everything that the program asks of a document: what becomes of it, in words.

Whatever the file is, it must end opened, partly opened, or refused with a sentence; anything else is raised or named.
"""

from __future__ import annotations

import collections
import logging
import time
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeoutError
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reviewer.documents.asking_file import file_facts
from reviewer.documents.client import OpenDocument, Source, Workers
from reviewer.errors import DocumentError, WorkerError

PATIENCE_S = 150.0
"""Longer than any deadline takes twice: whoever is not answered by then is never answered."""

FULL_PX = 1200


class Stopped(logging.Handler):
    """Counts what was going on when a worker was ended by its sandbox."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.requests: collections.Counter[str] = collections.Counter()

    def emit(self, record: logging.LogRecord) -> None:
        if record.msg.startswith("worker-stopped-by-its-sandbox"):
            self.requests[record.getMessage().rpartition(" ")[2]] += 1


@dataclass
class Fate:
    """What became of a file.

    Attributes:
        name: Which file.
        end: "opened", "partly", "refused"; or "HUNG" or "UNSAID", which must not be.
        pages: How many pages it has.
        said: The sentences, with what was asked for.
        workers: Process ids of the workers that had it, as far as they were seen.
        failures: How many answers failed for the worker's sake: it died, took too long, or made no sense.
        longest_s: The longest that an answer took, in seconds.
        took_s: How long all of it took, in seconds.
        peak_mib: The most memory that a worker of it had.

    """

    name: str
    end: str = "opened"
    pages: int = 0
    said: list[str] = field(default_factory=list)
    workers: set[int] = field(default_factory=set)
    failures: int = 0
    longest_s: float = 0.0
    took_s: float = 0.0
    peak_mib: float = 0.0

    @property
    def restarts(self) -> int:
        """How many workers it took beyond the first; the one that only draws is followed by another by itself."""
        return max(0, len(self.workers) - 2)


def fate_of(workers: Workers, name: str, data: bytes, *, pages: int = 2, password: str | None = None) -> Fate:
    """Open a file and ask for all there is of its first pages."""
    fate, started = Fate(name), time.perf_counter()
    try:
        source = Source.from_bytes(data)
    except DocumentError as error:  # it is empty: nobody need read that
        return Fate(name, "refused" if error.summary and error.hint else "UNSAID", said=[f"opening: {error.summary}"])
    with source:
        document = _asked(fate, "opening", workers.open(source, password=password))
    if document is not None:
        try:
            _ask_all(fate, document, pages)
        finally:
            document.close()
    elif fate.end == "partly":
        fate.end = "refused"
    fate.took_s = time.perf_counter() - started
    return fate


def _ask_all(fate: Fate, document: OpenDocument, pages: int) -> None:
    fate.pages = document.page_count
    if document.repaired:
        fate.said.append("repaired")
    first = min(pages, document.page_count)
    infos = _asked(fate, "pages", document.pages(0, first), document) or ()
    for info in infos:
        scale = min(2.0, FULL_PX / max(info.width, info.height))
        for what, future in (
            ("drawing", document.render(info.index, scale=scale)),
            ("text", document.text(info.index)),
            ("links", document.hyperlinks(info.index)),
        ):
            _asked(fate, f"{what} {info.number}", future, document)
    _asked(fate, "outline", document.outline(), document)
    _asked(fate, "plain text", document.plain_text(0, first), document)
    _asked(fate, "annotations", document.annotations(0, first), document)
    _asked(fate, "file", file_facts(document, 0, first), document)


def _asked(fate: Fate, what: str, future: Future[Any], document: OpenDocument | None = None) -> Any:
    """Return an answer, or None where it is an error that the person is told in a sentence."""
    started = time.perf_counter()
    try:
        return future.result(PATIENCE_S)
    except DocumentError as error:
        fate.failures += isinstance(error, WorkerError)
        fate.said.append(f"{what}: {error.summary}")
        if fate.end == "opened":
            fate.end = "partly"
        if not error.summary or not error.hint:
            fate.end = "UNSAID"
    except FutureTimeoutError:
        fate.end = "HUNG"
        fate.said.append(f"{what}: no answer")
    finally:
        fate.longest_s = max(fate.longest_s, time.perf_counter() - started)
        if document is not None and document.worker_pid:
            fate.workers.add(document.worker_pid)
            fate.peak_mib = max(fate.peak_mib, _peak_mib(document.worker_pid))
    return None


def _peak_mib(pid: int) -> float:
    """Return the most memory that a process had; 0 where that is not told."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except OSError:
        return 0.0
    found = status.partition("VmHWM:")[2].split()
    return int(found[0]) / 1024 if found else 0.0
