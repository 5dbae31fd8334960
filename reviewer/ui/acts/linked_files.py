"""The files of linked documents in a window: how far a check is, which of them are in trouble, and locating one anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from reviewer.i18n import tr
from reviewer.model.document import Document, LinkedFileTrouble
from reviewer.model.ids import DocumentId, Sha256
from reviewer.model.neutral import inserted
from reviewer.services.events import LinkedFileCheck
from reviewer.services.locating import locate_file
from reviewer.store.reader import CaseReader
from reviewer.ui.case.case_parts import CaseParts
from reviewer.ui.dialogs.file_dialog import choose_files
from reviewer.ui.look import readable
from reviewer.ui.panels.status.job_strip import Job, JobStrip


class LinkedFileActs(QObject):
    """What a window does about files outside its case.

    Args:
        parts: The case.
        jobs: Shows long work.
        is_told: Tells whether the check of a file is on show elsewhere already.
        over: The window.

    Signals:
        mended: The id of a document whose file was located: it can be opened.
        troubles_changed: What is wrong with which documents, by id.

    """

    mended = Signal(str)
    troubles_changed = Signal(dict)

    def __init__(self, parts: CaseParts, jobs: JobStrip, is_told: Callable[[Sha256], bool], over: QWidget) -> None:
        super().__init__(over)
        self._parts = parts
        self._desk = parts.desk
        self._jobs = jobs
        self._is_told = is_told
        self._over = over
        self._checks: dict[Sha256, Job] = {}
        self._linked: frozenset[Sha256] = frozenset()
        self._desk.linked_file_checked.connect(self._on_desk_linked_file_checked)
        self._desk.rows.documents_changed.connect(self._on_rows_documents_changed)
        self._on_rows_documents_changed()

    def look(self) -> None:
        """See at a glance which linked files are not as they should be; nothing is read of them."""
        session = self._desk.session
        if not session.closing.is_set():
            self._desk.tasks.deliver(session.job(session.sources.linked_files.troubles), self._on_looked, owner=self)

    def locate(self, identity: str) -> None:
        """Choose the file that a document is linked to from now on."""
        document = self._desk.rows.document(identity)
        if document is None or not document.linked:
            return

        linked = self._desk.session.sources.linked_files

        def read(reader: CaseReader) -> str:
            """Return the folder where the file was, while it is there: that is where a renamed one lies."""
            file = reader.linked_file(document.sha256)
            known = file is not None and linked.is_known(file) and file.path.parent.is_dir()
            return str(file.path.parent) if file is not None and known else ""

        reading = self._desk.session.read(read)
        self._desk.tasks.deliver(reading, lambda folder: self._choose(document, folder), owner=self)

    def _choose(self, document: Document, folder: str) -> None:
        title = tr("Locate the file of {name}").format(name=inserted(document.name))
        choose_files(self._over, title, lambda files: self.take(document, files[0]), place=folder, one=True)

    def take(self, document: Document, path: Path) -> None:
        """Link a document to a file, if that has the same bytes."""
        job = self._jobs.start(tr("Checking the file"))

        def progress(done: int, total: int) -> None:
            job.tell(0, 1, readable.path_words(Path(path.name)), done / max(total, 1))

        locating = locate_file(
            self._desk.session, document=document.id, path=path, progress=progress, cancelled=job.cancelled.is_set
        )
        self._desk.tasks.deliver(
            locating,
            lambda _none: self._on_located(job, document),
            lambda error: self._on_another(job, document, error),
            owner=self,
        )

    def _on_located(self, job: Job, document: Document) -> None:
        job.end()
        self._parts.problems.toast(tr("{name} is linked to this file now").format(name=inserted(document.name)))
        self.look()
        self.mended.emit(document.id)

    def _on_another(self, job: Job, document: Document, error: BaseException) -> None:
        job.end()
        if job.cancelled.is_set():
            self._parts.problems.toast(tr("Cancelled. The link was not changed."))
        else:
            self._parts.problems.dialog(tr("{name} was not linked to this file").format(name=inserted(document.name)), error)

    def _on_desk_linked_file_checked(self, check: LinkedFileCheck) -> None:
        job = self._checks.get(check.sha256)
        if not check.running:
            if job is not None:
                del self._checks[check.sha256]
                job.end()
            self.look()
            return
        if job is None:
            if self._is_told(check.sha256):
                return
            job = self._checks[check.sha256] = self._jobs.start(tr("Checking a linked file"))
        if job.cancelled.is_set():
            self._desk.session.sources.linked_files.stop(check.sha256)
        job.tell(0, 1, check.name, check.done / max(check.total, 1))

    def _on_rows_documents_changed(self) -> None:
        linked = frozenset(one.document.sha256 for one in self._desk.rows.documents if one.document.linked)
        if linked != self._linked:
            self._linked = linked
            self.look()

    def _on_looked(self, found: Mapping[Sha256, LinkedFileTrouble]) -> None:
        documents = (one.document for one in self._desk.rows.documents)
        troubles = {DocumentId(one.id): found[one.sha256] for one in documents if one.sha256 in found}
        self.troubles_changed.emit(troubles)
