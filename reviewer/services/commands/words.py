"""Intents on the words of pages: correcting one that was recognised, and choosing which of a page's texts is used."""

from __future__ import annotations

from collections.abc import Callable, Collection
from concurrent.futures import Future
from dataclasses import dataclass

from reviewer.errors import UsageError
from reviewer.i18n import tr
from reviewer.model.changes import Changes, RecordKind, Value
from reviewer.model.document import Document
from reviewer.model.ids import DocumentId, Sha256
from reviewer.model.recognised import PageLayer, WordCorrection
from reviewer.model.text_layer import LayerKind
from reviewer.services.page_texts import TextCount
from reviewer.services.session import Session
from reviewer.store.history.recorder import Recorder
from reviewer.store.reader import CaseReader
from reviewer.store.records.fields import word_correction_fields

MOST_CHARS = 200
"""Of what is corrected at once, and of what it is corrected into: a word, or a line."""


@dataclass(frozen=True, slots=True)
class WordsAt:
    """Words on a page, as somebody sees and selects them.

    Attributes:
        document: The document.
        page: Counts from 0.
        layer_sha256: The text that they stand in.
        start: Where they begin in it.
        end: Where they end.

    """

    document: DocumentId
    page: int
    layer_sha256: str
    start: int
    end: int


def correct_words(session: Session, *, at: WordsAt, to: str, initiator: str = "") -> Future[Changes]:
    """Correct recognised words into what is printed there; into what was recognised takes the correction back.

    Raises:
        UsageError: (in the future) They are not recognised ones, or nothing that stands in one line.
        CaseError: (in the future) The page says something else by now.

    """

    def record(recorder: Recorder, case: CaseReader) -> None:
        document = case.document(at.document)
        layers = case.recognised.layers(document.sha256, at.page)
        used = layers[-1] if layers else None
        if used is None or not used.is_ours:
            raise UsageError(
                tr("Only words that this program recognised can be corrected"),
                tr("Recognise the text of the page first: “Recognise text” in the document’s menu."),
            )
        if used.layer.sha256 != at.layer_sha256:
            raise UsageError(tr("The page has other words by now"), tr("Select them again."))
        _correct(recorder, case, at, to.strip(), used)
        _count_again(recorder, case, document)

    return _intent(session, tr("Correct word"), record, initiator)


def use_own_text(session: Session, *, document: DocumentId, pages: Collection[int], initiator: str = "") -> Future[Changes]:
    """Use the text that the document brings on these pages (from 0), though there is a recognised one.

    Raises:
        UsageError: (in the future) It brings none there.

    """

    def record(recorder: Recorder, case: CaseReader) -> None:
        found = case.document(document)
        chosen = case.recognised.choices(document).keys()
        for page in sorted(set(pages) - chosen):
            own = [one for one in case.recognised.layers(found.sha256, page) if not one.is_ours and one.text.strip()]
            if not own:
                raise UsageError(tr("The document brings no text for page {page}").format(page=page + 1))
            fields: dict[str, Value] = {"document": document, "page": page, "created_at": recorder.at}
            recorder.insert(RecordKind.TEXT_CHOICE, recorder.new_id(), fields)
        _count_again(recorder, case, found)

    return _intent(session, tr("Use the file’s own text"), record, initiator)


def use_recognised_text(
    session: Session, *, document: DocumentId, pages: Collection[int], initiator: str = ""
) -> Future[Changes]:
    """Use the recognised text of these pages (from 0) again, where the document's own was chosen."""

    def record(recorder: Recorder, case: CaseReader) -> None:
        found = case.document(document)
        for page, choice in sorted(case.recognised.choices(document).items()):
            if page in pages:
                recorder.delete(RecordKind.TEXT_CHOICE, choice)
        _count_again(recorder, case, found)

    return _intent(session, tr("Use the recognised text"), record, initiator)


def _correct(recorder: Recorder, case: CaseReader, at: WordsAt, to: str, used: PageLayer) -> None:
    words = used.text[at.start : at.end]
    if not to or not words.strip() or len(to) > MOST_CHARS or len(words) > MOST_CHARS or not to.isprintable() or "\n" in words:
        raise UsageError(
            tr("Words of one line are corrected into words of one line"), tr("Select one word, and write what is printed.")
        )
    made = case.recognised.corrections(at.document, at.page)
    if used.layer.kind is not LayerKind.CORRECTED:
        made = ()
    base = next((one for one in reversed(case.recognised.layers(_sha256(case, at), at.page)) if _is_base(one, made)), used)
    place = _place_in_base(made, at.start, at.end)
    inside = [one for one in made if one.start < place[1] and place[0] < one.end]
    start, end = min([place[0], *(one.start for one in inside)]), max([place[1], *(one.end for one in inside)])
    corrected = _around(made, inside, used.text, at, to)
    for one in inside:
        recorder.delete(RecordKind.WORD_CORRECTION, one.id)
    recognised = base.text[start:end]
    if corrected != recognised:
        new = WordCorrection(
            recorder.new_id(), at.document, at.page, base.layer.sha256, start, end, recognised, corrected, recorder.at
        )
        recorder.insert(RecordKind.WORD_CORRECTION, new.id, word_correction_fields(new))


def _sha256(case: CaseReader, at: WordsAt) -> Sha256:
    return case.document(at.document).sha256


def _is_base(one: PageLayer, made: tuple[WordCorrection, ...]) -> bool:
    """Tell whether a layer is the recognised text that corrections are made in."""
    return one.is_ours and one.layer.kind is LayerKind.OCR and (not made or one.layer.sha256 == made[0].layer_sha256)


def _place_in_base(made: tuple[WordCorrection, ...], start: int, end: int) -> tuple[int, int]:
    """Return where a span of the corrected text lies in the recognised one; what is partly corrected takes all of that along."""
    ends = []
    for at, is_end in ((start, False), (end, True)):
        shift = 0
        place = None
        for one in made:
            begins = one.start + shift
            ends_at = begins + len(one.corrected)
            if at < begins or (at == begins and not is_end):
                break
            if at < ends_at or (at == ends_at and is_end):
                place = one.end if is_end else one.start
                break
            shift += len(one.corrected) - (one.end - one.start)
        ends.append(at - shift if place is None else place)
    return ends[0], ends[1]


def _around(made: tuple[WordCorrection, ...], inside: list[WordCorrection], text: str, at: WordsAt, to: str) -> str:
    """Return what is to stand in all that is replaced: corrections that are cut through keep what was not selected of them."""
    if not inside:
        return to
    first, last = inside[0], inside[-1]
    start = first.start + _shift_before(made, first)
    end = last.start + _shift_before(made, last) + len(last.corrected)
    before = text[start : at.start] if start < at.start else ""
    behind = text[at.end : end] if at.end < end else ""
    return f"{before}{to}{behind}"


def _shift_before(made: tuple[WordCorrection, ...], one: WordCorrection) -> int:
    """Return by how much the corrected text is longer before a correction."""
    return sum(len(other.corrected) - (other.end - other.start) for other in made if other.start < one.start)


def _count_again(recorder: Recorder, case: CaseReader, document: Document) -> None:
    """Say in the document's record where its text comes from now."""
    counted = TextCount()
    for one in case.recognised.all_texts(document.sha256):
        counted.take(one)
    recorder.update(RecordKind.DOCUMENT, document.id, {"text": counted.kind(document.page_count).value})


def _intent(session: Session, words: str, fn: Callable[[Recorder, CaseReader], None], initiator: str) -> Future[Changes]:
    return session.intend(lambda: session.record(words, fn, initiator=initiator).result()[1])
