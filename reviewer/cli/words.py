"""`correct` and `texts`: the words of pages that a program recognised, put right by hand, and which of a page's texts is used."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reviewer.cli import output
from reviewer.cli.finding import find_document
from reviewer.cli.given import case_argument, json_option, reviewer_option, text
from reviewer.cli.opening import kept, reading, writing
from reviewer.errors import UsageError
from reviewer.i18n import tr, trn

if TYPE_CHECKING:
    from reviewer.model.recognised import PageLayer
    from reviewer.services.parts import Parts


@click.command()
@case_argument
@click.argument("document", type=text)
@click.option("--page", type=int, required=True, help="The page, from 1.")
@click.option("--word", type=text, required=True, help="What was recognised.")
@click.option("--to", type=text, required=True, help="What is printed there.")
@click.option("--occurrence", type=int, default=None, help="Which of the places on the page, from 1.")
@click.option("--update-quotes", is_flag=True, help="Have passages on the page quote what it says then; a step of its own.")
@reviewer_option
@click.pass_obj
def correct(
    parts: Parts,
    *,
    case: Path,
    document: str,
    page: int,
    word: str,
    to: str,
    occurrence: int | None,
    update_quotes: bool,
    reviewer: str | None,
) -> None:
    """Correct a recognised word into what is printed. Both are found afterwards; `undo` takes it back.

    Passages that were marked before keep the old reading in their quotes, unless --update-quotes says otherwise.
    """
    from reviewer.services.commands import quotes
    from reviewer.services.commands.words import WordsAt, correct_words

    with writing(parts, case, reviewer) as session:
        found = session.read(lambda reader: find_document(reader, document)).result()
        layers = session.read(lambda reader: reader.recognised.layers(found.sha256, page - 1)).result()
        start, layer = _place(layers, word, occurrence, page)
        at = WordsAt(found.id, page - 1, layer.layer.sha256, start, start + len(word))
        kept(session, correct_words(session, at=at, to=to))
        old = quotes.quotes_of_old_readings(session, found.id, page - 1).result()
        if old and update_quotes:
            kept(session, quotes.update_quotes(session, document=found.id, passages=old))
            told = trn("{count} passage quotes what the page says now", "{count} passages quote what the page says now", len(old))
            output.note(told.format(count=len(old)))
        elif old:
            told = trn("{count} passage quotes the old reading", "{count} passages quote the old reading", len(old))
            output.note(told.format(count=len(old)))
        output.line(tr("{word} → {to}").format(word=word, to=to.strip()))


def _place(layers: tuple[PageLayer, ...], word: str, occurrence: int | None, page: int) -> tuple[int, PageLayer]:
    """Return where a word begins, as a whole word, in the text that is used of a page.

    Raises:
        UsageError: It is not there, or there several times.

    """
    import re

    layer = layers[-1] if layers else None
    if layer is None or not word.strip():
        raise UsageError(tr("There is no such page, or no such word"), tr("“reviewer texts CASE DOCUMENT” shows what pages say."))
    starts = [one.start() for one in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", layer.text)]
    starts = starts or [one.start() for one in re.finditer(re.escape(word), layer.text)]
    if not starts:
        raise UsageError(
            tr("“{word}” is not on page {page}").format(word=word, page=page), tr("Give the word as it was recognised.")
        )
    if occurrence is None and len(starts) > 1:
        said = tr("“{word}” stands {count} times on page {page}").format(word=word, count=len(starts), page=page)
        raise UsageError(said, tr("Say which with --occurrence N."))
    if occurrence is not None and not 1 <= occurrence <= len(starts):
        said = tr("“{word}” stands {count} times on page {page}").format(word=word, count=len(starts), page=page)
        raise UsageError(said, tr("--occurrence counts from 1."))
    return starts[(occurrence or 1) - 1], layer


@click.command()
@case_argument
@click.argument("document", type=text)
@click.option("--page", "pages", type=int, multiple=True, metavar="N", help="This page, from 1; may be given several times.")
@click.option("--use", type=click.Choice(["own", "recognised"]), help="Use the text that the file brings, or the recognised one.")
@json_option
@reviewer_option
@click.pass_obj
def texts(
    parts: Parts, *, case: Path, document: str, pages: tuple[int, ...], use: str | None, as_json: bool, reviewer: str | None
) -> None:
    """List the texts that the pages of a document have, and choose which one is used.

    A line each: page, “used” or “kept”, where it comes from (born_digital, ocr, corrected), what read it, and the text, apart by
    tabs. With --use the choice is made first, for the pages named or for all.
    """
    from reviewer.services.commands.words import use_own_text, use_recognised_text

    if use is not None:
        with writing(parts, case, reviewer) as session:
            found = session.read(lambda reader: find_document(reader, document)).result()
            sha256 = found.sha256
            both = session.read(lambda reader: reader.recognised.with_both(sha256)).result()
            wanted = {page - 1 for page in pages} or both
            command = use_own_text if use == "own" else use_recognised_text
            kept(session, command(session, document=found.id, pages=wanted))
    with reading(parts, case) as reader:
        found = find_document(reader, document)
        wanted_pages = [page - 1 for page in pages] or list(range(found.page_count))
        rows = [row for page in wanted_pages for row in _rows(reader.recognised.layers(found.sha256, page))]
    if as_json:
        output.array(rows)
        return
    for row in rows:
        output.line(row["page"], tr("used") if row["used"] else tr("kept"), row["kind"], row["extractor"], row["text"])


def _rows(layers: tuple[PageLayer, ...]) -> list[dict[str, object]]:
    """Return the texts of a page, the one that is used first."""
    return [
        {
            "page": one.layer.page + 1,
            "used": n == 0,
            "kind": one.layer.kind.value,
            "extractor": one.layer.extractor,
            "sha256": one.layer.sha256,
            "text": one.text,
        }
        for n, one in enumerate(reversed(layers))
    ]
