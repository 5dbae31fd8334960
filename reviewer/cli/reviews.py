"""`review`, `sign-off`, `sign-offs`: a second person's word on a link, and on a claim as a whole."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reviewer.cli import output
from reviewer.cli.finding import find_claim, find_passage
from reviewer.cli.given import case_argument, json_option, reviewer_option, text
from reviewer.cli.opening import kept, reading, writing
from reviewer.errors import UsageError
from reviewer.i18n import tr
from reviewer.model.review import Opinion

if TYPE_CHECKING:
    from reviewer.model.ids import LinkId
    from reviewer.services.parts import Parts
    from reviewer.store.reader import CaseReader


@click.command()
@case_argument
@click.argument("passage", type=text)
@click.argument("claim", type=text)
@click.argument("opinion", type=click.Choice([one.value for one in Opinion]))
@click.option("--comment", type=text, default="", help="Why.")
@reviewer_option
@click.pass_obj
def review(parts: Parts, *, case: Path, passage: str, claim: str, opinion: str, comment: str, reviewer: str | None) -> None:
    """Say what the reviewer at work holds of the stance that somebody else gave a passage to a claim."""
    from reviewer.services.commands.desk.reviews import review_link

    with writing(parts, case, reviewer) as session:
        link = session.read(lambda reader: _link(reader, passage, claim)).result()
        kept(session, review_link(session, link=link, opinion=Opinion(opinion), comment=comment))


@click.command()
@case_argument
@click.argument("claim", type=text)
@click.option("--withdraw", is_flag=True, help="Take back what this reviewer signed.")
@reviewer_option
@click.pass_obj
def sign_off(parts: Parts, *, case: Path, claim: str, withdraw: bool, reviewer: str | None) -> None:
    """Sign a claim off as it stands. Any change to its words, elements, passages, links or verdicts reopens it."""
    from reviewer.services.commands.desk import reviews

    with writing(parts, case, reviewer) as session:
        found = session.read(lambda reader: find_claim(reader, claim)).result()
        kept(session, (reviews.withdraw_sign_off if withdraw else reviews.sign_off)(session, claim=found))


@click.command()
@case_argument
@json_option
@click.pass_obj
def sign_offs(parts: Parts, case: Path, as_json: bool) -> None:
    """List sign-offs: claim, who, when, whether they stand, and what changed since."""
    from reviewer.services.signed_off import signed_off

    with reading(parts, case) as reader:
        found = signed_off(reader)
        numbers = {one.claim.id: one.number for one in reader.claims()}
    if as_json:
        output.array(
            {
                "claim": one.sign_off.claim,
                "reviewer": one.sign_off.reviewer,
                "at": one.sign_off.at,
                "stands": one.stands,
                "since": [{"what": each.what, "reviewer": each.reviewer, "at": each.at} for each in one.since],
            }
            for one in found
        )
        return
    for one in found:
        state = tr("stands") if one.stands else tr("reopened")
        since = "; ".join(f"{each.what} ({each.reviewer}, {each.at})" for each in one.since)
        output.line(numbers.get(one.sign_off.claim, "-"), one.sign_off.reviewer, one.sign_off.at, state, since or "-")


def _link(reader: CaseReader, passage: str, claim: str) -> LinkId:
    marked, wanted = reader.passage(find_passage(reader, passage)), find_claim(reader, claim)
    for one in marked.links if marked is not None else ():
        if one.claim == wanted:
            return one.id
    raise UsageError(tr("The passage is not tagged to that claim"), tr("“reviewer passages CASE --json” lists the links."))
