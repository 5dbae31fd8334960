"""What can be done with the case itself from its window: properties, a copy, the evidence pack."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from reviewer import paths
from reviewer.documents.open_document import OpenDocument
from reviewer.i18n import tr, trn
from reviewer.model.document import Document
from reviewer.model.neutral import inserted
from reviewer.model.protection import Protection
from reviewer.ui.acts import folders
from reviewer.ui.case.case_parts import CaseParts
from reviewer.ui.controls.sheet import show_once, show_until_kept
from reviewer.ui.dialogs.export_dialog import ExportDialog, ExportWish, file_name
from reviewer.ui.dialogs.file_dialog import choose_place
from reviewer.ui.dialogs.left_out_dialog import LeftOutDialog
from reviewer.ui.dialogs.pack_contents import PackDocument
from reviewer.ui.dialogs.pack_place import Place, look_at
from reviewer.ui.dialogs.properties_dialog import CaseFacts, PropertiesDialog
from reviewer.ui.look import readable
from reviewer.ui.panels.status.job_strip import Job, JobStrip

if TYPE_CHECKING:
    from reviewer.services.exporting import ExportReport

CASE_FILES = "*.revcase"
_MOST_NAMED = 3
"""Documents named in a passing message."""


class CaseActs(QObject):
    """Dialogs around the case. `commit` keeps what is typed before anything is copied or exported."""

    def __init__(self, parts: CaseParts, jobs: JobStrip, commit: Callable[[], None], over: QWidget) -> None:
        super().__init__(over)
        self._parts = parts
        self._desk = parts.desk
        self._jobs = jobs
        self._commit = commit
        self._over = over
        self._last_pack: Path | None = None

    def show_properties(self) -> None:
        """Open the case's properties."""
        rows, info = self._desk.rows, self._desk.rows.info
        if info is None:
            return
        path = self._desk.session.path
        size = path.stat().st_size if path.exists() else 0
        facts = CaseFacts(path, size, len(rows.documents), len(rows.claims), len(rows.passages), self._desk.read_only)
        dialog = PropertiesDialog(self._parts.theme, info, facts, self._over)

        def keep(kept: Callable[[], None], refused: Callable[[], None]) -> None:
            title = dialog.title if dialog.title != info.title else None
            label = dialog.desk_label if dialog.desk_label != info.desk_label else None
            if title is None and label is None:
                kept()
            else:
                self._parts.wishes.edit_case(title=title, desk_label=label, kept=kept, refused=refused)

        dialog.copy_button.clicked.connect(self.save_copy)
        show_until_kept(dialog, keep)

    def save_copy(self) -> None:
        """Choose a place and write a complete copy there."""
        info = self._desk.rows.info
        name = file_name(info.title) if info else "case"
        choose_place(
            self._over,
            tr("Save a copy"),
            self._copy,
            proposed=folders.documents_folder() / f"{name} copy.revcase",
            filters=tr("Cases ({files})").format(files=CASE_FILES),
            ending=".revcase",
        )

    def _copy(self, to: Path) -> None:
        self._commit()
        copied = self._desk.session.save_copy(to)
        told = tr("Copy saved: {name}").format(name=inserted(to.name))
        self._desk.tasks.deliver(
            copied,
            lambda _none: self._tell_with_folder(told, to),
            lambda error: self._parts.problems.dialog(tr("The copy was not saved"), error),
            owner=self,
        )

    def export(self) -> None:
        """Ask where the pack goes and write it."""
        rows = self._desk.rows
        counts = len(rows.documents), len(rows.claims), len(rows.passages)
        title = rows.info.title if rows.info else ""
        path = self._desk.session.path
        folder = folders.documents_folder() if path.is_relative_to(paths.data_folder()) else path.parent
        last = self._last_pack
        again = last is not None and look_at(last) in (Place.FREE, Place.TAKEN)
        out = last if again and last is not None else folder
        dialog = ExportDialog(self._parts.theme, title, out, counts, self._over, documents=self._choosable(), again=again)
        from reviewer.services.protection import protected_documents

        looking = protected_documents(self._desk.session)
        self._desk.tasks.deliver(looking, dialog.contents.tell_protection, owner=dialog)
        dialog.accepted.connect(lambda: self._write(dialog.wish))
        show_once(dialog)

    def _choosable(self) -> list[PackDocument]:
        rows = self._desk.rows
        cited = {one.passage.document for one in rows.passages.values()}
        documents = (one.document for one in rows.documents)
        return [
            PackDocument(
                one.id,
                one.name,
                cited=one.id in cited,
                linked=one.linked,
                locked=one.encrypted and not self._is_unlocked(one),
                protection=Protection.PASSWORD if one.encrypted and self._is_unlocked(one) else Protection.NONE,
            )
            for one in documents
        ]

    def _write(self, wish: ExportWish) -> None:
        self._commit()
        job = self._jobs.start(tr("Exporting the pack"), lambda: tr("The pack is not written yet."))
        from reviewer.services.exporting import export_pack  # the exporters are loaded for the first pack

        exporting = export_pack(
            self._desk.session,
            wish.out,
            audience=wish.audience,
            choice=wish.choice,
            force=wish.replace,
            progress=job.tell,
            cancelled=job.cancelled.is_set,
        )
        self._desk.tasks.deliver(
            exporting, lambda report: self._on_exported(job, wish, report), lambda error: self._on_refused(job, error), owner=self
        )

    def _on_exported(self, job: Job, wish: ExportWish, report: ExportReport) -> None:
        job.end()
        self._last_pack = report.path
        told = tr("Pack exported: “{name}” in {folder}").format(
            name=inserted(report.path.name), folder=readable.path_words(report.path.parent)
        )
        self._tell_with_folder(told + _unprotected_words(report), report.path)
        if report.refused:
            locked = self._locked({name for name, _ in report.refused})
            dialog = LeftOutDialog(self._parts.theme, report.refused, locked=bool(locked), parent=self._over)
            again = replace(wish, out=report.path, replace=True)
            dialog.accepted.connect(lambda: self._unlock(locked, again, worth=False))
            show_once(dialog)

    def _is_unlocked(self, document: Document) -> bool:
        return document.id in self._parts.opening.unlocked

    def _locked(self, refused: set[str]) -> list[Document]:
        """Return the refused documents that a password would open: encrypted ones that nobody has open."""
        documents = (one.document for one in self._desk.rows.documents)
        return [one for one in documents if one.encrypted and one.name in refused and not self._parts.opening.opened(one.id)]

    def _unlock(self, locked: Sequence[Document], wish: ExportWish, *, worth: bool) -> None:
        """Ask for the passwords one after another, and write the pack anew where one of them opened a document."""
        if not locked:
            if worth:
                self._write(wish)
            return
        first, rest = locked[0], locked[1:]
        opening = self._parts.opening

        def opened(_opened: OpenDocument) -> None:
            opening.release(first.id)
            self._unlock(rest, wish, worth=True)

        def skipped(_error: BaseException) -> None:
            self._unlock(rest, wish, worth=worth)

        opening.open(first.id, first.sha256, first.name, opened, skipped)

    def _on_refused(self, job: Job, error: BaseException) -> None:
        job.end()
        if job.cancelled.is_set():
            self._parts.problems.toast(tr("Export cancelled. Nothing was left behind."))
        else:
            self._parts.problems.dialog(tr("The pack was not written"), error)

    def _tell_with_folder(self, text: str, path: Path) -> None:
        def show() -> None:
            if not folders.show_folder(path):
                self._parts.problems.toast(
                    tr("The folder could not be opened: {path}").format(path=readable.path_words(path.parent)), warning=True
                )

        self._parts.problems.toast(text, action=tr("Open folder"), then=show)


def _unprotected_words(report: ExportReport) -> str:
    """Return what else is to be said of a pack in which copies open more freely than their originals."""
    names = [inserted(name) for name, _ in report.unprotected]
    if not names:
        return ""
    shown = ", ".join(names[:_MOST_NAMED]) + (" …" if len(names) > _MOST_NAMED else "")
    said = trn(
        "Its copy of {names} is without the protection of the original.",
        "Its copies of {names} are without the protection of their originals.",
        len(names),
    )
    return ". " + said.format(names=shown)
