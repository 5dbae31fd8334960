"""What is given on the command line: the parameters that several subcommands share, and their words checked."""

from __future__ import annotations

import math
import os
from pathlib import Path

import click

from reviewer.cli import output
from reviewer.errors import UsageError
from reviewer.i18n import tr
from reviewer.model.geometry import Rect
from reviewer.model.stance import Stance
from reviewer.paths import CASE_SUFFIX, is_case


def text(value: str) -> str:
    """Return words given on the command line, which are UTF-8 whatever the locale says."""
    try:
        return os.fsencode(value).decode("utf-8")
    except UnicodeError as error:
        raise click.BadParameter("the text is not valid UTF-8") from error


def path(value: str) -> Path:
    """Return a path given on the command line: not the empty one of an unset variable, which would mean the current folder."""
    if not value:
        raise click.BadParameter("the path is empty")
    return Path(value)


def region(value: str) -> Rect:
    """Return the rectangle in page space that X0,Y0,X1,Y1 means."""
    try:
        x0, y0, x1, y1 = (float(one) for one in value.split(","))
    except ValueError as error:
        raise click.BadParameter("a region is four numbers, as 72,100,300,180") from error
    if not all(map(math.isfinite, (x0, y0, x1, y1))) or x0 >= x1 or y0 >= y1:
        raise click.BadParameter("the first corner of a region lies above and left of the second")
    return Rect(x0, y0, x1, y1)


_DOCUMENT_ENDINGS = frozenset(
    (
        *(".pdf", ".png", ".jpg", ".jpeg", ".webp", ".tif", ".tiff", ".gif", ".bmp", ".heic", ".heif"),
        *(".jp2", ".j2k", ".jpf", ".jpx", ".pbm", ".pgm", ".ppm", ".pnm"),
    )
)

STANCE = click.Choice([one.value for one in Stance])

case_argument = click.argument("case", type=path)
reviewer_option = click.option(
    "--reviewer",
    type=text,
    envvar="REVIEWER_NAME",
    help="Who is at work, for the journal (else REVIEWER_NAME, else the preference, else “Reviewer”).",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON array.")
note_option = click.option("--note", type=text, default="", help="A note to keep with it.")


def _permit(context: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    if wanted:
        context.obj.workers.permit(None)


not_isolated_option = click.option(
    "--not-isolated",
    is_flag=True,
    expose_value=False,
    callback=_permit,
    help="Read documents also where this computer cannot isolate them (see self-test).",
)
password_option = click.option(
    "--password-file", type=path, metavar="FILE", help="A file that holds the password of locked PDFs, one a line."
)


def require_case_name(case: Path) -> None:
    """Check the name of a case that is to be made.

    Raises:
        UsageError: It has the ending of a document: somebody meant to add it.

    """
    ending, command = case.suffix.lower(), click.get_current_context().info_name
    meant = f"{case.stem if ending in _DOCUMENT_ENDINGS else case.name}{CASE_SUFFIX}"
    if ending in _DOCUMENT_ENDINGS:
        hint = tr("“reviewer {command} {meant}” makes a case.").format(command=command, meant=meant)
        if command == "new":
            hint += " " + tr("“reviewer add {meant} {document}” then adds the document.").format(meant=meant, document=case.name)
        raise UsageError(tr("{name} is the name of a document, not of a case").format(name=case.name), hint)


def remark_case_name(case: Path) -> None:
    """Remark upon a case that was made under a name that the window does not know cases by."""
    if not is_case(case):
        output.note(tr("{name} does not end in .revcase, by which the window knows a case").format(name=case.name))


def both_or_neither(claim: str | None, stance: str | None) -> None:
    """Check that a claim and a stance go together.

    Raises:
        UsageError: Only one of them is given.

    """
    if (claim is None) != (stance is None):
        missing = "--stance" if stance is None else "--claim"
        raise UsageError(tr("--claim and --stance go together"), tr("Give {option} too.").format(option=missing))


def passwords_in(path: Path | None) -> tuple[str, ...]:
    """Return the passwords that a file holds, one a line; none without a file.

    Raises:
        UsageError: The file cannot be read, or holds no password.

    """
    if path is None:
        return ()
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, ValueError) as error:
        raise UsageError(tr("The password file cannot be read"), tr("Give a text file that holds the password alone.")) from error
    found = tuple(dict.fromkeys(line for line in lines if line))
    if not found:
        raise UsageError(tr("The password file is empty"), tr("Write the password into its first line."))
    return found
