"""The program that a worker process is: `--worker zygote FD` on Linux, `--worker pipe` anywhere.

Owns the choice between the two. It imports parsers only after the choice is made, and nothing else imports it.
"""

from __future__ import annotations

import gc
from collections.abc import Sequence

from reviewer import offline


def main(words: Sequence[str]) -> int:
    """Be a worker, or the parent of workers, until the client is gone.

    Args:
        words: What stood after `--worker` on the command line.

    Returns:
        The process's exit code.

    """
    offline.refuse_networks()  # whoever is locked in loses far more; this holds for the parent of workers as well
    match list(words):
        case ["zygote", fd]:
            gc.disable()  # loading the parsers makes many objects and no garbage; its workers switch it on again
            from reviewer.documents.parsing import zygote

            zygote.run(int(fd))
        case ["pipe"]:
            from reviewer.documents.parsing import piped

            piped.run()
        case ["pipe", "trial"]:
            from reviewer.documents.parsing import piped

            piped.run_trial()
        case ["pipe", "recognise"]:
            from reviewer.documents.parsing import piped

            piped.run_recogniser()
        case _:
            return 2
    return 0
