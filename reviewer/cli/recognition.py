"""`ocr`: the text of pages that are pictures, recognised and kept in the case."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reviewer.cli import output
from reviewer.cli.finding import find_document
from reviewer.cli.given import case_argument, not_isolated_option, password_option, passwords_in, reviewer_option, text
from reviewer.cli.opening import hint_at_isolation, wait_for, writing
from reviewer.errors import UsageError
from reviewer.i18n import tr, trn

if TYPE_CHECKING:
    from reviewer.services.events import RecognitionProgress
    from reviewer.services.parts import Parts
    from reviewer.services.recognising import RecognitionResult

TOLD = 20
"""So many times at most the progress is told."""


@click.command()
@case_argument
@click.argument("documents", type=text, nargs=-1, metavar="[DOCUMENT]...")
@click.option(
    "--language",
    "chosen",
    type=text,
    multiple=True,
    metavar="NAME",
    help="A language by the name of its file, as eng for eng.traineddata; several are given one by one, or as eng+deu.",
)
@password_option
@not_isolated_option
@reviewer_option
@click.pass_obj
def ocr(
    parts: Parts,
    *,
    case: Path,
    documents: tuple[str, ...],
    chosen: tuple[str, ...],
    password_file: Path | None,
    reviewer: str | None,
) -> int:
    """Recognise the text of pages that have none, of all documents or of those named.

    A line each: “recognised”, “known” or “refused”, id, name, pages read, pages with words, apart by tabs. What is read is kept
    page by page: after Ctrl+C the next call goes on with what is left.
    """
    from reviewer.services.recognising import languages, recognise

    trained, passwords = languages(parts.settings, _names(chosen)), passwords_in(password_file)
    with writing(parts, case, reviewer) as session:
        session.sources.offer_passwords(passwords)
        named = session.read(lambda reader: [find_document(reader, one).id for one in documents]).result()
        results = wait_for(
            lambda cancelled: recognise(session, trained, named or None, progress=_tell_progress, cancelled=cancelled)
        )
    for one in results:
        _tell(one)
    hint_at_isolation(parts)
    return 3 if any(one.refused or one.failed for one in results) else 0


def _names(chosen: tuple[str, ...]) -> tuple[str, ...]:
    """Return the languages that were given.

    Raises:
        UsageError: One of them has no name.

    """
    names = tuple(name for one in chosen for name in one.split("+"))
    if not all(names):
        raise UsageError(tr("A language has a name, such as eng"), tr("Give “--language eng”, or “--language eng+deu”."))
    return names


def _tell_progress(at: RecognitionProgress) -> None:
    """Remark how far it is, now and then."""
    step = max(1, at.total // TOLD)
    if at.done % step == 0 or at.done == at.total:
        output.note(
            tr("{done} of {total} pages: {name}, page {page}").format(
                done=at.done, total=at.total, name=at.name, page=at.page + 1
            )
        )


def _tell(one: RecognitionResult) -> None:
    status = "refused" if one.refused else "recognised" if one.pages or one.failed else "known"
    output.line(status, one.document.id, one.document.name, one.pages, one.with_words)
    if one.refused:
        output.error(f"{one.document.name}: {one.refused}", one.hint)
    if one.failed:
        pages = ", ".join(map(str, one.failed))
        words = trn("{name}: page {pages} could not be read", "{name}: pages {pages} could not be read", len(one.failed))
        output.error(words.format(name=one.document.name, pages=pages))
