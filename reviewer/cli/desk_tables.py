"""Owns how tables of the claims desk are printed: as lines with tabs, as one JSON array, or as CSV."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import click

from reviewer.cli import output
from reviewer.errors import UsageError
from reviewer.i18n import tr

csv_option = click.option("--csv", "as_csv", is_flag=True, help="Print a table for a spreadsheet.")


def tell(
    head: Sequence[str],
    rows: Iterable[Sequence[str]],
    as_rows: Callable[[], Iterable[Mapping[str, object]]],
    *,
    as_json: bool,
    as_csv: bool,
) -> None:
    """Print a table.

    Args:
        head: Its heads.
        rows: Its rows.
        as_rows: Makes what JSON says of it.
        as_json: Print JSON.
        as_csv: Print CSV.

    Raises:
        UsageError: Both are wanted.

    """
    if as_json and as_csv:
        raise UsageError(tr("--csv and --json do not go together"))
    if as_json:
        output.array(as_rows())
    elif as_csv:
        from reviewer.exporters.forms.table import rows_as_csv

        output.csv(rows_as_csv(head, rows))
    else:
        for one in rows:
            output.line(*(cell or "-" for cell in one))
