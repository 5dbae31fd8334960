"""Intents on the access table: permissions, and facts on who had which of them, how far it went, and when."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Future

from reviewer.errors import UsageError
from reviewer.i18n import tr
from reviewer.model.access import AccessFact, AccessStatus, Permission
from reviewer.model.changes import Changes, RecordKind, Value
from reviewer.model.desk import Desk
from reviewer.model.ids import FactId, NameId, PassageId, PermissionId
from reviewer.model.names import NameKind
from reviewer.services.commands.desk import typed
from reviewer.services.commands.desk.citations import insert_citation
from reviewer.services.commands.desk.intent import found, intend, make
from reviewer.services.commands.desk.names import called, insert_name, the_name
from reviewer.services.dates import checked_date
from reviewer.services.session import Session
from reviewer.store.history.recorder import Recorder
from reviewer.store.reader import CaseReader


def add_permission(
    session: Session, *, permission: str, detail: str = "", initiator: str = ""
) -> Future[tuple[PermissionId, Changes]]:
    """Add a permission, a column of the table.

    Raises:
        UsageError: (in the future) It is empty, or there is one of that name.

    """

    def record(recorder: Recorder, case: CaseReader) -> PermissionId:
        return _insert_permission(recorder, case.desk.load(), permission, detail)

    return make(session, tr("Add permission"), record, initiator)


def edit_permission(
    session: Session,
    *,
    permission: PermissionId,
    text: str | None = None,
    detail: str | None = None,
    position: int | None = None,
    initiator: str = "",
) -> Future[Changes]:
    """Change a permission's name, its second line or its place (from 0); what is None stays."""

    def record(recorder: Recorder, case: CaseReader) -> None:
        desk = case.desk.load()
        found(desk.permissions, permission, tr("permission"))
        if text is not None:
            wanted = _free(desk, typed.line(text, tr("A permission")), of=permission)
            recorder.update(RecordKind.PERMISSION, permission, {"permission": wanted})
        if detail is not None:
            said = typed.line(detail, tr("The second line"), required=False)
            recorder.update(RecordKind.PERMISSION, permission, {"detail": said})
        if position is not None:
            order = [one.id for one in desk.permissions if one.id != permission]
            order.insert(max(0, min(position, len(order))), permission)
            for place, one in enumerate(order):
                recorder.update(RecordKind.PERMISSION, one, {"position": place})

    return intend(session, tr("Edit permission"), record, initiator)


def remove_permission(session: Session, *, permission: PermissionId, initiator: str = "") -> Future[Changes]:
    """Take a permission away, with all facts on it."""

    def record(recorder: Recorder, case: CaseReader) -> None:
        found(case.desk.load().permissions, permission, tr("permission"))
        recorder.delete_tree(RecordKind.PERMISSION, permission)

    return intend(session, tr("Remove permission"), record, initiator)


def add_fact(
    session: Session,
    *,
    actor: NameId | str,
    permission: PermissionId | str,
    status: AccessStatus,
    from_date: str | None = None,
    to_date: str | None = None,
    note: str = "",
    passages: Iterable[PassageId] = (),
    initiator: str = "",
) -> Future[tuple[FactId, Changes]]:
    """Add a fact to the access table; without a passage it is unsourced, and said to be.

    Args:
        session: The open case.
        actor: Whose access: an id, or a name, which is made where nobody goes by it.
        permission: An id, or its name, which is made where there is none.
        status: How far it went, by what the passages say.
        from_date: Since when, or when it happened (EDTF).
        to_date: Until when.
        note: A note on it.
        passages: What says so.
        initiator: Named in the event.

    Raises:
        UsageError: (in the future) A date is none, they end before they begin, or something named is not there.

    """
    cited = tuple(dict.fromkeys(passages))

    def record(recorder: Recorder, case: CaseReader) -> FactId:
        desk = case.desk.load()
        since, until = _dates(from_date, to_date)
        made = FactId(recorder.new_id())
        fields: dict[str, Value] = {
            "actor": _actor(recorder, desk, actor),
            "permission": _permission(recorder, desk, permission),
            "status": status.value,
            "from_date": since,
            "to_date": until,
            "note": typed.words(note, tr("The note"), required=False),
            "created_at": recorder.at,
        }
        recorder.insert(RecordKind.FACT, made, fields)
        for one in cited:
            insert_citation(recorder, case, one, fact=made)
        return made

    return make(session, tr("Add access fact"), record, initiator)


def edit_fact(
    session: Session,
    *,
    fact: FactId,
    status: AccessStatus | None = None,
    dates: tuple[str | None, str | None] | None = None,
    note: str | None = None,
    initiator: str = "",
) -> Future[Changes]:
    """Change how far it went, when (both dates together), or the note; what is None stays."""

    def record(recorder: Recorder, case: CaseReader) -> None:
        the_fact(case.desk.load(), fact)
        fields: dict[str, Value] = {}
        if status is not None:
            fields["status"] = status.value
        if dates is not None:
            fields["from_date"], fields["to_date"] = _dates(*dates)
        if note is not None:
            fields["note"] = typed.words(note, tr("The note"), required=False)
        recorder.update(RecordKind.FACT, fact, fields)

    return intend(session, tr("Edit access fact"), record, initiator)


def remove_fact(session: Session, *, fact: FactId, initiator: str = "") -> Future[Changes]:
    """Take a fact away; its passages stay."""

    def record(recorder: Recorder, case: CaseReader) -> None:
        the_fact(case.desk.load(), fact)
        recorder.delete_tree(RecordKind.FACT, fact)

    return intend(session, tr("Remove access fact"), record, initiator)


def the_fact(desk: Desk, fact: FactId) -> AccessFact:
    """Return a fact; UsageError where it is not there."""
    return found(desk.facts, fact, tr("access fact"))


def permission_called(desk: Desk, text: str) -> Permission | None:
    """Return the permission of a name, whatever its capitals."""
    wanted = " ".join(text.casefold().split())
    return next((one for one in desk.permissions if one.text.casefold() == wanted), None)


def _dates(from_date: str | None, to_date: str | None) -> tuple[str | None, str | None]:
    since, until = typed.date(from_date), typed.date(to_date)
    for one in (since, until):
        if one is not None and "/" in one:
            raise UsageError(
                tr("“{date}” is a span of time, where one date is wanted").format(date=one),
                tr("Give its beginning as from, and its end as to."),
            )
    if since and until:
        checked_date(f"{since}/{until}")
    return since, until


def _actor(recorder: Recorder, desk: Desk, actor: str) -> NameId:
    known = next((one for one in desk.names if one.id == actor), None) or called(desk, actor)
    if known is not None:
        return the_name(desk, known.id).id
    return insert_name(recorder, desk, actor, NameKind.ORGANISATION)


def _permission(recorder: Recorder, desk: Desk, permission: str) -> PermissionId:
    known = next((one for one in desk.permissions if one.id == permission), None) or permission_called(desk, permission)
    return _insert_permission(recorder, desk, permission, "") if known is None else known.id


def _insert_permission(recorder: Recorder, desk: Desk, permission: str, detail: str) -> PermissionId:
    made = PermissionId(recorder.new_id())
    fields: dict[str, Value] = {
        "permission": _free(desk, typed.line(permission, tr("A permission"))),
        "detail": typed.line(detail, tr("The second line"), required=False),
        "position": max((one.position for one in desk.permissions), default=-1) + 1,
        "created_at": recorder.at,
    }
    recorder.insert(RecordKind.PERMISSION, made, fields)
    return made


def _free(desk: Desk, text: str, *, of: PermissionId | None = None) -> str:
    known = permission_called(desk, text)
    if known is not None and known.id != of:
        raise UsageError(tr("There is a permission “{name}” already").format(name=known.text))
    return text
