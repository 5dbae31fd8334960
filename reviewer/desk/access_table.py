"""Owns the access table: actors down, permissions across, what is known in each cell, and where two facts disagree."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from reviewer.desk.date_spans import DateSpan, sort_key, span_of
from reviewer.model.access import AccessFact, AccessStatus, Permission
from reviewer.model.desk import Desk
from reviewer.model.ids import NameId, PermissionId
from reviewer.model.names import Name

_HAVING = frozenset({AccessStatus.POSSIBLE, AccessStatus.GRANTED, AccessStatus.USED})
"""Statuses of somebody who has it."""


@dataclass(frozen=True)
class AccessCell:
    """What is known of an actor and a permission.

    Attributes:
        actor: Whose access.
        permission: To what.
        facts: By date, and where dates are equal by how far they went. Empty where nothing is recorded, which is not “denied”.
        disagreeing: Pairs of facts that cannot both hold; both are shown.

    """

    actor: Name
    permission: Permission
    facts: tuple[AccessFact, ...]
    disagreeing: tuple[tuple[AccessFact, AccessFact], ...] = ()

    @property
    def is_unsourced(self) -> bool:
        """Whether a fact of it is without a passage."""
        return any(not one.is_sourced for one in self.facts)


@dataclass(frozen=True)
class AccessTable:
    """The access table of a case: actors of which something is known by name, permissions in their order, every cell."""

    actors: tuple[Name, ...]
    permissions: tuple[Permission, ...]
    cells: Mapping[tuple[NameId, PermissionId], AccessCell]

    @property
    def unsourced(self) -> int:
        """How many facts are without a passage."""
        return sum(not fact.is_sourced for cell in self.cells.values() for fact in cell.facts)

    @property
    def fact_count(self) -> int:
        """How many facts there are."""
        return sum(len(cell.facts) for cell in self.cells.values())


def access_table_of(desk: Desk) -> AccessTable:
    """Return the access table."""
    by_cell: dict[tuple[NameId, PermissionId], list[AccessFact]] = {}
    for fact in desk.facts:
        by_cell.setdefault((fact.actor, fact.permission), []).append(fact)
    acting = {actor for actor, _ in by_cell}
    actors = tuple(one for one in desk.names if one.id in acting)
    cells = {}
    for actor in actors:
        for permission in desk.permissions:
            facts = tuple(sorted(by_cell.get((actor.id, permission.id), ()), key=_order))
            pairs = tuple(pair for pair in combinations(facts, 2) if disagree(*pair))
            cells[actor.id, permission.id] = AccessCell(actor, permission, facts, pairs)
    return AccessTable(actors, desk.permissions, cells)


def disagree(one: AccessFact, other: AccessFact) -> bool:
    """Tell whether two facts on one actor and permission cannot both hold.

    - One says that it was denied, the other that they had it, at times that may be the same.
    - One says that it was revoked, the other that they still had it on a later day.
    - Both say the same, at times that cannot be.
    """
    statuses = {one.status, other.status}
    if one.status is other.status:
        return one.status not in _HAVING and _begin_apart(one, other)
    if AccessStatus.DENIED in statuses:
        other_status = (statuses - {AccessStatus.DENIED}).pop()
        return other_status in _HAVING and _may_meet(one, other)
    if AccessStatus.REVOKED in statuses:
        revoked, had = (one, other) if one.status is AccessStatus.REVOKED else (other, one)
        return had.status in _HAVING and _goes_on_after(had, revoked)
    return False


def _order(fact: AccessFact) -> tuple[object, ...]:
    return (sort_key(fact.from_date or fact.to_date), list(AccessStatus).index(fact.status), fact.created_at, fact.id)


def _when(date: str | None) -> DateSpan | None:
    return span_of(date) if date else None


def _begin_apart(one: AccessFact, other: AccessFact) -> bool:
    first, second = _when(one.from_date), _when(other.from_date)
    return first is not None and second is not None and not first.overlaps(second)


def _may_meet(one: AccessFact, other: AccessFact) -> bool:
    """Tell whether there is a day on which both may hold; what has no date may hold on any."""
    (first, last), (other_first, other_last) = _bounds(one), _bounds(other)
    return first <= other_last and other_first <= last


def _bounds(fact: AccessFact) -> tuple[dt.date, dt.date]:
    """Return the first and the last day on which a fact may hold: who has something keeps it until something else is said."""
    since, until = _when(fact.from_date), _when(fact.to_date)
    end = until if until is not None or fact.status in _HAVING else since
    first = since.first if since is not None and since.first is not None else dt.date.min
    return first, (end.last if end is not None and end.last is not None else dt.date.max)


def _goes_on_after(had: AccessFact, revoked: AccessFact) -> bool:
    gone = _when(revoked.from_date)
    still = [span.first for span in (_when(had.from_date), _when(had.to_date)) if span is not None]
    return gone is not None and gone.last is not None and any(day is not None and day > gone.last for day in still)
