"""Quotes that keep a reading of their page which a person has put right since: which they are, and having them say what it says.

A passage stays in the text that it was counted in until somebody wants it otherwise; then it gets a new anchor, in one step.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import replace
from typing import NamedTuple

from reviewer.documents.text.quotes.readings import in_other_reading
from reviewer.errors import UsageError
from reviewer.i18n import tr
from reviewer.model.anchor import Anchor, LayerRef, TextPosition
from reviewer.model.changes import Changes, RecordKind
from reviewer.model.document import Document
from reviewer.model.ids import DocumentId, PassageId
from reviewer.model.spans import TextSpan
from reviewer.services.anchoring import anchor_of
from reviewer.services.commands.passages import the_passage
from reviewer.services.session import Session
from reviewer.store.history.recorder import Recorder
from reviewer.store.reader import CaseReader
from reviewer.store.records.fields import anchor_fields


class _Place(NamedTuple):
    """Where a passage stands in the texts that its pages have now."""

    anchor: Anchor
    start: TextPosition
    end: TextPosition
    layers: tuple[LayerRef, ...]


def quotes_of_old_readings(session: Session, document: DocumentId, page: int) -> Future[tuple[PassageId, ...]]:
    """Return the passages on a page (from 0) whose quote says something else than the page does there by now."""

    def read(case: CaseReader) -> tuple[PassageId, ...]:
        found = case.document(document)
        on_page = (one.passage for one in case.passages(document) if page in one.passage.anchor.pages)
        return tuple(one.id for one in on_page if _place(case, found, one.anchor) is not None)

    return session.read(read)


def update_quotes(
    session: Session, *, document: DocumentId, passages: Sequence[PassageId], initiator: str = ""
) -> Future[Changes]:
    """Have passages quote what their pages say now, where other words were read before; all in one step.

    Raises:
        UsageError: (in the future) A passage is no longer there, or stands in another document.
        DocumentError: (in the future) A page cannot be read.

    """

    def places(case: CaseReader) -> tuple[Document, Mapping[PassageId, _Place]]:
        found, known = case.document(document), {}
        for one in passages:
            passage = the_passage(case, one).passage
            if passage.document != document:
                raise UsageError(tr("The passage stands in another document"), tr("It may have been carried over meanwhile."))
            if (place := _place(case, found, passage.anchor)) is not None:
                known[one] = place
        return found, known

    def do() -> Changes:
        found, known = session.read(places).result()
        made: dict[PassageId, Anchor] = {}
        for one, place in known.items():
            quote = place.anchor.text.quote if place.anchor.text is not None else ""
            span = TextSpan(document, place.start, place.end, quote, place.layers)
            anchor = anchor_of(session, found, span, session.sources.kept_open(document))
            made[one] = replace(anchor, state=place.anchor.state, kept_from=place.anchor.kept_from)

        def record(recorder: Recorder, case: CaseReader) -> None:
            for one, anchor in made.items():
                if the_passage(case, one).passage.anchor.id != known[one].anchor.id:
                    raise UsageError(tr("The passage was changed meanwhile"), tr("Look at it again."))
                recorder.delete(RecordKind.ANCHOR, known[one].anchor.id)
                recorder.insert(RecordKind.ANCHOR, anchor.id, anchor_fields(one, anchor))

        return session.record(tr("Update quote"), record, initiator=initiator).result()[1]

    return session.intend(do)


def _place(case: CaseReader, document: Document, anchor: Anchor) -> _Place | None:
    """Return where a passage stands in the texts that its pages have now; None where they say there what it quotes."""
    text = anchor.text
    if text is None:
        return None
    is_other, used, ends = False, [], []
    for ref in text.layers:
        layers = case.recognised.layers(document.sha256, ref.page)
        old = next((one for one in layers if one.layer.sha256 == ref.sha256), None)
        if old is None:
            return None
        new = layers[-1]
        start = text.start.offset if ref.page == text.start.page else 0
        end = text.end.offset if ref.page == text.end.page else len(old.text)
        found = in_other_reading(old.text, new.text, start, end)
        if found is None:
            return None
        is_other = is_other or old.text[start:end] != new.text[slice(*found)]
        used.append(new.layer)
        ends.append((TextPosition(ref.page, found[0]), TextPosition(ref.page, found[1])))
    return _Place(anchor, ends[0][0], ends[-1][1], tuple(used)) if is_other else None
