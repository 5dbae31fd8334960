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
    from reviewer.services.recognition.recognising import RecognitionResult

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
@click.option("--again", is_flag=True, help="Also read pages that have words, of the documents named; all texts are kept.")
@click.option("--garbled", is_flag=True, help="Of those only pages whose text makes no sense.")
@click.option(
    "--page", "pages", type=int, multiple=True, metavar="N", help="Of those only this page; may be given several times."
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
    again: bool,
    garbled: bool,
    pages: tuple[int, ...],
    password_file: Path | None,
    reviewer: str | None,
) -> int:
    """Recognise the text of pages that have none, of all documents or of those named.

    A line each: “recognised”, “known” or “refused”, id, name, pages read, pages with words, apart by tabs. What is read is kept
    page by page: after Ctrl+C the next call goes on with what is left.
    """
    from reviewer.services.recognition.recognising import gather_again, languages, recognise
    from reviewer.services.recognition.recognition_agenda import Agenda

    _check(documents, again=again or garbled, pages=pages)
    trained, passwords = languages(parts.settings, _names(chosen)), passwords_in(password_file)
    with writing(parts, case, reviewer) as session:
        session.sources.offer_passwords(passwords)
        named = session.read(lambda reader: [find_document(reader, one).id for one in documents]).result()
        agenda = Agenda() if again or garbled else None
        if agenda is not None:
            wanted = [page - 1 for page in pages] or None
            for identity in named:
                gather_again(session, agenda, identity, wanted, garbled=garbled).result()
        results = wait_for(
            lambda cancelled: recognise(
                session, trained, named or None, agenda=agenda, progress=_tell_progress, cancelled=cancelled
            )
        )
    for one in results:
        _tell(one)
    hint_at_isolation(parts)
    return 3 if any(one.refused or one.failed for one in results) else 0


def _check(documents: tuple[str, ...], *, again: bool, pages: tuple[int, ...]) -> None:
    """Check that what is read again is named.

    Raises:
        UsageError: No document is, or pages of several are.

    """
    if again and not documents:
        raise UsageError(tr("Which documents are to be read again?"), tr("Name them behind the case."))
    if pages and (not again or len(documents) != 1 or min(pages) < 1):
        raise UsageError(tr("--page goes with --again and one document"), tr("Pages count from 1."))


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
    for why in dict.fromkeys(failure.why for failure in one.failures):
        numbers = [failure.number for failure in one.failures if failure.why == why]
        words = trn("{name}: page {pages} could not be read", "{name}: pages {pages} could not be read", len(numbers))
        output.error(words.format(name=one.document.name, pages=", ".join(map(str, numbers))), why)
