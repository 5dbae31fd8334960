"""The intent of the corrections ledger: writing down what changed in a published story."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Future

from reviewer.i18n import tr
from reviewer.model.changes import Changes, RecordKind, Value
from reviewer.model.ids import ClaimId, CorrectionId, PassageId
from reviewer.services.commands.claims import the_claim
from reviewer.services.commands.desk import typed
from reviewer.services.commands.desk.intent import make
from reviewer.services.commands.passages import the_passage
from reviewer.services.session import Session
from reviewer.store.history.recorder import Recorder
from reviewer.store.reader import CaseReader


def add_correction(
    session: Session,
    *,
    story: str,
    version: str,
    date: str,
    changed: str,
    approved_by: str,
    claims: Iterable[ClaimId] = (),
    passages: Iterable[PassageId] = (),
    initiator: str = "",
) -> Future[tuple[CorrectionId, Changes]]:
    """Write a correction down. Packs that were built before are superseded from then on.

    Args:
        session: The open case.
        story: Which story.
        version: What the version is called that brought it, "" where it has no name.
        date: When it was published (EDTF).
        changed: What changed.
        approved_by: Who approved it.
        claims: What it touches.
        passages: What it touches.
        initiator: Named in the event.

    Raises:
        UsageError: (in the future) It does not say what changed in which story and who approved it, the date is none, or
            something named is not there.

    """
    touched, quoted = tuple(dict.fromkeys(claims)), tuple(dict.fromkeys(passages))

    def record(recorder: Recorder, case: CaseReader) -> CorrectionId:
        made = CorrectionId(recorder.new_id())
        fields: dict[str, Value] = {
            "story": typed.line(story, tr("The story")),
            "version": typed.line(version, tr("The version"), required=False),
            "date": typed.required_date(date, tr("The correction")),
            "changed": typed.words(changed, tr("A correction")),
            "approved_by": typed.line(approved_by, tr("Who approved it")),
            "created_at": recorder.at,
        }
        recorder.insert(RecordKind.CORRECTION, made, fields)
        _touch(recorder, case, made, touched, quoted)
        return made

    return make(session, tr("Add correction"), record, initiator)


def _touch(
    recorder: Recorder, case: CaseReader, made: CorrectionId, claims: Iterable[ClaimId], passages: Iterable[PassageId]
) -> None:
    for claim in claims:
        the_claim(case, claim)
        recorder.insert(RecordKind.CORRECTED, recorder.new_id(), {"correction": made, "claim": claim})
    for passage in passages:
        the_passage(case, passage)
        recorder.insert(RecordKind.CORRECTED, recorder.new_id(), {"correction": made, "passage": passage})
