"""Recognising text from the window: by itself from the moment a document is there, and when somebody asks for it.

Owns when it begins, rests and ends, and what a person is told of it. What somebody looks at goes first; nothing is begun before
the first page is on show, nor while files are being added. Without what it takes it says so once, and all else goes on.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QWidget

from reviewer.errors import NotIsolatedError, RecognitionError
from reviewer.model.document import Document
from reviewer.model.ids import DocumentId
from reviewer.services.events import ImportProgress
from reviewer.services.recognition.recognition_agenda import Agenda
from reviewer.settings.preferences import Settings
from reviewer.ui.acts.recognition_news import RecognitionNews
from reviewer.ui.acts.recognition_row import RecognitionRow
from reviewer.ui.case.case_parts import CaseParts
from reviewer.ui.panels.status.job_strip import JobStrip, Steering
from reviewer.ui.reading.read_view import ReadView

if TYPE_CHECKING:  # loaded with the first page that is read
    from reviewer.documents.recognising.trained_data import TrainedData
    from reviewer.services.recognition.recognition_result import RecognitionResult

WAIT_MS = 2000
"""How long after a case was opened it begins by itself: the first pages, and what is looked for, come before."""

AGAIN_MS = (15_000, 60_000, 300_000)
"""How long after a failure it goes on by itself: a full disk or another program's lock may be over by then. Then no more."""


class RecognitionActs(QObject):
    """Recognition in one window.

    Args:
        parts: The case.
        read: Where it is read.
        jobs: Shows long work.
        settings: Say whether it begins by itself, and where the languages are.
        over: The window.

    Attributes:
        news: Tells what comes of it.

    """

    def __init__(self, parts: CaseParts, read: ReadView, jobs: JobStrip, settings: Settings, over: QWidget) -> None:
        super().__init__(over)
        self._parts = parts
        self._desk = parts.desk
        self._read = read
        self._row = RecognitionRow(jobs, Steering(self._pause, self._cancel), self)
        self._settings = settings
        self.news = RecognitionNews(parts.problems, self)
        self.news.again_requested.connect(lambda documents: self._gather(documents, also_failed=True))
        self._agenda = Agenda()
        self._stop = threading.Event()
        self._importing = threading.Event()
        self._is_running = self._is_paused = self._is_ending = False
        self._has_begun = self._is_told_of_end = False
        self._known: set[DocumentId] = set()
        self._results: list[RecognitionResult] = []
        self._failures = 0
        self._begin_soon = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._begin_soon.timeout.connect(self._begin)
        self._again = QTimer(self, singleShot=True)
        self._again.timeout.connect(self._try_again)
        if not self._desk.read_only:
            is_ours = not self._desk.session.came_from_elsewhere  # another's file stays as it is until somebody changes it
            begins = self._desk.opened if is_ours else self._desk.committed
            begins.connect(self._begin_soon_once, Qt.ConnectionType.SingleShotConnection)
            self._desk.rows.documents_changed.connect(self._on_rows_documents_changed)
            self._desk.import_progressed.connect(self._on_desk_import_progressed)
            read.changed.connect(self._look)
        self._desk.page_recognised.connect(self._on_desk_page_recognised)

    @property
    def is_by_itself(self) -> bool:
        """Whether pages without words are read without being asked for."""
        return self._settings.values.recognise_text

    def is_reading(self, document: DocumentId) -> bool:
        """Tell whether a document's pages are being read, or still to be, in the run that goes on."""
        return self._is_running and (self._agenda.has(document) or self._row.document == document)

    def follow_preferences(self) -> None:
        """Begin or end by what the preferences say now."""
        if self._desk.read_only or not self._has_begun:
            return
        self.news.has_told_what_is_missing = False
        if self.is_by_itself:
            self._known.clear()
            self._begin()
        else:
            self._end()

    def recognise(self, document: Document) -> None:
        """Recognise the text of a document's pages that have none, whatever the preferences say."""
        self.news.has_told_what_is_missing, self._is_told_of_end = False, True
        self._gather([document.id], lambda: self._tell_nothing_left(document), also_failed=True)

    def read_again(self, document: Document, pages: Sequence[int] | None, *, garbled: bool = False) -> None:
        """Recognise the text of pages (from 0) that have words already, of all where None; the texts that they had are kept."""
        from reviewer.services.recognition.recognising import gather_again

        def done(count: int) -> None:
            if count:
                self._go()
            else:
                self.news.tell_corrected()

        self.news.has_told_what_is_missing, self._is_told_of_end = False, True
        asked = gather_again(self._desk.session, self._agenda, document.id, pages, garbled=garbled)
        self._desk.tasks.deliver(asked, done, owner=self)

    def close(self) -> None:
        """Begin nothing any more; what goes on ends with the session, and is gone on with the next time."""
        self._begin_soon.stop()
        self._again.stop()
        self._stop.set()
        self._row.end()

    def _begin_soon_once(self) -> None:
        self._begin_soon.start()

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

    def _gather(
        self, documents: Sequence[DocumentId], nothing: Callable[[], None] = lambda: None, *, also_failed: bool = False
    ) -> None:
        from reviewer.services.recognition.recognising import gather

        def done(count: int) -> None:
            if count and not self._is_paused:
                self._go()
            elif not count and not self._agenda.left:
                nothing()

        gathering = gather(self._desk.session, self._agenda, documents, also_failed=also_failed)
        self._desk.tasks.deliver(gathering, done, self._on_failed, owner=self)

    def _go(self) -> None:
        """Begin a run, unless one goes on, which takes what is new by itself."""
        if self._is_running or self._desk.session.closing.is_set():
            return
        from reviewer.services.recognition.recognising import languages, recognise

        session, tasks, stop = self._desk.session, self._desk.tasks, self._stop
        self._is_running = True
        self._again.stop()

        def run(trained: TrainedData) -> None:
            if session.closing.is_set():
                return
            running = recognise(
                session,
                trained,
                agenda=self._agenda,
                begun=self._row.tell,
                progress=self._row.tell,
                cancelled=stop.is_set,
                held=self._importing.is_set,
            )
            tasks.deliver(running, self._on_ended, self._on_failed, owner=self)
            self._row.show_soon()

        tasks.deliver(session.job(lambda: languages(self._settings)), run, self._on_failed, owner=self)

    def _pause(self, resting: bool) -> None:
        self._is_paused = resting
        if resting:
            self._stop.set()
        elif not self._is_running:
            self._go_on()

    def _go_on(self) -> None:
        self._stop = threading.Event()
        self._row.before = sum(one.pages + len(one.failed) for one in self._results)
        if self._agenda.left:
            self._go()
        else:
            self._finish()

    def _cancel(self) -> None:
        self._end()
        self.news.tell_stopped()

    def _end(self) -> None:
        """Have nothing read any more that waits now."""
        self._agenda.clear()
        self._stop.set()
        self._is_ending, self._is_paused = self._is_running, False
        if not self._is_running:
            self._finish(quiet=True)

    def _on_ended(self, results: tuple[RecognitionResult, ...]) -> None:
        self._is_running, self._failures = False, 0
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
        self._is_running = self._is_paused = False
        is_ours = isinstance(error, NotIsolatedError | RecognitionError)
        if is_ours:
            self._agenda.clear()
        self._finish(quiet=is_ours)
        if isinstance(error, RecognitionError):
            self.news.tell_missing(error)
        elif not is_ours and not self._desk.session.closing.is_set():  # the window's foot says what is not isolated, and why
            self._rest(error)

    def _rest(self, error: BaseException) -> None:
        """Go on by itself after a while: a full disk, or another program at the case, may be no trouble by then."""
        self._known.clear()
        if self._failures < len(AGAIN_MS):
            self._again.start(AGAIN_MS[self._failures])
        self._failures += 1
        if self._failures == 1:
            self.news.tell_rest(error, self._try_again)

    def _try_again(self) -> None:
        """Go on after a failure, and look for all that is left: what was on its way may be on no agenda any more."""
        if self._agenda.left:
            self._go()
        if self.is_by_itself:
            self._gather_new()

    def _finish(self, *, quiet: bool = False) -> None:
        """Take the row away, and tell what came of it."""
        is_waited_for = self._is_told_of_end or self._row.is_shown
        self._row.end()
        results, self._results = self._results, []
        self._stop = threading.Event()
        self._is_told_of_end = self._is_ending = False
        if not quiet:
            self.news.tell_end(results, is_waited_for=is_waited_for)

    def _tell_nothing_left(self, document: Document) -> None:
        self._is_told_of_end = False
        self.news.tell_nothing_left(document, partial(self.read_again, document, None))

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
