"""`name`, `names`, `merge-names`, `cite`: people and organisations, and the passages that are cited for what is held."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reviewer.cli import output
from reviewer.cli.finding import find_event, find_fact, find_name, find_passage
from reviewer.cli.given import case_argument, json_option, note_option, reviewer_option, text
from reviewer.cli.opening import kept, reading, writing
from reviewer.errors import UsageError
from reviewer.i18n import tr
from reviewer.model.names import NameKind

if TYPE_CHECKING:
    from reviewer.services.parts import Parts


@click.command()
@case_argument
@click.argument("name", type=text)
@click.option(
    "--kind", type=click.Choice([one.value for one in NameKind]), default=NameKind.ORGANISATION.value, show_default=True
)
@click.option("--alias", "aliases", type=text, multiple=True, help="Another name of them; may be given again.")
@note_option
@reviewer_option
@click.pass_obj
def name(parts: Parts, *, case: Path, name: str, kind: str, aliases: tuple[str, ...], note: str, reviewer: str | None) -> None:
    """Add a person or an organisation and print its id."""
    from reviewer.services.commands.desk.names import add_name

    with writing(parts, case, reviewer) as session:
        made, _ = kept(session, add_name(session, name=name, kind=NameKind(kind), note=note, aliases=aliases))
        output.line(made)


@click.command()
@case_argument
@json_option
@click.pass_obj
def names(parts: Parts, case: Path, as_json: bool) -> None:
    """List people and organisations: id, name, kind, other names, note."""
    with reading(parts, case) as reader:
        desk, claims = reader.desk.load(), reader.claims()
    if as_json:
        output.array(
            {
                "id": one.id,
                "name": one.text,
                "kind": one.kind.value,
                "aliases": [each.text for each in one.aliases],
                "note": one.note,
                "claims": [claim.claim.id for claim in claims if claim.claim.speaker_name == one.id],
                "facts": [fact.id for fact in desk.facts if fact.actor == one.id],
                "passages": list(desk.mentions.get(one.id, ())),
            }
            for one in desk.names
        )
        return
    for one in desk.names:
        output.line(one.id, one.text, one.kind.value, ", ".join(each.text for each in one.aliases) or "-", one.note or "-")


@click.command()
@case_argument
@click.argument("into", type=text)
@click.argument("other", type=text)
@reviewer_option
@click.pass_obj
def merge_names(parts: Parts, *, case: Path, into: str, other: str, reviewer: str | None) -> None:
    """Make two names one: what belongs to OTHER goes to INTO, and OTHER becomes another name of it. One undo takes it back."""
    from reviewer.services.commands.desk.names import merge_names as merge

    with writing(parts, case, reviewer) as session:
        desk = session.read(lambda reader: reader.desk.load()).result()
        kept(session, merge(session, into=find_name(desk, into), other=find_name(desk, other)))


@click.command()
@case_argument
@click.argument("passage", type=text)
@click.option("--fact", type=text, metavar="ID", help="An access fact that it says.")
@click.option("--event", type=text, metavar="ID", help="An event that it says.")
@click.option("--name", type=text, help="Somebody who is mentioned in it, by name or id.")
@click.option("--withdraw", is_flag=True, help="Take it back.")
@reviewer_option
@click.pass_obj
def cite(
    parts: Parts,
    *,
    case: Path,
    passage: str,
    fact: str | None,
    event: str | None,
    name: str | None,
    withdraw: bool,
    reviewer: str | None,
) -> None:
    """Say that a passage says a fact or an event, or that somebody is mentioned in it."""
    from reviewer.services.commands.desk.citations import cite as add
    from reviewer.services.commands.desk.citations import uncite

    if sum(one is not None for one in (fact, event, name)) != 1:
        raise UsageError(tr("Give one of --fact, --event and --name"))
    with writing(parts, case, reviewer) as session:
        meant = session.read(lambda reader: find_passage(reader, passage)).result()
        desk = session.read(lambda reader: reader.desk.load()).result()
        act = uncite if withdraw else add
        asked = act(
            session,
            passage=meant,
            fact=None if fact is None else find_fact(desk, fact),
            event=None if event is None else find_event(desk, event),
            name=None if name is None else find_name(desk, name),
        )
        kept(session, asked)
