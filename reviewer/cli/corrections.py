"""`correction`, `corrections`: the ledger of changes to a published story, and the packs that they supersede."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reviewer.cli import output
from reviewer.cli.finding import find_claim, find_passages
from reviewer.cli.given import case_argument, json_option, reviewer_option, text
from reviewer.cli.opening import kept, reading, writing
from reviewer.i18n import tr

if TYPE_CHECKING:
    from reviewer.services.parts import Parts


@click.command()
@case_argument
@click.argument("story", type=text)
@click.argument("changed", type=text)
@click.option("--date", type=text, required=True, help="When it was published (EDTF).")
@click.option("--approved-by", type=text, required=True, help="Who approved it.")
@click.option("--version", type=text, default="", help="What the version is called that brought it.")
@click.option("--claim", "claims", type=text, multiple=True, metavar="ID", help="A claim that it touches; may be given again.")
@click.option("--passage", "passages", type=text, multiple=True, metavar="ID", help="A passage that it touches.")
@reviewer_option
@click.pass_obj
def correction(
    parts: Parts,
    *,
    case: Path,
    story: str,
    changed: str,
    date: str,
    approved_by: str,
    version: str,
    claims: tuple[str, ...],
    passages: tuple[str, ...],
    reviewer: str | None,
) -> None:
    """Write down what CHANGED in a published STORY and print the entry's id. The ledger only grows."""
    from reviewer.services.commands.desk.corrections import add_correction
    from reviewer.services.dates import checked_date

    day = checked_date(date)
    with writing(parts, case, reviewer) as session:
        touched = session.read(lambda reader: [find_claim(reader, one) for one in claims]).result()
        quoted = session.read(lambda reader: find_passages(reader, passages)).result()
        asked = add_correction(
            session,
            story=story,
            version=version,
            date=day,
            changed=changed,
            approved_by=approved_by,
            claims=touched,
            passages=quoted,
        )
        made, _ = kept(session, asked)
        output.line(made)


@click.command()
@case_argument
@json_option
@click.pass_obj
def corrections(parts: Parts, case: Path, as_json: bool) -> None:
    """List the ledger: id, date, story, version, what changed, who approved it; and packs that are superseded."""
    with reading(parts, case) as reader:
        desk = reader.desk.load()
    superseded = desk.superseded()
    if as_json:
        output.array(
            {
                "id": one.id,
                "date": one.date,
                "story": one.story,
                "version": one.version or None,
                "changed": one.changed,
                "approved_by": one.approved_by,
                "claims": list(one.claims),
                "passages": list(one.passages),
                "supersedes": [pack.name for pack, since in superseded.items() if one in since],
            }
            for one in desk.corrections
        )
        return
    for one in desk.corrections:
        output.line(one.id, one.date, one.story, one.version or "-", one.changed, one.approved_by)
    for pack in superseded:
        output.note(
            tr("the pack “{name}” of {moment} was built before a correction").format(name=pack.name, moment=pack.built_at)
        )
