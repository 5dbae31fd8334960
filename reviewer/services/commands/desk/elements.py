"""Intents on the elements of a claim: cutting them out of its words, saying what each answers, and keeping them in place."""

from __future__ import annotations

from concurrent.futures import Future

from reviewer.errors import UsageError
from reviewer.i18n import tr
from reviewer.model.changes import Changes, RecordKind
from reviewer.model.claim import ElementPart, Words
from reviewer.model.ids import ClaimId
from reviewer.services.commands.claims import insert_claim, the_claim
from reviewer.services.commands.desk.intent import intend, make
from reviewer.services.commands.element_words import trimmed
from reviewer.services.session import Session
from reviewer.store.history.recorder import Recorder
from reviewer.store.reader import CaseReader


def add_element(
    session: Session, *, claim: ClaimId, words: Words, part: ElementPart | None = None, initiator: str = ""
) -> Future[tuple[ClaimId, Changes]]:
    """Make an element of words of a claim, at the place among its elements where its words stand.

    An element that says the same and stood nowhere yet is put there instead.

    Args:
        session: The open case.
        claim: The claim.
        words: Where they stand in its text; white space at their ends is left out.
        part: Which question they answer.
        initiator: Named in the event.

    Raises:
        UsageError: (in the future) There are no words there, they belong to an element already, or it is an element itself.

    """

    def record(recorder: Recorder, case: CaseReader) -> ClaimId:
        whole = the_claim(case, claim).claim
        if whole.parent is not None:
            raise UsageError(tr("An element cannot have elements of its own"), tr("Take words of the claim above."))
        at = trimmed(whole.text, words)
        elements = [one.claim for one in case.claims() if one.claim.parent == claim]
        for one in elements:
            if one.words is not None and at.start < one.words.end and one.words.start < at.end:
                raise UsageError(
                    tr("These words belong to the element “{element}” already").format(element=one.text),
                    tr("Choose other words, or remove that element first."),
                )
        said = whole.text[at.start : at.end]
        loose = next((one.id for one in elements if one.words is None and one.text.casefold() == said.casefold()), None)
        made = loose or insert_claim(recorder, case, {"text": said}, parent=claim)
        fields = {"start_offset": at.start, "end_offset": at.end, "part": None if part is None else part.value}
        recorder.update(RecordKind.CLAIM, made, fields)
        behind = sum(one.words is None or one.words.start < at.start for one in elements if one.id != made)
        order = [one.id for one in elements if one.id != made]
        order.insert(behind, made)
        for place, one_id in enumerate(order):
            recorder.update(RecordKind.CLAIM, one_id, {"position": place})
        return made

    return make(session, tr("Add element"), record, initiator)


def set_part(session: Session, *, element: ClaimId, part: ElementPart | None, initiator: str = "") -> Future[Changes]:
    """Say which question an element answers.

    Raises:
        UsageError: (in the future) It is no element.

    """

    def record(recorder: Recorder, case: CaseReader) -> None:
        if the_claim(case, element).claim.parent is None:
            raise UsageError(tr("Only an element of a claim answers one question"), tr("Take the claim apart first."))
        recorder.update(RecordKind.CLAIM, element, {"part": None if part is None else part.value})

    return intend(session, tr("Say what an element is"), record, initiator)
