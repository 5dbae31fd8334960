"""The real program as a process of its own, and what it said."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

COMMAND = (sys.executable, "-m", "reviewer")
ROOT = Path(__file__).resolve().parents[2]
LONGEST_S = 180.0


def environment(home: Path, **more: str) -> dict[str, str]:
    """Return the environment of a person who has just got the machine: a home of their own, nothing set."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "QT_", "REVIEWER_"))}
    runtime = home / ".runtime"
    runtime.mkdir(mode=0o700, parents=True, exist_ok=True)
    kept |= {"HOME": str(home), "XDG_RUNTIME_DIR": str(runtime), "PYTHONPATH": str(ROOT), "PYTHONFAULTHANDLER": "1"}
    return kept | more


class Program:
    """Calls of the command line in one home and one working folder."""

    def __init__(self, home: Path, folder: Path) -> None:
        self.home = home
        self.folder = folder

    def __call__(self, *words: object, code: int = 0) -> str:
        """Run a subcommand, hold its exit code against `code`, and return what it printed."""
        done = self.call(*words)
        assert done.returncode == code, f"{words} ended with {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def call(self, *words: object, before: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
        """Run a subcommand, behind the words of another program where given (`strace …`)."""
        command = [*before, *COMMAND, *(str(one) for one in words)]
        return subprocess.run(
            command,
            cwd=self.folder,
            env=environment(self.home, DISPLAY="", WAYLAND_DISPLAY=""),
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=LONGEST_S,
            check=False,
        )

    def json(self, *words: object) -> list[dict[str, Any]]:
        """Run a subcommand that lists, and return its array."""
        found: list[dict[str, Any]] = json.loads(self(*words, "--json"))
        return found
