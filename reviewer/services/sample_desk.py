"""The sample's claims desk: names, access, events, corrections, replies, posts and verdicts, by the same services as a person's.

Owns the steps that come after documents, claims and passages (`sample`); what there is to make is said by `sample_desk_manifest`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from reviewer.model.claim import Words
from reviewer.model.ids import ClaimId, DocumentId, NameId, PassageId
from reviewer.services.commands.desk.access import add_fact, add_permission
from reviewer.services.commands.desk.citations import cite
from reviewer.services.commands.desk.corrections import add_correction
from reviewer.services.commands.desk.elements import add_element, set_part
from reviewer.services.commands.desk.events import add_event
from reviewer.services.commands.desk.names import add_name, set_speaker
from reviewer.services.commands.desk.posts import set_post
from reviewer.services.commands.desk.replies import answer, ask_for_reply, set_ready
from reviewer.services.commands.desk.verdicts import set_verdict
from reviewer.services.sample_desk_manifest import SampleDesk, SampleReply
from reviewer.services.sample_manifest import SampleClaim
from reviewer.services.session import Session


class DeskBuilder:
    """Makes the desk; documents, claims and passages are there already, by the keys of the manifest."""

    def __init__(
        self,
        session: Session,
        *,
        documents: Mapping[str, DocumentId],
        claims: Mapping[str, ClaimId],
        passages: Mapping[str, PassageId],
    ) -> None:
        self._session = session
        self._documents = documents
        self._claims = claims
        self._passages = passages
        self._names: dict[str, NameId] = {}

    def build(self, desk: SampleDesk, claims: Iterable[SampleClaim]) -> None:
        """Make all of it, and what hangs on claims."""
        every = {one.key: one for one in claims}
        for claim in every.values():
            if claim.parent is not None:
                self._take_out(claim, every[claim.parent])
        self._add_names(desk)
        self._add_access(desk)
        for event in desk.events:
            cited = self._cited(event.passages)
            add_event(self._session, event=event.event, date=event.date, note=event.note, passages=cited).result()
        for reply in desk.replies:
            self._ask(reply)
        for post in desk.posts:
            document = self._documents[post.document]
            set_post(
                self._session,
                document=document,
                author=post.author,
                handle=post.handle,
                text=post.text,
                shown_time=post.shown_time,
                address=post.address,
            ).result()
        for claim in every.values():
            self._judge(claim)
        self._add_corrections(desk)

    def _take_out(self, element: SampleClaim, claim: SampleClaim) -> None:
        """Tie an element to its words in the claim, where the claim says them; say which question it answers."""
        at = claim.text.find(element.text)
        if at >= 0:
            words = Words(at, at + len(element.text))
            add_element(self._session, claim=self._claims[claim.key], words=words, part=element.part).result()
        elif element.part is not None:
            set_part(self._session, element=self._claims[element.key], part=element.part).result()

    def _add_names(self, desk: SampleDesk) -> None:
        for one in desk.names:
            made, _ = add_name(self._session, name=one.name, kind=one.kind, note=one.note, aliases=one.aliases).result()
            self._names[one.key] = made
            for passage in self._cited(one.mentioned):
                cite(self._session, passage=passage, name=made).result()

    def _add_access(self, desk: SampleDesk) -> None:
        for permission, detail in desk.permissions:
            add_permission(self._session, permission=permission, detail=detail).result()
        for fact in desk.facts:
            add_fact(
                self._session,
                actor=self._names[fact.actor],
                permission=fact.permission,
                status=fact.status,
                from_date=fact.since,
                to_date=fact.until,
                note=fact.note,
                passages=self._cited(fact.passages),
            ).result()

    def _ask(self, reply: SampleReply) -> None:
        made, _ = ask_for_reply(
            self._session,
            claim=self._claims[reply.claim],
            asked=reply.asked,
            asked_of=reply.asked_of,
            asked_on=reply.asked_on,
            deadline=reply.deadline,
        ).result()
        if reply.is_answered:
            statement = self._claims[reply.answer_claim] if reply.answer_claim else None
            answer(self._session, reply=made, text=reply.answer, answered_on=reply.answered_on, claim=statement).result()

    def _judge(self, claim: SampleClaim) -> None:
        made = self._claims[claim.key]
        if claim.name is not None:
            set_speaker(self._session, claim=made, name=self._names[claim.name]).result()
        if claim.verdict is not None:
            set_verdict(self._session, claim=made, verdict=claim.verdict, reason=claim.reason).result()
        if claim.is_ready:
            set_ready(self._session, claim=made, ready=True).result()

    def _add_corrections(self, desk: SampleDesk) -> None:
        for one in desk.corrections:
            add_correction(
                self._session,
                story=one.story,
                version=one.version,
                date=one.date,
                changed=one.changed,
                approved_by=one.approved_by,
                claims=[self._claims[key] for key in one.claims],
                passages=self._cited(one.passages),
            ).result()

    def _cited(self, keys: Iterable[str]) -> list[PassageId]:
        return [self._passages[key] for key in keys]
