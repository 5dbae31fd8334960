"""What is printed of a file that was to be added: a line on stdout, and on stderr why it was refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewer.cli import output

if TYPE_CHECKING:
    from reviewer.services.adding.importing import ImportResult


def tell_added(result: ImportResult) -> None:
    """Print what became of a file, as soon as it is so."""
    output.line(result.status.value, result.document or "-", result.path, result.reason)
    if result.document is None:
        output.error(f"{output.shown(result.path)}: {result.reason}", output.password_hint() if result.locked else result.hint)
