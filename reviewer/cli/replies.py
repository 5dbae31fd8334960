"""`ask`, `answer`, `replies`, `ready`: the right of reply, and claims that are ready to be published."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reviewer.cli import output
from reviewer.cli.finding import find_claim, find_document
from reviewer.cli.given import case_argument, json_option, reviewer_option, text
from reviewer.cli.opening import kept, reading, writing
from reviewer.i18n import tr
from reviewer.model.ids import resolve_prefix

if TYPE_CHECKING:
    from reviewer.services.parts import Parts


@click.command()
@case_argument
@click.argument("claim", type=text)
@click.argument("question", type=text)
@click.option("--of", "asked_of", type=text, required=True, help="Who is asked.")
@click.option("--on", "asked_on", type=text, help="When (EDTF).")
@click.option("--deadline", type=text, help="By when an answer is wanted (EDTF).")
@reviewer_option
@click.pass_obj
def ask(
    parts: Parts,
    *,
    case: Path,
    claim: str,
    question: str,
    asked_of: str,
    asked_on: str | None,
    deadline: str | None,
    reviewer: str | None,
) -> None:
    """Write down what was put to whom about a claim, and print the entry's id."""
    from reviewer.services.commands.desk.replies import ask_for_reply

    with writing(parts, case, reviewer) as session:
        found = session.read(lambda reader: find_claim(reader, claim)).result()
        asked = ask_for_reply(session, claim=found, asked=question, asked_of=asked_of, asked_on=asked_on, deadline=deadline)
        made, _ = kept(session, asked)
        output.line(made)


@click.command()
@case_argument
@click.argument("reply", type=text)
@click.argument("words", type=text, default="")
@click.option("--on", "answered_on", type=text, help="When the answer came (EDTF).")
@click.option("--claim", type=text, metavar="ID", help="The answer as a statement of the case.")
@click.option("--document", type=text, help="The answer as a document of the case.")
@reviewer_option
@click.pass_obj
def answer(
    parts: Parts,
    *,
    case: Path,
    reply: str,
    words: str,
    answered_on: str | None,
    claim: str | None,
    document: str | None,
    reviewer: str | None,
) -> None:
    """Write down the answer to a question, in WORDS, as a statement or as a document."""
    from reviewer.services.commands.desk.replies import answer as put

    with writing(parts, case, reviewer) as session:
        known = session.read(lambda reader: [one.id for one in reader.desk.load().replies]).result()
        statement = None if claim is None else session.read(lambda reader: find_claim(reader, claim)).result()
        letter = None if document is None else session.read(lambda reader: find_document(reader, document)).result().id
        asked = put(
            session,
            reply=resolve_prefix(reply, known, what="question"),
            text=words,
            answered_on=answered_on,
            claim=statement,
            document=letter,
        )
        kept(session, asked)


@click.command()
@case_argument
@json_option
@click.pass_obj
def replies(parts: Parts, case: Path, as_json: bool) -> None:
    """List what was put to whom: id, claim, of whom, when, deadline, whether it is answered, question."""
    with reading(parts, case) as reader:
        found, claims = reader.desk.load().replies, reader.claims()
    if as_json:
        output.array(
            {
                "id": one.id,
                "claim": one.claim,
                "asked": one.asked,
                "asked_of": one.asked_of,
                "asked_on": one.asked_on,
                "deadline": one.deadline,
                "answer": one.answer or None,
                "answered_on": one.answered_on,
                "answer_claim": one.answer_claim,
                "answer_document": one.answer_document,
            }
            for one in found
        )
    else:
        for one in found:
            state = tr("answered") if one.is_answered else tr("no answer")
            output.line(one.id, one.claim, one.asked_of, one.asked_on or "-", one.deadline or "-", state, one.asked)
    asked = {one.claim for one in found}
    for claim in claims:
        if claim.claim.is_ready and claim.claim.id not in asked:
            output.note(tr("claim {number} is marked ready, and nobody was asked for a reply").format(number=claim.number))


@click.command()
@case_argument
@click.argument("claim", type=text)
@click.option("--not", "unready", is_flag=True, help="Take it back.")
@reviewer_option
@click.pass_obj
def ready(parts: Parts, *, case: Path, claim: str, unready: bool, reviewer: str | None) -> None:
    """Mark a claim ready to be published; says so where nobody was asked for a reply."""
    from reviewer.services.commands.desk.replies import set_ready

    with writing(parts, case, reviewer) as session:
        found = session.read(lambda reader: find_claim(reader, claim)).result()
        kept(session, set_ready(session, claim=found, ready=not unready))
        asked = session.read(lambda reader: reader.desk.load().replies).result()
        if not unready and not any(one.claim == found for one in asked):
            output.note(tr("Nobody was asked for a reply to this claim."))
