"""How people are told of names: whose they are, and what would move when two of them become one."""

from __future__ import annotations

from reviewer.i18n import tr, trn
from reviewer.model.names import NameKind


def kind_words(kind: NameKind) -> str:
    """Return what somebody is."""
    return tr("Person") if kind is NameKind.PERSON else tr("Organisation")


def counted(claims: int, facts: int, mentions: int) -> str:
    """Return how much belongs to a name: “2 claims, 1 fact, no mention”."""
    return ", ".join(
        (
            trn("{count} claim", "{count} claims", claims).format(count=claims),
            trn("{count} fact of access", "{count} facts of access", facts).format(count=facts),
            trn("{count} mention", "{count} mentions", mentions).format(count=mentions),
        )
    )
