"""What the sample case's claims desk holds: the tables of `case.toml` on names, access, events, corrections, replies and posts.

Owns the form of those tables; keys are those of the file:

    [[names]]        key, name, and optionally kind, note, aliases, mentioned (keys of passages)
    [[permissions]]  name, detail
    [[facts]]        actor, permission, status, and optionally from, to, note, passages
    [[events]]       event, date, and optionally note, passages
    [[corrections]]  story, date, changed, approved_by, and optionally version, claims, passages
    [[replies]]      claim, asked, asked_of, and optionally asked_on, deadline, answer, answer_claim, answered_on
    [[posts]]        document, author, handle, text, shown_time, address
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reviewer.model.access import AccessStatus
from reviewer.model.names import NameKind


@dataclass(frozen=True, slots=True)
class SampleName:
    """A name to add, and the passages that mention it."""

    key: str
    name: str
    kind: NameKind
    note: str
    aliases: tuple[str, ...]
    mentioned: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SampleFact:
    """An access fact to add, by the keys of its actor and passages and the name of its permission."""

    actor: str
    permission: str
    status: AccessStatus
    since: str | None
    until: str | None
    note: str
    passages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SampleEvent:
    """An event to add."""

    event: str
    date: str
    note: str
    passages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SampleCorrection:
    """A correction to write down."""

    story: str
    version: str
    date: str
    changed: str
    approved_by: str
    claims: tuple[str, ...]
    passages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SampleReply:
    """A question to put to somebody, and the answer where there is one."""

    claim: str
    asked: str
    asked_of: str
    asked_on: str | None
    deadline: str | None
    answer: str
    answer_claim: str | None
    answered_on: str | None

    @property
    def is_answered(self) -> bool:
        """Whether there is an answer."""
        return bool(self.answer or self.answer_claim)


@dataclass(frozen=True, slots=True)
class SamplePost:
    """What the picture of a post says."""

    document: str
    author: str
    handle: str
    text: str
    shown_time: str
    address: str


@dataclass(frozen=True, slots=True)
class SampleDesk:
    """All of it, in the order in which it is written down."""

    names: tuple[SampleName, ...]
    permissions: tuple[tuple[str, str], ...]
    facts: tuple[SampleFact, ...]
    events: tuple[SampleEvent, ...]
    corrections: tuple[SampleCorrection, ...]
    replies: tuple[SampleReply, ...]
    posts: tuple[SamplePost, ...]


def read_desk(table: dict[str, Any]) -> SampleDesk:
    """Read the tables of the claims desk.

    Raises:
        KeyError: Something that is needed is not said.
        ValueError: A word is not one of those possible.

    """
    return SampleDesk(
        names=tuple(_name(one) for one in table.get("names", ())),
        permissions=tuple((one["name"], one["detail"]) for one in table.get("permissions", ())),
        facts=tuple(_fact(one) for one in table.get("facts", ())),
        events=tuple(
            SampleEvent(one["event"], one["date"], one.get("note", ""), tuple(one.get("passages", ())))
            for one in table.get("events", ())
        ),
        corrections=tuple(_correction(one) for one in table.get("corrections", ())),
        replies=tuple(_reply(one) for one in table.get("replies", ())),
        posts=tuple(SamplePost(**one) for one in table.get("posts", ())),
    )


def _name(table: dict[str, Any]) -> SampleName:
    return SampleName(
        key=table["key"],
        name=table["name"],
        kind=NameKind(table.get("kind", NameKind.ORGANISATION)),
        note=table.get("note", ""),
        aliases=tuple(table.get("aliases", ())),
        mentioned=tuple(table.get("mentioned", ())),
    )


def _fact(table: dict[str, Any]) -> SampleFact:
    return SampleFact(
        actor=table["actor"],
        permission=table["permission"],
        status=AccessStatus(table["status"]),
        since=table.get("from"),
        until=table.get("to"),
        note=table.get("note", ""),
        passages=tuple(table.get("passages", ())),
    )


def _correction(table: dict[str, Any]) -> SampleCorrection:
    return SampleCorrection(
        story=table["story"],
        version=table.get("version", ""),
        date=table["date"],
        changed=table["changed"],
        approved_by=table["approved_by"],
        claims=tuple(table.get("claims", ())),
        passages=tuple(table.get("passages", ())),
    )


def _reply(table: dict[str, Any]) -> SampleReply:
    return SampleReply(
        claim=table["claim"],
        asked=table["asked"],
        asked_of=table["asked_of"],
        asked_on=table.get("asked_on"),
        deadline=table.get("deadline"),
        answer=table.get("answer", ""),
        answer_claim=table.get("answer_claim"),
        answered_on=table.get("answered_on"),
    )
