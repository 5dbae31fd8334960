"""`search`: finding words in a case, or how often each of a list of terms stands in each document."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reviewer.cli import output
from reviewer.cli.finding import find_claim, find_document
from reviewer.cli.given import STANCE, case_argument, json_option, path, text
from reviewer.cli.opening import reading
from reviewer.errors import UsageError
from reviewer.i18n import tr
from reviewer.model.overview import SearchHit
from reviewer.model.searching import HitKind, SearchFilter, TextSource
from reviewer.model.stance import Stance
from reviewer.services.search.query_words import remarks, said, suggested
from reviewer.services.search.searching import Answer, Asked, answer
from reviewer.services.search.term_table import TermTable, table_cells, table_of, terms_in

if TYPE_CHECKING:
    from reviewer.services.parts import Parts

MOST_HITS = 1_000
"""Places that one search shows."""

LARGEST_LIST = 4 * 1024 * 1024
"""Bytes of a list of terms."""


@click.command()
@case_argument
@click.argument("words", type=text, nargs=-1)
@click.option("--kind", "kinds", type=click.Choice([one.value for one in HitKind]), multiple=True, help="Only hits of this kind.")
@click.option("--document", "documents", type=text, multiple=True, help="Only in this document, by name or id.")
@click.option("--stance", type=STANCE, help="Only passages with this stance, and what is noted on them.")
@click.option("--claim", type=text, help="Only this claim with its elements, and their passages; by id.")
@click.option("--text", "source", type=click.Choice([one.value for one in TextSource]), help="Only set or recognised text.")
@click.option("--by", type=text, help="Only passages and claims that this reviewer made, and notes that they wrote.")
@click.option("--unopened", is_flag=True, help="Only what stands on pages that nobody has opened.")
@click.option("--tolerant", is_flag=True, help="In recognised text also find words that may have been misread.")
@click.option("--terms", "terms_file", type=path, help="Count hits and pages per document for each line of this file.")
@click.option("--csv", "as_csv", is_flag=True, help="With --terms: print a table for a spreadsheet.")
@json_option
@click.pass_obj
def search(
    parts: Parts,
    *,
    case: Path,
    words: tuple[str, ...],
    kinds: tuple[str, ...],
    documents: tuple[str, ...],
    stance: str | None,
    claim: str | None,
    source: str | None,
    by: str | None,
    unopened: bool,
    tolerant: bool,
    terms_file: Path | None,
    as_csv: bool,
    as_json: bool,
) -> None:
    """Search pages, quotes, notes and claims for all of the words; the best comes first.

    With --terms the words of a line are looked for together; a line for each term and document says hits, then pages.

    Put '"words in quotation marks"' for a phrase, part* for a beginning, and capital AND, OR, NOT, NEAR or NEAR/5 between words.
    """
    if bool(words) == (terms_file is not None):
        raise UsageError(tr("Give words to search for, or a list of them with --terms"))
    if as_csv and (terms_file is None or as_json):
        raise UsageError(tr("--csv goes with --terms, and not with --json"))
    terms = terms_in(_list_in(terms_file)) if terms_file is not None else []
    with reading(parts, case) as reader:
        wanted = SearchFilter(
            frozenset(map(HitKind, kinds)),
            frozenset(find_document(reader, one).id for one in documents),
            None if source is None else TextSource(source),
            None if stance is None else Stance(stance),
            None if claim is None else find_claim(reader, claim),
            by,
            unopened,
        )
        if terms_file is not None:
            _tell_table(table_of(lambda asked: asked(reader), terms, wanted, tolerant=tolerant), as_csv=as_csv, as_json=as_json)
        else:
            _tell_hits(answer(reader, Asked(" ".join(words), wanted, tolerant), limit=MOST_HITS), as_json=as_json)


def _tell_hits(told: Answer, *, as_json: bool) -> None:
    query, found = told.asked.query, told.found
    if not found.hits:
        output.note(tr("nothing in the case has {words}").format(words=said(query, told.asked.typed)))
    elif not query.is_plain:
        output.note(tr("searched for {words}").format(words=said(query)))
    for one in remarks(query):
        output.note(one)
    if found.spellings:
        output.note(tr("in recognised text also found: {words}").format(words=", ".join(found.spellings)))
    for suggestion in told.suggestions:
        output.note(suggested(suggestion))
    if found.total > len(found.hits):
        only = (
            tr("only the best {count} of {total} places are shown; more words find fewer")
            if found.is_ranked
            else tr("only the first {count} of {total} places are shown; more words find fewer")
        )
        output.note(only.format(count=len(found.hits), total=found.total))
    if as_json:
        output.array(_as_json(one) for one in found.hits)
        return
    for hit in found.hits:
        snippet = hit.snippet if hit.is_exact else tr("(misread?) {words}").format(words=hit.snippet)
        output.line(hit.rank, hit.kind, hit.document_name or "-", "-" if hit.page is None else hit.page + 1, snippet)


def _as_json(hit: SearchHit) -> dict[str, object]:
    return {
        "document": hit.document,
        "document_name": hit.document_name,
        "page": None if hit.page is None else hit.page + 1,
        "kind": hit.kind,
        "snippet": hit.snippet,
        "rank": hit.rank,
        "exact": hit.is_exact,
        "together": hit.together,
    }


def _list_in(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            data = opened.read(LARGEST_LIST + 1)
        found = data.decode("utf-8")
    except OSError as error:
        raise UsageError(tr("The list of terms cannot be read: {why}").format(why=error.strerror or error)) from error
    except UnicodeDecodeError as error:
        raise UsageError(tr("The list of terms is not UTF-8 text"), tr("Save it as UTF-8, one term a line.")) from error
    if len(data) > LARGEST_LIST:
        raise UsageError(tr("The list of terms is larger than 4 MiB"))
    return found


def _tell_table(table: TermTable, *, as_csv: bool, as_json: bool) -> None:
    if table.is_cut:
        output.note(tr("only the first {count} terms were searched").format(count=len(table.terms)))
    if as_json:
        output.array(_term_as_json(table, number) for number in range(len(table.terms)))
    elif as_csv:
        from reviewer.exporters.forms.table import rows_as_csv

        output.csv(rows_as_csv(*table_cells(table)))
    else:
        for cells in _lines(table):
            output.line(*cells)


def _lines(table: TermTable) -> Iterator[tuple[object, ...]]:
    """Yield a line for each term and document, those of one term together; one for a term that stands nowhere."""
    for number, term in enumerate(table.terms):
        having = list(table.having(number))
        for document, name, one in having:
            yield term, "-" if document is None else name, one.hits, one.pages
        if not having:
            yield term, "-", 0, 0


def _term_as_json(table: TermTable, number: int) -> dict[str, object]:
    total = table.total(number)
    return {
        "term": table.terms[number],
        "hits": total.hits,
        "pages": total.pages,
        "documents": [
            {
                "document": document,
                "document_name": None if document is None else name,
                "hits": one.hits,
                "pages": one.pages,
            }
            for document, name, one in table.having(number)
        ],
    }
