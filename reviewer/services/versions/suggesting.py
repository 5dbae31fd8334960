"""Owns which documents of a case are suggested as versions of others, and the making of sketches that are missing.

Goes over the documents one by one, behind whatever a person waits for; what was made is kept in the case.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import closing
from functools import partial
from operator import itemgetter
from typing import TypeVar

from reviewer.documents.client import OpenDocument
from reviewer.documents.dispatching.priorities import Priority
from reviewer.documents.results import scale_within, shown_page_px
from reviewer.errors import CancelledError, CaseError, DocumentError
from reviewer.i18n import tr
from reviewer.model.document import Document
from reviewer.model.ids import DocumentId, Sha256
from reviewer.model.versions import Sketch, Suggestion
from reviewer.services.session import Session
from reviewer.services.versions.alike_index import AlikeIndex
from reviewer.services.versions.sketching import FORM, PICTURE_PX, alike_edges, edges_of, likeness, shingles_of
from reviewer.services.waiting import awaited
from reviewer.store.case_file import CaseFile
from reviewer.store.content import sketches
from reviewer.store.reader import CaseReader

T = TypeVar("T")

ALIKE = 0.3
"""Share of the runs of words that two versions have in common: documents that only speak of the same have a tenth."""

ALIKE_PICTURES = 0.82
"""Share of edges that a picture has in common with another encoding or size of itself; cards with other words have 0.7."""

LARGEST_DRAWN = 64 * 1024 * 1024
"""Bytes of a document whose first page is drawn: a larger one would be copied whole out of the case for that."""

_PAGES_AT_ONCE = 64


def suggestions(session: Session, cancelled: Callable[[], bool] = lambda: False) -> Future[tuple[Suggestion, ...]]:
    """Say which documents seem to be versions of older ones, the likeliest first; one at most for each.

    Not among them is what a person has said, or dismissed. Sketches that are missing are made first.

    Raises:
        CancelledError: (in the future) `cancelled` said so, or the case is being closed. Sketches made by then are kept.
        CaseError: (in the future) The case cannot be read.

    """

    def stopped() -> bool:
        return cancelled() or session.closing.is_set()

    def run() -> tuple[Suggestion, ...]:
        made = _Sketches(session, stopped).all()
        documents = [one.document for one in session.read(lambda case: case.documents(), background=True).result()]
        dismissed = session.read(lambda case: case.versions.dismissed(), background=True).result()
        return tuple(suggested(documents, made, dismissed, stopped))

    return session.job(run)


def dismiss(session: Session, suggestion: Suggestion) -> Future[None]:
    """Make a suggestion no more."""
    write = partial(sketches.dismiss, newer=suggestion.newer, older=suggestion.older)
    return session.write(lambda case: case.keep(write, asked_for=True))


def restore(session: Session, suggestion: Suggestion) -> Future[None]:
    """Make a suggestion again that was dismissed."""
    write = partial(sketches.restore, newer=suggestion.newer, older=suggestion.older)
    return session.write(lambda case: case.keep(write, asked_for=True))


def suggested(
    documents: list[Document],
    made: Mapping[Sha256, Sketch],
    dismissed: frozenset[tuple[DocumentId, DocumentId]],
    stopped: Callable[[], bool] = lambda: False,
) -> list[Suggestion]:
    """Return what sketches suggest of documents in list order: the later added one is the newer version.

    Raises:
        CancelledError: `stopped` said so; it is asked before each document.

    """
    order = sorted(documents, key=lambda one: (one.added_at, one.position))
    families = _families(documents)
    found: list[Suggestion] = []
    known = AlikeIndex(words=ALIKE, pictures=ALIKE_PICTURES)
    for newer in order:
        if stopped():
            raise CancelledError(tr("Looking for versions was cancelled"))
        sketch = made.get(newer.sha256)
        if sketch is None:
            continue
        if newer.version_of is None:

            def fits(older: Document, newer: Document = newer) -> bool:
                return families[newer.id] != families[older.id] and (newer.id, older.id) not in dismissed

            compared = (_alike(newer, older, made) for older in known.worth_comparing(sketch, fits))
            alike = [one for one in compared if one is not None]
            if alike:
                found.append(max(alike, key=itemgetter(0))[1])
        known.add(newer, sketch)
    return sorted(found, key=lambda one: -(one.likeness or 0.0))


def _alike(newer: Document, older: Document, made: Mapping[Sha256, Sketch]) -> tuple[float, Suggestion] | None:
    one, other = made.get(newer.sha256), made.get(older.sha256)
    if one is None or other is None:
        return None
    words = likeness(one, other)
    if words is not None and words >= ALIKE:
        return 1.0 + words, Suggestion(newer.id, older.id, words)
    if words is not None and not (newer.is_image and older.is_image):  # words that were recognised may be few, and misread
        return None
    pictures = alike_edges(one.picture, other.picture)
    return (pictures, Suggestion(newer.id, older.id, None)) if pictures >= ALIKE_PICTURES else None


def _families(documents: list[Document]) -> Mapping[DocumentId, DocumentId]:
    """Return for each document the oldest one that it is a version of, through others too."""
    older = {one.id: one.version_of for one in documents}
    found = {}
    for one in documents:
        at, seen = one.id, {one.id}
        while (next_one := older.get(at)) is not None and next_one not in seen:
            seen.add(next_one)
            at = next_one
        found[one.id] = at
    return found


class _Sketches:
    """One going over the documents of a case."""

    def __init__(self, session: Session, stopped: Callable[[], bool]) -> None:
        self._session = session
        self._stopped = stopped

    def all(self) -> dict[Sha256, Sketch]:
        """Return the sketches of all documents that can be had, each made where it is missing, or made of another text."""
        read = partial(self._session.read, background=True)
        kept: dict[Sha256, Sketch] = {one.sha256: one for one in read(lambda case: case.versions.sketches()).result()}
        documents = [one.document for one in read(lambda case: case.documents()).result()]
        for document in documents:
            if self._stopped():
                raise CancelledError(tr("Looking for versions was cancelled"))
            state = read(partial(_text_state, sha256=document.sha256)).result()
            made_of = f"{FORM} {state}"
            known = kept.get(document.sha256)
            if known is None or known.made_of != made_of:
                picture = known.picture if known is not None and known.made_of.startswith(FORM) else self._picture(document)
                kept[document.sha256] = sketch = self._made(document, made_of, picture)
                if not self._session.read_only:
                    self._session.write(partial(_keep, sketch=sketch), background=True).result()
        return kept

    def _made(self, document: Document, made_of: str, picture: str) -> Sketch:
        count, hashes = shingles_of(self._texts(document))
        return Sketch(document.sha256, made_of, count, hashes, picture)

    def _texts(self, document: Document) -> Iterator[str]:
        for first in range(0, document.page_count, _PAGES_AT_ONCE):
            if self._stopped():
                raise CancelledError(tr("Looking for versions was cancelled"))
            some = partial(CaseReader.page_texts, document=document.id, first=first, count=_PAGES_AT_ONCE)
            texts = self._session.read(some, background=True).result()
            yield from (texts[page][0] for page in sorted(texts))

    def _picture(self, document: Document) -> str:
        """Return the edges of a document's first page; "" for one that cannot be opened, or is large."""
        if document.linked or document.size > LARGEST_DRAWN:
            return ""
        try:
            with closing(self._wait(self._session.open_document(document.id))) as opened:
                return self._edges(opened)
        except (DocumentError, CaseError):
            return ""

    def _edges(self, opened: OpenDocument) -> str:
        (page,) = self._wait(opened.pages(0, 1))
        scale = scale_within(page, PICTURE_PX / max(*page.shown_size, 1.0), PICTURE_PX * PICTURE_PX, PICTURE_PX)
        clip = shown_page_px(page, scale)
        return edges_of(self._wait(opened.render(0, scale=scale, clip=clip, priority=Priority.INDEXING)))

    def _wait(self, future: Future[T]) -> T:
        return awaited(future, self._stopped, tr("Looking for versions was cancelled")).result()


def _text_state(case: CaseReader, *, sha256: Sha256) -> str:
    return case.versions.text_state(sha256)


def _keep(case: CaseFile, *, sketch: Sketch) -> None:
    case.keep(partial(sketches.write, sketch=sketch), asked_for=False)
