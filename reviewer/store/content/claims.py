"""Owns the reading of claims: in tree order, numbered for people, their own links counted by stance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from reviewer.errors import CaseError
from reviewer.i18n import tr
from reviewer.model.claim import Claim
from reviewer.model.ids import ClaimId
from reviewer.model.overview import ClaimOverview
from reviewer.model.stance import Stance
from reviewer.store.file.database import reading
from reviewer.store.records import rows

if TYPE_CHECKING:
    from sqlite_utils import Database


def load(database: Database) -> tuple[ClaimOverview, ...]:
    """Return every claim, each followed by its elements: "1", "1.1", "1.2", "2"."""
    with reading(database):
        found = [rows.CLAIM.of(row) for row in database.execute(rows.CLAIM_COLUMNS).fetchall()]
        counted = database.execute("SELECT claim, stance, count(*) FROM links GROUP BY claim, stance").fetchall()
    counts: dict[str, dict[Stance, int]] = {}
    stance_of = rows.Kind("claim", "TTI", lambda row: Stance(row[1]))
    for row in counted:
        counts.setdefault(row[0], {})[stance_of.of(row)] = row[2]
    children: dict[ClaimId | None, list[Claim]] = {}
    for one in sorted(found, key=lambda one: (one.position, one.created_at, one.id)):
        children.setdefault(one.parent, []).append(one)
    ordered = tuple(_walk(children, counts))
    if len(ordered) != len(found):
        lost = {one.id for one in found} - {one.claim.id for one in ordered}
        raise CaseError(
            tr("The claim {id} stands under itself and cannot be shown").format(id=min(lost)),
            tr("Its row was changed outside this program. “reviewer check” says more."),
        )
    return ordered


def _walk(children: Mapping[ClaimId | None, list[Claim]], counts: Mapping[str, Mapping[Stance, int]]) -> Iterator[ClaimOverview]:
    """Yield the claims depth first, by hand: a damaged case may nest them deeper than calls can."""
    waiting = [(one, str(n)) for n, one in reversed(list(enumerate(children.get(None, ()), start=1)))]
    while waiting:
        claim, number = waiting.pop()
        own = counts.get(claim.id, {})
        yield ClaimOverview(claim, number, {stance: own.get(stance, 0) for stance in Stance})
        below = enumerate(children.get(claim.id, ()), start=1)
        waiting += [(one, f"{number}.{n}") for n, one in reversed(list(below))]
