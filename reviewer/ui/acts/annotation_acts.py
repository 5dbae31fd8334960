"""Taking annotations of other programs into the case from the window: it goes on in the background, and says what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from reviewer.i18n import tr, trn
from reviewer.model.annotation import Annotation
from reviewer.model.ids import DocumentId
from reviewer.model.neutral import inserted
from reviewer.services.annotations.taking_annotations import LeftAnnotation, TakenAnnotations, take_annotations
from reviewer.ui.case.case_parts import CaseParts
from reviewer.ui.controls.sheet import show_once
from reviewer.ui.dialogs.left_annotations_dialog import LeftAnnotationsDialog
from reviewer.ui.panels.status.job_strip import Job, JobStrip


class AnnotationActs(QObject):
    """Carries out what the list of annotations asks for."""

    def __init__(self, parts: CaseParts, jobs: JobStrip, over: QWidget) -> None:
        super().__init__(over)
        self._parts = parts
        self._desk = parts.desk
        self._jobs = jobs
        self._over = over

    def take(self, identity: str, annotations: Sequence[Annotation]) -> None:
        """Take annotations of a document into the case."""
        document = self._desk.rows.document(identity)
        if document is None or not annotations:
            return
        if self._desk.read_only:
            self._parts.problems.tell_read_only()
            return
        job = self._jobs.start(tr("Taking annotations"), lambda: tr("The annotations are not in the case yet."))
        name = inserted(document.name)
        taking = take_annotations(
            self._desk.session,
            document=DocumentId(identity),
            annotations=annotations,
            progress=lambda done, total: job.tell(done, total, name),
            cancelled=job.cancelled.is_set,
        )
        self._desk.tasks.deliver(
            taking,
            lambda taken: self._on_taken(job, taken),
            lambda error: self._on_failed(job, error),
            owner=self,
            told_late=True,
        )

    def _on_taken(self, job: Job, taken: TakenAnnotations) -> None:
        job.end()
        words = taken_words(taken)
        if taken.changes is None:
            self._parts.problems.toast(words)
        else:
            self._parts.wishes.offer_undo(words)
        if taken.left:
            words, show = left_words(taken.left), partial(self._show_left, taken.left)
            self._parts.problems.toast(words, action=tr("Show…"), then=show, warning=True, stays=True)

    def _show_left(self, left: Sequence[LeftAnnotation]) -> None:
        show_once(LeftAnnotationsDialog(self._parts.theme, left, self._over))

    def _on_failed(self, job: Job, error: BaseException) -> None:
        job.end()
        self._parts.problems.report(error)


def taken_words(taken: TakenAnnotations) -> str:
    """Return what was taken: "3 annotations taken into the case: 2 passages of text, 1 region. 4 were there already."."""
    made = taken.texts + taken.regions
    counts = (
        (taken.texts, trn("{count} passage of text", "{count} passages of text", taken.texts)),
        (taken.regions, trn("{count} region", "{count} regions", taken.regions)),
    )
    parts = ", ".join(words.format(count=count) for count, words in counts if count)
    said = [tr("Taken into the case: {parts}.").format(parts=parts) if made else tr("Nothing new was taken into the case.")]
    if taken.wordless:
        words = trn("{count} mark lies over no text.", "{count} marks lie over no text.", taken.wordless)
        said.append(words.format(count=taken.wordless))
    if taken.known:
        words = trn("{count} was in the case already.", "{count} were in the case already.", taken.known)
        said.append(words.format(count=taken.known))
    if taken.noted:
        words = trn("To {count} note was added what they say.", "To {count} notes was added what they say.", taken.noted)
        said.append(words.format(count=taken.noted))
    if taken.shortened:
        words = trn("{count} note had no room for all of it.", "{count} notes had no room for all of it.", taken.shortened)
        said.append(words.format(count=taken.shortened))
    return " ".join(said)


def left_words(left: Sequence[LeftAnnotation]) -> str:
    """Return what could not be taken and why, the first of them in full."""
    words = trn("{count} annotation could not be taken.", "{count} annotations could not be taken.", len(left))
    first = tr("Page {page}: {why}.").format(page=left[0].annotation.page + 1, why=left[0].why.rstrip("."))
    return f"{words.format(count=len(left))} {first}"
