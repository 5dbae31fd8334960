"""One document open in a worker process of its own.

Owns the requests that can be made of a document, their deadlines and their order. Parses nothing: results are checked bytes.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future
from functools import partial
from typing import TYPE_CHECKING, Any

from reviewer.documents import asking, limits, refusals
from reviewer.documents.dispatching import steps
from reviewer.documents.dispatching.dispatcher import Dispatcher
from reviewer.documents.dispatching.jobs import Job, Sending, is_of_use
from reviewer.documents.dispatching.lane import Lane
from reviewer.documents.dispatching.priorities import Priority
from reviewer.documents.protocol import requests
from reviewer.documents.protocol.framing import Kind, Status
from reviewer.documents.protocol.replies import OpenedFacts
from reviewer.documents.recognising.layers import Layers, NoLayers, text_of_page, with_recognised
from reviewer.documents.results import Bitmap, PixelRect, shown_page_px
from reviewer.documents.sources.source import Source
from reviewer.documents.submitting import failed, opening_job, own_handle, submit
from reviewer.errors import LinkedFileError
from reviewer.model.geometry import Rect
from reviewer.model.page import PageInfo

if TYPE_CHECKING:  # loaded when first asked for, like `asking_words` and `asking_made`: the first page is not kept waiting for it
    from reviewer.documents.findings import Crop, Hyperlink, OutlineItem, PlainTexts
    from reviewer.documents.marks import Mark
    from reviewer.documents.protocol.made_requests import AnnotatedCopy
    from reviewer.documents.sources.linked_source import AnySource
    from reviewer.documents.text.page.page_text import PageText
    from reviewer.model.anchor import LayerRef
    from reviewer.model.annotation import PageAnnotations


class OpenDocument:
    """A document open in a worker process; made by `Workers.open`.

    Methods may be called from any thread and return futures at once, whose callbacks run on the client's I/O thread and must not
    wait for others. One can be cancelled until it is done. Errors: `DocumentError` with a sentence, `WorkerError` when a process
    died, lied or took too long; the next request gets a fresh one.

    Attributes:
        media_type: Such as "application/pdf" or "image/png".
        size: Its length in bytes.
        page_count, beyond: How many pages are shown, at least 1, and how many the file has beyond those.
        encrypted: Whether a password was needed.
        protection: What keeps readers from the document, or from doing with it as they like.
        repaired: Whether the file was damaged and is shown as far as it could be put right.
        undrawn: Whether the sizes of its pages are all that is left of them.
        reduced: By how much the resolution is lower at which it is shown: 1 where it is not.
        first_page: The first page's geometry.
        extractor: What reads its own texts, with its version.
        layers: What was recognised on its pages, which is then used in place of its own texts.

    """

    def __init__(self, dispatcher: Dispatcher, lane: Lane, source: AnySource, password: str | None, facts: OpenedFacts) -> None:
        self.media_type = facts.media_type
        self.size = source.size
        self.page_count = facts.page_count
        self.beyond, self.encrypted = facts.beyond, facts.encrypted
        self.protection = facts.protection
        self.repaired = facts.repaired
        self.undrawn, self.reduced = facts.undrawn, facts.reduced
        self.first_page = facts.first_page
        self.extractor = facts.extractor
        self.layers: Layers = NoLayers()
        self._dispatcher = dispatcher
        self._lane = lane
        self._source = source
        self._password = password
        self._known_pages = {0: facts.first_page}
        self._watchers: list[Callable[[], None]] = []
        self._outline: Future[Any] | None = None

    @property
    def worker_pid(self) -> int:
        """The worker's process id; another after it was replaced, 0 while there is none."""
        return self._lane.worker_pid

    def watch(self, lost: Callable[[], None], died: Callable[[], None] | None = None) -> None:
        """On the I/O thread, call `lost` once when a linked file was written to, and `died` whenever a worker ended unasked."""
        self._watchers.append(lost)
        self._lane.died_by_itself = died or self._lane.died_by_itself

    def pages(self, first: int = 0, count: int | None = None) -> Future[tuple[PageInfo, ...]]:
        """Return the geometry of `count` pages from `first` on, all the rest where None."""
        return steps.run(self._pages(first, count))

    def _pages(
        self, first: int, count: int | None, priority: int = Priority.GEOMETRY, lane: Lane | None = None
    ) -> Generator[Future[Any], Any, tuple[PageInfo, ...]]:
        past = self.page_count if count is None else first + count
        self._require(first, past)
        found: list[PageInfo] = []
        for start in range(first, past, limits.PAGES_PER_REQUEST):
            asked = requests.Pages(start, min(limits.PAGES_PER_REQUEST, past - start))
            found += yield self.ask(Kind.PAGES, partial(asking.pages, asked), limits.PAGES_DEADLINE_S, priority, lane)
        self._known_pages.update((one.index, one) for one in found)
        return tuple(found)

    def render(
        self, page: int, *, scale: float, clip: PixelRect | None = None, turn: int = 0, priority: int = Priority.VIEW
    ) -> Future[Bitmap]:
        """Draw a page as displayed, annotations shown.

        Args:
            page: From 0.
            scale: Pixels per page unit.
            clip: The part wanted in pixels of the page as displayed (its own rotation, then `turn`), white beyond it; None: all.
            turn: Degrees clockwise to turn the page by, on top of its own rotation: 0, 90, 180, 270.
            priority: One of `Priority`; among equals the newest goes first.

        """
        if clip is None:
            return steps.run(self._render_whole(page, scale, turn, priority))
        fits = 0 < clip.width <= limits.MAX_RENDER_SIDE and 0 < clip.height <= limits.MAX_RENDER_SIDE
        near = max(abs(clip.x), abs(clip.y)) <= limits.MAX_CLIP_COORDINATE
        if not 0 <= page < self.page_count:
            return failed(Status.NO_SUCH_PAGE)
        if not fits or clip.width * clip.height > limits.MAX_RENDER_PIXELS:
            return failed(Status.TOO_MANY_PIXELS)
        if not near or not limits.MIN_SCALE <= scale <= limits.MAX_SCALE or turn not in {0, 90, 180, 270}:
            return failed(Status.BAD_REQUEST)

        def prepare(shared: bool) -> Sending:
            return asking.render(requests.Render(page, scale, turn, clip, shared))

        image = self.media_type.startswith("image/")
        deadline_s = limits.IMAGE_DEADLINE_S if image else limits.RENDER_DEADLINE_S
        return self._submit(Job(Kind.RENDER, prepare, deadline_s, priority=priority, newest_first=True, lasting=image))

    def _render_whole(self, page: int, scale: float, turn: int, priority: int) -> Generator[Future[Any], Any, Bitmap]:
        self._require(page, page + 1)
        if page not in self._known_pages:
            yield from self._pages(page, 1, priority)
        bitmap: Bitmap = yield self.render(
            page, scale=scale, clip=shown_page_px(self._known_pages[page], scale, turn), turn=turn, priority=priority
        )
        return bitmap

    def text(self, page: int, *, layer: LayerRef | None = None, priority: int = Priority.TEXT) -> Future[PageText]:
        """Return a page's characters with boxes: of the text that is used, or the `layer` where the page has that."""
        if not 0 <= page < self.page_count:
            return failed(Status.NO_SUCH_PAGE)
        from reviewer.documents import asking_words

        own = partial(self.ask, Kind.TEXT, partial(asking_words.text, page), limits.TEXT_DEADLINE_S, priority)
        if self.media_type.startswith("image/"):
            own = partial(asking_words.no_text, page, self.extractor)
        if page in self.layers.pages or layer is not None:
            return steps.run(text_of_page(self.layers, page, own, layer))
        return own()

    def plain_text(self, first: int, count: int) -> Future[tuple[str, ...]]:
        """Return the text of several pages, for indexing: exactly that of `text`, without boxes and faster.

        A page whose text cannot be read, or not in time, has none here; asking for its characters says why.
        """
        return steps.run(self._plain_text(first, count))

    def _plain_text(self, first: int, count: int) -> Generator[Future[Any], Any, tuple[str, ...]]:
        return tuple(one.text for one in (yield from self._plain_texts(first, count)).pages)

    def plain_texts(self, first: int, count: int) -> Future[PlainTexts]:
        """Return the same with what kind of text each page has, and whether the file turned out to be damaged."""
        return steps.run(self._plain_texts(first, count))

    def _plain_texts(self, first: int, count: int) -> Generator[Future[Any], Any, PlainTexts]:
        from reviewer.documents.reading_texts import read_plain_texts

        self._require(first, first + count)
        read = yield from read_plain_texts(self._submit, self._lane, first, count, repaired=self.repaired)
        return (yield from with_recognised(self.layers, first, read))

    def outline(self) -> Future[tuple[OutlineItem, ...]]:
        """Return the table of contents, in order; empty where there is none. Read once for all who ask: none may cancel it."""
        from reviewer.documents import asking_words

        if self._outline is None or not is_of_use(self._outline):
            make = partial(asking_words.outline, self.page_count)
            self._outline = self.ask(Kind.OUTLINE, make, limits.OUTLINE_DEADLINE_S, Priority.GEOMETRY)
        return self._outline

    def hyperlinks(self, page: int) -> Future[tuple[Hyperlink, ...]]:
        """Return what leads somewhere on a page, the topmost last; none for an image."""
        from reviewer.documents import asking_words as words

        return self._of(page, Kind.HYPERLINKS, partial(words.hyperlinks, page, self.page_count), limits.HYPERLINKS_DEADLINE_S)

    def unseen_words(self, page: int) -> Future[tuple[tuple[int, int], ...]]:
        """Return the spans of the words in a page's own text that nobody can see on it; none for an image."""
        from reviewer.documents import asking_words as words

        return self._of(page, Kind.UNSEEN, partial(words.unseen, page), limits.TEXT_DEADLINE_S)

    def _of(self, page: int, kind: Kind, make: Callable[[], Sending], deadline_s: float) -> Future[Any]:
        return self.ask(kind, make, deadline_s, Priority.TEXT) if page in range(self.page_count) else failed(Status.NO_SUCH_PAGE)

    def annotations(self, first: int, count: int) -> Future[PageAnnotations]:
        """Return what somebody marked on `count` pages from `first` on with another program.

        Pages that one answer has no room for are left out: whoever asks goes on after them. All else goes first.
        """
        if not 0 <= first < first + count <= self.page_count:
            return failed(Status.NO_SUCH_PAGE)
        from reviewer.documents import asking_words

        make = partial(asking_words.annotations_of, first, min(count, limits.ANNOTATED_PAGES_PER_REQUEST))
        return self.ask(Kind.ANNOTATIONS, make, limits.ANNOTATIONS_DEADLINE_S, Priority.INDEXING)

    def crop(self, page: int, rect: Rect, *, scale: float, marks: Sequence[Mark] = ()) -> Future[Crop]:
        """Cut a picture out of a page, marks drawn in.

        Args:
            page: From 0.
            rect: In page space, on the unrotated page; the picture shows it as displayed.
            scale: Pixels per page unit.
            marks: What to paint.

        """
        if not 0 <= page < self.page_count:
            return failed(Status.NO_SUCH_PAGE)
        if not all(map(math.isfinite, (rect.x0, rect.y0, rect.x1, rect.y1))) or not limits.MIN_SCALE <= scale <= limits.MAX_SCALE:
            return failed(Status.BAD_REQUEST)
        from reviewer.documents import asking_made
        from reviewer.documents.marks import encode

        make = partial(asking_made.crop, page, rect, scale, encode(marks))
        return self.ask(Kind.CROP, make, limits.CROP_DEADLINE_S, Priority.EXCERPT)

    def annotated_copy(self, marks: Sequence[Mark], *, moment: str, title: str) -> Future[bytes]:
        """Return a PDF: a full copy with the marks as real annotations, or an image's frames as pages with their regions.

        A process of its own makes it, so that the document can be read on meanwhile, or closed.

        Args:
            marks: In the order of the document.
            moment: What all dates in the copy say, UTC ISO 8601.
            title: The document's name in the copy.

        """
        from reviewer.documents.marks import encode
        from reviewer.documents.protocol.made_requests import AnnotatedCopy

        return steps.run(self._annotated_copy(AnnotatedCopy(moment, title, encode(marks))))

    def _annotated_copy(self, asked: AnnotatedCopy) -> Generator[Future[Any], Any, bytes]:
        from reviewer.documents import asking_made

        source = own_handle(self._source)
        lane = Lane(self._dispatcher, lambda: opening_job(source, self._password), self._lane.admit)
        self._dispatcher.call(lambda: self._dispatcher.add(lane))
        try:
            pixels = self.media_type != "application/pdf"
            frames = (yield from self._pages(0, None, lane=lane)) if pixels else ()
            size = sum(math.ceil(one.width * one.height) * 3 for one in frames) or source.size
            job = Job(Kind.COPY, lambda _: asking_made.annotated_copy(asked, size, pixels=pixels), limits.COPY_DEADLINE_S)
            copy: bytes = yield self._submit(job, lane)
        finally:
            self._dispatcher.call(lambda: self._dispatcher.remove(lane))
            self._dispatcher.call(source.close)
        return copy

    def close(self) -> None:
        """End the worker process and let go of the document's bytes. What was asked and not answered fails, save for copies."""
        self._dispatcher.call(self._close)

    def _close(self) -> None:
        self._dispatcher.remove(self._lane)
        self._source.close()
        self._watchers.clear()  # they know the document, as what a request has to tell does
        self._outline, self._lane.died_by_itself = None, lambda: None

    def _require(self, first: int, past: int) -> None:
        if not 0 <= first < past <= self.page_count:
            raise refusals.error_of(Status.NO_SUCH_PAGE)

    def ask(
        self, kind: Kind, make: Callable[[], Sending], deadline_s: float, priority: int, lane: Lane | None = None
    ) -> Future[Any]:
        """Ask for something of this document; what it is, `make` knows: its payload, and how its answer is checked."""
        return self._submit(Job(kind, lambda _: make(), deadline_s, priority=priority), lane)

    def _submit(self, job: Job, lane: Lane | None = None) -> Future[Any]:
        future = submit(self._dispatcher, lane or self._lane, job)
        if not isinstance(self._source, Source):
            future.add_done_callback(self._on_answered)
        return future

    def _on_answered(self, future: Future[Any]) -> None:
        if not future.cancelled() and isinstance(future.exception(), LinkedFileError):
            while self._watchers:
                self._watchers.pop(0)()
