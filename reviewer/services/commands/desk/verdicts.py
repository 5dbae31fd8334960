"""Intents on verdicts: setting one, with a reason, and going back to what follows."""

from __future__ import annotations

from concurrent.futures import Future

from reviewer.desk.standings import standings
from reviewer.errors import UsageError
from reviewer.i18n import tr
from reviewer.model.changes import Changes, RecordKind, Value
from reviewer.model.ids import ClaimId
from reviewer.model.verdict import Verdict
from reviewer.services.commands.claims import the_claim
from reviewer.services.commands.desk import typed
from reviewer.services.commands.desk.intent import intend
from reviewer.services.session import Session
from reviewer.store.history.recorder import Recorder
from reviewer.store.reader import CaseReader


def set_verdict(
    session: Session, *, claim: ClaimId, verdict: Verdict | None, reason: str = "", initiator: str = ""
) -> Future[Changes]:
    """Set the verdict of a claim or an element; None goes back to what follows from its elements.

    Raises:
        UsageError: (in the future) The claim is not there; it says so already; it has elements from which something else
            follows, and no reason is given; there is nothing to go back from.

    """

    def record(recorder: Recorder, case: CaseReader) -> None:
        the_claim(case, claim)
        claims = case.claims()
        standing = standings(claims, case.desk.load())[claim]
        why = typed.words(reason, tr("The reason"), required=False)
        if verdict is None and standing.set_by is None:
            raise UsageError(tr("Nobody has set a verdict here"))
        has_elements = any(one.claim.parent == claim for one in claims)
        if verdict is not None and has_elements and verdict is not standing.follows and not why:
            raise UsageError(
                tr("Something else follows from the elements of this claim, so a reason is needed"),
                tr("Say why the claim as a whole is to be judged otherwise."),
            )
        same = standing.set_by
        if verdict is not None and same is not None and (same.verdict, same.reason) == (verdict, why):
            raise UsageError(tr("This verdict stands already"))
        fields: dict[str, Value] = {
            "claim": claim,
            "verdict": None if verdict is None else verdict.value,
            "reason": why,
            "reviewer": session.reviewer.name,
            "created_at": recorder.at,
        }
        recorder.insert(RecordKind.VERDICT, recorder.new_id(), fields)

    words = tr("Take back the verdict") if verdict is None else tr("Set verdict")
    return intend(session, words, record, initiator)
