"""Adding files to a case: read, opened in a worker, kept whole, their text indexed; then, in one transaction, there.

Owns the order of the files and what is told of each. One refused file never stops the others. What happens to one file is
`importing_file`.
"""

from __future__ import annotations

import stat
from collections.abc import Callable, Sequence
from concurrent.futures import Future, wait
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from reviewer.documents.refusals import not_linked_here
from reviewer.documents.sources.source import is_large, too_large
from reviewer.model.document import Provenance
from reviewer.services.adding.collecting import collect
from reviewer.services.adding.importing_file import FileImport, ImportResult, ImportStatus
from reviewer.services.adding.importing_linked import LinkedImport
from reviewer.services.adding.large_files import Decided, LargeFile, LinkChoice
from reviewer.services.commands.documents import checked, checked_dated
from reviewer.services.events import ImportProgress
from reviewer.services.passwords import NoPasswords, PasswordSource, PutOff
from reviewer.services.session import Session

__all__ = ["ImportResult", "ImportStatus", "add_documents"]

_LOOK_UP_S = 0.1
"""How often an import that waits for an answer looks up whether it was cancelled."""

_MOST_LEFT = 5
"""Files still to come that the progress names."""


def add_documents(
    session: Session,
    paths: Sequence[Path],
    *,
    provenance: Provenance | None = None,
    dated: str = "",
    passwords: PasswordSource | None = None,
    linking: LinkChoice | None = None,
    progress: Callable[[ImportProgress], None] | None = None,
    report: Callable[[ImportResult], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
    initiator: str = "",
) -> Future[tuple[ImportResult, ...]]:
    """Add files, and what is in folders, to the case.

    Args:
        session: The open case.
        paths: Files and folders. Hidden files inside folders are passed over and counted in the progress.
        provenance: How they were obtained.
        dated: When they were written or published (EDTF); "" where that is not said.
        passwords: Who is asked for passwords; nobody where None.
        linking: Who is asked whether files that are too large for a case are linked; they are refused where None. The question
            is put once for all of them, and what it takes until the answer comes is used for the others.
        progress: Called on the thread of the import; the same is published as an event.
        report: Called on the same thread with each result as soon as it is so.
        cancelled: Asked between files and between steps; what is done by then stays, and is what the future holds.
        initiator: Named in the events of all these files, which are one undo step; one is made up where it is empty.

    Returns:
        One result a file, in the order of the files; where the case cannot be written, as on a full disk, each says so. The
        documents are in the case and their text is indexed when the future is done.

    Raises:
        UsageError: (in the future) A date cannot be understood; nothing was added.

    """

    def tell(one: ImportProgress) -> None:
        session.events.publish(one)
        if progress is not None:
            progress(one)

    def stop() -> bool:
        return cancelled() or session.closing.is_set()

    def run() -> tuple[ImportResult, ...]:
        obtained = checked(provenance or Provenance())
        way = _Way(obtained, checked_dated(dated), passwords or NoPasswords(), linking or Decided(link=False))
        return _Import(session, way, initiator, tell=tell, stop=stop).run(paths, report or (lambda _: None))

    return session.import_job(run)


@dataclass(frozen=True, slots=True)
class _Way:
    """How one call's files are added: what is known of where and when they come from, and who answers questions about them."""

    provenance: Provenance
    dated: str | None
    passwords: PasswordSource
    linking: LinkChoice


class _Import:
    """One call's files, one after another."""

    def __init__(
        self,
        session: Session,
        way: _Way,
        initiator: str,
        *,
        tell: Callable[[ImportProgress], None],
        stop: Callable[[], bool],
    ) -> None:
        self._session = session
        self._way = way
        self._tell = tell
        self._stop = stop
        self._group = initiator or f"import {session.new_id()}"
        self._total = 0
        self._passed_over = ""
        self._results: dict[int, ImportResult] = {}
        self._left: dict[int, Path] = {}

    def run(self, paths: Sequence[Path], report: Callable[[ImportResult], None]) -> tuple[ImportResult, ...]:
        """Add the files; those too large, or locked, come last: a person has to answer something about them."""
        found = collect(paths, cancelled=self._stop)
        refused = [ImportResult(ImportStatus.REFUSED, None, path, reason) for path, reason in found.refused]
        self._total, self._passed_over = len(refused) + len(found.files), found.passed_over
        files = dict(enumerate(found.files, start=len(refused)))
        self._left = dict(files)
        large = {number: file for number, path in files.items() if (file := _large(path)) is not None}
        answer = self._ask(tuple(large.values()))

        def keep(number: int, result: ImportResult) -> None:
            self._results[number] = result
            self._left.pop(number, None)
            report(result)

        for number, result in enumerate(refused):
            keep(number, result)
        later: list[int] = []
        locked = PutOff()

        def keep_or_put_off(number: int, result: ImportResult) -> None:
            if locked.take():
                later.append(number)
            else:
                keep(number, result)

        passwords = self._way.passwords
        first = locked if passwords.takes_time else passwords
        for number, path in files.items():
            if number in large and not answer.done():
                later.append(number)
            elif not self._add(number, path, answer if number in large else None, first, keep_or_put_off):
                break
        else:
            for number in later:
                if not self._add(number, files[number], answer if number in large else None, passwords, keep):
                    break
        answer.cancel()
        self._tell(ImportProgress(len(self._results), self._total, None, passed_over=self._passed_over))
        return tuple(self._results[number] for number in sorted(self._results))

    def _ask(self, large: Sequence[LargeFile]) -> Future[bool]:
        """Ask about the files that are too large, where there are any and the answer can make a difference."""
        if large and self._session.workers.lends_files:
            return self._way.linking.ask(large)
        return Decided(link=False).ask(large)

    def _add(
        self,
        number: int,
        path: Path,
        answer: Future[bool] | None,
        passwords: PasswordSource,
        keep: Callable[[int, ImportResult], None],
    ) -> bool:
        """Add one file, a large one once there is an answer; False when the import was cancelled meanwhile."""
        left = tuple(islice(self._left.values(), _MOST_LEFT))
        at = ImportProgress(len(self._results), self._total, path, passed_over=self._passed_over, left=left)
        self._tell(at)
        while answer is not None and not answer.done() and not self._stop():
            wait((answer,), timeout=_LOOK_UP_S)
        result = None if self._stop() else self._one(path, at, answer, passwords)
        if result is not None:
            keep(number, result)
        return result is not None

    def _one(self, path: Path, at: ImportProgress, answer: Future[bool] | None, passwords: PasswordSource) -> ImportResult | None:
        """Return what became of one file; None when the import was cancelled meanwhile."""
        kind = FileImport if answer is None else LinkedImport
        if answer is not None and not answer.result():
            return self._too_large(path)
        work = kind(self._session, path, at, group=self._group, tell=self._tell, stop=self._stop, dated=self._way.dated)
        return work.attempt(self._way.provenance, passwords)

    def _too_large(self, path: Path) -> ImportResult:
        why = too_large()
        hint = self._way.linking.hint if self._session.workers.lends_files else not_linked_here().summary
        return ImportResult(ImportStatus.REFUSED, None, path, why.summary, hint)


def _large(path: Path) -> LargeFile | None:
    """Return a file that is too large for a case; what cannot be looked at is told when it is read."""
    try:
        status = path.stat()
    except OSError:
        return None
    return LargeFile(path, status.st_size) if stat.S_ISREG(status.st_mode) and is_large(status.st_size) else None
