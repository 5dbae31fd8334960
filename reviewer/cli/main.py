"""The command line's entry: picks the subcommand, and turns every failure into `error:`, `hint:` and an exit code."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING

import click

from reviewer import __version__
from reviewer.cli import output
from reviewer.cli.names import SUBCOMMANDS, nearest
from reviewer.errors import ReviewerError
from reviewer.i18n import tr

if TYPE_CHECKING:
    from reviewer.services.parts import Parts

CANCELLED = 130
"""Exit code after Ctrl+C, as shells have it."""


class _Subcommands(click.Group):
    """Loads a subcommand's module when it is asked for, and not before."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(SUBCOMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        module = SUBCOMMANDS.get(cmd_name)
        if module is None:
            return None
        found: click.Command = getattr(import_module(f"reviewer.cli.{module}"), cmd_name.replace("-", "_"))
        return found


@click.command(
    cls=_Subcommands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="“reviewer PATH…” opens the window on a case, or on documents in a fresh case. Exit codes: 0 done, 1 a check found "
    "something, 2 the call’s words are off, 3 an input was refused.",
)
@click.version_option(__version__, prog_name="reviewer")
def reviewer() -> None:
    """Hold public statements against documents: highlight passages, tag them to claims, hand over packs that verify.

    CASE is a case file (*.revcase). Ids may be shortened to their first six or more characters. DOCUMENT is an id or a name.
    """


def run(argv: Sequence[str], parts: Parts) -> int:
    """Run one command and return its exit code: 0 done, 1 a check found something, 2 words are off, 3 an input was refused."""
    try:
        result = reviewer.main(args=list(argv), prog_name="reviewer", standalone_mode=False, obj=parts)
    except ReviewerError as problem:
        return output.failure(problem)
    except click.exceptions.NoArgsIsHelpError as problem:
        click.echo(problem.format_message(), err=True)
        return 2
    except click.ClickException as problem:
        return _misused(problem)
    except (KeyboardInterrupt, click.Abort):
        output.error(tr("Cancelled"), tr("What was reported as done is done; nothing else was kept."))
        return CANCELLED
    except SystemExit:  # click's way out where nobody reads its help to the end; results are written by `output`
        output.silence(sys.stdout)
        return 0
    return result if isinstance(result, int) else 0


def _misused(problem: click.ClickException) -> int:
    """Tell what is wrong with the words of a call, in our form."""
    context = problem.ctx if isinstance(problem, click.UsageError) else None
    path = context.command_path if context else "reviewer"
    hint = tr("“{command} --help” shows how it is called.").format(command=path)
    if isinstance(problem, click.exceptions.NoSuchOption) and problem.possibilities:
        hint = tr("Perhaps {option} is meant.").format(option=" / ".join(problem.possibilities)) + f" {hint}"
    output.error(problem.format_message().replace("\n", " ").rstrip("."), hint)
    return 2


def unknown_word(word: str) -> tuple[str, str]:
    """Return the error and the hint for a first word that is neither a subcommand nor a file."""
    meant = nearest(word)
    said = tr("There is no file and no subcommand “{word}”").format(word=word)
    every = tr("“reviewer --help” lists the subcommands.")
    return said, tr("Perhaps “reviewer {command}” is meant.").format(command=meant) + f" {every}" if meant else every
