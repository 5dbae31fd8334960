"""What can be done with documents from the window: add, say what they are, rename, say how they were obtained, remove, cite."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import TypedDict

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from reviewer.i18n import tr, trn
from reviewer.model.document import Document
from reviewer.model.file_facts import Attachment
from reviewer.model.ids import DocumentId
from reviewer.model.neutral import inserted
from reviewer.services import dates
from reviewer.services.adding.importing import ImportResult, ImportStatus, add_documents
from reviewer.services.events import ImportProgress
from reviewer.services.passwords import PasswordSource
from reviewer.ui.acts.about_document import AboutDocumentActs
from reviewer.ui.acts.large_files import LargeFiles
from reviewer.ui.acts.passwords import Passwords
from reviewer.ui.acts.viewing_copy_acts import ViewingCopyActs
from reviewer.ui.case.case_parts import CaseParts
from reviewer.ui.controls.clipboard import copy_text
from reviewer.ui.controls.sheet import show_once, show_until_kept
from reviewer.ui.dialogs.file_dialog import choose_files
from reviewer.ui.dialogs.import_report import ImportReport, loss_words, summary
from reviewer.ui.dialogs.provenance_dialog import ProvenanceDialog
from reviewer.ui.dialogs.text_dialog import TextDialog
from reviewer.ui.panels.status.job_strip import Job, JobStrip

FILES = "*.pdf *.png *.jpg *.jpeg *.webp *.tif *.tiff *.gif *.bmp *.heic *.heif *.jp2 *.j2k *.jpf *.jpx *.pbm *.pgm *.ppm *.pnm"
"""What the file dialog shows at first."""


class _Way(TypedDict):
    """What both ways of adding files take."""

    passwords: PasswordSource
    progress: Callable[[ImportProgress], None]
    report: Callable[[ImportResult], None]
    cancelled: Callable[[], bool]
    initiator: str


class DocumentActs(QObject):
    """Dialogs around documents.

    Signals:
        added: The ids of the documents that came, or were known already.
        recognition_requested: The `Document` whose text is to be recognised.
        version_wished: The document whose versions are asked for.
        post_wished: The document of which is to be written down what the post in it says.

    """

    added = Signal(list)
    recognition_requested = Signal(object)
    version_wished = Signal(object)
    post_wished = Signal(object)

    def __init__(self, parts: CaseParts, passwords: Passwords, large_files: LargeFiles, jobs: JobStrip, over: QWidget) -> None:
        super().__init__(over)
        self._parts = parts
        self._passwords = passwords
        self._large_files = large_files
        self._jobs = jobs
        self._over = over
        self._about = AboutDocumentActs(parts, over)
        self._about.add_requested.connect(self.add_attached)
        self._copies = ViewingCopyActs(parts, jobs, over)
        self._last: tuple[tuple[ImportResult, ...], str] | None = None

    def choose(self) -> None:
        """Choose files and add them."""
        filters = tr("Documents ({files});;All files (*)").format(files=FILES)
        choose_files(self._over, tr("Add documents"), self.add, filters=filters)

    def show_last_report(self) -> None:
        """Say once more what became of the files that were added last."""
        if self._last is None:
            self._parts.problems.toast(tr("No files were added since the case was opened."))
        else:
            show_once(ImportReport(self._parts.theme, *self._last, self._over))

    def add(self, paths: Sequence[Path]) -> None:
        """Add files and folders; goes on in the background."""
        desk = self._parts.desk
        if desk.read_only:
            self._parts.problems.tell_read_only()
            return
        self._start(
            tr("Adding documents"),
            paths,
            lambda way: add_documents(desk.session, paths, linking=self._large_files, **way),
        )

    def add_attached(self, identity: str, attachments: Sequence[Attachment]) -> None:
        """Add files that are attached in a document; goes on in the background."""
        from reviewer.services.adding.importing_attached import add_attached, document_name

        desk = self._parts.desk
        paths = [Path(document_name(one)) for one in attachments]
        document = DocumentId(identity)
        self._start(tr("Adding attached files"), paths, lambda way: add_attached(desk.session, document, attachments, **way))

    def _start(self, words: str, paths: Sequence[Path], add: Callable[[_Way], Future[tuple[ImportResult, ...]]]) -> None:
        """Have files added, and tell how far it is and what became of them."""
        desk = self._parts.desk
        passed_over = ""
        last = ImportProgress(0, 0, None, left=tuple(paths))
        results: list[ImportResult] = []
        job = self._jobs.start(words, lambda: loss_words(results, last))

        def tell(one: ImportProgress) -> None:
            nonlocal passed_over, last
            passed_over, last = one.passed_over, one
            job.tell(one.done, one.total, *_at_work(one))

        initiator = f"import {desk.session.new_id()}"
        desk.history.expect(initiator)
        adding = add(
            _Way(
                passwords=self._passwords.of_import(),
                progress=tell,
                report=results.append,
                cancelled=job.cancelled.is_set,
                initiator=initiator,
            )
        )
        desk.tasks.deliver(
            adding,
            lambda results: self._on_added(job, results, passed_over),
            lambda error: self._on_failed(job, error),
            owner=self,
        )

    def wish(self, name: str, identity: str) -> None:
        """Carry out what a menu asks for: what it is, copy, recognise text, versions, rename, provenance, remove, cite."""
        document = self._parts.desk.rows.document(identity)
        if document is None:
            return
        if name == "about":
            self._about.show(document)
        elif name == "copy":
            self._copies.choose(document)
        elif name == "version":
            self.version_wished.emit(document)
        elif name == "post":
            self.post_wished.emit(document)
        elif self._parts.desk.read_only and name != "cite":
            self._parts.problems.tell_read_only()
        elif name == "recognise":
            self.recognition_requested.emit(document)
        elif name == "rename":
            self._rename(document)
        elif name == "provenance":
            self._edit_provenance(document)
        elif name == "remove":
            self._parts.wishes.remove_document(document.id, document.name)
        elif name == "cite":
            copy_text(f"{inserted(document.name)}, sha256 {document.sha256}")
            self._parts.problems.toast(tr("Citation copied"))

    def _rename(self, document: Document) -> None:
        def wrong(text: str) -> str:
            return "" if text.strip() else tr("A document needs a name.")

        hint = tr("Only in this case. The file that it came from keeps its name.")
        dialog = TextDialog(
            self._parts.theme,
            tr("Rename document"),
            tr("Name"),
            document.name,
            main=tr("Rename"),
            hint=hint,
            wrong=wrong,
            parent=self._over,
        )
        wishes = self._parts.wishes
        show_until_kept(
            dialog,
            lambda kept, refused: wishes.rename_document(document.id, dialog.text.strip(), kept=kept, refused=refused),
        )

    def _edit_provenance(self, document: Document) -> None:
        self._parts.desk.session.job(dates.get_ready)  # read by the time that a date is typed
        dialog = ProvenanceDialog(self._parts.theme, document.name, document.provenance, document.dated or "", self._over)
        wishes = self._parts.wishes

        def ask(kept: Callable[[], None], refused: Callable[[], None]) -> None:
            wishes.set_provenance(document.id, dialog.provenance, dialog.dated, kept=kept, refused=refused)

        show_until_kept(dialog, ask)

    def _on_added(self, job: Job, results: tuple[ImportResult, ...], passed_over: str) -> None:
        job.end()
        self._last = results, passed_over
        self.added.emit([one.document for one in results if one.document is not None])
        if any(one.status is ImportStatus.REFUSED or one.damaged or one.is_in_part for one in results):
            show_once(ImportReport(self._parts.theme, results, passed_over, self._over))
        elif self._tell_attached(results) or (not passed_over and self._is_on_show(results)):
            return
        elif results:
            self._parts.problems.toast(summary(results, passed_over))
        elif job.cancelled.is_set():
            self._parts.problems.toast(tr("Cancelled. Nothing was added."))
        else:
            self._parts.problems.toast(tr("There was no file in there."), warning=True)

    def _tell_attached(self, results: Sequence[ImportResult]) -> bool:
        """Say so where files are attached in what was added, and are not in the case; tell whether they are."""
        holders = [one for one in results if one.attached and one.document is not None]
        if not holders:
            return False
        first, show = holders[0], self.show_last_report
        count = sum(one.attached for one in holders)
        words = trn("A file is attached in {name}", "{count} files are attached in {name}", count)
        if len(holders) > 1:
            words = tr("{count} files are attached in {documents} of the documents added")
        elif first.document is not None:
            show = partial(self.wish, "about", first.document)
        told = words.format(count=count, name=inserted(first.path.name), documents=len(holders))
        told = trn("{words}. It is not in the case.", "{words}. They are not in the case.", count).format(words=told)
        self._parts.problems.toast(told, action=tr("Show…"), then=show, stays=True)
        return True

    def _is_on_show(self, results: Sequence[ImportResult]) -> bool:
        """Tell whether there is nothing to say: the case's first document came, and the person sees it."""
        added = [one.status is ImportStatus.ADDED and not one.reason for one in results]
        return added == [True] and len(self._parts.desk.rows.documents) <= 1

    def _on_failed(self, job: Job, error: BaseException) -> None:
        job.end()
        self.added.emit([])
        self._parts.problems.report(error)


def _at_work(one: ImportProgress) -> tuple[str, float]:
    """Return what an import is at, and which part of that file is done: its checksum, and then the text of its pages."""
    what = inserted(one.path.name) if one.path else ""
    hashed = one.bytes_done / one.byte_count if one.byte_count else 0.0
    read = one.pages_done / one.page_count if one.page_count else 0.0
    if one.page_count:
        what = tr("{name}, page {done} of {count}").format(name=what, done=one.pages_done, count=one.page_count)
    elif one.byte_count:
        what = tr("{name}, checksum, {percent} %").format(name=what, percent=int(hashed * 100))
    return what, (hashed + read) / 2 if one.byte_count else read
