"""Intents on passages and their links: highlight, note, tag with a stance, and take back."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future

from reviewer.documents.client import OpenDocument
from reviewer.errors import UsageError
from reviewer.i18n import tr
from reviewer.model.changes import Changes, RecordKind
from reviewer.model.claim import Link
from reviewer.model.ids import ClaimId, DocumentId, LinkId, PassageId
from reviewer.model.overview import MarkedPassage
from reviewer.model.passage import Passage
from reviewer.model.spans import RegionSpan, TextSpan
from reviewer.model.stance import Stance
from reviewer.services.anchoring import anchor_of
from reviewer.services.commands.claims import insert_claim
from reviewer.services.session import Session
from reviewer.store.history.recorder import Recorder
from reviewer.store.reader import CaseReader
from reviewer.store.records.fields import anchor_fields, link_fields, passage_fields

WORDS = {
    None: "Highlight passage",
    Stance.STATES: "Mark where a claim is stated",
    Stance.SUPPORTS: "Mark a passage that supports",
    Stance.CONTRADICTS: "Mark a passage that contradicts",
    Stance.CONTEXT: "Mark a passage as context",
}
"""The intents of marking by stance, as the Undo menu and the journal name them."""


def add_passage(
    session: Session,
    *,
    document: DocumentId,
    selection: TextSpan | RegionSpan,
    claim: ClaimId | None = None,
    new_claim: str = "",
    stance: Stance | None = None,
    note: str = "",
    link_note: str = "",
    opened: OpenDocument | None = None,
    initiator: str = "",
) -> Future[Changes]:
    """Keep what was marked as a passage, tagged to a claim where one is given with a stance.

    Args:
        session: The open case.
        document: The document marked.
        selection: What was marked in it.
        claim: The claim to tag it to; goes together with `stance`.
        new_claim: The words of a claim to make and tag it to, instead of `claim`: all of it is one intent.
        stance: How the passage relates to the claim.
        note: The passage's note.
        link_note: The note on why it bears on the claim.
        opened: The document as the caller has it open, which saves opening it again.
        initiator: Named in the event; intents of one initiator are one undo step.

    Raises:
        UsageError: (in the future) There is no such document, claim, page or text, or only one of claim and stance is given.
        DocumentError: (in the future) The page cannot be read.

    """

    def do() -> Changes:
        if (claim is None and not new_claim) != (stance is None):
            raise UsageError(tr("A claim and a stance go together"), tr("Give both, or neither for a plain highlight."))
        target = session.read(lambda case: case.document(document)).result()
        anchor = anchor_of(session, target, selection, opened or session.sources.kept_open(document))

        def record(recorder: Recorder, case: CaseReader) -> None:
            made = Passage(PassageId(recorder.new_id()), document, anchor, note, recorder.at)
            recorder.insert(RecordKind.PASSAGE, made.id, passage_fields(made))
            recorder.insert(RecordKind.ANCHOR, anchor.id, anchor_fields(made.id, anchor))
            target = _the_target(recorder, case, claim, new_claim)
            if target is not None and stance is not None:
                _insert_link(_new_link(recorder, made.id, target, stance, link_note), recorder, case)

        return session.record(tr(WORDS[stance]), record, initiator=initiator).result()[1]

    return session.intend(do)


def remove_passage(session: Session, *, passage: PassageId, initiator: str = "") -> Future[Changes]:
    """Take a passage away, with its links.

    Raises:
        UsageError: (in the future) There is no such passage.

    """

    def record(recorder: Recorder, case: CaseReader) -> None:
        the_passage(case, passage)
        recorder.delete_tree(RecordKind.PASSAGE, passage)

    return _intent(session, tr("Remove passage"), record, initiator)


def set_note(session: Session, *, passage: PassageId, note: str, initiator: str = "") -> Future[Changes]:
    """Change a passage's note."""

    def record(recorder: Recorder, case: CaseReader) -> None:
        the_passage(case, passage)
        recorder.update(RecordKind.PASSAGE, passage, {"note": note})

    return _intent(session, tr("Edit note"), record, initiator)


def link(
    session: Session,
    *,
    passage: PassageId,
    claim: ClaimId | None = None,
    new_claim: str = "",
    stance: Stance,
    note: str = "",
    initiator: str = "",
) -> Future[Changes]:
    """Tag a passage to a claim, or to one made of the words `new_claim` in the same intent.

    Where it is tagged to that claim already, its stance changes (and its note, if one is given).
    """

    def record(recorder: Recorder, case: CaseReader) -> None:
        marked = the_passage(case, passage)
        target = _the_target(recorder, case, claim, new_claim)
        if target is None:
            raise UsageError(tr("A claim is needed"), tr("Choose one, or write a new one."))
        existing = _link_between(marked, target)
        if existing is None:
            _insert_link(_new_link(recorder, passage, target, stance, note), recorder, case)
        else:
            recorder.update(RecordKind.LINK, existing.id, {"stance": stance.value} | ({"note": note} if note else {}))

    return _intent(session, tr("Tag passage to a claim"), record, initiator)


def unlink(session: Session, *, passage: PassageId, claim: ClaimId, initiator: str = "") -> Future[Changes]:
    """Take a passage off a claim; the passage stays."""

    def record(recorder: Recorder, case: CaseReader) -> None:
        recorder.delete_tree(RecordKind.LINK, _the_link(case, passage, claim).id)

    return _intent(session, tr("Take passage off a claim"), record, initiator)


def set_stance(
    session: Session, *, passage: PassageId, claim: ClaimId, stance: Stance, note: str = "", initiator: str = ""
) -> Future[Changes]:
    """Change how a passage relates to a claim that it is tagged to, and the link's note if another one is given."""

    def record(recorder: Recorder, case: CaseReader) -> None:
        fields = {"stance": stance.value} | ({"note": note} if note else {})
        recorder.update(RecordKind.LINK, _the_link(case, passage, claim).id, fields)

    return _intent(session, tr("Change stance"), record, initiator)


def set_link_note(session: Session, *, passage: PassageId, claim: ClaimId, note: str, initiator: str = "") -> Future[Changes]:
    """Change the note on why a passage bears on a claim."""

    def record(recorder: Recorder, case: CaseReader) -> None:
        recorder.update(RecordKind.LINK, _the_link(case, passage, claim).id, {"note": note})

    return _intent(session, tr("Edit note"), record, initiator)


def the_passage(case: CaseReader, passage: PassageId) -> MarkedPassage:
    """Return a passage.

    Raises:
        UsageError: It is not there.

    """
    found = case.passage(passage)
    if found is None:
        raise UsageError(tr("The passage is no longer there"), tr("It may have been removed or undone meanwhile."))
    return found


def _the_target(recorder: Recorder, case: CaseReader, claim: ClaimId | None, new_claim: str) -> ClaimId | None:
    """Return the claim to tag to: the one given, or one made of its words."""
    return insert_claim(recorder, case, {"text": new_claim}) if claim is None and new_claim else claim


def _new_link(recorder: Recorder, passage: PassageId, claim: ClaimId, stance: Stance, note: str) -> Link:
    return Link(LinkId(recorder.new_id()), passage, claim, stance, note, recorder.at)


def _insert_link(made: Link, recorder: Recorder, case: CaseReader) -> None:
    if case.claim(made.claim) is None:
        raise UsageError(tr("The claim is no longer there"), tr("It may have been removed or undone meanwhile."))
    recorder.insert(RecordKind.LINK, made.id, link_fields(made))


def _link_between(marked: MarkedPassage, claim: ClaimId) -> Link | None:
    return next((one for one in marked.links if one.claim == claim), None)


def _the_link(case: CaseReader, passage: PassageId, claim: ClaimId) -> Link:
    found = _link_between(the_passage(case, passage), claim)
    if found is None:
        raise UsageError(tr("The passage is not tagged to that claim"), tr("It may have been taken off or undone meanwhile."))
    return found


def _intent(session: Session, words: str, fn: Callable[[Recorder, CaseReader], None], initiator: str) -> Future[Changes]:
    return session.intend(lambda: session.record(words, fn, initiator=initiator).result()[1])
