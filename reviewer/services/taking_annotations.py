"""Taking annotations that other programs left in a document into the case, as passages.

Owns what an annotation becomes (marks on words a passage of text, all else a region), what its note says, and when it is in the
case already: a passage of the same kind at the same place. Nothing of that is written down, so an annotation that was taken and
whose passage was removed can be taken again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

from reviewer.documents.text.marked import marked_spans
from reviewer.errors import CancelledError, DocumentError, UsageError
from reviewer.i18n import tr
from reviewer.model.anchor import Anchor, TextPosition
from reviewer.model.annotation import Annotation, AnnotationKind
from reviewer.model.changes import Changes, RecordKind
from reviewer.model.document import Document
from reviewer.model.geometry import Rect
from reviewer.model.ids import DocumentId, PassageId
from reviewer.model.passage import Passage
from reviewer.model.spans import RegionSpan, TextSpan
from reviewer.services.anchoring import KeptPages, anchor_of
from reviewer.services.session import Session
from reviewer.store.history.recorder import Recorder
from reviewer.store.reader import CaseReader
from reviewer.store.records.fields import anchor_fields, passage_fields

T = TypeVar("T")

_SAME = 1.0
"""Page units that corners of the same place may lie apart: another version of the program may measure letters otherwise."""


@dataclass(frozen=True, slots=True)
class LeftAnnotation:
    """An annotation that could not be taken, and why, as a sentence."""

    annotation: Annotation
    why: str


@dataclass(frozen=True, slots=True)
class TakenAnnotations:
    """What came of taking annotations into the case.

    Attributes:
        changes: What was committed; None where nothing was new.
        texts: Passages of text that were made.
        regions: Regions that were made.
        wordless: How many of these are marks on text under which there is none.
        known: Annotations whose place was in the case already.
        left: What could not be taken.

    """

    changes: Changes | None = None
    texts: int = 0
    regions: int = 0
    wordless: int = 0
    known: int = 0
    left: tuple[LeftAnnotation, ...] = ()


def take_annotations(
    session: Session,
    *,
    document: DocumentId,
    annotations: Sequence[Annotation],
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
    initiator: str = "",
) -> Future[TakenAnnotations]:
    """Take annotations of a document into the case: one intent, however many they are.

    Args:
        session: The open case.
        document: The document that they are in.
        annotations: As the document's worker read them.
        progress: Called on the thread of the work with how many are worked out, and how many there are.
        cancelled: Asked between them; until all are worked out, nothing is in the case.
        initiator: Named in the event.

    Raises:
        DocumentError: (in the future) The document cannot be opened.
        CancelledError: (in the future) `cancelled` said so.
        CaseError: (in the future) The case cannot be written.

    """

    def run() -> TakenAnnotations:
        target = session.read(lambda case: case.document(document)).result()
        with closing(session.open_document(document).result()) as opened:
            work = _Work(session, target, KeptPages(opened))
            for done, one in enumerate(annotations):
                if cancelled() or session.closing.is_set():
                    raise CancelledError(tr("Taking annotations was cancelled"))
                progress(done, len(annotations))
                work.take(one)
        if not work.found:
            return TakenAnnotations(left=tuple(work.left))
        return work.record(initiator)

    return session.job(run)


def note_of(annotation: Annotation) -> str:
    """Return what the note of a passage says that was an annotation: "Ann, 2019-03-04: The comment", and each reply in a line."""
    said = [annotation.remark.words, *(tr("Reply: {words}").format(words=one.words) for one in annotation.replies)]
    kinds = {AnnotationKind.STRIKE_OUT: tr("Struck out"), AnnotationKind.INSERTION: tr("To be inserted here")}
    if annotation.kind in kinds:
        said.insert(0, kinds[annotation.kind])
    return "\n".join(one for one in said if one)


@dataclass(slots=True)
class _Found:
    """A place that annotations lie upon, with what its note says."""

    anchor: Anchor
    note: str
    wordless: bool
    times: int = 1


@dataclass(slots=True)
class _Work:
    """One taking: first all anchors are worked out, then what is new among them is recorded at once."""

    session: Session
    document: Document
    pages: KeptPages
    found: list[_Found] = field(default_factory=list)
    left: list[LeftAnnotation] = field(default_factory=list)

    def take(self, annotation: Annotation) -> None:
        """Work out where an annotation lies."""
        try:
            spans = self._spans(annotation)
            anchors = [anchor_of(self.session, self.document, one, self.pages) for one in spans]
        except (UsageError, DocumentError) as error:
            self.left.append(LeftAnnotation(annotation, error.summary))
            return
        wordless = annotation.kind.marks_text and anchors[0].region is not None
        notes = _part_notes(note_of(annotation), len(anchors))
        self.found += [_Found(anchor, note, wordless) for anchor, note in zip(anchors, notes, strict=True)]

    def _spans(self, annotation: Annotation) -> list[TextSpan | RegionSpan]:
        page = annotation.page
        if annotation.quads:
            spans = marked_spans(self.pages.text(page).result(), annotation.quads)
            if spans:
                return [TextSpan(self.document.id, TextPosition(page, start), TextPosition(page, end)) for start, end in spans]
        rect = Rect.around_all(one.rect for one in annotation.quads) if annotation.quads else annotation.rect
        return [RegionSpan(self.document.id, page, rect)]

    def record(self, initiator: str) -> TakenAnnotations:
        """Put into the case what is not there."""

        def record(recorder: Recorder, case: CaseReader) -> TakenAnnotations:
            case.document(self.document.id)
            new, known = self._compare(recorder, [one.passage for one in case.passages(self.document.id)])
            for one in new:
                made = Passage(PassageId(recorder.new_id()), self.document.id, one.anchor, one.note, recorder.at)
                recorder.insert(RecordKind.PASSAGE, made.id, passage_fields(made))
                recorder.insert(RecordKind.ANCHOR, one.anchor.id, anchor_fields(made.id, one.anchor))
            texts = sum(one.anchor.text is not None for one in new)
            wordless = sum(one.wordless for one in new)
            return TakenAnnotations(None, texts, len(new) - texts, wordless, known, tuple(self.left))

        words = tr("Take annotations into the case")
        taken, changes = self.session.record(words, record, initiator=initiator).result()
        return replace(taken, changes=changes if changes.changes else None)

    def _compare(self, recorder: Recorder, passages: Iterable[Passage]) -> tuple[list[_Found], int]:
        """Return the places that are new, and how many annotations lie upon those that are not.

        A passage that a person made there before, and said nothing about, gets what the annotations say: else it would be lost.
        """
        there = _Places[Passage]()
        for passage in passages:
            there.put(passage.anchor, passage)
        new: list[_Found] = []
        known = 0
        for one in self._places():
            passage_there = there.at(one.anchor)
            if passage_there is None:
                new.append(one)
                continue
            known += one.times
            if one.note and not passage_there.note.strip():
                recorder.update(RecordKind.PASSAGE, passage_there.id, {"note": one.note})
        return new, known

    def _places(self) -> list[_Found]:
        """Return each place once: several people may have marked the same words, and all that they say goes into one note."""
        places = _Places[_Found]()
        found: list[_Found] = []
        for one in self.found:
            twin = places.at(one.anchor)
            if twin is None:
                places.put(one.anchor, one)
                found.append(one)
            else:
                twin.times += 1
                twin.note = "\n".join(note for note in (twin.note, one.note) if note)
        return found


class _Places(Generic[T]):
    """What lies where, to be found by another anchor of the same place."""

    def __init__(self) -> None:
        self._by_quote: dict[tuple[int, str | None], list[tuple[Anchor, T]]] = {}

    def put(self, anchor: Anchor, what: T) -> None:
        self._by_quote.setdefault(_key(anchor), []).append((anchor, what))

    def at(self, anchor: Anchor) -> T | None:
        found = (what for other, what in self._by_quote.get(_key(anchor), ()) if _lie_alike(anchor, other))
        return next(found, None)


def _key(anchor: Anchor) -> tuple[int, str | None]:
    return anchor.page, None if anchor.text is None else anchor.text.quote


def _lie_alike(one: Anchor, other: Anchor) -> bool:
    return len(one.quads) == len(other.quads) and all(
        mine.page == theirs.page
        and all(
            abs(here.x - there.x) <= _SAME and abs(here.y - there.y) <= _SAME
            for here, there in zip(mine.quad.points, theirs.quad.points, strict=True)
        )
        for mine, theirs in zip(one.quads, other.quads, strict=True)
    )


def _part_notes(note: str, count: int) -> list[str]:
    """Return the notes of the passages that one mark became: more than one where it left out words in between."""
    if count == 1:
        return [note]
    part = tr("Part {number} of {count} of one mark")
    return ["\n".join(filter(None, (note, part.format(number=number, count=count)))) for number in range(1, count + 1)]
