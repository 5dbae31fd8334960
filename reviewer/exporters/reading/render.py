"""What has to be asked of the documents themselves: annotated copies, pictures of passages, positions in their text.

Owns the pass over the documents, two at a time, each opened once and closed before the next one, so that memory does not grow
with their number. Threads here only wait for workers and write files; progress is told on the thread that called.
"""

from __future__ import annotations

import concurrent.futures
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from queue import Empty, SimpleQueue
from threading import Event
from typing import TypeVar

from reviewer.errors import CancelledError, DocumentError, PasswordNeededError, ReviewerError
from reviewer.exporters.bag.stage import Stage
from reviewer.exporters.plan.exhibits import Exhibit, ExportPlan, PlannedDocument
from reviewer.exporters.reading.copies import mark_of, request_copy
from reviewer.exporters.reading.crops import CropWindow, window
from reviewer.exporters.reading.port import CropPicture, OpenById, ReadableDocument, Waiting
from reviewer.exporters.reading.positions import Reading, positions, read
from reviewer.exporters.reading.rendered import CropFile, RenderedDocument
from reviewer.exporters.reading.verbatim import compare
from reviewer.model.ids import DocumentId
from reviewer.model.protection import Protection
from reviewer.model.stance import Stance

AT_ONCE = 2
"""Documents in work at a time: each has a worker process of its own."""
AHEAD = 4
"""Crops asked for before the first of them is taken."""
_POLL_S = 0.1

T = TypeVar("T")
CropKey = tuple[int, int, Stance | None]
"""Exhibit number, page (from 0), stance."""


def units(plan: ExportPlan) -> int:
    """Return how many steps `render` reports: one a document and one a picture of a passage."""
    return len(plan.documents) + sum(len(one.views) for one in plan.exhibits)


def render(
    plan: ExportPlan, stage: Stage, *, open_document: OpenById, step: Callable[[str], None], cancelled: Callable[[], bool]
) -> dict[DocumentId, RenderedDocument]:
    """Write copies and crops of all documents of a plan, and return what each of them gave.

    A document that cannot be opened or copied is refused by name, and the others go on.

    Args:
        plan: The frozen plan.
        stage: Takes the files.
        open_document: Opens a document in a worker.
        step: Told of each unit done, on the calling thread.
        cancelled: Asked several times a second.

    Raises:
        CancelledError: `cancelled` said so.
        OSError: A file could not be written.

    """
    work = _Pass(plan, stage, open_document)
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE, thread_name_prefix="export") as pool:
        jobs = {one.id: pool.submit(work.document, one) for one in plan.documents}
        try:
            _watch(list(jobs.values()), work.steps, step, cancelled)
        finally:
            work.stop.set()
            pool.shutdown(wait=True, cancel_futures=True)
    return {document: job.result() for document, job in jobs.items()}


def _watch(
    jobs: list[concurrent.futures.Future[RenderedDocument]],
    steps: SimpleQueue[str],
    step: Callable[[str], None],
    cancelled: Callable[[], bool],
) -> None:
    """Pass steps on until every job is done; raise what the first failed job raised."""
    while True:
        running = not all(job.done() for job in jobs)
        with suppress(Empty):
            while True:
                step(steps.get(timeout=_POLL_S) if running else steps.get_nowait())
                if cancelled():
                    raise CancelledError("The export was cancelled; nothing was written")
        if cancelled():
            raise CancelledError("The export was cancelled; nothing was written")
        for job in jobs:
            if job.done():
                job.result()
        if not running:
            return


class _Pass:
    """The state of one pass: shared by its threads, changed only through the stage and the queue."""

    def __init__(self, plan: ExportPlan, stage: Stage, open_document: OpenById) -> None:
        self._plan = plan
        self._stage = stage
        self._open = open_document
        self.stop = Event()
        self.steps: SimpleQueue[str] = SimpleQueue()

    def document(self, document: PlannedDocument) -> RenderedDocument:
        """Write a document's copy and crops; a refusal is a result. Of a linked one without exhibits nothing is wanted."""
        self._check()
        if not document.pdf and not document.exhibits:
            self.steps.put(document.name)
            return RenderedDocument()
        try:
            opened = self._await(self._open(document.id))
        except CancelledError:
            raise
        except ReviewerError as error:
            return self._refused(document, error)
        try:
            return self._opened(document, opened)
        except DocumentError as error:
            return self._refused(document, error)
        finally:
            opened.close()

    def _opened(self, document: PlannedDocument, opened: ReadableDocument) -> RenderedDocument:
        document = self._as_it_is(document, opened)
        reading = self._read(document, opened)
        found = compare(document, reading, lambda page, layer: self._await(opened.text(page, layer=layer)))
        whole = document.with_anchors(found.anchors)
        document = whole.without(found.wrong)
        if document.pdf:
            self._write_copy(document, opened)
        self.steps.put(document.name)
        crops, unpictured = self._crops(document, opened)
        for one in whole.exhibits:
            for _ in one.views if one.number in found.wrong else ():
                self.steps.put(f"Exhibit {one.number}")
        places = positions(document, reading) if reading else {}
        return RenderedDocument(read=whole, crops=crops, positions=places, misquoted=found.wrong, unpictured=unpictured)

    def _as_it_is(self, document: PlannedDocument, opened: ReadableDocument) -> PlannedDocument:
        """Return the document with its own word on itself and on the pages that its exhibits touch."""
        wanted = {page for one in document.exhibits for page in one.anchor.pages if 0 <= page < opened.page_count}
        asked = [opened.pages(page, 1) for page in sorted(wanted)]
        pages = {info.index: info for waiting in asked for info in self._await(waiting)}
        omitted = bool(document.pdf) and self._plan.choice.omit_protected and opened.protection is not Protection.NONE
        return replace(
            document,
            pdf="" if omitted else document.pdf,
            media_type=opened.media_type,
            size=opened.size,
            page_count=opened.page_count,
            beyond=opened.beyond,
            reduced=opened.reduced,
            pages=pages,
            protection=opened.protection,
            omitted=omitted,
        )

    def _write_copy(self, document: PlannedDocument, opened: ReadableDocument) -> None:
        """Write the annotated copy. It can be as large as a case: it is let go of before the crops are made."""
        self._stage.write_payload(document.pdf, self._await(request_copy(opened, document, self._plan)))

    def _crops(self, document: PlannedDocument, opened: ReadableDocument) -> tuple[dict[CropKey, CropFile], dict[int, str]]:
        crops: dict[CropKey, CropFile] = {}
        unpictured: dict[int, str] = {}
        asked: deque[tuple[Exhibit, CropWindow, Stance | None, Waiting[CropPicture]]] = deque()

        def take() -> None:
            exhibit, view, stance, waiting = asked.popleft()
            try:
                crops[exhibit.number, view.page, stance] = self._write_crop(exhibit, view, stance, self._await(waiting))
            except DocumentError as error:
                unpictured[exhibit.number] = error.summary
            self.steps.put(f"Exhibit {exhibit.number}")

        for exhibit in document.exhibits:
            mark = mark_of(exhibit, self._plan)
            for page, stance in exhibit.views:
                view = window(exhibit, document, page)
                if view is None:
                    unpictured[exhibit.number] = "The size of its page is not known, so there is no picture of it"
                    self.steps.put(f"Exhibit {exhibit.number}")
                    continue
                painted = [replace(mark, stance=stance)]
                asked.append((exhibit, view, stance, opened.crop(page, view.rect, scale=view.scale, marks=painted)))
                if len(asked) >= AHEAD:
                    take()
        while asked:
            take()
        return crops, unpictured

    def _write_crop(self, exhibit: Exhibit, view: CropWindow, stance: Stance | None, picture: CropPicture) -> CropFile:
        path = exhibit.crop_path(view.page, stance)
        self._stage.write_payload(path, picture.png)
        return CropFile(path, len(picture.png), picture.width_px, picture.height_px, view.shown_width)

    def _read(self, document: PlannedDocument, opened: ReadableDocument) -> Reading | None:
        try:
            return read(document, opened.page_count, lambda first, count: self._await(opened.plain_text(first, count)))
        except DocumentError:
            return None

    def _refused(self, document: PlannedDocument, error: ReviewerError) -> RenderedDocument:
        for _ in range(1 + sum(len(one.views) for one in document.exhibits)):
            self.steps.put(document.name)
        return RenderedDocument(refused=error.summary, locked=isinstance(error, PasswordNeededError))

    def _await(self, waiting: Waiting[T]) -> T:
        """Return a result, looking up now and then whether the export was given up."""
        while True:
            self._check()
            try:
                return waiting.result(timeout=_POLL_S)
            except concurrent.futures.TimeoutError:
                continue

    def _check(self) -> None:
        if self.stop.is_set():
            raise CancelledError("The export was given up")
