"""The row at the window's foot that says how far recognising text is.

Owns when it is shown, only where that takes a while, and its counts over pauses. Whoever reads decides when it begins and ends.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from reviewer.i18n import tr
from reviewer.model.ids import DocumentId
from reviewer.model.neutral import inserted
from reviewer.services.events import RecognitionProgress
from reviewer.ui.panels.status.job_strip import Job, JobStrip, Steering

SHOW_MS = 1500
"""How long it goes on before it is shown: a screenshot is read by then, and nothing has flickered."""


class RecognitionRow(QObject):
    """The row of one window.

    Attributes:
        before: How many pages were done before the last pause.

    """

    def __init__(self, jobs: JobStrip, steering: Steering, over: QObject) -> None:
        super().__init__(over)
        self._jobs = jobs
        self._steering = steering
        self._job: Job | None = None
        self._last: RecognitionProgress | None = None
        self.before = 0
        self._soon = QTimer(self, singleShot=True, interval=SHOW_MS)
        self._soon.timeout.connect(self._on_soon_timeout)

    @property
    def is_shown(self) -> bool:
        """Whether it is there, at work or at rest."""
        return self._job is not None

    @property
    def document(self) -> DocumentId | None:
        """The document whose page was told of last."""
        return None if self._last is None else self._last.document

    def show_soon(self) -> None:
        """Be there, unless it ends before."""
        self._soon.start()

    def tell(self, at: RecognitionProgress) -> None:
        """Say how far it is and which page is being read, now or as soon as it is there; called on another thread."""
        self._last, job = at, self._job
        if job is not None:
            what = tr("{name}, page {page}").format(name=inserted(at.name), page=at.page + 1)
            job.tell(self.before + at.done, self.before + at.total, what)

    def end(self) -> None:
        """Go away."""
        self._soon.stop()
        job, self._job, self._last, self.before = self._job, None, None, 0
        if job is not None:
            job.end()

    def _on_soon_timeout(self) -> None:
        if self._job is None:
            self._job = self._jobs.start(tr("Recognising text"), steering=self._steering)
            if (last := self._last) is not None:
                self.tell(last)
