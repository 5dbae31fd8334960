"""`about` and `add-attached`: what a document's file carries besides its pages, and taking the files out that are in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reviewer.cli import output
from reviewer.cli.added import tell_added
from reviewer.cli.finding import find_document
from reviewer.cli.given import case_argument, json_option, password_option, passwords_in, reviewer_option, text
from reviewer.cli.opening import reading_session, wait_for, writing
from reviewer.errors import UsageError
from reviewer.i18n import tr
from reviewer.model.neutral import one_line, visible

if TYPE_CHECKING:
    from reviewer.model.document import Document
    from reviewer.model.file_facts import Attachment, FileFacts
    from reviewer.services.parts import Parts

DESCRIBED = {"CreationDate": "created", "ModDate": "changed"}
"""What some of PDF's keys are called here; all others are their own names in small letters."""

_SHORTEST_PREFIX = 6

document_argument = click.argument("document", type=text)


@click.command()
@case_argument
@document_argument
@json_option
@password_option
@click.pass_obj
def about(parts: Parts, *, case: Path, document: str, as_json: bool, password_file: Path | None) -> int:
    """Say what a document's file carries besides its pages: a line each, kind, page and words, apart by tabs.

    Scripts, programs, addresses, signatures and attached files are told and never run, opened or followed.
    """
    from reviewer.services.reading_file_facts import read_file_facts

    with reading_session(parts, case) as session:
        session.sources.offer_passwords(passwords_in(password_file))
        found = session.read(lambda reader: find_document(reader, document)).result()
        facts = wait_for(lambda cancelled: read_file_facts(session, found.id, cancelled=cancelled))
    rows = list(_rows(found, facts))
    if as_json:
        output.array(rows)
    else:
        for row in rows:
            measures = (_measure(row["size"]), row["sha256"] or "-") if row["kind"] == "attached" else ()
            output.line(row["kind"], row["page"] or "-", *measures, one_line(str(row["words"])))
    for one in facts.attachments:
        if one.trouble:
            output.note(f"{visible(one.name)}: {one.trouble}")
    if facts.cut:
        output.error(
            tr("There is more in this file than is listed, or some of it could not be read"),
            tr("What is listed is there all the same; nothing is known of the rest."),
        )
    return 3 if facts.cut else 0


def _measure(size: object) -> object:
    return "-" if size is None else size


def _rows(document: Document, facts: FileFacts) -> Iterator[dict[str, object]]:
    whole = facts.whole
    for key, words in whole.described:
        yield _row(DESCRIBED.get(key, key.lower()), None, words)
    if whole.encryption:
        yield _row("encrypted", None, whole.encryption)
    for forbidden in whole.forbidden:
        yield _row("forbids", None, forbidden)
    if whole.beyond:
        yield _row("pages_not_shown", None, str(whole.beyond))
    if whole.reduced > 1:
        yield _row("resolution_reduced", None, str(whole.reduced))
    if whole.saved_again:
        yield _row("saved_again", None, str(whole.saved_again))
    if document.repaired:
        yield _row("nothing_drawn" if whole.undrawn else "damaged", None, "")
    for fact in facts.facts:
        yield _row(fact.kind.value, fact.page, fact.words, by_itself=fact.by_itself)
    for one in facts.attachments:
        yield _row("attached", one.page, one.name) | {"size": one.size, "sha256": one.sha256}


def _row(kind: str, page: int | None, words: str, *, by_itself: bool = False) -> dict[str, object]:
    number = None if page is None else page + 1
    return {"kind": kind, "page": number, "words": words, "by_itself": by_itself, "size": None, "sha256": None}


@click.command()
@case_argument
@document_argument
@click.argument("which", type=text, nargs=-1, metavar="[CHECKSUM|NAME]...")
@password_option
@reviewer_option
@click.pass_obj
def add_attached(
    parts: Parts, *, case: Path, document: str, which: tuple[str, ...], password_file: Path | None, reviewer: str | None
) -> int:
    """Add files that are attached in a document as documents of their own, all of them where none is named.

    Prints what `add` prints. They go through the same checks as any file, and their provenance names the document.
    """
    from reviewer.services.adding import importing_attached
    from reviewer.services.passwords import ListedPasswords
    from reviewer.services.reading_file_facts import read_file_facts

    passwords = passwords_in(password_file)
    with writing(parts, case, reviewer) as session:
        session.sources.offer_passwords(passwords)
        found = session.read(lambda reader: find_document(reader, document)).result()
        facts = wait_for(lambda cancelled: read_file_facts(session, found.id, cancelled=cancelled))
        chosen = _chosen(facts.attachments, which)
        results = wait_for(
            lambda cancelled: importing_attached.add_attached(
                session, found.id, chosen, passwords=ListedPasswords(passwords), report=tell_added, cancelled=cancelled
            )
        )
    if not results:
        output.note(tr("No file is attached in this document"))
    return 3 if any(one.status == "refused" for one in results) else 0


def _chosen(attachments: tuple[Attachment, ...], which: tuple[str, ...]) -> tuple[Attachment, ...]:
    """Return the files that are meant: by name, or by how their checksum begins."""
    if not which:
        return attachments
    chosen = []
    for given in which:
        by_sum = len(given) >= _SHORTEST_PREFIX
        fits = [one for one in attachments if one.name == given or (by_sum and (one.sha256 or "").startswith(given.lower()))]
        if not fits or len({one.sha256 for one in fits}) > 1:
            said = tr("No one attached file is meant by “{given}”").format(given=given)
            raise UsageError(said, tr("“reviewer about CASE DOCUMENT” lists names and checksums."))
        chosen.append(fits[0])
    return tuple(dict.fromkeys(chosen))
