"""Intents on claims and their elements."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future

from reviewer.errors import UsageError
from reviewer.i18n import tr
from reviewer.model.changes import Changes, RecordKind, Value
from reviewer.model.claim import ClaimKind
from reviewer.model.ids import ClaimId, NameId
from reviewer.model.overview import ClaimOverview
from reviewer.services.commands.element_words import followed
from reviewer.services.dates import checked_date
from reviewer.services.session import Session
from reviewer.store.history.recorder import Recorder
from reviewer.store.reader import CaseReader

FIELDS = frozenset({"text", "speaker", "speaker_name", "date", "channel", "kind", "note"})
"""The fields of a claim that a person edits."""

Place = tuple[ClaimId | None, int]
"""Where a claim stands: the claim that it is an element of, or None, and its place (from 0) there."""


def add_claim(
    session: Session,
    *,
    text: str,
    speaker: str | None = None,
    speaker_name: NameId | None = None,
    date: str | None = None,
    channel: str | None = None,
    kind: ClaimKind = ClaimKind.STATEMENT,
    parent: ClaimId | None = None,
    note: str = "",
    initiator: str = "",
) -> Future[tuple[ClaimId, Changes]]:
    """Add a claim at the end of the list, or an element of `parent`.

    Args:
        session: The open case.
        text: What was claimed.
        speaker: Who said it, in the words of the source.
        speaker_name: Which name of the case that is; the speaker is called so where no words are given.
        date: When, as EDTF ("2018-12-19", "2018-12", "2018-12-19~").
        channel: Where it was said.
        kind: What sort of statement it is.
        parent: The claim that this is an element of.
        note: A note on it.
        initiator: Named in the event; intents of one initiator are one undo step.

    Raises:
        UsageError: (in the future) The text is empty, the date cannot be understood, or the parent is not there or is itself
            an element.

    """

    def record(recorder: Recorder, case: CaseReader) -> ClaimId:
        fields = {"text": text, "speaker": speaker, "speaker_name": speaker_name, "date": date, "channel": channel}
        fields |= {"kind": kind, "note": note}
        return insert_claim(recorder, case, fields, parent=parent)

    words = tr("Add claim") if parent is None else tr("Add element")
    return session.intend(lambda: session.record(words, record, initiator=initiator).result())


def edit_claim(
    session: Session, *, claim: ClaimId, place: Place | None = None, initiator: str = "", **fields: str | None
) -> Future[Changes]:
    """Change fields of a claim: text, speaker, speaker_name, date, channel, kind, note. Fields not named stay.

    With `place` it is moved there in the same intent.

    Raises:
        UsageError: (in the future) As `add_claim` and `move_claim`, or the claim is not there.

    """
    unknown = set(fields) - FIELDS
    if unknown:
        raise TypeError(f"not fields of a claim: {sorted(unknown)}")

    def record(recorder: Recorder, case: CaseReader) -> None:
        before = the_claim(case, claim).claim.text
        if fields:
            values = _checked(fields) | _named(case, fields)
            recorder.update(RecordKind.CLAIM, claim, values)
            _follow(recorder, case, claim, before, str(values.get("text", before)))
        if place is not None:
            _move(recorder, case, claim, *place)

    return session.intend(lambda: session.record(tr("Edit claim"), record, initiator=initiator).result()[1])


def remove_claim(session: Session, *, claim: ClaimId, initiator: str = "") -> Future[Changes]:
    """Take a claim away, with its elements and all their links. The passages stay."""

    def record(recorder: Recorder, case: CaseReader) -> None:
        the_claim(case, claim)
        recorder.delete_tree(RecordKind.CLAIM, claim)

    return session.intend(lambda: session.record(tr("Remove claim"), record, initiator=initiator).result()[1])


def move_claim(
    session: Session, *, claim: ClaimId, position: int, parent: ClaimId | None = None, initiator: str = ""
) -> Future[Changes]:
    """Move a claim to place `position` (from 0) among the elements of `parent`, or among the claims where that is None.

    Raises:
        UsageError: (in the future) A claim that has elements cannot become an element.

    """

    def record(recorder: Recorder, case: CaseReader) -> None:
        _move(recorder, case, claim, parent, position)

    return session.intend(lambda: session.record(tr("Move claim"), record, initiator=initiator).result()[1])


def insert_claim(
    recorder: Recorder, case: CaseReader, fields: dict[str, str | None], *, parent: ClaimId | None = None
) -> ClaimId:
    """Add a claim at the end of the list, or of the elements of `parent`, as a part of the intent being recorded.

    Raises:
        UsageError: As `add_claim`.

    """
    siblings = _children(case, _checked_parent(case, parent))
    claim = ClaimId(recorder.new_id())
    position = max((one.claim.position for one in siblings), default=-1) + 1
    empty: dict[str, str | None] = dict.fromkeys(sorted(FIELDS))
    values = _checked(empty | {"kind": ClaimKind.STATEMENT} | fields) | _named(case, fields)
    recorder.insert(RecordKind.CLAIM, claim, values | {"position": position, "parent": parent, "created_at": recorder.at})
    return claim


def the_claim(case: CaseReader, claim: ClaimId) -> ClaimOverview:
    """Return a claim.

    Raises:
        UsageError: It is not there.

    """
    found = case.claim(claim)
    if found is None:
        raise UsageError(tr("The claim is no longer there"), tr("It may have been removed or undone meanwhile."))
    return found


def _follow(recorder: Recorder, case: CaseReader, claim: ClaimId, before: str, after: str) -> None:
    """Have elements stand in a claim's new words; one whose words are gone keeps them, and stands nowhere."""
    for one in _children(case, claim) if before != after else ():
        if one.claim.words is not None:
            at = followed(before, after, one.claim.words)
            start, end = (None, None) if at is None else (at.start, at.end)
            recorder.update(RecordKind.CLAIM, one.claim.id, {"start_offset": start, "end_offset": end})


def _move(recorder: Recorder, case: CaseReader, claim: ClaimId, parent: ClaimId | None, position: int) -> None:
    moved = the_claim(case, claim)
    _checked_parent(case, parent)
    if parent is not None and (parent == claim or _children(case, claim)):
        raise UsageError(tr("A claim with elements cannot become an element itself"), tr("Move its elements first."))
    order = [one.claim.id for one in _children(case, parent) if one.claim.id != claim]
    order.insert(max(0, min(position, len(order))), claim)
    if moved.claim.parent != parent:
        recorder.update(RecordKind.CLAIM, claim, {"parent": parent, "start_offset": None, "end_offset": None})
    for place, one in enumerate(order):
        recorder.update(RecordKind.CLAIM, one, {"position": place})


def _children(case: CaseReader, parent: ClaimId | None) -> list[ClaimOverview]:
    return [one for one in case.claims() if one.claim.parent == parent]


def _checked_parent(case: CaseReader, parent: ClaimId | None) -> ClaimId | None:
    if parent is not None and the_claim(case, parent).claim.parent is not None:
        raise UsageError(tr("An element cannot have elements of its own"), tr("Add it to the claim above."))
    return parent


def _named(case: CaseReader, fields: Mapping[str, str | None]) -> dict[str, Value]:
    """Return how the speaker is called where that is one of the case's names, and no words are given for it.

    Raises:
        UsageError: The name is not there.

    """
    wanted = fields.get("speaker_name")
    if not wanted:
        return {}
    known = case.desk.load().names_by_id.get(NameId(wanted))
    if known is None:
        raise UsageError(tr("The name is no longer there"), tr("It may have been removed or undone meanwhile."))
    is_said = "speaker" not in fields or bool((fields["speaker"] or "").strip())
    return {} if is_said else {"speaker": known.text}


def _checked(fields: dict[str, str | None]) -> dict[str, Value]:
    """Return the fields as the case keeps them: trimmed, empty ones as None, text, date and kind valid."""
    values: dict[str, Value] = {}
    for name, given in fields.items():
        trimmed = given.strip() if given else ""
        match name:
            case "text":
                if not trimmed:
                    raise UsageError(tr("A claim needs words"), tr("Write what was claimed."))
                values[name] = trimmed
            case "date":
                values[name] = checked_date(trimmed) if trimmed else None
            case "kind":
                values[name] = ClaimKind(trimmed).value
            case "note":
                values[name] = given or ""
            case _:
                values[name] = trimmed or None
    return values
