"""How a worker or the zygote is started as a program, from a source tree, an installation or a frozen program alike.

Owns the command line and the emptied environment. Must not import the parsers: it only finds where they are installed.
"""

from __future__ import annotations

import importlib.util
import os
import sys

from reviewer import heap

_BOOT = (
    "import sys; past = int(sys.argv[1]) + 2; sys.path[:0] = sys.argv[2:past]; del sys.argv[1:past]; "
    "from reviewer.documents.parsing.worker import main; sys.exit(main(sys.argv[1:]))"
)
_KEPT = ("SYSTEMROOT",)  # without it Windows starts no program


def command(*words: str) -> list[str]:
    """Return the command line that ends in `worker.main(words)`.

    Python starts isolated and without `site`: no variable, no user's folder and no start-up hook has a say in what the worker
    imports. The folders of this program and of the parsers are given explicitly.
    """
    if getattr(sys, "frozen", False):
        return [sys.executable, "--worker", *words]
    folders = [_above(__file__, 4)]
    for package in ("pymupdf", "PIL", "tesserocr"):
        spec = importlib.util.find_spec(package)
        if spec is not None and spec.origin is not None:
            folder = _above(spec.origin, 2)
            if folder not in folders:
                folders.append(folder)
    return [sys.executable, "-I", "-S", "-c", _BOOT, str(len(folders)), *folders, *words]


def _above(path: str, times: int) -> str:
    """Return the folder so many steps above a path. (`pathlib` takes longer to load than a process to start.)"""
    path = os.path.realpath(path)
    for _ in range(times):
        path = os.path.dirname(path)  # noqa: PTH120
    return path


def environment() -> dict[str, str]:
    """Return the environment of a worker: nothing but what the system cannot do without, and how memory is kept."""
    return {name: os.environ[name] for name in _KEPT if name in os.environ} | heap.variables()
