"""Facts, names and claims for tests of what follows from them, short to make."""

from __future__ import annotations

from itertools import count

from reviewer.model.access import AccessFact, AccessStatus, Permission
from reviewer.model.claim import Claim
from reviewer.model.desk import Desk
from reviewer.model.ids import ClaimId, FactId, NameId, PassageId, PermissionId
from reviewer.model.names import Name, NameKind
from reviewer.model.overview import ClaimOverview
from reviewer.model.stance import Stance
from reviewer.model.verdict import SetVerdict, Verdict

NOON = "2026-03-04T12:00:00.000Z"
_NUMBERS = count(1)

ACTOR = Name(NameId("actor"), "Lumenreel", NameKind.ORGANISATION, "application 1048", NOON)
READ = Permission(PermissionId("read"), "read", "open a message", 0, NOON)


def fact(
    status: AccessStatus,
    since: str | None = None,
    until: str | None = None,
    *,
    sourced: bool = True,
    actor: NameId = ACTOR.id,
    permission: PermissionId = READ.id,
) -> AccessFact:
    passages = (PassageId(f"passage {next(_NUMBERS)}"),) if sourced else ()
    return AccessFact(FactId(f"fact {next(_NUMBERS)}"), actor, permission, status, since, until, "", NOON, passages)


def desk_of(*facts: AccessFact) -> Desk:
    return Desk(names=(ACTOR,), permissions=(READ,), facts=facts)


def claim(id_: str, *, parent: str | None = None, **counts: int) -> ClaimOverview:
    made = Claim(ClaimId(id_), f"words of {id_}", 0, NOON, parent=None if parent is None else ClaimId(parent))
    return ClaimOverview(made, id_, {stance: counts.get(stance.value, 0) for stance in Stance})


def verdict(of: str, held: Verdict | None, *, reason: str = "", at: str = NOON) -> SetVerdict:
    return SetVerdict(f"verdict {next(_NUMBERS)}", ClaimId(of), held, reason, "Kerr", at)
