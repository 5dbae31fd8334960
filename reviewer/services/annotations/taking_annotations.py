"""Taking annotations that other programs left in a document into the case, as passages.

Owns when an annotation is in the case already: a passage of the same kind lies at the same place. Nothing of that is written
down, so an annotation that was taken and whose passage was removed can be taken again. What it becomes is `annotation_places`' to
say, what its note says `annotation_notes`'.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from contextlib import closing
from dataclasses import dataclass, field, replace

from reviewer.errors import CancelledError, DocumentError, UsageError
from reviewer.i18n import tr
from reviewer.model.anchor import Anchor, TextPosition
from reviewer.model.annotation import Annotation
from reviewer.model.changes import Changes, RecordKind
from reviewer.model.document import Document
from reviewer.model.ids import DocumentId, PassageId
from reviewer.model.overview import MarkedPassage
from reviewer.model.passage import Passage
from reviewer.model.spans import RegionSpan, TextSpan
from reviewer.services.anchoring import KeptPages, anchor_of
from reviewer.services.annotations.annotation_notes import added, is_said, joined, note_of, part_notes
from reviewer.services.annotations.annotation_places import Places, places_of
from reviewer.services.session import Session
from reviewer.services.waiting import awaited
from reviewer.store.history.recorder import Recorder
from reviewer.store.reader import CaseReader
from reviewer.store.records.fields import anchor_fields, passage_fields


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
        noted: Passages that were in the case already, to whose notes was added what these say.
        shortened: Notes that had no room for all that was said.
        left: What could not be taken.

    """

    changes: Changes | None = None
    texts: int = 0
    regions: int = 0
    wordless: int = 0
    known: int = 0
    noted: int = 0
    shortened: int = 0
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

    def stop() -> bool:
        return cancelled() or session.closing.is_set()

    def run() -> TakenAnnotations:
        words = tr("Taking annotations was cancelled")
        target = session.read(lambda case: case.document(document)).result()
        with closing(awaited(session.open_document(document), stop, words).result()) as opened:
            work = _Work(session, target, KeptPages(opened, stop, words), stop)
            for done, one in enumerate(annotations):
                progress(done, len(annotations))
                work.take(one)
        if not work.found:
            return TakenAnnotations(left=tuple(work.left))
        return work.record(initiator)

    return session.job(run)


@dataclass(slots=True)
class _Found:
    """A place that annotations lie upon, with what its note says of each."""

    anchor: Anchor
    said: list[tuple[Annotation, str]]
    wordless: bool


@dataclass(slots=True)
class _Work:
    """One taking: first all anchors are worked out, then what is new among them is recorded at once."""

    session: Session
    document: Document
    pages: KeptPages
    stop: Callable[[], bool]
    found: list[_Found] = field(default_factory=list)
    left: list[LeftAnnotation] = field(default_factory=list)
    cut: int = 0

    def take(self, annotation: Annotation) -> None:
        """Work out where an annotation lies."""
        try:
            anchors = [self._anchor(one) for one in self._spans(annotation)]
        except (UsageError, DocumentError) as error:
            self.left.append(LeftAnnotation(annotation, error.summary))
            return
        wordless = annotation.kind.marks_text and all(one.region is not None for one in anchors)
        notes = part_notes(note_of(annotation), len(anchors))
        for at, (anchor, note) in enumerate(zip(anchors, notes, strict=True)):
            self.found.append(_Found(anchor, [(annotation, note)], wordless and at == 0))

    def _anchor(self, span: TextSpan | RegionSpan) -> Anchor:
        self._look_up()
        return anchor_of(self.session, self.document, span, self.pages)

    def _look_up(self) -> None:
        """Stop where that was asked for; nothing is in the case then."""
        if self.stop():
            raise CancelledError(tr("Taking annotations was cancelled"))

    def _spans(self, annotation: Annotation) -> list[TextSpan | RegionSpan]:
        page, document = annotation.page, self.document.id
        text = self.pages.text(page).result() if annotation.quads else None
        places = places_of(annotation, self.pages.pages(page, 1).result()[0], text)
        words = [TextSpan(document, TextPosition(page, start), TextPosition(page, end)) for start, end in places.spans]
        return [*words, *(RegionSpan(document, page, one) for one in places.regions)]

    def record(self, initiator: str) -> TakenAnnotations:
        """Put into the case what is not there."""

        def record(recorder: Recorder, case: CaseReader) -> TakenAnnotations:
            case.document(self.document.id)
            new, known, noted = self._compare(recorder, case.passages(self.document.id))
            for one in new:
                self._look_up()
                note = self._joined(note for _, note in one.said)
                made = Passage(PassageId(recorder.new_id()), self.document.id, one.anchor, note, recorder.at)
                recorder.insert(RecordKind.PASSAGE, made.id, passage_fields(made))
                recorder.insert(RecordKind.ANCHOR, one.anchor.id, anchor_fields(made.id, one.anchor))
            texts = sum(one.anchor.text is not None for one in new)
            wordless = sum(one.wordless for one in new)
            return TakenAnnotations(None, texts, len(new) - texts, wordless, known, noted, self.cut, tuple(self.left))

        words = tr("Take annotations into the case")
        taken, changes = self.session.record(words, record, initiator=initiator).result()
        return replace(taken, changes=changes if changes.changes else None)

    def _compare(self, recorder: Recorder, marked: Iterable[MarkedPassage]) -> tuple[list[_Found], int, int]:
        """Return the places that are new, how many annotations lie upon others, and to how many of these notes were added.

        What the annotations say is added to the note of a passage that is there, unless the note says it: else it would be lost.
        """
        there = Places[MarkedPassage]()
        for one in marked:
            there.put(one.passage.anchor, one)
        new: list[_Found] = []
        notes: dict[PassageId, str] = {}  # as they are by now: several that lie apart may lie upon one passage
        known = 0
        for found in self._places():
            self._look_up()
            same = there.at(found.anchor)
            if same is None:
                new.append(found)
                continue
            known += len(found.said)
            before = notes.get(same.passage.id, same.passage.note)
            unsaid = [note for _, note in found.said if note and not is_said(note, [before])]
            after, is_cut = added(before, unsaid) if unsaid else (before, False)
            self.cut += is_cut
            if after != before:
                notes[same.passage.id] = after
        for passage, note in notes.items():
            recorder.update(RecordKind.PASSAGE, passage, {"note": note})
        return new, known, len(notes)

    def _joined(self, notes: Iterable[str]) -> str:
        note, is_cut = joined(notes)
        self.cut += is_cut
        return note

    def _places(self) -> list[_Found]:
        """Return each place once: several people may have marked the same words, and all that they say goes into one note."""
        places = Places[_Found]()
        found: list[_Found] = []
        for one in self.found:
            twin = places.at(one.anchor)
            if twin is None:
                places.put(one.anchor, one)
                found.append(one)
            else:
                twin.said += one.said
        return found
