"""The program's entry: picks worker, command or window mode before anything heavy is imported."""

from __future__ import annotations

import sys

WORKER = "--worker"
"""The first word that makes this process one that reads documents."""


def main() -> int:
    """Run the program and return its exit code."""
    words = sys.argv[1:]
    if words[:1] == [WORKER]:
        from reviewer.documents.parsing.worker import main as work

        return work(words[1:])
    from reviewer.cli.names import SUBCOMMANDS

    if words and (words[0] in SUBCOMMANDS or words[0].startswith("-")):
        from reviewer.bootstrap import run_cli

        return run_cli(words)
    from reviewer.bootstrap import run_window

    return run_window(words)


if __name__ == "__main__":
    sys.exit(main())
