"""`access.csv`, `timeline.csv`, `matrix.csv`: the claims desk as tables. Headers are stable; new columns are added at the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reviewer.exporters.forms.desk_rows import DeskRows
from reviewer.exporters.forms.registry import exporter
from reviewer.exporters.forms.table import STANCES, Cell, rows_as_csv
from reviewer.exporters.plan.wording import GAPS
from reviewer.exporters.reading.rendered import Rendered

ACCESS_COLUMNS = (
    *(
        "actor",
        "permission",
        "status",
        "from",
        "to",
        "source",
        "exhibits",
        "passages_not_in_pack",
        "disagrees",
        "in_sum",
        "fact_id",
    ),
)
TIMELINE_COLUMNS = (
    *("from", "to", "kind", "beside", "what", "exact", "source", "exhibits", "passages_not_in_pack", "disagrees", "record_id"),
)
MATRIX_COLUMNS = (
    *("claim", "text", "verdict", "gaps", "document", "states", "supports", "contradicts", "context", "exhibits"),
    *("claim_id", "document_sha256"),
)


@exporter("access.csv", "Table of access")
def access_table(rendered: Rendered) -> Iterator[bytes]:
    """Yield `access.csv`: a row a fact; a cell of which nothing is recorded has one row, without a status."""
    return rows_as_csv(ACCESS_COLUMNS, _access_rows(DeskRows(rendered)))


@exporter("timeline.csv", "Table of the timeline")
def timeline_table(rendered: Rendered) -> Iterator[bytes]:
    """Yield `timeline.csv`: a row for each thing with a date (EDTF), by date."""
    return rows_as_csv(TIMELINE_COLUMNS, _timeline_rows(DeskRows(rendered)))


@exporter("matrix.csv", "Table of claims and documents")
def matrix_table(rendered: Rendered) -> Iterator[bytes]:
    """Yield `matrix.csv`: a row for each claim and document with passages; a claim without any has one row."""
    return rows_as_csv(MATRIX_COLUMNS, _matrix_rows(rendered))


def _access_rows(rows: DeskRows) -> Iterator[Sequence[Cell]]:
    for cell in rows.cells():
        for one in cell.facts:
            yield (
                *(cell.actor, cell.permission, one.status, one.fact.from_date, one.fact.to_date, one.cited.source.value),
                *(_numbers(one.cited.numbers), one.cited.away, "yes" if one.disagrees else None, cell.in_sum, one.fact.id),
            )
        if not cell.facts:
            yield cell.actor, cell.permission, None, None, None, None, None, 0, None, cell.in_sum, None


def _timeline_rows(rows: DeskRows) -> Iterator[Sequence[Cell]]:
    for one in rows.moments():
        item = one.item
        yield (
            *(
                item.begins.text if item.begins else None,
                item.ends.text if item.ends else None,
                item.kind.value,
                item.lane or None,
            ),
            *(item.title, "yes" if item.is_exact else "no", one.source.value if one.source else None),
            *(_numbers(one.cited.numbers), one.cited.away, "yes" if one.disagrees else None, item.record),
        )


def _matrix_rows(rendered: Rendered) -> Iterator[Sequence[Cell]]:
    rows = DeskRows(rendered)
    documents = rows.columns()
    for claim, cells in rows.matrix():
        gaps = "; ".join(GAPS[one] for one in claim.standing.gaps)
        head = (claim.number, claim.text, claim.standing.verdict.value, gaps)
        for document in documents:
            if document.id in cells:
                cell = cells[document.id]
                counts = (cell.counts.get(one, 0) for one in STANCES)
                yield *head, document.name, *counts, _numbers(cell.numbers), claim.id, document.sha256
        if not cells:
            yield *head, None, 0, 0, 0, 0, None, claim.id, None


def _numbers(numbers: Sequence[int]) -> str | None:
    return " ".join(str(one) for one in numbers) or None
