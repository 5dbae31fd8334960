"""All that a case holds beyond documents, passages and claims: what the claims desk works with, read at one moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from reviewer.model.access import AccessFact, Permission
from reviewer.model.correction import BuiltPack, Correction
from reviewer.model.event import Event
from reviewer.model.ids import ClaimId, LinkId, NameId, PassageId
from reviewer.model.names import Name
from reviewer.model.post import Post
from reviewer.model.reply import Reply
from reviewer.model.review import LinkReview, SignOff
from reviewer.model.verdict import SetVerdict


@dataclass(frozen=True)
class Desk:
    """The claims desk of a case. All in the order in which it was written down, names and permissions in theirs.

    Attributes:
        verdicts: Set by people, the newest of each claim last.
        link_reviews: What second persons say of links.
        sign_offs: Of claims.
        replies: What was put to whom.
        names: People and organisations, by name.
        mentions: The passages in which a name is mentioned.
        permissions: Columns of the access table.
        facts: Its cells.
        events: By date.
        corrections: The ledger.
        posts: What pictures of posts say.
        packs: That were built from this case.

    """

    verdicts: tuple[SetVerdict, ...] = ()
    link_reviews: tuple[LinkReview, ...] = ()
    sign_offs: tuple[SignOff, ...] = ()
    replies: tuple[Reply, ...] = ()
    names: tuple[Name, ...] = ()
    mentions: Mapping[NameId, tuple[PassageId, ...]] = field(default_factory=dict)
    permissions: tuple[Permission, ...] = ()
    facts: tuple[AccessFact, ...] = ()
    events: tuple[Event, ...] = ()
    corrections: tuple[Correction, ...] = ()
    posts: tuple[Post, ...] = ()
    packs: tuple[BuiltPack, ...] = ()

    @cached_property
    def names_by_id(self) -> Mapping[NameId, Name]:
        """The names by their ids."""
        return {one.id: one for one in self.names}

    def history(self, claim: ClaimId) -> tuple[SetVerdict, ...]:
        """Return the verdicts that people set on a claim, the newest last."""
        return tuple(one for one in self.verdicts if one.claim == claim)

    def reviews(self, link: LinkId) -> tuple[LinkReview, ...]:
        """Return what second persons said of a link, the newest last."""
        return tuple(one for one in self.link_reviews if one.link == link)

    def superseded(self) -> Mapping[BuiltPack, tuple[Correction, ...]]:
        """Return the packs that were built before corrections were written down, with these."""
        found = {one: tuple(each for each in self.corrections if each.seq > one.head_seq) for one in self.packs}
        return {one: since for one, since in found.items() if since}
