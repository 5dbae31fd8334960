"""Intents on versions: that a document is a version of another, and passages carried over to where they stand in it."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future

from reviewer.errors import UsageError
from reviewer.i18n import tr
from reviewer.model.anchor import Anchor, AnchorState
from reviewer.model.changes import Changes, RecordKind
from reviewer.model.ids import DocumentId, LinkId, PassageId
from reviewer.model.stance import Stance
from reviewer.services.commands.passages import the_passage
from reviewer.services.session import Session
from reviewer.store.history.recorder import Recorder
from reviewer.store.reader import CaseReader
from reviewer.store.records.fields import anchor_fields


def set_version_of(session: Session, *, document: DocumentId, older: DocumentId | None, initiator: str = "") -> Future[Changes]:
    """Say that a document is a version of an older one, or with None that it is of none.

    Raises:
        UsageError: (in the future) It would be a version of itself, through others too.

    """

    def record(recorder: Recorder, case: CaseReader) -> None:
        seen = {document}
        at = older
        while at is not None:
            if at in seen:
                raise UsageError(tr("A document cannot be a version of itself"), tr("Choose the older one of the two."))
            seen.add(at)
            at = case.document(at).version_of
        case.document(document)
        recorder.update(RecordKind.DOCUMENT, document, {"version_of": older})

    words = tr("Mark as a version") if older is not None else tr("No version of another document")
    return session.intend(lambda: session.record(words, record, initiator=initiator).result()[1])


def carry_over(
    session: Session,
    *,
    document: DocumentId,
    places: Mapping[PassageId, Anchor],
    stances: Mapping[LinkId, Stance] | None = None,
    initiator: str = "",
) -> Future[Changes]:
    """Carry passages over to their places in another version, all in one step; their links and notes go with them.

    The anchors in the version where they stand now are kept. Words that had changed once stay marked so in later versions.

    Args:
        session: The open case.
        document: The version in which the places are.
        places: The passages, each with its new anchor.
        stances: What a person says of their links, where changed words may have turned a stance round.
        initiator: Named in the event.

    Raises:
        UsageError: (in the future) A passage is no longer there, or stands in that version already.

    """

    def record(recorder: Recorder, case: CaseReader) -> None:
        target = case.document(document)
        earlier = {one.passage.id: one.passage.anchor.id for one in case.versions.passages_of(target.sha256)}
        for passage, anchor in places.items():
            marked = the_passage(case, passage)
            if marked.passage.document == document:
                raise UsageError(tr("The passage stands in this version already"), tr("It may have been carried over meanwhile."))
            if anchor.document_sha256 != target.sha256:
                raise UsageError(tr("This place is in another document"))
            if passage in earlier:  # it stood there before, and was taken back
                recorder.delete(RecordKind.ANCHOR, earlier[passage])
            changed = {"state": AnchorState.TEXT_CHANGED.value} if marked.passage.anchor.has_changed_words else {}
            recorder.insert(RecordKind.ANCHOR, anchor.id, anchor_fields(passage, anchor) | changed)
            recorder.update(RecordKind.PASSAGE, passage, {"document": document})
            for link in marked.links:
                stance = link.stance if stances is None else stances.get(link.id, link.stance)
                if stance is not link.stance:
                    recorder.update(RecordKind.LINK, link.id, {"stance": stance.value})

    words = tr("Carry passage over to another version") if len(places) == 1 else tr("Carry passages over to another version")
    return session.intend(lambda: session.record(words, record, initiator=initiator).result()[1])


def keep_in_version(session: Session, *, passage: PassageId, initiator: str = "") -> Future[Changes]:
    """Keep a passage where it stands, in the older version: a person looked at the newer one, and does not want it there.

    Raises:
        UsageError: (in the future) The passage is no longer there.

    """

    def record(recorder: Recorder, case: CaseReader) -> None:
        anchor = the_passage(case, passage).passage.anchor
        recorder.update(RecordKind.ANCHOR, anchor.id, {"state": AnchorState.CONFIRMED.value})

    words = tr("Keep passage in its version")
    return session.intend(lambda: session.record(words, record, initiator=initiator).result()[1])
