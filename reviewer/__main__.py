"""The program's entry: picks worker, command or window mode before anything heavy is imported.

For the window the parsers' process is started first of all, so that it loads beside the window and not after it.
"""

from __future__ import annotations

import sys

WORKER = "--worker"
"""The first word that makes this process one that reads documents."""

LOOK = "--look"
"""The first word that makes it one that looks at a case, see `services.looking_apart`."""


def main() -> int:
    """Run the program and return its exit code."""
    words = sys.argv[1:]
    if words[:1] == [WORKER]:
        from reviewer.documents.parsing.worker import main as work

        return work(words[1:])
    if words[:1] == [LOOK]:
        from reviewer.services.case.looking_apart import main as look

        return look(words[1:])
    from reviewer.cli.names import SUBCOMMANDS

    if words and (words[0] in SUBCOMMANDS or words[0].startswith("-")):
        from reviewer.bootstrap import run_cli

        return run_cli(words)
    import gc

    gc.disable()  # loading makes many objects and no garbage; the window switches it on again
    from reviewer.documents.channels.channel_choice import best_transport, start_early

    zygote = start_early()
    from reviewer import window_libraries

    window_libraries.take_in()
    from reviewer.bootstrap import run_window

    return run_window(words, best_transport(zygote))


if __name__ == "__main__":
    sys.exit(main())
