"""Intents on names: people and organisations, their aliases, where they are mentioned, and two names that are one."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Future

from reviewer.errors import UsageError
from reviewer.i18n import tr
from reviewer.model.changes import Changes, RecordKind, Value
from reviewer.model.desk import Desk
from reviewer.model.ids import ClaimId, NameId
from reviewer.model.names import Name, NameKind
from reviewer.services.commands.claims import the_claim
from reviewer.services.commands.desk import typed
from reviewer.services.commands.desk.intent import found, intend, make
from reviewer.services.session import Session
from reviewer.store.history.recorder import Recorder
from reviewer.store.reader import CaseReader


def add_name(
    session: Session,
    *,
    name: str,
    kind: NameKind = NameKind.ORGANISATION,
    note: str = "",
    aliases: Iterable[str] = (),
    initiator: str = "",
) -> Future[tuple[NameId, Changes]]:
    """Add a person or an organisation.

    Raises:
        UsageError: (in the future) The name is empty, too long, or one of somebody in the case already.

    """
    also = tuple(aliases)

    def record(recorder: Recorder, case: CaseReader) -> NameId:
        return insert_name(recorder, case.desk.load(), name, kind, note=note, aliases=also)

    return make(session, tr("Add name"), record, initiator)


def edit_name(
    session: Session,
    *,
    name: NameId,
    text: str | None = None,
    kind: NameKind | None = None,
    note: str | None = None,
    aliases: Iterable[str] | None = None,
    initiator: str = "",
) -> Future[Changes]:
    """Change a name, its kind, its note, or all its other names; what is None stays.

    Raises:
        UsageError: (in the future) As `add_name`.

    """
    also = None if aliases is None else tuple(aliases)

    def record(recorder: Recorder, case: CaseReader) -> None:
        desk = case.desk.load()
        before = the_name(desk, name)
        fields: dict[str, Value] = {}
        if text is not None:
            fields["name"] = _free(desk, typed.line(text, tr("A name")), of=name)
        if kind is not None:
            fields["kind"] = kind.value
        if note is not None:
            fields["note"] = typed.words(note, tr("The note"), required=False)
        recorder.update(RecordKind.NAME, name, fields)
        if also is not None:
            _set_aliases(recorder, desk, before, str(fields.get("name", before.text)), also)

    return intend(session, tr("Edit name"), record, initiator)


def add_alias(session: Session, *, name: NameId, alias: str, initiator: str = "") -> Future[Changes]:
    """Add another name of somebody.

    Raises:
        UsageError: (in the future) It is empty, or somebody in the case is called so already.

    """

    def record(recorder: Recorder, case: CaseReader) -> None:
        desk = case.desk.load()
        the_name(desk, name)
        _insert_alias(recorder, name, _free(desk, typed.line(alias, tr("A name"))))

    return intend(session, tr("Add another name"), record, initiator)


def remove_alias(session: Session, *, name: NameId, alias: str, initiator: str = "") -> Future[Changes]:
    """Take one of somebody's other names away."""

    def record(recorder: Recorder, case: CaseReader) -> None:
        one = next((each for each in the_name(case.desk.load(), name).aliases if each.text == alias), None)
        if one is None:
            raise UsageError(tr("Nobody is called “{name}” here").format(name=alias))
        recorder.delete(RecordKind.ALIAS, one.id)

    return intend(session, tr("Remove another name"), record, initiator)


def remove_name(session: Session, *, name: NameId, initiator: str = "") -> Future[Changes]:
    """Take a name away, with its facts of access; claims and passages stay."""

    def record(recorder: Recorder, case: CaseReader) -> None:
        the_name(case.desk.load(), name)
        recorder.delete_tree(RecordKind.NAME, name)

    return intend(session, tr("Remove name"), record, initiator)


def merge_names(session: Session, *, into: NameId, other: NameId, initiator: str = "") -> Future[Changes]:
    """Make two names one: the other's claims, facts, mentions and names go to the first, and it becomes an alias.

    Raises:
        UsageError: (in the future) They are the same, or one is not there.

    """

    def record(recorder: Recorder, case: CaseReader) -> None:
        if into == other:
            raise UsageError(tr("A name cannot be merged with itself"), tr("Choose another one."))
        desk = case.desk.load()
        kept, gone = the_name(desk, into), the_name(desk, other)
        for claim in case.claims():
            if claim.claim.speaker_name == other:
                recorder.update(RecordKind.CLAIM, claim.claim.id, {"speaker_name": into})
        for fact in desk.facts:
            if fact.actor == other:
                recorder.update(RecordKind.FACT, fact.id, {"actor": into})
        mentioned = set(desk.mentions.get(into, ()))
        for passage in desk.mentions.get(other, ()):
            if passage not in mentioned:
                fields: dict[str, Value] = {"passage": passage, "name": into, "created_at": recorder.at}
                recorder.insert(RecordKind.CITATION, recorder.new_id(), fields)
        known = {_same(one) for one in kept.all_names}
        recorder.delete_tree(RecordKind.NAME, other)
        for one in gone.all_names:
            if _same(one) not in known:
                known.add(_same(one))
                _insert_alias(recorder, into, one)

    return intend(session, tr("Merge names"), record, initiator)


def set_speaker(session: Session, *, claim: ClaimId, name: NameId | None, initiator: str = "") -> Future[Changes]:
    """Say whose statement a claim is; what the claim calls the speaker stays, and is filled in where it is empty."""

    def record(recorder: Recorder, case: CaseReader) -> None:
        said = the_claim(case, claim).claim
        fields: dict[str, Value] = {"speaker_name": name}
        if name is not None:
            speaker = the_name(case.desk.load(), name)
            if not said.speaker:
                fields["speaker"] = speaker.text
        recorder.update(RecordKind.CLAIM, claim, fields)

    return intend(session, tr("Set speaker"), record, initiator)


def called(desk: Desk, text: str) -> Name | None:
    """Return who in the case goes by a name, whatever its capitals; None where nobody does."""
    wanted = _same(text)
    return next((one for one in desk.names if wanted in map(_same, one.all_names)), None)


def the_name(desk: Desk, name: NameId) -> Name:
    """Return a name.

    Raises:
        UsageError: It is not there.

    """
    return found(desk.names, name, tr("name"))


def insert_name(
    recorder: Recorder, desk: Desk, name: str, kind: NameKind, *, note: str = "", aliases: Iterable[str] = ()
) -> NameId:
    """Add a name as a part of the intent being recorded.

    Raises:
        UsageError: As `add_name`.

    """
    made = NameId(recorder.new_id())
    text = _free(desk, typed.line(name, tr("A name")))
    fields: dict[str, Value] = {
        "name": text,
        "kind": kind.value,
        "note": typed.words(note, tr("The note"), required=False),
        "created_at": recorder.at,
    }
    recorder.insert(RecordKind.NAME, made, fields)
    for one in dict.fromkeys(typed.line(each, tr("A name")) for each in aliases):
        if _same(one) != _same(text):
            _insert_alias(recorder, made, _free(desk, one))
    return made


def _set_aliases(recorder: Recorder, desk: Desk, of: Name, text: str, aliases: Iterable[str]) -> None:
    """Have somebody go by these other names and no others, as a part of the intent being recorded."""
    wanted = dict.fromkeys(typed.line(one, tr("A name")) for one in aliases)
    for one in of.aliases:
        if one.text not in wanted:
            recorder.delete(RecordKind.ALIAS, one.id)
    known = {text.casefold(), *(one.text.casefold() for one in of.aliases if one.text in wanted)}
    for alias in wanted:
        if alias.casefold() not in known:
            known.add(alias.casefold())
            _insert_alias(recorder, of.id, _free(desk, alias, of=of.id))


def _insert_alias(recorder: Recorder, owner: NameId, alias: str) -> None:
    recorder.insert(RecordKind.ALIAS, recorder.new_id(), {"owner": owner, "alias": alias, "created_at": recorder.at})


def _free(desk: Desk, text: str, *, of: NameId | None = None) -> str:
    somebody = called(desk, text)
    if somebody is not None and somebody.id != of:
        raise UsageError(
            tr("“{name}” is a name of {somebody} in this case already").format(name=text, somebody=somebody.text),
            tr("Use that one, or merge the two names afterwards under another spelling."),
        )
    return text


def _same(text: str) -> str:
    return " ".join(text.casefold().split())
