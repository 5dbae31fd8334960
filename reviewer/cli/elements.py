"""`element`, `verdict`, `verdicts`: taking a claim apart, and what is held of it and of its parts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reviewer.cli import output
from reviewer.cli.finding import find_claim
from reviewer.cli.given import case_argument, json_option, reviewer_option, text
from reviewer.cli.opening import kept, reading, writing
from reviewer.errors import UsageError
from reviewer.i18n import tr
from reviewer.model.claim import ElementPart
from reviewer.model.verdict import SetVerdict, Verdict

if TYPE_CHECKING:
    from reviewer.model.ids import ClaimId
    from reviewer.services.parts import Parts
    from reviewer.store.reader import CaseReader


def _spelt(word: str) -> str:
    return word.replace("_", "-")


@click.command()
@case_argument
@click.argument("claim", type=text)
@click.argument("words", type=text)
@click.option("--part", type=click.Choice([_spelt(one.value) for one in ElementPart]), help="Which question the words answer.")
@reviewer_option
@click.pass_obj
def element(parts: Parts, *, case: Path, claim: str, words: str, part: str | None, reviewer: str | None) -> None:
    """Take a claim apart: make an element of WORDS, which stand in the claim once, and print its id."""
    from reviewer.services.commands.claims import the_claim
    from reviewer.services.commands.desk.elements import add_element
    from reviewer.services.commands.element_words import find_words

    with writing(parts, case, reviewer) as session:

        def look(reader: CaseReader) -> tuple[ClaimId, str]:
            found = find_claim(reader, claim)
            return found, the_claim(reader, found).claim.text

        whole, said = session.read(look).result()
        meant = None if part is None else ElementPart(part.replace("-", "_"))
        made, _ = kept(session, add_element(session, claim=whole, words=find_words(said, words), part=meant))
        output.line(made)


@click.command()
@case_argument
@click.argument("claim", type=text)
@click.argument("verdict", type=click.Choice([_spelt(one.value) for one in Verdict]), required=False)
@click.option("--reason", type=text, default="", help="Why; needed where something else follows from the elements.")
@click.option("--as-follows", is_flag=True, help="Go back to what follows from the elements and the evidence.")
@reviewer_option
@click.pass_obj
def verdict(
    parts: Parts, *, case: Path, claim: str, verdict: str | None, reason: str, as_follows: bool, reviewer: str | None
) -> None:
    """Set the verdict of a claim or an element. Earlier ones stay as its history."""
    from reviewer.services.commands.desk.verdicts import set_verdict

    if (verdict is None) != as_follows:
        raise UsageError(tr("Give a verdict, or --as-follows"))
    wanted = None if verdict is None else Verdict(verdict.replace("-", "_"))
    with writing(parts, case, reviewer) as session:
        found = session.read(lambda reader: find_claim(reader, claim)).result()
        kept(session, set_verdict(session, claim=found, verdict=wanted, reason=reason))


@click.command()
@case_argument
@json_option
@click.pass_obj
def verdicts(parts: Parts, case: Path, as_json: bool) -> None:
    """List claims and elements with their verdicts: id, number, verdict, who set it, reason, text."""
    from reviewer.desk.standings import standings

    with reading(parts, case) as reader:
        found = reader.snapshot()
    standing = standings(found.claims, found.desk)
    if as_json:
        output.array(
            {
                "id": one.claim.id,
                "number": one.number,
                "text": one.claim.text,
                "parent": one.claim.parent,
                "part": None if one.claim.part is None else one.claim.part.value,
                "words": None if one.claim.words is None else [one.claim.words.start, one.claim.words.end],
                "verdict": standing[one.claim.id].verdict.value,
                "follows": standing[one.claim.id].follows.value,
                "overruled": standing[one.claim.id].is_overruled,
                "history": [_as_json(each) for each in found.desk.history(one.claim.id)],
            }
            for one in found.claims
        )
        return
    for one in found.claims:
        held = standing[one.claim.id]
        by = held.set_by
        said = ("-", "-") if by is None else (by.reviewer, by.reason or "-")
        output.line(one.claim.id, one.number, _spelt(held.verdict.value), *said, one.claim.text)


def _as_json(one: SetVerdict) -> dict[str, object]:
    return {
        "verdict": None if one.verdict is None else one.verdict.value,
        "reason": one.reason,
        "reviewer": one.reviewer,
        "at": one.at,
    }
