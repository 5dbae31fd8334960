"""Recognising text from the window: by itself from the moment a document is there, and when somebody asks for it.

Owns when it begins, rests and ends, and what a person is told of it. What somebody looks at goes first; nothing is begun before
the first page is on show, nor while files are being added. Without what it takes it says so once, and all else goes on.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from reviewer.errors import NotIsolatedError, RecognitionError
from reviewer.i18n import tr, trn
from reviewer.model.document import Document
from reviewer.model.ids import DocumentId
from reviewer.model.neutral import inserted
from reviewer.services.events import ImportProgress, RecognitionProgress
from reviewer.services.recognition.recognition_agenda import Agenda
from reviewer.settings.preferences import Settings
from reviewer.ui.case.case_parts import CaseParts
from reviewer.ui.panels.status.job_strip import Job, JobStrip, Steering
from reviewer.ui.reading.read_view import ReadView

if TYPE_CHECKING:  # loaded with the first page that is read
    from reviewer.documents.recognising.trained_data import TrainedData
    from reviewer.services.recognition.recognition_run import RecognitionResult

WAIT_MS = 2000
"""How long after a case was opened it begins by itself: the first pages, and what is looked for, come before."""

SHOW_MS = 1500
"""How long it goes on before the window's foot shows it: a screenshot is read by then, and nothing has flickered."""


class RecognitionActs(QObject):
    """Recognition in one window.

    Args:
        parts: The case.
        read: Where it is read.
        jobs: Shows long work.
        settings: Say whether it begins by itself, and where the languages are.
        over: The window.

    """

    def __init__(self, parts: CaseParts, read: ReadView, jobs: JobStrip, settings: Settings, over: QWidget) -> None:
        super().__init__(over)
        self._parts = parts
        self._desk = parts.desk
        self._read = read
        self._jobs = jobs
        self._settings = settings
        self._agenda = Agenda()
        self._stop = threading.Event()
        self._importing = threading.Event()
        self._job: Job | None = None
        self._is_running = self._is_paused = self._is_ending = False
        self._was_told = self._has_begun = self._is_told_of_end = False
        self._known: set[DocumentId] = set()
        self._base = 0
        self._results: list[RecognitionResult] = []
        self._begin_soon = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._begin_soon.timeout.connect(self._begin)
        self._show_soon = QTimer(self, singleShot=True, interval=SHOW_MS)
        self._show_soon.timeout.connect(self._show)
        if not self._desk.read_only:
            self._desk.opened.connect(self._begin_soon.start)
            self._desk.rows.documents_changed.connect(self._on_rows_documents_changed)
            self._desk.import_progressed.connect(self._on_desk_import_progressed)
            read.changed.connect(self._look)
        self._desk.page_recognised.connect(self._on_desk_page_recognised)

    @property
    def is_by_itself(self) -> bool:
        """Whether pages without words are read without being asked for."""
        return self._settings.values.recognise_text

    def follow_preferences(self) -> None:
        """Begin or end by what the preferences say now."""
        if self._desk.read_only or not self._has_begun:
            return
        self._was_told = False
        if self.is_by_itself:
            self._known.clear()
            self._begin()
        else:
            self._end()

    def recognise(self, document: Document) -> None:
        """Recognise the text of a document's pages that have none, whatever the preferences say."""
        self._was_told, self._is_told_of_end = False, True
        self._gather([document.id], lambda: self._tell_nothing_left(document))

    def read_again(self, document: Document, pages: Sequence[int] | None, *, garbled: bool = False) -> None:
        """Recognise the text of pages (from 0) that have words already, of all where None; the texts that they had are kept."""
        from reviewer.services.recognition.recognising import gather_again

        def done(count: int) -> None:
            if count:
                self._go()
            else:
                self._parts.problems.toast(tr("There is nothing to be read again: words on such pages were corrected by hand."))

        self._was_told, self._is_told_of_end = False, True
        asked = gather_again(self._desk.session, self._agenda, document.id, pages, garbled=garbled)
        self._desk.tasks.deliver(asked, done, owner=self)

    def close(self) -> None:
        """Begin nothing any more; what goes on ends with the session, and is gone on with the next time."""
        self._begin_soon.stop()
        self._show_soon.stop()
        self._stop.set()
        self._end_job()

    def _begin(self) -> None:
        self._has_begun = True
        if self.is_by_itself:
            self._look()
            self._gather_new()

    def _gather_new(self) -> None:
        """Look for pages to read in documents that came; large ones outside the case wait until somebody looks at them."""
        shown = self._shown()
        documents = [one.document for one in self._desk.rows.documents]
        new = [one.id for one in documents if one.id not in self._known and (not one.linked or one.id == shown)]
        self._known.update(new)
        if new:
            self._gather(new)

    def _gather(self, documents: Sequence[DocumentId], nothing: Callable[[], None] = lambda: None) -> None:
        from reviewer.services.recognition.recognising import gather

        def done(count: int) -> None:
            if count and not self._is_paused:
                self._go()
            elif not count and not self._agenda.left:
                nothing()

        self._desk.tasks.deliver(gather(self._desk.session, self._agenda, documents), done, owner=self)

    def _go(self) -> None:
        """Begin a run, unless one goes on, which takes what is new by itself."""
        if self._is_running or self._desk.session.closing.is_set():
            return
        from reviewer.services.recognition.recognising import languages, recognise

        session, tasks, stop = self._desk.session, self._desk.tasks, self._stop
        self._is_running = True

        def run(trained: TrainedData) -> None:
            if session.closing.is_set():
                return
            running = recognise(
                session,
                trained,
                agenda=self._agenda,
                progress=self._tell_progress,
                cancelled=stop.is_set,
                held=self._importing.is_set,
            )
            tasks.deliver(running, self._on_ended, self._on_failed, owner=self)
            self._show_soon.start()

        tasks.deliver(session.job(lambda: languages(self._settings)), run, self._on_failed, owner=self)

    def _show(self) -> None:
        if self._is_running and self._job is None:
            self._job = self._jobs.start(tr("Recognising text"), steering=Steering(self._pause, self._cancel))

    def _tell_progress(self, at: RecognitionProgress) -> None:
        """Say how far it is; called on another thread."""
        job = self._job
        if job is not None and not self._stop.is_set():
            what = tr("{name}, page {page}").format(name=inserted(at.name), page=at.page + 1)
            job.tell(self._base + at.done, self._base + at.total, what)

    def _pause(self, resting: bool) -> None:
        self._is_paused = resting
        if resting:
            self._stop.set()
        elif not self._is_running:
            self._go_on()

    def _go_on(self) -> None:
        self._stop = threading.Event()
        self._base = sum(one.pages + len(one.failed) for one in self._results)
        if self._agenda.left:
            self._go()
        else:
            self._finish()

    def _cancel(self) -> None:
        self._end()
        told = tr("Stopped. What was recognised is kept. The other pages are read when the case is opened next.")
        self._parts.problems.toast(told)

    def _end(self) -> None:
        """Have nothing read any more that waits now."""
        self._agenda.clear()
        self._stop.set()
        self._is_ending, self._is_paused = self._is_running, False
        if not self._is_running:
            self._finish(quiet=True)

    def _on_ended(self, results: tuple[RecognitionResult, ...]) -> None:
        self._is_running = False
        self._results += results
        if self._is_ending:
            self._agenda.clear()  # what was being read when it was stopped is there again
            self._finish(quiet=True)
        elif self._is_paused:
            return
        elif self._stop.is_set() or self._agenda.left:  # it goes on after a pause that was short, or more came at the very end
            self._go_on()
        else:
            self._finish()

    def _on_failed(self, error: BaseException) -> None:
        self._is_running = False
        self._agenda.clear()
        self._finish(quiet=True)
        if isinstance(error, NotIsolatedError):
            return  # the window's foot says so, and why
        if not isinstance(error, RecognitionError):
            self._parts.problems.report(error)
        elif not self._was_told:
            self._was_told = True
            self._parts.problems.report(error)

    def _finish(self, *, quiet: bool = False) -> None:
        """Take the row away, and tell what came of it where that took its time, or was asked for."""
        told = self._is_told_of_end or self._job is not None
        self._show_soon.stop()
        self._end_job()
        results, self._results = self._results, []
        self._stop, self._base = threading.Event(), 0
        self._is_told_of_end = self._is_ending = False
        pages, failed = sum(one.pages for one in results), sum(len(one.failed) for one in results)
        if told and not quiet and (pages or failed):
            words = sum(one.with_words for one in results)
            self._parts.problems.toast(_summary(pages, words, failed), warning=bool(failed))

    def _end_job(self) -> None:
        job, self._job = self._job, None
        if job is not None:
            job.end()

    def _tell_nothing_left(self, document: Document) -> None:
        self._is_told_of_end = False
        told = tr("All pages of {name} have words, or were read already.").format(name=inserted(document.name))
        then = partial(self.read_again, document, None)
        self._parts.problems.toast(told, action=tr("Read all of them again"), then=then)

    def _shown(self) -> DocumentId | None:
        tab = self._read.tabs.current
        return tab.document if tab is not None and tab.opened is not None else None

    def _look(self) -> None:
        """Have the pages in view read first."""
        tab, shown = self._read.tabs.current, self._shown()
        self._agenda.look(shown, tab.view.pages_in_view if tab is not None and shown is not None else range(0))
        if shown is not None and shown not in self._known and self._has_begun and self.is_by_itself:
            self._gather_new()

    def _on_rows_documents_changed(self) -> None:
        there = {one.document.id for one in self._desk.rows.documents}
        for gone in self._known - there:
            self._agenda.drop(gone)
        self._known &= there
        if self._has_begun and self.is_by_itself:
            self._gather_new()

    def _on_desk_import_progressed(self, at: ImportProgress) -> None:
        """Rest while files are added: their texts come first."""
        if at.path is None:
            self._importing.clear()
        else:
            self._importing.set()

    def _on_desk_page_recognised(self, document: str, page: int) -> None:
        for tab in self._read.tabs.tabs():
            if tab.document == document:
                tab.view.words.renew(page)


def _summary(pages: int, with_words: int, failed: int) -> str:
    """Return what came of a run, in a sentence or two."""
    told = trn("Text recognised on {words} of {count} page.", "Text recognised on {words} of {count} pages.", pages)
    told = told.format(words=with_words, count=pages)
    if failed:
        more = trn("{count} page could not be read.", "{count} pages could not be read.", failed).format(count=failed)
        told = f"{told} {more}"
    return told
