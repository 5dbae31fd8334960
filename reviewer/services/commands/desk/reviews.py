"""Intents of a second person: a word on a link, and signing a claim off."""

from __future__ import annotations

from concurrent.futures import Future

from reviewer.desk.sign_offs import digest_of
from reviewer.errors import UsageError
from reviewer.i18n import tr
from reviewer.model.changes import Changes, RecordKind, Value
from reviewer.model.ids import ClaimId, LinkId
from reviewer.model.review import Opinion
from reviewer.services.commands.claims import the_claim
from reviewer.services.commands.desk import typed
from reviewer.services.commands.desk.intent import found, intend
from reviewer.services.session import Session
from reviewer.store.history.recorder import Recorder
from reviewer.store.reader import CaseReader


def review_link(session: Session, *, link: LinkId, opinion: Opinion, comment: str = "", initiator: str = "") -> Future[Changes]:
    """Say what the reviewer at work holds of a link that somebody else made.

    Raises:
        UsageError: (in the future) There is no such link, it is the reviewer's own, or a dispute or comment has no words.

    """

    def record(recorder: Recorder, case: CaseReader) -> None:
        who = session.reviewer.name
        if recorder.current(RecordKind.LINK, link) is None:
            raise UsageError(tr("The passage is no longer tagged to that claim"), tr("It may have been undone meanwhile."))
        if opinion is not Opinion.COMMENT and case.desk.stance_set_by(link) == who:
            raise UsageError(
                tr("{name} set this stance, and nobody reviews their own").format(name=who),
                tr("Somebody else can, under a name of their own: Preferences, or --reviewer."),
            )
        why = typed.words(comment, tr("A dispute or a comment"), required=opinion is not Opinion.AGREE)
        fields: dict[str, Value] = {
            "link": link,
            "opinion": opinion.value,
            "comment": why,
            "reviewer": who,
            "created_at": recorder.at,
        }
        recorder.insert(RecordKind.LINK_REVIEW, recorder.new_id(), fields)

    names = {
        Opinion.AGREE: tr("Agree with a stance"),
        Opinion.DISPUTE: tr("Dispute a stance"),
        Opinion.COMMENT: tr("Comment on a stance"),
    }
    return intend(session, names[opinion], record, initiator)


def withdraw_review(session: Session, *, review: str, initiator: str = "") -> Future[Changes]:
    """Take back a word on a link that the reviewer at work has said.

    Raises:
        UsageError: (in the future) It is not there, or somebody else's.

    """

    def record(recorder: Recorder, case: CaseReader) -> None:
        one = found(case.desk.load().link_reviews, review, tr("review"))
        _require_own(session, one.reviewer)
        recorder.delete(RecordKind.LINK_REVIEW, one.id)

    return intend(session, tr("Take back a review"), record, initiator)


def sign_off(session: Session, *, claim: ClaimId, initiator: str = "") -> Future[Changes]:
    """Sign a claim off as it stands: its words, elements, passages, links and verdicts. Any change to them reopens it.

    Raises:
        UsageError: (in the future) It is not there, an element, or signed off by this reviewer as it stands.

    """

    def record(recorder: Recorder, case: CaseReader) -> None:
        if the_claim(case, claim).claim.parent is not None:
            raise UsageError(tr("A whole claim is signed off, not one element"), tr("Choose the claim above this element."))
        who, desk = session.reviewer.name, case.desk.load()
        digest = digest_of(case.claims(), case.passages(), desk, claim)
        if any((one.claim, one.reviewer, one.digest) == (claim, who, digest) for one in desk.sign_offs):
            raise UsageError(tr("{name} has signed this claim off, and nothing has changed since").format(name=who))
        fields: dict[str, Value] = {"claim": claim, "digest": digest, "reviewer": who, "created_at": recorder.at}
        recorder.insert(RecordKind.SIGN_OFF, recorder.new_id(), fields)

    return intend(session, tr("Sign off claim"), record, initiator)


def withdraw_sign_off(session: Session, *, claim: ClaimId, initiator: str = "") -> Future[Changes]:
    """Take back all sign-offs of a claim by the reviewer at work.

    Raises:
        UsageError: (in the future) There is none of theirs.

    """

    def record(recorder: Recorder, case: CaseReader) -> None:
        own = [one for one in case.desk.load().sign_offs if (one.claim, one.reviewer) == (claim, session.reviewer.name)]
        if not own:
            raise UsageError(tr("{name} has not signed this claim off").format(name=session.reviewer.name))
        for one in own:
            recorder.delete(RecordKind.SIGN_OFF, one.id)

    return intend(session, tr("Withdraw sign-off"), record, initiator)


def _require_own(session: Session, reviewer: str) -> None:
    if reviewer != session.reviewer.name:
        raise UsageError(
            tr("That was said by {name}").format(name=reviewer), tr("Only they can take it back; say something of your own.")
        )
