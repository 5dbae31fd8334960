"""`post`, `posts`: what pictures of posts say, and when they were posted by their own numbers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reviewer.cli import output
from reviewer.cli.finding import find_document
from reviewer.cli.given import case_argument, json_option, reviewer_option, text
from reviewer.cli.opening import kept, reading, writing

if TYPE_CHECKING:
    from reviewer.services.parts import Parts


@click.command()
@case_argument
@click.argument("document", type=text)
@click.option("--page", type=click.IntRange(min=1), default=1, show_default=True)
@click.option("--author", type=text, default="", help="Who posted, as shown.")
@click.option("--handle", type=text, default="", help="By which handle.")
@click.option("--text", "words", type=text, default="", help="What was posted.")
@click.option("--shown-time", type=text, default="", help="When, as shown in the picture.")
@click.option("--address", type=text, default="", help="Where it stands, or stood.")
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
        asked = set_post(
            session,
            document=found.id,
            page=page - 1,
            author=author,
            handle=handle,
            text=words,
            shown_time=shown_time,
            address=address,
        )
        kept(session, asked)


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
