"""`coverage.csv`, and its rows on the page: which pages of the documents people looked at. Only in packs for which it was asked.

It is the case's word, and names nobody; of documents that are not in the pack it says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import astuple, dataclass, fields

from reviewer.exporters.forms.registry import exporter
from reviewer.exporters.forms.table import rows_as_csv
from reviewer.exporters.reading.rendered import Rendered
from reviewer.model.coverage import PageState, numbers_of


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """The coverage of a document; `unopened_pages` numbers them from 1, whatever their labels. The names are the columns'."""

    document: str
    pages: int
    opened: int
    only_found: int
    marked: int
    counterchecked: int
    seconds_on_screen: int
    unopened_pages: str
    document_sha256: str


def coverage_rows(rendered: Rendered) -> Iterator[CoverageRow]:
    """Yield a row for each document that was opened for the pack; none where coverage was not asked for."""
    for document in rendered.plan.documents:
        one = document.coverage
        if one is not None and document.is_read:
            yield CoverageRow(
                document=document.name,
                pages=len(one.states),
                opened=one.count(PageState.OPENED),
                only_found=one.only_found,
                marked=one.count(PageState.MARKED),
                counterchecked=one.count(PageState.COUNTERCHECKED),
                seconds_on_screen=round(one.shown_ms / 1000),
                unopened_pages=numbers_of(one.unopened),
                document_sha256=document.sha256,
            )


@exporter("coverage.csv", "Table of coverage", lambda choice: choice.coverage)
def coverage_table(rendered: Rendered) -> Iterator[bytes]:
    """Yield `coverage.csv`: a row a document."""
    return rows_as_csv([one.name for one in fields(CoverageRow)], map(astuple, coverage_rows(rendered)))
