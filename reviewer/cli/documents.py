"""`new`, `add`, `dated`, `documents`: a case and what is in it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reviewer.cli import output
from reviewer.cli.added import tell_added
from reviewer.cli.finding import find_document
from reviewer.cli.given import (
    case_argument,
    json_option,
    not_isolated_option,
    password_option,
    passwords_in,
    path,
    remark_case_name,
    require_case_name,
    reviewer_option,
    text,
)
from reviewer.cli.opening import hint_at_isolation, kept, reading, wait_for, who, writing
from reviewer.errors import UsageError
from reviewer.i18n import tr
from reviewer.model.document import Provenance, Publication

if TYPE_CHECKING:
    from reviewer.services.events import ImportProgress
    from reviewer.services.parts import Parts

UNLINKED = "Add --link-large to keep its checksum and where it lies instead, or split it, and add the parts that matter."
"""What to do about a document that is too large for a case."""


@click.command()
@case_argument
@click.option("--title", type=text, help="The case's title; else the file's name.")
@reviewer_option
@click.pass_obj
def new(parts: Parts, case: Path, title: str | None, reviewer: str | None) -> None:
    """Make an empty case, a file that ends in .revcase, and print its id."""
    from reviewer.services.session import Session

    require_case_name(case)
    with Session.create(
        case,
        title=(title or "").strip() or os.fsencode(case.stem).decode("utf-8", "replace"),
        clock=parts.clock,
        new_id=parts.new_id,
        reviewer=who(parts, reviewer),
        workers=parts.get_workers,
        seals=parts.seals,
        origin="command line",
    ) as session:
        made = session.read(lambda reader: reader.info().id).result()
        remark_case_name(case)
        output.line(made)


@click.command()
@case_argument
@click.argument("paths", type=path, nargs=-1, required=True, metavar="PATH...")
@click.option("--obtained-from", type=text, help="Whom or what the documents come from (private).")
@click.option("--obtained-on", type=text, help="When they were obtained: 2018-12-19, 2018-12, 2018, ~ for about (private).")
@click.option("--dated", type=text, default="", help="When the documents were written or published (EDTF).")
@click.option("--published", is_flag=True, help="The documents were published.")
@click.option("--leaked", is_flag=True, help="The documents were leaked.")
@click.option(
    "--link-large",
    is_flag=True,
    help="Link documents of more than 2 GiB to their files: the case keeps only checksum and place. Mends a broken link, too.",
)
@password_option
@not_isolated_option
@reviewer_option
@click.pass_obj
def add(
    parts: Parts,
    *,
    case: Path,
    paths: tuple[Path, ...],
    obtained_from: str | None,
    obtained_on: str | None,
    dated: str,
    published: bool,
    leaked: bool,
    link_large: bool,
    password_file: Path | None,
    reviewer: str | None,
) -> int:
    """Add documents, and what is in folders: a line each, “added”, “known” or “refused”, id, path and reason, apart by tabs."""
    from reviewer.services.adding.importing import add_documents
    from reviewer.services.adding.large_files import Decided
    from reviewer.services.commands.documents import checked
    from reviewer.services.passwords import ListedPasswords

    if published and leaked:
        raise UsageError(tr("A document is given as published and as leaked"), tr("Give --published or --leaked, not both."))
    publication = Publication.PUBLISHED if published else Publication.LEAKED if leaked else None
    provenance = checked(Provenance(obtained_from=obtained_from, obtained_on=obtained_on, publication=publication))
    passwords = ListedPasswords(passwords_in(password_file))
    passed_over = ""

    def remember(progress: ImportProgress) -> None:
        nonlocal passed_over
        passed_over = progress.passed_over

    with writing(parts, case, reviewer) as session:
        results = wait_for(
            lambda cancelled: add_documents(
                session,
                paths,
                provenance=provenance,
                dated=dated,
                passwords=passwords,
                linking=Decided(link=link_large, hint=tr(UNLINKED)),
                progress=remember,
                report=tell_added,
                cancelled=cancelled,
            )
        )
    if not results:
        output.note(tr("There are no files in what was given"))
    if passed_over:
        output.note(passed_over)
    hint_at_isolation(parts)
    return 3 if any(one.status == "refused" for one in results) else 0


@click.command()
@case_argument
@click.argument("document", type=text)
@click.argument("date", type=text)
@reviewer_option
@click.pass_obj
def dated(parts: Parts, *, case: Path, document: str, date: str, reviewer: str | None) -> None:
    """Say when a document was written or published (EDTF: 2018-12-19, 2018-12, 2014-05/2017-01). "" takes that away."""
    from reviewer.services.commands.documents import set_dated

    with writing(parts, case, reviewer) as session:
        found = session.read(lambda reader: find_document(reader, document)).result()
        kept(session, set_dated(session, document=found.id, dated=date))


@click.command()
@case_argument
@json_option
@click.pass_obj
def documents(parts: Parts, case: Path, as_json: bool) -> None:
    """List the documents: id, name, media type, pages, kind of text."""
    with reading(parts, case) as reader:
        found = [one.document for one in reader.documents()]
    if as_json:
        output.array(
            {
                "id": one.id,
                "name": one.name,
                "sha256": one.sha256,
                "media_type": one.media_type,
                "pages": one.page_count,
                "text": one.text.value,
                "dated": one.dated,
            }
            for one in found
        )
        return
    for one in found:
        output.line(one.id, one.name, one.media_type, one.page_count, one.text.value)
