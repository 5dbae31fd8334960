"""`coverage`, `countercheck`: which pages somebody has opened, found, marked, checked; and a second person's word on them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reviewer.cli import output
from reviewer.cli.finding import find_document, find_passage
from reviewer.cli.given import case_argument, json_option, reviewer_option, text
from reviewer.cli.opening import kept, reading, writing
from reviewer.errors import UsageError
from reviewer.i18n import tr
from reviewer.model.coverage import DocumentCoverage, PageState, numbers_of
from reviewer.model.ids import DocumentId, PassageId
from reviewer.services.commands import counterchecks
from reviewer.store.reader import CaseReader

if TYPE_CHECKING:
    from reviewer.services.parts import Parts


@click.command()
@case_argument
@click.option("--by", type=text, help="Only what this reviewer opened, found, marked, counterchecked.")
@click.option("--unopened", "only_unopened", is_flag=True, help="Only documents with pages that nobody has opened.")
@json_option
@click.pass_obj
def coverage(parts: Parts, *, case: Path, by: str | None, only_unopened: bool, as_json: bool) -> None:
    """Say of each document how many pages were opened, only found, marked, counterchecked, and which nobody has opened."""
    with reading(parts, case) as reader:
        found = reader.coverage.of_case(by)
    if by is not None and by not in found.reviewers:
        output.note(tr("nothing is known of a reviewer called {name}").format(name=by))
    shown = [one for one in found.documents if one.unopened or not only_unopened]
    if as_json:
        output.array(map(_as_json, shown))
        return
    for one in shown:
        unopened = numbers_of(one.unopened) or "-"
        output.line(one.document.name, *_numbers([one]), tr("not opened: {pages}").format(pages=unopened))
    if len(shown) > 1:
        output.line(tr("all documents"), *_numbers(shown))


def _numbers(covered: Iterable[DocumentCoverage]) -> tuple[str, ...]:
    every = list(covered)
    pages = sum(len(one.states) for one in every)
    opened, marked, checked = (
        sum(one.count(state) for one in every) for state in (PageState.OPENED, PageState.MARKED, PageState.COUNTERCHECKED)
    )
    return (
        tr("{opened} of {pages} pages opened").format(opened=opened, pages=pages),
        tr("{count} only found").format(count=sum(one.only_found for one in every)),
        tr("{count} marked").format(count=marked),
        tr("{count} counterchecked").format(count=checked),
    )


def _as_json(one: DocumentCoverage) -> dict[str, object]:
    return {
        "document": one.document.id,
        "document_name": one.document.name,
        "pages": len(one.states),
        "opened": one.count(PageState.OPENED),
        "only_found": one.only_found,
        "marked": one.count(PageState.MARKED),
        "counterchecked": one.count(PageState.COUNTERCHECKED),
        "shown_s": round(one.shown_ms / 1000),
        "unopened_pages": [page + 1 for page in one.unopened],
    }


@click.command()
@case_argument
@click.argument("document", type=text, required=False)
@click.option("--page", type=click.IntRange(min=1), help="The page with all that is marked on it.")
@click.option("--passage", type=text, help="A passage, by id, instead of a page.")
@click.option("--withdraw", is_flag=True, help="Take back what this reviewer said before.")
@reviewer_option
@click.pass_obj
def countercheck(
    parts: Parts,
    *,
    case: Path,
    document: str | None,
    page: int | None,
    passage: str | None,
    withdraw: bool,
    reviewer: str | None,
) -> None:
    """Say that the reviewer at work has checked what somebody else marked: DOCUMENT with --page, or --passage.

    It counts until the passage, its links or its notes change. Nobody counterchecks their own marks.
    """
    if (passage is None) == (document is None) or (document is None) != (page is None):
        raise UsageError(tr("Give a document with --page, or --passage"))
    with writing(parts, case, reviewer) as session:
        place = session.read(lambda case: _place(case, document, page, passage)).result()
        act = counterchecks.withdraw_countercheck if withdraw else counterchecks.countercheck
        kept(session, act(session, document=place[0], page=place[1], passage=place[2]))


def _place(
    case: CaseReader, document: str | None, page: int | None, passage: str | None
) -> tuple[DocumentId, int, PassageId | None]:
    if document is not None and page is not None:
        return find_document(case, document).id, page - 1, None
    found = case.passage(find_passage(case, passage or ""))
    assert found is not None
    return found.passage.document, found.passage.anchor.page, found.passage.id
