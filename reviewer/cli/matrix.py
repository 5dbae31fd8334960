"""`matrix`: claims and elements against documents or sources."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reviewer.cli.desk_tables import csv_option, tell
from reviewer.cli.given import case_argument, json_option
from reviewer.cli.opening import reading
from reviewer.i18n import tr
from reviewer.model.stance import Stance

if TYPE_CHECKING:
    from reviewer.desk.matrix import Matrix, MatrixRow
    from reviewer.model.ids import ClaimId
    from reviewer.services.parts import Parts


@click.command()
@case_argument
@click.option("--by-source", is_flag=True, help="Documents from one source, and versions of one document, are one column.")
@click.option("--by-conflict", is_flag=True, help="What is disputed first.")
@json_option
@csv_option
@click.pass_obj
def matrix(parts: Parts, *, case: Path, by_source: bool, by_conflict: bool, as_json: bool, as_csv: bool) -> None:
    """Print how many passages of each document say what to each claim and element, and what is lacking."""
    from reviewer.desk.matrix import Across, matrix_of

    with reading(parts, case) as reader:
        snapshot, (checks, _) = reader.snapshot(), reader.coverage.checked()
    counterchecked = {passage for one in checks for passage in one.covers}
    across = Across.SOURCES if by_source else Across.DOCUMENTS
    found = matrix_of(snapshot, across=across, counterchecked=counterchecked)
    rows = found.by_conflict() if by_conflict else found.rows
    head = (tr("Number"), tr("Claim"), tr("Verdict"), *(one.title for one in found.columns), tr("Gaps"))
    cells = [
        (
            *(row.claim.number, row.claim.claim.text, row.standing.verdict.value),
            *(_cell(found, row.claim.claim.id, column.key) for column in found.columns),
            ", ".join(one.value for one in row.gaps),
        )
        for row in rows
    ]
    tell(head, cells, lambda: _as_rows(found, rows), as_json=as_json, as_csv=as_csv)


def _cell(found: Matrix, claim: ClaimId, column: str) -> str:
    counts = found.counts.get((claim, column), {})
    return ", ".join(f"{stance.value} {counts[stance]}" for stance in Stance if counts.get(stance))


def _as_rows(found: Matrix, rows: Iterable[MatrixRow]) -> Iterable[dict[str, object]]:
    for row in rows:
        claim = row.claim.claim
        yield {
            "claim": claim.id,
            "number": row.claim.number,
            "text": claim.text,
            "parent": claim.parent,
            "verdict": row.standing.verdict.value,
            "gaps": [one.value for one in row.gaps],
            "cells": [
                {
                    "column": column.title,
                    "documents": list(column.documents),
                    "passages": {stance.value: counts.get(stance, 0) for stance in Stance},
                }
                for column in found.columns
                if (counts := found.counts.get((claim.id, column.key)))
            ],
        }
