"""How results and remarks are written: results alone on stdout, UTF-8 in every locale; all else on stderr."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import click

from reviewer.errors import ReviewerError

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def use_utf8() -> None:
    """Write UTF-8 whatever the locale says; bytes of file names that are no UTF-8 go out as they came in."""
    for stream, errors in ((sys.stdout, "surrogateescape"), (sys.stderr, "backslashreplace")):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=errors, newline="\n")


def line(*cells: object) -> None:
    """Write one line of the result, its cells apart by tabs; control characters in them become spaces."""
    click.echo("\t".join(_CONTROL.sub(" ", str(one)) for one in cells))


def array(rows: Iterable[Mapping[str, object]]) -> None:
    """Write the result as one JSON array; absent values are null."""
    click.echo(json.dumps(list(rows), ensure_ascii=False, indent=2))


def note(text: str) -> None:
    """Remark on stderr."""
    _aside("note", text)


def error(summary: str, hint: str = "") -> None:
    """Tell an error on stderr, and what to do about it."""
    _aside("error", summary)
    if hint:
        _aside("hint", hint)


def failure(problem: ReviewerError) -> int:
    """Tell a failure on stderr and return its exit code."""
    error(problem.summary, problem.hint)
    return problem.exit_code


def counted(pages: Sequence[int]) -> str:
    """Return page indices (from 0) as people's numbers: "3, 7 and 12"."""
    numbers = [str(one + 1) for one in pages]
    return numbers[0] if len(numbers) == 1 else f"{', '.join(numbers[:-1])} and {numbers[-1]}"


def shown(path: Path) -> str:
    """Return a path fit for a sentence on stderr."""
    return _CONTROL.sub(" ", str(path))


def _aside(word: str, text: str) -> None:
    click.echo(f"{word}: {_CONTROL.sub(' ', text)}", err=True)
