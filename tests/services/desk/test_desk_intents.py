"""Verdicts, names, access, events, corrections, replies, posts and reviews: kept, undone, refused with a sentence."""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

import pytest

from reviewer.errors import ReviewerError, UsageError
from reviewer.model.access import AccessStatus
from reviewer.model.desk import Desk
from reviewer.model.ids import ClaimId, NameId
from reviewer.model.names import NameKind
from reviewer.model.verdict import Verdict
from reviewer.services import commands
from reviewer.services.commands.desk import access, corrections, events, names, replies, verdicts
from reviewer.services.session import Session
from reviewer.services.undo import History

Act = Callable[[Session], Future[Any]]


def desk(session: Session) -> Desk:
    return session.read(lambda case: case.desk.load()).result()


def claim(session: Session, text: str = "We never asked") -> ClaimId:
    return commands.add_claim(session, text=text).result()[0]


def name(session: Session, text: str, *aliases: str) -> NameId:
    return names.add_name(session, name=text, aliases=aliases).result()[0]


def test_a_verdict_has_a_history_and_undo_takes_the_newest_off(session: Session) -> None:
    history, said = History(session), claim(session)
    verdicts.set_verdict(session, claim=said, verdict=Verdict.UNRESOLVED, reason="no page read yet").result()
    verdicts.set_verdict(session, claim=said, verdict=Verdict.CONTRADICTED, reason="the mail of May 2014").result()
    assert [(one.verdict, one.reviewer) for one in desk(session).history(said)] == [
        (Verdict.UNRESOLVED, "Ada"),
        (Verdict.CONTRADICTED, "Ada"),
    ]
    with pytest.raises(UsageError, match="stands already"):
        verdicts.set_verdict(session, claim=said, verdict=Verdict.CONTRADICTED, reason="the mail of May 2014").result()
    history.undo().result()
    assert [one.verdict for one in desk(session).history(said)] == [Verdict.UNRESOLVED]


def test_overruling_what_follows_needs_a_reason(session: Session) -> None:
    said = claim(session)
    commands.add_claim(session, text="asked", parent=said).result()
    with pytest.raises(UsageError, match="a reason is needed"):
        verdicts.set_verdict(session, claim=said, verdict=Verdict.CONTRADICTED).result()
    verdicts.set_verdict(session, claim=said, verdict=Verdict.CONTRADICTED, reason="it is one act").result()
    verdicts.set_verdict(session, claim=said, verdict=None).result()
    with pytest.raises(UsageError, match="Nobody has set"):
        verdicts.set_verdict(session, claim=said, verdict=None).result()


def test_two_names_become_one_in_one_step_and_two_again(session: Session) -> None:
    history, said = History(session), claim(session)
    kept, other = name(session, "Lumenreel"), name(session, "Lumenreel Inc.", "LR")
    names.set_speaker(session, claim=said, name=other).result()
    access.add_fact(session, actor=other, permission="read", status=AccessStatus.GRANTED).result()
    before = desk(session)
    names.merge_names(session, into=kept, other=other).result()
    merged = desk(session)
    assert [(one.text, sorted(each.text for each in one.aliases)) for one in merged.names] == [
        ("Lumenreel", ["LR", "Lumenreel Inc."])
    ]
    assert [one.actor for one in merged.facts] == [kept]
    speaker = session.read(lambda case: case.claim(said)).result()
    assert speaker is not None
    assert (speaker.claim.speaker_name, speaker.claim.speaker) == (kept, "Lumenreel Inc.")
    history.undo().result()
    assert desk(session) == before


def test_facts_make_the_names_and_permissions_that_they_need_in_the_same_step(session: Session) -> None:
    history = History(session)
    access.add_fact(session, actor="Lumenreel", permission="Read", status=AccessStatus.GRANTED, from_date="14 May 2014").result()
    access.add_fact(session, actor="lumenreel", permission="read", status=AccessStatus.POSSIBLE).result()
    found = desk(session)
    assert ([one.text for one in found.names], [one.text for one in found.permissions]) == (["Lumenreel"], ["Read"])
    assert [(one.status, one.from_date, one.is_sourced) for one in found.facts] == [
        (AccessStatus.GRANTED, "2014-05-14", False),
        (AccessStatus.POSSIBLE, None, False),
    ]
    history.undo().result()
    history.undo().result()
    assert desk(session) == Desk()


def test_a_correction_supersedes_what_was_built_before(session: Session) -> None:
    said = claim(session)
    corrections.add_correction(
        session, story="The story", version="v2", date="20 December 2018", changed="Post added", approved_by="Kerr", claims=[said]
    ).result()
    (found,) = desk(session).corrections
    assert (found.date, found.claims, found.seq > 1) == ("2018-12-20", (said,), True)


def test_a_reply_is_answered_in_words_or_by_a_statement(session: Session) -> None:
    said, later = claim(session), claim(session, "It was one feature")
    reply, _ = replies.ask_for_reply(session, claim=said, asked="Did you?", asked_of="Lumenreel", asked_on="2018-12-17").result()
    assert not desk(session).replies[0].is_answered
    replies.answer(session, reply=reply, claim=later, answered_on="2018-12-18").result()
    assert desk(session).replies[0].is_answered
    commands.remove_claim(session, claim=later).result()
    assert not desk(session).replies[0].is_answered


def test_what_a_claim_takes_with_it_comes_back_with_it(session: Session) -> None:
    history, said = History(session), claim(session)
    verdicts.set_verdict(session, claim=said, verdict=Verdict.SUPPORTED).result()
    replies.ask_for_reply(session, claim=said, asked="Did you?", asked_of="Lumenreel").result()
    replies.set_ready(session, claim=said, ready=True).result()
    before = desk(session)
    commands.remove_claim(session, claim=said).result()
    assert (desk(session).verdicts, desk(session).replies) == ((), ())
    history.undo().result()
    assert desk(session) == before


LONG = "x" * 100_001


def _merge_with_itself(session: Session) -> Future[Any]:
    one = name(session, "Lumenreel")
    return names.merge_names(session, into=one, other=one)


def _twice(session: Session) -> Future[Any]:
    name(session, "Lumenreel")
    return names.add_name(session, name=" LUMENREEL ", kind=NameKind.PERSON)


def _fact(session: Session, since: str, until: str | None) -> Future[Any]:
    return access.add_fact(
        session, actor="Lumenreel", permission="read", status=AccessStatus.USED, from_date=since, to_date=until
    )


def _correction(session: Session) -> Future[Any]:
    return corrections.add_correction(session, story="s", version="", date="2018", changed="c", approved_by="")


REFUSED: list[tuple[str, Act]] = [
    ("either of two days", lambda session: events.add_event(session, event="met", date="03/04/2026")),
    ("no such day|cannot be read", lambda session: events.add_event(session, event="met", date="31 April")),
    ("has no date", lambda session: events.add_event(session, event="met", date=" ")),
    ("has to say something", lambda session: events.add_event(session, event=" ", date="2018")),
    ("cannot be seen: U.0007", lambda session: events.add_event(session, event="a\x07b", date="2018")),
    ("too long", lambda session: events.add_event(session, event=LONG, date="2018")),
    ("too long", lambda session: names.add_name(session, name="n" * 301)),
    ("merged with itself", _merge_with_itself),
    ("is a name of Lumenreel", _twice),
    ("no longer there", lambda session: names.remove_name(session, name=NameId("0" * 8))),
    ("ends before it begins", lambda session: _fact(session, "2017", "2014")),
    ("span of time", lambda session: _fact(session, "2014/2017", None)),
    ("Who approved it", _correction),
]


@pytest.mark.parametrize(("sentence", "act"), REFUSED, ids=[str(n) for n in range(len(REFUSED))])
def test_bad_input_is_refused_with_a_sentence_and_changes_nothing(session: Session, sentence: str, act: Act) -> None:
    future = act(session)
    before = desk(session)
    with pytest.raises(ReviewerError) as error:
        future.result()
    assert re.search(sentence, f"{error.value.summary} {error.value.hint}")
    assert desk(session) == before


def test_right_to_left_and_long_words_are_kept_as_they_are(session: Session) -> None:
    text = "شركة لومنريل 😀 " + "x" * 9_950
    events.add_event(session, event=text, date="2018").result()
    assert desk(session).events[0].text == text


def test_a_claim_is_written_down_with_the_name_that_spoke_in_one_step(session: Session) -> None:
    history, speaker = History(session), name(session, "Lumenreel")
    made, _ = commands.add_claim(session, text="We never asked", speaker_name=speaker).result()
    said = session.read(lambda case: case.claim(made)).result()
    assert said is not None
    assert (said.claim.speaker_name, said.claim.speaker) == (speaker, "Lumenreel")
    commands.edit_claim(session, claim=made, speaker="A spokesman", speaker_name=None).result()
    commands.edit_claim(session, claim=made, speaker="A spokesman", speaker_name=speaker).result()
    said = session.read(lambda case: case.claim(made)).result()
    assert said is not None
    assert (said.claim.speaker_name, said.claim.speaker) == (speaker, "A spokesman")
    history.undo().result()
    said = session.read(lambda case: case.claim(made)).result()
    assert said is not None
    assert said.claim.speaker_name is None
    with pytest.raises(UsageError, match="no longer there"):
        commands.edit_claim(session, claim=made, speaker_name="nobody").result()


def test_all_other_names_of_somebody_are_changed_in_one_step(session: Session) -> None:
    history, one = History(session), name(session, "Lumenreel", "LR", "Lumen")
    name(session, "Kestrel Bank")
    with pytest.raises(UsageError, match="is a name of Kestrel Bank"):
        names.edit_name(session, name=one, aliases=["kestrel bank"]).result()
    names.edit_name(session, name=one, text="Lumenreel Ltd", aliases=["LR", "Lumenreel", "lumenreel ltd"]).result()
    found = desk(session).names_by_id[one]
    assert (found.text, sorted(each.text for each in found.aliases)) == ("Lumenreel Ltd", ["LR", "Lumenreel"])
    history.undo().result()
    found = desk(session).names_by_id[one]
    assert (found.text, sorted(each.text for each in found.aliases)) == ("Lumenreel", ["LR", "Lumen"])
