"""`post`, `posts`: what pictures of posts say, and when they were posted by their own numbers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from reviewer.cli import output
from reviewer.cli.finding import find_document
from reviewer.cli.given import case_argument, json_option, reviewer_option, text
from reviewer.cli.opening import kept, reading, writing
from reviewer.errors import UsageError
from reviewer.i18n import tr
from reviewer.model.ids import DocumentId

if TYPE_CHECKING:
    from reviewer.services.parts import Parts
    from reviewer.store.reader import CaseReader


class _Said(NamedTuple):
    """What is written down of a post."""

    author: str
    handle: str
    text: str
    shown_time: str
    address: str


@click.command()
@case_argument
@click.argument("document", type=text)
@click.option("--page", type=click.IntRange(min=1), default=1, show_default=True)
@click.option("--author", type=text, default="", help="Who posted, as shown.")
@click.option("--handle", type=text, default="", help="By which handle.")
@click.option("--text", "words", type=text, default="", help="What was posted.")
@click.option("--shown-time", type=text, default="", help="When, as shown in the picture.")
@click.option("--address", type=text, default="", help="Where it stands, or stood.")
@click.option(
    "--fill",
    is_flag=True,
    help="Fill what is neither given nor written down yet from the page's text, where that is sure; print it.",
)
@click.option("--remove", is_flag=True, help="Forget what was written down.")
@reviewer_option
@click.pass_obj
def post(
    parts: Parts,
    *,
    case: Path,
    document: str,
    page: int,
    author: str,
    handle: str,
    words: str,
    shown_time: str,
    address: str,
    fill: bool,
    remove: bool,
    reviewer: str | None,
) -> None:
    """Write down what the picture of a post says, in place of what was written down before."""
    from reviewer.services.commands.desk.posts import remove_post, set_post

    with writing(parts, case, reviewer) as session:
        found = session.read(lambda reader: find_document(reader, document)).result()
        if remove:
            kept(session, remove_post(session, document=found.id, page=page - 1))
            return
        said = _Said(author, handle, words, shown_time, address)
        if fill:
            said = session.read(lambda reader: _filled(reader, found.id, page - 1, said)).result()
        asked = set_post(
            session,
            document=found.id,
            page=page - 1,
            author=said.author,
            handle=said.handle,
            text=said.text,
            shown_time=said.shown_time,
            address=said.address,
        )
        kept(session, asked)
        if fill:
            output.line(*(one or "-" for one in said))


def _filled(reader: CaseReader, document: DocumentId, page: int, given: _Said) -> _Said:
    """Return what is given, else what is written down already, else what the page's text surely says."""
    from reviewer.desk.post_reading import read_post

    text, _ = reader.page_texts(document, page, 1).get(page, ("", None))
    read = read_post(text)
    card = next((one for one in reader.desk.load().posts if (one.document, one.page) == (document, page)), None)
    said = _Said(*(getattr(given, name) or getattr(card, name, "") or getattr(read, name) for name in _Said._fields))
    if not any(said):
        raise UsageError(
            tr("The text of page {page} tells nothing of a post for sure").format(page=page + 1),
            tr("Recognise it first with “reviewer ocr”, or give --author, --text and so on.") if not text else "",
        )
    return said


@click.command()
@case_argument
@json_option
@click.pass_obj
def posts(parts: Parts, case: Path, as_json: bool) -> None:
    """List posts: document, page, author, handle, time shown, exact time by its number, text."""
    from reviewer.desk.post_times import compared

    with reading(parts, case) as reader:
        found = reader.desk.load().posts
        documents = {one.document.id: one.document.name for one in reader.documents()}
    if as_json:
        output.array(
            {
                "document": one.document,
                "document_name": documents.get(one.document),
                "page": one.page + 1,
                "author": one.author or None,
                "handle": one.handle or None,
                "text": one.text or None,
                "shown_time": one.shown_time or None,
                "address": one.address or None,
                "exact_time": None if one.exact_time is None else one.exact_time.isoformat(timespec="milliseconds"),
                "mismatch": compared(one).differs,
            }
            for one in found
        )
        return
    for one in found:
        exact = "-" if one.exact_time is None else one.exact_time.isoformat(timespec="milliseconds")
        name = documents.get(one.document, "-")
        output.line(name, one.page + 1, one.author or "-", one.handle or "-", one.shown_time or "-", exact, one.text or "-")
        said = compared(one).sentence
        if said:
            output.note(said)
