"""How results and remarks are written: results alone on stdout, UTF-8 in every locale; all else on stderr."""

from __future__ import annotations

import errno
import io
import json
import os
import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TextIO

import click

from reviewer.errors import LinkedFileError, NotIsolatedError, PasswordNeededError, ReviewerError
from reviewer.i18n import tr
from reviewer.model.neutral import displayed

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def use_utf8() -> None:
    """Write UTF-8 whatever the locale says; bytes of file names that are no UTF-8 go out as they came in."""
    for stream, errors in ((sys.stdout, "surrogateescape"), (sys.stderr, "backslashreplace")):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=errors, newline="\n")


def line(*cells: object) -> None:
    """Write one line of the result, its cells apart by tabs; control characters in them become spaces."""
    _write("\t".join(_CONTROL.sub(" ", shown(one) if isinstance(one, Path) else str(one)) for one in cells))


def array(rows: Iterable[Mapping[str, object]]) -> None:
    """Write the result as one JSON array; absent values are null."""
    _write(json.dumps(list(rows), ensure_ascii=False, indent=2))


def csv(lines: Iterable[bytes]) -> None:
    """Print a table as CSV."""
    for one in lines:
        _write(one.decode("utf-8").removesuffix("\r\n"))


def note(text: str) -> None:
    """Remark on stderr."""
    _aside("note", text)


def hint(text: str) -> None:
    """Tell on stderr what to do."""
    _aside("hint", text)


def error(summary: str, what_to_do: str = "") -> None:
    """Tell an error on stderr, and what to do about it."""
    _aside("error", summary)
    if what_to_do:
        hint(what_to_do)


def failure(problem: ReviewerError) -> int:
    """Tell a failure on stderr and return its exit code."""
    if isinstance(problem, PasswordNeededError):
        error(problem.summary, password_hint())
        return problem.exit_code
    if isinstance(problem, NotIsolatedError):
        error(problem.summary, not_isolated_hint())
        return problem.exit_code
    hints = [problem.hint] if problem.hint else []
    if isinstance(problem, LinkedFileError):
        hints.append(tr("“reviewer add CASE FILE --link-large” links the document to the file where it lies now."))
    error(problem.summary, " ".join(hints))
    return problem.exit_code


def password_hint() -> str:
    """Return what to do about a locked document: a password has no place among a command's words, where others can read it."""
    return tr("Write its password into a text file and give it: --password-file FILE")


def not_isolated_hint() -> str:
    """Return what to do where documents are not read since nothing would isolate them."""
    return tr("Read it on another computer, or, if you trust where it comes from, add --not-isolated")


def shown(path: Path) -> str:
    """Return a path as its bytes read in UTF-8, whatever the locale took them for; bytes that are none stay as they are."""
    return os.fsencode(path).decode("utf-8", "surrogateescape")


def silence(stream: TextIO | None) -> None:
    """Let whatever else is written to a stream vanish: nobody reads it, or it cannot take any more."""
    if isinstance(stream, io.TextIOWrapper):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def _aside(word: str, text: str) -> None:
    """Write a sentence on stderr: on one line, and with nothing in it that could rewrite or turn round what a terminal shows.

    What sets right-to-left words apart in it, put there by `inserted`, stays.
    """
    _write(f"{word}: {' '.join(displayed(_rejoined(text)).split())}", err=True)


def _rejoined(text: str) -> str:
    """Return a sentence whose paths read in UTF-8, where the locale could only take them byte by byte."""
    try:
        return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    except UnicodeEncodeError:  # half a character, as names on Windows may hold
        return text


def _write(text: str, *, err: bool = False) -> None:
    """Write a line. Whoever stops reading has seen enough: the work goes on, also in the middle of adding files.

    Raises:
        ReviewerError: The result has nowhere to go: a full disk, a device that is gone, an output that was closed from the start.

    """
    if sys.stdout is None and not err:
        raise _nowhere(os.strerror(errno.EBADF))
    try:
        click.echo(text, err=err)
    except OSError as error:
        silence(sys.stderr if err else sys.stdout)
        if not err and not isinstance(error, BrokenPipeError):
            raise _nowhere(error.strerror or str(error)) from error


def _nowhere(reason: str) -> ReviewerError:
    return ReviewerError(
        tr("The result cannot be written: {reason}").format(reason=reason), tr("What the command did to the case is done.")
    )
