"""`viewing-copy`: a document's pages as pictures and nothing else of it, for passing on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reviewer.cli import output
from reviewer.cli.finding import find_document
from reviewer.cli.given import case_argument, json_option, password_option, passwords_in, path, text
from reviewer.cli.opening import reading_session, wait_for
from reviewer.i18n import tr, trn

if TYPE_CHECKING:
    from reviewer.model.document import Document
    from reviewer.services.copies.viewing_copies import ViewingCopy
    from reviewer.services.parts import Parts


@click.command()
@case_argument
@click.argument("document", type=text)
@click.argument("out", type=path)
@click.option(
    "--with-words", is_flag=True, help="Lay the words recognised on its pages, with corrections, unseen over the pictures."
)
@password_option
@json_option
@click.pass_obj
def viewing_copy(
    parts: Parts,
    *,
    case: Path,
    document: str,
    out: Path,
    with_words: bool,
    password_file: Path | None,
    as_json: bool,
) -> int:
    """Write a PDF of a document's pages as pictures to OUT, and print its path.

    Before it, a line for each thing that the document holds and the copy does not: dropped, kind, count, apart by tabs. A page
    that cannot be drawn is crossed out in the copy, and named.
    """
    from reviewer.services.copies.viewing_copies import make_viewing_copy

    passwords = passwords_in(password_file)
    with reading_session(parts, case) as session:
        session.sources.offer_passwords(passwords)
        found = session.read(lambda reader: find_document(reader, document)).result()
        made = wait_for(lambda cancelled: make_viewing_copy(session, found, out, words=with_words, cancelled=cancelled))
    if as_json:
        output.array([_as_json(made, found)])
        return 3 if made.crossed_out else 0
    for one in made.dropped.rows:
        output.line("dropped", one.kind.value, str(one.count))
    if made.dropped.cut:
        output.note(tr("There may be more than is counted: some of the file could not be read. None of it is in the copy."))
    if with_words:
        told = trn("Recognised words lie over {count} page.", "Recognised words lie over {count} pages.", made.word_pages)
        output.note(told.format(count=made.word_pages))
    if made.corrected_pages:
        told = trn(
            "A person put words right on {count} of them.", "A person put words right on {count} of them.", made.corrected_pages
        )
        output.note(told.format(count=made.corrected_pages))
    for number in made.crossed_out:
        output.error(tr("Page {page} could not be drawn; it is crossed out in the copy").format(page=number))
    output.line(made.path)
    return 3 if made.crossed_out else 0


def _as_json(made: ViewingCopy, document: Document) -> dict[str, object]:
    return {
        "document": document.id,
        "document_name": document.name,
        "path": output.shown(made.path),
        "dropped": [{"kind": one.kind.value, "count": one.count} for one in made.dropped.rows],
        "dropped_may_be_more": made.dropped.cut,
        "pages": made.page_count,
        "sha256": made.sha256,
        "pages_with_words": made.word_pages,
        "pages_corrected": made.corrected_pages,
        "pages_crossed_out": list(made.crossed_out),
    }
