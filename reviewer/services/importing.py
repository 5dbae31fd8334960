"""Adding files to a case: read, opened in a worker, kept whole, their text indexed; then, in one transaction, there.

Owns the order of the files and what is told of each. One refused file never stops the others. What happens to one file is
`importing_file`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from pathlib import Path

from reviewer.errors import CancelledError, PasswordNeededError, ReviewerError
from reviewer.i18n import tr
from reviewer.model.document import Provenance
from reviewer.services.collecting import collect
from reviewer.services.commands.documents import checked
from reviewer.services.events import ImportProgress
from reviewer.services.importing_file import FileImport, ImportResult, ImportStatus
from reviewer.services.passwords import NoPasswords, PasswordSource
from reviewer.services.session import Session

__all__ = ["ImportResult", "ImportStatus", "add_documents"]


def add_documents(
    session: Session,
    paths: Sequence[Path],
    *,
    provenance: Provenance | None = None,
    passwords: PasswordSource | None = None,
    progress: Callable[[ImportProgress], None] | None = None,
    report: Callable[[ImportResult], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Future[tuple[ImportResult, ...]]:
    """Add files, and what is in folders, to the case.

    Args:
        session: The open case.
        paths: Files and folders. Hidden files inside folders are passed over and counted in the progress.
        provenance: How they were obtained.
        passwords: Who is asked for passwords; nobody where None.
        progress: Called on the thread of the import; the same is published as an event.
        report: Called on the same thread with each result as soon as it is so.
        cancelled: Asked between files and between steps; what is done by then stays, and is what the future holds.

    Returns:
        One result a file, in order; where the case cannot be written, as on a full disk, each says so. The documents are in
        the case and their text is indexed when the future is done.

    Raises:
        UsageError: (in the future) The date of the provenance cannot be understood; nothing was added.

    """

    def tell(one: ImportProgress) -> None:
        session.events.publish(one)
        if progress is not None:
            progress(one)

    def stop() -> bool:
        return cancelled() or session.closing.is_set()

    def run() -> tuple[ImportResult, ...]:
        work = _Import(session, checked(provenance or Provenance()), passwords or NoPasswords(), tell=tell, stop=stop)
        return work.run(paths, report or (lambda _: None))

    return session.import_job(run)


class _Import:
    """One call's files, one after another."""

    def __init__(
        self,
        session: Session,
        provenance: Provenance,
        passwords: PasswordSource,
        *,
        tell: Callable[[ImportProgress], None],
        stop: Callable[[], bool],
    ) -> None:
        self._session = session
        self._provenance = provenance
        self._passwords = passwords
        self._tell = tell
        self._stop = stop
        self._group = f"import {session.new_id()}"

    def run(self, paths: Sequence[Path], report: Callable[[ImportResult], None]) -> tuple[ImportResult, ...]:
        results: list[ImportResult] = []

        def keep(result: ImportResult) -> None:
            results.append(result)
            report(result)

        found = collect(paths, cancelled=self._stop)
        for path, reason in found.refused:
            keep(ImportResult(ImportStatus.REFUSED, None, path, reason))
        total = len(found.files) + len(found.refused)
        for path in found.files:
            if self._stop():
                break
            at = ImportProgress(len(results), total, path, hidden=found.hidden)
            self._tell(at)
            result = self._one(path, at)
            if result is None:
                break
            keep(result)
        self._tell(ImportProgress(len(results), total, None, hidden=found.hidden))
        return tuple(results)

    def _one(self, path: Path, at: ImportProgress) -> ImportResult | None:
        """Add one file; None when the import was cancelled meanwhile."""
        work = FileImport(self._session, path, at, group=self._group, tell=self._tell, stop=self._stop)
        try:
            return work.run(self._provenance, self._passwords)
        except CancelledError:
            return None
        except PasswordNeededError as error:
            hint = error.hint or tr("Ask whoever gave it to you for the password, and add it again.")
            return ImportResult(ImportStatus.REFUSED, None, path, error.summary, hint)
        except ReviewerError as error:
            return ImportResult(ImportStatus.REFUSED, None, path, error.summary, error.hint)
