"""Making a viewing copy from the window: where it goes, how far it is, and what it is without."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from reviewer import paths
from reviewer.errors import CancelledError, PasswordNeededError
from reviewer.i18n import tr
from reviewer.model.document import Document
from reviewer.model.neutral import inserted
from reviewer.model.text_layer import PageTextCounts
from reviewer.services.copies.viewing_copies import ViewingCopy, make_viewing_copy
from reviewer.ui.acts import folders
from reviewer.ui.case.case_parts import CaseParts
from reviewer.ui.controls.sheet import show_once
from reviewer.ui.dialogs.export_dialog import file_name
from reviewer.ui.dialogs.file_dialog import choose_place
from reviewer.ui.panels.status.job_strip import Job, JobStrip


class ViewingCopyActs(QObject):
    """Asks for the place, makes the copy in the background, and tells what it is without."""

    def __init__(self, parts: CaseParts, jobs: JobStrip, over: QWidget) -> None:
        super().__init__(over)
        self._parts = parts
        self._jobs = jobs
        self._over = over

    def choose(self, document: Document) -> None:
        """Choose a place, and whether recognised words go in where there are any, and write the copy there."""
        desk = self._parts.desk
        counting = desk.session.read(lambda reader: reader.recognised.counts(document.id, document.sha256))
        desk.tasks.deliver(counting, lambda counts: self._ask(document, counts), owner=self)

    def _ask(self, document: Document, counts: PageTextCounts) -> None:
        if not counts.used:
            self._choose_place(document, words=False)
            return
        from reviewer.ui.dialogs.viewing_copy_choice import ViewingCopyChoice

        dialog = ViewingCopyChoice(self._parts.theme, document.name, counts.used, self._over)
        dialog.accepted.connect(lambda: self._choose_place(document, words=dialog.with_words.isChecked()))
        show_once(dialog)

    def _choose_place(self, document: Document, *, words: bool) -> None:
        path = self._parts.desk.session.path
        folder = folders.documents_folder() if path.is_relative_to(paths.data_folder()) else path.parent
        stem = Path(document.name).stem or document.name
        choose_place(
            self._over,
            tr("Make a viewing copy"),
            lambda out: self._make(document, out, words=words),
            proposed=folders.free_place(folder, tr("{name} viewing copy").format(name=file_name(stem))),
            filters="PDF (*.pdf)",
            ending=".pdf",
        )

    def _make(self, document: Document, out: Path, *, words: bool) -> None:
        desk = self._parts.desk
        job = self._jobs.start(tr("Making a viewing copy"), lambda: tr("The viewing copy is not written yet."))
        name = inserted(document.name)

        def tell(done: int, total: int) -> None:
            job.tell(done, total, name)

        tell(0, document.page_count)
        making = make_viewing_copy(desk.session, document, out, words=words, progress=tell, cancelled=job.cancelled.is_set)
        desk.tasks.deliver(
            making,
            lambda made: self._on_made(job, document, made),
            lambda error: self._on_failed(job, error),
            owner=self,
        )

    def _on_made(self, job: Job, document: Document, made: ViewingCopy) -> None:
        from reviewer.ui.dialogs.viewing_copy_report import ViewingCopyReport

        def show() -> None:
            dialog = ViewingCopyReport(self._parts.theme, document, made, self._over)
            dialog.folder_button.clicked.connect(lambda: folders.show_folder(made.path))
            show_once(dialog)

        job.end()
        told = tr("Viewing copy made: {name}").format(name=inserted(made.path.name))
        # not a dialog by itself: somebody may be typing a note by now
        self._parts.problems.toast(told, action=tr("What it is without…"), then=show, stays=True)

    def _on_failed(self, job: Job, error: BaseException) -> None:
        job.end()
        if isinstance(error, CancelledError):
            self._parts.problems.toast(tr("Cancelled. No viewing copy was made."))
        elif isinstance(error, PasswordNeededError):
            hint = tr("Open the document and give its password first.")
            self._parts.problems.dialog(tr("No viewing copy was made"), PasswordNeededError(error.summary, hint))
        else:
            self._parts.problems.dialog(tr("No viewing copy was made"), error)
